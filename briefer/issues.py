"""The `relate` task: verified positions are grouped under the questions they answer, opposed ones as sides. Pure.

An engine may only choose among the positions it was shown, by their ids: what it names beside them is dropped and said.
A dispute needs two sides, each with a verified span, by different holders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefer.jobs import Asker, items, record, text
from briefer.model import Citation, Issue, Job, Json, Position, Problem, Reply, Side

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


def ask(positions: Sequence[Position], asker: Asker) -> Job:
    """The job that asks which issues the positions answer, and where they are opposed."""
    return asker.job(TASK, {"positions": numbered(positions).payload()}, SCHEMA, "relate")


def read(reply: Reply, positions: Sequence[Position]) -> tuple[tuple[Issue, ...], tuple[Problem, ...]]:
    """The issues of a reply, disputes first; positions that none claims stand under a last one, and none is lost."""
    known = numbered(positions).by_id
    problems: list[Problem] = []
    issues: list[Issue] = []
    entries = reply.answer.get("issues")
    for entry in entries if isinstance(entries, list) else ():
        issue, dropped = _issue(entry, known)
        problems.extend(dropped)
        if issue is not None:
            issues.append(issue)
    if not isinstance(entries, list):
        problems.append(Problem("reply-shape", "the reply has no list of issues", TASK))
    issues.sort(key=lambda issue: not issue.disputed)
    return (*issues, *_left_over(issues, positions)), tuple(problems)


def merge(positions: Iterable[Position]) -> tuple[Position, ...]:
    """One position for the same words by the same holder in several articles, with a citation of each.

    Speech inside speech is printed once: what the same holders say inside their own words stands in these words
    already; and what is passed on stands under its holder, with whom it came through.
    """
    positions = tuple(positions)
    merged: dict[tuple[str, str, str], Position] = {}
    for position in (each for each in positions if not _stands_elsewhere(each, positions)):
        key = (position.holder, position.speaker, " ".join(position.words.casefold().split()))
        first = merged.get(key)
        merged[key] = position if first is None else replace(first, citations=_joined(first, position))
    return tuple(merged.values())


def _stands_elsewhere(position: Position, positions: Sequence[Position]) -> bool:
    for other in positions:
        if other is position or other.article is not position.article:
            continue
        if _holds(other, position) and set(position.holders) & set(other.holders):
            return True
        if _holds(position, other) and position.holder.casefold() in {via.casefold() for via in other.via}:
            return True
    return False


def _holds(outer: Position, inner: Position) -> bool:
    """Whether one position's words hold the other's cue."""
    return bool(inner.cue) and any(span.covers(inner.cue[0]) for span in outer.content)


def focused(issues: Sequence[Issue], focus: Sequence[str]) -> tuple[Issue, ...]:
    """The issues with those first, within disputes and within the rest, whose words hold more of `focus`."""
    wanted = [word.casefold() for word in focus]

    def share(issue: Issue) -> float:
        said = [position.statement.casefold() for position in issue.positions]
        return sum(any(word in each for word in wanted) for each in said) / len(said)

    return tuple(sorted(issues, key=lambda issue: (issue.question == OTHER, not issue.disputed, -share(issue))))


def _joined(first: Position, again: Position) -> tuple[Citation, ...]:
    known = {(citation.article.id, citation.start, citation.end) for citation in first.citations}
    new = (each for each in again.citations if (each.article.id, each.start, each.end) not in known)
    return (*first.citations, *new)


def _place(position: Position) -> int:
    return position.citations[0].paragraph


def _issue(entry: object, known: Mapping[str, Position]) -> tuple[Issue | None, list[Problem]]:
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str) or not entry["question"].strip():
        return None, [Problem("reply-shape", "an entry of the reply is not an issue", TASK)]
    question = " ".join(entry["question"].split())
    problems: list[Problem] = []
    sides: list[Side] = []
    taken: set[str] = set()
    for raw in entry.get("sides") or ():
        if not isinstance(raw, dict) or not isinstance(raw.get("ids"), list):
            problems.append(Problem("reply-shape", f"a side of {question!r} is not a side", TASK))
            continue
        ids = [each for each in dict.fromkeys(map(str, raw["ids"])) if each not in taken]
        unknown = [each for each in ids if each not in known]
        if unknown:
            message = f"{question!r} names {', '.join(unknown)}: no such position"
            problems.append(Problem("unknown-position", message, TASK))
        held = tuple(known[each] for each in ids if each in known)
        taken.update(ids)
        if held:
            sides.append(Side(" ".join(str(raw.get("label", "")).split()), held))
    if not sides:
        return None, problems
    disputed = bool(entry.get("disputed")) and _is_dispute(sides)
    if entry.get("disputed") and not disputed:
        problems.append(Problem("not-a-dispute", f"{question!r} has no two sides by different holders", TASK))
    kind = "fact" if entry.get("kind") == "fact" else "policy"
    return Issue(question, kind, tuple(sides), disputed), problems


def _is_dispute(sides: Sequence[Side]) -> bool:
    """Whether two sides have each a holder whom the other has not."""
    return any(
        set(one.holders) - set(other.holders) and set(other.holders) - set(one.holders)
        for index, one in enumerate(sides)
        for other in sides[index + 1 :]
    )


def _left_over(issues: Sequence[Issue], positions: Sequence[Position]) -> tuple[Issue, ...]:
    taken = {position.id for issue in issues for position in issue.positions}
    rest = tuple(position for position in positions if position.id not in taken)
    return (Issue(OTHER, "policy", (Side("", rest),)),) if rest else ()
