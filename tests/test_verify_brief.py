"""A brief of any origin against its articles: ours verifies, and no altered digit, name or "not" passes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import markdown_it
import pytest

from briefer import assets, document, render
from briefer.errors import BrieferError
from briefer.model import Article
from briefer.verify import parse
from briefer.verify.brief import Report, Shelf, verify
from briefer.verify.parse import statements
from tests.desk import NAMES, article, brief, seeds

TRUCE = """Oslo and Stockholm differ over truce

Norway said that the truce would hold for 12 weeks. Sweden said that it was not bound by it.

“We never sent any ships into the fjord,” said Nils Ek, Sweden's envoy.
"""
SHELF = Shelf(
    (article(TRUCE, "truce.txt", title="Oslo and Stockholm differ over truce", published="2021-03-04"),), NAMES
)
NORWAY = "Norway said that the truce would hold for 12 weeks."
SWEDEN = "Sweden said that it was not bound by it."
SHIPS = "“We never sent any ships into the fjord,” said Nils Ek, Sweden's envoy."
NOTES = f"""[^1]: *Oslo and Stockholm differ over truce*, truce.txt, ¶ 2, line 3: “{NORWAY}”

[^2]: *Oslo and Stockholm differ over truce*, truce.txt, ¶ 2, line 3: “{SWEDEN}”

