"""A past run to begin from: its settings with what is named changed, and its articles. Shared by the commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.errors import BrieferError

if TYPE_CHECKING:
    from briefer.cli.intake import Gathered
    from briefer.config import Config
    from briefer.store import Run


def chosen(past: Run, given: Mapping[str, str]) -> Config:
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
    now = desk.settings(kept | {key: value for key, value in given.items() if value})
    if "questions" not in how:
        return now
    return replace(now, questions=questions.parse(how["questions"]))


def articles(past: Run) -> Gathered:
    """The articles of a past run as they are kept, and what was said of reading them then."""
    from briefer import window
    from briefer.cli.intake import Gathered
    from briefer.model import Problem
    from briefer.window import Window

    if not past.articles:
        raise BrieferError(f"run {past.id} keeps no article", "generate its brief again")
    told = past.settings.get("problems")
    if told is None:  # a run of an earlier version: of its problems of reading the missing dates can still be told
        return Gathered(past.articles, past.articles, window.select(past.articles, Window())[1])
    return Gathered(past.articles, past.articles, tuple(Problem(*each) for each in told))
