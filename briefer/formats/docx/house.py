"""A house template: a Word document whose styles, page, head and foot a brief wears. Its text is not read.

Only what a page needs is taken: styles, theme, fonts, numberings, heads and feet with their pictures. Macros, linked
templates and everything else stay behind, and a part that leads outside the file is refused.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefer.errors import BrieferError
from briefer.formats.docx.body import xml
from briefer.zipped import unpacked

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TAKEN = ("theme", "fontTable")
_NAME = "the reference document"
_TITLES = "w:lvl w:abstractNum w:num"


class Related(NamedTuple):
    """A part that the document leads to: the relationship's id, its kind, and the part's name."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True)
class House:
    """What a document wears. `styles` gives for each style of ours the id it has; `section` is `w:sectPr`."""

    style_sheet: bytes
    styles: dict[str, str]
    section: str
    related: tuple[Related, ...]
    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    even: bool = False
    house_numbering: bytes = b""

    def numbering(self, abstract: str, numbers: str) -> bytes:
        """Numberings of ours beside those that the house's styles use."""
        ours = _parsed(f"<w:numbering {_NAMESPACES}>{abstract}{numbers}</w:numbering>".encode())
        if not self.house_numbering:
            return _written(ours)
        whole = _parsed(self.house_numbering)
        # the order of elements is fixed: all looks, then all lists
        last = max((at for at, each in enumerate(whole) if each.tag == f"{_W}abstractNum"), default=-1)
        for at, each in enumerate(ours.findall(f"{_W}abstractNum"), start=last + 1):
            whole.insert(at, each)
        last = max(at for at, each in enumerate(whole) if each.tag in (f"{_W}abstractNum", f"{_W}num"))
        for at, each in enumerate(ours.findall(f"{_W}num"), start=last + 1):
            whole.insert(at, each)
        return _written(whole)


def house(reference: bytes, marking: str) -> House:
    """What the reference document gives, or our own where it is empty.

    Raises BrieferError for what is no Word document, is broken, or fetches something when it is opened.
    """
    own = _parsed((Path(__file__).parent / "styles.xml").read_bytes())
    if not reference:
        return _plain(own, marking)
    given = unpacked(reference, _NAME)
    if "word/styles.xml" not in given or "word/document.xml" not in given:
        raise BrieferError(f"{_NAME} is no Word document", "give a .docx file")
    sheet = _parsed(given["word/styles.xml"])
    styles = _merged(sheet, own)
    return _Reading(given, marking).house(_written(sheet), styles)


def _plain(own: _Element, marking: str) -> House:
    """Our own look: A4, the marking in head and foot, page numbers."""
    styles = {str(each.get(f"{_W}styleId")): str(each.get(f"{_W}styleId")) for each in own.iter(f"{_W}style")}
    head = f"<w:hdr {_NAMESPACES}>{_marked(marking) or '<w:p/>'}</w:hdr>"
    fields = "".join(
        f'<w:r><w:t xml:space="preserve">{before}</w:t></w:r><w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r>'
        "</w:fldSimple>"
        for before, name in (("", "PAGE"), (" / ", "NUMPAGES"))
    )
    numbered = f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>{fields}</w:p>'
    foot = f"<w:ftr {_NAMESPACES}>{_marked(marking)}{numbered}</w:ftr>"
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdOurHead"/>'
        '<w:footerReference w:type="default" r:id="rIdOurFoot"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1440" w:bottom="1304" w:left="1440"'
        ' w:header="624" w:footer="624" w:gutter="0"/></w:sectPr>'
    )
    related = (
        Related("rIdOurHead", "header", "word/header1.xml"),
        Related("rIdOurFoot", "footer", "word/footer1.xml"),
    )
    parts = {"word/header1.xml": head.encode(), "word/footer1.xml": foot.encode()}
    types = {f"word/{kind}1.xml": f"{_WORD}.{kind}+xml" for kind in ("header", "footer")}
    return House(_written(own), styles, section, related, parts, types)


def _marked(marking: str) -> str:
    """The paragraph of the marking; nothing where there is none."""
    if not marking:
        return ""
    return f'<w:p><w:pPr><w:pStyle w:val="Marking"/></w:pPr><w:r><w:t>{xml(marking)}</w:t></w:r></w:p>'


def _merged(sheet: _Element, own: _Element) -> dict[str, str]:
    """The house's styles by the names that ours have, which are Word's own; what it lacks is added."""
    there = {_name(each): str(each.get(f"{_W}styleId")) for each in sheet.iter(f"{_W}style")}
    ids = set(there.values())
    found: dict[str, str] = {}
    for style in own.iter(f"{_W}style"):
        key = str(style.get(f"{_W}styleId"))
        if _name(style) in there:
            found[key] = there[_name(style)]
            continue
        found[key] = key if key not in ids else f"Briefer{key}"
        style.set(f"{_W}styleId", found[key])
        style.attrib.pop(f"{_W}default", None)
        for link in style.iter(f"{_W}basedOn", f"{_W}next"):
            value = str(link.get(f"{_W}val"))
            link.set(f"{_W}val", found.get(value, value))
        sheet.append(style)
    return found


def _name(style: _Element) -> str:
    name = style.find(f"{_W}name")
    return "" if name is None else str(name.get(f"{_W}val", "")).lower()


