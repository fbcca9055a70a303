"""`briefer generate`: the main job."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.border import reported, say

if TYPE_CHECKING:
    from briefer.config import Config
    from briefer.model import Article, Brief
    from briefer.packs import Pack
    from briefer.window import Window

Paths = Annotated[list[Path], typer.Argument(help="Articles, or folders of them.", show_default=False)]
Engine = Annotated[str, typer.Option(help="auto, rules, openai, replay, or a module of your own (my.engine).")]
Model = Annotated[str, typer.Option(help="The model to ask.")]
BaseUrl = Annotated[str, typer.Option(help="Address of an OpenAI-compatible endpoint.")]
Replies = Annotated[str, typer.Option(help="Recorded replies, for --engine replay.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@reported
def generate(
    paths: Paths,
    output: Annotated[str, typer.Option("-o", "--output", help="A folder, a file, or - for standard output.")] = "",
    engine: Engine = "",
    model: Model = "",
    base_url: BaseUrl = "",
    replies: Replies = "",
    pack: Annotated[str, typer.Option(help="Prompts: the name of a pack, or its folder.")] = "",
    template: Annotated[str, typer.Option(help="Your own Jinja template, such as mine.md.j2.")] = "",
    format: Annotated[str, typer.Option(help="md, html, json, … separated by commas.")] = "",
    week: Annotated[str, typer.Option(help="Only articles of an ISO week: 2017-W30, or last.")] = "",
    since: Annotated[str, typer.Option(help="Only articles from this day on: 2017-07-26.")] = "",
    until: Annotated[str, typer.Option(help="Only articles up to this day.")] = "",
    title: Annotated[str, typer.Option(help="The brief's title.")] = "",
    jobs: Annotated[str, typer.Option(help="How many questions to ask at once.")] = "",
    allow_partial: Annotated[bool, typer.Option(help="Exit 0 also when a chunk got no answer.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a cited brief of the articles: brief.md, brief.html and brief.json."""
    from briefer import packs, readers, store, window
    from briefer.cli import desk
    from briefer.cli.display import display
    from briefer.document import as_dict
    from briefer.errors import BrieferError

    flags = {"engine": engine, "model": model, "base_url": base_url, "replies": replies, "pack": pack}
    chosen = desk.settings({**flags, "template": template, "format": format, "title": title, "jobs": jobs})
    plan = _Plan(output, chosen)
    span = window.window(week, since, until, datetime.now(UTC).date())
    articles, problems = readers.read(paths)
    articles, undated = window.select(articles, span)
    if not articles:
        raise BrieferError("there is no article to brief", _no_articles(span.open, len(problems), len(undated)))
    prompts = packs.load(chosen.pack)
    with store.open_store(_store_url()) as kept, display() as shown:
        with desk.open_desk(chosen, prompts, kept, shown) as ready:
            from briefer import pipeline

            order = pipeline.Order(
                chosen.title or "Policy brief",
                span.label or window.span_of(articles),
                _made(chosen, ready.engine.identity, prompts),
                prompts.focus,
            )
            brief = pipeline.generate(articles, (*problems, *undated), order, ready)
        document = as_dict(brief)
        run = _keep(kept, document, articles, chosen)
    files = plan.write(document)
    _report(brief, files, run, as_json)
    if not (brief.complete or allow_partial):
        raise typer.Exit(4)


