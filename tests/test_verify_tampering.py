"""Our own brief, edited: whatever stands in it beside its statements may not be changed unseen, and the rest may."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from briefer import assets, document, render
from briefer.dates import FILE_NAME
from briefer.model import Article, Position
from briefer.verify import frame, shape
from briefer.verify.brief import Report, Shelf, verify
from briefer.verify.shelf import Passage
from tests.desk import NAMES, article, brief, seeds

Json = dict[str, Any]


DOUBTED = article(
    "Norway claims the fishing quota is fair to every boat of the north, which Chile denied.", "doubted.txt"
)
"""One more article, with a position that carries a flag."""


@cache
def corpus() -> tuple[Article, ...]:
    return (*seeds(), DOUBTED)


@cache
def shelf() -> Shelf:
    return Shelf(corpus(), NAMES)


@cache
def made() -> Json:
    """The object of the sample corpus's brief by the embedded engine."""
    found = document.as_dict(brief(corpus()))
    return {**found, "made_with": {**found["made_with"], "engine": "rules"}}


def printed(of: Json, suffix: str = "md") -> str:
    template = assets.template(suffix)
    return render.render(of, template.text, suffix, template.name)


@cache
def own() -> str:
    return printed(made())


def codes(report: Report) -> set[str]:
    assert all(each.reason and "\n" not in each.reason for each in report.failures)
    return {each.code for each in report.failures}


def told_twice(of: Json) -> dict[str, Any]:
    """The change of mind in the sample corpus."""
    return next(each for each in of["issues"] if each["kind"] == "self-contradiction")


# --- Markdown ---------------------------------------------------------------------------------------------------------


def with_line(pattern: str, replacement: str) -> str:
    """The brief with the first place of a pattern replaced, which has to be there."""
    changed, count = re.subn(pattern, replacement, own(), count=1, flags=re.MULTILINE)
    assert count == 1
    assert changed != own()
    return changed


def moved(pattern: str, before: str) -> str:
    """The brief with a position, and the lines below it, moved to stand before another line."""
    found = re.search(rf"^- .*{pattern}.*\n(?:  .*\n)*", own(), re.MULTILINE)
    assert found
    rest = own().replace(found[0], "", 1)
    place = re.search(before, rest, re.MULTILINE)
    assert place
    return rest[: place.start()] + found[0] + rest[place.start() :]


