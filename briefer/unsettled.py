"""Open questions, drawn only from the text: passages in which an article says what is not known or not said. Pure.

Sentences of articles go in, `Gap`s come out. A table of wordings finds them, so any engine's brief has the same ones;
what a routine line says ("did not respond to a request for comment", on nothing) is no question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from briefer.evidence import folded_text
from briefer.model import Article, Citation, Gap, Sentence

KINDS: Mapping[str, str] = {
    "asked": "Asked",
    "unanswered": "Not said",
    "unclear": "Not known",
    "unsettled": "Not settled",
}
"""How each kind is printed. The first that fits a sentence is its kind."""

_WH = r"(?:whether|if|how|what|when|where|who|whom|which|why)"
_STILL = r"(?:(?:yet|still|also|so far|immediately|entirely|fully|at all|even)\s+)?"
_NOT = (
    rf"(?:(?:has|have|had|was|were|is|are|do|does|did)\s+(?:still\s+)?not\s+{_STILL}"
    rf"|(?:has|have|had|was|were|is|are|did|does|do)n't\s+{_STILL})"
)
_SETTLED = (
    r"(?:settled|set|agreed|decided|determined|fixed|finali[sz]ed|worked out|resolved"
    r"|made up (?:its|his|her|their) minds?)"
)
_REFUSED = rf"(?<!\bi )(?:(?:declined|refused) to|(?:would|did|could)(?: not|n't))\s+{_STILL}"
_TELL = (
    r"(?:say|tell|specify|elaborate|disclose|reveal|name|identify|explain|confirm|comment|answer|respond|rule out"
    r"|be drawn)"
)

_WORDINGS: Sequence[tuple[str, str, str]] = (
    (
        "asked",
        "asked|pressed|questioned",
        rf"\b(?:asked|pressed|questioned)\s+(?:\w+\s+){{0,3}}?(?:about|on|over|{_WH})\b.{{3,160}}?,?.{{0,60}}?"
        rf"\b(?:(?:said|replied|answered):?,? [\"']?(?:no|that (?:he|she|it|they) (?:did not|didn't) know)\b"
        rf"|{_REFUSED}{_TELL}\b)",
    ),
    (
        "asked",
        "when asked|when pressed",
        rf"{_REFUSED}{_TELL}\b.{{0,40}}?\bwhen (?:asked|pressed)\s+(?:about|on|over|{_WH})\b",
    ),
    (
        "unanswered",
        "say|tell|specify|disclose|reveal|explain|confirm",
        rf"{_REFUSED}(?:say|tell|specify|disclose|reveal|explain|confirm)\s+{_WH}\b",
    ),
    (
        "unanswered",
        "declined to|refused to",
        r"\b(?:declined|refused) to (?:specify|disclose|reveal|elaborate on|comment on|answer questions"
        r"|name|identify)\b"
        r"(?! (?:a|an|the) request)",
    ),
    (
        "unanswered",
        "not say",
        rf"\b{_WH}\b[^.!?\"]{{3,120}},[^.!?\"]{{0,40}}\b(?:did|would) not say\b",
    ),
    (
        "unanswered",
        " no ",
        r"\b(?:gave|given|giving|offered|provided|providing) no (?:further )?"
        r"(?:details|date|timetable|timeline|reasons?|explanation|figures?|indication|evidence)\b",
    ),
    (
        "unanswered",
        "without ",
        rf"\bwithout (?:(?:saying|specifying|explaining) {_WH}\b|giving (?:any |further )?(?:details|a date|a reason))",
    ),
    (
        "unclear",
        "clear|known|certain",
        rf"\b(?:is|was|are|were|be|remains?|remained)(?:n't)?\s+{_STILL}"
        rf"(?:un(?:clear|known|certain)|not\s+{_STILL}(?:clear|known|certain)|(?<=n't )clear)"
        rf"\s+(?:\w+\s+){{0,3}}?{_WH}\b",
    ),
    ("unclear", "unclear|'s not ", rf"\b(?:unclear|it's not (?:yet |immediately )?(?:clear|known)) {_WH}\b"),
    (
        "unclear",
        "clear|known|uncertain",
        r"\b(?:causes?|reasons?|date|number|extent|identity|motives?|value|totals?|fate|whereabouts|scale|status"
        r"|outcome)\b"
        r"[^.!?;\"]{0,60}\b(?:is|are|was|were|remains?|remained) (?:still |also )?"
        r"(?:not (?:yet )?(?:clear|known)|unclear|unknown|uncertain)\b(?! to\b)",
    ),
    ("unclear", "know", rf"\b(?:no ?(?:one|body)) knows?\s+{_WH}\b"),
    (
        "unclear",
        "clear|known|uncertain",
        rf"\b{_WH}\b[^.!?\"]{{3,160}}\b(?:is|was|remains?|remained) "
        r"(?:not (?:yet )?(?:clear|known)|unclear|unknown|uncertain)\b"
        r"(?! (?:about|of|to)\b)",
    ),
    ("unclear", "to be seen", r"\bremains? to be seen\b"),
    ("unclear", "too early|too soon", r"\btoo (?:early|soon) to (?:say|tell|judge|know|conclude)\b"),
    (
        "unsettled",
        "not |n't ",
        r"\b(?:details?|terms?|text|dates?|time|timing|timetable|venue|agenda|figures?|limits?|conditions?|wording"
        rf"|place|location|plans?|points?|issues?|questions?)\b[^.!?;\"]{{0,60}}\b{_NOT}(?:been\s+)?{_SETTLED}\b",
    ),
    (
        "unsettled",
        " yet | still ",
        r"\b(?:(?:has|have|had) (?:not yet|still not|yet not) been|(?:has|have|had) yet to be) "
        r"(?:announced|released|identified|disclosed|made public|published|confirmed|named|scheduled)\b",
    ),
    (
        "unsettled",
        "no ",
        r"(?<!even if )(?<!if )\bno (?:final )?(?:date|time|venue|agreement|decision|deadline|conclusion|consensus)s?\b"
        rf"[^.!?;\"]{{0,40}}\b(?:has|have|had|was|were) (?:yet )?(?:been )?(?:{_SETTLED}|reached|made|taken)\b",
    ),
    (
        "unsettled",
        "not |n't ",
        rf"\b{_NOT}{_SETTLED}\s+(?:\w+\s+){{0,2}}?(?:{_WH}|on (?:whether|how|when|a|an|the|any))\b",
    ),
    (
        "unsettled",
        "yet to",
        r"\b(?:has|have|had|is|are|was|were) yet to (?:be\s+)?"
        r"(?:decide|agree|set|settle|determine|say|announce|conclude|vote)d?\b",
    ),
    (
        "unsettled",
        "open question|unresolved|undecided",
        r"\b(?:is|are|was|were|remains?|remained) (?:still )?(?:an open question|unresolved|undecided)\b",
    ),
    (
        "unsettled",
        "still open|called the",
        r"\b(?:question|issue|limits?|matter|point|details?|terms)\b[^.!?;\"]{0,40}"
        r"\b(?:is|are|was|were|remains?|remained) still open\b|\bcalled the (?:question|matter|issue) open\b",
    ),
)
"""Kind, words of which a sentence has to have one (looked for first, since that is quick), and the wording."""
_NO_LONGER = re.compile(r"\b(?:no longer|never|not) un(?:clear|known|certain)\b|\buntil (?:now|then)\b", re.IGNORECASE)


@cache
def _wordings() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    return tuple((kind, tuple(hints.split("|")), re.compile(wording)) for kind, hints, wording in _WORDINGS)


def find(article: Article, sentences: Iterable[Sentence]) -> tuple[Gap, ...]:
    """The open questions in the sentences of an article's story, in order, each a whole sentence."""
    return tuple(
        Gap(Citation(article, each.start, each.end, each.paragraph), kind)
        for each in sentences
        if (kind := kind_of(article.text[each.start : each.end]))
    )


def kind_of(sentence: str) -> str:
    """The kind of open question that a sentence tells of, or an empty string."""
    text = " ".join(folded_text(sentence).split())
    plain = text.casefold()
    if plain.endswith("?") or _NO_LONGER.search(plain):
        return ""
    fitting = (
        kind for kind, hints, wording in _wordings() if any(hint in plain for hint in hints) and wording.search(plain)
    )
    return next(fitting, "")


def gather(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """Each question once, of copies the earliest; the latest articles first, since they know most."""
    once: dict[str, Gap] = {}
    for each in sorted(found, key=_place):
        once.setdefault(" ".join(folded_text(each.citation.quote).casefold().split()), each)
    dated = sorted(once.values(), key=lambda each: each.citation.article.published, reverse=True)
    return tuple(dated)


def _place(gap: Gap) -> tuple[str, str, int]:
    article = gap.citation.article
    return article.published or "9", article.id, gap.citation.start
