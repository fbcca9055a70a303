"""The `relate` task: verified positions are grouped under the questions they answer, opposed ones as sides. Pure.

An engine may only choose among the positions it was shown, by their ids: what it names beside them is dropped and said.
A dispute needs two sides, each with a verified span, by different holders; a change of mind two of one holder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefer.extract import one_line
from briefer.issues import common_ground, kinds
from briefer.jobs import Asker, items, record, text
from briefer.model import KINDS, OTHER, POLICY, REPORT, TURN, Issue, Job, Json, Position, Problem, Reply, Side, opposed

TASK = "relate"
_IDS = items({"type": "string", "pattern": "^P[0-9]{1,4}$"}, 80)
SCHEMA = record(
    issues=items(
        record(
            question=text(200),
            kind={"type": "string", "enum": list(KINDS)},
            disputed={"type": "boolean"},
            sides=items(record(label=text(120), ids=_IDS), 6),
            common=_IDS,
        ),
        40,
    )
)
Group = tuple[Position, ...]
"""The positions of one job."""
Fits = Callable[[str, tuple[Position, ...]], bool]
"""Whether a question or label names and numbers only what its positions do."""


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
    issues.sort(key=_rank)
    every = _one_a_question((*issues, *_left_over(issues, positions)))
    return tuple(common_ground.found(issue, positions) for issue in every), tuple(problems)


def _rank(issue: Issue) -> int:
    """Disputes stand first, then what is no dispute of two but has sides against each other."""
    return 0 if issue.disputed else 1 if issue.kind in (TURN, REPORT) else 2


def _entries(reply: Reply, positions: Sequence[Position], fits: Fits) -> tuple[list[Issue], list[Problem]]:
    known = numbered(positions).by_id
    entries = reply.answer.get("issues")
    if not isinstance(entries, list):
        return [], [Problem("reply-shape", "the reply has no list of issues", TASK)]
    read = [_issue(entry, known, fits) for entry in entries]
    return [issue for issue, _ in read if issue is not None], [each for _, dropped in read for each in dropped]


def focused(issues: Sequence[Issue], focus: Sequence[str]) -> tuple[Issue, ...]:
    """The issues with those first, within disputes and within the rest, whose words hold more of `focus`."""
    wanted = [word.casefold() for word in focus]

    def share(issue: Issue) -> float:
        said = [position.statement.casefold() for position in issue.positions]
        return sum(any(word in each for word in wanted) for each in said) / len(said)

    return tuple(sorted(issues, key=lambda issue: (issue.question == OTHER, _rank(issue), -share(issue))))


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
    also = entry.get("common")
    shared = tuple(known[each] for each in map(str, also) if each in known) if isinstance(also, list) else ()
    issue, wrong = kinds.settled(
        Issue(question, str(entry.get("kind")), tuple(sides), entry.get("disputed") is True, common=shared)
    )
    if wrong:
        problems.append(Problem(*wrong, TASK))
    if issue is None:
        return None, problems
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

    Where positions have gone it may be no dispute any more, and a question or label that names what only they did is
    not asked.
    """
    sides = tuple(
        Side(side.label, kept)
        for side in issue.sides
        if (kept := tuple(left[each.id] for each in side.positions if each.id in left))
    )
    shared = tuple(left[each.id] for each in issue.common if each.id in left)
    small = replace(issue, sides=sides, common=shared)
    if issue.standing:
        disputed = issue.disputed and opposed(side.holders for side in sides if side.label)
        return replace(small, disputed=disputed, common=shared if disputed else ())
    if sides:
        small = kinds.settled(small)[0] or replace(small, kind=POLICY, disputed=False, common=())
    return small if not sides or sides == issue.sides or issue.question == OTHER else _in_known_words(small, fits)