@pytest.mark.parametrize(
    ("pattern", "replacement", "code"),
    [
        pytest.param(r" · 12 articles", " · 13 articles", "count", id="articles"),
        pytest.param(r" · 84 positions", " · 38 positions", "count", id="positions"),
        pytest.param(r" · 7 disputes", " · 1 dispute", "count", id="disputes"),
        pytest.param(r" · 1 withheld", " · 0 withheld", "count", id="withheld"),
        pytest.param(r"^2017-W30", "2017-07-26 to 2017-07-30", "count", id="days"),
        pytest.param(r"^2017-W30", "2017-07-26 to 2017-08-03, 3 undated", "count", id="undated"),
        pytest.param(r"^\* \*Pyongyang repeats.*\n", "", "count", id="a withheld line struck out"),
        pytest.param(r"^  \*\*⚠ partly verified:.*\n", "", "flag", id="a flag struck out"),
        pytest.param(
            r"^  \*\*⚠ partly verified:.*\n", "  **⚠ partly verified:** typing error\n", "flag", id="a reason"
        ),
        pytest.param(
            r"(\*Harbour Wire, 26 July 2017\*\n)", r"\1  **⚠ partly verified:** no\n", "flag", id="a flag more"
        ),
        pytest.param(
            r"^  \*Harbour Wire, 26 July 2017\*", "  *Lantern Bay Post, 26 July 2017*", "metadata", id="outlet"
        ),
        pytest.param(r"^  \*Harbour Wire, 26 July 2017\*", "  *Harbour Wire, 27 July 2017*", "metadata", id="date"),
        pytest.param(r"^(\[\^\d+\]: \*)US sees China", r"\1US sees Russia", "metadata", id="title of a footnote"),
        pytest.param(r"^(\[\^\d+\]: .*, )Harbour Wire", r"\1Reuters", "metadata", id="outlet of a footnote"),
        pytest.param(r"^(\[\^\d+\]: .*), 26 July 2017", r"\1, 26 June 2017", "metadata", id="date of a footnote"),
        pytest.param(r"^(\[\^\d+\]: .*), undated", r"\1, 26 June 2017", "metadata", id="a date for an undated one"),
        pytest.param(r"^(\[\^\d+\]: .*haley-china)-talks", r"\1-call", "metadata", id="file of a footnote"),
        pytest.param(r"^(\[\^\d+\]: .*¶ \d+, line )(\d+)", r"\g<1>1\2", "wrong-place", id="line of a footnote"),
        pytest.param(r"^(\[\^\d+\]: .*)¶ (\d+)", r"\1¶ 1\2", "wrong-place", id="paragraph of a footnote"),
        pytest.param(r"^(1\. \*)China's envoy", r"\1Cuba's envoy", "metadata", id="title of a source"),
        pytest.param(r"^(1\. .*)26 July 2017", r"\g<1>28 July 2017", "metadata", id="date of a source"),
        pytest.param(r"^(1\. .*26 July 2017)", r"\1 (date from the file name)", "metadata", id="a doubt about a date"),
        pytest.param(r"^\* 5, 6: 2 outlets, 1 origin .*\n", "", "origin", id="copies struck out"),
        pytest.param(r"^\* 5, 6: 2 outlets, 1 origin", "* 5, 6: 2 outlets, 2 origins", "origin", id="origins"),
        pytest.param(r"^\* 5, 6: 2 outlets", "* 4, 6: 2 outlets", "origin", id="other copies"),
        pytest.param(r"^(  \* Only in )5", r"\g<1>6", "origin", id="who has a sentence of a story"),
        pytest.param(r"^(  \* Only in .*)too weak", r"\1too strong", "origin", id="what copies differ in"),
        pytest.param(r"^(  \*Harbour Wire.* 2017) · 2 outlets, 1 origin", r"\1", "metadata", id="one origin"),
        pytest.param(
            r"^(  \*Harbour Wire.*) · 2 outlets, 1 origin",
            r"\1 · 2 outlets, 2 origins",
            "metadata",
            id="origins of a position",
        ),
        pytest.param(
            r"^## Told differently\n", "## Told differently\n\n### Is it so?\n", "side", id="a change of mind of nobody"
        ),
        pytest.param(r"^## Told differently\n", "## Disputes\n", "count", id="a change of mind for a dispute"),
        pytest.param(r"^Not heard on this: .*\n", "", "silent", id="who is silent struck out"),
        pytest.param(r"^(Not heard on this: )", r"\1Cuba, ", "silent", id="who is silent"),
        pytest.param(r"^(4\. .*updated) 12", r"\1 13", "metadata", id="update of a source"),
        pytest.param(r"<https://example.com/meridian", "<https://example.com/elsewhere", "metadata", id="address"),
        pytest.param(r"^(1\. .*: passages )\d+, ", r"\1", "passages", id="passages of a source"),
        pytest.param(r"^11\. \*Background.*\n", "", "count", id="a source struck out"),
        pytest.param(
            r"^11\. \*.*\n", "11. *Of Nothing*, Nowhere Post, undated, no.txt: not cited\n", "unknown-article", id="s"
        ),
        pytest.param(r"^(\| China \| )\d+", r"\g<1>40", "count", id="positions of an actor"),
        pytest.param(r"^\| China \|.*\n", "", "matrix", id="an actor struck out"),
        pytest.param(r"^(\| Russia \|.*\*\*)not yet", r"\1progress", "matrix", id="what an actor stands for"),
        pytest.param(r"^(\| China \| \d+ \| )(.*?) \| (.*?) \|", r"\1\3 | \2 |", "matrix", id="a cell moved"),
        pytest.param(r"^(\| Japan \| \d+ \| .*?)\[\^\d+\]", r"\1[^1]", "matrix", id="a footnote of a cell"),
        pytest.param(r"^(\| Japan \|.*) \+1", r"\1 +2", "matrix", id="positions of a cell that are not cited"),
        pytest.param(r"^\| Japan \|(.*) \|  \|", r"| Japan |\1 | **doubted** [^1] |", "matrix", id="a cell more"),
        pytest.param(r"^On no side: .*\n", "", "actor", id="who is on no side"),
        pytest.param(r"^(On no side: .*)\(1\)", r"\1(7)", "count", id="positions of who is on no side"),
        pytest.param(r"^(- Not said: .*)did not say", r"\1did not know", "open", id="words of an open question"),
        pytest.param(r"^- Not said: ", "- Not settled: ", "open", id="kind of an open question"),
        pytest.param(r"^- Not said: .*\n  .*\n", "", "open", id="an open question struck out"),
        pytest.param(r"^(- Not said: .*)\[\^\d+\]", r"\1[^1]", "no-such-reference", id="its footnote"),
        pytest.param(r"^(- Not said: .*\n  \*)Harbour Wire", r"\1Meridian Dispatch", "metadata", id="its outlet"),
        pytest.param(r"^- \*\*2017-08-31\*\*", "- **2017-08-30**", "watch", id="day of an event"),
        pytest.param(r"^(- \*\*2017-08-31\*\* \(“)the end of", r"\1the start of", "watch", id="words of its day"),
        pytest.param(r"^(- \*\*2017-08-31\*\* .*)not before", r"\1before", "watch", id="words of an event"),
        pytest.param(r"^- \*\*2017-08-31.*\n  .*\n", "", "watch", id="an event struck out"),
        pytest.param(
            r"^(Only paraphrased, .*: )ease, or no more", r"\1keep or tighten", "reported", id="who is quoted"
        ),
        pytest.param(r"^Only paraphrased, .*\n", "", "reported", id="that one is only paraphrased"),
        pytest.param(r"^(\| Harbour Wire \| 3 \| )\d+", r"\g<1>1", "count", id="positions of an outlet"),
        pytest.param(r"^(\| Harbour Wire \| 3 \| \d+ \| )\d+", r"\g<1>25", "count", id="quoted of an outlet"),
        pytest.param(r"^(\| Harbour Wire \| .*)\d+ %", r"\g<1>90 %", "count", id="share of an outlet"),
        pytest.param(r"^\| Harbour Wire \| .*\n", "", "count", id="an outlet struck out"),
        pytest.param(r"^(1\. .*) · \d+ positions", r"\1 · 90 positions", "count", id="positions of a source"),
        pytest.param(r"^\| 12 \| 12 \| 12 \| 0 \|", "| 12 | 12 | 11 | 0 |", "count", id="coverage does not add up"),
        pytest.param(r"^\| 12 \| 12 \| 12 \| 0 \|", "| 12 | 13 | 13 | 0 |", "count", id="more chunks than there are"),
        pytest.param(r"^\| 12 \| 12 \|", "| 13 | 12 |", "count", id="coverage of articles"),
        pytest.param(r"^\| 12 \| 12 \| 12 \| 0 \|", "| 12 | twelve | 12 | 0 |", "count", id="coverage in words"),
        pytest.param(r"^(\*\*keep or tighten\*\* — )", r"\1Cuba, ", "side", id="a holder more"),
        pytest.param(r"^(\*\*keep or tighten\*\* — )[^,]+, ", r"\1", "side", id="a holder less"),
        pytest.param(r"^\*\*ease, or no more\*\* — ", "**keep or tighten** — ", "matrix", id="a label"),
        pytest.param(
            r"^\*\*ease, or no more\*\* — ", "**what Cuba wants** — ", "label", id="a label that names somebody"
        ),
        pytest.param(r"^### Should sanctions on North Korea", "### Should sanctions on Cuba", "label", id="question"),
        pytest.param(r"^### Should sanctions", "### Should all 90 sanctions", "label", id="a number in a question"),
        pytest.param(r"^## Disputes\n", "## Disputes\n\n### Did Cuba win?\n", "count", id="a dispute more"),
        pytest.param(r"^- .*\n  \*Harbour Wire.*\n", "", "count", id="a position struck out"),
    ],
)
def test_an_edit_is_found(pattern: str, replacement: str, code: str) -> None:
    assert code in codes(verify(with_line(pattern, replacement), shelf()))


