"""What a position wants done or not done, to what and by whom: "it opposed any easing of sanctions on Syria". Pure.

Read off the words alone: what governs an action (should, calls for, opposes, not) decides whether it is wanted; its
object is what it is done to. A condition, a view of somebody else's, or a stand of former times is none of the
holder's now: such a position wants nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefer.actors import Table
from briefer.attribution.words import (
    CLOSED,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Word,
    is_adverb,
    words,
)
from briefer.engines.rules import governing as cue
from briefer.engines.rules.actions import Action, Form, known, named
from briefer.engines.rules.axes import NEGATIVE, plain
from briefer.engines.rules.phrases import Phrases
from briefer.model import Json, Kind


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a position wants an action, or is against it; `what` is its object, `who` is to do it, "" where unsaid.

    `noun` is how the article names the action as a thing ("easing of", "ban on"), "" where it is a verb; `what` and
    `behind` are the article's words, `behind` what follows the object's own phrase ("from the north").
    """

    position: Json
    wanted: bool
    action: Action
    what: str
    behind: str = ""
    who: str = ""
    noun: str = ""

    @property
    def holder(self) -> str:
        return str(self.position["holder"])


_FOR = frozenset((Kind.SUPPORTS, Kind.DEMANDS, Kind.OFFERS, Kind.AGREES))
_OWN = PRONOUNS | {"its", "their"}
_COUNTRY = re.compile(r"\b(?:his|her|its|their|our|my)(?: own)? (?:country|nation)\b", re.IGNORECASE)


def proposals(position: Json, names: Table) -> tuple[Proposal, ...]:
    """What a position wants or opposes, in its order; nothing where that hangs on a condition or is another's view."""
    text = re.sub(r"[\"“”„«»]", "", plain(position["words"]))
    text = _COUNTRY.sub(str(position["holder"]), text)
    kind = Kind(position["kind"])
    if kind is Kind.DENIES or cue.UNSETTLED.search(text) or cue.FORMER.search(text):
        return ()
    found = []
    for at, clause in enumerate(_clauses(words(text, 0, len(text)))):
        one = _Clause(text, clause, position, names)
        proposal = (one.governed(kind) if at == 0 else None) or one.read()
        if proposal and not (proposal.wanted and cue.ONLY.search(text)):
            found.append(replace(proposal, position=position))
    return tuple(found)


