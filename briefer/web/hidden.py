"""What of a page nobody sees: its tree goes in, and comes out without."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

_NO_TEXT = "//script | //style | //noscript | //template | //comment()"
_UNSEEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:hidden|opacity:0(?:\.0*)?(?:;|$|!)|font-size:0(?:\.0*)?(?:px|r?em|pt|%)?(?:;|$|!)"
    r"|(?:left|top|text-indent|margin-left):-\d{3,}|clip:rect\(0|clip-path:inset\((?:50|100)%)"
)
"""What a style without blanks says of an element that nobody sees."""
_UNSEEN_BY_CLASS = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)")
"""The same in a style sheet, where text that fades in or slides in begins with the others."""
_FOR_READERS_ALOUD = frozenset("visually-hidden visuallyhidden sr-only screen-reader-text".split())
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#])([\w-]+)", re.IGNORECASE)
_MOST_RULES = 20_000
_SENTENCE = 8
"""Words of a hidden stretch from which on it is text that somebody may have been meant to miss, and no menu's entry."""


def take_out(tree: Any) -> int:
    """Takes out of the tree what is not shown; how many words of sentences that was."""
    classes, ids = _unseen_names(tree)
    for element in tree.xpath(_NO_TEXT):
        if element.getparent() is not None:
            element.drop_tree()
    hidden = 0
    for element in tree.xpath("//body//*[@hidden or @aria-hidden or @style or @class or @id]"):
        if element.getparent() is not None and _is_unseen(element, classes, ids):
            hidden += sum(count for part in element.itertext() if (count := len(part.split())) >= _SENTENCE)
            element.drop_tree()
    return hidden


def _is_unseen(element: Any, classes: frozenset[str], ids: frozenset[str]) -> bool:
    named = frozenset((element.get("class") or "").split())
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or element.get("id") in ids
        or bool(named & (classes | _FOR_READERS_ALOUD))
        or _UNSEEN.search("".join((element.get("style") or "").lower().split())) is not None
    )


def _unseen_names(tree: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The classes and ids that the page's own style sheets hide, where a rule names one of these and nothing else."""
    names: dict[str, set[str]] = {".": set(), "#": set()}
    for sheet in tree.xpath("//style[not(@media) or @media='all' or @media='screen']/text()"):
        for selectors, style in islice(_RULE.findall(_without_conditions(sheet)), _MOST_RULES):
            if _UNSEEN_BY_CLASS.search("".join(style.lower().split())):
                for found in map(_SIMPLE.fullmatch, map(str.strip, selectors.split(","))):
                    if found:
                        names[found[1]].add(found[2])
    return frozenset(names["."]), frozenset(names["#"])


def _without_conditions(sheet: str) -> str:
    """A style sheet without comments and without what holds only on some screens, or on paper."""
    plain = re.sub(r"/\*.*?(?:\*/|\Z)", "", sheet, flags=re.DOTALL)
    kept: list[str] = []
    depth = begin = 0
    inside = False
    for found in re.finditer(r"[{}]|@(?:media|supports|container)\b", plain):
        mark = found.group()
        if mark[0] == "@" and not depth:
            kept.append(plain[begin : found.start()])
            inside = True
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if inside and mark == "}" and depth <= 0:
            begin, inside, depth = found.end(), False, 0
    return "".join((*kept, "" if inside else plain[begin:]))