def test_common_ground_that_nobody_of_the_dispute_holds_is_found() -> None:
    assert "common" in codes(verify(moved("nothing to re-examine", r"^- Lu Kang.*maintain pressure"), shelf()))


def test_a_line_of_the_bottom_line_that_rests_on_a_flag_has_to_say_so() -> None:
    only = (DOUBTED,)
    text = printed(document.as_dict(brief(only)))
    line = f"  **{shape.RESTS}**\n"
    assert line in text
    report = verify(text.replace(line, "", 1), Shelf(only, NAMES))
    assert [(each.code, each.reason) for each in report.failures] == [("flag", f"it has to carry: {shape.RESTS}")]


def test_a_date_of_the_file_name_has_to_be_called_so() -> None:
    only = (
        article("Norway said that the fishing quota is fair.", "q.txt", published="2021-03-04", dated_by=FILE_NAME),
    )
    text = printed(document.as_dict(brief(only)))
    assert verify(text, Shelf(only, NAMES)).ok
    bold = text.replace(" (date from the file name)", "")
    assert bold != text
    assert codes(verify(bold, Shelf(only, NAMES))) == {"metadata"}


DAYS = ("2017-07-26", "2017-07-30", "")


@pytest.mark.parametrize(
    ("said", "days", "wrong"),
    [
        ("2017-07-26 to 2017-07-30", DAYS[:2], False),
        ("2017-07-25 to 2017-07-30", DAYS[:2], False),
        ("2017-07-27 to 2017-07-30", DAYS[:2], True),
        ("2017-07-26 to 2017-07-29", DAYS[:2], True),
        ("2017-07-26 to 2017-07-30, 1 undated", DAYS, False),
        ("2017-07-25 to 2017-07-30, 1 undated", DAYS, True),
        ("2017-07-26 to 2017-07-30, 2 undated", DAYS, True),
        ("2017-07-26", DAYS[:1], False),
        ("2017-07-26", DAYS[:2], True),
        ("since 2017-07-26", DAYS[:2], False),
        ("since 2017-07-20", DAYS[:2], False),
        ("since 2017-07-27", DAYS[:2], True),
        ("until 2017-07-30", DAYS[:2], False),
        ("until 2017-08-30", DAYS[:2], False),
        ("until 2017-07-29", DAYS[:2], True),
        ("All dates", DAYS, False),
    ],
)
def test_the_days_that_a_brief_covers_are_those_of_its_articles(said: str, days: tuple[str, ...], wrong: bool) -> None:
    articles = [article(f"It rained {at}.", f"{at}.txt", published=day) for at, day in enumerate(days)]
    assert bool(frame.window(said, articles)) is wrong


