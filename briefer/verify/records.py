"""What a brief.json says beside its statements, against the articles and against itself. Pure.

Each field is checked where it is there, whoever wrote it; one with the schema of ours has to have them all.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from briefer import evidence
from briefer.evidence.labels import names_only
from briefer.model import Article, Json, Position, Span, Verdict
from briefer.verify import frame
from briefer.verify.parse import Reference, json_references
from briefer.verify.report import Failure
from briefer.verify.shelf import Passage, Shelf
from briefer.verify.worded import worded

_SCHEMA = "briefer.brief/1"
_NEEDED = ("holder", "holders", "speaker", "citations", "checks", "status", "reasons", "date")
_CHECKS = ("span", "integrity", "agreement", "holder")
_VERDICTS = ("checks", "status", "reasons")
_METADATA = ("sha256", "title", "outlet", "url", "published", "updated")


def check(text: str, shelf: Shelf) -> Iterator[Failure]:
    """All that a brief.json says beside its statements. `line` counts positions, as for its statements.

    Codes: `metadata`, `unknown-article`, `holder`, `speaker`, `status`, `side`, `label`, `count`, `no-such-position`,
    `missing`, `wrong-place`, `withheld`, `unsupported`.
    """
    brief: Json = json.loads(text)
    known = {str(each["id"]): _article(each, shelf) for each in _records(brief, "articles")}
    cited = json_references(brief)
    made = brief.get("schema") == _SCHEMA
    by = brief.get("made_with")
    by_rules = isinstance(by, dict) and by.get("engine") == "rules"
    passages = _passages(brief)
    for each in _records(brief, "articles"):
        yield from _metadata(each, known[str(each["id"])], passages[str(each["id"])], made)
    for number, position in enumerate(_records(brief, "positions"), start=1):
        references = cited.get(position["id"], ())
        found = (*_held(position, references, shelf, by_rules), *_cited(position, known, shelf))
        wrong = [("missing", f"a position of ours has its {key}") for key in _NEEDED if made and key not in position]
        yield from (Failure(number, code, why, str(position["statement"])) for code, why in (*wrong, *found))
    ids = Counter(str(each["id"]) for each in _records(brief, "positions"))
    for twice in (each for each, count in ids.items() if count > 1):
        yield Failure(1, "no-such-position", "two positions have one id", twice)
    positions = {str(each["id"]): each for each in _records(brief, "positions")}
    yield from chain.from_iterable(_issue(each, positions, made) for each in _records(brief, "issues"))
    placed = {
        name
        for each in _records(brief, "issues")
        for side in _records(each, "sides")
        for name in _strings(side, "positions")
    }
    for lost in (each for each in _records(brief, "positions") if made and str(each["id"]) not in placed):
        yield Failure(1, "side", "a position stands on no side of any issue", str(lost["statement"]))
    yield from _named(_records(brief, "issues"), positions, cited, shelf)
    yield from _counts(brief, known, shelf)
    yield from chain.from_iterable(_withheld(each, known) for each in _records(brief, "withheld"))


def _records(brief: Json, key: str) -> list[dict[str, Any]]:
    found = brief.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _strings(record: Json, key: str) -> list[str]:
    found = record.get(key)
    return [str(each) for each in found] if isinstance(found, list) else []


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
    if "cited" in record and record["cited"] != cited:
        yield Failure(1, "count", f"{name}: {cited} passages are cited", str(record["cited"]))


def _is_path(one: str, other: str) -> bool:
    """Whether two names are of one file, seen from different folders."""
    return one == other or one.endswith(f"/{other}") or other.endswith(f"/{one}")


def _passages(brief: Json) -> Counter[str]:
    """How many distinct passages of each article are cited, by its id."""
    every = (each for position in _records(brief, "positions") for each in position["citations"])
    return Counter(article for article, _, _ in {(str(each["article"]), each["start"], each["end"]) for each in every})


def _held(position: Json, references: Sequence[Reference], shelf: Shelf, by_rules: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with a position's holders, speaker, checks and status, each with its code."""
    holders = _strings(position, "holders")
    if "holder" in position and "holders" in position and position["holder"] != " and ".join(holders):
        yield "holder", f"its holders are {' and '.join(holders)}"
    found = [shelf.find(each)[0] for each in references]
    passages = [each for each in found if each]
    statement = str(position["statement"])
    weighed = shelf.positions(statement, passages[0]) if passages and "status" in position else ()
    if weighed:
        # another engine may have pointed at other words of the same sentence, cut otherwise: then it has a flag
        flagged = position["status"] == "partly verified" and not by_rules
        left = (*(_VERDICTS if flagged else ()), *(() if by_rules else ("speaker",)))
        compared = {key: each for key, each in position.items() if key not in left}
        yield from () if by_rules else _speaks(position, passages)
        if all(any(_differs(compared, each)) for each in weighed):
            yield from _differs(compared, weighed[0])
    elif passages:
        yield from _speaks(position, passages)
        yield from _worded(position, passages, shelf)
    yield from _consistent(position)


def _differs(position: Json, real: Position) -> Iterator[tuple[str, str]]:
    """In what a record differs from the position that the article gives."""
    fields = {
        "holder": real.holder,
        "holders": list(real.holders),
        "speaker": real.speaker,
        "paraphrase": real.paraphrase,
        "date": real.article.published,
        "checks": {name: each.verdict.value for name, each in zip(_CHECKS, real.checks.each(), strict=True)},
        "status": real.status,
        "reasons": list(real.checks.reasons),
    }
    codes = {
        "holder": "holder",
        "holders": "holder",
        "speaker": "speaker",
        "paraphrase": "metadata",
        "date": "metadata",
    }
    for key, value in fields.items():
        if key in position and position[key] != value:
            shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield codes.get(key, "status"), f"{key} is {shown or 'empty'} by the article"


