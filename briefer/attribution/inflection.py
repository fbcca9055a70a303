"""The forms of English verbs and nouns, as far as news reporting needs them. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple


class Forms(NamedTuple):
    """The forms of a verb beside its base form."""

    third: str
    past: str
    participle: str
    gerund: str


_IRREGULAR = {
    lemma: Forms(*forms.split())
    for lemma, forms in {
        "be": "is was been being",
        "cast": "casts cast cast casting",
        "come": "comes came come coming",
        "feel": "feels felt felt feeling",
        "find": "finds found found finding",
        "hear": "hears heard heard hearing",
        "hit": "hits hit hit hitting",
        "know": "knows knew known knowing",
        "label": "labels labeled labelled labeling",
        "make": "makes made made making",
        "put": "puts put put putting",
        "say": "says said said saying",
        "see": "sees saw seen seeing",
        "seek": "seeks sought sought seeking",
        "show": "shows showed shown showing",
        "speak": "speaks spoke spoken speaking",
        "swear": "swears swore sworn swearing",
        "take": "takes took taken taking",
        "tell": "tells told told telling",
        "think": "thinks thought thought thinking",
        "write": "writes wrote written writing",
    }.items()
}
_DOUBLED = re.compile(r"(?:[^aeiou]|^)[^aeiou]?[aeiou][bdgklmnprt]$")
"""How a verb of one syllable ends that doubles its last letter: plan, slam, quip, beg."""
_STRESSED_LAST = frozenset("admit rebut submit commit permit refer defer prefer occur regret rebel compel quip".split())
"""Other verbs that double it as well."""


def forms(lemma: str) -> Forms:
    """The forms of a verb: `deny` gives denies, denied, denied, denying."""
    known = _IRREGULAR.get(lemma)
    if known:
        return known
    third = plural(lemma)
    if lemma.endswith("ee"):
        return Forms(third, lemma + "d", lemma + "d", lemma + "ing")
    if lemma.endswith("e"):
        return Forms(third, lemma + "d", lemma + "d", lemma[:-1] + "ing")
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return Forms(third, lemma[:-1] + "ied", lemma[:-1] + "ied", lemma + "ing")
    syllables = len(re.findall(r"[aeiouy]+", lemma))
    doubles = lemma in _STRESSED_LAST or (syllables == 1 and bool(_DOUBLED.search(lemma)))
    stem = lemma + lemma[-1] if doubles else lemma
    return Forms(third, stem + "ed", stem + "ed", stem + "ing")


def plural(noun: str) -> str:
    """The plural of a noun, which is also the third person of a verb."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