class Ambiguous(Shelf):
    """A shelf by which each position may be of either of two holders."""

    def positions(self, statement: str, passage: Passage) -> tuple[Position, ...]:
        return tuple(
            replace(each, holders=names)
            for each in super().positions(statement, passage)
            for names in (each.holders, ("Chile",))
        )


def test_a_heading_is_not_refused_where_the_articles_leave_open_who_holds_what_stands_below_it() -> None:
    only = (article("Norway said that the fishing quota is fair.", "quota.txt"),)
    text = printed(document.as_dict(brief(only)))
    assert "**Norway**\n" in text
    both = text.replace("**Norway**\n", "**Norway, Chile**\n", 1)
    assert "side" in codes(verify(both, Shelf(only, NAMES)))
    assert "side" not in codes(verify(both, Ambiguous(only, NAMES)))


def test_a_position_moved_to_the_other_side_is_found() -> None:
    assert "side" in codes(verify(moved("Cui Tiankai.*unacceptable", r"^- .*\n.*\n\n\*\*against them"), shelf()))


def halves() -> Iterator[tuple[str, str]]:
    """Each line of the bottom line that joins two positions, with every exchange of its parts."""
    for line in re.findall(r"^- .*, while .*\[\^\d+\]$", own().split("## Disputes")[0], re.MULTILINE):
        said, *marks = re.split(r" (?=\[\^)", line[2:])
        one, other = said.rstrip(".").split(", while ")
        heads = [
            re.match(r".*?(?=,? (?:said|says|replied|has|have|had|also|told|\w+ed|wants|is|are)\b|:)", e)
            for e in (one, other)
        ]
        if all(heads):
            a, b = (each[0] for each in heads if each)
            yield line, f"- {b}{one[len(a) :]}, while {a}{other[len(b) :]}. {' '.join(marks)}"
        if len(marks) == 2:
            yield line, f"- {said} {marks[1]} {marks[0]}"
            yield line, f"- {one} {marks[1]}, while {other} {marks[0]}."


