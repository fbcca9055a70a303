"""What is redacted stands nowhere any more: not in a brief, not in a property, not within an archive or a stream."""

from __future__ import annotations

import copy
import email
import email.policy
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from briefer import assets, printing
from briefer.actors import table
from briefer.errors import BrieferError
from briefer.model import Span
from briefer.readers import read
from briefer.redaction import masked, redacted
from briefer.verify.brief import Shelf, verify

ROOT = Path(__file__).parents[1]
GOLDEN: dict[str, Any] = json.loads((ROOT / "tests/golden/brief.json").read_text(encoding="utf-8"))
FORMATS = list(printing.suffixes())
SECRET = "To ease the measures now would be to reward a launch."
"""Words of one statement, which stands in the bottom line of nothing, and in one article."""
SUMMED_UP = "it was no more than a medium-range weapon"


def id_of(words: str) -> str:
    return next(str(each["id"]) for each in GOLDEN["positions"] if words in each["statement"])


def file(document: Any, name: str) -> bytes:
    if printing.is_text(name):
        return printing.text(document, assets.template(name)).encode()
    return printing.file(name, printing.page(document))


def texts(data: bytes, name: str) -> Iterator[str]:
    """All that a file holds in any wrapping: parts of archives and mails, streams and pages of a PDF."""
    yield html.unescape(data.decode("utf-8", "replace"))
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for each in archive.namelist():
                yield html.unescape(re.sub(r"<[^>]+>", "", archive.read(each).decode()))
    elif name == "eml":
        for part in email.message_from_bytes(data, policy=email.policy.default).walk():
            if part.get_content_maintype() == "text":
                yield html.unescape(re.sub(r"<[^>]+>", "", part.get_content()))
    elif name == "pdf":
        yield from _pdf(data)
    elif name == "parquet":
        import pyarrow.parquet as pq

        yield str(pq.read_table(io.BytesIO(data)).to_pydict())


def _pdf(data: bytes) -> Iterator[str]:
    import pypdfium2

    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            yield zlib.decompress(found[1]).decode("latin-1")
        except zlib.error:
            yield found[1].decode("latin-1")
    opened = pypdfium2.PdfDocument(data)
    yield " ".join(page.get_textpage().get_text_range() for page in opened)
    yield str(opened.get_metadata_dict())


def says(data: bytes, name: str, words: str) -> bool:
    wanted = re.sub(r"[\W_]+", "", words).casefold()
    # an address that leads to a passage spells it
    return any(wanted in re.sub(r"[\W_]+", "", unquote(text)).casefold() for text in texts(data, name))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", [SECRET, SUMMED_UP])
def test_a_redacted_statement_stands_in_no_format(name: str, words: str) -> None:
    gone = redacted(GOLDEN, [id_of(words)])
    quote = next(each for each in GOLDEN["positions"] if each["id"] in gone.ids)["citations"][0]["quote"]
    before, after = file(GOLDEN, name), file(gone.document, name)
    if name not in ("bib", "csl"):  # the sources alone: they never said it
        assert says(before, name, words)
        assert says(before, name, quote) or name in ("csv", "parquet")
    for each in (words, quote, *(str(id_) for id_ in gone.ids)):
        assert not says(after, name, each)


@pytest.mark.parametrize("wish", [id_of(SECRET), SECRET, SECRET.upper()], ids=["id", "words", "words in capitals"])
def test_a_statement_is_named_by_its_id_or_by_its_words(wish: str) -> None:
    assert redacted(GOLDEN, [wish]).ids == {id_of(SECRET)}


def test_nothing_is_redacted_without_a_wish() -> None:
    assert redacted(GOLDEN, ["", " "]).document is GOLDEN


@pytest.mark.parametrize("wish", ["p00000000", "no such words in it", "China", "the"])
def test_a_wish_that_fits_nothing_is_refused(wish: str) -> None:
    with pytest.raises(BrieferError, match="nothing to redact"):
        redacted(GOLDEN, [wish])


def test_what_rests_on_the_same_passage_goes_too_and_is_named() -> None:
    changed = copy.deepcopy(GOLDEN)
    first, second, *_ = changed["positions"]
    second["citations"].append(first["citations"][0])
    assert redacted(changed, [first["id"]]).ids >= {first["id"], second["id"]}


