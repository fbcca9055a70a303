"""One small article and all that is asked of it: what a pack's prompts come to. Values in, values out.

The article is made up, and its positions are read by the embedded engine, so the payloads are those of real jobs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache

from briefer import chunks, compose, evidence, extract, grades, issues, opinion, packs, questions
from briefer.actors import table
from briefer.engines import Settings, rules
from briefer.jobs import Asker
from briefer.model import Answer, Article, Chunk, Grade, Job, Json, Position, Question

TEXT = """\
OSLO, March 4, 2021 - Norway's foreign minister, Ana Berg, said on Thursday: "The port will stay shut until the
inspections are over." She warned that ships which ignore the order may be fined.

Chile said the closure was unlawful under the treaty of 1998. An official of its trade ministry, who asked not to be
named, said Norway had promised an exemption for food.

Norway denied that it had promised any exemption.
"""
"""Speech in quotation marks and outside them, a named speaker, an unnamed one, a denial, and a dispute."""
ASKED = (Question("Is the closure lawful?", "policy", (), ("closure", "unlawful"), (Answer("no", ("unlawful",)),)),)


@cache
def article() -> Article:
    """The article of the trial."""
    return Article("trial.txt", TEXT, title="Port stays shut", outlet="Harbour Wire", published="2021-03-04")


@cache
def chunk() -> Chunk:
    """The only chunk of it."""
    return chunks.chunk(article())[0]


@cache
def positions(called: tuple[Grade, ...] = ()) -> tuple[Position, ...]:
    """What is held in it, as a pack calls it."""
    names = table()
    reading = evidence.read(article(), (chunk(),), names)
    reply = rules.engine(Settings()).answer(extract.ask(chunk(), Asker({})))
    claims = extract.read(reply, chunk())[0]
    weighed = [grades.graded(claim, evidence.weigh(claim, reading), called, names) for claim in claims]
    return tuple(each for each in weighed if isinstance(each, Position))


@cache
def jobs(called: tuple[Grade, ...] = ()) -> Mapping[str, Job]:
    """One job of each task, without its prompt; each with all that a payload of its task can hold."""
    asker, held = Asker({}), positions(called)
    related = issues.ask(held, asker, questions.payload(ASKED))
    found, _ = issues.read(rules.engine(Settings()).answer(related), held, lambda *_: True)
    made = (
        extract.ask(chunk(), asker, (("Ana Berg", "foreign minister"),)),
        opinion.ask(held, asker),
        related,
        compose.ask("The week", found, held, asker, grades.labels(called)),
    )
    return {each.task: each for each in made}


def fingerprints(pack: packs.Pack) -> Json:
    """A hash of each task's prompt as the pack puts it: equal where two packs ask a task alike."""
    return {
        task: hashlib.sha256(json.dumps(packs.messages(pack, task, job.payload)).encode()).hexdigest()[:16]
        for task, job in jobs(pack.grades).items()
    }
