"""The `relate` task: verified positions are grouped under the questions they answer, opposed ones as sides. Pure.

An engine may only choose among the positions it was shown, by their ids: what it names beside them is dropped and said.
A dispute needs two sides, each with a verified span, by different holders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefer.extract import one_line
from briefer.jobs import Asker, items, record, text
from briefer.model import Checks, Issue, Job, Json, Position, Problem, Reply, Side, Span, opposed
from briefer.spans import places

TASK = "relate"
_IDS = items({"type": "string", "pattern": "^P[0-9]{1,4}$"}, 80)
SCHEMA = record(
    issues=items(
        record(
            question=text(200),
            kind={"type": "string", "enum": ["fact", "policy"]},
            disputed={"type": "boolean"},
            sides=items(record(label=text(120), ids=_IDS), 6),
        ),
        40,
    )
)
Group = tuple[Position, ...]
"""The positions of one job."""
Fits = Callable[[str, tuple[Position, ...]], bool]
"""Whether a question or label names and numbers only what its positions do."""

OTHER = "What else was said?"
"""The question of positions that no issue claimed."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Positions under the short ids that engines see: P1, P2, … in the order given."""

    by_id: Mapping[str, Position]

    def payload(self) -> list[Json]:
        articles: dict[str, int] = {}
        return [
            {
                "id": name,
                "holder": position.holder,
                "speaker": position.speaker,
                "kind": position.kind.value,
                "says": position.statement,
                "words": position.words,
                "date": position.article.published,
                "place": f"{articles.setdefault(position.article.id, len(articles) + 1)}.{_place(position)}",
            }
            for name, position in self.by_id.items()
        ]


def numbered(positions: Iterable[Position]) -> Numbered:
    """Positions with their ids, in the order given."""
    return Numbered({f"P{index}": position for index, position in enumerate(positions, start=1)})


def ask(positions: Sequence[Position], asker: Asker, standing: Sequence[Json] = ()) -> Job:
    """The job that asks which issues the positions answer, and where they are opposed.

    `standing` are questions that are asked in any case; without any the job is the one that it was before.
    """
    payload: dict[str, object] = {"positions": numbered(positions).payload()}
    if standing:
        payload["questions"] = list(standing)
    return asker.job(TASK, payload, SCHEMA, "relate")


def left(group: Group, outcome: Reply | Problem) -> tuple[Group, ...]:
    """The positions that are to be asked about again, since a reply broke off before them; halves where it had none."""
    if isinstance(outcome, Problem) or not outcome.broke_off or len(group) < 2:
        return ()
    found, _ = _entries(outcome, group, lambda *_: True)
    taken = {position.id for issue in found for position in issue.positions}
    rest = tuple(position for position in group if position.id not in taken)
    middle = len(group) // 2
    return ((rest,) if rest else ()) if taken else (group[:middle], group[middle:])


def read(reply: Reply, positions: Sequence[Position], fits: Fits) -> tuple[tuple[Issue, ...], tuple[Problem, ...]]:
    """The issues of a reply, disputes first; positions that none claims stand under a last one, and none is lost."""
    return read_all([(tuple(positions), reply, False)], positions, fits)


def read_all(
    steps: Iterable[tuple[Group, Reply | Problem, bool]], positions: Sequence[Position], fits: Fits
) -> tuple[tuple[Issue, ...], tuple[Problem, ...]]:
    """The issues of several replies as `read` has them; issues with the same question are one.

    Each step is a group, the outcome of its job, and whether what that leaves open was asked in a further step.
    """
    problems: list[Problem] = []
    issues: list[Issue] = []
    for group, outcome, parts in steps:
        if isinstance(outcome, Problem):
            problems.append(Problem("relate-failed", outcome.message, TASK))
            continue
        found, dropped = _entries(outcome, group, fits)
        issues += found
        problems += () if parts and not found else dropped
        problems += () if parts else outcome.problems
    issues.sort(key=lambda issue: not issue.disputed)
    return _one_a_question((*issues, *_left_over(issues, positions))), tuple(problems)


def _entries(reply: Reply, positions: Sequence[Position], fits: Fits) -> tuple[list[Issue], list[Problem]]:
    known = numbered(positions).by_id
    entries = reply.answer.get("issues")
    if not isinstance(entries, list):
        return [], [Problem("reply-shape", "the reply has no list of issues", TASK)]
    read = [_issue(entry, known, fits) for entry in entries]
    return [issue for issue, _ in read if issue is not None], [each for _, dropped in read for each in dropped]


