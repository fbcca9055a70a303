"""`briefer regenerate`: the articles of a past run again, with what is named changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.border import reported, say
from briefer.cli.options import (
    AllowPartial,
    AsJson,
    Asking,
    Briefing,
    MaxCost,
    Printing,
    RunId,
    flags,
    grouped,
)
from briefer.errors import BrieferError, WrongCall

if TYPE_CHECKING:
    from briefer.cli.intake import Gathered
    from briefer.config import Config
    from briefer.store import Run


@reported
@grouped
def regenerate(
    printing: Printing,
    asking: Asking,
    briefing: Briefing,
    run: RunId = "",
    max_cost: MaxCost = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be asked and cost at most; ask nothing, write nothing.")
    ] = False,
    repeat: Annotated[
        int, typer.Option(min=0, max=20, help="Ask everything so many times anew, and say what comes out each time.")
    ] = 0,
    allow_partial: AllowPartial = False,
    as_json: AsJson = False,
) -> None:
    """Write the brief of a past run's articles again: other prompts, another template, another model."""
    from briefer.cli import desk, making
    from briefer.cli.costs import tell_plan
    from briefer.cli.destinations import Destinations
    from briefer.store import open_store
    from briefer.window import Window

    given = flags(printing, asking, briefing) | {"max_cost": max_cost}
    with open_store(desk.settings(given).store) as kept:
        past = kept.run(run)
        chosen = settings_of(past, given)
        articles, days = articles_of(past), str(past.settings.get("window", past.brief["window"]))
        if dry_run:
            tell_plan(chosen, articles.articles, days, kept, as_json, repeat)
            return
        if repeat:
            from briefer.cli.stability import tell_stability

            if any((printing.output, printing.template, printing.format)):
                raise WrongCall("--repeat writes no brief", "leave out -o, --template and --format")
            tell_stability(chosen, articles, days, (kept, repeat), as_json)
            return
        destinations = Destinations(printing.output, chosen)
        span = Window(str(past.settings.get("since", "")), str(past.settings.get("end", "")), days)
        made = making.brief(chosen, articles, span, kept, past.id)
    if not as_json:
        say(f"regenerated from run {past.id}" + ("" if made.run != past.id else ", which it equals"))
    making.finish(made, destinations, allow_partial, as_json)


def settings_of(past: Run, given: dict[str, str]) -> Config:
    """The settings of a past run with what is named changed; what it does not remember is as it is set now."""
    from briefer import questions
    from briefer.cli import desk

    how = past.settings
    kept = {"engine": str(how["engine"]), "model": str(how["model"]), "pack": str(how["pack"]), "title": past.title}
    # how many questions go at once says how articles are cut for a model
    kept |= {key: str(how.get(key, "")) for key in ("second_opinion", "jobs")}
    if not given["engine"] and (given["model"] or given["base_url"]):
        kept["engine"] = "auto"
    if given["engine"] and given["engine"] != kept["engine"]:
        kept["model"] = ""
    chosen = desk.settings(kept | {key: value for key, value in given.items() if value})
    if "questions" not in how:
        return chosen
    return replace(chosen, questions=questions.parse(how["questions"]))


def articles_of(past: Run) -> Gathered:
    """The articles of a past run as they are kept, and what was said of reading them then."""
    from briefer import window
    from briefer.cli.intake import Gathered
    from briefer.model import Problem
    from briefer.window import Window

    if not past.articles:
        raise BrieferError(f"run {past.id} keeps no article", "generate its brief again")
    read = (*past.articles, *past.beside)
    told = past.settings.get("problems")
    if told is None:  # a run of an earlier version: of its problems of reading the missing dates can still be told
        return Gathered(past.articles, read, window.select(past.articles, Window())[1])
    return Gathered(past.articles, read, tuple(Problem(*each) for each in told))
