"""`briefer extract` and `briefer verify`: positions as data, and any brief held against its articles."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.border import put, reported, say, shown, tell, warn
from briefer.cli.options import (
    AllowPartial,
    AsJson,
    Asking,
    Paths,
    flags,
    grouped,
)

if TYPE_CHECKING:
    from briefer import engines, packs
    from briefer.config import Config
    from briefer.model import Article, Position, Withheld
    from briefer.pipeline import Extracted
    from briefer.store import Store
    from briefer.verify.bundle import Checked
    from briefer.verify.report import Report


@reported
@grouped
def extract(
    paths: Paths,
    asking: Asking,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say for each attribution which rule found it and how its holder was told."),
    ] = False,
    allow_partial: AllowPartial = False,
    as_json: AsJson = False,
) -> None:
    """Print the positions of each article as one line of JSON; with --explain alone, as people read them."""
    from briefer import config, packs, readers
    from briefer.cli import desk
    from briefer.store import nowhere, open_store

    chosen = desk.settings(flags(asking))
    if explain:
        _needs_rules(chosen.engine)
    articles, problems = readers.read(paths)
    warn(problems)
    if chosen.batch:
        say(desk.BATCHES)
    # replies that cost nothing need not be kept, so a look at positions leaves no database behind
    asked, prompts = config.engine_of(chosen), packs.load(chosen.pack)
    with open_store(chosen.store) if asked.reads_prompts else nowhere() as kept:
        if asked.reads_prompts:
            complete = _print_lines(articles, chosen, asked, prompts, kept)
        else:
            complete = True
            for each in _extracted(articles, chosen, asked, prompts, kept):
                complete = complete and each.coverage.complete
                _print(each, explain, as_json)
    if not (complete or allow_partial):
        raise typer.Exit(4)


def _extracted(
    articles: Sequence[Article], chosen: Config, asked: engines.Engine, prompts: packs.Pack, kept: Store
) -> tuple[Extracted, ...]:
    from briefer import pipeline
    from briefer.cli import desk

    with desk.open_desk(chosen, asked, prompts, kept, pipeline.Reporter()) as ready:
        return pipeline.extracted(articles, ready)


def _print_lines(
    articles: Sequence[Article], chosen: Config, asked: engines.Engine, prompts: packs.Pack, kept: Store
) -> bool:
    """A line for each article, those that an earlier run printed as they were; whether all of them are complete."""
    from briefer.cli.printed import Printed
    from briefer.markup import json_text

    printed = Printed(articles, chosen, asked, prompts, kept)
    left = [at for at in range(len(articles)) if at not in printed.known]
    found = _extracted([articles[at] for at in left], chosen, asked, prompts, kept) if left else ()
    made = {at: json_text(_line(each, False)) for at, each in zip(left, found, strict=True)}
    printed.keep((at, made[at], each.paid) for at, each in zip(left, found, strict=True) if each.coverage.complete)
    for at in range(len(articles)):
        put(f"{made.get(at) or printed.known[at]}\n")
    return all(each.coverage.complete for each in found)


def _print(found: Extracted, explain: bool, as_json: bool) -> None:
    if explain and not as_json:
        put(shown(_explained(found)))
        warn(found.problems)
    else:
        tell(_line(found, explain))


def _needs_rules(engine: str) -> None:
    """Raises BrieferError where the rules that are to be named are not those that answer."""
    from briefer.errors import BrieferError

    if engine != "rules":
        why = f"--explain names the rules of the embedded engine, and the engine here is {engine}"
        raise BrieferError(why, "add --engine rules")


def _line(found: Extracted, explain: bool) -> dict[str, Any]:
    """An article's line; explained where that was asked for."""
    from briefer.document import extract_line

    line = extract_line(found.reading.article, found.positions, found.withheld, found.problems)
    if explain:
        from briefer.explain import Explanation

        items: tuple[Position | Withheld, ...] = (*found.positions, *found.withheld)
        for record, item in zip((*line["positions"], *line["withheld"]), items, strict=True):
            record["explained"] = Explanation(found.reading, item).as_dict()
    return line


def _explained(found: Extracted) -> str:
    """An article's attributions as people read them, as wide as the terminal, or 100 columns elsewhere."""
    import shutil

    from briefer.explain import explanations, page

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
    every = explanations(found.reading, found.positions, found.withheld)
    return page(found.reading.article.name, every, max(width, 40))


