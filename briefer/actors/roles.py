"""Reads people off a text: names with the roles that say for whom they speak. Pure tables and patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefer.actors.table import POSSESSIVE, Actor, Named, Way, bare
from briefer.attribution.words import AUXILIARIES, DAYS, PREPOSITIONS, PRONOUNS, Word
from briefer.model import Span

OFFICES = frozenset(
    "minister secretary ambassador envoy spokesman spokeswoman spokesperson spokespeople president premier "
    "chancellor leader chief diplomat official officials counterpart delegate representative negotiator commander "
    "general admiral king queen prince sheikh emir chairman chairwoman director secretary-general vice-president "
    "commissioner ministry embassy government administration military delegation mission department regime "
    "leadership adviser advisor aide member undersecretary ambassadors ministers diplomats spokesmen authorities "
    "foreign-minister".split()
)
"""Roles that speak for the state or body in whose name they are held."""

OWN_VOICE = frozenset(
    "analyst analysts expert experts professor researcher scholar fellow columnist historian economist lawyer "
    "activist senator congressman congresswoman lawmaker lawmakers author journalist reporter editor businessman "
    "refugee defector resident witness student academic academics critic critics observer observers mayor governor "
    "sheriff judge justice coach bishop archbishop cardinal constable detective scientist assemblyman assemblywoman "
    "councilman councilwoman councillor".split()
)
"""Roles that speak for themselves, whatever nation stands before them: "a Chinese analyst" is not China."""

HUMAN = frozenset(
    "official diplomat spokesman spokeswoman spokesperson minister ambassador envoy member representative adviser aide "
    "leader president premier secretary negotiator commander general delegate counterpart chief chancellor".split()
)
"""Offices that are somebody, and so he or she; the others are it."""

OUT_OF_OFFICE = frozenset(
    "former ex onetime then-president future would-be self-proclaimed self-styled deposed ousted exiled opposition "
    "rebel impostor imposter parody puppet fake posing playing dressed impersonating".split()
)
"""Words beside an office that is not held, or not for the state: whoever is called so speaks for themselves."""

ROLES = OFFICES | OWN_VOICE
_COMPLEMENTS = (
    ("of", "State"),
    ("of", "Defense"),
    ("of", "Defence"),
    ("of", "Foreign", "Affairs"),
    ("of", "the", "Treasury"),
    ("of", "Commerce"),
    ("General",),
)
_NOT_NAMES = frozenset(
    "The A An In On At For But And If When While After Before Since As With From To By Mr. Mrs. Ms. Dr. Security "
    "Council Foreign Prime Vice Deputy Assistant Senior Chief Defense Defence Finance Minister Ministry Secretary "
    "State Special North South East West New United General President National Department Actually However Maybe "
    "Perhaps Also Then There Meanwhile Later Earlier Yesterday Today Tomorrow Instead Still Yet Even Only Some Many "
    "Most Both Neither Either Once Now Here Libertarian Republican Democrat Conservative Socialist MP MEP Of "
    "Staff".split()
)
BODIES = frozenset(
    "University Institute Institution Center Centre Police Council Association Company Group Foundation Agency Court "
    "Times News Party Church Hospital School College Committee Corporation Society Union Force Forces Office Library "
    "Province County City Bank House Station Airlines Media Organization Organisation Authority Commission Federation "
    "League Congress Parliament Senate Ministry Army Navy Press Post Journal Coalition Alliance Front Movement "
    "Network Forum Inc Ltd Corp Club Team Fund Rescue Fire Street District Board Service Services Systems Research "
    "Studies Sciences Affairs".split()
)
"""Words that end the name of a body; no person bears them."""
TITLES = frozenset(
    "Captain Lieutenant Sergeant Colonel Major Rev Sir Lord Lady Dame Speaker Attorney Pope Sen. Rep. Gov. Gen. Sgt. "
    "Col. Lt. Prof.".split()
)
"""Forms of address; behind a given name they are surnames, as in John Major."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or office in the text: `name` is empty for an office without a name ("an unnamed Japanese official").

    `span` runs from the first word of the role, or of the name, to the last of both.
    """

    span: Span
    name: str
    role: str
    actor: Actor | None
    own_voice: bool


def mentions(sequence: Sequence[Word], found: Sequence[Named]) -> Iterator[Mention]:
    """The people and offices that one sentence names with a role, in order; `found` are the actors it names."""
    named = {index: each for each in found for index in range(each.first, each.last + 1)}
    for at, word in enumerate(sequence):
        if word.lower not in ROLES and word.lower[-1] not in POSSESSIVE:  # all but a few words
            continue
        role = bare(word.lower)
        if role not in ROLES:
            continue
        first = _phrase_start(sequence, at, named)
        actor = _affiliation(sequence, (first, at), named)
        after = _after_complement(sequence, at + 1, named)
        last = _name_end(sequence, after, named) if role == word.lower else after
        own = role in OWN_VOICE or is_out_of_office(sequence[max(0, first - 2) : at])
        if last == after and after < len(sequence) and sequence[after].text == ",":
            after += 1
            last = _name_end(sequence, after, named)
            last = last if last - after >= 2 and last < len(sequence) and sequence[last].text in ",." else after
        actor = actor or _whose(sequence, (first, at), named)
        before = _name_before(sequence, first, named) if last == after else None
        if before is not None and actor is None:
            actor = _affiliation(sequence, (at, _apposition_end(sequence, at)), named) or _seat(sequence, named)
        begin, name = _named(sequence, (first, after, last), before)
        end = sequence[last - 1].end if last > after else word.end
        yield Mention(Span(sequence[begin].start, end), name, role, None if own else actor, own)


def is_out_of_office(phrase: Sequence[Word]) -> bool:
    """Whether words beside an office say that it is not held: "the former US envoy", "an exiled opposition leader"."""
    return any(word.lower in OUT_OF_OFFICE or word.lower.startswith("ex-") for word in phrase)


def _named(sequence: Sequence[Word], role: tuple[int, int, int], before: tuple[int, int] | None) -> tuple[int, str]:
    """Where a mention begins and the name in it: behind the role, before it as an apposition, or nowhere."""
    first, after, last = role
    if last > after:
        return first, full_name(sequence[after:last])
    if before is not None:
        return before[0], full_name(sequence[before[0] : before[1]])
    return first, ""


def _whose(sequence: Sequence[Word], role: tuple[int, int], named: dict[int, Named]) -> Actor | None:
    """The actor of "its foreign minister" and of "the foreign ministry in Moscow"."""
    first, at = role
    if sequence[first].lower in {"its", "their"}:
        states = [named[i].actor for i in range(first) if i in named and named[i].actor.kind == "state"]
        return states[0] if states else None
    if at + 2 < len(sequence) and sequence[at + 1].lower == "of" and bare(sequence[at].lower) in OFFICES:
        target = at + 2 + (sequence[at + 2].lower == "the")
        if target in named and named[target].way is Way.NAME and not _names_body(sequence, named[target]):
            return named[target].actor
    if at + 2 < len(sequence) and sequence[at + 1].lower == "in" and at + 2 in named:
        return named[at + 2].actor if named[at + 2].way is Way.CAPITAL else None
    return None


def _seat(sequence: Sequence[Word], named: dict[int, Named]) -> Actor | None:
    """The state whose capital opens the sentence: "In Beijing, Lu Kang, the foreign ministry's spokesman, said"."""
    opens = len(sequence) > 1 and sequence[0].lower == "in" and 1 in named and named[1].way is Way.CAPITAL
    return named[1].actor if opens else None


def names(sequence: Sequence[Word], found: Sequence[Named]) -> Iterator[tuple[int, int]]:
    """Runs of two to four capitalised words that may be a person's name: first word and the one behind the last."""
    named = {index: each for each in found for index in range(each.first, each.last + 1)}
    at = 0
    while at < len(sequence):
        end = _name_end(sequence, at, named)
        if end - at >= 2:
            yield at + _is_described(sequence, at, end), end
        at = max(end, at + 1)


