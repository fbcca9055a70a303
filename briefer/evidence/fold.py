"""Text as it is compared: typography folded away, every folded character still traceable to the article's own.

`fold` takes any text and gives its folded form with an exact map back to the text's code points. Words, letters and
their case are never touched, so two texts with the same folded form differ in typography alone.

What folds: Unicode NFKC (UAX #15; but no superscript or fraction) · quotation marks to ' and " · hyphens, dashes and
minus to - · a spaced or long dash to - without its spaces · white space of any kind to one space · … to ... · HTML's
character references (`&amp;`, `&#39;`) to their characters · soft hyphens, zero-width characters, variation selectors,
bidi and C0/C1 controls to nothing · a hyphen at a line end, with the line end, to `BREAK`, which stands for both
readings ("sanc-/tions" is "sanctions", "ship-to-/ship" is "ship-to-ship").
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from briefer.model import Span

BREAK = "\u00ad"
"""In a folded text: the word goes on over a line end, with a hyphen of its own or without."""

_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u301d\u301e\u301f\uff02"
_SINGLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035\u00b4\u02bc\u0060\uff07"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_WHITE = "\t\n\u000b\u000c\r\u001c\u001d\u001e\u001f\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_GONE = (
    "\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_ONE_TO_ONE = {
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _WHITE), " "),
}
_NOT_PLAIN = re.compile(r"[^ -_a-~]|  |--| - |&[#A-Za-z]").search
"""Where text may not fold to itself; nowhere in most quotes, which then cost one look."""

_LINE_END_HYPHEN = rf"(?<=[^\W\d_])[-\u2010\u00ad][{_GONE}]*[ \t]*(?:\r\n?|[\n\u2028\u2029\u0085])[ \t]*(?=[^\W\d_])"
_SPACE = rf"[ {_WHITE}]"
_LONG_DASH = rf"{_SPACE}*(?:--+|[\u2014\u2015]+){_SPACE}*"
_SPACED_DASH = rf"{_SPACE}+[-{_DASHES}]{_SPACE}+"
_SPACES = rf"{_SPACE}[ {_WHITE}{_GONE}]+|[{_GONE}]+{_SPACE}[ {_WHITE}{_GONE}]*"
_HARD_PARTS = (
    r"(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    rf"|(?P<brk>{_LINE_END_HYPHEN})|(?P<dash>{_LONG_DASH}|{_SPACED_DASH})|(?P<space>{_SPACES})"
    rf"|(?P<gone>[{_GONE}]+)|(?P<dots>\u2026)"
)
_FOREIGN = rf"(?P<run>[!-~]?[^\u0000-\u007f{_WHITE}{_GONE}{_DASHES}{_DOUBLE}{_SINGLE}\u2026]+)"
_INSTEAD = {"brk": BREAK, "dash": "-", "space": " ", "gone": "", "dots": "..."}


@dataclass(frozen=True)
class Folded:
    """A text and its folded form.

    `pieces` are (length in `text`, length in `source`), in order; equal lengths map one to one, others as a whole.
    """

    text: str
    source: str
    pieces: tuple[tuple[int, int], ...] = ()

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        lengths, widths = zip(*self.pieces, strict=True)
        return list(accumulate(lengths, initial=0)), list(accumulate(widths, initial=0))

    def span(self, start: int, end: int) -> Span:
        """The code points of the source that folded to `text[start:end]`; start < end."""
        if not self.pieces:
            return Span(start, end)
        return Span(self._origin(start)[0], self._origin(end - 1)[1])

    def place(self, span: Span) -> tuple[int, int]:
        """The stretch of `text` to which the code points of a span of the source folded; the other way of `span`."""
        if not self.pieces:
            return span.start, span.end
        return self._image(span.start)[0], self._image(span.end - 1)[1]

    def _image(self, index: int) -> tuple[int, int]:
        folded, original = self._starts
        at = bisect_right(original, index) - 1
        length, width = self.pieces[at]
        if length != width:
            return folded[at], folded[at] + length
        here = folded[at] + index - original[at]
        return here, here + 1

    def _origin(self, index: int) -> tuple[int, int]:
        folded, original = self._starts
        at = bisect_right(folded, index) - 1
        length, width = self.pieces[at]
        if length != width:
            return original[at], original[at] + width
        here = original[at] + index - folded[at]
        return here, here + 1

    @cached_property
    def loose(self) -> str:
        """`text` with all quotation marks alike and outside the stop or comma they close with; same length.

        Whether marks are single or double, and whether a comma stands inside them, is the style of the house that
        prints a quotation, not of the speaker.
        """
        return loosened(self.text)

    @cached_property
    def dense(self) -> tuple[str, list[int]]:
        """`text` without spaces, hyphens and breaks, and the index in `text` of each of its characters."""
        kept = [index for index, char in enumerate(self.text) if char not in _THIN]
        return "".join(map(self.text.__getitem__, kept)), kept

    @cached_property
    def broken(self) -> bool:
        return BREAK in self.text


_THIN = frozenset(" -" + BREAK)


def loosened(folded: str) -> str:
    """A folded text with all quotation marks alike and moved before the stop or comma they stand after."""
    return folded.replace('"', "'").replace(".'", "'.").replace(",'", "',")


def fold(text: str) -> Folded:
    """The folded form of `text`. Linear; plain text costs one look."""
    if not _NOT_PLAIN(text):
        return Folded(text, text)
    even = text.translate(_ONE_TO_ONE)
    pieces: list[tuple[int, int]] = []
    parts: list[str] = []
    done = 0
    for found in _hard(even).finditer(text):
        start, end = found.span()
        if start > done:
            _add(even[done:start], start - done, parts, pieces)
        if found.lastgroup == "run":
            _fold_run(even[start:end], parts, pieces)
        elif found.lastgroup == "entity":
            _add(_character(even[start:end]), end - start, parts, pieces)
        else:
            _add(_INSTEAD[found.lastgroup or ""], end - start, parts, pieces)
        done = end
    if not pieces:
        return Folded(even, text)
    if done < len(text):
        _add(even[done:], len(text) - done, parts, pieces)
    return Folded("".join(parts), text, tuple(pieces))


def folded_text(text: str) -> str:
    """The folded form alone, for quotes: they need no map, and most have nothing in them that is hard to fold."""
    if not _NOT_PLAIN(text):
        return text
    even = text.translate(_ONE_TO_ONE).replace("\u2026", "...")
    if not (even.isascii() and even.isprintable()) or "&" in even or "--" in even or "- " in even or " -" in even:
        return fold(text).text
    while "  " in even:
        even = even.replace("  ", " ")
    return even


def _character(entity: str) -> str:
    """What a character reference of HTML stands for, folded; one that HTML does not know stays as it is."""
    import html  # its table of names is large, and seldom needed
    from html.entities import html5

    known = entity[1] == "#" or entity[1:] in html5
    return folded_text(html.unescape(entity)) if known else entity


def _hard(even: str) -> re.Pattern[str]:
    """What cannot be folded one to one; runs that need NFKC only where the text needs it."""
    normal = unicodedata.is_normalized("NFKC", even.replace("\u2026", ""))
    return re.compile(_HARD_PARTS if normal else f"{_HARD_PARTS}|{_FOREIGN}")


def _add(part: str, width: int, parts: list[str], pieces: list[tuple[int, int]]) -> None:
    """Append a folded part that stands for `width` code points; stretches that map one to one grow together."""
    parts.append(part)
    if pieces and len(part) == width and pieces[-1][0] == pieces[-1][1]:
        pieces[-1] = (pieces[-1][0] + width, pieces[-1][1] + width)
    else:
        pieces.append((len(part), width))


def _fold_run(run: str, parts: list[str], pieces: list[tuple[int, int]]) -> None:
    """NFKC a run cluster by cluster: a character and all that may combine with it maps as a whole."""
    start = 0
    for end in range(1, len(run) + 1):
        if end < len(run) and _attaches(run[end]):
            continue
        cluster = run[start:end]
        normal = unicodedata.normalize("NFKC", cluster)
        if " " in normal or _is_written_small(cluster[0]):
            normal = cluster
        _add(normal, len(cluster), parts, pieces)
        start = end


def _is_written_small(char: str) -> bool:
    """Superscript digits and fractions stay: "10\u00b2" is not "102", nor "1\u00bd" "11/2"."""
    return unicodedata.category(char) == "No" and unicodedata.decomposition(char).startswith(("<super>", "<fraction>"))


def _attaches(char: str) -> bool:
    """Whether NFKC may combine `char` with what stands before it: marks, and Hangul vowels and finals (UAX #15)."""
    first = unicodedata.normalize("NFKD", char)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"
