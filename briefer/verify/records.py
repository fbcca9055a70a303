"""What a brief.json says beside its statements, against the articles and against itself. Pure.

Each field is checked where it is there, whoever wrote it; one with the schema of ours has to have them all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from briefer import ahead, dates, evidence, tables
from briefer.document import SCHEMA
from briefer.model import Article, Json
from briefer.verify import copies, frame, moves, passing, positions, questions, track
from briefer.verify.fields import records, strings
from briefer.verify.parse import found_by_second, json_references
from briefer.verify.report import Failure
from briefer.verify.shelf import Shelf

_NEEDED = ("holder", "holders", "speaker", "citations", "checks", "status", "reasons", "date")
_METADATA = ("sha256", "title", "outlet", "url", "published", "updated", "dated_by")


def check(text: str, shelf: Shelf) -> Iterator[Failure]:
    """All that a brief.json says beside its statements. `line` counts positions, as for its statements.

    Codes: `metadata`, `about`, `unknown-article`, `holder`, `speaker`, `status`, `side`, `label`, `count`,
    `no-such-position`, `missing`, `wrong-place`, `withheld`, `unsupported`, `origin`, `silent`, `open`,
    `reports`, `watch`, `matrix`, `timeline`, `outlets`, `reported`.
    """
    brief: Json = json.loads(text)
    known = {str(each["id"]): _article(each, shelf) for each in records(brief, "articles")}
    cited = json_references(brief)
    made = brief.get("schema") == SCHEMA
    by = brief.get("made_with")
    by_rules = isinstance(by, dict) and by.get("engine") == "rules"
    passages = _passages(brief)
    for each in records(brief, "articles"):
        yield from _metadata(each, known[str(each["id"])], passages[str(each["id"])], made)
    only = found_by_second(brief)
    also_rules = bool(only) and brief["second_engine"].get("engine") == "rules"
    own = [(each, by_rules) for each in records(brief, "positions")]
    for number, (position, ours) in enumerate((*own, *((each, also_rules) for each in only)), start=1):
        references = cited.get(position["id"], ())
        found = (*positions.held(position, references, shelf, ours), *positions.placed(position, known, shelf))
        wrong = [("missing", f"a position of ours has its {key}") for key in _NEEDED if made and key not in position]
        yield from (Failure(number, code, why, str(position["statement"])) for code, why in (*wrong, *found))
    ids = Counter(str(each["id"]) for each in (*records(brief, "positions"), *only))
    for twice in (each for each, count in ids.items() if count > 1):
        yield Failure(1, "no-such-position", "two positions have one id", twice)
    by_id = {str(each["id"]): each for each in records(brief, "positions")}
    yield from chain.from_iterable(questions.check_sides(each, by_id, made) for each in records(brief, "issues"))
    yield from questions.silences(records(brief, "issues"))
    placed = {
        name
        for each in records(brief, "issues")
        for side in records(each, "sides")
        for name in strings(side, "positions")
    }
    for lost in (each for each in records(brief, "positions") if made and str(each["id"]) not in placed):
        yield Failure(1, "side", "a position stands on no side of any issue", str(lost["statement"]))
    yield from questions.named(records(brief, "issues"), by_id, cited, shelf)
    yield from copies.check_json(brief, known, shelf)
    yield from track.check_json(brief, shelf, by_rules)
    yield from moves.check_json(brief)
    yield from chain.from_iterable(_metadata(each, _article(each, shelf), 0, made) for each in track.articles_of(brief))
    end = ahead.end_of(str(brief.get("window") or ""), [each for each in known.values() if each])
    yield from passing.check_json(brief, known, end, shelf)
    yield from _tables(brief)
    yield from _counts(brief, known, shelf)
    yield from chain.from_iterable(_withheld(each, known) for each in records(brief, "withheld"))


def _article(record: Json, shelf: Shelf) -> Article | None:
    """The article that a record means: by its words, else by its name."""
    same = [each for each in shelf.articles if each.sha256 == record.get("sha256")]
    named = [each for each in shelf.articles if each.name == record.get("name")]
    both = [each for each in same if each in named]
    return next(iter((*both, *same, *named)), None)


def _metadata(record: Json, article: Article | None, cited: int, made: bool) -> Iterator[Failure]:
    name = str(record.get("name"))
    if article is None:
        yield Failure(1, "unknown-article", "none of the articles has this name or these words", name)
        return
    if not _is_path(name, article.name):
        yield Failure(1, "metadata", f"the article's name is {article.name}", name)
    if made and str(record["id"]) != article.id and not str(record["id"]).startswith(f"{article.id}-"):
        yield Failure(1, "metadata", f"the article's id is {article.id}", str(record["id"]))
    for key in _METADATA:
        real = getattr(article, key)
        if key in record and record[key] != real and (made or real):
            yield Failure(1, "metadata", f"{name}: {key} is {real or 'not known'}", str(record[key]))
    if made and "stated" in record and record["stated"] != dates.stated(article.dated_by):
        yield Failure(1, "metadata", f"{name}: its date is by {article.dated_by or 'nobody'}", str(record["stated"]))
    if "cited" in record and record["cited"] != cited:
        yield Failure(1, "count", f"{name}: {cited} passages are cited", str(record["cited"]))


def _is_path(one: str, other: str) -> bool:
    """Whether two names are of one file, seen from different folders."""
    return one == other or one.endswith(f"/{other}") or other.endswith(f"/{one}")


def _passages(brief: Json) -> Counter[str]:
    """How many distinct passages of each article are cited, by its id."""
    held = (*records(brief, "positions"), *found_by_second(brief))
    positions = (position["citations"] for position in held)
    return tables.cited((*positions, *(records(brief, each) for each in tables.PASSING)))


def _tables(brief: Json) -> Iterator[Failure]:
    """What is counted from the positions and issues of a brief of ours itself."""
    if brief.get("schema") != SCHEMA:
        return
    try:
        yield from _counted(brief)
    except (KeyError, TypeError, AttributeError) as error:
        yield Failure(1, "missing", f"a record lacks what its tables are made of: {error}", str(brief.get("title")))


def _counted(brief: Json) -> Iterator[Failure]:
    issues, articles = records(brief, "issues"), records(brief, "articles")
    due = tables.added_up({**brief, "issues": issues, "positions": records(brief, "positions"), "articles": articles})
    for key in ("matrix", "timeline", "outlets"):
        if key in brief and brief[key] != due[key]:
            yield Failure(1, key, "its positions do not bear this out", json.dumps(brief[key])[:80])
    for issue, own in zip(issues, due["issues"], strict=True):
        if "reported" in issue and issue["reported"] != own["reported"]:
            yield Failure(1, "reported", "other sides are only paraphrased", str(issue.get("question")))
    for each, own in zip(articles, due["articles"], strict=True):
        if any(each.get(key, own[key]) != own[key] for key in ("positions", "quoted")):
            yield Failure(1, "count", f"{own['positions']} positions rest on it", str(each.get("name")))


def _counts(brief: Json, known: Mapping[str, Article | None], shelf: Shelf) -> Iterator[Failure]:
    counts, listed = brief.get("coverage"), list(known.values())
    if isinstance(counts, dict):
        numbers = [counts.get(key) for key in ("articles", "chunks", "done", "empty", "failed")]
        whole = [each for each in numbers if isinstance(each, int)]
        wrong = frame.coverage(whole, listed, shelf) if len(whole) == len(numbers) else "coverage is counted in numbers"
        if wrong:
            yield Failure(1, "count", wrong, json.dumps(counts))
    said = brief.get("window")
    wrong = frame.window(said, listed) if isinstance(said, str) else ""
    if wrong:
        yield Failure(1, "count", wrong, str(said))


def _withheld(record: Json, known: Mapping[str, Article | None]) -> Iterator[Failure]:
    shown = str(record.get("statement"))
    if "article" in record and str(record["article"]) not in known:
        yield Failure(1, "unknown-article", f"it was withheld of {record['article']}, none of the articles", shown)
    if "why" in record and record["why"] != evidence.why(str(record.get("code"))):
        yield Failure(1, "withheld", f"the reason of {record.get('code')} is another", str(record["why"]))
