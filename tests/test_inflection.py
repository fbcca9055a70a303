"""Forms of verbs: each inflection as people write it."""

from __future__ import annotations

import pytest

from briefer.attribution.inflection import forms, plural


@pytest.mark.parametrize(
    ("lemma", "spelled"),
    [
        ("deny", "denies denied denied denying"),
        ("agree", "agrees agreed agreed agreeing"),
        ("disagree", "disagrees disagreed disagreed disagreeing"),
        ("admit", "admits admitted admitted admitting"),
        ("rebut", "rebuts rebutted rebutted rebutting"),
        ("plan", "plans planned planned planning"),
        ("slam", "slams slammed slammed slamming"),
        ("quip", "quips quipped quipped quipping"),
        ("seek", "seeks sought sought seeking"),
        ("see", "sees saw seen seeing"),
        ("claim", "claims claimed claimed claiming"),
        ("order", "orders ordered ordered ordering"),
        ("play", "plays played played playing"),
        ("veto", "vetos vetoed vetoed vetoing"),
        ("press", "presses pressed pressed pressing"),
        ("threaten", "threatens threatened threatened threatening"),
        ("argue", "argues argued argued arguing"),
        ("doubt", "doubts doubted doubted doubting"),
        ("back", "backs backed backed backing"),
        ("vow", "vows vowed vowed vowing"),
        ("offer", "offers offered offered offering"),
    ],
)
def test_forms_are_those_that_people_write(lemma: str, spelled: str) -> None:
    assert forms(lemma) == tuple(spelled.split())


@pytest.mark.parametrize(("noun", "many"), [("denial", "denials"), ("pledge", "pledges"), ("worry", "worries")])
def test_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many
