"""What a past run was made with, taken out of the store: its settings and its articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefer import questions, window
from briefer.cli import desk
from briefer.cli.intake import Gathered
from briefer.config import Config
from briefer.errors import BrieferError
from briefer.model import Problem
from briefer.store import Run
from briefer.window import Window


def settings(past: Run, given: Mapping[str, str]) -> Config:
    """The settings of a past run with what is named changed; what it does not remember is as it is set now."""
    how = past.settings
    kept = {"engine": str(how["engine"]), "model": str(how["model"]), "pack": str(how["pack"]), "title": past.title}
    kept["marking"] = str(past.brief.get("marking", ""))
    # how many questions go at once says how articles are cut for a model
    kept |= {key: str(how.get(key, "")) for key in ("second_opinion", "second_engine", "jobs")}
    if not given["engine"] and (given["model"] or given["base_url"]):
        kept["engine"] = "auto"
    if given["engine"] and given["engine"] != kept["engine"]:
        kept["model"] = ""
    chosen = desk.settings(kept | {key: value for key, value in given.items() if value})
    if "questions" not in how:
        return chosen
    return replace(chosen, questions=questions.parse(how["questions"]))


def articles(past: Run) -> Gathered:
    """The articles of a past run as they are kept, and what was said of reading them then."""
    if not past.articles:
        raise BrieferError(f"run {past.id} keeps no article", "generate its brief again")
    told = past.settings.get("problems")
    if told is None:  # a run of an earlier version: of its problems of reading the missing dates can still be told
        return Gathered(past.articles, (*past.articles, *past.beside), window.select(past.articles, Window())[1])
    return Gathered(past.articles, (*past.articles, *past.beside), tuple(Problem(*each) for each in told))