def test_halves_of_the_bottom_line_do_not_change_holders_or_footnotes() -> None:
    tried = [own().replace(line, changed, 1) for line, changed in halves()]
    assert len(tried) >= 6
    assert not [changed for changed in tried if verify(changed, shelf()).ok]


NOTE = "\n[^900]: 2017-07-26-haley-china-talks.md: “{quote}”\n"


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        pytest.param(r"^## Disputes", "## A word of our own\n\n## Disputes", id="a heading"),
        pytest.param(r"^## Disputes", "Read this first.\n\n## Disputes", id="a remark"),
        pytest.param(r"^# .*", "# The week of the missile", id="the title"),
        pytest.param(r"^(- (.*) (\[\^\d+\]))$", r"\1\n- \2 \3", id="a statement again"),
        pytest.param(r"\n", "\r\n", id="line ends"),
        pytest.param(r"^Every statement leads.*\n", "", id="a sentence of ours struck out"),
    ],
)
def test_a_harmless_edit_passes(pattern: str, replacement: str) -> None:
    changed = re.sub(pattern, replacement, own(), count=0 if pattern == r"\n" else 1, flags=re.MULTILINE)
    assert changed != own()
    assert verify(changed, shelf()).ok, verify(changed, shelf()).failures


def test_a_paraphrase_with_a_citation_passes() -> None:
    found = re.search(r"^- Cui Tiankai .* secondary sanctions\.((?: \[\^\d+\])+)$", own(), re.MULTILINE)
    assert found
    added = f"- Cui Tiankai objected to secondary sanctions.{found[1]}\n{found[0]}"
    report = verify(own().replace(found[0], added, 1), shelf())
    assert report.ok, report.failures


def exchanges() -> Iterator[str]:
    """Briefs in which two things of a kind have changed places: heads of footnotes, headings, lines, rows."""
    lines = own().split("\n")
    heads = [
        (at, each)
        for at, line in enumerate(lines)
        if (each := re.match(r"\[\^\d+\]: (.*?, \[?¶ \d+, line \d+(?:\]\(<[^>]*>\))?)", line))
    ]
    sides = [(at, each) for at, line in enumerate(lines) if (each := re.match(r"\*\*.+?\*\* — (.+)$", line))]
    origins = [(at, each) for at, line in enumerate(lines) if (each := re.match(r"  \*(.+)\*$", line))]
    marks = [(at, each) for at, line in enumerate(lines) if (each := re.match(r"- .*?((?: \[\^\d+\])+)$", line))]
    rows = [(at, each) for at, line in enumerate(lines) if (each := re.match(r"\| (?:[A-Z].*?) \| (\d+ \|.*)$", line))]
    for kind in (heads, sides, origins, marks, rows):
        for (at, one), (other_at, other) in pairwise(kind):
            if one[1] != other[1]:
                changed = [*lines]
                changed[at] = one.string[: one.start(1)] + other[1] + one.string[one.end(1) :]
                changed[other_at] = other.string[: other.start(1)] + one[1] + other.string[other.end(1) :]
                yield "\n".join(changed)


def test_nothing_changes_places_with_its_like() -> None:
    tried = list(exchanges())[::28]
    assert len(tried) > 7
    assert not [changed for changed in tried if verify(changed, shelf()).ok]


# --- escapes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "[^1]",
        "[^9]",
        "[3]",
        "**x**",
        "`x`",
        "`[^1]`",
        "<b>",
        "|",
        "“",
        "”",
        '"',
        "«",
        "&#91;",
        "\\",
        "\\[^1]",
        "* x",
        "[x](y)",
    ],
)
@pytest.mark.parametrize("suffix", ["md", "json"])
def test_marks_in_an_article_are_words(word: str, suffix: str) -> None:
    text = (
        f"Norway {word} said that the {word} truce would hold {word} for 12 weeks.\n\n"
        f"Sweden said that it was not bound {word} by it.\n\n"
        f"“We never sent {word} ships,” said Nils Ek, Sweden's envoy.\n"
    )
    articles = (article(text, "truce.txt", title=f"Oslo {word} differs", outlet=f"A {word} b"),)
    of = document.as_dict(brief(articles))
    assert of["positions"]
    report = verify(printed(of, suffix), Shelf(articles, NAMES))
    assert report.ok, report.failures


# --- brief.json -------------------------------------------------------------------------------------------------------


def in_json(change: Callable[[Json], object]) -> set[str]:
    changed = deepcopy(made())
    change(changed)
    return codes(verify(json.dumps(changed), shelf()))


def flagged(of: Json) -> Json:
    found: Json = next(each for each in of["positions"] if each["status"] != "verified")
    return found


def dated(of: Json) -> Json:
    found: Json = next(each for each in of["articles"] if each["published"])
    return found


