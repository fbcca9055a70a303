"""XML from outside, taken apart without following anything that it points to: bytes in, a tree out.

Entities that a file declares itself are refused, because a few lines of them can stand for more than memory holds, or
for a file of this machine. Nothing is fetched, no document type is loaded.
"""

from __future__ import annotations

import re
from typing import Any

from briefer.decoding import declared
from briefer.errors import ReadFailed

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]+)")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_HALVES = re.compile(
    r"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));", re.IGNORECASE
)
"""References to halves of code points, D800 to DFFF, which lxml passes on and cannot read back."""
_ENTITY = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)


def root(data: bytes, what: str, recover: bool = False) -> Any:
    """The root element. `what` names the thing in messages; with `recover` broken markup is mended where it can be.

    Raises ReadFailed for what is no XML, or declares entities.
    """
    from lxml import etree  # type: ignore[import-untyped]

    said = _DECLARED.search(data[:400])
    text, _ = declared(data, said[1].decode("ascii") if said else "utf-8")
    if _ENTITY.search(text):
        raise ReadFailed("entities", f"{what} declares entities of its own, which are not read; save it without")
    text = _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=recover,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        found = etree.fromstring(_DECLARATION.sub("", text).strip().encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, RecursionError, MemoryError) as error:
        raise ReadFailed("unreadable", f"{what} is no XML that could be read: {_line(error)}") from error
    if found is None:
        raise ReadFailed("unreadable", f"{what} is no XML that could be read")
    return found


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120]
