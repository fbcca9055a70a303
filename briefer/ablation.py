"""Which conclusions fall when articles are left out: a brief.json in, what falls out, schema briefer.ablation/1. Pure.

Nothing is asked and nothing guessed: a statement stands on its own spans, so it falls exactly when all the articles
that bear it are left out. A sentence of the bottom line falls with any position that it rests on, a side with its last
one, and a dispute when no two sides with different holders are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefer.model import Json, opposed

SCHEMA = "briefer.ablation/1"
ARTICLE, COPIES, OUTLET = "article", "copies", "outlet"


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left out together: one article, all copies of a story, or all of an outlet; `ids` are articles'."""

    kind: str
    name: str
    ids: frozenset[str]


def report(document: Json, run: str, cuts: Iterable[Cut]) -> dict[str, Any]:
    """What falls with each cut, the gravest first."""
    articles = {each["id"]: each for each in document["articles"]}
    positions = {each["id"]: each for each in document["positions"]}
    rows = [_row(document, positions, articles, each) for each in cuts]
    rows.sort(key=lambda row: (-len(row["summary"]), -len(row["disputes"]), -len(row["positions"]), row["name"]))
    named = {id_ for row in rows for id_ in (*row["positions"], *row["weakened"], *_because(row))}
    return {
        "schema": SCHEMA,
        "run": run,
        "title": document["title"],
        "cuts": rows,
        "positions": [
            {"id": id_, "holder": each["holder"], "statement": each["statement"]}
            for id_, each in positions.items()
            if id_ in named
        ],
    }


def cuts(document: Json) -> Iterator[Cut]:
    """Every article that is cited, every story printed several times, every outlet with several articles."""
    cited = {each["article"] for position in document["positions"] for each in position["citations"]}
    for article in document["articles"]:
        if article["id"] in cited:
            yield Cut(ARTICLE, article["name"], frozenset((article["id"],)))
    names = {each["id"]: each["name"] for each in document["articles"]}
    for story in document.get("origins", ()):
        yield Cut(COPIES, " + ".join(names[each] for each in story["articles"]), frozenset(story["articles"]))
    outlets: dict[str, list[str]] = {}
    for article in document["articles"]:
        outlets.setdefault(article["outlet"], []).append(article["id"])
    for outlet, ids in outlets.items():
        if outlet and len(ids) > 1 and cited & set(ids):
            yield Cut(OUTLET, outlet, frozenset(ids))


def named(document: Json, wanted: str, *, copies: bool) -> tuple[Cut, ...]:
    """The cuts that a person's word means: an outlet, or articles by id, name or title, or a part of these.

    `copies` leaves out with an article all others of its story. () where nothing is meant.
    """
    word = wanted.casefold()
    articles = document["articles"]
    for exact in (True, False):
        for kind, key in ((ARTICLE, "id"), (ARTICLE, "name"), (ARTICLE, "title"), (OUTLET, "outlet")):
            met = [each for each in articles if _meets(str(each[key]).casefold(), word, exact=exact)]
            if met and kind == OUTLET:
                outlets = dict.fromkeys(each["outlet"] for each in met)
                return tuple(_outlet(articles, each) for each in outlets)
            if met:
                return tuple(_article(document, each, copies=copies) for each in met)
    return ()


def surviving(document: Json, without: frozenset[str]) -> tuple[Json, ...]:
    """The positions that some other article bears as well, with what is left of their citations."""
    return tuple(
        {**position, "citations": left}
        for position in document["positions"]
        if (left := [each for each in position["citations"] if each["article"] not in without])
    )


def _meets(said: str, word: str, *, exact: bool) -> bool:
    return bool(said) and (said == word or said.endswith(f"/{word}") if exact else word in said)


def _outlet(articles: Iterable[Json], outlet: str) -> Cut:
    return Cut(OUTLET, outlet, frozenset(each["id"] for each in articles if each["outlet"] == outlet))


def _article(document: Json, article: Json, *, copies: bool) -> Cut:
    story = next((each for each in document.get("origins", ()) if article["id"] in each["articles"]), None)
    if copies and story:
        return Cut(COPIES, article["name"], frozenset(story["articles"]))
    return Cut(ARTICLE, article["name"], frozenset((article["id"],)))


def _row(document: Json, positions: Mapping[str, Json], articles: Mapping[str, Json], cut: Cut) -> dict[str, Any]:
    left = {each["id"]: each for each in surviving(document, cut.ids)}
    fallen = [id_ for id_ in positions if id_ not in left]
    weakened = [
        id_
        for id_, each in left.items()
        if len({one["article"] for one in each["citations"]})
        < len({one["article"] for one in positions[id_]["citations"]})
    ]
    gone = set(fallen)
    return {
        "kind": cut.kind,
        "name": cut.name,
        "articles": [each["name"] for id_, each in articles.items() if id_ in cut.ids],
        "summary": [
            {"text": line["text"], "because": because}
            for line in document["summary"]
            if (because := [id_ for id_ in line["positions"] if id_ in gone])
        ],
        "disputes": [each for issue in document["issues"] if (each := _dispute(issue, left, positions))],
        "sides": [
            {"question": issue["question"], "label": side["label"], "holders": side["holders"]}
            for issue in document["issues"]
            for side in issue["sides"]
            if side["positions"] and gone.issuperset(side["positions"])
        ],
        "positions": fallen,
        "weakened": weakened,
    }


def _dispute(issue: Json, left: Mapping[str, Json], positions: Mapping[str, Json]) -> dict[str, Any]:
    """What becomes of a dispute that is none any more; {} for any other issue."""
    sides = [side for side in issue["sides"] if side["label"] or not issue.get("standing")]
    remain = [[holder for id_ in side["positions"] if id_ in left for holder in left[id_]["holders"]] for side in sides]
    if not issue["disputed"] or opposed(remain):
        return {}
    heard = list(dict.fromkeys(holder for side in remain for holder in side))
    silenced = {holder for side in sides for id_ in side["positions"] for holder in positions[id_]["holders"]}
    return {"question": issue["question"], "left": heard, "silenced": sorted(silenced - set(heard))}


def _because(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (id_ for line in row["summary"] for id_ in line["because"])
