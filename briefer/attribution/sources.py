"""Finds the source of a cue: the noun phrase that says, to its left or, inverted, to its right. Pure."""

from __future__ import annotations

from briefer.attribution.finite import is_finite_verb
from briefer.attribution.joined import list_start, pair_start
from briefer.attribution.leading import leading_phrase
from briefer.attribution.subjects import is_noun_phrase, opens_clause, skip_trailing
from briefer.attribution.units import Unit
from briefer.attribution.words import (
    AUXILIARIES,
    BE,
    CONTRACTED_NOT,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    PRONOUNS,
    QUALIFIERS,
    RELATIVES,
    SUBORDINATORS,
    contracted,
    is_adverb,
)

LONGEST = 32
"""Words a source may have; longer ones are clauses that the grammar misread."""

Range = tuple[int, int]
"""First and last word of a phrase, both included."""


def source_before(unit: Unit, cue: int) -> Range | None:
    """The noun phrase whose predicate begins with word `cue`: the subject, across an apposition if there is one."""
    last = cue - 1
    while last >= 0 and is_adverb(unit.words[last]):
        last -= 1
    if last > 1 and [word.lower for word in unit.words[last - 1 : last + 1]] == ["so", "far"]:
        last -= 2
    last = _before_bracket(unit, last)
    if last > 1 and unit.words[last].lower in {"both", "each"} and unit.words[last - 1].capital:
        last -= 1
    if last < 0 or unit.quoted[last] >= 0:
        return None
    word = unit.words[last]
    if word.lower in COORDINATORS or word.lower in SUBORDINATORS:
        return None
    if contracted(word.lower) in RELATIVES:
        last -= 2 if last and unit.words[last - 1].text == "," else 1
        last = _before_aside(unit, last)
        return (_predicated(unit, last) or _phrase_ending(unit, last)) if last >= 0 else None
    if word.text == ",":
        opened = _before_apposition(unit, last)
        found = _phrase_ending(unit, opened) if opened >= 0 else None
        return _phrase_ending(unit, last - 1) if found and _only_leads(unit, found) else found
    return _phrase_ending(unit, last)


def _before_aside(unit: Unit, last: int) -> int:
    """The last word before an adverb between commas: "Sanders‖, meanwhile, who …"."""
    aside = last > 1 and unit.words[last - 1].text == "," and opens_clause(unit.words[last])
    return last - 2 if aside else last


def _only_leads(unit: Unit, phrase: Range) -> bool:
    """Whether a phrase before a comma says when or where: "On Monday ‖morning‖, the director, Ann Berg, said"."""
    first, last = phrase
    opened = _clause_start(unit, first)
    timed = unit.words[last].lower in {"morning", "afternoon", "evening", "night", "week", "month", "year", "day"}
    return first > opened and (timed or first - opened <= 2) and unit.words[opened].lower in PREPOSITIONS


def _predicated(unit: Unit, last: int) -> Range | None:
    """Of whom it is said what they are, for a relative clause behind word `last`: "‖Berg‖ is a bully who said …"."""
    copula = next((at for at in range(last - 1, max(0, last - _PREDICATE), -1) if unit.words[at].lower in _IS), -1)
    if copula < 1 or unit.words[copula + 1].lower not in {"a", "an"}:
        return None
    between = range(copula + 1, last)
    if any(is_finite_verb(unit, at) or unit.words[at].lower in PREPOSITIONS | RELATIVES for at in between):
        return None
    named = unit.words[copula - 1].lower not in COORDINATORS | PRONOUNS | {"this", "that", "there"}
    subject = _phrase_ending(unit, copula - 1) if named else leading_phrase(unit, _clause_opening(unit), copula)
    impersonal = subject is not None and unit.words[subject[0]].lower in {"it", "this", "that", "here", "what"}
    return None if impersonal else subject


_IS = frozenset(("is", "was"))
_PREDICATE = 24
"""Words between "is" and the relative clause of what somebody is."""


