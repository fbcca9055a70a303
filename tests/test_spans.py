"""Finding the spans that touch a given one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefer.model import Span
from briefer.spans import Places, places
from tests.growth import calls

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(0, 20))


@given(st.lists(st.lists(SPANS, max_size=4), max_size=20), SPANS)
def test_just_the_places_that_overlap_a_span_touch_it(owned: list[list[Span]], span: Span) -> None:
    wanted = sorted((each, owner) for owner, own in enumerate(owned) for each in own if each.overlaps(span))
    assert sorted(places(owned).touching(span)) == wanted


def test_nothing_touches_where_there_are_no_places() -> None:
    assert Places(()).touching(Span(0, 10)) == ()


def test_far_places_cost_nothing() -> None:
    def look(count: int) -> int:
        found = places([Span(at * 10, at * 10 + 9)] for at in range(count))
        found.touching(Span(0, 1))
        return calls(lambda: found.touching(Span(count * 5, count * 5 + 20)))

    assert look(4000) <= look(40) + 2
