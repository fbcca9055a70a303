"""What `briefer extract` has printed of articles, found again while nothing that it depends on has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from briefer.cli import inputs
from briefer.config import Config
from briefer.engines import Engine
from briefer.model import Article
from briefer.packs import Pack
from briefer.store import Store
from briefer.store.lines import Line


class Printed:
    """The lines of some articles in a store, each under the key of all that it depends on beside the replies."""

    def __init__(self, articles: Sequence[Article], chosen: Config, engine: Engine, pack: Pack, store: Store) -> None:
        self._program = _hash(inputs.program())
        shared = [self._program, engine.identity, pack.sha256, chosen.settings.actors]
        self._keys = tuple(_hash([*shared, inputs.article_facts(each)]) for each in articles)
        self._store = store
        found = store.printed(self._keys)
        self.known = {at: found[key] for at, key in enumerate(self._keys) if key in found}
        """The lines that were found, by the place of their article."""

    def keep(self, made: Iterable[tuple[int, str, Iterable[str]]]) -> None:
        """Keep lines: the place of the article, what was printed, and the keys of the replies it was made of."""
        lines = [Line(self._keys[at], text, tuple(replies)) for at, text, replies in made]
        if lines:
            self._store.keep_printed(self._program, lines)


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
