"""The span check: the words of a quote stand in the article, typography aside, or they are not found."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefer.evidence.fold import fold
from briefer.evidence.nearest import nearest
from briefer.evidence.span import REACH, locate
from briefer.evidence.words import begins_word, ends_word
from briefer.model import Match, Span

SHARED = Path(__file__).parents[2] / "shared" / "eval"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="../shared/eval, the evaluation material, is absent")

ARTICLE = (
    "“We’re not ready to reopen the port,” Minister Ana Ruiz said on Tuesday — two days after the storm.\n\n"
    "The council ... has asked for $1.5 million, and sanc-\ntions on ship-to-\nship transfers stay. “It doesn’t help,” "
    "said a mem-\nber of the party. China's envoy told the ‘Daily Post’ that\u00a0North Korea had agreed.\n"
    "The café’s owner, the council said, was −5 degrees cold."
)

FOUND = {
    "verbatim": ("ready to reopen the port", "ready to reopen the port", Match.EXACT),
    "straight for curly": ("We're not ready", "We’re not ready", Match.FOLDED),
    "marks around it": (
        '"We\'re not ready to reopen the port,"',
        "“We’re not ready to reopen the port,”",
        Match.FOLDED,
    ),
    "full stop for comma": ("We're not ready to reopen the port.", "We’re not ready to reopen the port", Match.FOLDED),
    "first letter lower": ("we’re not ready", "We’re not ready", Match.FOLDED),
    "first letter upper": ("Ready to reopen", "ready to reopen", Match.FOLDED),
    "bracketed letter": ("[R]eady to reopen", "ready to reopen", Match.FOLDED),
    "dash without spaces": ("on Tuesday—two days", "on Tuesday — two days", Match.FOLDED),
    "dash as hyphen": ("on Tuesday - two days", "on Tuesday — two days", Match.FOLDED),
    "across a paragraph": ("after the storm. The council", "after the storm.\n\nThe council", Match.FOLDED),
    "printed ellipsis": ("The council ... has asked", "The council ... has asked", Match.EXACT),
    "printed ellipsis as one sign": ("The council … has asked", "The council ... has asked", Match.FOLDED),
    "broken word": ("sanctions on", "sanc-\ntions on", Match.FOLDED),
    "broken compound": ("ship-to-ship transfers", "ship-to-\nship transfers", Match.FOLDED),
    "broken word as copied": ("a mem-\nber of", "a mem-\nber of", Match.EXACT),
    "broken word copied with a space": ("a mem- ber of", "a mem-\nber of", Match.FOLDED),
    "both breaks": ("sanctions on ship-to-ship transfers", "sanc-\ntions on ship-to-\nship transfers", Match.FOLDED),
    "no-break space": ("that North Korea", "that\u00a0North Korea", Match.FOLDED),
    "entities": ("Minister&nbsp;Ana Ruiz &#115;aid", "Minister Ana Ruiz said", Match.FOLDED),
    "numeric entity": ("It doesn&#8217;t help", "It doesn’t help", Match.FOLDED),
    "house style of marks": ('told the "Daily Post" that', "told the ‘Daily Post’ that", Match.FOLDED),
    "before a possessive": ("China", "China", Match.EXACT),
    "decomposed accent": ("The cafe\u0301's owner", "The café’s owner", Match.FOLDED),
    "one word": ("storm", "storm", Match.EXACT),
    "amount": ("$1.5 million", "$1.5 million", Match.EXACT),
    "negative number": ("-5 degrees", "−5 degrees", Match.FOLDED),
    "minus sign": ("was −5 degrees", "was −5 degrees", Match.EXACT),
}

NOT_FOUND = {
    "not taken out": "We’re ready to reopen the port",
    "not put in": "Ana Ruiz did not said",
    "number": "$2.5 million",
    "another name": "Minister Ana Diaz said",
    "case inside": "ready to Reopen the port",
    "case of a name": "minister ana ruiz said",
    "part of a word": "art",
    "part of a word at the end": "the part",
    "part of a number": "5 million",
    "part of a contraction": "It doesn",
    "rest of a contraction": "t help",
    "unsigned number": "5 degrees cold",
    "comma put in": "ready, to reopen",
    "words left out unmarked": "ready to the port",
    "words swapped": "reopen to ready",
    "stop where a word was": "China's envoy told the .",
    "broken word misread": "sanc tions on",
    "hyphen put in": "re-open the port",
    "hyphen taken out": "shiptoship transfers",
    "elision with an altered part": "not ready … to close the port",
    "invented tail": "ready to reopen the port at midnight",
}


@pytest.mark.parametrize(("quote", "stands", "match"), FOUND.values(), ids=FOUND)
def test_a_quote_is_found_whatever_its_typography(quote: str, stands: str, match: Match) -> None:
    located = locate(fold(ARTICLE), quote)
    assert ARTICLE[slice(*located.span)] == stands
    assert (located.match, located.code) == (match, "")


@pytest.mark.parametrize("quote", NOT_FOUND.values(), ids=NOT_FOUND)
def test_a_quote_that_is_not_there_word_for_word_is_not_found(quote: str) -> None:
    located = locate(fold(ARTICLE), quote)
    assert not located.found
    assert located.code == "not-found"


@pytest.mark.parametrize("quote", ["", "  ", "“”", "...", "—", "[…]", "[a] [b]", "…[x]…"])
def test_a_quote_without_words_is_empty(quote: str) -> None:
    assert locate(fold(ARTICLE), quote).code == "empty"


ELIDED = {
    "three dots": ("We’re not ready ... on Tuesday", ["We’re not ready", "on Tuesday"]),
    "ellipsis": ("We’re not ready … on Tuesday", ["We’re not ready", "on Tuesday"]),
    "brackets": (
        "We’re not ready […] on Tuesday […] after the storm",
        ["We’re not ready", "on Tuesday", "after the storm"],
    ),
    "round brackets": ("We’re not ready (...) on Tuesday", ["We’re not ready", "on Tuesday"]),
    "spaced dots": ("We’re not ready . . . on Tuesday", ["We’re not ready", "on Tuesday"]),
    "insertion": ("envoy told [a paper] that North Korea", ["envoy told", "that\u00a0North Korea"]),
    "insertion with a possessive": ("on Tuesday [Chile]'s two days", ["on Tuesday", "two days"]),
    "edited ending": ("said a member of the part[ies]", ["said a mem-\nber of the"]),
    "capital inside": ("Minister Ana Ruiz said [T]wo days after", ["Minister Ana Ruiz said", "two days after"]),
    "one word": ("Minister … storm", ["Minister", "storm"]),
    "beside a printed ellipsis": ("The council ... has […] sanctions", ["The council", "has", "sanc-\ntions"]),
}


@pytest.mark.parametrize(("quote", "fragments"), ELIDED.values(), ids=ELIDED)
def test_marked_editing_splits_a_quote_into_fragments_in_order(quote: str, fragments: list[str]) -> None:
    located = locate(fold(ARTICLE), quote)
    assert [ARTICLE[slice(*fragment)] for fragment in located.fragments] == fragments
    assert located.match is Match.ELIDED


def test_fragments_out_of_order_are_refused() -> None:
    assert locate(fold(ARTICLE), "on Tuesday … We’re not ready").code == "out-of-order"


def test_fragments_too_far_apart_are_refused() -> None:
    far = "The port is open. " + "It rained. " * (REACH // 11 + 1) + "The mine is closed."
    assert locate(fold(far), "The port is … The mine is closed").code == "out-of-order"


def test_the_nearest_places_of_fragments_are_taken() -> None:
    text = "He said it. Later he said it again, and she left."
    located = locate(fold(text), "He said it … she left")
    assert located.fragments[0] == Span(18, 28)


def test_a_quote_that_stands_twice_gives_all_places_and_prefers_the_claims_sentences() -> None:
    text = "The port is open. He came. The port is open, he wrote."
    assert [place.start for place in locate(fold(text), "The port is open").places] == [0, 27]
    assert locate(fold(text), "The port is open").span.start == 0
    assert locate(fold(text), "The port is open", (Span(27, 54),)).span.start == 27
    assert locate(fold(text), "The port is open.", (Span(27, 54),)).span.start == 27


def test_an_article_that_prints_brackets_is_quoted_with_them() -> None:
    text = 'She wrote: "[T]he port [of Lima] is open."'
    assert locate(fold(text), "[T]he port [of Lima] is open").match is Match.EXACT


FOREIGN = {
    "korean": "한국 정부는 오늘 항구를 다시 열었다고 밝혔다. 장관은 기다리라고 말했다.",
    "chinese": "政府星期二宣布港口重新开放。部长说,还需要两天。",
    "arabic": "قالت الوزيرة إن الميناء \u202bمفتوح\u202c منذ يوم الثلاثاء.",
    "hebrew": "השרה אמרה כי הנמל \u200fפתוח מיום שלישי.",
    "vietnamese": "Bộ trưởng nói cảng đã mở cửa trở lại hôm thứ Ba.",
    "hindi": "मंत्री ने कहा कि बंदरगाह मंगलवार से खुला है।",
    "thai": "รัฐมนตรีกล่าวว่าท่าเรือเปิดแล้ว",
    "emoji": "The port 👩‍👩‍👧 is ❤️ open 🇨🇱 again.",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_every_slice_of_whole_words_in_any_script_is_found_where_it_stands(text: str) -> None:
    folded, words = fold(text), [found.span() for found in re.finditer(r"\S+", text)]
    for first in range(len(words)):
        for last in range(first, len(words)):
            quote = text[words[first][0] : words[last][1]]
            located = locate(folded, quote)
            if any(map(str.isalnum, quote)):
                assert any(fold(text[slice(*place)]).text.rstrip(".") in fold(quote).text for place in located.places)


WORDS = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(categories=["L"], exclude_characters="'"), min_size=1, max_size=9),
        st.sampled_from(
            [
                "not",
                "can’t",
                "the",
                "1.5",
                "$30",
                "50%",
                "U.S.",
                "ship-to-ship",
                "(ICBM)",
                "“so,”",
                "café",
                "cafe\u0301",
                "ﬁve",
            ]
        ),
    ),
    min_size=3,
    max_size=25,
)
GAPS = st.lists(st.sampled_from([" ", " ", " ", "\n", "  ", "\u00a0", "\n\n", "\u200b "]), min_size=25, max_size=25)


@given(WORDS, GAPS, st.data())
def test_any_slice_of_whole_words_of_any_text_verifies_and_slices_back(
    words: list[str], gaps: list[str], data: st.DataObject
) -> None:
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    bounds = [found.span() for found in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(bounds) - 1))
    last = data.draw(st.integers(first, len(bounds) - 1))
    quote = text[bounds[first][0] : bounds[last][1]]
    assume(any(map(str.isalnum, quote)))
    located = locate(fold(text), quote)
    places = [text[slice(*place)] for place in located.places]
    assert quote in places or any(_bare(quote) in fold(place).text for place in places)


def _bare(quote: str) -> str:
    """A quote without what may be left off at its edges."""
    return re.sub(r"^\W+|\W+$", "", fold(quote).text)


@given(st.lists(st.text(alphabet="abcdefghij", min_size=2, max_size=8), min_size=5, max_size=20), st.data())
def test_a_single_changed_letter_is_not_found_unless_that_text_stands_there_too(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words) - 1))
    chosen = words[first : last + 1]
    which = data.draw(st.integers(0, len(chosen) - 1))
    at = data.draw(st.integers(0, len(chosen[which]) - 1))
    letter = data.draw(st.sampled_from("abcdefghijxyz"))
    assume(chosen[which][at] != letter)
    chosen[which] = chosen[which][:at] + letter + chosen[which][at + 1 :]
    quote = " ".join(chosen)
    assert locate(fold(text), quote).found == bool(re.search(rf"\b{re.escape(quote)}\b", text))


BORDERS = {
    "inside a word": ("party", 1, False, False),
    "between words": ("a b", 2, True, True),
    "possessive": ("China's", 5, True, True),
    "after a possessive mark": ("China's", 6, False, True),
    "contraction": ("don't", 3, True, False),
    "thousands": ("1,000", 1, True, False),
    "after a comma in a number": ("1,000", 2, False, True),
    "hyphen": ("15-member", 3, True, True),
    "combining mark": ("हिन्दी", 1, False, False),
    "han": ("港口", 1, True, True),
    "hangul": ("항구", 1, False, False),
    "elision in French": ("l'Iran", 2, True, True),
}


@pytest.mark.parametrize(("text", "at", "begins", "ends"), BORDERS.values(), ids=BORDERS)
def test_quotes_begin_and_end_at_the_borders_of_words(text: str, at: int, begins: bool, ends: bool) -> None:
    assert (begins_word(text, at), ends_word(text, at)) == (begins, ends)


NEAR = {
    "word put out": ("We're now ready to reopen the port", "[-not-] {+now+}"),
    "word put in": ("Minister Ana Ruiz never said on Tuesday", "{+never+}"),
    "word taken out": ("We're ready to reopen the port", "[-not-]"),
    "number": ("has asked for $2.5 million", "[-$1.5-] {+$2.5+}"),
}


@pytest.mark.parametrize(("quote", "diff"), NEAR.values(), ids=NEAR)
def test_a_near_miss_answers_with_the_passage_and_what_differs(quote: str, diff: str) -> None:
    near = nearest(fold(ARTICLE), quote)
    assert diff in near.diff
    assert ARTICLE[slice(*near.span)].rsplit(maxsplit=1)[-1].strip(",") == quote.rsplit(maxsplit=1)[-1]


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_a_near_miss_is_found_in_any_script(text: str) -> None:
    words = text.split(" ")
    words[len(words) // 2] = "xx"
    if len(words) > 3:
        assert "{+xx+}" in nearest(fold(text * 3), " ".join(words)).diff


def test_nothing_near_gives_nothing() -> None:
    assert not nearest(fold(ARTICLE), "zzzz qqqq xxxx wwww kkkk jjjj").found
    assert not nearest(fold(""), "a quote").found
    assert not nearest(fold(ARTICLE), "").found


@needs_shared
def test_no_altered_quote_of_the_sample_articles_is_accepted_and_every_verbatim_one_is_found() -> None:
    data = json.loads((SHARED / "quotes" / "altered.json").read_text())
    folded = {name: fold(text) for name, text in data["texts"].items()}
    for item in data["items"]:
        located = locate(folded[item["doc"]], item["q"])
        assert located.found == (item["kind"] == "verbatim"), item["q"]
        if located.found:
            assert item["q"] in [data["texts"][item["doc"]][slice(*place)] for place in located.places]
