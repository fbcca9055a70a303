"""Phrases that are nobody: quantities, events and things, asides of an interview. Pure; looks at the words alone.

A poll, a report or a letter may be cited; a debate, a trip or a warning says nothing. In doubt somebody is somebody.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefer.actors.table import bare
from briefer.attribution.words import ADVERBS, AUXILIARIES, PREPOSITIONS, RELATIVES, Word

_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten twelve twenty thirty forty fifty sixty seventy eighty ninety "
    "half third thirds quarter quarters fourth fourths fifth fifths percent per cent about nearly almost roughly over "
    "more than up to in out of a an the - % only another just some".split()
)
_UNTOLD = frozenset(
    "some many others other both most few several one ones another people everybody everyone anybody anyone somebody "
    "someone something those these second first latter former".split()
)
"""Words that alone name nobody: who they are the article has told, or has not."""
_ASKING = frozenset("interviewer narrator moderator announcer questioner press quiz".split())
"""Who asks or reads out has no position."""
_EVENTS = frozenset(
    "action answer appearance approach attack bid borrowing candidacy case choice clip comment comparison contest "
    "count coverage crisis criticism day deadline deal debate decline defeat deficit demographic development "
    "difference drop effort election emphasis endorsement event exchange experience exposure eye fight gaffe "
    "growth headline hiccup hostility idea issue job legacy level look loss medicine meeting moment morning move "
    "opposite past pattern performance pick plan preference pressure primaries primary problem push race reaction "
    "rhetoric rise sentence shift showing situation song spending storm strategy success system talk technology "
    "thing threat time tone total tour tradition trend trip tweetstorm unity victory view violence waiver warning "
    "week weekend willingness win work year".split()
)
"""Heads of phrases that are no party and no paper."""
_VERBS = frozenset(
    "brought spent gave went came took began ran saw knew grew flew threw won became stood sounded managed helped "
    "huddled seemed entered turned expanded downplayed shelled leads seeks appointed".split()
)
"""Verbs that show a phrase to be a clause that the grammar misread."""


def is_nobody(phrase: Sequence[Word]) -> bool:
    """Whether a phrase names neither a party nor a paper."""
    words = [bare(word.lower) for word in phrase]
    if words[0] in {"the", "a", "an"} and len(words) > 1:
        words, phrase = words[1:], phrase[1:]
    if len(words) == 1 and words[0] in _UNTOLD:
        return True
    if all(word in _NUMBERS or word[0].isdigit() for word in words) and not any(word.capital for word in phrase[1:]):
        return True
    border = next((at for at, word in enumerate(words) if at and word in PREPOSITIONS), len(words))
    head = words[border - 1]
    if head == "reports" and border == len(words) and not any(word.capital for word in phrase[1:]):
        return True
    named = phrase[border - 1].capital and border > 1
    things = head in _EVENTS or (head.endswith("s") and head[:-1] in _EVENTS)
    return (not named and (things or head in _ASKING)) or _is_clause(phrase, words)


def _is_clause(phrase: Sequence[Word], words: Sequence[str]) -> bool:
    """Whether a verb stands inside a phrase, and no "who" before it."""
    relative = next((at for at, word in enumerate(words) if word in RELATIVES | {"that"}), len(words))
    inside = range(1, min(relative, len(words)))
    return any(
        not phrase[at].capital
        and (words[at] in _VERBS or words[at] in AUXILIARIES or words[at] in ADVERBS - _MODIFYING)
        for at in inside
    )


_MODIFYING = frozenset("long only even just now later once twice too back today yesterday".split())
"""Adverbs that may stand inside a noun phrase."""
_NO_PART = _VERBS | AUXILIARIES | (ADVERBS - _MODIFYING)