@reported
def verify(
    paths: Annotated[
        list[Path],
        typer.Argument(help="The brief (.md, .json), then articles; or an evidence pack (.zip).", show_default=False),
    ],
    quotes: Annotated[
        str,
        typer.Option(help='Check quotes instead: JSON lines {"quote", "article"?}, or - . Always prints JSON lines.'),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Check a brief, or quotes, against the words of the articles."""
    if quotes:
        _verify_quotes(quotes, paths)
    else:
        _verify_brief(paths, as_json)


def _verify_quotes(quotes: str, paths: list[Path]) -> None:
    from briefer import readers
    from briefer.errors import BrieferError
    from briefer.verify.quotes import BAD_LINE, Library, check_quote

    articles, problems = readers.read(paths)
    warn(problems)
    library, lines, failed = Library(articles), 0, 0
    for number, line in _lines(quotes):
        asked = _quote(line)
        if isinstance(asked, str):
            say(f"  {quotes} line {number}: {asked} [bad-line]")
        answer = BAD_LINE if isinstance(asked, str) else check_quote(library, *asked)
        lines += 1
        failed += not answer.found or bool(answer.problems)
        tell(answer.as_json())
    if not lines:
        raise BrieferError(f"{quotes} has no quotes", _QUOTE_LINE)
    if failed:
        raise typer.Exit(4)


_QUOTE_LINE = 'a line looks like {"quote": "…", "article": "name.txt"}'


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file or of standard input that are not blank, with their numbers."""
    from briefer.errors import BrieferError, unread

    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield number, line
    except OSError as error:
        raise BrieferError(f"cannot read {name}: {unread(error)}") from error


def _quote(line: bytes) -> tuple[str, str] | str:
    """A line's quote and the name of its article; or what is wrong with the line."""
    try:
        entry: Any = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    if not isinstance(entry, dict) or not isinstance(entry.get("quote"), str):
        return f"no quote; {_QUOTE_LINE}"
    article = entry.get("article") or ""
    return (entry["quote"], article) if isinstance(article, str) else f"the article is no name; {_QUOTE_LINE}"


def _verify_brief(paths: list[Path], as_json: bool) -> None:
    from briefer import readers
    from briefer.cli import desk
    from briefer.errors import BrieferError, unread
    from briefer.verify.brief import Shelf
    from briefer.verify.brief import verify as verify_brief

    brief, *rest = paths
    if brief.suffix.lower() == ".zip" and not rest:
        _verify_pack(brief, as_json)
        return
    if not rest:
        raise BrieferError("which articles is the brief to be checked against?", f"briefer verify {brief} PATH…")
    if brief.suffix.lower() in {".html", ".htm", ".pdf", ".docx"}:
        raise BrieferError(f"cannot verify {brief}", "verify the .md or the .json of the same brief")
    try:
        text = brief.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BrieferError(f"cannot read the brief {brief}: {unread(error)}") from error
    articles, problems = readers.read(rest)
    warn(problems)
    names = desk.names(desk.settings({"engine": "rules"}))
    _tell(verify_brief(text, Shelf(articles, names)), as_json)


def _verify_pack(path: Path, as_json: bool) -> None:
    """An evidence pack, held against itself alone."""
    from briefer.errors import BrieferError
    from briefer.verify import bundle
    from briefer.zipped import unpacked

    try:
        data = path.read_bytes()
    except OSError as error:
        raise BrieferError(f"cannot read {path}: {error.strerror}") from error
    parts = unpacked(data, str(path))
    checked = bundle.check(parts)
    for each in (*checked.unchecked, *_reprinted(parts)):
        say(shown(f"  not checked: {each}"))
    _tell(checked, as_json)


def _reprinted(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Where the page of a pack is not what this briefer prints of its brief.json: nothing checks what it says."""
    from briefer import assets, printing
    from briefer.verify.bundle import BRIEF

    page = "brief.html"
    if page in parts and parts[page] != printing.text(json.loads(parts[BRIEF]), assets.template("html")).encode():
        yield f"{page} is not what this version prints of {BRIEF}: read brief.md, which was checked"


def _tell(report: Report | Checked, as_json: bool) -> None:
    """What a check came to; exits with 4 where something failed."""
    from briefer.cli.display import table

    if as_json:
        found = {"ok": report.ok, "checked": report.checked, "failures": [asdict(each) for each in report.failures]}
        tell(found)
    else:
        rows = [
            (f"line {each.line}", each.code, each.reason, each.text)
            for each in sorted(report.failures, key=lambda each: each.line)
        ]
        if rows:
            clean = [tuple(map(shown, row)) for row in rows]
            put(table(("line", "what", "why", "the brief says"), clean))
        say(f"{report.checked} statements and quotes checked, {len(report.failures)} failed")
    if not report.ok:
        raise typer.Exit(4)