_BEFORE_PHRASE = PREPOSITIONS | AUXILIARIES | PRONOUNS | {"and", "that", "but", "or", "when", "while", "as"}


def _is_described(sequence: Sequence[Word], first: int, end: int) -> bool:
    """Whether the first word of a run only says what somebody is: "Rival Dana Ruiz", "Billionaire Tom Berg"."""
    return end - first >= 3 and sequence[first].lower in _DESCRIBING


_DESCRIBING = frozenset(
    "rival billionaire tycoon mogul candidate nominee frontrunner front-runner hopeful actor actress singer comedian "
    "host pundit strategist veteran longtime former fellow businesswoman democrat libertarian progressive".split()
)


def _phrase_start(sequence: Sequence[Word], role: int, named: dict[int, Named]) -> int:
    """The first word of the phrase that ends with the role: "Chinese Foreign Ministry" before "spokesperson"."""
    first = role
    while first > 0 and role - first < 8:
        word = sequence[first - 1]
        if word.punctuation and (first - 1) not in named:
            break
        if word.lower in _BEFORE_PHRASE:
            break
        if first == 1 and word.lower.endswith("ing") and (first - 1) not in named:
            break
        possessive = word.text.endswith(("'s", "’s")) and (first - 1) in named
        if not (word.capital or possessive or word.lower in _MODIFIERS or (first - 1) in named):
            break
        first -= 1
    return first


