"""Asks any OpenAI-compatible endpoint: hosted ones, llama.cpp, vLLM, Ollama and the like. Settings in, engine out.

- schema.py: is this value valid against the reply schema? (pure)
- reading.py: the JSON in what a model wrote (pure)
- failures.py: what to do about an endpoint's error (pure)
- pace.py: how many requests go at once, and when
- endpoint.py: sends requests; retries, pauses, says which setting is wrong
- wire.py: a job as a request, an answer as what was said (pure)
- asking.py: one job: how to ask for the schema, refusals, repairs, replies that broke off
- checkup.py: what `briefer doctor` finds out
- counting.py: what a text costs in tokens
- budget.py: what all requests may cost
- lines.py: the files of a batch (pure)
- batches.py: many requests as one file: submit, poll, collect
- gathering.py: which jobs go into batches, which are there already, which are left to ask one by one
"""

from __future__ import annotations

from briefer.engines import Engine, Settings
from briefer.engines.openai.budget import Budget, Most
from briefer.engines.openai.checkup import RUNGS, Finding, probe
from briefer.engines.openai.counting import bound, counter
from briefer.engines.openai.endpoint import REAL_CLOCK, Clock
from briefer.engines.openai.gathering import GatheringEngine

WAITING = 2

__all__ = ["RUNGS", "Budget", "Clock", "Finding", "Most", "bound", "counter", "engine", "probe"]


def engine(settings: Settings, clock: Clock = REAL_CLOCK) -> Engine:
    """The engine for the endpoint at `settings.base_url`; nothing is asked before its first use."""
    return GatheringEngine(settings, clock)