def _speaks(position: Json, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Whether the speaker is one of those who speak in the passages; where they have no name, whether it is there."""
    speaker = str(position.get("speaker") or "")
    holders = [h for p in passages for each in p.said() for h in p.reading.cast.holders(each)]
    speakers = {name for each in holders for name in (each.speaker, each.actor) if name}
    for name in sorted(speakers, key=len, reverse=True):
        speaker = speaker.replace(name, "")
    left = speaker.replace(" and ", " ").strip()
    if left and (speakers or not _stands(left, passages)):
        yield "speaker", f"{left} does not speak in what is cited"


def _stands(name: str, passages: Sequence[Passage]) -> bool:
    """Whether the words of a name stand in the articles of passages."""
    words = {word for each in passages for word in evidence.folded_text(each.reading.article.text).split()}
    return set(evidence.folded_text(name).split()) <= words


def _worded(position: Json, passages: Sequence[Passage], shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Whether a statement in an engine's words is called fully verified though it is not."""
    checks = position.get("checks")
    if not isinstance(checks, dict):
        return
    if checks.get("holder") == Verdict.PASSED and not any(each.said() for each in passages):
        yield "status", "nobody is said to hold it, and its holder is called verified"
    support, flag = worded(str(position["statement"]), passages, shelf.table)
    if not support.passed:
        yield support.code, support.reason
    if not flag.passed and checks.get("agreement") == Verdict.PASSED:
        yield "status", f"it is only partly verified: {flag.reason}"


def _consistent(position: Json) -> Iterator[tuple[str, str]]:
    checks = position.get("checks")
    if not isinstance(checks, dict) or "status" not in position:
        return
    clean = set(checks) == set(_CHECKS) and all(each == Verdict.PASSED for each in checks.values())
    status = "verified" if clean else "partly verified"
    if position["status"] != status:
        yield "status", f"by its checks it is {status}"
    if clean and position.get("reasons"):
        yield "status", "it is verified, and gives reasons why not"
    if not clean and "reasons" in position and not position["reasons"]:
        yield "status", "it is only partly verified, and gives no reason"


def _cited(position: Json, known: Mapping[str, Article | None], shelf: Shelf) -> Iterator[tuple[str, str]]:
    """What is wrong with the places of a position's citations, and with its date."""
    for at, each in enumerate(position["citations"]):
        article = known.get(str(each["article"]))
        if str(each["article"]) not in known:
            yield "unknown-article", f"it cites {each['article']}, which is none of the brief's articles"
        if article is None:
            continue
        if at == 0 and "date" in position and position["date"] != article.published:
            yield "metadata", f"date is {article.published or 'not known'} by the article"
        start, end = each["start"], each["end"]
        if not all(isinstance(n, int) for n in (start, end)) or not 0 <= start < end <= len(article.text):
            continue
        there = shelf.reading(article.name).citation(Span(start, end))
        if (each["line"], each["paragraph"]) != (there.line, there.paragraph):
            yield "wrong-place", f"the words stand in ¶ {there.paragraph}, line {there.line}"


def _issue(issue: Json, positions: Mapping[str, Json], made: bool) -> Iterator[Failure]:
    """Whether the sides of an issue name those who hold their positions, and a dispute has two."""
    question = str(issue.get("question"))
    sides = _records(issue, "sides")
    if made and issue.get("id") != "i" + hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()[:8]:
        yield Failure(1, "label", "the question is not the one that its id was made of", question)
    held: list[set[str]] = []
    for side in sides:
        ids = _strings(side, "positions")
        lost = [each for each in ids if each not in positions]
        if lost:
            yield Failure(1, "no-such-position", f"a side names {lost[0]}, which is no position", question)
        names = dict.fromkeys(
            name for each in ids if each in positions for name in _strings(positions[each], "holders")
        )
        held.append(set(names))
        if "holders" in side and _strings(side, "holders") != list(names):
            reason = f"the positions of this side are held by {', '.join(names) or 'nobody'}"
            yield Failure(1, "side", reason, f"{question} {side.get('label')}: {side['holders']}")
    apart = any(a - b and b - a for at, a in enumerate(held) for b in held[at + 1 :])
    if issue.get("disputed") and not apart:
        yield Failure(1, "side", "a dispute has two sides by different holders", question)


def _named(
    issues: Sequence[Json],
    positions: Mapping[str, Json],
    cited: Mapping[str, tuple[Reference, ...]],
    shelf: Shelf,
) -> Iterator[Failure]:
    """Whether questions and labels name and number only what their positions do."""

    def words(ids: Sequence[str]) -> str:
        found = (positions[each] for each in ids if each in positions)
        said = (
            part
            for each in found
            for part in (*_strings(each, "holders"), str(each.get("speaker", "")), str(each["statement"]))
        )
        quotes = (reference.quote for each in ids for reference in cited.get(each, ()))
        return " ".join((*said, *quotes))

    for issue in issues:
        sides = _records(issue, "sides")
        every = [each for side in sides for each in _strings(side, "positions")]
        labels = [(str(side.get("label") or ""), _strings(side, "positions")) for side in sides]
        for text, ids in ((str(issue.get("question") or ""), every), *labels):
            if text and ids and not names_only(text, words(ids), shelf.table):
                yield Failure(1, "label", "it names what its positions do not", text)


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
