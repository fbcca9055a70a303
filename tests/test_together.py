"""Many disputes in one brief: whatever the order, names and copies of the articles, each is found as it is alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from briefer.model import Article
from briefer.window import in_order
from tests.desk import article, brief
from tests.test_policies import DISPUTES, NONE
from tests.test_tellings import FERRY, OTHER

DAYS = ("2017-07-24", "2017-07-25")
NAMES = tuple(DISPUTES)


def pair(name: str) -> tuple[Article, Article]:
    """The two articles of a dispute, or of the ferry."""
    texts = (FERRY, OTHER) if name == "ferry" else DISPUTES[name][:2]
    one, other = (article(text, f"{name}{at}.txt", published=DAYS[at]) for at, text in enumerate(texts))
    return one, other


def told(articles: Sequence[Article]) -> tuple[frozenset[object], frozenset[object]]:
    """The disputes with the statements on their sides, and the reports against each other."""
    made = brief(in_order(articles))
    disputes = frozenset(
        (
            each.question,
            tuple(
                (side.label, frozenset((held.holder, held.statement) for held in side.positions)) for side in each.sides
            ),
        )
        for each in made.issues
        if each.disputed
    )
    return disputes, frozenset((each.asked, each.told, each.citation.quote) for each in made.tellings)


def test_all_disputes_of_the_table_are_found_together_and_no_other_one() -> None:
    disputes, _ = told([each for name in NAMES for each in pair(name)])
    assert {each[0] for each in disputes} == {asked for *_, asked, _ in DISPUTES.values()}  # type: ignore[index]


@settings(max_examples=20, deadline=None, phases=(Phase.generate,))
@given(
    st.lists(st.sampled_from((*NAMES, "ferry")), min_size=1, max_size=4, unique=True).flatmap(
        lambda names: st.tuples(
            st.just(names),
            st.permutations(range(2 * len(names))),
            st.integers(0, 2 * len(names) - 1),
            st.sampled_from(sorted(NONE)),
        )
    )
)
def test_order_names_copies_and_an_unrelated_article_change_none(
    drawn: tuple[list[str], list[int], int, str],
) -> None:
    names, order, copied, unrelated = drawn
    articles = [each for name in names for each in pair(name)]
    first = told(articles)
    assert len(first[0]) + bool(first[1]) == len(names)
    renamed = [replace(articles[at], name=f"{number}-{at % 3}.txt") for number, at in enumerate(order)]
    twice = replace(articles[copied], name="zz.txt", outlet="Another Post", twin=1)
    assert told((*renamed, twice)) == first
    weather = article("It rained in the hills, and the river rose by a hand.", "weather.txt", published=DAYS[0])
    assert told((*renamed, weather)) == first
    _, other = NONE[unrelated]
    disputes, _ = told((*renamed, article(other, "more.txt", published=DAYS[1])))
    assert {each[0] for each in first[0]} <= {each[0] for each in disputes}  # type: ignore[index]
