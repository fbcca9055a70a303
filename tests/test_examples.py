"""The worked examples of the prompts: our own checks pass them, and what leaks from one into a reply is withheld."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from briefer import assets, chunks, evidence, extract, packs
from briefer.model import Position, Reply, Withheld
from tests.desk import article, chunk, reading, seeds


def example(pack: str) -> tuple[str, dict[str, Any]]:
    """The sentences of the example in a pack's `extract` prompt, without their ids, and the answer to them."""
    payload = {"title": "", "outlet": "", "date": "", "earlier": [], "paragraphs": [[["S1", "It rained."]]]}
    system = packs.messages(packs.load(pack), "extract", payload)[0].content
    _, _, told = system.rpartition("Example: ")
    text, _, answer = told.partition("\n")
    return re.sub(r"S\d+ ", "", text), json.loads(answer)


@pytest.mark.parametrize("pack", assets.packs())
def test_the_answer_of_the_example_is_verified_against_its_sentences(pack: str) -> None:
    text, answer = example(pack)
    only = chunk(f"{text}\n")
    found, problems = extract.read(Reply("", answer), only)
    assert found
    assert not problems
    for claim in found:
        weighed = evidence.weigh(claim, reading(only.article))
        assert isinstance(weighed, Position), weighed
        assert weighed.status == "verified"
        assert (weighed.holder, weighed.speaker) == (claim.holder, claim.speaker)


@pytest.mark.parametrize("pack", assets.packs())
def test_an_example_that_leaks_into_a_reply_is_withheld_and_counted(pack: str) -> None:
    _, answer = example(pack)
    for each in seeds():
        found, _ = extract.read(Reply("", answer), chunks.chunk(each)[0])
        weighed = [evidence.weigh(claim, reading(each)) for claim in found]
        assert len(weighed) == len(answer["positions"])
        assert all(isinstance(one, Withheld) for one in weighed)


@pytest.mark.parametrize("pack", assets.packs())
def test_of_an_example_that_leaks_where_it_fits_only_the_articles_own_words_are_printed(pack: str) -> None:
    _, answer = example(pack)
    text = article("Norway said on Tuesday that the truce would hold.\n")
    (claim,), _ = extract.read(Reply("", answer), chunks.chunk(text)[0])
    held = evidence.weigh(claim, reading(text))
    assert isinstance(held, Position)
    assert (held.speaker, held.statement) == ("", "Norway said that the truce would hold.")
