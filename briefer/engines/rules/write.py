"""Answers `write`: the bottom line out of the positions' own sentences, what changed first, then disputes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from briefer.engines.rules.undisputed import leads
from briefer.evidence.alone import FALLS, STANDS, leaning
from briefer.model import OTHER, Json

_FEWEST, _UNDISPUTED, _MOST = 3, 5, 6
"""Sentences: at least, where nothing is disputed, at most."""
_LONGEST = 260
"""Characters a statement of the bottom line may have; longer ones stay in the body."""


def answer(payload: Json) -> Json:
    """Three to six sentences: each dispute's sides joined by "while", then what stands first elsewhere.

    A change that is a side of a dispute is told with it, and such disputes first; any other one by itself.
    """
    ranks = {grade: at for at, grade in enumerate(payload.get("grades", ()))}
    by_id = {each["id"]: {**each, "rank": ranks.get(each.get("grade"), len(ranks))} for each in payload["positions"]}
    told = [(issue, line) for issue in payload["issues"] if issue["disputed"] for line in _dispute(issue, by_id, ())]
    summary = list(_changes(payload, by_id))
    used = {each for line in summary for each in line["ids"]}
    told = [(issue, line) for issue, line in told if used.isdisjoint(_ids(issue))]
    kept = _in_turn([str(issue["kind"]) for issue, _ in told], _MOST - len(summary))
    summary += [line for at, (_, line) in enumerate(told) if at in kept]
    room = (_FEWEST if summary else _UNDISPUTED) - len(summary)
    used = {each for line in summary for each in line["ids"]}
    more = [each for each in dict.fromkeys(_elsewhere(payload, by_id)) if each not in used]
    summary += [{"text": by_id[each]["says"], "ids": [each]} for each in more[: max(0, room)]]
    return {"summary": summary}


def _changes(payload: Json, by_id: Mapping[str, Json]) -> Iterator[Json]:
    """A sentence for each change: the dispute that it is a side of, or its briefest statement."""
    used: set[str] = set()
    for ids in payload.get("changes", ()):
        disputes = [each for each in payload["issues"] if each["disputed"] and not set(ids).isdisjoint(_ids(each))]
        told = [line for issue in disputes for line in _dispute(issue, by_id, ids) if set(ids) & set(line["ids"])]
        best = _best(ids, by_id)
        told += [{"text": by_id[best]["says"], "ids": [best]}] if best else []
        if used.isdisjoint(ids):
            yield from told[:1]
            used.update(each for line in told[:1] for each in line["ids"])


def _elsewhere(payload: Json, by_id: Mapping[str, Json]) -> Iterator[str]:
    """What to tell where few things are disputed: the best of each other question, then of each article."""
    for issue in payload["issues"]:
        if issue["question"] != OTHER:
            yield from filter(None, [_best(_ids(issue), by_id)])
    yield from leads(list(by_id.values()), lambda each: _fits(each) and leaning(each["says"]) == STANDS)


def _ids(issue: Json) -> list[str]:
    return [each for side in issue["sides"] for each in side["ids"]]


def _in_turn(kinds: Sequence[str], most: int) -> frozenset[int]:
    """Which of some disputes are told: the first ones of each kind in turn, so that no kind is crowded out."""
    before: Counter[str] = Counter()
    turns = []
    for at, kind in enumerate(kinds):
        turns.append((before[kind], at))
        before[kind] += 1
    return frozenset(at for _, at in sorted(turns)[:most])


def _dispute(issue: Json, by_id: Mapping[str, Json], wanted: Collection[str]) -> list[Json]:
    """One sentence of one position a side: the shortest that stand alone, of one article if there are such.

    Where one of `wanted` can be told, it is, and comes first.
    """
    one, other = issue["sides"][:2]
    pairs = [
        (
            a not in wanted and b not in wanted,
            by_id[a]["rank"] + by_id[b]["rank"],
            _apart(by_id[a], by_id[b]),
            leaning(by_id[a]["says"]) + leaning(by_id[b]["says"]),
            len(by_id[a]["says"]) + len(by_id[b]["says"]),
            int(a[1:]),
            a,
            b,
        )
        for a in one["ids"]
        for b in other["ids"]
        if by_id[a]["holder"] != by_id[b]["holder"] and _fits(by_id[a]) and _fits(by_id[b])
    ]
    if not pairs:
        return []
    *_, first, second = min(pairs)
    if second in wanted and first not in wanted:
        first, second = second, first
    text = f"{_open(by_id[first]['says'])}, while {_inside(by_id[second]['says'])}"
    return [{"text": text, "ids": [first, second]}]


def _apart(one: Json, other: Json) -> bool:
    """Whether two positions stand in different articles, and so perhaps in different times."""
    return bool(one["place"].split(".")[0] != other["place"].split(".")[0])


def _fits(position: Json) -> bool:
    """Whether a position can be told in the bottom line: it is short, and says by itself what it is about."""
    return len(position["says"]) <= _LONGEST and leaning(position["says"]) < FALLS


def _inside(statement: str) -> str:
    """A statement as it reads behind "while": its article in lower case."""
    article, rest = statement.split(" ", 1)
    return f"{article.lower()} {rest}" if article in {"The", "A", "An", "One"} else statement


def _best(ids: Sequence[str], by_id: Mapping[str, Json]) -> str:
    """The shortest of some positions that stand alone, or "" where none can be told."""
    fit = [each for each in ids if _fits(by_id[each])]
    return min(fit, key=lambda each: (by_id[each]["rank"], *_weight(by_id[each]["says"]), int(each[1:])), default="")


def _weight(statement: str) -> tuple[int, int]:
    return leaning(statement), len(statement)


def _open(statement: str) -> str:
    """A statement without its final full stop, also inside a closing quotation mark."""
    if statement.endswith((".”", '."')):
        return statement[:-2] + statement[-1]
    return statement.removesuffix(".")
