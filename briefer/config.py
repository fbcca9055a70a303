"""What a run is set to: flags before the environment, the environment before `briefer.toml`, that before defaults.

Reads `briefer.toml`, `prices.toml` and the person's own actors. The only place that knows their keys.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefer import plugins
from briefer.collect.settings import Sources, parse
from briefer.engines import Engine, Settings
from briefer.errors import BrieferError, unread
from briefer.model import Question

FILE = "briefer.toml"
STORE = "sqlite:///.briefer/briefer.db"
_KEYS = (
    "articles",
    "engine",
    "model",
    "base_url",
    "pack",
    "title",
    "jobs",
    "template",
    "format",
    "reference_doc",
    "marking",
    "redact",
    "replies",
    "store",
    "second_opinion",
    "second_engine",
    "max_cost",
    "batch",
    "actors",
    "timeout",
    "reviewer",
    "question",
    "collect",
)
_IN_FILE_ONLY = ("articles", "question", "collect")
_TOGETHER = "redact"
"""A setting whose flag adds to the file; one entry a line, since its entries may hold commas."""
_ENVIRONMENT = {
    "model": "BRIEFER_MODEL",
    "base_url": "OPENAI_BASE_URL",
    "api_key": "OPENAI_API_KEY",
    "store": "BRIEFER_STORE",
}
_USUAL_RUNNER = "threads"
ACTORS = "actors.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run. `engine` is a plugin's name, never `auto`; `store` is a URL."""

    engine: str
    settings: Settings
    pack: str = "default"
    title: str = ""
    jobs: int = 8
    template: str = ""
    formats: tuple[str, ...] = ()
    reference_doc: str = ""
    """A Word document whose styles are taken."""
    marking: str = ""
    """What stands in head and foot of every format, such as TLP:AMBER."""
    redact: tuple[str, ...] = ()
    """Positions to take out of all that is written, by their ids or by words of theirs."""
    store: str = STORE
    second_opinion: bool = True
    articles: tuple[str, ...] = ()
    """Files and folders to read where a command names none."""
    second_engine: str = ""
    """A plugin that reads the articles too, to say what both find; "" for none."""
    batch: bool = False
    """Whether questions go to the endpoint together, for less money and later."""
    questions: tuple[Question, ...] = ()
    """What is asked every week."""
    collect: Sources = field(default_factory=Sources)
    """What `briefer collect` fetches."""
    actors: str = ACTORS
    """What the file of the person's own actors is called; its text is in `settings`."""
    reviewer: str = ""
    """Who reviews; empty for whoever is logged in."""

    @property
    def runner(self) -> str:
        """That for batches; else what the engine's module asks for by `RUNNER`: one that computes gains no time."""
        if self.batch:
            return "batch"
        return str(getattr(plugins.load("engines", self.engine), "RUNNER", _USUAL_RUNNER))

    @property
    def slots(self) -> int:
        """How many answers come at the same time for the same money; a batch gains none by many small questions."""
        return 1 if self.batch else self.jobs

    @property
    def workers(self) -> int:
        """How many jobs the runner takes at once: more than are asked at once where an engine's `WAITING` says so."""
        return self.jobs * int(getattr(plugins.load("engines", self.engine), "WAITING", 1))


def load(folder: Path, environment: Mapping[str, str], flags: Mapping[str, str]) -> Config:
    """The settings of a run in `folder`. Raises BrieferError for a setting that makes no sense."""
    table = _file(folder / FILE)
    values = _texts(table)
    values |= {key: environment[name] for key, name in _ENVIRONMENT.items() if environment.get(name)}
    both = filter(None, (values.get(_TOGETHER, ""), flags.get(_TOGETHER, "")))
    values |= {key: value for key, value in flags.items() if value} | {_TOGETHER: "\n".join(both)}
    engine = values.get("engine", "auto")
    if engine == "auto":
        engine = "openai" if values.get("api_key") or values.get("base_url") else "rules"
    if "." not in engine and engine not in plugins.names("engines"):
        raise BrieferError(
            f"no engine named {engine!r}", f"there are: {', '.join(('auto', *plugins.names('engines')))}"
        )
    actors = values.get("actors", "")
    settings = Settings(
        model=values.get("model", ""),
        base_url=values.get("base_url", ""),
        api_key=values.get("api_key", ""),
        replies=values.get("replies", ""),
        actors=_own_actors(folder / actors) if actors else _text(folder / ACTORS),
        prices=_text(folder / "prices.toml"),
        max_cost=_cost(values.get("max_cost", "")),
        jobs=_number(values.get("jobs", "8")),
        timeout=_seconds(values.get("timeout", "90")),
    )
    return Config(
        engine=engine,
        settings=settings,
        pack=values.get("pack", "default"),
        title=values.get("title", ""),
        jobs=settings.jobs,
        template=values.get("template", ""),
        formats=tuple(part.strip() for part in values.get("format", "").split(",") if part.strip()),
        reference_doc=values.get("reference_doc", ""),
        marking=values.get("marking", ""),
        redact=tuple(filter(None, values.get(_TOGETHER, "").split("\n"))),
        store=_url(values["store"]) if values.get("store") else STORE,
        second_opinion=_switch("second_opinion", values.get("second_opinion", "true")),
        second_engine=_second(values.get("second_engine", ""), engine),
        articles=_paths(table.get("articles", [])),
        batch=_switch("batch", values.get("batch", "false")),
        questions=_questions(table.get("question", [])),
        collect=parse(table["collect"]) if "collect" in table else Sources(),
        actors=actors or ACTORS,
        reviewer=" ".join(values.get("reviewer", "").split()),
    )