def _clause_opening(unit: Unit) -> int:
    """The first word behind a remark that a colon ends: "Editor's note: ‖Berg is …"."""
    return next((at + 1 for at in range(min(6, len(unit.words))) if unit.words[at].text == ":"), 0)


def _before_bracket(unit: Unit, last: int) -> int:
    """The last word before what a bracket adds: "the World Health Organization ‖(WHO)"."""
    if last < 3 or unit.words[last].text != ")":
        return last
    opening = next((at for at in range(last - 1, max(0, last - _BRACKET), -1) if unit.words[at].text == "("), -1)
    return opening - 1 if opening > 0 else last


_BRACKET = 10
"""Words that a bracket behind a name may hold."""


def qualified(unit: Unit, source: Range, cue: int) -> tuple[Range, int]:
    """The source without the words that qualify its verb ("France no longer ‖ supports"), and where the cue begins.

    What stands between the two belongs to the cue when it qualifies it: "France, it seems, supports".
    """
    first, last = source
    for at in range(first + 1, last + 1):
        word = unit.words[at].lower
        if word == "nor" and pair_start(unit, at) >= 0:
            continue
        led = word in {"by", "in", "at", "under", "on"} and at < last and unit.words[at + 1].lower == "no"
        if (led and last - at <= 3) or (word in QUALIFIERS and last - at <= 1 and not unit.words[at].capital):
            return (first, at - 1), at
        if word == "all" and at == last - 1 and unit.words[last].lower == "but":
            return (first, at - 1), at
    between = [word.lower for word in unit.words[last + 1 : cue]]
    aside = between[:1] == [","] and not set(between[1:2]) & RELATIVES
    return source, (last + 1 if set(between) & QUALIFIERS and (aside or "," not in between) else cue)


def source_after(unit: Unit, cue: int) -> Range | None:
    """The noun phrase right of an inverted cue: in "…," said Lu Kang, the spokesman: Lu Kang."""
    first = last = cue + 1
    while last < len(unit.words) and _continues(unit, first, last):
        last += 1
    return (first, last - 1) if last > first else None


def _continues(unit: Unit, first: int, at: int) -> bool:
    word = unit.words[at]
    if word.text == "." and unit.quoted[at] < 0 and _ends_initial(unit, at):
        return True
    if unit.quoted[at] >= 0 or word.punctuation or word.lower in DAYS or word.lower in RELATIVES:
        return False
    if word.lower in {"that", "to", "as"} | SUBORDINATORS or word.lower in AUXILIARIES:
        return False
    if word.lower in PREPOSITIONS:
        named = any(each.capital for each in unit.words[first:at])
        return word.lower in {"of", "for", "from"} or (word.lower in {"at", "with", "to"} and not named)
    return not (word.lower in PRONOUNS and at > first)


def _ends_initial(unit: Unit, at: int) -> bool:
    """Whether a full stop stands behind an initial within a name: "said Barry R‖.‖ Holm"."""
    before, behind = unit.words[at - 1], unit.words[at + 1] if at + 1 < len(unit.words) else None
    return behind is not None and behind.capital and len(before.text) == 1 and before.capital


def _before_apposition(unit: Unit, comma: int) -> int:
    """The last word before an apposition that ends at `comma`, or -1."""
    for at in range(comma - 1, -1, -1):
        if unit.quoted[at] >= 0:
            return -1
        if unit.words[at].text == "," and unit.words[at + 1].lower not in COORDINATORS:
            inside = unit.words[at + 1 : comma]
            relative = inside[0].lower in RELATIVES
            if not relative and any(is_finite_verb(unit, at + 1 + i) for i in range(len(inside))):
                return -1
            aged = unit.words[at - 1].text.isdigit() and at > 1 and unit.words[at - 2].text == ","
            return at - 3 if aged else at - 1
    return -1


