"""Answers `write`: the bottom line out of the positions' own sentences, disputes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefer.engines.rules.undisputed import leads
from briefer.evidence.alone import goes_on, leans, unstopped
from briefer.model import OTHER, Json

_FEWEST, _UNDISPUTED, _MOST = 3, 5, 6
"""Sentences: at least, where nothing is disputed, at most."""
_LONGEST = 260
"""Characters a statement of the bottom line may have; longer ones stay in the body."""


def answer(payload: Json) -> Json:
    """Three to six sentences: each dispute's sides joined by "while", then what stands first elsewhere."""
    ranks = {grade: at for at, grade in enumerate(payload.get("grades", ()))}
    by_id = {each["id"]: {**each, "rank": ranks.get(each.get("grade"), len(ranks))} for each in payload["positions"]}
    for each in payload.get("told", ()):
        by_id[each]["told"] = True
    told = [(issue, line) for issue in payload["issues"] if issue["disputed"] for line in _dispute(issue, by_id)]
    kept = _in_turn([str(issue["kind"]) for issue, _ in told])
    summary = [line for at, (_, line) in enumerate(told) if at in kept]
    used = {each for line in summary for each in line["ids"]} | set(payload.get("told", ()))
    room = (_FEWEST if summary else _UNDISPUTED) - len(summary) - len(payload.get("told", ()))
    more = [each for each in dict.fromkeys(_elsewhere(payload, by_id)) if each not in used]
    if not (summary or more):
        more = list(filter(None, [_best(list(by_id), by_id)]))
    summary += [{"text": by_id[each]["says"], "ids": [each]} for each in more[: max(0, room)]]
    return {"summary": summary}


def _elsewhere(payload: Json, by_id: Mapping[str, Json]) -> Iterator[str]:
    """What to tell where few things are disputed: the best of each other question, then of each article."""
    for issue in payload["issues"]:
        if issue["question"] != OTHER:
            yield from filter(None, [_best([i for side in issue["sides"] for i in side["ids"]], by_id)])
    yield from leads(list(by_id.values()), lambda each: _fits(each["says"]) and not leans(each["says"]))


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
    pairs = [
        (
            _told(by_id[a]) + _told(by_id[b]),
            by_id[a]["rank"] + by_id[b]["rank"],
            goes_on(by_id[b]["says"]),
            leans(by_id[a]["says"]) + leans(by_id[b]["says"]),
            _apart(by_id[a], by_id[b]),
            len(by_id[a]["says"]) + len(by_id[b]["says"]),
            turned,
            int(a[1:]),
            a,
            b,
        )
        for turned, (one, other) in enumerate((issue["sides"][:2], issue["sides"][1::-1]))
        for a in one["ids"]
        for b in other["ids"]
        if by_id[a]["holder"] != by_id[b]["holder"]
        and max(len(by_id[a]["says"]), len(by_id[b]["says"])) <= _LONGEST
        and not goes_on(by_id[a]["says"])
    ]
    if not pairs:
        return []
    *_, first, second = min(pairs)
    text = f"{unstopped(by_id[first]['says'])}, while {_inside(by_id[second]['says'])}"
    return [{"text": text, "ids": [first, second]}]


def _apart(one: Json, other: Json) -> bool:
    """Whether two positions stand in different articles, and so perhaps in different times."""
    return bool(one["place"].split(".")[0] != other["place"].split(".")[0])


def _told(position: Json) -> bool:
    """Whether a sentence above these has told a position."""
    return bool(position.get("told"))


def _inside(statement: str) -> str:
    """A statement as it reads behind "while": its article in lower case."""
    article, rest = statement.split(" ", 1)
    return f"{article.lower()} {rest}" if article in {"The", "A", "An", "One"} else statement


def _fits(statement: str) -> bool:
    """Whether a statement is short enough, and says what it means with nothing before it."""
    return len(statement) <= _LONGEST and not goes_on(statement)


def _best(ids: Sequence[str], by_id: Mapping[str, Json]) -> str:
    """The shortest of some positions that stand alone; "" where there is none, or all are too long."""
    fit = [each for each in ids if _fits(by_id[each]["says"])]
    return min(fit, key=lambda each: (by_id[each]["rank"], len(by_id[each]["says"]), int(each[1:])), default="")