def engine_of(config: Config) -> Engine:
    """The engine that a configuration names, ready to answer."""
    made: Engine = plugins.load("engines", config.engine).engine(config.settings)
    return made


def second_of(config: Config) -> Engine:
    """The second engine. Raises BrieferError for one that would have to be paid: plans and limits know of one only."""
    made: Engine = plugins.load("engines", config.second_engine).engine(config.settings)
    if made.reads_prompts:
        hint = "the other way round: --engine openai --second-engine rules"
        raise BrieferError(f"the second engine is one that asks nobody, and not {config.second_engine}", hint)
    return made


def _second(name: str, engine: str) -> str:
    if name and name == engine:
        raise BrieferError(f"the second engine is {name}, and so is the first", "give another one, or none")
    return name


def _file(path: Path) -> dict[str, Any]:
    text = _text(path)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrieferError(f"{path.name} is not TOML: {error}") from error
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise BrieferError(f"{path.name} has no setting {unknown[0]!r}", f"there are: {', '.join(_KEYS)}")
    return table


def _texts(table: Mapping[str, Any]) -> dict[str, str]:
    """The settings that flags and variables have, too, as these have them."""
    plain = {key: value for key, value in table.items() if key not in _IN_FILE_ONLY}
    between = {_TOGETHER: "\n"}
    return {
        key: between.get(key, ",").join(map(str, value)) if isinstance(value, list) else str(value)
        for key, value in plain.items()
    }


def _paths(value: object) -> tuple[str, ...]:
    paths = [value] if isinstance(value, str) else value
    if not isinstance(paths, list) or not all(isinstance(each, str) and each for each in paths):
        raise BrieferError("articles are no files and folders", 'write them as articles = ["in/"]')
    return tuple(paths)


def _questions(tables: object) -> tuple[Question, ...]:
    if tables == []:
        return ()
    from briefer import questions

    try:
        return questions.parse(tables)
    except ValueError as error:
        raise BrieferError(f"{FILE}: {error}", "docs/usage.md has the format") from error


def _own_actors(path: Path) -> str:
    """The text of the actors that a setting names: unlike the usual file, that one has to be there."""
    if not path.is_file():
        raise BrieferError(f"there is no file {path.name} of actors", 'is the setting "actors" right?')
    return _text(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise BrieferError(f"cannot read {path.name}: {unread(error)}") from error


def _url(store: str) -> str:
    """The URL of a store that was given as one, or as the path of its file."""
    return store if "://" in store else f"sqlite:///{Path(store).expanduser()}"


def _switch(key: str, value: str) -> bool:
    if value.lower() not in {"true", "false"}:
        raise BrieferError(f"{key} is {value!r}", "give true or false")
    return value.lower() == "true"


def _seconds(value: str) -> float:
    seconds = _amount(value)
    if not 0 < seconds < math.inf:
        raise BrieferError(f"{value!r} is no number of seconds", "give more than 0")
    return seconds


def _number(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 256:
        raise BrieferError(f"{value!r} is no number of jobs", "give 1 to 256")
    return int(value)


def _cost(value: str) -> float | None:
    if not value:
        return None
    cost = _amount(value)
    if not 0 <= cost < math.inf:
        raise BrieferError(f"max_cost is {value!r}", "give an amount of USD, such as 0.50")
    return cost


def _amount(value: str) -> float:
    """The number that a value is; not a number, which is in no range, where it is none."""
    try:
        return float(value)
    except ValueError:
        return math.nan
