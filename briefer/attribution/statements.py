"""Writes an attribution as one plain sentence: holder by name, cue as printed, content word for word. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefer.attribution.cues import lexicon, past
from briefer.attribution.words import AUDIENCE, DETERMINERS, PREPOSITIONS, PRONOUNS
from briefer.model import Attribution, Holder

_OPENERS, _CLOSERS = '"“”„«‘', '"”“»’'
_MARKS = "".join(sorted({*_OPENERS, *_CLOSERS})) + " "
_TWO_MARKS = re.compile("''|``")
_LOWERED = DETERMINERS | PREPOSITIONS | (PRONOUNS - {"i"}) | {"but", "and", "there"}
_WITH_ARTICLE = frozenset(
    "States Nations Council Union Emirates Netherlands Philippines Kingdom Bahamas Maldives Times Post Journal "
    "Guardian League Bank Agency Organization Organisation Commission Court Fund Cross Republic Fed".split()
)
_ALSO = re.compile(r"\balso |\btoo |\bmeanwhile ", re.IGNORECASE)
"""What joins a sentence to the one before it in the article, and not in the brief."""
_WITHOUT_OBJECT = {"told": "said", "tells": "says", "has told": "has said", "have told": "have said"}


def sentence(text: str, found: Attribution, holders: Sequence[Holder], begins_with_name: bool = True) -> str:
    """For example: Cui Tiankai (China) said that Beijing objected to secondary sanctions.

    `begins_with_name` keeps the capital of a content that stood at the beginning of its sentence.
    """
    lead = _subject(text, found, holders)
    cue = "said" if _is_outlets_cue(text, found, holders[0]) else _cue(text, found)
    pieces = [_TWO_MARKS.sub('"', " ".join(text[start:end].split())) for start, end in found.content]
    if found.rule == "asked":
        return _finished(f"Asked {pieces[0]}, {lead} {cue} {pieces[-1]}")
    if found.rule == "passive":
        return _passive(text, found, lead, pieces)
    if all(piece[0] in _OPENERS and piece[-1] in _CLOSERS for piece in pieces):
        return f"{lead} {cue}: {' '.join(_quotation(piece) for piece in _whole(pieces))}"
    content = _joined(pieces) if found.rule in {"inverted", "according"} else " … ".join(pieces)
    if found.rule == "noun":
        return _finished(f"{lead} {lexicon().light.get(cue.lower(), 'made the')} {cue} {content}")
    if found.rule in {"inverted", "according"}:
        content = _lowered(content) if begins_with_name else content[0].lower() + content[1:]
    return _finished(f"{lead} {cue} {content}".replace(" ,", ","))


def _passive(text: str, found: Attribution, lead: str, pieces: Sequence[str]) -> str:
    """The plan was rejected by France as too costly: what it is held against first, as in the article."""
    cue = " ".join(" ".join(text[start:end].split()) for start, end in found.cue)
    printed = " ".join(text[found.source[0].start : found.source[0].end].split())
    common = printed.lower() == printed and printed.endswith(lead.lower())
    agent = printed if common else (lead[0].lower() + lead[1:] if lead.startswith("The ") else lead)
    return _finished(" ".join((pieces[0][0].upper() + pieces[0][1:], cue, agent, *pieces[1:])))


def _joined(pieces: Sequence[str]) -> str:
    """Pieces that only the cue parted: "Without them" and "the North would be further along"."""
    content = pieces[0]
    for piece in pieces[1:]:
        pause = piece.split(" ", 1)[0].lower() in {"but", "and", "although", "while", "nor", "or"}
        content += (", " if pause and content[-2:-1] != "," else " ") + piece
    return content


def tail(text: str, found: Attribution, holders: Sequence[Holder], begins_with_name: bool = True) -> str:
    """The sentence without its holder, from the cue on; empty where the holder does not lead it."""
    whole = sentence(text, found, holders, begins_with_name)
    lead = _subject(text, found, holders)
    return whole[len(lead) :] if whole.startswith(lead) else ""


def _subject(text: str, found: Attribution, holders: Sequence[Holder]) -> str:
    """What a sentence begins with: the holders by name; a body or somebody unnamed as printed, with its article."""
    lead = _lead(holders, "nor" if _is_neither(text, found) else "and")
    if len(holders) != 1 or holders[0].speaker or holders[0].via or not found.source or lead.startswith("The "):
        return lead
    article, _, rest = " ".join(text[found.source[0].start : found.source[0].end].split()).partition(" ")
    plain = article.lower() in {"the", "a", "an"} and rest.casefold() == holders[0].actor.casefold()
    return f"{article.capitalize()} {rest}" if plain else lead


def _is_neither(text: str, found: Attribution) -> bool:
    """Whether the cue is that of "neither X nor Y", whose first word stands apart from its verb."""
    return len(found.cue) > 1 and text[found.cue[0].start : found.cue[0].end].lower() == "neither"


def _lead(holders: Sequence[Holder], joint: str = "and") -> str:
    named = [_name(holder) for holder in holders]
    lead = f" {joint} ".join((", ".join(named[:-1]), named[-1])) if len(named) > 1 else named[0]
    if joint == "nor":
        lead = f"neither {lead}"
    lead = lead[0].upper() + lead[1:]
    via = [each for holder in holders[:1] for each in holder.via]
    return f"{lead}, via {', via '.join(via)}," if via else lead


def with_article(name: str) -> str:
    """A name as a sentence uses it: the United States, the UN Security Council; others unchanged."""
    return f"the {name}" if name.rsplit(maxsplit=1)[-1] in _WITH_ARTICLE else name


def _name(holder: Holder) -> str:
    if not holder.speaker:
        return with_article(holder.actor)
    return holder.speaker if holder.actor in holder.speaker else f"{holder.speaker} ({holder.actor})"


def _is_outlets_cue(text: str, found: Attribution, holder: Holder) -> bool:
    """Whether the cue is that of the outlet which cites the holder: the holder did not "report"."""
    printed = " ".join(text[start:end] for start, end in found.source)
    return bool(holder.via) and holder.via[0] in printed


def _cue(text: str, found: Attribution) -> str:
    if found.rule in {"according", "continued"} or not found.cue:
        return "said"
    printed = " ".join(text[found.cue[-1].start : found.cue[-1].end].split())
    if found.rule == "participle":
        return past(printed)
    if found.rule == "quoted-as" and printed.startswith("as "):
        return f"was quoted {printed}"
    printed = _ALSO.sub("", printed)
    return _WITHOUT_OBJECT.get(printed.lower(), printed)


def _whole(pieces: Sequence[str]) -> list[str]:
    """Quotations, one a sentence: those that only the cue parted are one, with the cut marked."""
    whole: list[str] = []
    for piece in pieces:
        body = piece.strip(_MARKS)
        goes_on = whole and not re.search(r"[.!?]$", whole[-1].rstrip(_MARKS)) and body[:1].islower()
        if goes_on:
            whole[-1] = f"{re.sub(r'[,;:]$', '', whole[-1].rstrip(_MARKS))} … {body}"
        else:
            whole.append(piece)
    return whole


def _quotation(piece: str) -> str:
    """A quotation closed as a sentence is: the comma before the closing mark becomes a full stop."""
    body = piece.strip(_MARKS)
    body = re.sub(r"[,;:]$", ".", body)
    return f"“{body}”" if body[-1:] in ".!?…" else f"“{body}.”"


def _lowered(content: str) -> str:
    first = content.split(" ", 1)[0]
    return content[0].lower() + content[1:] if first.lower() in _LOWERED | AUDIENCE else content


def _finished(made: str) -> str:
    made = re.sub(r"[,;:]([\"”])$", r".\1", made.rstrip(" ,;:"))
    return made if made[-1:] in ".!?" or made[-2:-1] in ".!?" else made + "."
