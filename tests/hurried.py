"""The openai engine with a clock that does not wait, for the command line: `--engine tests.hurried`."""

from __future__ import annotations

from briefer.engines import Engine, Settings, openai
from briefer.engines.openai import Clock
from tests.batchserver import CREATED

WAITING = openai.WAITING


def engine(settings: Settings) -> Engine:
    return openai.engine(settings, Clock(wall=lambda: CREATED, sleep=lambda stopped, seconds: stopped.wait(0.01)))