CLEAN = dict.fromkeys(("span", "integrity", "agreement", "holder"), "passed")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(lambda b: flagged(b).update(status="verified"), "status", id="status"),
        pytest.param(lambda b: flagged(b).update(checks=CLEAN), "status", id="checks"),
        pytest.param(
            lambda b: flagged(b).update(checks=CLEAN, status="verified", reasons=[]), "status", id="all of it"
        ),
        pytest.param(lambda b: flagged(b).update(reasons=[]), "status", id="reasons"),
        pytest.param(lambda b: flagged(b).pop("status"), "missing", id="no status"),
        pytest.param(lambda b: b["matrix"]["cells"][0].update(actor="Cuba"), "matrix", id="a cell of the matrix"),
        pytest.param(lambda b: b["matrix"]["actors"].reverse(), "matrix", id="order of the matrix"),
        pytest.param(lambda b: b["timeline"][0].update(date="2017-07-25"), "timeline", id="timeline"),
        pytest.param(lambda b: b["outlets"][0].update(share=90), "outlets", id="share of an outlet"),
        pytest.param(lambda b: b["articles"][0].update(quoted=99), "count", id="quoted of an article"),
        pytest.param(lambda b: b["issues"][0].update(reported=["progress"]), "reported", id="only paraphrased"),
        pytest.param(lambda b: b["open_questions"][0].update(kind="asked"), "open", id="kind of an open question"),
        pytest.param(lambda b: b["open_questions"][0].update(quote="No."), "open", id="quote of an open question"),
        pytest.param(lambda b: b["open_questions"].pop(), "open", id="an open question less"),
        pytest.param(lambda b: b["watch"][0].update(date="2017-08-30"), "watch", id="day of an event"),
        pytest.param(lambda b: b["watch"][0].update(words="the end"), "watch", id="words of an event"),
        pytest.param(lambda b: b["watch"].clear(), "watch", id="no events"),
        pytest.param(lambda b: flagged(b).pop("checks"), "missing", id="no checks"),
        pytest.param(lambda b: b["positions"][0].update(holder="Cuba"), "holder", id="holder"),
        pytest.param(lambda b: b["positions"][0].update(holder="Cuba", holders=["Cuba"]), "holder", id="holders"),
        pytest.param(lambda b: b["positions"][0].update(speaker="Nils Ek"), "speaker", id="speaker"),
        pytest.param(lambda b: b["positions"][0].update(date="2017-01-01"), "metadata", id="date"),
        pytest.param(lambda b: b["positions"][0].update(paraphrase="no"), "metadata", id="paraphrase"),
        pytest.param(lambda b: b["positions"][0].update(kind="denies"), "metadata", id="kind"),
        pytest.param(lambda b: b["positions"][0].update(modality="must"), "metadata", id="modality"),
        pytest.param(lambda b: b["positions"][0].update(about="Cuba"), "about", id="about"),
        pytest.param(lambda b: b["positions"][0]["citations"][0].update(line=0), "wrong-place", id="line"),
        pytest.param(lambda b: b["positions"][0]["citations"][0].update(paragraph=0), "wrong-place", id="paragraph"),
        pytest.param(lambda b: b["positions"][0]["citations"][0].update(article="x"), "unknown-article", id="article"),
        pytest.param(lambda b: b["positions"][0].update(id=b["positions"][1]["id"]), "no-such-position", id="id"),
        pytest.param(lambda b: dated(b).update(title="Another title"), "metadata", id="title"),
        pytest.param(lambda b: dated(b).update(outlet="Reuters"), "metadata", id="outlet"),
        pytest.param(lambda b: dated(b).update(published="2017-07-01"), "metadata", id="published"),
        pytest.param(lambda b: dated(b).update(updated="2017-07-01"), "metadata", id="updated"),
        pytest.param(lambda b: dated(b).update(url="https://example.org/"), "metadata", id="url"),
        pytest.param(lambda b: dated(b).update(sha256="0" * 64), "metadata", id="sha256"),
        pytest.param(lambda b: dated(b).update(name="other.txt"), "metadata", id="name"),
        pytest.param(lambda b: dated(b).update(name="no.txt", sha256="0" * 64), "unknown-article", id="no article"),
        pytest.param(lambda b: b["issues"][0]["silent"].append("Cuba"), "silent", id="who is silent"),
        pytest.param(lambda b: b["issues"][0]["common"].append("p00000000"), "common", id="common ground of nothing"),
        pytest.param(lambda b: told_twice(b).update(disputed=True), "side", id="a change of mind called a dispute"),
        pytest.param(lambda b: told_twice(b)["sides"].reverse(), "side", id="a change of mind turned round"),
        pytest.param(lambda b: b["origins"].pop(), "origin", id="a story of several outlets struck out"),
        pytest.param(lambda b: b["origins"][0]["outlets"].append("Reuters"), "origin", id="an outlet more"),
        pytest.param(lambda b: b["origins"][0]["differing"].pop(), "origin", id="what copies differ in"),
        pytest.param(lambda b: b["positions"][0].update(origins=9), "origin", id="origins of a position"),
        pytest.param(lambda b: b["positions"][0].update(outlets=9), "origin", id="outlets of a position"),
        pytest.param(lambda b: dated(b).update(dated_by="file name"), "metadata", id="where a date is from"),
        pytest.param(lambda b: dated(b).update(stated="file name"), "metadata", id="how sure a date is"),
        pytest.param(
            lambda b: b["positions"][0].update(days=[{"words": "on Friday", "date": "2017-01-01"}]),
            "metadata",
            id="days",
        ),
        pytest.param(lambda b: dated(b).update(cited=99), "count", id="cited"),
        pytest.param(lambda b: b["coverage"].update(articles=99), "count", id="coverage of articles"),
        pytest.param(lambda b: b["coverage"].update(chunks=99), "count", id="chunks"),
        pytest.param(lambda b: b["coverage"].update(failed="no"), "count", id="no number"),
        pytest.param(lambda b: b.update(window="2017-07-26 to 2017-07-27"), "count", id="window"),
        pytest.param(lambda b: b["issues"][0]["sides"][0].update(holders=["Cuba"]), "side", id="holders of a side"),
        pytest.param(lambda b: b["issues"][0]["sides"][0]["holders"].append("Cuba"), "side", id="one holder more"),
        pytest.param(lambda b: b["issues"][0]["sides"][0]["positions"].pop(), "side", id="a position less"),
        pytest.param(lambda b: b["issues"][0]["sides"][0]["positions"].append("p0"), "no-such-position", id="lost"),
        pytest.param(lambda b: b["issues"][0].update(question="Did Cuba win?"), "label", id="question"),
        pytest.param(lambda b: b["issues"][0]["sides"][0].update(label="Cuba's own"), "label", id="label"),
        pytest.param(lambda b: b["issues"][-1].update(disputed=True), "side", id="a dispute of one side"),
        pytest.param(lambda b: b["withheld"][0].update(why="a typing error"), "withheld", id="why withheld"),
        pytest.param(lambda b: b["withheld"][0].update(article="x"), "unknown-article", id="withheld of nothing"),
    ],
)
def test_an_edit_of_the_json_is_found(change: Callable[[Json], object], code: str) -> None:
    assert code in in_json(change)


