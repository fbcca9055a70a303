"""One brief in every format, each read back by a program of its own: citations are the same in number, order, target.

The measure is brief.md as its text stands: which footnotes follow each other, and what each of them quotes.
"""

from __future__ import annotations

import csv
import email
import email.policy
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from briefer import assets, printing
from briefer.document import as_dict
from tests.samples import BRIEF
from tests.test_browser import CHROMIUM, WIDE, Tab

GOLDEN = Path(__file__).parent / "golden" / "brief.json"
SOFFICE = shutil.which("soffice") or ""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Cited(NamedTuple):
    """The numbers of all references in the order of the page, and the words that each number leads to."""

    uses: list[int]
    quotes: dict[int, str]


@cache
def document(which: str) -> dict[str, object]:
    if which == "the sample corpus":
        return dict(json.loads(GOLDEN.read_text(encoding="utf-8")))
    return dict(json.loads(json.dumps(as_dict(BRIEF))))


@cache
def data(which: str, name: str) -> bytes:
    shown = printing.marked(document(which), "TLP:GREEN")
    if printing.is_text(name):
        return printing.text(shown, assets.template(name)).encode()
    return printing.file(name, printing.page(shown))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def of_md(text: bytes) -> Cited:
    from markdown_it import MarkdownIt

    body, *_ = text.decode().split("\n[^1]: ")
    notes = re.findall(r"^\[\^(\d+)\]: (.*)$", text.decode(), re.MULTILINE)
    plain = MarkdownIt("commonmark")
    shown = {int(number): html.unescape(re.sub(r"<[^>]+>", "", plain.renderInline(note))) for number, note in notes}
    return Cited([int(each) for each in re.findall(r"(?<!\\)\[\^(\d+)\]", body)], shown)


class _Html(HTMLParser):
    """References as links to `#c1` or `#n1`, and the text of the elements with these ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.uses: list[int] = []
        self.quotes: dict[int, str] = {}
        self._within = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and (found := re.fullmatch(r"#[cn](\d+)", values.get("href") or "")):
            self.uses.append(int(found[1]))
        if tag == "li":
            found = re.fullmatch(r"[cn](\d+)", values.get("id") or "")
            self._within = int(found[1]) if found else 0

    def handle_endtag(self, tag: str) -> None:
        self._within = 0 if tag in ("ol", "ul") else self._within

    def handle_data(self, data: str) -> None:
        if self._within:
            self.quotes[self._within] = self.quotes.get(self._within, "") + data


def of_html(text: bytes) -> Cited:
    page = _Html(text.decode())
    return Cited(page.uses, page.quotes)


def of_text(text: str) -> Cited:
    body, _, notes = text.partition("\nPassages\n") if "\nPassages\n" in text else text.partition("\n## Passages\n")
    found = re.findall(r"^\[(\d+)\] (.*)$", notes, re.MULTILINE)
    return Cited([int(each) for each in re.findall(r"\[(\d+)\]", body)], {int(at): note for at, note in found})


def of_plain(text: bytes) -> Cited:
    uses, quotes = of_text(text.decode())
    return Cited(uses, {at: re.sub(r"\\(.)", r"\1", note) for at, note in quotes.items()})


def of_mail(message: bytes) -> Cited:
    parsed = email.message_from_bytes(message, policy=email.policy.default)
    assert parsed.get_content_type() == "multipart/alternative"
    plain, page = parsed.iter_parts()
    text = of_text(plain.get_content().replace("\r\n", "\n"))
    shown = of_html(page.get_content().encode())
    assert text.uses == shown.uses
    assert text.quotes.keys() == shown.quotes.keys()
    return shown


def of_docx(file: bytes) -> Cited:
    import docx

    opened = docx.Document(io.BytesIO(file))
    uses: list[int] = []
    for element in opened.element.body.iter(f"{W}footnoteReference", f"{W}instrText"):
        if element.tag == f"{W}footnoteReference":
            uses.append(int(element.get(f"{W}id")))
        elif "NOTEREF" in element.text:
            uses.append(int(re.findall(r"_RefBrief(\d+)", element.text)[0]))
    related = next(each for each in opened.part.rels.values() if each.reltype.endswith("/footnotes"))
    import lxml.etree

    notes = lxml.etree.fromstring(related.target_part.blob)
    quotes = {
        int(each.get(f"{W}id")): "".join(text.text or "" for text in each.iter(f"{W}t"))
        for each in notes.iter(f"{W}footnote")
        if int(each.get(f"{W}id")) > 0
    }
    return Cited(uses, quotes)


def of_pdf(file: bytes) -> Cited:
    """By the size of letters: references are the small digits of the text, notes begin with still smaller ones."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    uses: list[int] = []
    quotes: dict[int, str] = {}
    for page in pypdfium2.PdfDocument(file):
        text = page.get_textpage()
        held, note, before = "", 0, 0.0
        for at in range(text.count_chars()):
            size = round(pdfium.FPDFText_GetFontSize(text, at), 1)
            char = chr(pdfium.FPDFText_GetUnicode(text, at))
            if held and not (char.isdigit() and size == before):
                note = int(held) if before < 5.1 else 0
                uses += [int(held)] if before > 5.1 else []
                held = ""
            if char.isdigit() and size < 7:
                held += char
            elif note and 7 < size < 8.5:
                quotes[note] = quotes.get(note, "") + ("-" if char == "\ufffe" else char)
            before = size
    return Cited(uses, quotes)


