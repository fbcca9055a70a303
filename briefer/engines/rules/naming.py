"""Names of policy disputes: the question that opposed proposals answer, in their own words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.attribution.statements import with_article
from briefer.attribution.words import DAYS, PARTIES, PRONOUNS, words
from briefer.engines.rules.actions import Form, known, moves, participle
from briefer.engines.rules.governing import STATES
from briefer.engines.rules.proposals import Proposal

_LONGEST = 110
_POINTING = re.compile(
    r"\b(?:it|he|she|they|him|them|this|these|those|such|here|there|which|who|I|we|(?-i:us))\b", re.IGNORECASE
)
"""Words that lead out of a question."""
_OWNED = re.compile(r"\b(?:its|their|his|her|our|my|your)\b", re.IGNORECASE)
_STAYING = frozenset(("stay", "remain", "go ahead", "continue", "resume"))
_INDEFINITE = frozenset(("any", "some", "such"))


def asked(made: Proposal, every: Sequence[Proposal]) -> str:
    """The question that opposed proposals answer, in their words: "Should sanctions on Syria be eased?"."""
    same = [each for each in every if each.action.name == made.action.name]
    first = sorted(same, key=lambda each: (not each.behind, each is not made, not each.wanted))
    tried = (*(_should(each) for each in first), *(_for_or_against(each) for each in first))
    holders = " and ".join(party(each) for each in sorted({each.holder for each in every}))
    return next((each for each in tried if each and len(each) <= _LONGEST), f"Where do {holders} differ?")


def _should(made: Proposal) -> str:
    """Whether it should be done, by whom where that is said; "" where the words make no question."""
    verb, what, behind = made.action.verb, made.what, _aim(made.behind)
    if made.action.done and not verb:
        what = "" if _POINTING.search(f"{what} {behind}") else _OWNED.sub("the", what)
        return _clean(f"Should {_begun(what)} be {made.action.done} {behind}") if what else ""
    compound = bool(made.noun) and made.noun.endswith(made.what) is False and f"{what} " in f"{made.noun} "
    if not verb or compound or _POINTING.search(f"{what} {behind}"):
        return ""  # an "impeachment inquiry" has a name already
    if " and " in what and what.rpartition(" and ")[2].count(" ") > 1:
        what, behind = what.partition(" and ")[0], ""
    who = party(made.who) if made.who == made.holder else made.who
    if who and who.lower() not in PRONOUNS and not (_POINTING.search(who) or _OWNED.search(who)):
        return _clean(f"Should {who} {verb} {what} {behind}")
    if " " in verb and not known(tuple(verb.split()), 0, Form.BASE):
        return ""  # what is returned to makes no passive
    what, behind = (_OWNED.sub("the", each) for each in (what, behind))
    if behind in STATES:
        return _clean(f"Should {_begun(what)} {'stay' if verb in _STAYING else 'be kept'} {behind}")
    if verb in _STAYING:
        return _clean(f"Should {_begun(what)} {verb} {behind}")
    thing = (
        f"{_begun(what)} be {participle(verb)} {behind}"
        if moves(made.action.name)
        else (f"{_begun(what)} {behind} be {participle(verb)}")
    )
    return _clean(f"Should {thing}")


def party(name: str) -> str:
    """A holder as a sentence uses it: the election commission, the Green Party, human rights groups."""
    head = name.rsplit(maxsplit=1)[-1]
    several = head.islower() and head.endswith("s")
    is_party = bool({head.lower(), head.lower().removesuffix("s")} & PARTIES)
    common = name[1:].islower() and (" " in name or is_party)
    own = name[0].lower() + name[1:] if common else name
    if several and common:
        return own
    return f"the {own}" if is_party and (common or " " in name) else with_article(own)


def _for_or_against(made: Proposal) -> str:
    noun = "" if made.noun == "the" else made.noun
    if not made.noun or _POINTING.search(f"{made.what} {made.behind}") or _OWNED.search(f"{noun} {made.what}"):
        return ""
    compound = noun.endswith(made.what) or f"{made.what} " in f"{noun} "
    thing = noun if compound else f"{noun} {made.what} {_aim(made.behind)}"
    return _clean(f"For or against {thing.strip()}")


def _aim(behind: str) -> str:
    """What is behind an object without days: the question is not when."""
    said = words(behind, 0, len(behind))
    timed = any(each.lower in DAYS or re.fullmatch(r"\d{4}", each.text) for each in said)
    return "" if timed or (said and said[0].lower in {"by", "until"}) else behind


def _begun(what: str) -> str:
    first, _, rest = what.partition(" ")
    return rest if first.lower() in _INDEFINITE and rest else what


def _clean(question: str) -> str:
    text = " ".join(question.split()).rstrip(" ,;:")
    return (text if re.search(r"\b[A-Z]\.$", text) else text.rstrip(".")) + "?"
