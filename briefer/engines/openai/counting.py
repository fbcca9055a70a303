"""Counts tokens as a model does, for what a run costs. Text in, a number out, and whether it is a count or an estimate.

Never goes to the network: tiktoken would download its file on first use, without a timeout, so it is called only when
that very file is already in its cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefer.engines.openai.budget import Most
from briefer.model import Json, Message
from briefer.tokens import estimate

_FILES = {
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
}
"""SHA-256 of tiktoken's files, as `tiktoken_ext.openai_public` has them: it downloads again what does not match."""
_ADDRESS = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts the tokens of a text when called; `method` says how, `exact` whether that is a count or an estimate."""

    method: str
    exact: bool
    count: Callable[[str], int]

    def __call__(self, text: str) -> int:
        return self.count(text)


ESTIMATOR = Counter("estimate", False, estimate)


def counter(model: str) -> Counter:
    """The best counter for `model` that needs no network: tiktoken where its file is cached, else the estimate."""
    import tiktoken

    try:
        name = tiktoken.encoding_name_for_model(model)
    except KeyError:
        return ESTIMATOR
    if not _is_cached(name):
        return ESTIMATOR
    encoding = tiktoken.get_encoding(name)
    return Counter(f"tiktoken {name}", True, lambda text: len(encoding.encode_ordinary(text)))


def _is_cached(name: str) -> bool:
    """Whether the file that tiktoken would read is in its cache, whole; the places are those of `tiktoken.load`."""
    folder = os.environ.get("TIKTOKEN_CACHE_DIR", os.environ.get("DATA_GYM_CACHE_DIR"))
    if folder is None:
        folder = str(Path(tempfile.gettempdir(), "data-gym-cache"))
    if not folder or name not in _FILES:  # an empty setting switches the cache off
        return False
    path = Path(folder, hashlib.sha1(_ADDRESS.format(name).encode(), usedforsecurity=False).hexdigest())
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == _FILES[name]
    except OSError:
        return False


_PER_MESSAGE = 8
"""Tokens that an endpoint puts around a message, at most."""
_UNSURE, _OTHER_SCRIPT = 1.25, 1.5
"""Where tokens are estimated: by what share a text may take more, and what each code point beyond ASCII may."""
_ANSWER_AT_LEAST, _ANSWER_BY_PROMPT = 1024, 1.0
"""Tokens that every answer may take, and those it may take for each token of what is asked about."""


def bound(messages: Sequence[Message], schema: Json, count: Counter) -> Most:
    """The most tokens of a request with these messages, the schema in words beside them, and of its answer."""
    asked = max((count(message.content) for message in messages[-1:]), default=0)
    texts = (*(message.content for message in messages), json.dumps(schema))
    return Most(
        sum(_most(text, count) + _PER_MESSAGE for text in texts),
        _ANSWER_AT_LEAST + int(_ANSWER_BY_PROMPT * asked),
    )


def _most(text: str, count: Counter) -> int:
    if count.exact:
        return count(text)
    others = 0 if text.isascii() else sum(not each.isascii() for each in text)
    return int(_UNSURE * count(text) + _OTHER_SCRIPT * others) + 1
