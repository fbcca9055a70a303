"""What is told of each article where nothing is disputed: a statement that can be read by itself, from near its top."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from briefer.model import Json

_SHORT = 45
"""Characters behind the holder's name: what is shorter says too little to stand in a bottom line."""
_POINTS = re.compile(
    r"\b(?:said|says|told|warned|claimed|found|added|noted|believed?)(?: that)? "
    r"(?:it|he|she|they|this|that|there|we|I) ",
)
"""What is said begins with a word for somebody or something that was named before."""
_WEIGHTY = frozenset(("demands", "opposes", "supports", "offers", "denies", "agrees"))
"""Kinds of positions that commit whoever takes them."""


def leads(positions: Sequence[Json], fits: Callable[[Json], bool]) -> Iterator[str]:
    """The ids of the statements to tell first: one of each article, those of which most is said before others."""
    articles: dict[str, list[Json]] = {}
    for each in positions:
        articles.setdefault(each["place"].split(".")[0], []).append(each)
    for held in sorted(articles.values(), key=lambda held: -len(held)):
        fit = [each for each in held if fits(each) and not _says_little(each)]
        if fit:
            yield min(fit, key=_order)["id"]


def _says_little(position: Json) -> bool:
    said = position["says"].replace(position["holder"], "", 1).replace(position["speaker"] or "\0", "", 1)
    return len(said) < _SHORT or _POINTS.search(position["says"]) is not None


def _order(position: Json) -> tuple[bool, bool, bool, int, int]:
    """Who speaks for somebody before others, commitments before what is only said, then what stands first."""
    loose = not position["speaker"]
    paragraph = int(position["place"].split(".")[1])
    return loose, position["kind"] not in _WEIGHTY, "“" in position["says"], paragraph, int(position["id"][1:])
