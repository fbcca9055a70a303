"""The arguments and options that several commands share, each with its one line of help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefer.errors import BrieferError

Paths = Annotated[list[Path], typer.Argument(help="Articles, or folders of them.", show_default=False)]
OptionalPaths = Annotated[
    list[Path] | None,
    typer.Argument(help="Articles, or folders of them; else those that briefer.toml names.", show_default=False),
]
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
ReferenceDoc = Annotated[str, typer.Option(help="A .docx file whose styles, head and foot the Word format takes.")]
Marking = Annotated[str, typer.Option(help="What stands in head and foot of every format: TLP:AMBER.")]
Redact = Annotated[
    list[str] | None,
    typer.Option(help="A position to take out everywhere, by its id or by words of it; give it several times."),
]
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


def with_undated(value: str) -> bool:
    """Whether `--undated` wants articles without a date in a window. Raises BrieferError for another value."""
    if value not in ("", "include"):
        raise BrieferError(f"--undated is {value!r}", "give include, or leave it out")
    return bool(value)


def switch(value: bool | None) -> str:
    """A switch as a setting has it; empty where it was not given."""
    return "" if value is None else str(value)


def lines(values: list[str] | None) -> str:
    """An option that may be given several times as a setting has it: one value a line."""
    return "\n".join(" ".join(each.split()) for each in values or ())
