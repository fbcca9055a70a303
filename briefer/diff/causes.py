"""Why two briefs may differ: what they were made with, held against each other. Pure.

A stage of the line depends on some of it only: a prompt of `write` cannot have lost a position. So the causes of a
change are those differences that reach the stage at which it came about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefer import compose, extract, issues, opinion
from briefer.model import Json

SOURCES, ANSWER = "sources", "answer"
"""Other articles; and nothing that is known, so that the same question was answered otherwise."""
STAGES = (extract.TASK, opinion.TASK, issues.TASK, compose.TASK)
_REACHES: Mapping[str, tuple[str, ...]] = {
    extract.TASK: (extract.TASK,),
    opinion.TASK: (extract.TASK, opinion.TASK),
    issues.TASK: (extract.TASK, issues.TASK),
    compose.TASK: STAGES,
}
"""The stages on whose answers one rests, itself among them."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two briefs: its document, its run's id and settings; {} for a brief.json without its run."""

    document: Json
    run: str = ""
    settings: Json = field(default_factory=dict)

    @property
    def told(self) -> dict[str, Any]:
        made = self.document["made_with"]
        keys = ("engine", "model", "pack", "version")
        return {"run": self.run, "title": self.document["title"], "window": self.document["window"]} | {
            key: made[key] for key in keys
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the briefs were made with and that differs; `stages` are those that it can have changed."""

    what: str
    before: str
    after: str
    stages: tuple[str, ...] = STAGES

    @property
    def told(self) -> dict[str, Any]:
        return {"what": self.what, "before": self.before, "after": self.after, "stages": list(self.stages)}


@dataclass(frozen=True, slots=True)
class Differences:
    """All of them, in the order in which they are told."""

    all: tuple[Difference, ...]

    def at(self, task: str) -> list[str]:
        """What can have changed the outcome of a task, other articles apart."""
        reached = set(_REACHES[task])
        return [each.what for each in self.all if each.what != SOURCES and reached & set(each.stages)]

    def causes(self, task: str, *, sources: bool) -> list[str]:
        """Every known cause of a change at a stage; `sources` says whether other articles can be one."""
        among = [SOURCES] if sources and any(each.what == SOURCES for each in self.all) else []
        return [*among, *self.at(task)] or [ANSWER]


def differing(before: Side, after: Side) -> Differences:
    """What two briefs were made with that differs."""
    one, other = before.document["made_with"], after.document["made_with"]
    found = [_sources(before.document, after.document)]
    found += [_plainly(key, one[key], other[key]) for key in ("engine", "model") if one["engine"] or key == "engine"]
    found += [_pack(before, after), _rules(before, after), _answers(before, after), _review(before, after)]
    return Differences(tuple(each for each in found if each.before != each.after))


def _plainly(what: str, before: object, after: object, stages: tuple[str, ...] = STAGES) -> Difference:
    return Difference(what, str(before), str(after), stages)


def _sources(before: Json, after: Json) -> Difference:
    """The articles by their words; as people read it, how many only one of the briefs has."""
    one, other = ({each["sha256"]: each["name"] for each in document["articles"]} for document in (before, after))
    only = (
        sorted(one[each] for each in one.keys() - other.keys()),
        sorted(other[each] for each in other.keys() - one.keys()),
    )
    if not any(only):
        return Difference(SOURCES, "", "")
    told = [f"{len(all_)} articles{_listed(names)}" for all_, names in zip((one, other), only, strict=True)]
    if told[0] == told[1]:
        told = [f"{each} ({words})" for each, words in zip(told, ("as it was", "in other words"), strict=True)]
    return Difference(SOURCES, told[0], told[1])


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f", only here: {', '.join(names[:3])}{more}" if names else ""


def _pack(before: Side, after: Side) -> Difference:
    """The pack, by its words; the stages are those whose prompts it puts otherwise, where the runs remember them."""
    one, other = before.document["made_with"], after.document["made_with"]
    if one["pack_sha256"] == other["pack_sha256"] and one["pack"] == other["pack"]:
        return _plainly("pack", "", "")
    names = (one["pack"], other["pack"])
    if names[0] == names[1]:
        names = (f"{names[0]} ({one['pack_sha256'][:8]})", f"{names[1]} ({other['pack_sha256'][:8]})")
    known = "prompts" in before.settings and "prompts" in after.settings
    if not known or one["engine"] != other["engine"]:
        return _plainly("pack", *names)
    asked, again = before.settings["prompts"], after.settings["prompts"]
    stages = [task for task in STAGES if asked.get(task) != again.get(task)]
    if before.settings.get("parameters") != after.settings.get("parameters"):
        stages += [issues.TASK, compose.TASK]
    if before.settings.get("grades") != after.settings.get("grades"):
        stages += [extract.TASK]
    return _plainly("pack", *names, tuple(each for each in STAGES if each in stages))


def _rules(before: Side, after: Side) -> Difference:
    """The rules of ours: the embedded engine's, and those by which the answers of any engine are checked."""
    told = []
    for side in (before, after):
        identity = side.settings.get("identity", {})
        rules = identity.get("kind") == "rules"
        version = f"briefer {side.document['made_with']['version']}"
        parts = [str(identity[key]) for key in ("version", "attribution", "tables") if key in identity]
        told.append(f"{version}, rules {'.'.join(parts)}" if rules and parts else version)
    both = all(" rules " in each for each in told)
    if not both:  # one engine more or less is told as such
        told = [each.partition(",")[0] for each in told]
    return _plainly("rules", told[0], told[1])


def _answers(before: Side, after: Side) -> Difference:
    """What else was set: a second opinion, the standing questions, actors of one's own."""
    names = ("second_opinion", "questions", "actors")
    known = [key for key in names if key in before.settings and key in after.settings]
    changed = [key for key in known if before.settings[key] != after.settings[key]]
    reach = {"second_opinion": (opinion.TASK, compose.TASK), "questions": (issues.TASK, compose.TASK)}
    stages = {stage for key in changed for stage in reach.get(key, STAGES)}
    listed = ", ".join(key.replace("_", " ") for key in changed)
    return _plainly("settings", "", listed and f"other {listed}", tuple(each for each in STAGES if each in stages))


def _review(before: Side, after: Side) -> Difference:
    """What reviewers decided: what they rejected is lost, what they reworded has another wording."""
    told = [_decided(side.document) for side in (before, after)]
    if told[0] != told[1]:
        return _plainly("review", told[0], told[1])
    one, other = (_by_position(side) for side in (before, after))
    same = all(one[each] == other[each] for each in one.keys() & other.keys())
    return _plainly("review", told[0], told[1] if same else f"{told[1]}, others than before")


def _by_position(side: Side) -> dict[str, object]:
    """What is decided of each position, those among them that were rejected."""
    decided: dict[str, object] = {each["id"]: each.get("review") for each in side.document["positions"]}
    return decided | {each["id"]: "rejected" for each in side.settings.get("rejected", ())}


def _decided(document: Json) -> str:
    review = document.get("review")
    if not review:
        return "nothing decided"
    return ", ".join(f"{review[key]} {key}" for key in ("accepted", "rejected", "reworded", "pinned"))
