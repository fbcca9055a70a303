"""Disputes that no question of the table knows: what one party opposes or denies is what another is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefer.attribution.statements import with_article
from briefer.engines.rules.axes import NEGATIVE, plain
from briefer.engines.rules.standing import MOST_IDS
from briefer.model import FACT, POLICY, Json, Kind

_FOR = frozenset((Kind.SUPPORTS, Kind.DEMANDS, Kind.OFFERS, Kind.AGREES))
_DOUBTED = re.compile(
    r"\b(?:disagree|disput|doubt|question|reject|den(?:y|ie)|refut|rebut|dismiss|contest|challeng|contradict)",
    re.IGNORECASE,
)
"""How a claim is turned down; who declines to hear a case, or condemns a deed, contradicts nobody who speaks of it."""
_CLAIMED = re.compile(
    r"^(?:the |any |a |an )?(?:\w+ )?(?:claims?|allegations?|accusations?|charges?|correlation|link|connection|notion|"
    r"idea|theory|suggestions?|assertions?|reports?|view)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|did|does|do|should|must|may|might)\b|ed\b"
)
_WANTED = re.compile(r"\b(?:will|would|should|must|ought to|going to|needs? to)\b", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:it|he|she|they|him|her|them|this|these|those|that|such)\b", re.IGNORECASE)
"""Words that lead out of a question: nobody knows who "they" are in a heading."""
_OWN = re.compile(r"\b(?:its|his|her|their)\b")
_CHARGED = re.compile(
    r"(?:(?:a|the) )?(?:\w+ )?(?:involvement|role|part|hand|responsibility|knowledge|links?|ties|wrongdoing|complicity"
    r"|use|attempts?|collusion|interference|meddling)\b"
)
"""What is denied where a deed is a noun; who denies somebody's judgement denies no charge."""
_LONGEST = 90
_COMMON = frozenset(
    "that this with from have been will would could should about their there which what when were they them than into "
    "over after before also more most some such only other said says nations united north south security council "
    "resolution sanctions country countries government".split()
)


def issues(positions: Sequence[Json]) -> Iterator[Json]:
    """The disputes among positions that stand under no other question, each position in one of them."""
    free = [(each, _stems(each["words"])) for each in positions]
    used: set[str] = set()
    for one, stems in free:
        if Kind(one["kind"]) not in NEGATIVE or _is_only_a_name(one["words"]) or one["id"] in used:
            continue
        asked = _asked(one)
        others = [
            each for each, own in free if each["id"] not in used and _contradicts(one, each) and _same(stems, own)
        ]
        if asked and others:
            used.update((one["id"], *(each["id"] for each in others)))
            yes, no = ("it holds", "denied") if one["kind"] == Kind.DENIES or _is_a_claim(one) else ("for", "against")
            yield {
                "question": asked,
                "kind": POLICY if yes == "for" else FACT,
                "disputed": True,
                "sides": [
                    {"label": yes, "ids": [each["id"] for each in others][:MOST_IDS]},
                    {"label": no, "ids": [one["id"]]},
                ],
                "common": [],
            }


def _contradicts(one: Json, other: Json) -> bool:
    """Whether somebody else is for what `one` is against, or says what it denies, and does not merely quote it."""
    before, said, _ = plain(other["words"]).partition(plain(one["words"]))
    # "accused Iran of supplying missiles" says of another what Iran, denying it, says in the same words
    if other["holder"] == one["holder"] or (said and not before.endswith((" of ", " for "))):
        return False
    kind = Kind(other["kind"])
    if kind is Kind.ASSERTS:
        return one["kind"] == Kind.DENIES or _is_a_claim(one) or bool(_WANTED.search(plain(other["words"])))
    return kind in _FOR


def _is_a_claim(one: Json) -> bool:
    return bool(_CLAIMED.match(plain(one["words"])) and _DOUBTED.search(plain(one["says"])))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two positions share half of the shorter one's telling words, three at least, two of them no names."""
    shared = one & other
    plain_words = sum(each.islower() for each in shared)
    return len(shared) >= 3 and plain_words >= 2 and len(shared) * 2 >= min(len(one), len(other))


def _stems(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]{4,}", text)
    return frozenset(word[:6] for word in found if word.lower() not in _COMMON)


def _asked(one: Json) -> str:
    """The question that a denial or objection answers, in its own words; "" where they make none."""
    words = _whole(one["words"])
    if " and " not in one["holder"]:
        words = _OWN.sub(f"{with_article(one['holder'])}'s", words)
    if not words or _POINTING.search(re.sub(r"^(?:that|to)\b", "", words)):
        return ""
    if words.startswith("to "):
        return f"Should {with_article(one['holder'])} {words[3:]}?"
    if words.startswith("that ") or (one["kind"] == Kind.DENIES and _CLAUSE.search(words)):
        return f"Is it true that {words.removeprefix('that ')}?"
    if one["kind"] == Kind.DENIES:
        deed = re.sub(r"^(?:any|all|having (?:had )?)\s*", "", words)
        charged = re.match(r"[a-z]+ing\b", words) or _CHARGED.match(deed)
        return f"Does the charge against {with_article(one['holder'])} of {deed} hold?" if charged else ""
    if not re.match(r"(?:the|a|an|any|all|its|his|her|their|more|new|further)\b|[a-z]+ing\b", words, re.IGNORECASE):
        return ""
    if _is_a_claim(one):
        several = re.match(r"(?:the |any )?(?:\w+ )?\w+s\b", words)
        return f"{'Do' if several else 'Does'} {words} hold?"
    return f"For or against {words}?"


def _whole(words: str) -> str:
    """The words as they stand where they are short enough to be a question whole; "" else."""
    text = re.sub(r"[\"“”]", "", plain(words)).strip(' .,;:“”"')
    return text if text and len(text) <= _LONGEST and "…" not in text and ";" not in text else ""


def _is_only_a_name(words: str) -> bool:
    """Whether an object is somebody, and so no question: "criticized President Donald Trump"."""
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]{3,}", words))
