"""What a brief repeats of earlier ones: who held what on which question week by week, and what changed. Pure.

That a holder is not heard in a brief, and how many lie between, cannot be told from the articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefer import dates
from briefer.evidence.labels import names_only
from briefer.model import Json
from briefer.verify import sides, sources
from briefer.verify.fields import records, strings
from briefer.verify.outline import ChainOutline, Entry, IssueOutline, Outline, StepOutline
from briefer.verify.parse import earlier_records, references
from briefer.verify.report import Failure
from briefer.verify.shape import FLAG, FOLDED, STEP
from briefer.verify.shelf import Shelf

_LATER = ("changed", "also", "further")
Held = Mapping[tuple[str, str], frozenset[str]]
"""The labels under which a holder stands on a question in this brief."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A step as it is told, in Markdown or JSON; `entry` is None where nothing moved in it."""

    line: int
    kind: str
    since: str
    until: str
    briefs: int
    label: str = ""
    entry: Entry | None = None


def check(outline: Outline, shelf: Shelf) -> Iterator[Failure]:
    """The sections on changes and on the weeks of a Markdown brief. Codes: `track`, `metadata`, `holder`, `label`."""
    for entry in outline.changes:
        articles = sources.articles_of(entry.references[:1], shelf)
        due = sources.origin(articles[0]) if articles else ""
        if due and entry.origin and due not in entry.origin:
            yield Failure(entry.line, "metadata", f"the article it cites is of {due}", entry.origin)
        yield from sides.below(entry, shelf, outline.by_rules)
    held = _held(outline.issues)
    now = next((dates.short(counts["window"]) for _, counts in outline.counts), "")
    for chain in outline.chains:
        holder, question = _named(chain, held)
        if not holder:
            yield Failure(chain.line, "track", "nobody is heard on such a question in this brief", chain.heading)
            continue
        steps = list(_told(chain))
        for each in chain.steps:
            yield from _readable(each, shelf)
            if each.entry:
                yield from sides.below(each.entry, shelf, outline.by_rules)
        yield from _chain(chain.line, (holder, question), steps, held, now)
        yield from _words(holder, steps, held[holder, question], shelf)


def _held(issues: Sequence[IssueOutline]) -> Held:
    found: dict[tuple[str, str], set[str]] = {}
    for issue in issues:
        for side in issue.sides:
            for holder in side.holders.split(", "):
                found.setdefault((holder, issue.question), set()).add(side.label)
    return {key: frozenset(labels) for key, labels in found.items()}


def _named(chain: ChainOutline, held: Held) -> tuple[str, str]:
    """Holder and question of a heading; two empty strings where this brief has no such holder on no such question."""
    return next((key for key in held if sources.same(f"{key[0]}: {key[1]}", chain.heading)), ("", ""))


def _told(chain: ChainOutline) -> Iterator[_Step]:
    for each in chain.steps:
        if each.entry:
            found = STEP.match(each.entry.origin.rpartition(": ")[0])
            if found:
                told = (found["kind"], found["window"], found["window"], 1, found["label"] or "", each.entry)
                yield _Step(each.line, *told)
        elif found := FOLDED.match(each.folded):
            until = found["until"] or found["window"]
            yield _Step(each.line, "unchanged", found["window"], until, int(found["briefs"]))


def _readable(step: StepOutline, shelf: Shelf) -> Iterator[Failure]:
    """The line below a statement has the form of one, and ends with outlet and day of the article it cites."""
    if step.entry is None:
        return
    head, _, _ = step.entry.origin.rpartition(": ")
    articles = sources.articles_of(step.entry.references[:1], shelf)
    due = sources.origin(articles[0]) if articles else ""
    if not STEP.match(head) or (due and not step.entry.origin.endswith(f": {due}")):
        reason = f"the article it cites is of {due}" if STEP.match(head) else "no such step is known"
        yield Failure(step.line, "metadata", reason, step.entry.origin)


def _chain(line: int, key: tuple[str, str], steps: Sequence[_Step], held: Held, now: str) -> Iterator[Failure]:
    """What is wrong with the order of the steps, their kinds, their sides and their windows."""
    shown = f"{key[0]}: {key[1]}"
    first = [each for each in steps if each.since == steps[0].since and each.kind == steps[0].kind] if steps else []
    later = [each for each in steps if each not in first]
    if not first or first[0].kind != "first" or any(each.kind not in (*_LATER, "unchanged") for each in later):
        yield Failure(line, "track", "the first step is the only one that is called so", shown)
        return
    if not later or (now and later[-1].until != now):
        yield Failure(line, "track", f"the last step is of {now}, and one more is before it", shown)
    days = [day for each in steps for day in (_days(each.since)[0], _days(each.until)[0]) if day]
    if days != sorted(days):
        yield Failure(line, "track", "the steps are not in the order of time", shown)
    for each in later:
        weeks = _weeks(each)
        if weeks and not 0 < each.briefs <= weeks:
            yield Failure(each.line, "track", f"{each.since} to {each.until} are no {each.briefs} briefs", shown)
    yield from _sides(line, steps, held[key], shown)


