"""Actors: the table, the people of an article, and whom each source stands for, or that nobody can tell."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from briefer import attribution, chunks
from briefer.actors import Cast, Table, cast, table
from briefer.actors.given import sex
from briefer.model import Article, Holder
from tests.desk import article, reading

OWN = """
[actor.utopia]
name = "Utopia"
kind = "state"
demonyms = ["Utopian"]
capital = "Amaurot"

[actor.norway]
capital = "Bergen"

[actor.china]
aliases = ["the Middle Kingdom"]
"""


def read(text: str, names: Table | None = None) -> Cast:
    story = chunks.sentences(Article("a.txt", text))
    return cast(text, story, names or table(), attribution.find(text, story))


def holders(text: str, names: Table | None = None) -> list[list[str]]:
    """For each attribution its holders as "actor", "actor: speaker", "actor < via"."""
    people = read(text, names)
    return [[printed(each) for each in people.holders(found)] for found in people.found]


def printed(holder: Holder) -> str:
    return (
        holder.actor + (f": {holder.speaker}" if holder.speaker else "") + "".join(f" < {each}" for each in holder.via)
    )


# --- the table --------------------------------------------------------------------------------------------------------

NAMES = {
    "name": ("Norway", ["Norway name"]),
    "alias": ("the USA", ["United States name"]),
    "abbreviation with stops": ("the U.S.", ["United States name"]),
    "demonym": ("Chinese officials", ["China demonym"]),
    "capital": ("Beijing", ["China capital"]),
    "metonym": ("the Kremlin", ["Russia metonym"]),
    "body": ("the UN Security Council", ["UN Security Council name"]),
    "possessive": ("China's envoy", ["China name"]),
    "curly possessive": ("China’s envoy", ["China name"]),
    "plural possessive": ("the United States' envoy", ["United States name"]),
    "two": ("Norway and Chile", ["Norway name", "Chile name"]),
    "longest first": ("the South Korean envoy", ["South Korea demonym"]),
    "outlet and not its city": ("the Washington Post", ["Washington Post name"]),
    "short beside the long name": ("North Korea and the North", ["North Korea name", "North Korea short"]),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES.keys())
def test_the_table_knows_every_name_of_an_actor(text: str, expected: list[str]) -> None:
    assert [f"{each.actor.name} {each.way}" for each in table().find_in(text)] == expected


NOBODY = {
    "pronoun": "us and them",
    "not an actor": "Latin America",
    "sea": "the South China Sea",
    "person": "George Washington",
    "short without the long name": "the North",
    "lower case": "turkey and china",
    "part of a word": "Chinatown",
    "hyphenated": "pro-Russian",
    "empty": "",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_the_table_names_nobody_for(text: str) -> None:
    assert table().find_in(text) == ()


@pytest.mark.parametrize(
    ("name", "actor"),
    [("U.S.", "United States"), ("the United States", "United States"), ("Beijing", "China"), ("DPRK", "North Korea")],
)
def test_a_whole_name_is_an_actor(name: str, actor: str) -> None:
    found = table().named(name)
    assert found is not None
    assert found.name == actor


@pytest.mark.parametrize("name", ["US officials", "", "officials", "China and Russia", "pro-China"])
def test_more_or_less_than_a_name_is_none(name: str) -> None:
    assert table().named(name) is None


def test_a_persons_own_table_is_laid_over_the_shipped_one() -> None:
    own = table(OWN)
    assert [each.actor.name for each in own.find_in("Utopian envoys met in Amaurot")] == ["Utopia", "Utopia"]
    assert [each.actor.name for each in own.find_in("Bergen")] == ["Norway"]
    assert own.find_in("Oslo") == ()
    assert [each.actor.name for each in own.find_in("the Middle Kingdom")] == ["China"]
    assert [each.actor.name for each in own.find_in("Beijing")] == ["China"]
    assert holders("Amaurot said the port was shut.", own) == [["Utopia"]]


def test_what_two_actors_are_called_is_the_persons_own() -> None:
    own = table('[actor.union]\nname = "Dockers\' Union"\nkind = "group"\naliases = ["NATO"]')
    assert [each.actor.name for each in own.find_in("NATO")] == ["Dockers' Union"]
    assert [each.actor.name for each in own.find_in("Norway")] == ["Norway"]


def test_a_person_may_say_what_names_nobody() -> None:
    own = table('not_actors = ["Norway House"]')
    assert own.find_in("Norway House") == ()
    assert [each.actor.name for each in own.find_in("Norway")] == ["Norway"]
    assert own.find_in("George Washington") == ()


SHORT = """
[actor.east-bank]
name = "Bank of the East"
short = ["the Bank"]
[actor.west-bank]
name = "Bank of the West"
short = ["the Bank"]
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bank of the East and the Bank", ["Bank of the East", "Bank of the East"]),
        ("Bank of the West and the Bank", ["Bank of the West", "Bank of the West"]),
        ("Bank of the West, Bank of the East and the Bank", ["Bank of the West", "Bank of the East"]),
        ("the Bank", []),
    ],
)
def test_a_short_name_of_two_is_that_of_the_one_who_is_named(text: str, expected: list[str]) -> None:
    assert [each.actor.name for each in table(SHORT).find_in(text)] == expected