READ: dict[str, Callable[[bytes], Cited]] = {
    "html": of_html,
    "plain": of_plain,
    "eml": of_mail,
    "docx": of_docx,
    "pdf": of_pdf,
}
BRIEFS = ["one of every kind", "the sample corpus"]


@pytest.mark.parametrize("which", BRIEFS)
@pytest.mark.parametrize("name", READ)
def test_every_format_cites_the_same_passages_in_the_same_order_under_the_same_numbers(name: str, which: str) -> None:
    found, wanted = READ[name](data(which, name)), of_md(data(which, "md"))
    assert len(wanted.uses) >= len(wanted.quotes) > 5
    if name == "html":  # may draw who stands where, and refer there to fewer passages than a table does
        assert list(dict.fromkeys(found.uses)) == list(dict.fromkeys(wanted.uses))
    else:
        assert found.uses == wanted.uses
    assert found.quotes.keys() == wanted.quotes.keys()
    quoted = quotations(which)
    for number, words in quoted.items():
        assert squeezed(words) in squeezed(found.quotes[number])
        assert squeezed(words) in squeezed(wanted.quotes[number])


def quotations(which: str) -> dict[int, str]:
    """The words behind each number, by brief.json."""
    shown = document(which)
    numbers = printing.page(shown).numbers
    told = [each for position in shown["positions"] for each in position["citations"]]  # type: ignore[attr-defined]
    told += [each for key in ("open_questions", "watch") for each in shown[key]]  # type: ignore[attr-defined]
    by_place = {(each["article"], each["start"], each["end"]): each["quote"] for each in told}
    return {number: by_place[key] for key, number in numbers.items() if key in by_place}


@pytest.mark.parametrize("which", BRIEFS)
def test_tables_name_a_passage_by_the_number_that_it_has_on_the_page(which: str) -> None:
    import pyarrow.parquet as pq

    quoted = quotations(which)
    for_spreadsheets = list(csv.DictReader(io.StringIO(data(which, "csv").decode("utf-8-sig"))))
    typed = pq.read_table(io.BytesIO(data(which, "parquet"))).to_pylist()
    assert len(for_spreadsheets) == len(typed) >= len(document(which)["positions"])  # type: ignore[arg-type]
    for written, row in zip(for_spreadsheets, typed, strict=True):
        assert int(written["note"]) == row["note"] > 0
        assert squeezed(row["quote"]) == squeezed(quoted[row["note"]])


BACKWARDS = """
{% for held in brief.positions | reverse %}

{{ cite(held.id) }}
{% endfor %}
{% for note in citations %}

[^{{ note.number }}]: {{ note.quote }}
{% endfor %}
"""


def test_numbers_rise_in_the_order_in_which_a_template_of_ones_own_cites() -> None:
    mine = assets.Template("mine.md.j2", "md", BACKWARDS)
    shown = document(BRIEFS[0])
    uses, quotes = of_md(printing.text(shown, mine).encode())
    assert list(dict.fromkeys(uses)) == sorted(quotes)
    assert of_docx(printing.file("docx", printing.page(shown, mine))).uses == uses


def test_a_layout_and_ones_own_template_are_set_as_word_pdf_and_mail(bare: Path) -> None:
    from typer.testing import CliRunner

    from briefer.cli import app

    (bare / "mine.md.j2").write_text("# Mine\n\n{{ brief.window }}\n", encoding="utf-8")
    seeds = str(Path(__file__).parents[1] / "seeds")
    done = CliRunner().invoke(app, ["generate", seeds, "--template", "mine.md.j2", "--format", "docx,eml", "-o", "a/"])
    assert done.exit_code == 0, done.output
    assert sorted(each.name for each in (bare / "a").iterdir()) == ["brief.docx", "brief.eml"]
    import docx

    assert docx.Document(str(bare / "a" / "brief.docx")).paragraphs[0].text == "Mine"
    done = CliRunner().invoke(app, ["show", "--template", "one-page", "--format", "docx", "-o", "b.docx"])
    assert done.exit_code == 0, done.output
    whole = sum(len(each.text) for each in docx.Document(io.BytesIO(data(BRIEFS[1], "docx"))).paragraphs)
    assert 0 < sum(len(each.text) for each in docx.Document(str(bare / "b.docx")).paragraphs) < whole / 2


