"""The arguments and options that several commands share, each with its one line of help.

What belongs together is one dataclass, whose fields are options; `grouped` gives a command with such a parameter these
options. So an option that three commands take stands here once.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, ParamSpec, get_type_hints

import typer

from briefer.errors import BrieferError

Paths = Annotated[list[Path], typer.Argument(help="Articles, or folders of them.", show_default=False)]
OptionalPaths = Annotated[
    list[Path] | None,
    typer.Argument(help="Articles, or folders of them; else those that briefer.toml names.", show_default=False),
]
RunId = Annotated[str, typer.Argument(metavar="RUN", help="A run's id or its beginning; the latest when left out.")]
Engine = Annotated[str, typer.Option(help="auto, rules, openai, replay, or a module of your own (my.engine).")]
Model = Annotated[str, typer.Option(help="The model to ask.")]
BaseUrl = Annotated[str, typer.Option(help="Address of an OpenAI-compatible endpoint.")]
Replies = Annotated[str, typer.Option(help="Recorded replies, for --engine replay.")]
StoreAt = Annotated[
    str, typer.Option("--store", help="Where replies and runs are kept: a file, or :memory: to keep none.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Pack = Annotated[str, typer.Option(help="Prompts: the name of a pack, or its folder.")]
AllowPartial = Annotated[bool, typer.Option(help="Exit 0 also when a chunk got no answer.")]
Week = Annotated[str, typer.Option(help="Only articles of an ISO week: 2017-W30, or last.")]
Since = Annotated[str, typer.Option(help="Only articles from this day on: 2017-07-26.")]
Until = Annotated[str, typer.Option(help="Only articles up to this day.")]
Undated = Annotated[str, typer.Option(help="include: read articles without a date, too, when days are chosen.")]
Title = Annotated[str, typer.Option(help="The brief's title.")]
SecondOpinion = Annotated[
    bool | None, typer.Option(help="Whether an LLM is asked again of each statement; it can only speak against.")
]

Batch = Annotated[
    bool | None,
    typer.Option(
        "--batch/--no-batch", help="Have all questions answered as batches: half the price, within a day each."
    ),
]

SecondEngine = Annotated[
    str, typer.Option(help="Another engine, such as rules, that reads the articles too: what both find is marked.")
]
Jobs = Annotated[str, typer.Option(help="How many questions to ask at once.")]
MaxCost = Annotated[str, typer.Option(help="USD that the requests may cost; none is sent that could cross it.")]
Output = Annotated[str, typer.Option("-o", "--output", help="A folder, a file, or - for standard output.")]
OwnTemplate = Annotated[str, typer.Option(help="one-page, email, or your own Jinja template, such as mine.md.j2.")]
Formats = Annotated[str, typer.Option(help="md, html, json, docx, pdf, eml, csv, … separated by commas.")]
ReferenceDoc = Annotated[str, typer.Option(help="A .docx file whose styles, head and foot the Word format takes.")]
Marking = Annotated[str, typer.Option(help="What stands in head and foot of every format: TLP:AMBER.")]
Redact = Annotated[
    list[str] | None,
    typer.Option(help="A position to take out everywhere, by its id or by words of it; give it several times."),
]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked, and how; empty or None where a flag was not given."""

    engine: Engine = ""
    model: Model = ""
    base_url: BaseUrl = ""
    replies: Replies = ""
    pack: Pack = ""
    store: StoreAt = ""
    batch: Batch = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a brief is to be, beside its articles and its pack."""

    title: Title = ""
    jobs: Jobs = ""
    second_opinion: SecondOpinion = None
    second_engine: SecondEngine = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """Where a brief goes, and as what."""

    output: Output = ""
    template: OwnTemplate = ""
    format: Formats = ""
    reference_doc: ReferenceDoc = ""
    marking: Marking = ""
    redact: Redact = None


@dataclass(frozen=True, slots=True)
class Days:
    """The days of which articles are read."""

    week: Week = ""
    since: Since = ""
    until: Until = ""
    undated: Undated = ""

    @property
    def undated_too(self) -> bool:
        """Whether articles without a date are in a window. Raises BrieferError for another value."""
        if self.undated not in ("", "include"):
            raise BrieferError(f"--undated is {self.undated!r}", "give include, or leave it out")
        return bool(self.undated)


P = ParamSpec("P")


def flags(*groups: Any) -> dict[str, str]:
    """What groups of options set, by the setting's key; empty where a flag was not given."""
    given = {each.name: getattr(group, each.name) for group in groups for each in fields(group)}
    return {name: _flag(value) for name, value in given.items() if name != "output"}


def _flag(value: object) -> str:
    """A flag as a setting has it; what may be given several times is one value a line."""
    return lines(value) if isinstance(value, list) else "" if value is None else str(value)


def lines(values: list[str] | None) -> str:
    """An option that may be given several times as a setting has it: one value a line."""
    return "\n".join(" ".join(each.split()) for each in values or ())


def grouped(command: Callable[P, None]) -> Callable[..., None]:
    """A command whose parameters that are dataclasses are options, one for each field."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}

    @functools.wraps(command)
    def spread(**given: Any) -> None:
        for name, group in groups.items():
            given[name] = group(**{each.name: given.pop(each.name) for each in fields(group) if each.name in given})
        command(**given)  # type: ignore[call-arg]

    own = inspect.signature(command).parameters.values()
    parameters = [one for each in own for one in _options(each, groups, hints)]
    spread.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return spread


def _options(
    parameter: inspect.Parameter, groups: dict[str, Any], hints: dict[str, Any]
) -> Iterator[inspect.Parameter]:
    """What stands in the place of a parameter: itself, or the fields of its group."""
    group = groups.get(parameter.name)
    if group is None:
        yield parameter.replace(annotation=hints[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY)
        return
    types = get_type_hints(group, include_extras=True)
    for each in fields(group):
        kind = inspect.Parameter.KEYWORD_ONLY
        yield inspect.Parameter(each.name, kind, default=each.default, annotation=types[each.name])