def _phrase_ending(unit: Unit, last: int) -> Range | None:
    if contracted(unit.words[last].lower) in PRONOUNS:
        return last, last
    first = last
    while first > 0 and last - first < LONGEST and not _is_border(unit, first - 1):
        first -= 1
    owner = _relative_owner(unit, first - 1)
    if owner >= 0:
        return _phrase_ending(unit, owner)
    first = list_start(unit, _skip_leading(unit, _past_audience(unit, first, last), last), last)
    last = skip_trailing(unit, first, last)
    if first > last or last - first >= LONGEST or not is_noun_phrase(unit.words[first : last + 1]):
        return None
    return first, last


def _relative_owner(unit: Unit, border: int) -> int:
    """The last word of what a relative clause with the verb `border` tells of ("officials who met them"), or -1."""
    if border < 1 or not is_finite_verb(unit, border):
        return -1
    for at in range(border - 1, max(0, border - 5), -1):
        word = unit.words[at]
        if word.lower == "who":
            return at - 1 if not unit.words[at - 1].punctuation else -1
        if word.punctuation or unit.quoted[at] >= 0:
            break
    return -1


_BORDERS = SUBORDINATORS | RELATIVES


def _is_border(unit: Unit, at: int) -> bool:
    word = unit.words[at]
    if unit.quoted[at] >= 0 or word.text in ',;:()–—-“”"…' or word.text in ".!?":
        return True
    if word.lower in _BORDERS or word.lower in {"that", "but", "yet", "what"}:
        return True
    if word.lower in {"and", "or"}:
        return pair_start(unit, at) < 0 and not _joins_names(unit, at)
    return is_finite_verb(unit, at)


def _joins_names(unit: Unit, at: int) -> bool:
    """Whether this "and" joins two noun phrases that may be one subject, and not two clauses."""
    if at == 0 or at + 1 >= len(unit.words):
        return False
    before, after = unit.words[at - 1], unit.words[at + 1]
    if before.capital and (after.capital or after.lower in DETERMINERS):
        return not any(is_finite_verb(unit, i) for i in range(_clause_start(unit, at), at))
    if unit.words[at].lower == "or":
        return False
    return before.lower.endswith("s") and not after.punctuation and not after.capital and after.lower not in DETERMINERS


def _clause_start(unit: Unit, at: int) -> int:
    while at > 0 and unit.words[at - 1].text not in ",;:" and unit.quoted[at - 1] < 0:
        at -= 1
    return at


def _past_audience(unit: Unit, first: int, last: int) -> int:
    """The first word of a phrase behind whom somebody told it: "told ‖Discover Magazine ‖the frequency of …"."""
    if not first or unit.words[first - 1].lower not in {"told", "tells", "telling"} or not unit.words[first].capital:
        return first
    at = first
    while at < last and unit.words[at].capital:
        at += 1
    return at if unit.words[at].lower in DETERMINERS else first


def _skip_leading(unit: Unit, first: int, last: int) -> int:
    while first < last and (unit.words[first].lower in COORDINATORS or opens_clause(unit.words[first])):
        first += 1
    if unit.words[first].lower in PREPOSITIONS or unit.words[first].lower in DAYS:
        for at in range(first, min(first + 8, last)):
            if unit.words[at].lower in DAYS:
                after = at + 1
                while after < last and unit.words[after].text.isdigit():
                    after += 1
                return after
    return first


_NAMES = frozenset(("May", "Will"))
"""Names that would be auxiliaries in lower case."""


_IN_GROUP = BE | HAVE | DO | MODALS | NEGATIONS | CONTRACTED_NOT


def group_start(unit: Unit, head: int) -> int:
    """The first word of the verb group: auxiliaries, negations and adverbs before the verb belong to it."""
    first = at = head
    while at > 0 and unit.quoted[at - 1] < 0:
        word = unit.words[at - 1]
        if word.text not in _NAMES and word.lower in _IN_GROUP:
            first = at - 1
        elif not is_adverb(word):
            break
        at -= 1
    if at < first and any(word.lower in {"also", "again"} or is_adverb(word) for word in unit.words[at:first]):
        first = at if first == head else first
    return first
