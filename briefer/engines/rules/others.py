"""Whose stand words tell: what somebody reports of others, or only mentions, is no stand of theirs. Pure.

All texts here are on one line, with straight apostrophes (`axes.plain`). In doubt a position takes no side.
"""

from __future__ import annotations

import re

from briefer.actors import Table
from briefer.actors.given import sex
from briefer.actors.media import is_medium
from briefer.attribution.words import CLOSED
from briefer.model import Kind

_SEEN_AS = re.compile(
    r"\b(?:see|view|regard|consider|call|describe|perceive|brand|label)\w*\b[^.;,]{0,20}\bas\b[^.;,]{0,10}$",
    re.IGNORECASE,
)
"""What stands before words that are another's judgement: "what the US sees as …"."""
_OWNED = re.compile(
    r"(?:'s|s')\s+(?!\w+\s+to\b|(?:move|plan|decision|proposal|push|effort|call|attempt|refusal|bid|offer|demand|pressure)s?\b)",
    re.IGNORECASE,
)
"""A state as the owner of what is spoken of, and not of something that it does: "China's sanctions", no "move to"."""
_SAYS = re.compile(
    r"\b(?:said|says|saying|told|claim(?:s|ed)|insist(?:s|ed)|maintain(?:s|ed)|argu(?:es|ed)|stat(?:es|ed)|believ(?:es|ed))\b",
    re.IGNORECASE,
)
"""What another party says of a fact is not said by who reports it: "Japan said Russia had said that …"."""
_RECORDS = frozenset(
    "poll polls survey surveys study studies data statistics figures report reports e-mail email emails book document "
    "documents filing filings records analysis estimate estimates quiz video footage transcript "
    "legislation bill law act amendment ruling".split()
)
"""Heads of holders that tell what others want."""


def takes_sides(holder: str, names: Table) -> bool:
    """Whether a holder may want something: a paper reports, and a poll tells what others answered."""
    actor = names.named(holder)
    if actor is not None:
        return actor.kind != "outlet"
    head = re.split(r"\s(?:of|by|from|in|on|for|with|taken|that|released|previously)\s", holder)[0].split()
    return not is_medium(holder) and (not head or head[-1].lower() not in _RECORDS)


def is_of_another(words: str, pattern: re.Pattern[str], position: tuple[str, Kind], policy: bool, names: Table) -> bool:
    """Whether words report what another state wants, does or thinks: "analysts said Beijing is reluctant to …".

    `position` is holder and kind.
    """
    holder, kind = position
    found = pattern.search(words)
    before = words[: found.start()] if found else ""
    if _SEEN_AS.search(before):
        return True
    subject = next((each for each in names.find_in(before) if each.first <= 2), None)
    if subject is None or _OWNED.search(before) or kind is not Kind.ASSERTS:
        return False
    another = subject.actor.kind == "state" and subject.actor.name not in holder
    return another and (policy or _SAYS.search(before) is not None)


_PROPOSED = (
    r"(?:call|proposal|plan|idea|promise|vow|pledge|push|demand|threat|claim|remark|statement|comment|rhetoric|talk|"
    r"suggestion|proposed|repeated)s?\b"
)
_ANOTHERS = re.compile(rf"([A-Z][\w.-]+)(?:'s|')\s+(?:[a-z][\w,-]*\s+){{0,4}}?{_PROPOSED}[^.;]*$")
"""The proposal of somebody who is named."""
_OF_SOMEBODY = re.compile(rf"\b(?:his|her|their)\s+(?:[a-z][\w,-]*\s+){{0,3}}?{_PROPOSED}[^.;]*$")
_STATEMENTS_BY = re.compile(r"\b(?:statements?|remarks?|comments?|calls?) (?:made |issued )?by [^.;]*$")
_TOLD = re.compile(
    r"\b(?!(?:I|we)\b)[\w'-]+\s+(?:\w+ly\s+|has\s+|have\s+|had\s+|been\s+)*"
    r"(?:say|says|said|saying|claims?|claimed|claiming|feels?|felt|thinks?|believes?|believed|suggests?)\b[^.;]*$",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:if|whether|unless|because)\b(?! of\b)[^.;,]{0,40}$|\bin the event of\b[^.;]*$", re.IGNORECASE
)
_REASON = re.compile(r"\bfor (?:\w+ly )?[a-z]+ing\b[^.;]{0,60}$")
_AS_A_WORD = re.compile(r"\b(?:words?|terms?|labels?)\s+['\"“‘]?$|\bexcept\w*\b[^.;]*$", re.IGNORECASE)
"""A word that is quoted as a word, and what something is an exception to."""


def only_mentions(words: str, pattern: re.Pattern[str], holder: str, negative: bool) -> bool:
    """Whether words speak of a stand and do not take it: "calls his rival's plan for a wall useless", "just because".

    Who is against something (`negative`) may well name whose proposal it is.
    """
    found = pattern.search(words)
    if found is None:
        return False
    before = re.split(r"[.!?;]\s", words[: found.start()])[-1]
    # the words themselves may name the proposal: "Ruiz's proposed ban on"
    within = before + found[0]
    if _AS_A_WORD.search(before):
        return True
    if negative:
        return False
    anothers = _ANOTHERS.search(within)
    if anothers is not None and anothers[1] not in holder:
        return True
    if _OF_SOMEBODY.search(before) and any(name not in holder for name in _people(before)):
        return True
    mentions = (_STATEMENTS_BY, _TOLD, _SUPPOSED, _REASON)
    return any(pattern.search(before) for pattern in mentions)


_NAME = re.compile(r"(?<![\w.])[A-Z][\w'-]+(?:\s+(?:[A-Z]\.\s+)?[A-Z][\w'-]+)*")
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_SELF = re.compile(r"^(?:that )?(?:he|she|they)\b", re.IGNORECASE)


def speaks_of_another(question: str, words: str, pattern: re.Pattern[str], position: tuple[str, str]) -> bool:
    """Whether a judgement is passed on somebody else than whom the question names: "Is Ruiz fit …?", "Berg is unfit".

    `position` is the holder and all that is said.
    """
    asked = {word for name in _people(question.partition(" ")[2]) for word in name.split()}
    found = pattern.search(words)
    if not asked or found is None:
        return False
    holder, said = position
    before = re.split(r"[.!?;]\s", words[: found.start()])[-1]
    named = _people(before)
    if named:
        return asked.isdisjoint(named[-1].split())
    spoken = [each[0].lower() for each in _PRONOUN.finditer(before)][-1:]
    if spoken and any(told and told != spoken[0] for told in map(sex, _people(question.partition(" ")[2]))):
        return True
    own = _SELF.match(words) and ": “" not in said and asked.isdisjoint(words.split())
    return bool(own) and asked.isdisjoint(holder.split())


def _people(text: str) -> list[str]:
    """The capitalised names of a text, without those that only stand before a noun: "the Republican nominee"."""
    found = []
    for each in _NAME.finditer(text):
        name = re.sub(r"'s?$", "", each[0])
        first, _, rest = name.partition(" ")
        name = rest if first.lower() in CLOSED else name
        modifies = re.match(r"\s+[a-z]{4,}", text[each.end() :]) and not each[0].endswith("'s") and " " not in name
        verb = re.match(r"\s+(?:\w+s|\w+ed|hasn't|isn't|wasn't)\b", text[each.end() :])
        if name and not (modifies and not verb):
            found.append(name)
    return found
