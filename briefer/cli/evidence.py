"""`briefer evidence`: a brief with all that it rests on, in one file that somebody else can check."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.border import put, reported, say
from briefer.cli.options import Marking, Redact, RunId, StoreAt, lines
from briefer.engines import Engine
from briefer.errors import BrieferError, JobFailed
from briefer.model import Article, Job, Json, Problem, Reply
from briefer.pipeline import Reporter

if TYPE_CHECKING:
    from briefer.config import Config
    from briefer.packs import Pack
    from briefer.redaction import Redacted
    from briefer.store import Run, Store

_PAGES = ("md", "html", "json")


@reported
def evidence(
    run: RunId = "",
    output: Annotated[
        str, typer.Option("-o", "--output", help="A ZIP file, or - for standard output.")
    ] = "evidence.zip",
    passages_only: Annotated[
        bool, typer.Option("--passages-only", help="Of the articles only the paragraphs that are cited.")
    ] = False,
    marking: Marking = "",
    redact: Redact = None,
    store: StoreAt = "",
) -> None:
    """Pack a past run's brief with passages, articles, prompts, requests and decisions, for somebody else to check."""
    from briefer import outputs, printing
    from briefer.cli import desk
    from briefer.redaction import redacted
    from briefer.store import open_store

    chosen = desk.settings({"marking": marking, "redact": lines(redact), "store": store})
    endings = {"zip": "zip"}
    target = None if output == "-" else outputs.targets(output, endings, endings, "evidence")["zip"]
    with open_store(chosen.store) as kept:
        past = kept.run(run)
        shown = printing.marked(past.brief, marking or past.brief.get("marking", "") or chosen.marking)
        taken = redacted(shown, chosen.redact)
        data, told = _packed(past, taken, chosen, kept, not passages_only)
    if target is None:
        put(data)
        return
    outputs.write({target: data})
    say(f"{target}: the brief of run {past.id}, {told}")
    say(f"its SHA-256, to be told by another way: {hashlib.sha256(data).hexdigest()}")


def _packed(past: Run, taken: Redacted, chosen: Config, kept: Store, whole: bool) -> tuple[bytes, str]:
    """The archive, and what it holds in words."""
    from briefer import assets, bundle, printing
    from briefer.decisions import about, files

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


class _Listener(Reporter):
    """Writes down each job with what came of it."""

    def __init__(self) -> None:
        self.heard: dict[str, tuple[Job, Reply | Problem]] = {}

    def done(self, job: Job, outcome: Reply | Problem) -> None:
        self.heard[job.key] = (job, outcome)


def _asked(past: Run, kept: Store) -> tuple[Pack | None, tuple[tuple[Job, Reply | Problem], ...]]:
    """The prompts of a run and its requests with their answers, made anew from what is kept; nobody is asked."""
    from briefer import config, packs, pipeline
    from briefer.cli import desk, then

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