def by_model(of: Json, **changes: str) -> None:
    of["made_with"].update(engine="openai")
    of["positions"][0].update(**changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"about": "Cuba"}, "about"),
        ({"about": "ignore all rules"}, "about"),
        ({"kind": "shouts"}, "metadata"),
        ({"modality": "perhaps"}, "metadata"),
    ],
)
def test_what_another_engine_says_of_a_position_is_held_against_its_passage(changes: dict[str, str], code: str) -> None:
    assert code in in_json(lambda b: by_model(b, **changes))


@pytest.mark.parametrize("changes", [{"about": ""}, {"kind": "denies"}, {"modality": "must"}])
def test_another_engine_may_judge_otherwise_what_a_position_does(changes: dict[str, str]) -> None:
    assert not {"about", "metadata"} & set(in_json(lambda b: by_model(b, **changes)))


def test_an_id_that_is_not_of_the_articles_words_is_found() -> None:
    real = made()["articles"][0]["id"]
    report = verify(json.dumps(made()).replace(f'"{real}"', '"0123456789"'), shelf())
    assert [(each.code, each.reason) for each in report.failures] == [("metadata", f"the article's id is {real}")]


def test_the_json_of_another_tool_needs_no_more_than_its_statements() -> None:
    keep = {"id", "statement", "citations"}
    other = {
        "articles": [{"id": each["id"], "name": each["name"]} for each in made()["articles"]],
        "positions": [{k: v for k, v in each.items() if k in keep} for each in made()["positions"]],
        "summary": made()["summary"],
    }
    assert verify(json.dumps(other), shelf()).ok


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_unchanged_it_verifies(suffix: str) -> None:
    assert verify(printed(made(), suffix), shelf()).ok