class _Reading:
    """A house template as it is taken apart."""

    def __init__(self, given: Mapping[str, bytes], marking: str) -> None:
        self._given = given
        self._marking = marking
        self._types = self._content_types()
        self._relations = {each.get("Id"): each for each in self._related("word/document.xml")}

    def house(self, sheet: bytes, styles: dict[str, str]) -> House:
        section = self._section()
        related: list[Related] = []
        parts: dict[str, bytes] = {}
        for reference in list(section.iter(f"{_W}headerReference", f"{_W}footerReference")):
            found = self._relations.get(reference.get(f"{_R}id"))
            kind = "header" if reference.tag == f"{_W}headerReference" else "footer"
            if found is None:
                section.remove(reference)
                continue
            name = _target("word/document.xml", found)
            id_ = f"rIdHouse{len(related) + 1}"
            reference.set(f"{_R}id", id_)
            related.append(Related(id_, kind, name))
            parts |= self._with_rest(name)
            parts[name] = self._marked(parts[name], kind, styles)
        if self._marking:
            related += self._missing(section, parts, styles)
        for kind in _TAKEN:
            found = next((each for each in self._relations.values() if str(each.get("Type")).endswith(kind)), None)
            if found is not None and (name := _target("word/document.xml", found)) in self._given:
                related.append(Related(f"rIdHouse{kind}", kind, name))
                parts |= self._with_rest(name)
        types = {name: self._types(name) for name in parts if not name.endswith(".rels")}
        text = _written(section).decode().partition("?>")[2].strip()
        even = b"evenAndOddHeaders" in self._given.get("word/settings.xml", b"")
        numbering = self._given.get("word/numbering.xml", b"")
        return House(sheet, styles, text, tuple(related), parts, types, even, numbering)

    def _section(self) -> _Element:
        from lxml import etree  # type: ignore[import-untyped]

        body = _parsed(self._given["word/document.xml"]).find(f"{_W}body")
        found = None if body is None else body.find(f"{_W}sectPr")
        return etree.fromstring(f"<w:sectPr {_NAMESPACES}/>") if found is None else found

    def _missing(self, section: _Element, parts: dict[str, bytes], styles: dict[str, str]) -> Iterator[Related]:
        """A head and a foot for the marking where the house has none."""
        from lxml import etree

        for kind, root in (("header", "hdr"), ("footer", "ftr")):
            if section.find(f"{_W}{kind}Reference") is None:
                id_, name = f"rIdOur{kind}", f"word/briefer-{kind}.xml"
                reference = etree.Element(f"{_W}{kind}Reference")
                reference.set(f"{_W}type", "default")
                reference.set(f"{_R}id", id_)
                section.insert(0, reference)
                parts[name] = self._marked(f"<w:{root} {_NAMESPACES}/>".encode(), kind, styles)
                yield Related(id_, kind, name)

    def _marked(self, part: bytes, kind: str, styles: dict[str, str]) -> bytes:
        """A head with the marking above all else in it, a foot with the marking below."""
        root = _parsed(part)
        if self._marking:
            line = _parsed(_marked(self._marking).replace("<w:p>", f"<w:p {_NAMESPACES}>", 1).encode())
            for style in line.iter(f"{_W}pStyle"):
                style.set(f"{_W}val", styles["Marking"])
            root.insert(0 if kind == "header" else len(root), line)
        return _written(root)

    def _with_rest(self, name: str) -> Iterator[tuple[str, bytes]]:
        """A part with all that it leads to."""
        if name not in self._given:
            raise BrieferError(f"{_NAME} lacks its part {name}", "save it again with Word")
        yield name, self._given[name]
        relations = _relations_of(name)
        if relations in self._given:
            yield relations, self._given[relations]
        for each in self._related(name):
            if each.get("TargetMode") == "External":
                if not str(each.get("Type")).endswith("/hyperlink"):
                    target = str(each.get("Target"))
                    raise BrieferError(f"{_NAME} would fetch {target!r} when it is opened", "embed it in the file")
            elif (target := _target(name, each)) in self._given and target != name:
                yield target, self._given[target]

    def _related(self, name: str) -> list[Any]:
        part = self._given.get(_relations_of(name))
        return [] if part is None else list(_parsed(part).iter(_REL))

    def _content_types(self) -> Any:
        root = _parsed(self._given.get("[Content_Types].xml", b"<Types/>"))
        exact = {
            str(each.get("PartName")).lstrip("/"): str(each.get("ContentType")) for each in root if each.get("PartName")
        }
        by_suffix = {
            str(each.get("Extension")).lower(): str(each.get("ContentType")) for each in root if each.get("Extension")
        }

        def type_of(name: str) -> str:
            if name.startswith("word/briefer-"):
                return f"{_WORD}.{'header' if 'header' in name else 'footer'}+xml"
            return exact.get(name) or by_suffix.get(name.rpartition(".")[2].lower(), "application/octet-stream")

        return type_of


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _target(name: str, relation: Any) -> str:
    target = str(relation.get("Target"))
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"{posixpath.dirname(name)}/{target}")


def _parsed(data: bytes) -> _Element:
    """XML without entities, and without a look at anything outside it."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BrieferError(f"{_NAME} is broken: {error}", "save it again with Word") from error
    if root.getroottree().docinfo.doctype:
        raise BrieferError(f"{_NAME} has a document type of its own", "save it again with Word")
    return root


def _written(root: _Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
