"""`briefer doctor`: whether the next brief can be made here."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from briefer.cli.border import put, reported, shown, tell
from briefer.cli.options import AsJson, BaseUrl, Engine, Model, StoreAt

if TYPE_CHECKING:
    from briefer.config import Config


@reported
def doctor(
    engine: Engine = "", model: Model = "", base_url: BaseUrl = "", store: StoreAt = "", as_json: AsJson = False
) -> None:
    """Say whether briefer can work here: the engine, its endpoint, the store, the packs."""
    from briefer import assets, printing
    from briefer.cli import desk
    from briefer.engines.openai import RUNGS, Finding, counter, probe

    chosen = desk.settings({"engine": engine, "model": model, "base_url": base_url, "store": store})
    findings = [Finding("engine", True, f"{chosen.engine}: " + _why(chosen.engine))]
    findings.append(Finding("actors", *_actors(chosen)))
    findings.append(Finding("store", *_store(chosen.store)))
    findings.append(Finding("packs", True, ", ".join(assets.packs())))
    findings.append(Finding("formats", True, ", ".join(printing.suffixes())))
    findings += [Finding("articles", *_folder(each)) for each in chosen.articles]
    if chosen.engine == "openai":
        findings.extend(probe(chosen.settings))
        findings.append(Finding("tokens", True, f"counted by {counter(chosen.settings.model).method}"))
    if as_json:
        tell([asdict(each) for each in findings])
    else:
        for each in findings:
            put(shown(f"{'ok ' if each.ok else 'NOT'} {each.what}: {each.words}\n"))
    # how an endpoint wants to be asked is for information; whether it can be is in the other findings
    if not all(each.ok for each in findings if each.what not in RUNGS):
        raise typer.Exit(1)


def _actors(chosen: Config) -> tuple[bool, str]:
    """How many actors there are, and how many of them a file of the person's own adds or changes; or what is wrong."""
    from briefer.actors import table
    from briefer.cli import desk
    from briefer.errors import BrieferError

    try:
        known, shipped = desk.names(chosen), table()
    except BrieferError as error:
        return False, str(error)
    added = len(known.actors) - len(shipped.actors)
    own = f", {added} of them new in {chosen.actors}" if chosen.settings.actors else ""
    return True, f"{len(known.actors)} known{own}"


def _folder(path: str) -> tuple[bool, str]:
    """Whether what the settings name as articles is there."""
    return (True, path) if Path(path).exists() else (False, f"{path} is not there (see articles in briefer.toml)")


def _store(url: str) -> tuple[bool, str]:
    """Whether the store can be used, and what is in it or why not."""
    from briefer.errors import BrieferError
    from briefer.store import open_store

    try:
        with open_store(url) as kept:
            return True, f"{kept.where}, {len(kept.runs())} runs"
    except BrieferError as error:
        return False, str(error)


def _why(engine: str) -> str:
    if engine == "rules":
        return "embedded, no key and no network (set OPENAI_API_KEY or --base-url to ask a model)"
    return "a model behind an OpenAI-compatible endpoint" if engine == "openai" else "a plugin"
