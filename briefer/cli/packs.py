"""`briefer packs`: which prompts there are, what each does, one to begin with, and whether it can be relied on."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.border import put, reported, say, shown, tell
from briefer.cli.options import AsJson, StoreAt
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.packs import Pack
    from briefer.packs.checking import Tokens

packs = typer.Typer(
    name="packs", help="Prompt packs: list, show, new, check.", no_args_is_help=True, rich_markup_mode=None
)

_HERE = Path("prompts")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_PRINTED = ("withhold", False)
PackName = Annotated[str, typer.Argument(metavar="PACK", help="The name of a pack, or its folder.")]


@packs.command("list")
@reported
def list_(as_json: AsJson = False) -> None:
    """List the packs that are shipped, and those in ./prompts."""
    from briefer import assets
    from briefer import packs as prompts

    own = sorted(found.parent for found in _HERE.glob(f"*/{assets.PACK_FILE}"))
    shipped = assets.folder("prompts").resolve()
    names = [*assets.packs(), *(f"./{each}" for each in own if each.resolve().parent != shipped)]
    found = [(name, prompts.load(name)) for name in names]
    if as_json:
        tell([{"pack": name, "name": each.name, "purpose": each.purpose} for name, each in found])
        return
    width = max(len(name) for name, _ in found)
    for name, each in found:
        put(shown(f"{name.ljust(width)}  {each.purpose}\n"))


@packs.command()
@reported
def show(
    pack: PackName,
    task: Annotated[str, typer.Option(help="Print the prompt of this task as it goes to a model.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say what a pack asks and stresses, and what of it the embedded engine follows."""
    from briefer import packs as prompts
    from briefer.packs import checking, trial

    found = prompts.load(pack)
    if task:
        jobs = trial.jobs(found.grades)
        if task not in jobs:
            raise BrieferError(f"no task named {task!r}", f"there are: {', '.join(sorted(jobs))}")
        messages = prompts.messages(found, task, jobs[task].payload)
        if as_json:
            tell([each._asdict() for each in messages])
        else:
            put("".join(f"--- {each.role} ---\n{_plain(each.content)}\n" for each in messages))
        return
    facts = _facts(found, checking.tokens(found))
    if as_json:
        tell(facts)
        return
    for key in ("name", "purpose", "audience", "emphasis"):
        put(shown(f"{key}: {facts[key]}\n"))
    put(shown(f"prompts of its own: {', '.join(facts['prompts']) or 'none'}\n"))
    put(shown(f"words that come first: {', '.join(facts['parameters'].get('focus', ())) or 'none'}\n"))
    for grade in facts["grades"]:
        conditions = [f"{key} {_listed(value)}" for key, value in grade.items() if key != "label"]
        put(shown(f"grade {grade['label']!r}: {'; '.join(conditions) or 'everything else'}\n"))
    put(shown(f"the rules engine follows: {facts['rules_engine_follows']}\n"))
    _tell_tokens(checking.tokens(found))


def _facts(found: Pack, tokens: tuple[Tokens, ...]) -> dict[str, Any]:
    from briefer import packs as prompts

    return {
        "name": found.name,
        "purpose": found.purpose,
        "audience": found.audience,
        "emphasis": found.emphasis,
        "sha256": found.sha256,
        "prompts": list(found.tasks),
        "parameters": dict(found.parameters),
        "grades": [
            {key: value for key, value in asdict(each).items() if value not in (None, ()) and (key, value) != _PRINTED}
            for each in found.grades
        ],
        "rules_engine_follows": prompts.followed(found),
        "tokens": [asdict(each) for each in tokens],
    }


def _listed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _plain(text: str) -> str:
    return "\n".join(shown(line) for line in text.split("\n"))


@packs.command()
@reported
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the pack is called.")],
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Where to make it; prompts/NAME when left out.")
    ] = None,
) -> None:
    """Write a commented pack to begin with, and say what to do next."""
    from importlib import resources

    from briefer import outputs

    if not _NAME.fullmatch(name):
        raise BrieferError(f"{name!r} is no name of a pack", "small letters, digits and hyphens")
    where = folder or _HERE / name
    if where.exists():
        raise BrieferError(f"there is a {where} already", "it stays as it is; give another name or folder")
    shipped = resources.files("briefer.packs") / "scaffold"
    files = {each.name: each.read_text(encoding="utf-8") for each in shipped.iterdir()}
    outputs.write({where / each: text.replace("NAME", name).encode() for each, text in sorted(files.items())})
    at = where if where.is_absolute() or str(where).startswith(".") else f"./{where}"
    say(f"wrote {', '.join(str(where / each) for each in sorted(files))}; what next:")
    for line in (
        f"1. say in {where / 'pack.toml'} what the pack is for, and in the prompts what to stress",
        f"2. briefer packs check {at}",
        f"3. briefer regenerate --pack {at} --dry-run   (then without --dry-run, and briefer diff --last)",
    ):
        say(f"  {line}")


@packs.command()
@reported
def check(
    pack: PackName,
    run: Annotated[str, typer.Option(help="Say how many requests this run would take again: an id, or last.")] = "",
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """Render every prompt, weigh its worked examples, run its tests, and say what it will cost. Asks nobody."""
    from briefer import packs as prompts
    from briefer.packs import checking

    found = prompts.load(pack)
    findings = checking.check(found, prompts.folder_of(pack))
    good = all(each.ok for each in findings)
    tokens = checking.tokens(found) if good else ()
    requests = _requests(pack, run, store) if run else []
    if as_json:
        tell(
            {
                "pack": found.name,
                "ok": good,
                "findings": [asdict(each) for each in findings],
                "tokens": [asdict(each) for each in tokens],
                "requests": requests,
            }
        )
    else:
        for each in findings:
            put(shown(f"{'ok ' if each.ok else 'NOT'} {each.what}: {each.words}\n"))
        _tell_tokens(tokens)
        for stage in requests:
            about = "" if stage["sure"] else "up to "
            put(shown(f"run {stage['run']}: {stage['task']} {about}{stage['asked']} requests of {stage['jobs']}\n"))
    if not good:
        raise typer.Exit(4)


def _tell_tokens(tokens: tuple[Tokens, ...]) -> None:
    for each in tokens:
        put(f"{each.task:8} {each.instructions} tokens of instructions, {each.default} in the default\n")
    anew = [each.task for each in tokens if each.changed]
    if anew:
        put(f"asked anew where the default was used before: {', '.join(anew)}\n")
    elif tokens:
        put("every prompt is the default's: nothing is asked anew\n")


def _requests(pack: str, run: str, store: str) -> list[dict[str, Any]]:
    """What the pack would ask of the articles of a run, task by task. Raises BrieferError for a run of no model."""
    from briefer.cli import costs, desk, then
    from briefer.store import open_store

    with open_store(desk.settings({"store": store}).store) as kept:
        past = kept.run("" if run == "last" else run)
        chosen = then.settings(past, {"engine": "", "model": "", "base_url": "", "pack": pack, "store": store})
        found = costs.stages(chosen, past.articles, str(past.brief["window"]), kept)
    if found is None:
        raise BrieferError(f"run {past.id} asked no model", "its pack costs no request")
    return [
        {"run": past.id, "task": each.task, "jobs": each.jobs, "asked": each.asked, "sure": each.sure}
        for each in found[0]
    ]