def merge(positions: Iterable[Position]) -> tuple[Position, ...]:
    """One position for the same words by the same holder in several articles, with a citation of each.

    Positions with different verdicts stay apart: what one article denies is not borne out by another that says it.
    Speech inside speech is printed once: what the same holders say inside their own words stands in these words
    already; and what is passed on stands under its holder, with whom it came through.
    """
    distinct = {(each.article.id, each.id): each for each in positions}
    articles: dict[str, list[Position]] = {}
    for position in distinct.values():
        articles.setdefault(position.article.id, []).append(position)
    same: dict[tuple[str, str, str, str, Checks], list[Position]] = {}
    for beside in articles.values():
        near = _neighbours(beside)
        printed = [each for each in beside if not _stands_elsewhere(each, near(each))]
        several = Counter((each.holder, each.speaker, each.words) for each in printed)
        for each in printed:
            # two things that one article says in the same words are told apart by their statements
            told = each.statement if several[each.holder, each.speaker, each.words] > 1 else ""
            same.setdefault((each.holder, each.speaker, _plain(each.words), told, each.checks), []).append(each)
    return tuple(_as_one(group) for group in same.values())


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _as_one(same: Sequence[Position]) -> Position:
    """The same position in several articles as one, in whatever order they come: that of the earliest, longest one."""
    first, *others = sorted(same, key=_precedence)
    known = dict.fromkeys((citation.article.id, citation.start, citation.end) for citation in first.citations)
    citations = {(each.article.id, each.start, each.end): each for other in others for each in other.citations}
    new = (citation for key, citation in citations.items() if key not in known)
    return replace(first, citations=(*first.citations, *new))


def _precedence(position: Position) -> tuple[str, int, str, tuple[Span, ...]]:
    article = position.article
    return article.published or "9", -len(article.text), article.id, position.content


def _neighbours(beside: Sequence[Position]) -> Callable[[Position], Iterator[Position]]:
    """For each of an article's positions those that it may stand in, or that may stand in it."""
    contents, cues = places(each.content for each in beside), places(each.cue[:1] for each in beside)

    def near(position: Position) -> Iterator[Position]:
        outer = (place for cue in position.cue[:1] for place in contents.touching(cue))
        inner = (place for span in position.content for place in cues.touching(span))
        return (beside[place.owner] for place in (*outer, *inner))

    return near


def _stands_elsewhere(position: Position, near: Iterable[Position]) -> bool:
    for other in near:
        if _holds(other, position) and not _holds(position, other) and set(position.holders) & set(other.holders):
            return True
        passed_on = position.holder.casefold() in {via.casefold() for via in other.via}
        if passed_on and _holds(position, other) and _is_all_of(other, position):
            return True
    return False


def _holds(outer: Position, inner: Position) -> bool:
    """Whether one position's words hold the other's cue, and it is not their own cue as well."""
    if not inner.cue or outer.cue[:1] == inner.cue[:1]:
        return False
    return any(span.covers(inner.cue[0]) for span in outer.content)


_ALL = 0.8


def _is_all_of(inner: Position, outer: Position) -> bool:
    """Whether somebody passes on nothing but the words of another: what else they say is a position of their own."""
    spans = (*inner.source, *inner.cue, *inner.content)
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    shared = sum(max(0, min(whole.end, span.end) - max(whole.start, span.start)) for span in outer.content)
    return shared >= _ALL * sum(span.end - span.start for span in outer.content)


def focused(issues: Sequence[Issue], focus: Sequence[str]) -> tuple[Issue, ...]:
    """The issues with those first, within disputes and within the rest, whose words hold more of `focus`."""
    wanted = [word.casefold() for word in focus]

    def share(issue: Issue) -> float:
        said = [position.statement.casefold() for position in issue.positions]
        return sum(any(word in each for word in wanted) for each in said) / len(said)

    return tuple(sorted(issues, key=lambda issue: (issue.question == OTHER, not issue.disputed, -share(issue))))


def _place(position: Position) -> int:
    return position.citations[0].paragraph


