"""What an evidence pack holds of a run: brief, articles, and prompts and requests, made anew from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import assets, bundle, config, packs, pipeline, printing
from briefer.cli import desk, then
from briefer.cli.border import say
from briefer.decisions import about, files
from briefer.engines import Engine
from briefer.errors import BrieferError, JobFailed
from briefer.model import Article, Job, Json, Problem, Reply

if TYPE_CHECKING:
    from briefer.config import Config
    from briefer.packs import Pack
    from briefer.redaction import Redacted
    from briefer.store import Run, Store

_PAGES = ("md", "html", "json")


def packed(past: Run, taken: Redacted, chosen: Config, kept: Store, whole: bool) -> tuple[bytes, str]:
    """The archive, and what it holds in words."""
    prompts, requests = _asked(past, kept)
    articles = _all_articles(past, kept)
    page = printing.page(taken.document)
    made = bundle.made(
        bundle.Contents(
            run=past.id,
            taken=taken,
            pages={f"brief.{each}": printing.text(taken.document, assets.template(each)).encode() for each in _PAGES},
            numbers=page.numbers,
            articles=articles,
            prompts=prompts.files if prompts else None,
            requests=requests,
            decisions=files.as_dict(about(kept.decisions()[1], articles)),
            actors=chosen.settings.actors,
            whole=whole,
        )
    )
    kind = "articles" if whole else "articles (cited paragraphs only)"
    return made, f"{len(articles)} {kind}, {len(requests)} requests"


def _all_articles(past: Run, kept: Store) -> tuple[Article, ...]:
    """The articles of a run, and those of earlier ones that its brief cites."""
    found = {each.sha256: each for each in past.articles}
    for named in (past.brief.get("changes") or {}, past.brief.get("track") or {}):
        missing = {each["sha256"] for each in named.get("articles", ())} - found.keys()
        for summary in kept.runs() if missing else ():
            there = {each.sha256: each for each in kept.run(summary.id).articles}
            found |= {key: there[key] for key in missing & there.keys()}
            missing -= there.keys()
            if not missing:
                break
    return tuple(found.values())


class _Silent:
    """Stands for an engine that is not to be asked again: what is not kept has no answer."""

    def __init__(self, engine: Engine) -> None:
        self.identity: Json = engine.identity
        self.reads_prompts = engine.reads_prompts

    def answer(self, job: Job) -> Reply:  # noqa: ARG002 - whatever it is
        raise JobFailed("not-kept", "its reply is not in the store")


class _Listener(pipeline.Reporter):
    """Writes down each job with what came of it."""

    def __init__(self) -> None:
        self.heard: dict[str, tuple[Job, Reply | Problem]] = {}

    def done(self, job: Job, outcome: Reply | Problem) -> None:
        self.heard[job.key] = (job, outcome)


def _asked(past: Run, kept: Store) -> tuple[Pack | None, tuple[tuple[Job, Reply | Problem], ...]]:
    """The prompts of a run and its requests with their answers, made anew from what is kept; nobody is asked."""
    chosen = then.settings(past, dict.fromkeys(("engine", "model", "base_url"), ""))
    try:
        prompts = packs.load(chosen.pack)
        engine = config.engine_of(chosen)
    except BrieferError as error:
        say(f"without prompts and requests: {error}")
        return None, ()
    if prompts.sha256 != past.brief["made_with"]["pack_sha256"]:
        say(f"without prompts and requests: the pack {chosen.pack} is not what it was when run {past.id} was made")
        return None, ()
    listener = _Listener()
    asked = _Silent(engine) if engine.reads_prompts else engine
    order = desk.order(chosen, engine, prompts, str(past.brief["window"]))
    with desk.open_desk(chosen, asked, prompts, kept, listener) as ready:
        pipeline.generate(then.articles(past).articles, (), order, ready)
    unkept = sum(isinstance(outcome, Problem) for _, outcome in listener.heard.values())
    if unkept:
        say(f"{unkept} requests have no reply in the store: they are told without an answer")
    return prompts, tuple(listener.heard.values())