def test_word_renumbers_the_footnotes_and_knows_headings_links_and_language() -> None:
    import docx

    opened = docx.Document(io.BytesIO(data(BRIEFS[1], "docx")))
    styles = {each.style.name for each in opened.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet", "List Number"} <= styles
    assert opened.core_properties.title == document(BRIEFS[1])["title"]
    assert opened.core_properties.language == "en-GB"
    assert [len(each.columns) for each in opened.tables]
    assert any(each.reltype.endswith("/hyperlink") and each.is_external for each in opened.part.rels.values())
    with zipfile.ZipFile(io.BytesIO(data(BRIEFS[1], "docx"))) as archive:
        notes = archive.read("word/footnotes.xml").decode()
        assert 'w:type="separator"' in notes
        assert 'w:type="continuationSeparator"' in notes
        assert "TLP:GREEN" in archive.read("word/header1.xml").decode()
        assert "TLP:GREEN" in archive.read("word/footer1.xml").decode()


def test_a_pdf_is_tagged_has_bookmarks_and_the_marking_at_both_ends_of_each_page() -> None:
    import pypdfium2
    import pypdfium2.raw as pdfium

    opened = pypdfium2.PdfDocument(data(BRIEFS[1], "pdf"))
    assert pdfium.FPDFCatalog_IsTagged(opened)
    assert {"Disputes", "Sources"} <= {each.get_title() for each in opened.get_toc()}
    for number, page in enumerate(opened, start=1):
        text = page.get_textpage().get_text_range()
        assert text.count("TLP:GREEN") == 2
        assert f"{number} / {len(opened)}" in text


@pytest.mark.skipif(not SOFFICE, reason="no LibreOffice on the PATH (Debian: apt-get install libreoffice-writer)")
def test_libreoffice_reads_the_same_footnotes_from_the_word_file(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(data(BRIEFS[1], "docx"))
    command = [SOFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "html", "--outdir", str(tmp_path), str(tmp_path / "brief.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    page = (tmp_path / "brief.html").read_text(encoding="utf-8", errors="replace")
    shown = [int(each) for each in re.findall(r'class="sdfootnoteanc"[^>]*href="#sdfootnote(\d+)sym"', page)]
    uses, quotes = of_md(data(BRIEFS[1], "md"))
    assert shown == list(dict.fromkeys(uses)) == sorted(quotes)
    for number, words in quotations(BRIEFS[1]).items():
        (note,) = re.findall(rf'<div id="sdfootnote{number}">(.*?)</div>', page, re.DOTALL)
        assert squeezed(words) in squeezed(html.unescape(re.sub(r"<[^>]+>", "", note)))


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no chromium on the PATH (Debian: apt-get install chromium)")
def test_a_browser_leads_from_each_number_to_the_same_passage(tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_bytes(data(BRIEFS[1], "html"))
    tab = Tab(tmp_path / "profile")
    try:
        tab.open((tmp_path / "brief.html").as_uri(), WIDE)
        uses = tab.run("[...document.querySelectorAll('a.ref')].map(each => Number(each.textContent))")
        targets = tab.run(
            "[...document.querySelectorAll('a.ref')].map(each => document.querySelector(each.hash).innerText)"
        )
    finally:
        tab.close()
    wanted = of_md(data(BRIEFS[1], "md"))
    assert list(dict.fromkeys(uses)) == list(dict.fromkeys(wanted.uses))
    quoted = quotations(BRIEFS[1])
    assert all(
        squeezed(quoted[number]) in squeezed(text)
        for number, text in zip(uses, targets, strict=True)
        if number in quoted
    )


def test_a_spreadsheet_gets_no_formula() -> None:
    from briefer.formats.csv import _cell

    for text in ("=1+1", "+1", "-2+3", "@SUM(A1)", "|calc", "\t=1", " =1", "＝1", "%0A=1"):
        assert str(_cell(text)).startswith("'")
    for text in ("China", "A = B", "'quoted'", "2017-07-26", ""):
        assert _cell(text) == text


def test_a_subject_adds_no_header_to_a_mail() -> None:
    title = "Brief\r\nBcc: someone@evil.example\r\n\r\n<script>"
    shown = printing.marked({**document(BRIEFS[0]), "title": title}, "TLP:RED")
    message = email.message_from_bytes(printing.file("eml", printing.page(shown)), policy=email.policy.default)
    assert message["Bcc"] is None
    assert message["Subject"].startswith("[TLP:RED] Brief Bcc:")
    assert set(message.keys()) == {"X-Generator", "Subject", "X-Unsent", "X-Marking", "MIME-Version", "Content-Type"}


def test_a_source_list_is_what_its_readers_expect() -> None:
    listed = json.loads(data(BRIEFS[1], "csl"))
    assert [each["id"] for each in listed] == [each["id"] for each in document(BRIEFS[1])["articles"]]  # type: ignore[attr-defined]
    assert all(each["type"] == "article-newspaper" and each["title"] for each in listed)
    entries = re.findall(r"^@misc\{([\w-]+),$", data(BRIEFS[1], "bib").decode(), re.MULTILINE)
    assert entries == [each["id"] for each in listed]