_MODIFIERS = frozenset(
    "the a an his her its their foreign prime defense defence senior deputy chief top unnamed anonymous former acting "
    "vice nuclear state trade finance interior special permanent assistant military government administration "
    "department ministry diplomatic unification embassy national security supreme one two several some many other "
    "another high-ranking south north visiting veteran leading independent current outgoing incoming then".split()
)


def _affiliation(sequence: Sequence[Word], between: tuple[int, int], named: dict[int, Named]) -> Actor | None:
    found = [named[i] for i in range(between[0], between[1] + 1) if i in named and not _names_body(sequence, named[i])]
    states = [each for each in found if each.actor.kind in {"state", "bloc", "party"}]
    if states:
        return states[0].actor
    ambassador = any(bare(sequence[i].lower) in {"ambassador", "envoy"} for i in range(between[0], between[1] + 1))
    bodies = [each for each in found if each.actor.kind == "body" and not ambassador]
    return bodies[0].actor if bodies else None


def _names_body(sequence: Sequence[Word], named: Named) -> bool:
    """Whether an actor's name only begins the name of a body that is not the state's: the Greek Energy Forum."""
    last = named.last
    while last + 1 < len(sequence) and sequence[last + 1].capital:
        last += 1
    return last > named.last and bare(sequence[last].text) in _OWN_BODIES


_OF_STATES = frozenset(
    "Police Council Agency Court Office Authority Commission Congress Parliament Senate Ministry Army Navy Force "
    "Forces Service Affairs".split()
)
_OWN_BODIES = BODIES - _OF_STATES


def _after_complement(sequence: Sequence[Word], at: int, named: dict[int, Named]) -> int:
    """Past "of State", "to Washington", "to the UN", "for Korean affairs" behind a role."""
    for complement in _COMPLEMENTS:
        if tuple(word.text for word in sequence[at : at + len(complement)]) == complement:
            return at + len(complement)
    if at < len(sequence) and sequence[at].lower in {"to", "at", "of", "for"}:
        target = at + 1 + (at + 1 < len(sequence) and sequence[at + 1].lower == "the")
        if target in named and named[target].way is not Way.DEMONYM:
            return named[target].last + 1
    return at