[^3]: *Oslo and Stockholm differ over truce*, truce.txt, ¶ 3, line 5: "{SHIPS}"
"""


def checked(body: str, notes: str = NOTES) -> Report:
    return verify(f"# A brief\n\n{body}\n\n## Sources\n\n{notes}", SHELF)


def codes(report: Report) -> list[str]:
    assert all(each.reason and "\n" not in each.reason for each in report.failures)
    return [each.code for each in report.failures]


# --- our own ----------------------------------------------------------------------------------------------------------


@cache
def shelf() -> Shelf:
    return Shelf(seeds(), NAMES)


@cache
def printed(suffix: str) -> str:
    """The brief of the sample corpus by the embedded engine."""
    template = assets.template(suffix)
    return render.render(document.as_dict(brief(seeds())), template.text, suffix, template.name)


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_our_own_brief_of_the_sample_corpus_verifies(suffix: str) -> None:
    report = verify(printed(suffix), shelf())
    assert not report.failures
    assert report.checked > 100


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_our_own_brief_does_not_verify_against_other_articles(suffix: str) -> None:
    assert len(verify(printed(suffix), SHELF).failures) > 50


# --- altered in one place ---------------------------------------------------------------------------------------------

_FIRST_WORDS = frozenset(
    "A About Again All Alongside An Any Asked At Both But He Her His How I If In It Its More Most No None Now On One "
    "Only Our She So Such Talks Tests That The There They Things This To Under Until We What When Whether While You "
    "Your".split()
)
OTHERS = ("Russia", "Japan", "Zubrowka")
_AUXILIARY = re.compile(r" (?:is|are|was|were|has|have|had|will|would|could|should|may|must|does|did) (?!not)")


def altered(text: str) -> Iterator[str]:
    """The text with one digit changed, one name exchanged, or one "not" struck out or put in."""
    for found in re.finditer(r"\d", text):
        yield text[: found.start()] + str((int(found[0]) + 1) % 10) + text[found.end() :]
    for found in re.finditer(r"\b[A-Z][\w'’-]+", text):
        if found[0] not in _FIRST_WORDS:
            for other in (each for each in OTHERS if each != found[0]):
                yield text[: found.start()] + other + text[found.end() :]
    for found in re.finditer(r"\bnot ", text):
        yield text[: found.start()] + text[found.end() :]
    for found in _AUXILIARY.finditer(text):
        yield text[: found.end()] + "not " + text[found.end() :]


def test_alterations_are_of_each_kind() -> None:
    made = list(altered("Norway was not asked about 12 ships."))
    assert "Norway was asked about 12 ships." in made
    assert "Norway was not asked about 13 ships." in made
    assert "Zubrowka was not asked about 12 ships." in made
    assert "Ida Berg is not sure." in altered("Ida Berg is sure.")


_IN_THEIR_WORDS = re.compile(r"- (?:Asked|Not known|Not said|Not settled|\*\*[\dW-]+\*\* .*): ")


def lines_and_notes() -> tuple[list[str], dict[str, str]]:
    """The cited statements of the Markdown, each once, and its footnotes by label."""
    lines = printed("md").split("\n")
    notes = {found[1]: line for line in lines if (found := re.match(r"\[\^(\d+)\]:", line))}
    # open questions are checked as what they are, and only below their heading: tests/test_page.py
    own = (line for line in lines if re.match(r"- .*\[\^\d+\]$", line) and not _IN_THEIR_WORDS.match(line))
    return list(dict.fromkeys(own)), notes


def passes(body: str, notes: str) -> bool:
    return verify(f"# b\n\n{body}\n\n{notes}\n", shelf()).ok


def test_no_altered_statement_of_our_own_brief_passes() -> None:
    lines, notes = lines_and_notes()
    tried = []
    for line in lines:
        said = re.sub(r"( \[\^\d+\])+$", "", line)
        cited = re.findall(r"\[\^(\d+)\]", line)
        assert passes(line, "\n\n".join(notes[each] for each in cited))
        marks = "".join(f" [^{each}]" for each in cited)
        tried += [(made + marks, "\n\n".join(notes[each] for each in cited)) for made in altered(said)]
    assert len(tried) > 500
    assert not [body for body, own in tried if passes(body, own)]


def test_no_altered_quote_of_our_own_brief_passes() -> None:
    _, notes = lines_and_notes()
    tried = []
    for label, note in notes.items():
        found = re.search(r"line \d+(?:\]\(<[^>]*>\))?: ", note)
        assert found
        tried += [(f"[^{label}]", note[: found.end()] + made) for made in altered(note[found.end() :])]
    assert len(tried) > 500
    assert not [own for body, own in tried if passes(body, own)]


def test_no_altered_place_of_a_quote_passes() -> None:
    _, notes = lines_and_notes()
    tried = []
    for label, note in notes.items():
        for found in re.finditer(r"(?<=¶ )\d+(?=, line)|(?<=line )\d+(?=[\]:])", note):
            moved = note[: found.start()] + str(int(found[0]) + 1) + note[found.end() :]
            tried.append((f"[^{label}]", moved))
    assert len(tried) == 2 * len(notes)
    assert not [own for body, own in tried if passes(body, own)]


# --- by hand ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"- {NORWAY} [^1]", id="a statement of ours"),
        pytest.param(f"- {NORWAY} [^1]\n  *Fjord Post, 4 March 2021*", id="with what is said about it"),
        pytest.param(f"{NORWAY} [^1] {SWEDEN} [^2]", id="two in one paragraph"),
        pytest.param("- Norway said that the truce would hold for\n  12 weeks. [^1]", id="over two lines"),
        pytest.param("- Sweden is not bound by it, said Stockholm. [^2]", id="in other words"),
        pytest.param("- Sweden's Nils Ek: “We never sent any ships”. [^3]", id="with a quotation"),
        pytest.param(
            "| Who | What |\n|---|---|\n| Norway | Norway said that the truce would hold for 12 weeks. [^1] |",
            id="in a table",
        ),
        pytest.param("Norway said that the truce would hold for 12 weeks [^1].", id="the reference before the stop"),
        pytest.param(f"A word to the reader first.\n\n- {NORWAY} [^1]", id="beside what says nothing of the world"),
    ],
)
def test_what_stands_in_the_articles_passes(body: str) -> None:
    assert checked(body).ok, checked(body).failures


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(f"- {NORWAY} [^2]", "number", id="the footnote of another statement"),
        pytest.param(f"- {SWEDEN} [^1]", "name", id="and the other way round"),
        pytest.param(f"- {NORWAY} [^4]", "no-such-reference", id="a footnote that is not there"),
        pytest.param(f"- {NORWAY} [^1] [^4]", "no-such-reference", id="a second footnote that is not there"),
        pytest.param(f"- {NORWAY} [^1]\n- {NORWAY}", "uncited", id="no footnote"),
        pytest.param(f"- {NORWAY} [^1]\n- {NORWAY[:-1]}", "uncited", id="no footnote and no full stop"),
        pytest.param(f"- {NORWAY} [^1] Sweden invaded Norway in 1999.", "uncited", id="more behind the footnote"),
        pytest.param(f"- Sweden invaded Norway in 1999 and\n  {NORWAY} [^1]", "date", id="more in the line before"),
        pytest.param(f"- {NORWAY} [^1]\n  Sweden invaded Norway in 1999.", "uncited", id="more in the line behind"),
        pytest.param(f"- {NORWAY} [^1]\n- ⚠ Sweden invaded Norway in 1999.", "uncited", id="behind a sign of ours"),
        pytest.param(f"- {NORWAY} [^1]\n\n<p>Sweden invaded Norway in 1999.</p>", "uncited", id="in raw HTML"),
        pytest.param(f"- {NORWAY} [^1]\n\n```\nSweden invaded Norway in 1999.\n```", "uncited", id="in a code block"),
        pytest.param(f"- {NORWAY} [^1]\n\n> Sweden invaded Norway in 1999.", "uncited", id="in a block quote"),
        pytest.param(
            f"## Notes on a war\n\nSweden has invaded Norway.\n\n- {NORWAY} [^1]", "uncited", id="under a heading"
        ),
        pytest.param(
            f"- {NORWAY} [^1]\n\n“This is the very end of it all,” he said.", "uncited", id="a quote of nobody's"
        ),
        pytest.param(
            "- Sweden's Nils Ek: “We sent all the ships”. [^3]", "not-found", id="a quotation that is not there"
        ),
        pytest.param("- Norway said that the truce would hold for 13 weeks. [^1]", "number", id="a number"),
        pytest.param("- Norway said that the truce would not hold for 12 weeks. [^1]", "polarity", id="a not put in"),
        pytest.param("- Sweden said that it was bound by it. [^2]", "altered", id="a not struck out"),
        pytest.param("- Denmark said that the truce would hold for 12 weeks. [^1]", "name", id="a name"),
        pytest.param(
            "- Sweden said that the truce would hold for 12 weeks. [^1] [^2]", "altered", id="the other's words"
        ),
        pytest.param("- The truce would hold for 12 weeks. [^1]", "holder", id="nobody's words"),
    ],
)
def test_what_does_not_is_refused(body: str, code: str) -> None:
    assert code in codes(checked(body))


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param("A sharp answer from Norway's Nils Ek Jr.", [], id="a name that ends with a full stop"),
        pytest.param("A ship of Norway and Chile Inc.", [], id="a firm"),
        pytest.param("Norway and Chile sank a ship.", ["uncited"], id="a sentence"),
    ],
)
def test_a_cell_of_a_table_that_is_a_sentence_needs_a_citation(cell: str, code: list[str]) -> None:
    body = f"- Norway said that the truce would hold for 12 weeks. [^1]\n\n| A | B |\n|---|---|\n| {cell} | 1 |"
    assert codes(checked(body)) == code


STANDS = """Norway opposed the new levy on coal. Chile denied that the ship was a warship.