class _Plan:
    """Where the brief goes, checked before anything is asked."""

    def __init__(self, output: str, chosen: Config) -> None:
        from briefer import assets, outputs
        from briefer.errors import BrieferError

        own = [assets.user_template(Path(chosen.template))] if chosen.template else []
        given = {each.suffix: each for each in own}
        wanted = chosen.formats or (tuple(given) if output == "-" and given else ())
        if not wanted:
            suffix = Path(output).suffix.removeprefix(".")
            known = {*assets.formats(), *given}
            single = output and not output.endswith("/") and not Path(output).is_dir() and suffix in known
            wanted = (suffix,) if single else ("md",) if output == "-" else ("md", "html", "json")
            wanted = tuple(dict.fromkeys((*wanted, *(given if not single and output != "-" else ()))))
        self.templates = {each: given.get(each) or assets.template(each) for each in wanted}
        self.to_stdout = output == "-"
        if self.to_stdout and len(wanted) > 1:
            raise BrieferError("standard output takes one format", "give --format md")
        self.paths = {} if self.to_stdout else outputs.targets(output, wanted)

    def write(self, document: dict[str, Any]) -> list[str]:
        from briefer import outputs, render

        texts = {suffix: render.render(document, template.text, template.suffix, template.name) for suffix, template in self.templates.items()}
        if self.to_stdout:
            for text in texts.values():
                typer.echo(text, nl=False)
            return []
        for suffix, path in self.paths.items():
            outputs.write(path, texts[suffix])
        return [str(path) for path in self.paths.values()]


def _store_url() -> str:
    from briefer import config

    return config.STORE


def _made(chosen: Config, identity: Any, pack: Pack) -> Any:
    from briefer import __version__
    from briefer.model import Made

    return Made(__version__, chosen.engine, str(identity.get("model", "")), pack.name, pack.sha256)


def _no_articles(whole: bool, problems: int, undated: int) -> str:
    if not whole:
        return f"none in the window; {undated} undated" if undated else "none in the window"
    return f"{problems} files could not be read, see above" if problems else "briefer reads .txt, .md and .html"


def _keep(kept: Any, document: dict[str, Any], articles: tuple[Article, ...], chosen: Config) -> str:
    """Keeps the run under the hash of what it says, so that the same run again is the same one."""
    from briefer.store import Run

    canonical = json.dumps(document, sort_keys=True, ensure_ascii=True)
    made = document["made_with"]
    run = Run(
        id=hashlib.sha256(canonical.encode()).hexdigest()[:10],
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        title=document["title"],
        engine=made["engine"],
        model=made["model"],
        pack=made["pack"],
        settings={"engine": chosen.engine, "model": chosen.settings.model, "base_url": chosen.settings.base_url,
                  "pack": chosen.pack, "window": document["window"]},
        brief=document,
        articles=articles,
    )
    kept.keep_run(run)
    return run.id


def _report(brief: Brief, files: list[str], run: str, as_json: bool) -> None:
    """The summary at the end: what was read, found and withheld, and where the brief lies."""
    disputes = sum(issue.disputed for issue in brief.issues)
    verified = sum(position.status == "verified" for position in brief.positions)
    partly = len(brief.positions) - verified
    if as_json:
        facts = {
            "run": run,
            "files": files,
            "articles": len(brief.articles),
            "verified": verified,
            "partly_verified": partly,
            "disputes": disputes,
            "withheld": len(brief.withheld),
            "complete": brief.complete,
            "problems": [[each.code, each.place, each.message] for each in brief.problems],
        }
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    for problem in brief.problems:
        say(f"  {problem.place}: {problem.message} [{problem.code}]")
    flagged = f", {partly} partly verified (flagged in the brief)" if partly else ""
    say(f"{_count(len(brief.articles), 'article')}, {brief.coverage.chunks} chunks: {verified} positions verified{flagged}, "
        f"{_count(disputes, 'dispute')}")
    reasons: dict[str, int] = {}
    for each in brief.withheld:
        reasons[each.code] = reasons.get(each.code, 0) + 1
    if reasons:
        listed = ", ".join(f"{code} {count}" for code, count in sorted(reasons.items()))
        say(f"{len(brief.withheld)} claims withheld ({listed}); the brief's coverage note says why for each")
    if not brief.complete:
        say("incomplete: some questions got no answer; run the same command again to ask only those")
    say(f"run {run} · {brief.made.engine} engine" + (f" · {', '.join(files)}" if files else ""))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