def _name_end(sequence: Sequence[Word], first: int, named: dict[int, Named]) -> int:
    """The word behind a name that begins with word `first`, or `first` where there is none."""
    last = first
    while last < len(sequence) and last - first < 4:
        word = sequence[last]
        leader = last in named and named[last].way is Way.LEADER
        surname = last > first and word.text in _MONTH_SURNAMES and not _is_number(sequence, last + 1)
        if last > first and (_is_particle(sequence, last) or _ends_initial(sequence, last)):
            last += 1
            continue
        surname = surname or (last > first and last in named and _is_surname(named[last]))
        title = word.text in TITLES and (last == first or word.text[-1] == ".")
        if not (leader or surname) and (title or last in named or not may_be_name(word)):
            break
        last += 1
        if word.text.endswith(("'s", "’s", "'", "’")):
            break
    return first if last < len(sequence) and bare(sequence[last].text) in BODIES else last


_MONTH_SURNAMES = frozenset(("May", "March", "June"))


def _is_surname(named: Named) -> bool:
    """Whether an actor's name may be a surname behind a given name: Denzel Washington, Michael Bloomberg."""
    return named.first == named.last and (named.way is Way.CAPITAL or named.actor.kind == "outlet")


_PARTICLES = frozenset("al bin bint ibn de da del dos du la van von der el".split())


def _is_particle(sequence: Sequence[Word], at: int) -> bool:
    """Whether a word in lower case is part of a name: Abdel Fattah al-Sisi, Ursula von der Leyen."""
    word = sequence[at]
    if word.text.startswith(("al-", "el-")):
        return True
    return (
        word.text in _PARTICLES
        and at + 1 < len(sequence)
        and (sequence[at + 1].capital or _is_particle(sequence, at + 1))
    )


def _ends_initial(sequence: Sequence[Word], at: int) -> bool:
    """Whether a full stop ends an initial within a name: "Robert P‖.‖ Casey"."""
    inside = sequence[at].text == "." and at + 1 < len(sequence) and sequence[at + 1].capital
    return inside and len(sequence[at - 1].text) == 1 and sequence[at - 1].capital


def _is_number(sequence: Sequence[Word], at: int) -> bool:
    return at < len(sequence) and sequence[at].text[0].isdigit()


_NEVER_NAMES = _NOT_NAMES | BODIES
_NEVER_NAMES_LOWER = PRONOUNS | DAYS | ROLES


def may_be_name(word: Word) -> bool:
    """Whether a capitalised word may be part of somebody's name: no role, no body, no day."""
    name = bare(word.text)
    if not word.capital or name in _NEVER_NAMES or not _NEVER_NAMES_LOWER.isdisjoint((word.lower, bare(word.lower))):
        return False
    letters = name.replace("-", "").replace(".", "")
    return letters.isalpha() and not (letters.isupper() and len(letters) > 2)


def _name_before(sequence: Sequence[Word], first: int, named: dict[int, Named]) -> tuple[int, int] | None:
    """The name before an apposition: "Lu Kang, the foreign ministry spokesman"."""
    if first < 2 or sequence[first - 1].text != ",":
        return None
    end, begin = first - 1, first - 1
    while begin > 0 and end - begin < 4 and _name_end(sequence, begin - 1, named) >= begin:
        begin -= 1
    return (begin, end) if end - begin >= 2 else None


def _apposition_end(sequence: Sequence[Word], at: int) -> int:
    end = at
    while end + 1 < len(sequence) and sequence[end + 1].text not in ",.;:":
        end += 1
    return end


def full_name(part: Sequence[Word]) -> str:
    """A name on one line, without middle initials: who is "Donald J. Trump" here is "Donald Trump" there."""
    last = len(part) - 1
    return " ".join(bare(word.text) for at, word in enumerate(part) if at in (0, last) or len(word.text) > 1)
