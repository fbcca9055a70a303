"""`briefer runs`, `briefer show`, `briefer doctor`: what was made, and whether the next one can be."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.border import put, reported, say, shown, tell
from briefer.cli.generate import AsJson, BaseUrl, Engine, Model, StoreAt

if TYPE_CHECKING:
    from briefer.config import Config


@reported
def runs(store: StoreAt = "", as_json: AsJson = False) -> None:
    """List past runs, the latest first."""
    from briefer.store import open_store

    with open_store(_settings(store=store).store) as kept:
        summaries = kept.runs()
    if as_json:
        tell([asdict(each) for each in summaries])
        return
    if not summaries:
        say("no runs yet in this store; make one with: briefer generate PATH")
    for each in summaries:
        model = f" {each.model}" if each.model else ""
        made = f"{each.engine}{model}, {each.pack}"
        put(shown(f"{each.id}  {each.made_at}  {made}  {each.articles} articles  {each.title}\n"))


@reported
def show(
    run: Annotated[str, typer.Argument(help="A run's id or its beginning; the latest when left out.")] = "",
    format: Annotated[str, typer.Option(help="md, html, json, …")] = "md",
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """Print the brief of a past run."""
    from briefer import assets, render
    from briefer.store import open_store

    with open_store(_settings(store=store).store) as kept:
        past = kept.run(run)
    template = assets.template("json" if as_json else format)
    put(render.render(past.brief, template.text, template.suffix, template.name))


@reported
def doctor(
    engine: Engine = "", model: Model = "", base_url: BaseUrl = "", store: StoreAt = "", as_json: AsJson = False
) -> None:
    """Say whether briefer can work here: the engine, its endpoint, the store, the packs."""
    from briefer import assets
    from briefer.cli import desk
    from briefer.engines.openai import RUNGS, Finding, counter, probe

    chosen = _settings(engine=engine, model=model, base_url=base_url, store=store)
    findings = [Finding("engine", True, f"{chosen.engine}: " + _why(chosen.engine))]
    desk.names(chosen.settings.actors)
    findings.append(Finding("store", *_store(chosen.store)))
    findings.append(Finding("packs", True, ", ".join(assets.packs())))
    findings.append(Finding("formats", True, ", ".join(assets.formats())))
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


def _settings(**flags: str) -> Config:
    from briefer import config

    return config.load(Path.cwd(), os.environ, flags)


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
