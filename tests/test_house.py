"""A house template dresses a Word file; what else it holds stays behind, and what would be fetched is refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Pt, RGBColor

from briefer import printing
from briefer.errors import BrieferError
from briefer.zipped import packed

GOLDEN = json.loads((Path(__file__).parent / "golden" / "brief.json").read_text(encoding="utf-8"))


def template(*, head: str = "House of the Harbour") -> bytes:
    made = docx.Document()
    heading = made.styles["Heading 1"]
    heading.font.size, heading.font.name, heading.font.color.rgb = Pt(31), "Garamond", RGBColor(0, 102, 51)
    made.add_paragraph("What the template itself says, and nobody wants to see.")
    if head:
        made.sections[0].header.paragraphs[0].text = head
    made.sections[0].page_width = Pt(500)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def dressed(house: bytes, marking: str = "") -> docx.document.Document:
    return docx.Document(io.BytesIO(written(house, marking)))


def written(house: bytes, marking: str = "") -> bytes:
    return printing.file("docx", printing.page(printing.marked(GOLDEN, marking), None, house))


def changed(data: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return packed({**parts, name: part}.items())


def test_styles_page_and_head_are_the_houses() -> None:
    opened = dressed(template())
    heading = next(each for each in opened.paragraphs if each.text == "Disputes")
    assert heading.style.name == "Heading 1"
    assert heading.style.font.size == Pt(31)
    assert heading.style.font.name == "Garamond"
    assert opened.sections[0].page_width == Pt(500)
    assert opened.sections[0].header.paragraphs[0].text == "House of the Harbour"


def test_a_brief_has_the_same_words_in_the_houses_dress() -> None:
    plain = [each.text for each in dressed(b"").paragraphs]
    assert [each.text for each in dressed(template()).paragraphs] == plain
    assert "nobody wants to see" not in " ".join(plain)


def test_the_marking_stands_above_the_houses_head_and_in_a_foot_where_it_has_none() -> None:
    section = dressed(template(), "TLP:AMBER").sections[0]
    assert [each.text for each in section.header.paragraphs] == ["TLP:AMBER", "House of the Harbour"]
    assert [each.text for each in section.footer.paragraphs] == ["TLP:AMBER"]


def test_a_house_without_head_and_foot_gets_the_marking_in_both() -> None:
    section = dressed(template(head=""), "TLP:AMBER").sections[0]
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "TLP:AMBER"


def test_macros_and_linked_templates_stay_behind() -> None:
    house = changed(template(), "word/vbaProject.bin", b"macro")
    with zipfile.ZipFile(io.BytesIO(written(house))) as archive:
        names = archive.namelist()
        settings = archive.read("word/settings.xml")
    assert not [each for each in names if "vba" in each]
    assert b"attachedTemplate" not in settings


@pytest.mark.parametrize(
    ("house", "said"),
    [
        pytest.param(b"no archive", "no whole ZIP", id="no archive"),
        pytest.param(packed([("a.txt", b"x")]), "no Word document", id="another archive"),
        pytest.param(changed(template(), "word/styles.xml", b"<w:styles"), "broken", id="broken XML"),
        pytest.param(
            changed(
                template(),
                "word/styles.xml",
                b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><w:styles xmlns:w="w">&c;</w:styles>',
            ),
            "document type",
            id="entities",
        ),
        pytest.param(
            changed(
                template(),
                "word/_rels/header1.xml.rels",
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
                b' Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
                b' Target="http://evil.example/pixel.png" TargetMode="External"/></Relationships>',
            ),
            "would fetch 'http://evil.example/pixel.png'",
            id="a picture that would be fetched",
        ),
    ],
)
def test_a_template_that_cannot_be_used_is_one_line(house: bytes, said: str) -> None:
    with pytest.raises(BrieferError, match=said):
        written(house)
