"""Puts positions under the standing questions of a `relate` payload, by the actors and words that these look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefer.actors import Table
from briefer.model import Json, opposed
from briefer.questions import pattern

MOST_IDS = 80
"""Positions on one side that the reply's schema has room for; further ones stand under no question."""
Side = Callable[[Json, Json], int]
"""The number of a question's side on which a position stands, or -1."""
Elsewhere = Callable[[Json], tuple[str, str]]
"""The question and the side of it where a position would stand otherwise; "" for none."""


def issues(
    payload: Json, names: Table, side: Side, elsewhere: Elsewhere, table: Sequence[str]
) -> tuple[list[Json], set[str]]:
    """The issues of the questions that somebody answers, in their order, and the ids that stand under them.

    A position stands under the first question that looks for it; but one that takes none of its sides, and one of a
    question of our table, stands there. A question without sides of its own takes those of the one in `table` that
    asks the same, whatever the week, with all that answer it.
    """
    found: list[Json] = []
    taken: set[str] = set()
    positions = payload["positions"] if payload.get("questions") else ()
    places = {each["id"]: elsewhere(each) for each in positions}
    for question in payload.get("questions", ()):
        free = [each for each in positions if each["id"] not in taken and _is_of(question, each, names)]
        meant = [each for each in free if _is_told(question, each)]
        same = _like(question, table, names)
        own = [(each, at) for each in free if (at := places[each["id"]])[1]]
        others = {each["id"] for each, (asked, _) in own if asked != same}
        if question["sides"]:
            labels = _given(question, meant, side)
            held = [
                (each, label) for each, label in zip(meant, labels, strict=True) if label or each["id"] not in others
            ]
        else:
            held = [(each, label) for each, (asked, label) in own if asked == same]
            held += [(each, "") for each in meant if not places[each["id"]][1]]
        taken.update(each["id"] for each, _ in held)
        if held:
            found.append(_issue(question, held))
    return found, taken


def _is_of(question: Json, position: Json, names: Table) -> bool:
    holders = f" and {position['holder']} and {position['speaker']} and ".casefold()
    actors = [known.name if (known := names.named(each)) else each for each in question["actors"]]
    return not actors or any(f" and {each} and ".casefold() in holders for each in actors)


def _is_told(question: Json, position: Json) -> bool:
    """Whether a position speaks of what is asked: in a word of the question, or in one of a side that says it alone.

    A name does, and several long words ("ICBM", "medium range"); many an answer to something else is "open".
    """
    telling = [word for side in question["sides"] for word in side["words"] if _tells_alone(word)]
    said = " ".join(position["says"].replace("’", "'").split())
    return not question["words"] or re.search(pattern([*question["words"], *telling]), said, re.IGNORECASE) is not None


_LONG = 4
"""Letters from which on a word is no mere part of speech: "instead of" and "not pay" tell nothing alone."""


def _tells_alone(word: str) -> bool:
    parts = re.split(r"[\s-]+", word.rstrip("*"))
    named = word[:1].isupper() or any(part.isupper() for part in parts)
    return named or (len(parts) > 1 and min(map(len, parts)) >= _LONG)


def _given(question: Json, held: Sequence[Json], side: Side) -> list[str]:
    labels = [str(each["label"]) for each in question["sides"]]
    return [labels[at] if (at := side(question, each)) >= 0 else "" for each in held]


def _like(question: Json, table: Sequence[str], names: Table) -> str:
    """The question of our table that holds at least half of the telling words of another one; "" for none."""
    asked = str(question["question"])
    for found in reversed(names.find_in(asked)):
        asked = asked.replace(found.actor.name, " ")
    own = _telling(asked)
    shares = {each: len(own & _telling(each)) for each in table}
    best = max(shares, key=lambda each: shares[each], default="")
    return best if own and best and shares[best] * 2 >= len(own) else ""


_ASKING = frozenset(
    "are been can could did does for from has have how into must not says say should that the there "
    "was were what when where which who whom why will with would about any been being".split()
)


def _telling(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return frozenset(word[:6] for word in words if word not in _ASKING)


def _issue(question: Json, held: Sequence[tuple[Json, str]]) -> Json:
    labels = [label for _, label in held]
    sides = [
        {"label": label, "ids": [each["id"] for each, own in held if own == label][:MOST_IDS]}
        for label in sorted(set(labels), key=lambda each: (not each, labels.index(each)))
    ]
    disputed = opposed(
        {each["holder"] for each, own in held if own == side["label"]} for side in sides if side["label"]
    )
    return {
        "question": question["question"],
        "kind": question["kind"],
        "disputed": disputed,
        "sides": sides,
        "common": [],
    }
