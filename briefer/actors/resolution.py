"""How a source was found to stand for its holder: one name a way, and what each means in one line.

`model.Holder.by` has the name; `briefer extract --explain` and docs/attribution.md print the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Resolution(StrEnum):
    """The ways, in the order in which they are tried."""

    PRONOUN = "pronoun"
    BOTH_SIDES = "both-sides"
    ROLE_AND_NAME = "role-and-name"
    APPOSITION = "apposition"
    POSSESSIVE = "possessive"
    PERSONS_OFFICE = "persons-office"
    PERSON = "person"
    PART = "part"
    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    METONYM = "metonym"
    LEADER = "leader"
    SHORT = "short"
    ROLE = "role"
    SPOKESMAN = "spokesman"
    AS_PRINTED = "as-printed"
    CITED = "cited"


MEANING: Mapping[Resolution, str] = {
    Resolution.PRONOUN: "a pronoun, for the nearest source or subject that fits it",
    Resolution.BOTH_SIDES: "“both sides”, for the two who were last named together",
    Resolution.ROLE_AND_NAME: "a role with the name of whoever has it beside it",
    Resolution.APPOSITION: "a role whose holder is named between commas behind it",
    Resolution.POSSESSIVE: "an office of whoever its possessive stands for (“its envoy”)",
    Resolution.PERSONS_OFFICE: "an office of a person, speaking for whom that person speaks (“the minister's aide”)",
    Resolution.PERSON: "a person, by full or last name, as the article introduces them",
    Resolution.PART: "part of a body, behind “of the” (“an official of the ministry”)",
    Resolution.NAME: "an actor's name or alias, alone or with an office that speaks for it",
    Resolution.DEMONYM: "an adjective or people of an actor, with an office that speaks for it",
    Resolution.CAPITAL: "a capital or seat, which speaks for its government",
    Resolution.METONYM: "an institution that speaks for an actor",
    Resolution.LEADER: "the office or people of a head of state or government, by full name",
    Resolution.SHORT: "a short name, beside the long one in the same article (“the North”)",
    Resolution.ROLE: "a role, for whoever the article gave it to last (“the ambassador”)",
    Resolution.SPOKESMAN: "a spokesman of nobody's, for whose stand he tells (“China opposes it, a spokesman said”)",
    Resolution.AS_PRINTED: "nobody the table knows: they stand for themselves, as printed",
    Resolution.CITED: "whom an outlet cites in the same sentence",
}
"""What is said of each way to a reader."""