def _issue(entry: object, known: Mapping[str, Position], fits: Fits) -> tuple[Issue | None, list[Problem]]:
    question = one_line(entry.get("question")) if isinstance(entry, dict) else ""
    if not isinstance(entry, dict) or not question:
        return None, [Problem("reply-shape", "an entry of the reply is not an issue", TASK)]
    problems: list[Problem] = []
    sides: list[Side] = []
    taken: set[str] = set()
    listed = entry.get("sides")
    for raw in listed if isinstance(listed, list) else (listed,):
        if not isinstance(raw, dict) or not isinstance(raw.get("ids"), list):
            problems.append(Problem("reply-shape", "a side of an issue is not a side", TASK))
            continue
        ids = [each for each in dict.fromkeys(map(str, raw["ids"])) if each not in taken]
        unknown = [each for each in ids if each not in known]
        if unknown:
            problems.append(Problem("unknown-position", "an issue names positions that do not exist", TASK))
        held = tuple(known[each] for each in ids if each in known)
        taken.update(ids)
        if held:
            sides.append(Side(one_line(raw.get("label")), held))
    if not sides:
        return None, problems
    disputed = bool(entry.get("disputed")) and opposed(side.holders for side in sides)
    if entry.get("disputed") and not disputed:
        problems.append(Problem("not-a-dispute", "a dispute has no two sides by different holders", TASK))
    kind = "fact" if entry.get("kind") == "fact" else "policy"
    issue = Issue(question, kind, tuple(sides), disputed)
    worded = _in_known_words(issue, fits)
    if worded != issue:
        message = "a question or label names what is not in its positions, and is not printed"
        problems.append(Problem("label-withheld", message, TASK))
    return worded, problems


def _in_known_words(issue: Issue, fits: Fits) -> Issue:
    """The issue without words of an engine's that name or number what its positions do not."""
    sides = tuple(each if fits(each.label, each.positions) else replace(each, label="") for each in issue.sides)
    asks = issue.question.endswith("?") and fits(issue.question, issue.positions)
    question = issue.question if asks else _neutral(issue)
    return replace(issue, question=question, sides=sides)


def _neutral(issue: Issue) -> str:
    holders = list(dict.fromkeys(holder for side in issue.sides for holder in side.holders))
    named = " and ".join(filter(None, (", ".join(holders[:-1]), holders[-1])))
    return f"Where do {named} differ?" if issue.disputed else f"What was said by {named}?"


def _left_over(issues: Sequence[Issue], positions: Sequence[Position]) -> tuple[Issue, ...]:
    taken = {position.id for issue in issues for position in issue.positions}
    rest = tuple(position for position in positions if position.id not in taken)
    return (Issue(OTHER, "policy", (Side("", rest),)),) if rest else ()


def _one_a_question(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Issues with the same question as one: their ids and headings have to be told apart."""
    asked: dict[str, Issue] = {}
    for issue in issues:
        known = asked.get(issue.question)
        asked[issue.question] = replace(known, sides=_all_sides(known, issue)) if known else issue
    return tuple(asked.values())


def _all_sides(issue: Issue, again: Issue) -> tuple[Side, ...]:
    """The sides of both; those of the same label are one, but in a dispute, whose sides stay as they are."""
    taken = {position.id for position in issue.positions}
    sides = list(issue.sides)
    for side in again.sides:
        new = tuple(position for position in side.positions if position.id not in taken)
        same = next((at for at, each in enumerate(sides) if each.label == side.label and not issue.disputed), -1)
        if same >= 0:
            sides[same] = replace(sides[same], positions=(*sides[same].positions, *new))
        elif new:
            sides.append(Side(side.label, new))
    return tuple(sides)


def narrowed(issue: Issue, left: Mapping[str, Position], fits: Fits) -> Issue:
    """The issue over those of its positions that are left, by their former ids; perhaps without a side.

    Where positions have gone, a question or label that names what only they did is not asked any more.
    """
    sides = tuple(
        Side(side.label, kept)
        for side in issue.sides
        if (kept := tuple(left[each.id] for each in side.positions if each.id in left))
    )
    held = [side.holders for side in sides if side.label or not issue.standing]
    small = replace(issue, sides=sides, disputed=issue.disputed and opposed(held))
    if issue.standing or not sides or sides == issue.sides or issue.question == OTHER:
        return small
    return _in_known_words(small, fits)
