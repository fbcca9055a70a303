"""A desk to test the line at: articles from text, engines that say what a test wants, replies kept in a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from briefer import chunks, evidence, extract, readers
from briefer.actors import Table, table
from briefer.engines import Engine, Settings, rules
from briefer.errors import JobFailed
from briefer.jobs import Asker
from briefer.model import Article, Brief, Chunk, Job, Json, Made, Position, Reply, Withheld
from briefer.pipeline import Desk, Order, Reporter, generate
from briefer.runners.serial import SerialExecutor

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
NAMES: Table = table()
ASKER = Asker({"kind": "test"})
ORDER = Order("The week", "2017-W30", Made("0", "test", "", "default", ""))


def article(text: str, name: str = "a.txt", **rest: str) -> Article:
    """An article of these words, blank lines between its paragraphs."""
    return Article(name, text, **rest)  # type: ignore[arg-type]


@cache
def seeds() -> tuple[Article, ...]:
    """The sample corpus."""
    return readers.read([SEEDS])[0]


def chunk(text: str, name: str = "a.txt", **rest: str) -> Chunk:
    """The only chunk of a short text."""
    (only,) = chunks.chunk(article(text, name, **rest))
    return only


def reading(found: Article) -> evidence.Reading:
    return evidence.read(found, chunks.chunk(found), NAMES)


def entry(**said: object) -> dict[str, object]:
    """One entry of an `extract` reply; what is not given is empty."""
    empty = {"at": [], "words": [], "source": "", "cue": "", "holder": "", "speaker": "", "says": "", "about": ""}
    return {**empty, "kind": "asserts", **said}


def weigh(text: str, **said: object) -> Position | Withheld:
    """The verdict on one entry of a reply about a text."""
    only = chunk(text)
    (claim,), problems = extract.read(Reply("", {"positions": [entry(**said)]}), only)
    assert not problems
    return evidence.weigh(claim, reading(only.article))


@dataclass(frozen=True)
class Says:
    """An engine that answers each task by a function of the job; by `rules` where none is given. Counts its jobs."""

    extract: Callable[[Job], Json] | None = None
    relate: Callable[[Job], Json] | None = None
    write: Callable[[Job], Json] | None = None
    asked: list[Job] = field(default_factory=list)
    identity: Json = field(default_factory=lambda: {"kind": "test"})
    reads_prompts: bool = False

    def answer(self, job: Job) -> Reply:
        self.asked.append(job)
        answers: Mapping[str, Callable[[Job], Json] | None] = {
            "extract": self.extract,
            "relate": self.relate,
            "write": self.write,
        }
        said = answers[job.task]
        return Reply(job.key, said(job)) if said else rules.engine(Settings()).answer(job)


def refuses(job: Job) -> Json:
    """The answer of an engine that has none."""
    raise JobFailed("refused", f"no answer to {job.place}")


@dataclass
class Memory:
    """Keeps replies as the store does, as long as the test lasts."""

    kept: dict[str, Reply] = field(default_factory=dict)

    def reply(self, key: str) -> Reply | None:
        return self.kept.get(key)

    def keep(self, job: Job, reply: Reply) -> None:
        self.kept.setdefault(job.key, reply)

    def forget(self, key: str) -> None:
        self.kept.pop(key, None)


def desk(engine: Engine | None = None, memory: Memory | None = None) -> Desk:
    """A desk with the embedded engine, or the given one."""
    asked = engine or rules.engine(Settings())
    kept = Memory() if memory is None else memory
    return Desk(asked, SerialExecutor(), kept, Asker(asked.identity), NAMES, Reporter())


def brief(articles: Sequence[Article], engine: Engine | None = None, memory: Memory | None = None) -> Brief:
    """The brief of these articles."""
    return generate(articles, (), ORDER, desk(engine, memory))
