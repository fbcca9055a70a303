"""The sample corpus against a careful reader's own reading of it: who holds what, and what is disputed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefer import assets, chunks, evidence, readers
from briefer.actors import table
from briefer.evidence.fold import folded_text
from tests.desk import brief_of

ROOT = Path(__file__).resolve().parent.parent
READING = json.loads((ROOT / "tests/data/seeds_reading.json").read_text(encoding="utf-8"))
