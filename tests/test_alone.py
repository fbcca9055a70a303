"""A sentence of the bottom line can be read without the one before it in its article."""

from __future__ import annotations

import pytest

from briefer.evidence.alone import FALLS, LEANS, STANDS, leaning


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("Norway added that the quota was fair.", FALLS),
        ("Norway added: “The quota is fair.”", FALLS),
        ("Norway further said the quota was fair.", FALLS),
        ("Norway rejected this.", FALLS),
        ("Norway said: “We reject that.”", FALLS),
        ("Norway denied it.", FALLS),
        ("Norway rejected the claims.", FALLS),
        ("Norway refused to back the draft.", LEANS),
        ("Norway said: “They have never asked us.”", LEANS),
        ("Norway said: “In the meantime, boats stay in port.”", LEANS),
        ("Norway rejected the quota.", STANDS),
        ("Norway said that talks were of no use.", STANDS),
        ("Norway said such measures were of no use.", LEANS),
        ("Norway added five boats to the fleet.", STANDS),
        ("Norway said it added value to this fish.", STANDS),
        ("Norway said: “It is not enough to count the fish.”", STANDS),
        ("Norway has denied that its fleet left port.", STANDS),
        ("Norway said that this year was better.", STANDS),
    ],
)
def test_a_statement_stands_by_itself_or_leans_on_another(statement: str, found: int) -> None:
    assert leaning(statement) == found
