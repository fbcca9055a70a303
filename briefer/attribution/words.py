"""Words of a sentence with their places, and the closed word classes that the grammar leans on. Pure tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Gov|Rep|Sgt|Col|Lt|St|Jr|Sr)\.|''|``"
    r"|\w+(?:(?:[.’'\-]|(?<=\d),(?=\d))\w+)*(?:['’](?!'))?|[^\w\s]"
)

_PIECE = re.compile(r"\w+")

BE = frozenset("is was are were be been being am 's 're".split())
HAVE = frozenset("has have had having 's 've".split())
DO = frozenset("do does did".split())
MODALS = frozenset("will would can could may might shall should must".split())
AUXILIARIES = BE | HAVE | DO | MODALS
NEGATIONS = frozenset("not never n't no neither nor cannot hardly".split())
CONTRACTED_NOT = frozenset(
    "don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't hasn't haven't hadn't "
    "shouldn't".split()
)
ADVERBS = frozenset(
    "also again once still just only now then later earlier today yesterday further even already long too "
    "thus once more twice ever always often back ago soon".split()
)
QUALIFIERS = frozenset(
    "no not never nor neither nowhere hardly barely scarcely seldom rarely almost nearly sometimes occasionally unless "
    "if until but except seems seem appears appear allegedly reportedly supposedly apparently purportedly ostensibly "
    "perhaps maybe possibly probably presumably once formerly initially".split()
)
"""Words between a subject and its verb without which the sentence says something else."""
NEGATIVE_SUBJECTS = frozenset("nobody none neither no".split())
"""First words of a subject that says nothing: what nobody said was not said."""
PRONOUNS = frozenset("he she they it we i you".split())
DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your some any all no each every both several many another "
    "such most few".split()
)
SUBORDINATORS = frozenset(
    "while whereas although though because since unless until if when whenever after before as once whether "
    "where so than lest".split()
)
COORDINATORS = frozenset("and but or yet nor".split())
RELATIVES = frozenset("who which whose whom".split())
PREPOSITIONS = frozenset(
    "in on at during after before since from to for by with of about over under into between against through "
    "within without among amid despite following around near across ahead throughout toward towards beyond behind "
    "below above upon per via outside inside".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb aug sept oct nov dec today yesterday tomorrow".split()
)
AUDIENCE = frozenset(
    "reporters journalists correspondents us me him her them lawmakers senators parliament members diplomats "
    "colleagues delegates investors voters viewers readers listeners supporters crowds officials everyone".split()
)


PARTIES = frozenset(
    "government opposition administration ministry minister president premier chancellor parliament senate "
    "congress council commission committee court party parties union federation association lobby coalition "
    "alliance campaign campaigners critic activist supporter opponent lawmaker senator deputy deputies legislator "
    "politician leader official diplomat analyst expert economist scientist academics employer employee worker "
    "farmer driver teacher doctor resident voter protester prosecutor lawyer judge environmentalist "
    "conservationists conservatives liberals democrats republicans nationalists spokesman spokeswoman "
    "spokesperson mayor governor secretary chairman chairwoman board regulator watchdog bank company companies "
    "group organisation organization authority authorities state country countries nation neighbours neighbors "
    "allies rivals side military army police church charities charity ngo rebels militants".split()
)
"""Heads of phrases that name who may hold a position: bodies, and people by what they are or do."""


SOURCES = frozenset(
    "source person people insider witness report document statement letter memo email study survey data filing aide "
    "adviser advisor envoy ambassador negotiator investigator researcher commander adviser figure".split()
)
"""Heads of phrases that name what else the news may cite, beside parties."""


_NAMES = frozenset(("US", "WHO", "IT"))
"""Names that would be pronouns in lower case."""
IRREGULAR_PASTS = frozenset(
    "became began blew bought broke brought built came caught chose cost cut did died drew drove ate fell felt "
    "fought found fled flew forgot gave went grew had heard held hit hurt kept knew laid led left lent let lay lost "
    "made meant met paid put quit ran rang read rose sank sat saw sent set shook shot showed shut slept sold sought "
    "spent split spoke spread stood stole struck swept swore taught thought threw told took understood was were "
    "woke won wore wrote".split()
)


CLOSED = AUXILIARIES | COORDINATORS | DETERMINERS | NEGATIONS | PREPOSITIONS | PRONOUNS | SUBORDINATORS
"""Words of grammar, which name nobody and nothing."""


class Word(NamedTuple):
    """A word or a punctuation mark: as printed, in lower case with straight apostrophes, and its place."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def punctuation(self) -> bool:
        return not (self.text[0].isalnum() or self.text[0] == "_")


@lru_cache(maxsize=384)  # grammar, cast and checks ask for the same stretches one after the other
def words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words and marks of `text[start:end]`, in order, with offsets into `text`."""
    # a named tuple's own constructor takes twice the time, and this runs for every word of every article
    make = tuple.__new__
    return tuple([make(Word, (each[0], _lower(each[0]), *each.span())) for each in _TOKEN.finditer(text, start, end)])


@lru_cache(maxsize=256)  # what one article has; who reads it asks one after the other
def pieces(text: str, start: int, end: int) -> frozenset[str]:
    """What stands between the marks and blanks of `text[start:end]`: the pieces of all its words.

    A tenth of the work that `words` is, to tell what a stretch cannot hold.
    """
    return frozenset(_PIECE.findall(text, start, end))


def rarest_piece(phrase: str) -> str:
    """The piece to look for where a stretch may hold a phrase: the longest, and of two the last."""
    return max(reversed(_PIECE.findall(phrase)), key=len, default="")


def in_any_case(needed: Iterable[str]) -> frozenset[str]:
    """Pieces in lower case, as they stand at the beginning of a sentence, and in a headline."""
    return frozenset(form for each in needed for form in (each, each.capitalize(), each.upper()))


@lru_cache(maxsize=4096)
def _lower(word: str) -> str:
    return word if word in _NAMES else word.lower().replace("’", "'")


def contracted(word: str) -> str:
    """A word in lower case without the verb that is joined to it: "i've" to "i", "who's" to "who"; others unchanged."""
    stem, mark, verb = word.partition("'")
    return stem if mark and verb in _JOINED and stem in PRONOUNS | RELATIVES | {"there"} else word


_JOINED = frozenset("ve d ll re m s".split())


def is_adverb(word: Word) -> bool:
    """Whether a word is an adverb by its form, or one of the closed class."""
    return word.lower in ADVERBS or (word.lower.endswith("ly") and len(word.lower) > 4 and not word.capital)