Finland, which opposes the levy on oil, sold 3 million tonnes of coal. Peru said it would join the talks if they moved.
"""


@pytest.mark.parametrize(
    ("cited", "said", "code"),
    [
        ("Norway opposed the new levy on coal.", "The new levy on coal pleases Norway.", "polarity"),
        ("Chile denied that the ship was a warship.", "Chile called the ship a warship.", "polarity"),
        ("Chile denied that the ship was a warship.", "Chile denied it was a warship.", ""),
        ("Norway opposed the new levy on coal.", "Norway is against the new levy on coal.", ""),
        ("Peru said it would join the talks if they moved.", "Peru said it would join the talks.", "condition"),
        ("Peru said it would join the talks if they moved.", "Peru would join the talks if they moved.", ""),
        ("Finland, which opposes the levy on oil, sold 3 million tonnes of coal.", "Finland sold coal.", ""),
    ],
)
def test_a_statement_takes_the_stand_of_its_passage(cited: str, said: str, code: str) -> None:
    shelf = Shelf((article(STANDS, "stands.txt"),), NAMES)
    report = verify(f"# A brief\n\n{said}[^1]\n\n[^1]: stands.txt: “{cited}”\n", shelf)
    assert codes(report) == ([code] if code else [])


CUT = "Norway said the port was shut. Berg said that the fee is not low enough, and diplomats said that Chile left."


@pytest.mark.parametrize(
    ("flag", "codes_of"), [("", ["clipped-negation"]), ("\n  **⚠ partly verified:** cut after “is not”", [])]
)
def test_a_quote_that_was_cut_is_refused_unless_the_reader_is_told(flag: str, codes_of: list[str]) -> None:
    shelf = Shelf((article(CUT, "cut.txt"),), NAMES)
    report = verify(f"# A brief\n\n- Berg said low enough. [^1]{flag}\n\n[^1]: cut.txt: “low enough”\n", shelf)
    assert [each for each in codes(report) if each.startswith("clipped")] == codes_of


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("12 weeks.”", "13 weeks.”", "not-found", id="another number"),
        pytest.param("would hold", "would never hold", "not-found", id="a word more"),
        pytest.param("the truce would", "would", "not-found", id="a word less"),
        pytest.param("¶ 2, line 3: “Norway", "¶ 1, line 3: “Norway", "wrong-place", id="another paragraph"),
        pytest.param("line 3: “Norway", "line 5: “Norway", "wrong-place", id="another line"),
        pytest.param("line 3: “Norway", "line 30: “Norway", "wrong-place", id="a line that is not there"),
    ],
)
def test_an_altered_footnote_is_refused(old: str, new: str, code: str) -> None:
    assert old in NOTES
    assert code in codes(checked(f"- {NORWAY} [^1]\n- {SWEDEN} [^2]\n- {SHIPS} [^3]", NOTES.replace(old, new, 1)))


def test_a_footnote_that_nobody_uses_is_checked_as_well() -> None:
    assert codes(checked(f"- {NORWAY} [^1]", NOTES.replace("never sent", "always sent"))) == ["not-found"]


def test_of_two_footnotes_with_one_number_both_are_checked() -> None:
    twice = NOTES + "\n[^1]: *T*, truce.txt, ¶ 2, line 3: “Norway invaded Sweden.”\n"
    assert codes(checked(f"- {NORWAY} [^1]", twice)) == ["not-found"]


def test_a_footnote_over_several_lines_is_read_whole() -> None:
    broken = NOTES.replace("truce would hold", "truce\n    would hold")
    assert checked(f"- {NORWAY} [^1]", broken).ok
    assert codes(checked(f"- {NORWAY} [^1]", broken.replace("Norway said", "Norway denied"))) == ["not-found"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param(f'[1] truce.txt: "{NORWAY}"', "", id="with the passage"),
        pytest.param("[1] Oslo and Stockholm differ over truce, Fjord Post, 4 March 2021", "", id="with the title"),
        pytest.param("[1]: Fjord Post, truce.txt", "", id="with the file"),
        pytest.param('[1] truce.txt: "Norway said that the truce was over."', "not-found", id="with invented words"),
        pytest.param("[1] Another title, Fjord Post, 4 March 2021", "no-passage", id="with a title of no article"),
        pytest.param("[2] truce.txt", "no-such-reference", id="under another number"),
    ],
)
def test_numbered_references_lead_to_the_list_of_sources(source: str, code: str) -> None:
    report = checked(f"{NORWAY.removesuffix('.')} [1].", source)
    assert report.ok if not code else code in codes(report)


@pytest.mark.parametrize("said", ["Norway said that the truce would hold for 99 weeks [1].", "Peru said so too [1]."])
def test_what_cites_a_whole_article_is_held_against_all_of_it(said: str) -> None:
    assert not checked(said, "[1] truce.txt").ok


@pytest.mark.parametrize("marks", ["[1, 2]", "[1][2]", "[1] [2]", "[1,2]"])
def test_several_numbers_may_stand_together(marks: str) -> None:
    sources = f'[1] truce.txt: "{NORWAY}"\n[2] truce.txt: "{SWEDEN}"\n'
    assert checked(f"{NORWAY[:-1]} {marks}.", sources).ok
    assert "no-such-reference" in codes(checked(f"{NORWAY[:-1]} {marks}.", sources.split("\n", maxsplit=1)[0]))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\n", id="blank"),
        pytest.param("\ufeff", id="a byte order mark"),
        pytest.param("# A brief\n\n## Sources\n", id="headings"),
        pytest.param("Nothing to say.\n", id="nothing said"),
        pytest.param(f"{NORWAY} {SWEDEN}\n", id="no citation"),
        pytest.param(NOTES.split("\n", maxsplit=1)[0].replace("[^1]", "[^]"), id="a broken footnote"),
        pytest.param("[]", id="a JSON list"),
    ],
)
def test_a_text_that_cites_nothing_does_not_verify(text: str) -> None:
    report = verify(text, SHELF)
    assert not report.ok
    assert report.failures


def test_one_parser_reads_a_whole_brief() -> None:
    class Counted(markdown_it.MarkdownIt):
        made = 0

        def __init__(self) -> None:
            Counted.made += 1
            super().__init__()

    parse._markdown.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown_it, "MarkdownIt", Counted)
        assert verify(printed("md"), shelf()).ok
    parse._markdown.cache_clear()
    assert Counted.made == 1


def test_footnotes_are_read_once() -> None:
    text = printed("md")
    assert parse.without_definitions(text) is parse.without_definitions(text)


def test_statements_know_their_line() -> None:
    text = f"# A brief\n\n- {NORWAY} [^1]\n- {SWEDEN} [^2]\n\nOver\ntwo lines it\ngoes. [^3]\n\n{NOTES}"
    assert [each.line for each in statements(text)] == [3, 4, 6]


# --- brief.json -------------------------------------------------------------------------------------------------------


def own_json() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed("json"))
    return found


def in_json(change: Callable[[dict[str, Any]], object]) -> Report:
    changed = deepcopy(own_json())
    change(changed)
    return verify(json.dumps(changed), shelf())


def first(found: dict[str, Any]) -> dict[str, Any]:
    """The first citation."""
    citation: dict[str, Any] = found["positions"][0]["citations"][0]
    return citation


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda b: first(b).update(start=first(b)["start"] + 1), id="start"),
        pytest.param(lambda b: first(b).update(start=first(b)["start"] - 3), id="start before"),
        pytest.param(lambda b: first(b).update(end=first(b)["end"] + 9), id="end"),
        pytest.param(lambda b: first(b).update(end=first(b)["end"] - 9), id="end before"),
        pytest.param(lambda b: first(b).update(start=0, end=len(first(b)["quote"])), id="elsewhere"),
        pytest.param(lambda b: first(b).update(start=10**9, end=10**9 + 5), id="outside the text"),
        pytest.param(lambda b: first(b).update(line=first(b)["line"] + 1), id="line"),
        pytest.param(lambda b: first(b).update(paragraph=first(b)["paragraph"] + 1), id="paragraph"),
        pytest.param(lambda b: first(b).update(article=b["articles"][-1]["id"]), id="another article"),
        pytest.param(lambda b: first(b).update(quote=first(b)["quote"] + " Not."), id="a word more"),
        pytest.param(lambda b: first(b).update(quote=""), id="no quote"),
        pytest.param(lambda b: b["positions"][0].update(citations=b["positions"][-1]["citations"]), id="citations"),
        pytest.param(lambda b: b["positions"][0].update(citations=[]), id="no citations"),
        pytest.param(lambda b: b["positions"][0].update(holders=["Zubrowka"]), id="an invented holder"),
        pytest.param(lambda b: b["positions"][0].update(holders=["Peru"]), id="another holder"),
        pytest.param(lambda b: b["positions"][0].update(statement="Zubrowka has 9 ships."), id="statement"),
        pytest.param(lambda b: b["summary"][0].update(text="Zubrowka has 9 ships."), id="bottom line"),
        pytest.param(lambda b: b["summary"][0].update(positions=["p0"]), id="an unknown position"),
        pytest.param(lambda b: b["summary"][0].update(positions=b["summary"][-1]["positions"]), id="another position"),
        pytest.param(lambda b: b["summary"][0].update(positions=[]), id="no positions"),
    ],
)
def test_a_changed_json_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    assert not in_json(change).ok


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{", id="broken"),
        pytest.param("{}", id="an empty object"),
        pytest.param('{"positions": [], "articles": []}', id="no summary"),
        pytest.param('{"positions": {}, "articles": {}, "summary": {}, "x": 1', id="cut off"),
        pytest.param('{"positions": [1], "articles": [], "summary": []}', id="positions that are none"),
        pytest.param('{"positions": [{"id": []}], "articles": [], "summary": []}', id="ids that are none"),
        pytest.param('{"positions": null, "articles": null, "summary": null}', id="nulls"),
        pytest.param('{"a":' * 100_000, id="very deep"),
    ],
)
def test_json_that_is_no_brief_is_a_wrong_input(text: str) -> None:
    with pytest.raises(BrieferError, match=r"brief\.json"):
        verify(text, SHELF)


def test_a_json_without_positions_does_not_verify() -> None:
    assert not verify('{"positions": [], "articles": [], "summary": []}', SHELF).ok


LINKED = Article(
    "talks.md",
    "Norway said that the truce would hold for 12 weeks.",
    title="Talks go on",
    url="https://example.org/talks",
)


def foreign(text: str) -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in verify(text, Shelf((LINKED,), NAMES)).failures]


@pytest.mark.parametrize(
    "cited",
    [
        "{} [1]\n\n## References\n\n1. Talks go on, Harbour Wire, 3 May",
        "{} [1]\n\n**Sources:**\n\n1) talks.md",
        "{} [1–2]\n\n## Sources\n\n1. Talks go on\n2. talks.md, again",
        "{} [1, p. 3]\n\n## Notes\n\n1. Talks go on",
        "{} [1; 2]\n\n## Notes\n\n1. Talks go on\n2. talks.md",
        "{} ([Harbour Wire](https://example.org/talks)).",
        "{} [^a]\n\n[^a]: Talks go on",
    ],
    ids=["a list", "a bold heading", "a range", "a page", "semicolons", "a link", "a footnote"],
)
def test_a_brief_of_another_tool_is_held_against_what_it_cites(cited: str) -> None:
    assert foreign(cited.format("Norway said that the truce would hold for 12 weeks.")) == []
    assert foreign(cited.format("Norway said that the truce would hold for 13 weeks."))
    assert foreign(cited.format("Norway said that the truce would not hold for 12 weeks."))
    assert foreign(cited.format("Norway said that the quarrel would hold for 12 weeks."))


def test_a_link_to_no_article_and_a_number_in_no_list_lead_nowhere() -> None:
    said = "Norway said that the truce would hold for 12 weeks"
    assert foreign(f"{said} ([Herald](https://example.org/else)).") == [(1, "no-passage")]
    assert foreign(f"{said} [3].\n\n## References\n\n1. Talks go on") == [(1, "no-such-reference")]
