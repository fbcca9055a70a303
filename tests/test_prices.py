"""What models cost: the shipped table, the person's own over it, and what a table may not hold."""

from __future__ import annotations

import pytest

from briefer.model import Made, Price, Usage
from briefer.prices import price, usd

OWN = """
["gpt-4.1-mini"]
input = 1
output = 2

["house model"]
input = 0.5
cached = 0.1
output = 0
"""


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("gpt-4.1", Price(2.0, 0.5, 8.0)),
        ("gpt-4.1-2025-04-14", Price(2.0, 0.5, 8.0)),
        ("openai/gpt-4.1", Price(2.0, 0.5, 8.0)),
        ("openai/gpt-4.1-2025-04-14", Price(2.0, 0.5, 8.0)),
        ("gpt-4.1-mini", Price(1, 1, 2)),
        ("house model", Price(0.5, 0.1, 0)),
        (" gpt-5 ", Price(1.25, 0.125, 10.0)),
    ],
)
def test_a_model_is_known_by_its_names(model: str, expected: Price) -> None:
    assert price(model, OWN) == expected


@pytest.mark.parametrize(
    "model", ["", "gpt-4.1-mega", "gpt", "gpt-4.1-mini-fast", "my/gpt-4.1-tuned", "ft:gpt-4.1:me", "GPT", "llama-3"]
)
def test_what_is_in_no_table_has_no_price(model: str) -> None:
    assert price(model, OWN) is None


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("[a", "is not TOML"),
        ("a = 1", "[a] needs input and output"),
        ("[a]\ninput = 1", "[a] needs input and output"),
        ("[a]\ninput = 1\noutput = 1\nper = 2", "[a] needs input and output"),
        ("[a]\ninput = -1\noutput = 1", "[a] input is -1"),
        ('[a]\ninput = "1"\noutput = 1', "[a] input is '1'"),
        ("[a]\ninput = true\noutput = 1", "[a] input is True"),
        ("[a]\ninput = nan\noutput = 1", "[a] input is nan"),
        ("[a]\ninput = inf\noutput = 1", "[a] input is inf"),
    ],
)
def test_a_malformed_table_is_refused_and_named(table: str, says: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        price("a", table)
    assert says in str(caught.value)


def test_cached_input_costs_less_and_is_not_counted_twice() -> None:
    each = Price(input=10, cached=1, output=100)
    assert each.of(Usage(1, 1_000_000, 0, 0)) == 10
    assert each.of(Usage(1, 1_000_000, 0, 400_000)) == pytest.approx(6.4)
    assert each.of(Usage(1, 1_000_000, 10_000, 9_000_000)) == pytest.approx(2)


def test_a_cost_is_nothing_known_or_unknown() -> None:
    made = Made("1", "openai", "m", "default", "")
    assert made.cost == 0
    asked = Made("1", "openai", "m", "default", "", Usage(2, 1000, 100, 0))
    assert asked.cost is None
    priced = Made("1", "openai", "m", "default", "", Usage(2, 1000, 100, 0), price=Price(1, 1, 10))
    assert priced.cost == pytest.approx(0.002)


def test_small_amounts_are_seen() -> None:
    amounts = (None, 0, 0.00042, 0.5, 1, 1234.345)
    assert [usd(each) for each in amounts] == ["cost unknown", "$0.00", "$0.0004", "$0.5000", "$1.00", "$1,234.35"]
