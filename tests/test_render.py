"""The brief printed: numbers in reading order, values inert, templates strict, and always the same bytes."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from markdown_it import MarkdownIt

from briefer import assets, markup
from briefer.document import as_dict
from briefer.errors import BrieferError
from briefer.model import Line, Usage
from briefer.render import render
from tests.samples import (
    BEIJING,
    BRIEF,
    CLEAN,
    ICBM,
    JOINT,
    LAUNCH,
    MEDIUM,
    SECONDARY,
    SLACKEN,
    STEPS,
    TRADE,
    WANG,
    held,
    hostile,
)

DOCUMENT = as_dict(BRIEF)


def filled(template: str, suffix: str = "txt", document: dict[str, Any] = DOCUMENT) -> str:
    return render(document, template, suffix, "mine.j2")


def titled(title: str) -> dict[str, Any]:
    return {**DOCUMENT, "title": title}


def page(name: str, document: dict[str, Any] = DOCUMENT) -> str:
    template = assets.template(name)
    return render(document, template.text, template.suffix, template.name)


# --- the document -----------------------------------------------------------------------------------------------------


def test_the_document_has_the_keys_of_the_contract() -> None:
    assert list(DOCUMENT) == [
        "schema",
        "title",
        "window",
        "marking",
        "redacted",
        "made_with",
        "summary",
        "issues",
        "positions",
        "matrix",
        "timeline",
        "reports",
        "open_questions",
        "watch",
        "withheld",
        "articles",
        "outlets",
        "origins",
        "coverage",
        "problems",
        "changes",
        "track",
    ]
    assert {"version", "engine", "model", "pack", "pack_sha256", "tokens", "cost"} <= set(DOCUMENT["made_with"])
    assert {"text", "positions"} <= set(DOCUMENT["summary"][0])
    assert {"id", "question", "disputed", "kind", "sides"} <= set(DOCUMENT["issues"][0])
    assert {"label", "holders", "positions"} <= set(DOCUMENT["issues"][0]["sides"][0])
    assert set("id holder speaker statement paraphrase date change citations checks status reasons".split()) <= set(
        DOCUMENT["positions"][0]
    )
    assert set("article start end quote match paragraph line".split()) <= set(DOCUMENT["positions"][0]["citations"][0])
    assert set("holder speaker statement article reason code checks source cue content nearest".split()) <= set(
        DOCUMENT["withheld"][0]
    )
    assert set("id name sha256 title outlet published updated cited".split()) <= set(DOCUMENT["articles"][0])
    assert set(DOCUMENT["coverage"]) == {"articles", "chunks", "done", "failed", "empty", "split"}


def test_the_document_survives_json() -> None:
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT


def test_a_quote_is_sliced_from_its_article() -> None:
    texts = {article.id: article.text for article in BRIEF.articles}
    for position in DOCUMENT["positions"]:
        for cited in position["citations"]:
            assert texts[cited["article"]][cited["start"] : cited["end"]] == cited["quote"]


def test_what_failed_stands_in_checks_status_and_reasons() -> None:
    position = next(each for each in DOCUMENT["positions"] if each["id"] == SLACKEN.id)
    assert position["checks"] == {"span": "passed", "integrity": "passed", "agreement": "failed", "holder": "passed"}
    assert position["status"] == "partly verified"
    assert position["reasons"] == ["“February” is not in the passage, which says half a year ago"]


def test_cited_counts_distinct_passages() -> None:
    assert [article["cited"] for article in DOCUMENT["articles"]] == [4, 3, 2]


def test_the_cost_is_unknown_once_an_endpoint_was_asked() -> None:
    assert (DOCUMENT["made_with"]["tokens"], DOCUMENT["made_with"]["cost"]) == (0, 0)
    asked = replace(BRIEF, made=replace(BRIEF.made, usage=Usage(1, 900, 100)))
    assert (as_dict(asked)["made_with"]["tokens"], as_dict(asked)["made_with"]["cost"]) == (1000, None)


# --- citations --------------------------------------------------------------------------------------------------------


def test_citations_are_numbered_in_reading_order() -> None:
    """Bottom line, disputes, other issues, then what is left: as a reader of any format meets them."""
    order = [ICBM, MEDIUM, SECONDARY, SLACKEN, WANG, STEPS, JOINT, TRADE]
    expected = list(dict.fromkeys(citation for position in order for citation in position.citations))
    numbered = filled("{% for c in citations %}{{ c.number }} {{ c.article.id }} {{ c.start }}\n{% endfor %}")
    assert numbered.splitlines() == [
        f"{number} {citation.article.id} {citation.start}" for number, citation in enumerate(expected, start=1)
    ]


def test_the_same_passage_has_one_number() -> None:
    assert WANG.citations[0] == JOINT.citations[0]
    assert filled("{{ cite(brief.positions[3].id) }} | {{ cite(brief.positions[5].id) }}") == "[6] [7] | [6]"


def test_a_line_cites_each_passage_once() -> None:
    document = as_dict(replace(BRIEF, summary=(Line("Both.", (WANG, JOINT)),)))
    assert filled("{{ cite(brief.summary[0].positions) }}", document=document) == "[1] [2]"


@pytest.mark.parametrize(("name", "reference"), [("md", r"(?<!\n)\[\^(\d+)\]"), ("html", r'href="#c(\d+)"')])
def test_numbers_rise_as_the_page_is_read(name: str, reference: str) -> None:
    """GitHub numbers footnotes by first use, whatever they are called; so what it shows is what we mean."""
    met = list(dict.fromkeys(int(number) for number in re.findall(reference, page(name))))
    assert met == list(range(1, 10))


def test_every_citation_leads_to_its_passage_and_back() -> None:
    text = page("html")
    anchors, targets = set(re.findall(r' id="([^"]+)"', text)), set(re.findall(r'href="#([^"]+)"', text))
    assert len(anchors) == text.count(' id="')
    assert targets <= anchors
    uses = set(re.findall(r'class="ref" id="([^"]+)"', text))
    assert uses == {target for target in targets if re.fullmatch(r"r\d+-\d+", target)}


def test_the_passages_of_an_article_are_its_citations_by_number() -> None:
    by_search = "{% for n in citations if n.article.id == a.id %}{{ n.number }} {% endfor %}"
    by_article = "{% for n in passages(a.id) %}{{ n.number }} {% endfor %}"
    each = "{{% for a in brief.articles %}}{}|{{% endfor %}}"
    assert filled(each.format(by_article)) == filled(each.format(by_search))
    assert filled("{{ passages('nobody') | length }}") == "0"


@pytest.mark.parametrize("name", ["md", "html"])
def test_a_brief_of_many_articles_takes_time_in_proportion(name: str) -> None:
    """Counts the steps of the template and not seconds, which depend on what else runs."""

    def steps(more: int) -> int:
        article, position = DOCUMENT["articles"][0], DOCUMENT["positions"][0]
        articles = [{**article, "id": f"a{number}"} for number in range(more)]
        positions = [
            {**position, "id": f"p{a['id']}", "citations": [{**position["citations"][0], "article": a["id"]}]}
            for a in articles
        ]
        larger = {key: [*DOCUMENT[key], *added] for key, added in (("articles", articles), ("positions", positions))}
        template, taken = assets.template(name), 0

        def count(frame: Any, event: str, arg: Any) -> Any:
            nonlocal taken
            taken += 1

        sys.setprofile(count)
        try:
            render({**DOCUMENT, **larger}, template.text, template.suffix)
        finally:
            sys.setprofile(None)
        return taken

    first, second, third = steps(0), steps(200), steps(400)
    assert third - second < 1.2 * (second - first)


def test_what_several_hold_stands_with_each_of_them() -> None:
    assert filled("{% for who, held in actors %}{{ who }}: {{ held | length }}\n{% endfor %}") == (
        "United States: 5\nRussia: 1\nChina: 3\n"
    )


# --- Markdown ---------------------------------------------------------------------------------------------------------

PROSE = [
    "The U.S. and the 15-member Council agree (for now).",
    "It was an intercontinental ballistic missile (ICBM)!",
    "“Such actions are unacceptable,” he said; 90% of trade, $5 billion, 6–8 weeks & more.",
    "AT&T's share fell to 3.5 in Q1/2017: see http and www for more.",
    "- not a list when it is in the middle - of prose",
    "2017 was the year. 1.5 million, 10:35 AM",
    "Kim Jong Un's 'reckless' acts = danger + risk",
]


@pytest.mark.parametrize("prose", PROSE[:4] + PROSE[5:])
def test_ordinary_prose_stays_as_it_is_in_markdown(prose: str) -> None:
    assert markup.markdown(prose) == prose


@pytest.mark.parametrize(
    "value",
    [
        *PROSE,
        *(f"a {mark} b {mark}c{mark} d" for mark in r"\`*_{}[]<>#|~$&!"),
        "# head",
        "> quote",
        "- item",
        "+ item",
        "* item",
        "1. item",
        "12) item",
        "1.",
        "-",
        "---",
        "===",
        "~~~",
        "```",
        "    code",
        "\tcode",
        "| a | b |",
        "[a](b) ![a](b) [a][b] [a]: /b",
        "[^1]",
        "[^1]: note",
        "<b>x</b> <!-- y --> <https://x.example>",
        "&lt; &#60; &copy; &nosuch; &",
        "a\\",
        "\\",
        "line  \nbreak",
        "heading #",
        "www.x.example https://x.example a@x.example",
        "a\N{NO-BREAK SPACE}b",
    ],
)
@pytest.mark.parametrize("around", ["{}", "# {}", "- {}", "> {}", "**{}**", "[^1]: *T*, {}", "x {} [^1]", "a\n{}"])
def test_a_value_in_markdown_reads_as_itself(value: str, around: str) -> None:
    marked = MarkdownIt().enable(["table", "strikethrough"]).parse(around.format(markup.markdown(value)))
    plain = MarkdownIt().enable(["table", "strikethrough"]).parse(around.format("x"))
    assert [token.type for token in marked] == [token.type for token in plain]
    inline = next(token for token in marked if token.type == "inline")
    text = "".join(" " if "break" in child.type else child.content for child in inline.children or [])
    assert " ".join(value.split()) in " ".join(text.split())


def test_every_footnote_is_its_passage() -> None:
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", page("md"), re.MULTILINE))
    cited = filled("{% for c in citations %}{{ c.quote }}\n{% endfor %}").splitlines()
    assert len(notes) == len(cited) == 9
    for number, quote in enumerate(cited, start=1):
        tokens = MarkdownIt().parseInline(notes[str(number)])
        text = "".join(child.content for child in tokens[0].children or [])
        place, printed = re.fullmatch(r".*, ¶ \d+, line (\d+): (.*)", text).groups()  # type: ignore[union-attr]
        assert place
        assert printed[1:-1] == quote
        assert printed[0] + printed[-1] in ("“”", '""', "«»")
        assert printed[0] not in quote


def test_a_quote_with_every_kind_of_marks_is_still_freed_by_one_strip() -> None:
    mixed = "\"a\" “b” 'c'"
    assert filled("{{ brief.title | quoted }}", document=titled(mixed)) == f"«{mixed}»"


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("2017-07-26", "26 July 2017"),
        ("2017-07-06T10:35:00Z", "6 July 2017"),
        ("", "undated"),
        ("July 2017", "July 2017"),
        ("2017-13-45", "2017-13-45"),
    ],
)
def test_a_date_is_printed_in_words(day: str, printed: str) -> None:
    assert filled("{{ brief.title | date }}", document=titled(day)) == printed


@pytest.mark.parametrize(
    ("url", "markdown", "html"),
    [
        ("https://x.example/a?b=1&c", "<https://x.example/a?b=1&c>", 'href="https://x.example/a?b=1&amp;c"'),
        ("http://x.example/a b", "<http://x.example/a%20b>", 'href="http://x.example/a%20b"'),
        ('https://x.example/">', "<https://x.example/%22%3E>", 'href="https://x.example/%22%3E"'),
        *((bad, "", "") for bad in ("javascript:alert(1)", "data:text/html,x", "//x.example", "/etc/passwd", "https:")),
        ("JavaScript:alert(1)//http://x.example", "", ""),
        ("https://[", "", ""),
        ("", "", ""),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, markdown: str, html: str) -> None:
    assert filled("{{ brief.title | link }}", "md", titled(url)) == markdown
    assert html in filled("{{ brief.title | link }}", "html", titled(url))
    assert bool(filled("{{ brief.title | link }}", "html", titled(url))) == bool(html)


@pytest.mark.parametrize(
    ("suffix", "printed"),
    [
        ("md", '\\<b\\> &amp\\; \\*x\\* "q" e'.replace("&amp\\;", "\\&amp;")),
        ("html", "&lt;b&gt; &amp;amp; *x* &quot;q&quot; e"),
        ("htm", "&lt;b&gt; &amp;amp; *x* &quot;q&quot; e"),
        ("xml", "&lt;b&gt; &amp;amp; *x* &quot;q&quot; e"),
        ("json", '<b> &amp; *x* \\"q\\" \\u001be'),
        ("txt", '<b> &amp; *x* "q" e'),
        ("csv", '<b> &amp; *x* "q" e'),
    ],
)
def test_a_value_is_made_inert_for_the_format(suffix: str, printed: str) -> None:
    document = titled('<b> &amp; *x* "q" \x1be')
    assert filled("{{ brief.title }}", suffix, document) == printed
    assert filled("{{ brief.title | e }}", suffix, document) == printed
    assert filled("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(brief.title) }}", suffix, document) == printed
    assert filled("{% set x %}{{ brief.title }}{% endset %}{{ x }}", suffix, document) == printed


def test_our_markup_glued_to_a_value_is_no_longer_markup() -> None:
    glued = filled("{{ cite(brief.positions[0].id) ~ brief.title }}", "md", titled("[a](b)"))
    assert glued == "\\[^1\\]\\[a\\](b)"


def test_json_keeps_every_character_and_stays_readable() -> None:
    document = as_dict(hostile())
    text = page("json", document)
    assert json.loads(text) == document
    assert "“February” is not" in page("json")
    assert "<script>" in text


def test_json_within_html_cannot_end_a_script() -> None:
    text = filled("<script>{{ brief.title | tojson }}</script>", "html", titled("</script><b a='1'>&"))
    assert text == '<script>"\\u003c/script\\u003e\\u003cb a=\\u00271\\u0027\\u003e\\u0026"</script>'


def test_json_within_markdown_is_escaped_as_any_value() -> None:
    assert filled("{{ brief.title | tojson }}", "md", titled("*x*")) == '"\\*x\\*"'


# --- a person's own template ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "told"),
    [
        pytest.param("a\n{{ brief.headline }}", "mine.j2, line 2: .* no attribute 'headline'", id="undefined"),
        pytest.param("a\n\n{% for %}", "mine.j2, line 3: ", id="syntax"),
        pytest.param("{{ positions(['p0']) }}", "mine.j2, line 1: 'p0'", id="no such position"),
        pytest.param("{{ cite(3) }}", "mine.j2, line 1: ", id="wrong argument"),
        pytest.param("{{ brief.title | xmlattr }}", "No filter named 'xmlattr'", id="filter of another format"),
        pytest.param("{{ cite.__globals__ }}", "mine.j2, line 1: .*unsafe", id="way out"),
        pytest.param("{{ brief.update({'title': 1}) }}", "mine.j2, line 1: .*unsafe", id="change"),
        pytest.param("{% set brief.title = 1 %}", "mine.j2, line 1: ", id="assignment"),
        pytest.param("{% import 'os' as os %}", "mine.j2, line 1: os", id="import"),
    ],
)
def test_what_is_wrong_with_a_template_names_file_and_line(template: str, told: str) -> None:
    with pytest.raises(BrieferError, match=told) as raised:
        filled(template, "md")
    assert "\n" not in str(raised.value)


def test_a_document_of_another_schema_is_refused() -> None:
    with pytest.raises(BrieferError, match=r"not a brief of schema briefer\.brief/1"):
        filled("x", document={**DOCUMENT, "schema": "briefer.brief/2"})


# --- pages ------------------------------------------------------------------------------------------------------------


def test_the_page_needs_nothing_from_elsewhere() -> None:
    text = page("html")
    assert "default-src 'none'" in text
    assert re.findall(r"<(?:script|link|img|iframe|object|form)\b|@import|url\(|\bsrc=", text) == []


def test_headings_of_the_page_leave_no_level_out() -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", page("html"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_articles_without_title_or_outlet_are_called_by_their_file() -> None:
    bare = replace(BEIJING, title="", outlet="")
    position = held(bare, "China", "China wants a text.", "to adopt a new text")
    brief = replace(BRIEF, summary=(), issues=(), positions=(position,), withheld=(), articles=(bare, LAUNCH))
    text = page("md", as_dict(brief))
    assert "1. *week-31/kerry\\_wang.txt*, outlet unknown, undated: passage 1" in text
    assert ": not cited" in text


def test_flags_are_for_what_did_not_pass_every_check() -> None:
    clean = tuple(replace(each, checks=CLEAN) for each in BRIEF.positions)
    brief = replace(BRIEF, summary=(), issues=(), positions=clean)
    assert page("md", as_dict(brief)).count("⚠") == 1
    assert page("md").count("**⚠ partly verified:** “February” is not in the passage") == 1
    assert page("md").count("**⚠ rests on a statement that is partly verified**") == 1
