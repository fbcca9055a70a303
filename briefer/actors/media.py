"""Tells a news medium that no table knows by its name: the Cyprus Mail, WSET-TV, a website. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.attribution.words import PARTIES, PREPOSITIONS, SOURCES, Word

_LAST = frozenset(
    "News Times Post Herald Tribune Journal Gazette Mail Star Telegraph Observer Chronicle Courier Dispatch Examiner "
    "Inquirer Sentinel Globe Mirror Express Radio Television TV FM Broadcasting Daily Weekly Magazine Newspaper Wire "
    "Zeitung Gazeta".split()
)
_FIRST = frozenset("Radio TV Gazeta Daily Channel".split())
_COMMON = frozenset(
    "media newspaper newspapers paper papers daily weekly magazine broadcaster broadcasters channel station television "
    "radio tv website site outlet outlets agency agencies".split()
)


def is_medium(name: str) -> bool:
    """Whether a name is that of a paper, a channel or a site, or says that somebody is one."""
    words = name.split()
    if not words:
        return False
    first, last = words[0], words[-1].removesuffix("'s")
    proper = len(words) > 1 and (last in _LAST or (first in _FIRST and last[0].isupper()))
    return proper or last.endswith(("-TV", "-FM", ".com", ".org", ".net")) or last in _COMMON


def is_source(phrase: Sequence[Word]) -> bool:
    """Whether a medium may cite somebody so called: two diplomats, a person close to the talks; not safety concerns."""
    ends = PREPOSITIONS | {"who", "familiar", "close"}
    border = next((at for at, word in enumerate(phrase) if at and word.lower in ends), len(phrase))
    head = phrase[border - 1].lower
    return bool({head, head.removesuffix("s")} & (PARTIES | SOURCES))
