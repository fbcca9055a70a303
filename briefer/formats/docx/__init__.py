"""Word: true footnotes, headings for the navigation pane, tables, links and properties, in styles that a house can set.

All parts are written here, so that equal pages give equal bytes and nothing stands in the file that nobody asked for:
no date, no macro, no address that Word would fetch when it opens.
"""

from __future__ import annotations

from briefer.formats.docx.body import NUMBERED_FROM, Body, xml
from briefer.formats.docx.house import House, house
from briefer.pages import Page
from briefer.zipped import packed

SUFFIX = "docx"

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_RELATIONS}"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_IMPRINT = "docProps/app.xml"
"""The part that says who made the file; it stands near the start and plain, so that it is known as a brief."""

_PARTS = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def write(page: Page) -> bytes:
    """The page as a .docx file. Raises BrieferError for a house template that cannot be used."""
    dressed = house(page.house, page.marking)
    body = Body(page, dressed.styles)
    # the body comes first: it says which footnotes are new, and what the lists begin with
    document, footnotes = body.document(), body.footnotes()
    parts: dict[str, str | bytes] = {
        "word/document.xml": _document(document, dressed),
        "word/styles.xml": dressed.style_sheet,
        "word/numbering.xml": dressed.numbering(_abstract(), _numbers(body)),
        "word/settings.xml": _settings(dressed),
        "word/footnotes.xml": _footnotes(footnotes),
        **dressed.parts,
    }
    shared = _links(body)
    parts["word/_rels/document.xml.rels"] = _relations([*_inner(dressed), *shared])
    parts["word/_rels/footnotes.xml.rels"] = _relations(shared)
    first: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(dressed),
        _IMPRINT: _XML
        + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>briefer</Application></Properties>",
        "_rels/.rels": _relations(_OUTER),
        "docProps/core.xml": _core(page),
        "docProps/custom.xml": _custom(page),
    }
    whole = {**first, **parts}
    return packed(((name, _bytes(part)) for name, part in whole.items()), _IMPRINT)


def _bytes(part: str | bytes) -> bytes:
    return part.encode() if isinstance(part, str) else part


_OUTER = [
    ("rId1", f"{_RELATIONS}/officeDocument", "word/document.xml", False),
    ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False),
    ("rId3", f"{_RELATIONS}/extended-properties", "docProps/app.xml", False),
    ("rId4", f"{_RELATIONS}/custom-properties", "docProps/custom.xml", False),
]

_Relation = tuple[str, str, str, bool]
"""Id, type, target, and whether that is an address outside the file."""


def _inner(dressed: House) -> list[_Relation]:
    own = ("styles", "numbering", "settings", "footnotes")
    return [
        *((f"rIdOur{name}", f"{_RELATIONS}/{name}", f"{name}.xml", False) for name in own),
        *((each.id, f"{_RELATIONS}/{each.kind}", each.name.removeprefix("word/"), False) for each in dressed.related),
    ]


def _links(body: Body) -> list[_Relation]:
    return [(id_, f"{_RELATIONS}/hyperlink", address, True) for id_, address in body.links.items()]


def _relations(relations: list[_Relation]) -> str:
    rows = "".join(
        f'<Relationship Id="{xml(id_)}" Type="{type_}" Target="{xml(target)}"'
        + (' TargetMode="External"/>' if outside else "/>")
        for id_, type_, target, outside in relations
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _types(dressed: House) -> str:
    known = {**_PARTS, **dressed.types}
    rows = "".join(f'<Override PartName="/{xml(name)}" ContentType="{xml(type_)}"/>' for name, type_ in known.items())
    usual = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{usual}{rows}</Types>'


def _document(body: str, dressed: House) -> str:
    return f"{_XML}<w:document {_NAMESPACES}><w:body>{body}{dressed.section}</w:body></w:document>"


def _footnotes(notes: str) -> str:
    """Behind the two lines that Word draws between text and footnotes, which every such part begins with."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:{mark}/></w:r>'
        "</w:p></w:footnote>"
        for kind, id_, mark in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    return f"{_XML}<w:footnotes {_NAMESPACES}>{lines}{notes}</w:footnotes>"


def _settings(dressed: House) -> str:
    even = "<w:evenAndOddHeaders/>" if dressed.even else ""
    return (
        f'{_XML}<w:settings {_NAMESPACES}><w:zoom w:percent="100"/>{even}'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>'
    )


def _abstract() -> str:
    """How bullets and numbers look, by level."""
    marks = "•◦▪"

    def level(at: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{420 * (at + 1)}" w:hanging="420"/></w:pPr></w:lvl>'
        )

    bullets = "".join(level(at, "bullet", marks[at % len(marks)]) for at in range(9))
    numbers = "".join(level(at, "decimal", f"%{at + 1}.") for at in range(9))
    return "".join(
        f'<w:abstractNum w:abstractNumId="{id_}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for id_, levels in ((NUMBERED_FROM, bullets), (NUMBERED_FROM + 1, numbers))
    )


def _numbers(body: Body) -> str:
    """One numbering for all bullets, and one for each numbered list, so that each begins with its own number."""
    lists = "".join(
        f'<w:num w:numId="{NUMBERED_FROM + at}"><w:abstractNumId w:val="{NUMBERED_FROM + 1}"/>'
        + "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>' for level in range(9)
        )
        + "</w:num>"
        for at, first in enumerate(body.starts, start=1)
    )
    return f'<w:num w:numId="{NUMBERED_FROM}"><w:abstractNumId w:val="{NUMBERED_FROM}"/></w:num>{lists}'


def _core(page: Page) -> str:
    """Title, maker and language; no date, since none belongs to the brief's content."""
    made = page.document["made_with"]
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml(page.title)}</dc:title><dc:creator>briefer {xml(made['version'])}</dc:creator>"
        f"<dc:subject>{xml(str(page.document['window']))}</dc:subject><dc:language>en-GB</dc:language>"
        f"<cp:keywords>{xml(page.marking)}</cp:keywords></cp:coreProperties>"
    )


def _custom(page: Page) -> str:
    made = page.document["made_with"]
    values = {"Marking": page.marking, "Engine": made["engine"], "Model": made["model"], "Pack": made["pack"]}
    rows = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{at}" name="{name}"><vt:lpwstr>{xml(str(value))}</vt:lpwstr></property>'
        for at, (name, value) in enumerate(values.items(), start=2)
    )
    return (
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        f' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )
