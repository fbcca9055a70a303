"""What every format that is no text promises. One is found by being in formats/; each is read back by a program."""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest

from briefer import imprint, plugins, printing
from briefer.document import as_dict
from briefer.model import Brief
from tests.samples import ATTACK, BRIEF, EMPTY, INVENTED, hostile

MARKING = "TLP:AMBER+STRICT"
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
DATA = ("bib", "csl")
"""Formats of the sources alone: no statement stands in them."""


@pytest.fixture(params=plugins.names("formats"))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def made(brief: Brief, name: str, marking: str = "") -> bytes:
    return printing.file(name, printing.page(printing.marked(as_dict(brief), marking)))


def of_zip(data: bytes) -> str:
    """The text of all parts, tags taken off."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(each).decode() for each in archive.namelist()]
    import html

    return html.unescape(re.sub(r"<[^>]+>", "", " ".join(parts)))


def of_pdf(data: bytes) -> str:
    import pypdfium2

    pages = list(pypdfium2.PdfDocument(data))
    # at a line's end pdfium gives U+FFFE for a hyphen, and a line's end is a space
    text = " ".join(page.get_textpage().get_text_range() for page in pages).replace("\ufffe", "-")
    return text + " " + " ".join(pypdfium2.PdfDocument(data).get_metadata_dict().values())


def of_mail(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    return " ".join([*message.values(), parts[0]])


def of_table(data: bytes) -> str:
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(data))
    cells = [str(cell) for column in table.to_pydict().values() for cell in column]
    return " ".join([*cells, table.schema.metadata[b"marking"].decode()])


READ: dict[str, Callable[[bytes], str]] = {"docx": of_zip, "pdf": of_pdf, "eml": of_mail, "parquet": of_table}


def seen(data: bytes, name: str) -> str:
    """What a program of the format shows, white space taken out: a page breaks its lines where it has to."""
    text = READ[name](data) if name in READ else data.decode("utf-8-sig")
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\\]+", "", text.replace("\u00ad", ""))


@pytest.mark.parametrize("brief", [BRIEF, EMPTY], ids=["full", "empty"])
def test_a_brief_gives_the_same_bytes_each_time_and_after_being_stored(name: str, brief: Brief) -> None:
    stored = json.loads(json.dumps(printing.marked(as_dict(brief), "")))
    assert made(brief, name) == printing.file(name, printing.page(stored))


def test_every_statement_is_there(name: str) -> None:
    shown = seen(made(BRIEF, name), name)
    for position in BRIEF.positions if name not in DATA else ():
        assert squeezed(position.statement) in shown.replace('""', '"')
    for article in BRIEF.articles if name in DATA else ():
        assert squeezed(article.title) in shown


def test_what_was_claimed_and_withheld_is_not_repeated(name: str) -> None:
    shown = seen(made(BRIEF, name), name)
    assert [each for each in (INVENTED, "close every port") if squeezed(each) in shown] == []


def test_the_marking_stands_in_it(name: str) -> None:
    assert MARKING in seen(made(BRIEF, name, MARKING), name)
    assert MARKING not in seen(made(BRIEF, name), name)


def test_it_is_known_as_a_brief_and_never_read_as_an_article(name: str) -> None:
    assert name == "parquet" or imprint.is_ours(made(BRIEF, name, MARKING))


def test_nothing_from_outside_breaks_it_or_reaches_a_terminal(name: str) -> None:
    shown = READ.get(name, lambda data: data.decode("utf-8-sig"))(made(hostile(), name))
    assert UNSEEN.findall(shown) == []


def test_what_comes_from_outside_reads_as_itself(name: str) -> None:
    piece = "{{ 7 * 7 }} {% raw %}"
    assert piece in ATTACK
    shown = seen(made(hostile(), name), name)
    assert squeezed(piece) in shown.replace("\\", "")


def test_each_has_a_suffix_of_its_own() -> None:
    endings = list(printing.suffixes().values())
    assert len(set(endings)) == len(endings)
    assert all(re.fullmatch(r"[a-z]+(\.[a-z]+)?", each) for each in endings)
