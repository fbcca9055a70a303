"""Folding: typography goes, words stay, and every folded character leads back to the article's own."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.evidence.fold import BREAK, fold, folded_text

FOLDS = {
    "plain": ("The port is open.", "The port is open."),
    "curly quotes": ("“It’s ‘open’”", "\"It's 'open'\""),
    "guillemets": ("«Oui» ‹non›", "\"Oui\" 'non'"),
    "low quotes": ("„Ja“ ‚nein‘", "\"Ja\" 'nein'"),
    "hyphens": ("a\u2010b\u2011c\u2012d\u2013e\u2212f", "a-b-c-d-e-f"),
    "long dash": ("the port — closed — is open", "the port-closed-is open"),
    "long dash without spaces": ("the port—closed", "the port-closed"),
    "typed dash": ("the port -- closed", "the port-closed"),
    "spaced hyphen": ("the port - closed", "the port-closed"),
    "ellipsis": ("open … or not", "open ... or not"),
    "no-break spaces": ("10\u00a0000\u202ftons", "10 000 tons"),
    "line ends": ("the port\r\n\r\nis\topen", "the port is open"),
    "ideographic space": ("港\u3000口", "港 口"),
    "soft hyphen": ("sanc\u00adtions", "sanctions"),
    "zero width": ("the\u200b po\u2060rt\ufeff", "the port"),
    "bidi controls": ("\u202bמילה\u202c \u2066x\u2069", "מילה x"),
    "controls": ("the\u0000 po\u0007rt\u0085is", "the port is"),
    "line-end hyphen": ("sanc-\ntions", f"sanc{BREAK}tions"),
    "line-end hyphen with spaces": ("sanc- \r\n  tions", f"sanc{BREAK}tions"),
    "character references": ("R&amp;D &#39;x&#x27; &ldquo;y&rdquo; a&mdash;b &hellip;", "R&D 'x' \"y\" a-b ..."),
    "reference to a space": ("10&nbsp;tons", "10 tons"),
    "reference to nothing seen": ("sanc&shy;tions", "sanctions"),
    "ligature": ("eﬃcient", "efficient"),
    "full width": ("ＵＮ　２０１７", "UN 2017"),
    "composition": ("cafe\u0301 tie\u0302\u0301ng", "café tiếng"),
    "hangul": ("\u1112\u1161\u11ab국", "한국"),
    "variation selector": ("\u2764\ufe0f", "\u2764"),
}

KEPT = {
    "case": "US us Us",
    "no reference": "AT&T; R&D &unknown; & so on &;",
    "numbers": "1,000.5 and 10-15",
    "superscript": "10² is not 102",
    "fraction": "1½ is not 11/2",
    "hyphen in a word": "ship-to-ship",
    "accents": "Škoda, São Tomé",
    "arabic": "العربية نص",
    "hindi": "हिन्दी में",
    "emoji": "👍🏽 fine",
    "words": "not now",
    "spacing accent": "a ¨ b",
}


@pytest.mark.parametrize(("text", "folded"), FOLDS.values(), ids=FOLDS)
def test_typography_is_folded(text: str, folded: str) -> None:
    assert fold(text).text == folded_text(text) == folded


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_carries_meaning_is_kept(text: str) -> None:
    assert fold(text).text == text


@pytest.mark.parametrize("text", [text for text, _ in FOLDS.values()] + list(KEPT.values()))
def test_every_folded_character_leads_back_to_what_it_was_made_of(text: str) -> None:
    folded = fold(text)
    for at, char in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert char in fold(text[start:end]).text or char in (BREAK, "-")


PIECES = st.sampled_from([
    "a", "not", " ", "  ", "\n", "-\n", "\u00a0", "—", " - ", "“", "”", "’", "…", "\u00ad", "\u200b", "e\u0301", "ﬁ",
    "²", "½", "각", "\u1100\u1161\u11a8", "क्षि", "العربية", "\u202b", "👩\u200d👩", "\ufe0f", "¨", "㎏", "港", "１",
    "\r\n", "\u0000", "`", "i", "--",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=20).map("".join))


@given(TEXTS)
def test_spans_are_inside_the_text_in_order_and_cover_what_folds(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(spans))
    if spans:
        assert folded.span(0, len(folded.text)) == (spans[0].start, spans[-1].end)


@given(TEXTS)
def test_folding_with_and_without_a_map_gives_the_same_text(text: str) -> None:
    assert folded_text(text) == fold(text).text


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lo")), max_size=30))
def test_letters_fold_to_their_compatibility_form_and_nothing_else(text: str) -> None:
    assert unicodedata.normalize("NFKC", fold(text).text) == unicodedata.normalize("NFKC", text)