def _sides(line: int, steps: Sequence[_Step], labels: frozenset[str], shown: str) -> Iterator[Failure]:
    """Whoever changed takes another side than before, and the sides at the end are those of this brief."""
    own: set[str] = set()
    for at, each in enumerate(steps):
        moves = {step.label for step in steps if step.since == each.since and step.kind == each.kind}
        if each.kind == "unchanged" or (at and steps[at - 1].since == each.since and steps[at - 1].kind == each.kind):
            continue
        if each.kind in ("changed", "also") and moves & own:
            yield Failure(each.line, "track", f"{', '.join(sorted(moves & own))} was held before", shown)
        own = moves if each.kind in ("first", "changed") else own | moves
    if (labels - {""}) - own:
        yield Failure(line, "track", f"in this brief it holds: {', '.join(sorted(labels - {''}))}", shown)


def _words(holder: str, steps: Sequence[_Step], labels: frozenset[str], shelf: Shelf) -> Iterator[Failure]:
    """Each statement is the holder's, of a day of its window, and its label names nothing else."""
    for each in steps:
        if each.entry is None:
            continue
        weighed = sides.weighed(each.entry, shelf)
        who = {name for found in weighed for name in found.holders} or set(sides.candidates(each.entry, shelf))
        if who and holder not in who:
            yield Failure(each.line, "holder", f"{holder} does not hold it in what is cited", each.entry.said)
        if each.label not in labels and not names_only(each.label, sides.words([each.entry], shelf), shelf.table):
            yield Failure(each.line, "label", "the label names what its position does not", each.label)
        start, end = _days(each.since)
        for article in sources.articles_of(each.entry.references[:1], shelf):
            if article.published and start and not start <= article.published <= end:
                yield Failure(each.line, "track", f"the article is of {article.published}", each.entry.origin)


def _days(label: str) -> tuple[str, str]:
    """The first and the last day of a window as it is named; two empty strings where it names none."""
    if "-W" in label:
        try:
            return dates.window(label)
        except ValueError:
            return "9", ""
    named = [each.strip(",") for each in label.split() if each[:1].isdigit() and "-" in each]
    first, last = (named[0], named[-1]) if named else ("", "")
    return ("0" if label.startswith("until") else first, "9" if label.startswith("since") else last)


def _weeks(step: _Step) -> int:
    """How many weeks a step spans; 0 where its windows are no weeks."""
    if "-W" not in step.since or "-W" not in step.until:
        return 0
    return dates.apart(_days(step.since)[0], _days(step.until)[0]) // 7 + 1


# --- brief.json -------------------------------------------------------------------------------------------------------


def check_json(brief: Json, shelf: Shelf, by_rules: bool) -> Iterator[Failure]:
    """What a brief.json repeats of earlier briefs. `line` counts chains. Codes as in `check`."""
    for each, names in earlier_records(brief):
        entry = _entry(1, each, names)
        articles = sources.articles_of(entry.references[:1], shelf)
        if articles and each.get("date") != articles[0].published:
            yield Failure(1, "metadata", f"its article is of {articles[0].published or 'no day'}", entry.said)
        yield from sides.below(entry, shelf, by_rules) if "reasons" in each else ()
    track = brief.get("track")
    if not isinstance(track, dict):
        return
    names = {str(each["id"]): str(each["name"]) for each in records(track, "articles")}
    held: dict[tuple[str, str], set[str]] = {}
    for issue in records(brief, "issues"):
        for side in records(issue, "sides"):
            for holder in strings(side, "holders"):
                held.setdefault((holder, str(issue.get("question"))), set()).add(str(side.get("label")))
    known: Held = {key: frozenset(labels) for key, labels in held.items()}
    now = dates.short(str(brief.get("window", "")))
    for line, chain in enumerate(records(track, "chains"), start=1):
        key = str(chain.get("holder")), str(chain.get("question"))
        if key not in known:
            yield Failure(line, "track", "nobody is heard on such a question in this brief", ": ".join(key))
            continue
        steps = [told for each in records(chain, "steps") for told in _of_record(line, each, names)]
        briefs = sum(_number(each, "briefs") for each in records(chain, "steps"))
        if chain.get("briefs") != briefs:
            reason = f"{briefs} briefs are told of, and not {chain.get('briefs')}"
            yield Failure(line, "count", reason, ": ".join(key))
        yield from _chain(line, key, steps, known, now)
        yield from _words(key[0], steps, known[key], shelf)


def _of_record(line: int, step: Json, names: Mapping[str, str]) -> Iterator[_Step]:
    told = (str(step.get("kind")), str(step.get("since")), str(step.get("until")), _number(step, "briefs"))
    said = records(step, "said")
    if bool(said) == (told[0] == "unchanged"):
        yield _Step(line, "no such step", *told[1:])
    elif not said:
        yield _Step(line, *told)
    for each in said:
        yield _Step(line, *told, str(each.get("label")), _entry(line, each, names))


def _entry(line: int, record: Json, names: Mapping[str, str]) -> Entry:
    flag = f"{FLAG} {'; '.join(strings(record, 'reasons'))}" if strings(record, "reasons") else ""
    return Entry(line, str(record["statement"]), tuple(references(record, names)), "", flag)


def _number(record: Json, key: str) -> int:
    value = record.get(key)
    return value if isinstance(value, int) else 0


def articles_of(brief: Json) -> Iterator[Json]:
    """The articles of earlier briefs that a brief.json tells of, without how often they are cited."""
    for key in ("changes", "track"):
        part = brief.get(key)
        for each in records(part, "articles") if isinstance(part, dict) else ():
            yield {name: value for name, value in each.items() if name != "cited"}
