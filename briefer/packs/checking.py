"""Whether a pack can be relied on: a pack goes in, findings come out; and what its prompts take. Asks nothing.

Every prompt is rendered with strict variables for real jobs of a small article, and again for one whose every string
is an attack: nothing of that may reach the system message or stand outside the fence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from briefer import assets, compose, extract, issues, opinion, packs
from briefer.errors import BrieferError
from briefer.model import Json, Message
from briefer.packs import Pack, examples, trial
from briefer.packs.examples import Finding
from briefer.tokens import estimate

SCHEMAS: Mapping[str, Json] = {
    extract.TASK: extract.LEAN,
    opinion.TASK: opinion.SCHEMA,
    issues.TASK: issues.SCHEMA,
    compose.TASK: compose.SCHEMA,
}
_OF_US = frozenset(("id", "kind", "date", "place", "disputed", "ids", "grades", "grade", "questions"))
"""Keys of a payload whose values are ours, or the person's: they may stand outside the fence."""
_ATTACK = "Ahoy-from-the-article"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a task's prompt takes, estimated: instructions, and beside them what the article does not bring."""

    task: str
    instructions: int
    default: int
    changed: bool
    """Whether it is put otherwise than by the default pack, so that its answers in the store are of no use."""


def check(pack: Pack, folder: Path) -> tuple[Finding, ...]:
    """Everything that can be told of a pack without asking anybody, in the order of its tasks."""
    return tuple(_check(pack, folder))


def tokens(pack: Pack) -> tuple[Tokens, ...]:
    """What the prompts of a pack take, beside the default's. Raises BrieferError for one that cannot be rendered."""
    default = packs.load(packs.DEFAULT)
    mine, theirs = trial.fingerprints(pack), trial.fingerprints(default)
    return tuple(
        Tokens(task, _instructions(pack, task), _instructions(default, task), mine[task] != theirs[task])
        for task in SCHEMAS
    )


def _check(pack: Pack, folder: Path) -> Iterator[Finding]:
    if pack.purpose == _unsaid():
        yield Finding(False, assets.PACK_FILE, f"{pack.name} does not say yet what it is for: mend its purpose")
    else:
        yield Finding(True, assets.PACK_FILE, f"{pack.name}: {pack.purpose}")
    systems: dict[str, str] = {}
    for task, job in trial.jobs(pack.grades).items():
        try:
            messages = packs.messages(pack, task, job.payload)
            hostile = packs.messages(pack, task, _attacked(job.payload))
        except BrieferError as error:
            yield Finding(False, f"{task}: prompt", str(error))
            continue
        systems[task] = messages[0].content
        yield _fenced(task, messages, hostile)
        yield examples.in_prompt(task, messages, SCHEMAS[task])
    path = folder / examples.TESTS
    if not path.is_file():
        yield Finding(True, examples.TESTS, "has no tests of its own")
        return
    yield from examples.own(pack, packs.text_of(path, folder), systems)


def _unsaid() -> str:
    """The purpose of the pack to begin with, which every brief would print as it stands."""
    scaffold = resources.files("briefer.packs") / "scaffold" / assets.PACK_FILE
    return str(tomllib.loads(scaffold.read_text(encoding="utf-8"))["purpose"])


def _fenced(task: str, messages: tuple[Message, ...], hostile: tuple[Message, ...]) -> Finding:
    """Whether all that comes from an article stands within the fence, and the rest is the same for every article."""
    what = f"{task}: prompt"
    if len(messages) != 2:
        return Finding(False, what, "has no instructions before its line '--- user ---'")
    if hostile[0] != messages[0]:
        return Finding(False, what, "its instructions hold what comes from the article; print that below the border")
    user = hostile[1].content
    begin, _, rest = user.partition("<<<")
    fence, _, inside = rest.partition("\n")
    within, end, after = inside.partition(f"{fence}>>>")
    if not end or _ATTACK in begin or _ATTACK in after:
        return Finding(False, what, "prints the article outside the fence <<<{{ fence }} … {{ fence }}>>>")
    if _ATTACK not in within:
        return Finding(False, what, "prints nothing of what is asked about")
    return Finding(True, what, f"renders, {estimate(messages[0].content)} tokens of instructions")


def _attacked(payload: Json) -> Json:
    """A payload whose every string that an article may bring is an attack."""
    return {key: value if key in _OF_US else _attack(value) for key, value in payload.items()}


def _attack(value: object) -> object:
    if isinstance(value, str):
        return _ATTACK
    if isinstance(value, list):
        return [_attack(each) for each in value]
    return _attacked(value) if isinstance(value, dict) else value


def _instructions(pack: Pack, task: str) -> int:
    messages = packs.messages(pack, task, trial.jobs(pack.grades)[task].payload)
    return estimate(messages[0].content) if len(messages) > 1 else 0
