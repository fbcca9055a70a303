"""Answers `write`: the bottom line out of the positions' own sentences, disputes first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefer.engines.rules.undisputed import leads
from briefer.model import OTHER, Json

_FEWEST, _UNDISPUTED, _MOST = 3, 5, 6
"""Sentences: at least, where nothing is disputed, at most."""
_LONGEST = 260
"""Characters a statement of the bottom line may have; longer ones stay in the body."""


def answer(payload: Json) -> Json:
    """Three to six sentences: each dispute's sides joined by "while", then what stands first elsewhere."""
    ranks = {grade: at for at, grade in enumerate(payload.get("grades", ()))}
    by_id = {each["id"]: {**each, "rank": ranks.get(each.get("grade"), len(ranks))} for each in payload["positions"]}
    told = [(issue, line) for issue in payload["issues"] if issue["disputed"] for line in _dispute(issue, by_id)]
    kept = _in_turn([str(issue["kind"]) for issue, _ in told])
    summary = [line for at, (_, line) in enumerate(told) if at in kept]
    room = (_FEWEST if summary else _UNDISPUTED) - len(summary)
    used = {each for line in summary for each in line["ids"]}
    more = [each for each in dict.fromkeys(_elsewhere(payload, by_id)) if each not in used]
    summary += [{"text": by_id[each]["says"], "ids": [each]} for each in more[: max(0, room)]]
    return {"summary": summary}


def _elsewhere(payload: Json, by_id: Mapping[str, Json]) -> Iterator[str]:
    """What to tell where few things are disputed: the best of each other question, then of each article."""
    for issue in payload["issues"]:
        if issue["question"] != OTHER:
            yield from filter(None, [_best([i for side in issue["sides"] for i in side["ids"]], by_id)])
    yield from leads(list(by_id.values()), lambda each: len(each["says"]) <= _LONGEST and not _leans(each))


def _in_turn(kinds: Sequence[str]) -> frozenset[int]:
    """Which of some disputes are told: the first ones of each kind in turn, so that no kind is crowded out."""
    before: Counter[str] = Counter()
    turns = []
    for at, kind in enumerate(kinds):
        turns.append((before[kind], at))
        before[kind] += 1
    return frozenset(at for _, at in sorted(turns)[:_MOST])


def _dispute(issue: Json, by_id: Mapping[str, Json]) -> list[Json]:
    """One sentence of one position a side: the shortest that stand alone, of one article if there are such."""
    one, other = issue["sides"][:2]
    pairs = [
        (
            by_id[a]["rank"] + by_id[b]["rank"],
            _apart(by_id[a], by_id[b]),
            _leans(by_id[a]) + _leans(by_id[b]),
            len(by_id[a]["says"]) + len(by_id[b]["says"]),
            int(a[1:]),
            a,
            b,
        )
        for a in one["ids"]
        for b in other["ids"]
        if by_id[a]["holder"] != by_id[b]["holder"] and max(len(by_id[a]["says"]), len(by_id[b]["says"])) <= _LONGEST
    ]
    if not pairs:
        return []
    *_, first, second = min(pairs)
    text = f"{_open(by_id[first]['says'])}, while {_inside(by_id[second]['says'])}"
    return [{"text": text, "ids": [first, second]}]


def _apart(one: Json, other: Json) -> bool:
    """Whether two positions stand in different articles, and so perhaps in different times."""
    return bool(one["place"].split(".")[0] != other["place"].split(".")[0])


_LEANING = re.compile(
    r"\b(?:the|this|that|such|these)\s+(?:statement|proposal|draft|text|plan|move|step|actions?|measures?|charge)\b",
    re.IGNORECASE,
)


def _leans(position: Json) -> bool:
    """Whether a sentence speaks of what another one has introduced: "refused to back the statement"."""
    return bool(_LEANING.search(position["says"]))


def _inside(statement: str) -> str:
    """A statement as it reads behind "while": its article in lower case."""
    article, rest = statement.split(" ", 1)
    return f"{article.lower()} {rest}" if article in {"The", "A", "An", "One"} else statement


def _best(ids: Sequence[str], by_id: Mapping[str, Json]) -> str:
    """The shortest of some positions, or "" where all are too long."""
    fit = [each for each in ids if len(by_id[each]["says"]) <= _LONGEST]
    return min(fit, key=lambda each: (by_id[each]["rank"], len(by_id[each]["says"]), int(each[1:])), default="")


def _open(statement: str) -> str:
    """A statement without its final full stop, also inside a closing quotation mark."""
    if statement.endswith((".”", '."')):
        return statement[:-2] + statement[-1]
    return statement.removesuffix(".")
