"""A position of a brief.json beside its statement: holders, speaker, checks, places, against the articles. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from briefer import evidence
from briefer.document import told_days
from briefer.fragments import link
from briefer.model import Article, Json, Kind, Modality, Position, Span, Verdict
from briefer.verify.fields import strings
from briefer.verify.parse import Reference
from briefer.verify.shape import printed
from briefer.verify.shelf import Passage, Shelf
from briefer.verify.worded import worded

_CHECKS = ("span", "integrity", "agreement", "holder")
_VERDICTS = ("checks", "status", "reasons")
_PLACES = ("source", "cue", "content")
_ENGINES = ("speaker", "kind", "modality", "about", *_PLACES)
"""Fields that another engine may fill otherwise than the embedded one, and be right."""
_VALUES = {"kind": frozenset(Kind), "modality": frozenset(Modality)}


def held(position: Json, references: Sequence[Reference], shelf: Shelf, by_rules: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with a position's holders, speaker, checks and status, each with its code."""
    holders = strings(position, "holders")
    if "holder" in position and "holders" in position and position["holder"] != " and ".join(holders):
        yield "holder", f"its holders are {' and '.join(holders)}"
    found = [shelf.find(each)[0] for each in references]
    passages = [each for each in found if each]
    statement = str(position["statement"])
    weighed = shelf.positions(statement, passages[0]) if passages and "status" in position else ()
    if weighed:
        # another engine may have pointed at other words of the same sentence, cut otherwise: then it has a flag
        flagged = position["status"] == "partly verified" and not by_rules
        left = (*(_VERDICTS if flagged else ()), *(() if by_rules else _ENGINES))
        compared = {key: each for key, each in position.items() if key not in left}
        yield from () if by_rules else (*_speaks(position, passages), *_speaks_of(position, passages))
        if all(any(_differs(compared, each)) for each in weighed):
            yield from _differs(compared, weighed[0])
    elif passages:
        yield from (*_speaks(position, passages), *_speaks_of(position, passages))
        yield from _worded(position, passages, shelf)
    yield from _consistent(position)


def _differs(position: Json, real: Position) -> Iterator[tuple[str, str]]:
    """In what a record differs from the position that the article gives."""
    fields = {
        "holder": real.holder,
        "holders": list(real.holders),
        "speaker": real.speaker,
        "kind": real.kind.value,
        "modality": real.modality.value,
        "about": real.about,
        "paraphrase": real.paraphrase,
        "date": real.article.published,
        **{key: [list(span) for span in getattr(real, key)] for key in _PLACES},
        "checks": {name: each.verdict.value for name, each in zip(_CHECKS, real.checks.each(), strict=True)},
        "status": real.status,
        "reasons": list(real.checks.reasons),
    }
    codes = {
        "holder": "holder",
        "holders": "holder",
        "speaker": "speaker",
        "kind": "metadata",
        "modality": "metadata",
        "about": "about",
        "paraphrase": "metadata",
        "date": "metadata",
        **dict.fromkeys(_PLACES, "metadata"),
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


def _speaks_of(position: Json, passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Whether the passages name whom a position is about, and whether kind and modality are ones there are."""
    name = str(position.get("about") or "")
    if name and not any(evidence.is_named(each.reading, name, (each.span,)) for each in passages):
        yield "about", f"what is cited does not name {name}"
    for key, values in _VALUES.items():
        if key in position and position[key] not in values:
            yield "metadata", f"there is no {key} {position[key]}"


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


def placed(position: Json, known: Mapping[str, Article | None], shelf: Shelf) -> Iterator[tuple[str, str]]:
    """What is wrong with the places of a position's citations, and with its date."""
    for at, each in enumerate(position["citations"]):
        article = known.get(str(each["article"]))
        if str(each["article"]) not in known:
            yield "unknown-article", f"it cites {each['article']}, which is none of the brief's articles"
        if article is None:
            continue
        if at == 0 and "date" in position and position["date"] != article.published:
            yield "metadata", f"date is {article.published or 'not known'} by the article"
        if at == 0 and "days" in position and position["days"] != told_days(str(position["statement"]), article):
            yield "metadata", "its words do not mean these days"
        start, end = each["start"], each["end"]
        if not all(isinstance(n, int) for n in (start, end)) or not 0 <= start < end <= len(article.text):
            continue
        there = shelf.reading(article.name).citation(Span(start, end))
        said = (each["line"], each["paragraph"], each.get("page", there.page))
        if said != (there.line, there.paragraph, there.page):
            yield "wrong-place", f"the words stand in {printed(there)}"
        if "link" in each and each["link"] != link(article, start, end):
            yield "metadata", f"its passage cannot be opened at {each['link']}"