def _clauses(tokens: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words between stops and words that begin another clause, without those that tell how, when or who."""
    begin = 1 if tokens and tokens[0].lower == "that" else 0
    for at in range(begin, len(tokens) + 1):
        if at == len(tokens) or tokens[at].text in cue.STOPS or tokens[at].lower in cue.BORDERS:
            if at > begin and not (begin and tokens[begin - 1].lower in cue.LED):
                yield tuple(tokens[begin:at])
            begin = at + 1


@dataclass(frozen=True)
class _Clause(Phrases):
    """One clause of a position, read from left to right."""

    position: Json
    names: Table

    def governed(self, kind: Kind) -> Proposal | None:
        """What the cue governs: "called for", "rejected" stand before the words of the position."""
        wanted = kind in _FOR
        warned = kind is Kind.WARNS and re.search(r"\bagainst $", _lead(self.position)) is not None
        if not (wanted or kind in NEGATIVE or warned) or self._is_clause():
            return None
        if any(cue.AGAINST.fullmatch(each) for each in self.lower):
            return None
        own = self.holder if not wanted else ""
        return self._complement(0, wanted, own)

    def _is_clause(self) -> bool:
        return any(each in cue.SHOULD | cue.WILL for each in self.lower)

    def read(self) -> Proposal | None:
        """What the clause itself wants or opposes by its verbs."""
        lower = self.lower
        for at, word in enumerate(lower):
            behind = lower[at + 1] if at + 1 < len(lower) else ""
            if word in cue.SHOULD or (word in {"needs", "need", "needed", "has", "have"} and behind == "to" and at):
                return self._modal(at, at + 1 + (behind == "to"), self._subject(at))
            if word in cue.WILL:
                return self._judged(at) or self._announced(at)
            if word in cue.HOPES and self._own(at):
                return self._hoped(at + 1 + (behind == "that"))
            if word in cue.ABLE and self._own(at):
                return self._able(at)
            if cue.AGAINST.fullmatch(word) and self._own(at):
                return self._verb(at, wanted=False)
            if (word == "too" and behind in cue.TOO and self._own(at)) or (
                word == "no" and behind in cue.NOUNS_OF_NEED
            ):
                return self._complement(at + 2, False, "")
            if cue.WANTS.fullmatch(word) and self._own(at):
                return self._verb(at, wanted=True)
        return self._judged(len(lower))

    def _verb(self, at: int, wanted: bool) -> Proposal | None:
        """What a verb of wanting or opposing governs; after a "not" wanting is opposing, and opposing is nothing."""
        negated = any(each in cue.NOT for each in self.lower[:at])
        if negated and not wanted:
            return None
        own = self._own(at) if self.lower[at + 1 : at + 2] == ("to",) else ""
        return self._complement(at + 1, wanted and not negated, own)

    def _announced(self, at: int) -> Proposal | None:
        """What the holder will do; or what will stay as it is, which only who decides on it can say."""
        stays = self.lower[at + 1 : at + 3] in cue.STAYS
        verb = at + 1 + (self.lower[at + 1 : at + 2] == ("not",))
        passive = self.lower[verb : verb + 1] == ("be",) and known(self.lower, verb + 1, Form.PARTICIPLE)
        alone = known(self.lower, verb, Form.BASE)
        set_ = passive or (alone and alone.name in cue.ERGATIVE and not self.has_object(verb + alone.length))
        decides = bool(set_) and self._decides() and not self.names.find_in(self.words(0, at))
        return self._modal(at, at + 1, self._own(at)) if self._own(at) or stays or decides else None

    def _decides(self) -> bool:
        """Whether the holder is one whose word on what will be is a decision: a state, a body, an office."""
        actor = self.names.named(self.holder)
        office = self.holder.rsplit(maxsplit=1)[-1].lower() in cue.OFFICES
        return office or (actor is not None and actor.kind in {"state", "bloc", "body"})

    def _hoped(self, begin: int) -> Proposal | None:
        """What is hoped to be done, as what should be."""
        rest = _Clause(self.text, self.tokens[begin:], self.position, self.names)
        at = next((at for at, each in enumerate(rest.lower) if each in cue.WILL), 0)
        return rest._modal(at, at + 1, rest._subject(at)) if at else None

    def _able(self, at: int) -> Proposal | None:
        """What the holder could or cannot accept."""
        verb = at + 1
        while verb < len(self.lower) and (self.lower[verb] in cue.NOT or is_adverb(self.tokens[verb])):
            verb += 1
        granted = verb < len(self.lower) and cue.GRANTS.fullmatch(self.lower[verb])
        return (
            self._complement(verb + 1, not any(each in cue.NOT for each in self.lower[:verb]), "") if granted else None
        )

    def _judged(self, at: int) -> Proposal | None:
        """What is called harmful or needed as the subject of a clause: "phasing out coal would be a mistake"."""
        said = " ".join(self.lower)
        against, needed = cue.HARM.search(said), cue.NEEDED.search(said)
        excluded = cue.EXCLUDED.search(said)
        if not excluded and (any(each in cue.NOT for each in self.lower) or not (against or needed)):
            return None
        if at >= len(self.tokens) and against:
            return None  # what harmed is told, and no action is judged
        end = next((i for i, each in enumerate(self.lower) if each in cue.WILL | {"is", "was", "are", "were", "be"}), 0)
        head = _Clause(self.text, self.tokens[:end], self.position, self.names)
        return head._complement(0, not (against or excluded), "") if end else None

    def _own(self, at: int) -> str:
        """The holder where it is the subject of the word at a place: a pronoun, its own name, or nothing before it."""
        before = [each for each in self.tokens[:at] if not (is_adverb(each) or each.lower in cue.AUXILIARY)]
        holder = self.holder
        if not before or (len(before) == 1 and before[0].lower in PRONOUNS):
            return holder
        found = self.names.find_in(self.words(0, at))
        return holder if len(found) == 1 and found[0].actor.name in holder and len(before) <= 3 else ""

    def _subject(self, at: int) -> str:
        said = self.words(0, at)
        return self.holder if said.lower() in _OWN else said

    def _modal(self, at: int, begin: int, who: str) -> Proposal | None:
        """What should or will be done: actively, in the passive, or by a verb of wanting or opposing of its own."""
        lower = self.lower
        wanted = not any(each in cue.NOT for each in lower)
        verb = begin
        while verb < len(lower) and (lower[verb] in cue.NOT or is_adverb(self.tokens[verb])):
            verb += 1
        if verb >= len(lower):
            return None
        if lower[verb] in {"be", "have"}:
            return self._passive(at, verb, wanted)
        if cue.AGAINST.fullmatch(lower[verb]):
            return self._complement(verb + 1, False, "") if wanted else None
        if (cue.WANTS.fullmatch(lower[verb]) and lower[verb] not in {"back", "call", "ask"}) or self._accepts(verb):
            return self._complement(verb + 1, wanted, "")
        if lower[verb] == "vote":
            return self._complement(verb + 2, wanted == (lower[verb + 1 : verb + 2] != ("against",)), "")
        action = named(lower, verb, Form.BASE)
        if action is None:
            return None
        found = self._done(verb, action, wanted, who)
        if found or action.name not in cue.ERGATIVE:
            return found
        return self._made(wanted, action, 0, at, verb + action.length)

    def _accepts(self, verb: int) -> bool:
        """Whether "accept" is said of what others do and not of people: "accept cutting", "accept a cap"."""
        behind = self.lower[verb + 1 : verb + 2]
        return (
            self.lower[verb] in {"accept", "tolerate"}
            and bool(behind)
            and (behind[0].endswith("ing") or behind[0] in cue.INDEFINITE)
        )

    def _passive(self, at: int, verb: int, wanted: bool) -> Proposal | None:
        """What should be done to the subject: "glyphosate should not be banned"."""
        done = verb + 1
        while done < len(self.tokens) and (self.lower[done] == "been" or is_adverb(self.tokens[done])):
            done += 1
        if done >= len(self.tokens):
            return None
        if self.lower[done] in DETERMINERS and self.words(0, at).lower() == "there":
            return self._complement(done, wanted, "")
        action = named(self.lower, done, Form.PARTICIPLE)
        if action and at and cue.AGAINST.fullmatch(self.lower[done]):
            return Proposal(self.position, not wanted, Action("", ""), self.words(0, at), noun="the")
        state = None if action else self._state(done)
        found = action or state
        return self._made(wanted, found, 0, at, done + found.length) if found and at else None

    def _state(self, at: int) -> Action | None:
        """What something is to be: "compulsory"; only a word that nothing but a place or an end follows."""
        word = self.lower[at]
        plain = word.isalpha() and word not in CLOSED and not self.tokens[at].capital and self.ends(at + 1)
        return Action(f"be {word}", "", 1, word) if plain else None

    def _complement(self, begin: int, wanted: bool, who: str) -> Proposal | None:
        """What is wanted or opposed from a place on: an infinitive, a gerund, a thing, or that somebody does it."""
        lower = self.lower
        while begin < len(lower) and (
            lower[begin] in {"for", "on", "of", "out", "against", "with", "in", "into", "back"}
            or (begin == 0 and lower[0] == "that")
        ):
            begin += 1
        if begin >= len(lower):
            return None
        begin += lower[begin] == "to" and lower[begin + 1 : begin + 2] != () and lower[begin + 1].endswith("ing")
        if lower[begin] == "to":
            return self._infinitive(begin, wanted, who)
        gerund = named(lower, begin, Form.GERUND)
        if gerund and lower[begin].endswith("ing") and self.has_object(begin + gerund.length):
            return self._done(begin, gerund, wanted, noun=self.words(begin, begin + gerund.length))
        return self._thing(begin, wanted)

    def _infinitive(self, at: int, wanted: bool, who: str) -> Proposal | None:
        verb = at + 1
        while verb < len(self.lower) and (self.lower[verb] in cue.NOT or is_adverb(self.tokens[verb])):
            wanted = wanted != (self.lower[verb] in cue.NOT)
            verb += 1
        action = named(self.lower, verb, Form.BASE) if verb < len(self.lower) else None
        return self._done(verb, action, wanted, who) if action else None

    def _thing(self, begin: int, wanted: bool) -> Proposal | None:
        """A thing that is wanted: one that is to be done by or to somebody, an action as a noun, or only a thing."""
        lower = self.lower
        for at in range(begin, len(lower)):
            word, behind = lower[at], lower[at + 1] if at + 1 < len(lower) else ""
            light = at > begin and lower[at - 1] in cue.LIGHT
            if word in {"be", "not"} and at > begin:
                start = at + 1 if word == "not" and behind == "be" else at
                return self._subjunctive(begin, at, start, wanted != (word == "not"))
            if word == "to" and at > begin and behind == "be":
                return self._subjunctive(begin, at, at + 1, wanted)
            if word == "to" and at > begin and (lower[at - 1] in cue.LIGHT or self.is_infinitive(at)):
                return self._infinitive(at, wanted, "" if light else self.words(begin, at))
            if word in {"for", "of"} and light:
                return self._complement(at + 1, wanted, "")
            done = known(lower, at, Form.PARTICIPLE) if at > begin + (lower[begin] in DETERMINERS) else None
            if done and done.verb != word and self.ends(at + done.length):
                return self._made(wanted, done, begin, at, at + done.length)
        return self._noun(begin, wanted)

    def _subjunctive(self, begin: int, end: int, be: int, wanted: bool) -> Proposal | None:
        """That something be done: "that patents on the vaccine be waived"."""
        at = be + 1
        while at < len(self.tokens) and (is_adverb(self.tokens[at]) or self.lower[at] in cue.NOT):
            wanted = wanted != (self.lower[at] in cue.NOT)
            at += 1
        action = named(self.lower, at, Form.PARTICIPLE) if at < len(self.lower) else None
        return self._made(wanted, action, begin, end, at + action.length) if action else None

    def _noun(self, begin: int, wanted: bool) -> Proposal | None:
        """An action as a noun with what it is done to, before or behind it; else the thing itself."""
        lower = self.lower
        end = self.phrase_end(begin)
        head = next((at for at in range(begin, end) if lower[at] in PREPOSITIONS or lower[at] == "to"), end) - 1
        if head < begin:
            return None
        if lower[head] in cue.AMOUNTS and lower[head + 1 : head + 2] == ("of",):
            return self._noun(head + 2, wanted)
        action = named(lower, head, Form.NOUN) or (
            named(lower, head, Form.GERUND) if lower[head].endswith("ing") else None
        )
        wanted = wanted != ("no" in lower[begin:head])
        what, behind = self.object(head + 2)
        owner = next((at for at in range(begin, head) if lower[at].endswith(("'s", "s'"))), -1)
        if action and owner >= begin:
            thing = self.words(begin, owner + 1).removesuffix("'s").removesuffix("'")
            return Proposal(self.position, wanted, action, thing, self.words(head + 1, end))
        if action and head + 1 < end and lower[head + 1] not in cue.ADJUNCTS:
            thing = self.words(begin, head + 1)
            return self._told(wanted, action, (head + 2, what, behind), noun=f"{thing} {lower[head + 1]}")
        first = next((at for at in range(begin, head) if lower[at] not in cue.DEGREE), head)
        if action and first < head:
            return Proposal(self.position, wanted, action, self.words(first, head), noun=self.words(begin, head + 1))
        if (
            head + 1 < end
            and lower[head + 1] not in cue.ADJUNCTS
            and lower[head] not in cue.LIGHT
            and not self.tokens[head].capital
        ):
            name = Action(lower[head], "")
            return self._told(wanted, name, (head + 2, what, behind), noun=self.words(begin, head + 2))
        thing = self.words(begin, head + 1)
        addressed = self.position["kind"] == Kind.DEMANDS and not cue.WANTED.search(_lead(self.position))
        if addressed or all(each.capital for each in self.tokens[begin : head + 1]):
            return None  # who is urged, or somebody's name
        return Proposal(self.position, wanted, Action("", ""), thing, noun="the")

    def _done(self, at: int, action: Action, wanted: bool, who: str = "", noun: str = "") -> Proposal | None:
        """An action as a verb, with the object behind it."""
        begin = at + action.length
        last = next((i for i in range(begin, len(self.tokens)) if self.ends(i + 1)), begin)
        if self.lower[at] in cue.MAKING and last > begin and (state := self._state(last)):
            return self._made(wanted, state, begin, last, last + 1)
        if begin + 1 < len(self.tokens) and self.lower[begin] in cue.LEADS and not noun:
            action, begin = replace(action, verb=f"{action.verb or self.lower[at]} {self.lower[begin]}"), begin + 1
        if not self.has_object(begin):
            return None
        what, behind = self.object(begin)
        return self._told(wanted, action, (begin, what, behind), who, noun)

    def _told(
        self, wanted: bool, action: Action, places: tuple[int, int, int], who: str = "", noun: str = ""
    ) -> Proposal | None:
        begin, what, behind = places
        said, rest = self.words(begin, what), self.words(what, behind)
        return Proposal(self.position, wanted, action, said, rest, who, noun) if said else None

    def _made(self, wanted: bool, action: Action, begin: int, end: int, behind: int) -> Proposal | None:
        """An action in the passive: its object stands before it, and places and aims behind it."""
        what = self.words(begin, end)
        if not what:
            return None
        what = self.holder if what.lower() in PRONOUNS else what
        closing = self.lower[behind : behind + 1]
        if action.name == "keep" and self.lower[behind : behind + 2] in cue.IN_PLACE:
            return Proposal(self.position, wanted, action, what)
        if action.name == "keep" and closing and closing[0] in cue.STATES:
            action, behind = Action(cue.STATES[closing[0]], action.verb, 1), behind + 1
            return Proposal(self.position, wanted, action, what, closing[0])
        return Proposal(self.position, wanted, action, what, self.words(behind, self.phrase_end(behind)))

    @property
    def holder(self) -> str:
        """Who holds the position."""
        return str(self.position["holder"])


def _lead(position: Json) -> str:
    """What stands before the words of a position in its statement: holder and cue."""
    said, own = plain(position["says"]), plain(position["words"])
    return said[: said.find(own)] if own in said else ""
