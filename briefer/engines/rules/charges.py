"""Who speaks against whom, clause by clause: charges, rejections and contradictions in what one party says.

A clause is judged by its own words and by those of its neighbours: a charge is seldom made in one clause, and what
stands between two charges mostly belongs to them. Words count, not what is meant: irony and allusion are missed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefer.actors import Table
from briefer.attribution.words import words
from briefer.engines.rules.axes import NEGATIVE, plain
from briefer.engines.rules.standing import MOST_IDS
from briefer.model import FACT, Json, Kind

_CHARGE = re.compile(
    r"\b(?:aggress|violat|breach|illegal|unlawful|illegitim|provo[ck]|destabili|threat|false|lie[sd]?\b|lying|fiction"
    r"|propagand|disinform|misinform|pretext|guise|fail(?:ed|s|ure|ing)\b|refus|ignor|reject|den(?:y|ie[sd])\b|condemn"
    r"|deplor|denounc|unaccept|unjustif|inva[ds]|occup(?:y|ied|ation)|annex|seiz|attack|abduct|kidnap|tortur|terror"
    r"|hostage|separatis|militant|mercenar|interfer|meddl|coerc|intimid|sabotag|subver|undermin|incit|orchestrat|veto"
    r"|regret|unfortunat|contrary|nothing|so ?- ?called|cynic|hypocri|double standard|fabricat|distort|manipulat"
    r"|blam|guilt|accus|alleg|purport|brutal|blood|kill|crim(?:e|inal)|dangerous|reckless|irresponsib|isolat|outrag"
    r"|sham|dictat|coup\b|extremis|radical|thug|troops|weapon|deport|suppress|blackmail|persecut|witch|regime|instead"
    r"|stop\b|claims?\b|against|repris|sponsor|proxy|insignia|lawless|chaos|spurn|disregard|defian|flout)",
    re.IGNORECASE,
)
_PEACE = re.compile(
    r"\b(?:thank|welcom|support|dialogue|hope|parties|solution|diploma|constructive|mediat|peaceful|briefing|refrain"
    r"|good offices|inclusive|restraint|commend|appreciat|congratulat|reiterat|encourag|all sides|believe|should|must"
    r"|need|meeting|will\b|would|reform|consensus|important|essential|cooperat|common|settlement|in favour)",
    re.IGNORECASE,
)
_OUR = re.compile(r"^\W*(?:and |but |that )?(?:we|I|let us|let me)\b", re.IGNORECASE)
_FORCE = re.compile(r"\b(?:armed|military|forces?|border|illegally|groups?|actions?)\b", re.IGNORECASE)
_PEACE_WEIGHT, _FORCE_WEIGHT, _NAMED, _OWN, _FIRST_PERSON = -0.7, 0.4, 0.6, -0.4, -0.4
_BESIDE = (0.6, 0.35, 0.2)
"""What the clauses next, second and third to a clause add to it, on either side."""
_LEAST = 0.8
"""The weight from which on a clause is taken for one that speaks against somebody."""


@dataclass(frozen=True, slots=True)
class Against:
    """A clause, by number, that speaks against somebody; `target` is the actor's name, "" where none is named near."""

    clause: int
    target: str


def against(clauses: Sequence[str], speaker: str, names: Table) -> tuple[Against, ...]:
    """The clauses of one speech, in order, that charge, reject or contradict, each with whom; `speaker` is an actor."""
    named = [_others(each, speaker, names) for each in clauses]
    weights = [_weight(each, others, speaker, names) for each, others in zip(clauses, named, strict=True)]
    found = [at for at in range(len(clauses)) if _with_neighbours(weights, at) >= _LEAST]
    return tuple(Against(at, _target(at, named)) for at in found)


def _weight(clause: str, others: Sequence[str], speaker: str, names: Table) -> float:
    charges, peace = len(_CHARGE.findall(clause)), len(_PEACE.findall(clause))
    own = any(found.actor.name == speaker for found in names.find_in(clause))
    weight = min(charges, 3) + min(peace, 2) * _PEACE_WEIGHT + min(len(_FORCE.findall(clause)), 2) * _FORCE_WEIGHT
    return weight + bool(others) * _NAMED + own * _OWN + bool(_OUR.search(clause)) * _FIRST_PERSON


def _with_neighbours(weights: Sequence[float], at: int) -> float:
    beside = (
        share * weights[near]
        for distance, share in enumerate(_BESIDE, start=1)
        for near in (at - distance, at + distance)
        if 0 <= near < len(weights)
    )
    return weights[at] + sum(beside)


_OBJECT = re.compile(
    r"\b(?:against|in|into|of|on|to|for|with|from|inside|within|near|across|between)(?: the)?\W*$", re.IGNORECASE
)
"""What stands before a party to which, or in which, something is done: it is not the one who does it."""
_LEAST_CLAUSES, _LEAST_SHARE = 3, 0.15


def opponents(targets: Iterable[str]) -> frozenset[str]:
    """Whom a speaker is against, of the targets of all its clauses: who is named in several, and in a fair share."""
    counts = Counter(each for each in targets if each)
    total = sum(counts.values())
    return frozenset(name for name, count in counts.items() if count >= max(_LEAST_CLAUSES, _LEAST_SHARE * total))


def _others(clause: str, speaker: str, names: Table) -> tuple[str, ...]:
    """The states and blocs that a clause names beside its speaker, in their order."""
    tokens = list(words(clause, 0, len(clause)))
    found = names.find_in(clause)
    does = [each for each in found if not _OBJECT.search(clause[: tokens[each.first].start])]
    states = (each.actor for each in does if each.actor.kind in {"state", "bloc"})
    return tuple(actor.name for actor in states if actor.name != speaker)


def _target(at: int, named: Sequence[Sequence[str]]) -> str:
    """Whom a clause speaks against: whom it names first, else whom the nearest clause before names, else behind."""
    near = (*(at - back for back in range(5)), at + 1, at + 2)
    return next((named[each][0] for each in near if 0 <= each < len(named) and named[each]), "")


_REJECTED = re.compile(
    r"\b(?:accusations?|allegations?|charges|claims?|insinuations?|speculation|groundless|baseless|unfounded)\b",
    re.IGNORECASE,
)


_PARAGRAPHS = 3
"""Paragraphs between a charge and its rejection, at most."""


def issues(positions: Sequence[Json], names: Table) -> Iterator[Json]:
    """Charges against a party that it rejects as such in the same article: "rejected the accusations as baseless"."""
    for one in positions:
        if one["kind"] not in NEGATIVE or not _REJECTED.search(plain(one["says"])):
            continue
        charged = [
            each["id"]
            for each in positions
            if each["holder"] != one["holder"]
            and each["kind"] in (Kind.ASSERTS, Kind.WARNS, Kind.OPPOSES)
            and _near(each["place"], one["place"])
            and _CHARGE.search(plain(each["words"]))
            and _others(plain(each["words"]), each["holder"], names)[:1] == (one["holder"],)
        ]
        if charged:
            yield {
                "question": f"Are the charges against {one['holder']} borne out?",
                "kind": FACT,
                "disputed": True,
                "sides": [
                    {"label": "they are", "ids": charged[:MOST_IDS]},
                    {"label": "they are not", "ids": [one["id"]]},
                ],
                "common": [],
            }


def _near(charge: str, answer: str) -> bool:
    """Whether an answer stands in the article of a charge, and not far from it."""
    (article, first), (same, second) = charge.split("."), answer.split(".")
    return article == same and abs(int(second) - int(first)) <= _PARAGRAPHS