def test_every_entry_of_the_shipped_table_has_only_keys_and_kinds_that_there_are() -> None:
    shipped = (Path(__file__).parents[1] / "briefer/actors.toml").read_text(encoding="utf-8")
    assert table(shipped).actors == table().actors


MALFORMED = {
    "not TOML": "[actor",
    "no actors": 'name = "Utopia"',
    "actor is a list": "actor = [1]",
    "actor without a name": "[actor.utopia]\nkind = 'state'",
    "name is a number": "[actor.utopia]\nname = 3",
    "entry is a string": "[actor]\nutopia = 'Utopia'",
    "aliases are numbers": "[actor.utopia]\nname = 'Utopia'\naliases = [1]",
    "aliases are a number": "[actor.utopia]\nname = 'Utopia'\naliases = 1",
    "kind is a list": "[actor.utopia]\nname = 'Utopia'\nkind = ['state']",
    "empty name": "[actor.utopia]\nname = ''",
    "empty alias": "[actor.utopia]\nname = 'Utopia'\naliases = ['']",
    "new entry without a name": "[actor.utopia]\naliases = ['Utopia']",
    "a key that is none": "[actor.utopia]\nname = 'Utopia'\nalias = ['U']",
    "a kind that is none": "[actor.utopia]\nname = 'Utopia'\nkind = 'country'",
    "also is no switch": "[actor.utopia]\nname = 'Utopia'\nalso = 'yes'",
    "capitals are a list": "[actor.utopia]\nname = 'Utopia'\ncapital = ['Amaurot']",
    "not_actors is a string": "not_actors = 'Utopia Street'",
    "another table": "[actors.utopia]\nname = 'Utopia'",
    "nothing but a comment": "# to do",
}


