"""`briefer diff` and `briefer ablate`: what two briefs say differently, and what falls without an article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.border import put, reported, say, shown, tell
from briefer.cli.options import AsJson, Formats, Output, RunId, StoreAt
from briefer.errors import BrieferError, WrongCall

if TYPE_CHECKING:
    from briefer.diff import Side
    from briefer.model import Json
    from briefer.store import Run, Store

_SIDE = "A run's id or its beginning, or a brief.json."


@reported
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=_SIDE)] = "",
    after: Annotated[str, typer.Argument(metavar="B", help=_SIDE)] = "",
    last: Annotated[
        bool, typer.Option("--last", help="The latest run and the one that it was regenerated from, else that before.")
    ] = False,
    output: Output = "",
    format: Formats = "",
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """Say what two briefs say differently: positions, disputes, what one used and the other left out, and why."""
    from briefer.cli import desk
    from briefer.diff import KINDS, compare
    from briefer.store import open_store

    if last == bool(before) or bool(before) != bool(after):
        raise WrongCall("say which two briefs", "give two runs or brief.json files, or --last")
    with open_store(desk.settings({"store": store}).store) as kept:
        sides = _last(kept) if last else (_side(before, kept), _side(after, kept))
    found = compare(*sides)
    values = {"diff": found, "kinds": KINDS}
    _print(values, output, "json" if as_json else format)


def _last(kept: Store) -> tuple[Side, Side]:
    """The latest run behind the one that it was made of again, else behind the run before it."""
    runs = kept.runs()
    if not runs:
        kept.run()  # which says what to do
    now = kept.run(runs[0].id)
    parent = str(now.settings.get("regenerated", ""))
    known = {each.id for each in runs}
    if parent not in known and len(runs) < 2:
        raise BrieferError("there is one run only", "regenerate it with another pack, or give two brief.json files")
    return _of_run(kept.run(parent if parent in known else runs[1].id)), _of_run(now)


def _side(wanted: str, kept: Store) -> Side:
    path = Path(wanted)
    return _of_file(path) if path.suffix == ".json" else _of_run(kept.run(wanted))


def _of_run(run: Run) -> Side:
    from briefer.diff import Side

    return Side(run.brief, run.id, run.settings)


def _of_file(path: Path) -> Side:
    from briefer.diff import Side

    return Side(_document(path))


def _document(path: Path) -> Json:
    """A brief.json. Raises BrieferError for a file that is none."""
    from briefer.document import SCHEMA
    from briefer.verify.parse import statements

    try:
        text = path.read_text(encoding="utf-8-sig")
        document = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no JSON"
        raise BrieferError(f"cannot read {path}: {reason}", "give a run, or a brief.json") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise BrieferError(f"{path} is no brief of schema {SCHEMA}", "give a run, or a brief.json")
    statements(text)
    return document


def _print(values: Json, output: str, format: str) -> None:
    """The page on standard output, as plain text where nothing else is asked for; or its files."""
    from briefer import assets, outputs, render

    suffix = outputs.suffix(output)
    known = assets.formats("diff")
    wanted = [each.strip() for each in format.split(",") if each.strip()]
    wanted = wanted or ([suffix] if suffix in known else ["md", "html", "json"] if output not in ("", "-") else ["txt"])
    templates = {each: assets.template(each, "diff") for each in wanted}
    endings = {each: each for each in known}
    named = {each: each for each in wanted}
    paths = {} if output in ("", "-") else outputs.targets(output, named, endings, "diff")
    if not paths and len(templates) > 1:
        raise BrieferError("standard output takes one format", "give --format md, or -o FOLDER")
    texts = {key: render.page(values, each.text, each.suffix, each.name) for key, each in templates.items()}
    if not paths:
        put("".join(texts.values()))
        return
    outputs.write({path: texts[key].encode() for key, path in paths.items()})
    say(", ".join(map(str, paths.values())))


@reported
def ablate(
    run: RunId = "",
    without: Annotated[
        list[str] | None,
        typer.Option(help="An article by name, title or id, or an outlet; may be given again. All, when left out."),
    ] = None,
    copies: Annotated[
        bool, typer.Option("--copies", help="With an article, leave out all copies of its story.")
    ] = False,
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """Say which conclusions fall if an article is left out. Exact, and nothing is asked."""
    from briefer import ablation
    from briefer.cli import desk
    from briefer.store import open_store

    with open_store(desk.settings({"store": store}).store) as kept:
        past = kept.run(run)
    found: list[ablation.Cut] = []
    for word in without or ():
        cuts = ablation.named(past.brief, word, copies=copies)
        if not cuts:
            there = ", ".join(each["name"] for each in past.brief["articles"][:5])
            raise BrieferError(f"run {past.id} has no article or outlet {word!r}", f"there are: {there}, …")
        found += cuts
    if len(found) > 1:
        names = " + ".join(each.name for each in found)
        found.append(ablation.Cut("together", names, frozenset(id_ for each in found for id_ in each.ids)))
    told = ablation.report(past.brief, past.id, found or ablation.cuts(past.brief))
    if as_json:
        tell(told)
    else:
        put(shown(_details(told) if without else _table(told)))


_COLUMNS = {
    "summary": "bottom line",
    "disputes": "disputes",
    "sides": "sides",
    "positions": "positions",
    "weakened": "fewer sources",
}


def _table(told: dict[str, Any]) -> str:
    lines = ["What falls without an article, all copies of a story, or an outlet; --without NAME says which.", ""]
    lines.append("  ".join(_COLUMNS.values()))
    for cut in told["cuts"]:
        counts = (str(len(cut[key])).rjust(len(head)) for key, head in _COLUMNS.items())
        lines.append(f"{'  '.join(counts)}  {cut['kind']}: {' '.join(cut['name'].split())}")
    return "\n".join(lines) + "\n"


def _details(told: dict[str, Any]) -> str:
    from briefer.cli.display import named

    held = {each["id"]: named(each) for each in told["positions"]}
    lines: list[str] = []
    for cut in told["cuts"]:
        count = len(cut["articles"])
        lines += ["", f"WITHOUT {cut['name']} ({cut['kind']}, {count} article{'' if count == 1 else 's'})"]
        lines += _section("the bottom line loses", [each["text"] for each in cut["summary"]])
        lines += _section("no dispute any more", [f"{each['question']} ({_left(each)})" for each in cut["disputes"]])
        lines += _section("no side any more", [_of_side(each) for each in cut["sides"]])
        lines += _section("positions that fall", [held[each] for each in cut["positions"]])
        lines += _section("positions with fewer sources", [held[each] for each in cut["weakened"]])
        if not any(cut[key] for key in ("summary", "disputes", "sides", "positions", "weakened")):
            lines.append("nothing falls")
    return "\n".join(lines[1:]) + "\n"


def _section(heading: str, items: list[str]) -> list[str]:
    return [f"{heading}:", *(f"- {' '.join(each.split())}" for each in items)] if items else []


def _left(dispute: Json) -> str:
    return f"left: {', '.join(dispute['left'])}" if dispute["left"] else "nobody is left"


def _of_side(side: Json) -> str:
    said = f"{side['label']}, {', '.join(side['holders'])}" if side["label"] else ", ".join(side["holders"])
    return f"{side['question']} ({said})"
