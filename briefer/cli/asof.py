"""`generate --as-of`: a past brief made again of what was known then; nothing is read, asked or kept.

A run names its own brief. A day names the last brief that the series had by the end of it; a series begun only later is
taken as if each brief had been made when its articles ended. What came late or was corrected is known from the first
brief on that was made of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefer import dates
from briefer.cli import desk, lookback, then
from briefer.cli.border import say
from briefer.cli.display import display
from briefer.cli.making import Made
from briefer.config import Config, engine_of
from briefer.document import as_dict
from briefer.engines import Engine
from briefer.errors import BrieferError, JobFailed
from briefer.model import Job, Json, Reply
from briefer.store import Store
from briefer.window import Window

if TYPE_CHECKING:
    from briefer.model import Order
    from briefer.store import Run

_END = "T99"
"""Behind any time of a day, as text."""
_SECONDS = len("2017-07-26T12:00:00")
_GONE_ON = "incomplete: some questions were never asked in these words, and nothing is asked when looking back"


@dataclass(frozen=True)
class Then:
    """A past run, and until when the briefs that it looks back at may have been made."""

    run: Run
    known: str


class Unasked:
    """An engine that gives no new answers: what is in the store is all there is."""

    def __init__(self, engine: Engine) -> None:
        self.identity, self.reads_prompts = engine.identity, engine.reads_prompts

    def answer(self, job: Job) -> Reply:
        """Raises JobFailed: nothing is asked."""
        raise JobFailed("not-asked", f"{job.place} was never asked in these words, and nothing is when looking back")


def find(kept: Store, wanted: str, title: str, engine: str, span: Window) -> Then:
    """The run that a day or a run's id means. Raises BrieferError where there is none.

    A window chooses among the briefs of a day; it does not go with a run's id.
    """
    try:
        day = dates.iso(wanted)
    except ValueError:
        if not span.open:
            raise BrieferError("--week goes with a day, and not with a run", "a run has its own week") from None
        run = kept.run(wanted)
        return Then(run, kept.made(run.id))
    every = kept.editions(title, engine)
    known = kept.editions(title, engine, known=day + _END)
    until = day + _END if known else ""
    found = list(known or [each for each in every if each.last <= day])
    if not span.open:
        found = [each for each in found if (each.first, each.end) == (span.start, span.end)]
    if not found:
        label = f" of {span.label}" if not span.open else ""
        there = f"its first one is of {every[0].label}" if every else "--title and --engine name one"
        raise BrieferError(f"the series {title!r} ({engine}) had no brief{label} on {day}", there)
    return Then(kept.run(found[-1].run), until)


def made(wanted: str, chosen: Config, named: Mapping[str, str], span: Window, kept: Store) -> Made:
    """The brief that a day or a run's id means, made again with what is named changed."""
    found = find(kept, wanted, chosen.title or desk.TITLE, chosen.engine, span)
    document, complete = rebuilt(found, then.settings(found.run, named), kept)
    return Made(document, found.run.id, complete)


def rebuilt(found: Then, chosen: Config, kept: Store) -> tuple[Json, bool]:
    """The brief of a past run made again, and whether every question has an answer."""
    from briefer import packs, pipeline, printing

    run = found.run
    span = Window(run.settings.get("since", ""), run.settings.get("end", ""), run.brief["window"])
    given = then.articles(run)
    prompts, engine = packs.load(chosen.pack), engine_of(chosen)
    order: Order = desk.order(chosen, engine, prompts, run.brief["window"])
    before = lookback.series(order, given, span, kept, found.known)
    decided = tuple(each for each in desk.decided(given.articles, kept) if each.at[:_SECONDS] <= run.made_at[:_SECONDS])
    order = replace(order, decisions=decided, comments=bool(run.settings.get("comments")))
    order = replace(order, past=lookback.past(before, given, span))
    asked = Unasked(engine) if engine.reads_prompts else engine
    with display() as shown, desk.open_desk(chosen, asked, prompts, kept, shown) as ready:
        brief = lookback.followed(pipeline.generate(run.articles, given.problems, order, ready), before)
    document = printing.marked(as_dict(brief), chosen.marking)
    _say(run, document, order, brief.complete)
    return document, brief.complete


def _say(run: Run, document: Json, order: Order, complete: bool) -> None:
    since = f"compared with run {order.past.run}" if order.past else "compared with nothing"
    say(f"as run {run.id} of {run.made_at[:10]}: {len(run.articles)} articles, {since}; not kept")
    if document == run.brief:
        say("it is what it was then, word for word")
    else:
        version = run.brief["made_with"]["version"]
        say(f"it is not what it was then, made by briefer {version}: `briefer show {run.id}` prints that")
    if not complete:
        say(_GONE_ON)