@pytest.mark.parametrize("own", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_table_is_a_value_error(own: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        table(own)


# --- people -----------------------------------------------------------------------------------------------------------

PEOPLE = {
    "ROLE NAME": ("US Secretary of State John Kerry left.", "John Kerry", "United States"),
    "ROLE to BODY NAME": ("China's Ambassador to Washington Cui Tiankai left.", "Cui Tiankai", "China"),
    "DEMONYM ROLE NAME": ("Chinese foreign minister Wang Yi left.", "Wang Yi", "China"),
    "ROLE, NAME": ("The Norwegian foreign minister, Ana Ruiz, left.", "Ana Ruiz", "Norway"),
    "NAME, ROLE": ("Ana Ruiz, the Norwegian foreign minister, left.", "Ana Ruiz", "Norway"),
    "NAME, ROLE of ACTOR": ("Ana Ruiz, foreign minister of Norway, left.", "Ana Ruiz", "Norway"),
    "ACTOR's ROLE NAME": ("Norway's defence minister Tom Berg left.", "Tom Berg", "Norway"),
    "its ROLE": ("Norway will send its foreign minister Ana Ruiz abroad.", "Ana Ruiz", "Norway"),
    "ROLE of BODY": ("UN spokesman Tom Berg left.", "Tom Berg", "United Nations"),
    "in CAPITAL, NAME, ROLE": ("In Beijing, Lu Kang, the foreign ministry's spokesman, spoke.", "Lu Kang", "China"),
    "month as surname": ("British Prime Minister Theresa May left.", "Theresa May", "United Kingdom"),
    "rank as surname": ("British Prime Minister John Major left.", "John Major", "United Kingdom"),
    "particle": ("Egypt's President Abdel Fattah al-Sisi left.", "Abdel Fattah al-Sisi", "Egypt"),
    "own voice": ("Chinese analyst Li Wei left.", "Li Wei", ""),
    "professor of a university": ("Boston University professor Sam Wang left.", "Sam Wang", ""),
    "head of a private body": ("Alex Lagakos, deputy director of the Greek Energy Forum, left.", "Alex Lagakos", ""),
    "mayor": ("New York City Mayor Michael Bloomberg left.", "Michael Bloomberg", ""),
}


@pytest.mark.parametrize(("text", "name", "actor"), PEOPLE.values(), ids=PEOPLE.keys())
def test_people_are_read_with_those_for_whom_they_speak(text: str, name: str, actor: str) -> None:
    found = {person.name: person for person in read(text).people}
    assert name in found
    bound = found[name].actor
    assert (bound.name if bound and not found[name].own_voice else "") == actor


NOT_PEOPLE = {
    "actor": "Norway and Chile left.",
    "body": "The Security Council left.",
    "university": "Boston University said it agreed.",
    "police": "Hampshire Police said it agreed.",
    "company": "Ford Motor Company said it agreed.",
    "complement of a centre": "The Center for Biological Diversity said it agreed.",
    "pronoun behind an adverb": "Actually I said it was fine.",
    "league behind of": "The president of the Tunisian League said it was fine.",
    "sheriff's office": "The Alachua Sheriff's Office said it was fine.",
}


@pytest.mark.parametrize("text", NOT_PEOPLE.values(), ids=NOT_PEOPLE.keys())
def test_bodies_are_no_people(text: str) -> None:
    assert [person.name for person in read(text).people] == []


def test_a_later_chunk_is_told_of_those_introduced_before_it() -> None:
    text = "Chinese envoy Li Wei left. Analyst Ana Ruiz stayed.\n\nNorway's minister Tom Berg came."
    people = read(text)
    assert people.earlier(0) == ()
    assert people.earlier(text.index("Norway")) == (("Li Wei", "China"), ("Ana Ruiz", "analyst"))
    assert people.earlier(len(text))[-1] == ("Tom Berg", "Norway")


@pytest.mark.parametrize(
    ("name", "role", "expected"),
    [
        ("Theresa May", "", "she"),
        ("Donald Tusk", "", "he"),
        ("Kim Berg", "", ""),
        ("Kim Berg", "spokeswoman", "she"),
        ("Kim Berg", "chairman", "he"),
        ("", "", ""),
    ],
)
def test_given_names_and_roles_tell_he_from_she(name: str, role: str, expected: str) -> None:
    assert sex(name, role) == expected


# --- sources ----------------------------------------------------------------------------------------------------------

RESOLVED = {
    "actor": ("Norway said the port was shut.", [["Norway"]]),
    "capital that acts": ("Beijing said the port was shut.", [["China"]]),
    "metonym": ("The Kremlin said the port was shut.", [["Russia: the Kremlin"]]),
    "officials": ("US officials said the port was shut.", [["United States: US officials"]]),
    "person in office": ("Norwegian minister Ana Ruiz said the port was shut.", [["Norway: Ana Ruiz"]]),
    "last name": (
        "Norwegian minister Ana Ruiz left. Ruiz said the port was shut.",
        [["Norway: Ana Ruiz"]],
    ),
    "person without office": ("Ana Ruiz said the port was shut.", [["Ana Ruiz"]]),
    "he": ("Chinese envoy Li Wei said the port was shut. He said it was unsafe.", [["China: Li Wei"]] * 2),
    "she past a man": (
        "Norway's minister Anna Berg left. Chile's minister Pedro Soto said no. She said the port was shut.",
        [["Chile: Pedro Soto"], ["Norway: Anna Berg"]],
    ),
    "he of the subject": ("Chinese envoy Li Wei arrived on Monday. He said the port was shut.", [["China: Li Wei"]]),
    "he behind a lead": (
        "Norway's minister Tom Berg fell. After a day, Berg was back. He said the port was shut.",
        [["Norway: Tom Berg"]],
    ),
    "it": ("Norway said the port was shut. It said the pier was unsafe.", [["Norway"]] * 2),
    "it in the sentence": ("The US put new sanctions on Norway after it said the port was shut.", [["Norway"]]),
    "they": ("Analysts said the port was shut. They said the pier was unsafe.", [["Analysts"]] * 2),
    "they, two": (
        "Norway and Chile agreed to talks. They said the port was shut.",
        [["Norway", "Chile"]] * 2,
    ),
    "both sides": (
        "Norway and Chile agreed to talks. The two sides said the port was shut.",
        [["Norway", "Chile"]] * 2,
    ),
    "joined people": (
        "Chinese envoy Li Wei and Norwegian minister Ana Ruiz said the port was shut.",
        [["China: Li Wei", "Norway: Ana Ruiz"]],
    ),
    "the ambassador": (
        "China's ambassador Li Wei left. The ambassador said the port was shut.",
        [["China: Li Wei"]],
    ),
    "the ambassador in an apposition": (
        "The US ambassador, Ana Ruiz, said the port was shut.",
        [["United States: Ana Ruiz"]],
    ),
    "the Chinese diplomat": (
        "Chinese foreign minister Wang Yi left. The Chinese diplomat said the port was shut.",
        [["China: Wang Yi"]],
    ),
    "the official": (
        "A Norwegian official said the port was shut. The official said the pier was unsafe.",
        [["Norway: a Norwegian official"]] * 2,
    ),
    "the ministry in CAPITAL": (
        "The foreign ministry in Moscow said the port was shut.",
        [["Russia: the foreign ministry in Moscow"]],
    ),
    "official of the ministry": (
        "Russia's foreign ministry said no. An official of the ministry said the port was shut.",
        [["Russia: Russia's foreign ministry"], ["Russia: an official of the ministry"]],
    ),
    "one of the diplomats": (
        "Western diplomats said no. One of the diplomats said the port was shut.",
        [["Western powers: Western diplomats"]] * 2,
    ),
    "its ministry": (
        "Norway will act, its foreign ministry said.",
        [["Norway: Norway's foreign ministry"]],
    ),
    "his spokesman": (
        "Norway's minister Tom Berg said no. His spokesman said the port was shut.",
        [["Norway: Tom Berg"], ["Norway: Norway's spokesman"]],
    ),
    "somebody's spokesman": (
        "Norway's minister Tom Berg left. Berg's spokesman said the port was shut.",
        [["Norway: Berg's spokesman"]],
    ),
    "somebody's administration": (
        "US President Donald Trump left. The Trump administration said the port was shut.",
        [["United States: the Trump administration"]],
    ),
    "somebody's campaign": (
        "US President Donald Trump left. The Trump campaign said the port was shut.",
        [["Trump campaign"]],
    ),
    "group": ("Senior diplomats said the port was shut.", [["Senior diplomats"]]),
    "critics are not whom they criticise": (
        "US President Donald Trump left. Trump's critics said the port was shut.",
        [["Trump's critics"]],
    ),
    "analyst is not the state": ("A Chinese analyst said the port was shut.", [["Chinese analyst"]]),
    "neighbours are not the state": ("Norway's neighbours said the port was shut.", [["Norway's neighbours"]]),
    "body of another name is not the state": (
        "The Tunisian League for Rights said the port was shut.",
        [["Tunisian League for Rights"]],
    ),
    "ABC of Australia": ("ABC of Australia reported that the port was shut.", [["ABC of Australia"]]),
    "surname of a capital": ("Denzel Washington said the port was shut.", [["Denzel Washington"]]),
    "professor of a university": (
        "Ana Ruiz of Boston University said the port was shut.",
        [["Ana Ruiz"]],
    ),
    "an assemblywoman is not the one named before": (
        "Assemblywoman Ana Ruiz said no. A Republican Assemblywoman said the port was shut.",
        [["Ana Ruiz"], ["Republican Assemblywoman"]],
    ),
    "spokesman for somebody": (
        "Norway's minister Ana Ruiz left. A spokesman for Ana Ruiz said no.",
        [["Spokesman for Ana Ruiz"]],
    ),
    "country with and": ("Bosnia and Herzegovina said the port was shut.", [["Bosnia and Herzegovina"]]),
    "outlet": ("Reuters said the port was shut.", [["Reuters"]]),
    "outlet that cites": (
        "Reuters, citing an unnamed Norwegian official, said the port was shut.",
        [["Norway: an unnamed Norwegian official < Reuters"]],
    ),
    "via loose sources": (
        "Diplomatic sources say that Norway refused to open the port.",
        [["Diplomatic sources"], ["Norway < diplomatic sources"]],
    ),
    "via loose sources, to the end of the sentence": (
        "Diplomatic sources say Norwegian officials refused to open the port, saying repairs must come first.",
        [["Diplomatic sources"], *[["Norway: Norwegian officials < diplomatic sources"]] * 2],
    ),
    "agreed with whom": (
        "Ana Ruiz, Norway's minister, spoke with Chilean envoy Luis Vega on Friday, and agreed on a need for talks.",
        [["Norway: Ana Ruiz", "Chile: Luis Vega"]],
    ),
    "agreed alone": ("Norway met with Chile and agreed to open the port.", [["Norway"]]),
    "agreed with nobody named": ("Norway spoke with reporters and agreed on a need for talks.", [["Norway"]]),
    **{
        f"its own voice: {who}": (f"{who} said the port was shut.", [[who.removeprefix("The ").removeprefix("A ")]])
        for who in (
            "A Norwegian comedian",
            "Norwegian Democrats",
            "The Norwegian opposition",
            "The Norwegian rebels",
            "The Norwegian firm Total",
            "A former Norwegian official",
            "The Norwegian court",
            "The Norwegian congress",
            "The self-proclaimed president of Norway",
        )
    },
    "former minister, later by name": (
        "The former Norwegian prime minister Ana Ruiz said it was late. Ruiz said the port was shut.",
        [["Ana Ruiz"], ["Ana Ruiz"]],
    ),
    "name behind an unknown role": (
        "The inquiry's head, retired Gen. Paul Mensah, denied any fault. “There was none,” he said.",
        [["Paul Mensah"], ["Paul Mensah"]],
    ),
    "name behind a possessive": (
        "Norway said it was late. Its main rival, former finance chief Grace Achebe, said it was early.",
        [["Norway"], ["Grace Achebe"]],
    ),
    "he after somebody unknown": (
        "“It is late,” said Marta Kowalska, who heads the mission. The inquiry's head denied any fault. “No,” he said.",
        [["Marta Kowalska"], ["Inquiry's head"], ["Inquiry's head"]],
    ),
    "two who may be meant": ("Mayor Ana Ruiz met union leader Paul Diaz. He said it was late.", [[]]),
    "not via oneself, called they": (
        "Small island states said they would not sign what they called “a gift”.",
        [["Small island states"], ["Small island states"]],
    ),
    "a role that an apposition elsewhere gives to somebody": (
        "Norway's envoy to Chile said the port was shut. Later Ana Ruiz, the Norwegian envoy to Chile, left.",
        [["Norway: Ana Ruiz"]],
    ),
    "a role that stood before its holder's name": (
        "Ana Ruiz, Norway's envoy to Chile, left. The Norwegian envoy said the port was shut.",
        [["Norway: Ana Ruiz"]],
    ),
    "a minister of another portfolio": (
        "Foreign minister Ana Ruiz said the port was shut. The trade minister said it was open.",
        [["Ana Ruiz"], []],
    ),
    "a minister who is called a secretary": (
        "Norway's Foreign Secretary Ana Ruiz left. The foreign minister said the port was shut.",
        [["Norway: Ana Ruiz"]],
    ),
    "one of several officials": (
        "Norway's official Ana Ruiz left. A Norwegian official said the port was shut.",
        [["Norway: a Norwegian official"]],
    ),
    "the minister of another state": (
        "Norway's foreign minister, Ana Ruiz, left. Chile's foreign minister said the port was shut.",
        [["Chile: Chile's foreign minister"]],
    ),
    "government of a state": (
        "The government of Norway closed the port. The government said it was unsafe.",
        [["Norway: the government"]],
    ),
    "spokesman for a ministry": (
        "A spokesman for the Norwegian trade ministry said the port was shut.",
        [["Norway: a spokesman for the Norwegian trade ministry"]],
    ),
    "a ministry's own name": ("The Emergencies Ministry said the port was shut.", [["Emergencies Ministry"]]),
    "the other campaign": (
        "The Ruiz campaign said the port was shut. The Berg campaign said it was open.",
        [["Ruiz campaign"], ["Berg campaign"]],
    ),
    "some states of a bloc": ("Some EU states said the port was shut.", [["some EU states"]]),
    "firms of a continent": ("European carmakers said the port was shut.", [["European carmakers"]]),
    "allies of a bloc": ("NATO allies said the port was shut.", [["NATO allies"]]),
    "voters of a party": ("Republican voters said the port was shut.", [["Republican voters"]]),
    "media of a state": ("Chinese state media said the port was shut.", [["Chinese state media"]]),
    "surname of a full name elsewhere": (
        "The vote went to Greens like Jill Hansen. Hansen said the port was shut. She said it was late.",
        [["Jill Hansen"], ["Jill Hansen"]],
    ),
    "a surname alone blocks the pronoun": (
        "Tom Berg said the port was shut. Holm said he agreed to it.",
        [["Tom Berg"], ["Holm"], []],
    ),
    "a paper that no table knows passes on": (
        "The Cyprus Mail reported that Norway rejected the plan.",
        [["Cyprus Mail"], ["Norway < Cyprus Mail"]],
    ),
    "a chain of media": (
        "Reuters said Kyodo reported that Norway rejected the plan.",
        [["Reuters"], ["Kyodo < Reuters"], ["Norway < Kyodo < Reuters"]],
    ),
    "a president is not the one of another state": (
        "Donald Berg ran. The Turkish president said the port was shut. President Berg said it was open.",
        [["Turkey: the Turkish president"], ["Berg"]],
    ),
    "one family, two people": (
        "President Tom Berg left. Former First Lady Ana Berg said the port was shut.",
        [["Former First Lady Ana Berg"]],
    ),
    "two who spoke in two clauses": (
        "Tom Berg said the port was shut while Jon Holm said it was open. He added that it was late.",
        [["Tom Berg"], ["Jon Holm"], []],
    ),
    "name with an article behind a role that no table knows": (
        "The city's security chief, Abdullah al-Berg, said the port was shut.",
        [["Abdullah al-Berg"]],
    ),
    "via in so many words": (
        "The port was shut, according to the mayor of Bergen via Interfax.",
        [["Mayor of Bergen < Interfax"]],
    ),
    "surname of two people": (
        "The vote went to Greens like Jill Hansen and Tom Hansen. Hansen said the port was shut.",
        [["Hansen"]],
    ),
    "surname of a full name behind a place": (
        "The vote went to a senator from Vermont Bernie Hansen. Hansen said the port was shut.",
        [["Bernie Hansen"]],
    ),
    "surname before its full name": (
        "Hansen said the port was shut. The vote went to Greens like Jill Hansen.",
        [["Hansen"]],
    ),
    "what a medium cites is no speaker": (
        "Kyodo, citing safety concerns, said that flights had stopped.",
        [["Kyodo"]],
    ),
    "whom a medium cites": (
        "Kyodo, citing two people close to the talks, said that flights had stopped.",
        [["Two people close to the talks < Kyodo"]],
    ),
    "many of a nation": ("Many Norwegians said that the port was shut.", [["Many Norwegians"]]),
    "a nation's people": ("Norwegians said that the port was shut.", [["Norwegians"]]),
    "a nation as a party to talks": ("The Chinese said that the port was shut.", [["China"]]),
    "one of a party": ("A Democrat said that the port was shut.", [["Democrat"]]),
    "a party's people": ("Republicans said that the port was shut.", [["Republican Party"]]),
    "a verb of the headline before a name": (
        "Leaders Rip Donald Holm. Donald Holm said no. Holm said yes.",
        [["Donald Holm"], ["Donald Holm"]],
    ),
    "itself": ("Norway itself said no.", [["Norway"]]),
    "an initial behind the verb": ("“No,” said Barry R. Holm, the mayor.", [["Barry Holm"]]),
    "a title in capitals": ("Former White House Chief Of Staff Anna Ruiz said no.", [["Anna Ruiz"]]),
    "what somebody is, with a capital": ("Rival Anna Ruiz said no.", [["Anna Ruiz"]]),
    "a state's title within a name": ("Virginia Gov. Dana Ruiz said no.", [["Dana Ruiz"]]),
    "a body by its last word": (
        "The European Commission said no. A Commission spokesperson said that the fee was fair.",
        [["European Union: the European Commission"], ["European Union: a Commission spokesperson"]],
    ),
    "another body of that last word": (
        "The European Commission said no. The Ports Commission said that the fee was fair.",
        [["European Union: the European Commission"], ["Ports Commission"]],
    ),
    "a body not named before": ("A Commission spokesperson said that the fee was fair.", [["Commission spokesperson"]]),
    "an institution of a state": ("The UK Treasury said no.", [["United Kingdom: the UK Treasury"]]),
    "the army of a state": ("Norwegian police said that the port was shut.", [["Norway: Norwegian police"]]),
    "several owners": (
        "The workers said that the port was shut. Their lawyers said that it was open.",
        [["Workers"], ["Workers: Workers' lawyers"]],
    ),
    "without a form of address": ("Mr. Holm said the port was shut.", [["Holm"]]),
    "behind a form of address": ("Sen. Dana Ruiz left. Ruiz said the port was shut.", [["Dana Ruiz"]]),
    "with a middle initial": ("Robert P. Holm said that the port was shut.", [["Robert Holm"]]),
    "two of a surname": (
        "Ann Holm said that the port was shut. Eva Holm said that it was open. The sea was calm. The talks went on. "
        "Holm said that it would stay so.",
        [["Ann Holm"], ["Eva Holm"], ["Ann Holm"]],
    ),
    "two of a surname, both near": (
        "Ann Holm said that the port was shut. Eva Holm said that it was open. Holm said that it would stay so.",
        [["Ann Holm"], ["Eva Holm"], ["Holm"]],
    ),
    "the owner of a claim": ("The mayor read the judges' claim that the port was shut.", [["Judges"]]),
    "a contraction": (
        "Dana Ruiz said that the port was shut. She'd said that it was open.",
        [["Dana Ruiz"], ["Dana Ruiz"]],
    ),
    "somebody of hers": (
        "Dana Ruiz said that the port was shut. Her brother said that it was open.",
        [["Dana Ruiz"], ["Dana Ruiz's brother"]],
    ),
    "a share of voters": ("A group of 28% of the crew said that the port was shut.", [["Group of 28% of the crew"]]),
    "nobody": ("Nobody said the port was shut. No official denied that it was.", [[], []]),
    "not via oneself": (
        "Norway said it had agreed to talks.",
        [["Norway"], ["Norway"]],
    ),
    "not via a party": (
        "Norway said that Chile refused to open the port.",
        [["Norway"], ["Chile"]],
    ),
    "the statement": (
        "Norway's foreign ministry said no. The statement said the port was shut.",
        [["Norway: Norway's foreign ministry"]] * 2,
    ),
    "short name": ("North Korea left. The North said the port was shut.", [["North Korea"]]),
    "a spokesman of whoever he says to have spoken": (
        "Norway said the port was shut, a spokesman told reporters on Monday.",
        [["Norway: a spokesman"], ["Norway"]],
    ),
    "a ministry's spokesman": (
        "Norway opposes the levy, a foreign ministry spokesman said.",
        [["Norway: a foreign ministry spokesman"], ["Norway"]],
    ),
    "another state's spokesman": (
        "Norway said the port was shut, Chile's spokesman said.",
        [["Chile: Chile's spokesman"], ["Norway"]],
    ),
    "an official may be anybody's": (
        "Norway said the port was shut, an official said.",
        [["Official"], ["Norway < Official"]],
    ),
    "a spokesman for a person": (
        "Ana Ruiz said the port was shut, a spokesman said.",
        [["Spokesman"], ["Ana Ruiz"]],
    ),
    "name behind who": (
        "The council heard Norwegian minister Ana Ruiz, who said the port was shut.",
        [["Norway: Ana Ruiz"]],
    ),
}


@pytest.mark.parametrize(("text", "expected"), RESOLVED.values(), ids=RESOLVED.keys())
def test_sources_stand_for(text: str, expected: list[list[str]]) -> None:
    assert holders(text) == expected


NEAREST_UNKNOWN = "Senator Dana Ruiz left. Holm, the chief executive, said the port was shut. She said it was late."


def test_she_behind_somebody_of_whom_only_a_surname_is_known_is_no_one_else() -> None:
    assert holders(NEAREST_UNKNOWN) == [["Holm"], []]


UNRESOLVED = {
    "he with nobody before": "He said the port was shut.",
    "she behind a man": "Norway's minister Tom Berg left. She said the port was shut.",
    "he behind a woman": "Norway's minister Anna Berg left. He said the port was shut.",
    "he behind a state": "Norway closed its port. He said it was unsafe.",
    "it behind a person": "Ana Ruiz left on Monday. It said the port was shut.",
    "they behind one person": "Ana Ruiz left on Monday. They said the port was shut.",
    "he, two men in the sentence": (
        "Norway's minister Tom Berg met Chile's minister Pedro Soto. In a tweet to Pedro Soto, he said no."
    ),
    "he, long ago": "Norway's minister Tom Berg left. " + "The sea was calm. " * 6 + "He said the port was shut.",
    "the ministry of nobody": "The ministry said the port was shut.",
    "the official of nobody": "The official said the port was shut.",
    "both sides of nothing": "The two sides said the port was shut.",
    "somebody and theirs": "Norway's minister Tom Berg left. Berg and his supporters said no.",
    "known and unknown": "Norway's minister Tom Berg left. Berg and Holm said no.",
    "a brother of nobody": "Her brother said the port was shut.",
    "my brother": "My brother said the port was shut.",
    "a share of nobody": "Nearly 21 percent said the port was shut.",
    "a number": "Nine in ten said the port was shut.",
    "many": "Many said the port was shut.",
    "others": "Others said the port was shut.",
    "a debate": "The debate promised that the port would open.",
    "criticism": "Criticism within Norway said that the port was shut.",
    "a morning": "The morning showed that the port was shut.",
    "warnings": "The warnings said that the port was shut.",
    "reports": "Reports said that the port was shut.",
    "an interviewer": "The interviewer said that the port was shut.",
    "a clause": "Dana Ruiz huddled briefly with friends said the port was shut.",
    "I, contracted": "I've said the port was shut.",
    "I": "I said the port was shut.",
    "we": "We said the port was shut.",
    "you": "You said the port was shut.",
    "the president, of whom": "The president said the port was shut.",
    "the company": "She left. It said the port was shut.",
}


@pytest.mark.parametrize("text", UNRESOLVED.values(), ids=UNRESOLVED.keys())
def test_stays_unresolved_where_it_would_be_a_guess(text: str) -> None:
    found = holders(text)
    assert found
    assert all(each == [] for each in found), found


def test_a_short_name_is_nobodys_where_no_long_name_stands_in_the_article() -> None:
    assert holders("The North said the port was shut.") == [["North"]]


def test_reporters_are_those_inside_whose_words_an_attribution_stands() -> None:
    people = read("Norway said that Chile refused to open the port.")
    outer, inner = people.found
    assert people.reporters(outer) == ()
    assert people.reporters(inner) == (Holder("Norway"),)
    assert people.is_party(Holder("Norway"))
    assert not people.is_party(Holder("Reuters"))
    assert not people.is_party(Holder("Diplomatic sources"))


def test_a_pronoun_carries_the_span_that_introduces_whom_it_stands_for() -> None:
    text = "Chinese envoy Li Wei said the port was shut. He said it was unsafe."
    people = read(text)
    start, end = people.holders(people.found[1])[0].antecedent[0]
    assert text[start:end] == "Chinese envoy Li Wei"


HOSTILE = {
    "capital words": "Anna Berg ",
    "ministers": "Minister Anna Berg ",
    "actors": "China Russia ",
    "he said": "he said, ",
    "the official": "The official said it works. ",
    "his ministry": "His ministry said it works. ",
    "it said": "The ministry went on. It said he said they said. ",
    "the north": "North Korea said no. The North said it works. ",
    "of the official of the": "an official of the ",
    "citing": "Reuters said, citing ",
    "according to": "according to ",
    "and": "Norway and ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_take_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        story = chunks.sentences(Article("a.txt", text))
        found = attribution.find(text, story)
        started = time.process_time()
        cast(text, story, table(), found)
        return time.process_time() - started

    assert seconds(40_000) < 8 * seconds(10_000) + 0.3


def test_a_crowd_of_names_takes_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = " ".join(
            f"Minister Ab{'cdefg'[at % 5] * (at % 40)} Xy{'hijkl'[at % 5] * (at // 40)} said no." for at in range(count)
        )
        story = chunks.sentences(Article("a.txt", text))
        found = attribution.find(text, story)
        started = time.process_time()
        cast(text, story, table(), found)
        return time.process_time() - started

    assert seconds(1600) < 8 * seconds(400) + 0.3


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        pytest.param(
            'Zorvan "offers support for the ports," Norway said. Later that day Zorvan left.',
            'Norway said Zorvan "offers support for the ports."',
            id="a name that no table knows",
        ),
        pytest.param(
            'Talks "offer nothing to the ports," Norway said. Then the Talks of Oslo began; talks are cheap.',
            'Norway said talks "offer nothing to the ports."',
            id="a word that stands without a capital as well",
        ),
        pytest.param(
            "Ports must stay open, Norway said.",
            "Norway said ports must stay open.",
            id="a word that stands nowhere else",
        ),
    ],
)
def test_a_word_that_is_never_small_keeps_its_capital(text: str, statement: str) -> None:
    cast = reading(article(text)).cast
    assert statement in [cast.sentence(each) for each in cast.found]
