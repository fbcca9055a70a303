"""Answers `write`: the bottom line out of the positions' own sentences, disputes first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefer.model import Json

_MOST = 6
_LONGEST = 260
"""Characters a statement of the bottom line may have; longer ones stay in the body."""


def answer(payload: Json) -> Json:
    """Three to six sentences: each dispute's sides joined by "while", then what was said most briefly elsewhere."""
    ranks = {grade: at for at, grade in enumerate(payload.get("grades", ()))}
    by_id = {each["id"]: {**each, "rank": ranks.get(each.get("grade"), len(ranks))} for each in payload["positions"]}
    summary = [line for issue in payload["issues"] if issue["disputed"] for line in _dispute(issue, by_id)][:_MOST]
    if len(summary) < 3:
        used = {each for line in summary for each in line["ids"]}
        for issue in payload["issues"]:
            best = _best([i for side in issue["sides"] for i in side["ids"]], by_id)
            if best and best not in used and len(summary) < 3:
                used.add(best)
                summary.append({"text": by_id[best]["says"], "ids": [best]})
    return {"summary": summary}


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
    if statement.endswith(".”"):
        return statement[:-2] + "”"
    return statement.removesuffix(".")