def test_a_sentence_of_the_bottom_line_that_rests_on_it_goes_too() -> None:
    gone = redacted(GOLDEN, [id_of(SUMMED_UP)])
    assert len(gone.document["summary"]) == len(GOLDEN["summary"]) - 1


def test_the_brief_says_how_many_statements_were_redacted() -> None:
    gone = redacted(GOLDEN, [SECRET])
    assert gone.document["redacted"] == 1
    for name in ("md", "html", "plain", "eml"):
        assert says(file(gone.document, name), name, "1 statement was redacted from this brief.")


def test_a_document_stays_as_it_was() -> None:
    before = copy.deepcopy(GOLDEN)
    redacted(GOLDEN, [SECRET])
    assert before == GOLDEN


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_verify_accepts_what_is_left(suffix: str) -> None:
    articles, _ = read([ROOT / "seeds"])
    marked = printing.marked(redacted(GOLDEN, [SECRET, id_of(SUMMED_UP)]).document, "TLP:AMBER")
    report = verify(printing.text(marked, assets.template(suffix)), Shelf(articles, table("")))
    assert report.ok, report.failures


def test_an_issue_that_nobody_answers_any_more_is_gone_and_a_dispute_needs_two_sides() -> None:
    issue = next(each for each in GOLDEN["issues"] if each["disputed"])
    side = issue["sides"][0]["positions"]
    left = redacted(GOLDEN, side).document
    found = [each for each in left["issues"] if each["id"] == issue["id"]]
    assert [each["disputed"] for each in found] in ([False], [])
    assert all(each["sides"] for each in left["issues"])


def test_words_that_would_stay_elsewhere_are_refused() -> None:
    changed = copy.deepcopy(GOLDEN)
    changed["title"] = f"Japan: {SECRET}"
    with pytest.raises(BrieferError, match="would still stand in the brief \\(title\\)"):
        redacted(changed, [SECRET])


def test_a_headline_and_a_problem_that_repeat_it_are_emptied() -> None:
    changed = copy.deepcopy(GOLDEN)
    changed["articles"][0]["title"] = SECRET
    changed["problems"].append({"code": "note", "message": f"somebody said {SECRET}", "place": ""})
    left = redacted(changed, [SECRET]).document
    assert left["articles"][0]["title"] == ""
    assert len(left["problems"]) == len(changed["problems"]) - 1


def test_an_address_that_spells_the_words_is_refused_too() -> None:
    changed = copy.deepcopy(GOLDEN)
    changed["made_with"]["model"] = (
        "https://a.example/b#:~:text=To%20ease%20the%20measures%20now%20would%20be%20to%20reward%20a%20launch."
    )
    with pytest.raises(BrieferError, match="would still stand"):
        redacted(changed, [SECRET])


def test_masking_keeps_length_and_lines() -> None:
    assert masked("one two\nthree", [Span(4, 10)]) == "one ███\n██ree"
    assert masked("short", [Span(3, 99)]) == "sho██"


@pytest.mark.parametrize("marking", ["TLP:AMBER\nmore", "x" * 81, "\x1b[31mred"])
def test_a_marking_that_is_no_line_is_refused(marking: str) -> None:
    with pytest.raises(BrieferError, match="no line of a page"):
        printing.marked(GOLDEN, marking)


@pytest.mark.parametrize("suffix", ["md", "html", "tex", "txt"])
def test_the_marking_is_above_and_below_whatever_a_template_prints(suffix: str) -> None:
    mine = assets.Template("mine", suffix, "words of a page\n")
    lines = printing.text(printing.marked(GOLDEN, "TLP:RED"), mine).strip().splitlines()
    assert "TLP:RED" in lines[0]
    assert "TLP:RED" in lines[-1]


def test_a_template_for_data_prints_the_marking_itself() -> None:
    marked = printing.marked(GOLDEN, "TLP:RED")
    with pytest.raises(BrieferError, match="prints no marking"):
        printing.text(marked, assets.Template("mine.json.j2", "json", "{}"))
    assert printing.text(marked, assets.Template("mine.json.j2", "json", '["{{ brief.marking }}"]')) == '["TLP:RED"]'
