"""Disputes of policy that no table of questions knows: one wants done what another opposes, to the same thing.

All sentences are our own. Each pair is two articles of the same days.
"""

from __future__ import annotations

import pytest

from tests.desk import article, brief

DISPUTES = {
    "steel": (
        "Canada called on the European Union to lift its tariffs on steel imports.",
        "Germany rejected calls to lift the tariffs on steel imports, saying prices would collapse.",
        "Should the European Union lift its tariffs on steel imports?",
        ("Canada", "Germany"),
    ),
    "glyphosate": (
        "The European Commission proposed a ban on glyphosate from January.",
        "Poland said glyphosate should not be banned before farmers have an alternative.",
        "Should glyphosate be banned?",
        ("European Union", "Poland"),
    ),
    "migrants": (
        "Italy urged other states to share out migrants rescued in the Mediterranean.",
        "Hungary refused to share out migrants rescued in the Mediterranean.",
        "Should other states share out migrants rescued in the Mediterranean?",
        ("Italy", "Hungary"),
    ),
    "vote": (
        "The election commission said the presidential vote should be postponed because ballot papers had not arrived.",
        "The African Union rejected any postponement of the presidential vote.",
        "Should the presidential vote be postponed?",
        ("Election commission", "African Union"),
    ),
    "arms": (
        "Norway demanded a halt to arms exports to Saudi Arabia.",
        "Britain said it would not halt arms exports to Saudi Arabia.",
        "Should arms exports to Saudi Arabia be halted?",
        ("Norway", "United Kingdom"),
    ),
    "budget": (
        "Finland said defence spending must be raised to two percent of output.",
        "Belgium said it was against raising defence spending while hospitals were short of staff.",
        "Should defence spending be raised?",
        ("Finland", "Belgium"),
    ),
    "vaccine": (
        "The World Health Organization recommended that patents on the vaccine be waived.",
        "Switzerland opposes a waiver of patents on the vaccine.",
        "Should patents on the vaccine be waived?",
        ("World Health Organization", "Switzerland"),
    ),
    "coal": (
        "Denmark wants coal subsidies to be phased out by 2025.",
        "Australia argued that phasing out coal subsidies by 2025 would be a mistake.",
        "Should coal subsidies be phased out?",
        ("Denmark", "Australia"),
    ),
    "troops": (
        "Mali's government asked France to withdraw its troops from the north of Mali.",
        "France said its troops must stay in the north of Mali.",
        "Should France withdraw its troops from the north of Mali?",
        ("Mali", "France"),
    ),
    "tariff": (
        "Japan urged the United States to scrap the planned tariffs on car imports.",
        "The United States said the tariffs on car imports would stay in place.",
        "Should the United States scrap the planned tariffs on car imports?",
        ("Japan", "United States"),
    ),
    "fish": (
        "Environment ministers backed a moratorium on deep-sea mining.",
        "Nauru opposes a moratorium on deep-sea mining, calling it a lifeline.",
        "Should deep-sea mining be suspended?",
        ("Environment ministers", "Nauru"),
    ),
    "border": (
        "Austria announced that it would close its border with Slovenia to trucks.",
        "Slovenia said Austria must not close the border to trucks.",
        "Should Austria close its border with Slovenia to trucks?",
        ("Austria", "Slovenia"),
    ),
    "wage": (
        "The trade unions demanded an increase in the minimum wage.",
        "The employers' federation rejected any increase in the minimum wage.",
        "Should the minimum wage be increased?",
        ("Trade unions", "Employers' federation"),
    ),
    "climate": (
        "The Maldives called for emissions to be cut by half by 2030.",
        "Saudi Arabia said it could not accept cutting emissions by half.",
        "Should emissions be cut?",
        ("Maldives", "Saudi Arabia"),
    ),
    "debt": (
        "Zambia asked its creditors to write off part of the debt.",
        "China refused to write off any of the debt, saying loans had to be repaid.",
        "Should part of the debt be written off?",
        ("Zambia", "China"),
    ),
    "membership": (
        "Ukraine's president said his country should be admitted to NATO.",
        "Hungary's foreign minister said he was against admitting Ukraine to NATO.",
        "Should Ukraine be admitted to NATO?",
        ("Ukraine", "Hungary"),
    ),
    "visa": (
        "Turkey said the European Union should drop visa requirements for its citizens.",
        "Austria's chancellor said he would not agree to drop visa requirements for Turkish citizens.",
        "Should the European Union drop visa requirements for its citizens?",
        ("Turkey", "Austria"),
    ),
    "olympics": (
        "Human rights groups urged governments to boycott the winter games in Beijing.",
        "The Olympic committee rejected a boycott of the winter games in Beijing.",
        "Should governments boycott the winter games in Beijing?",
        ("Human rights groups", "Olympic committee"),
    ),
    "carbon": (
        "New Zealand proposed a levy on carbon emissions from shipping.",
        "Argentina opposed the levy on carbon emissions from shipping.",
        "For or against a levy on carbon emissions from shipping?",
        ("New Zealand", "Argentina"),
    ),
    "peace": (
        "Colombia's government said talks with the ELN rebels should be resumed.",
        "The opposition said it was against resuming talks with the ELN rebels.",
        "Should talks with the ELN rebels resume?",
        ("Colombia", "Opposition"),
    ),
    "whales": (
        "Iceland plans to resume commercial whaling.",
        "Australia said commercial whaling should not be resumed.",
        "Should commercial whaling resume?",
        ("Iceland", "Australia"),
    ),
    "extradite": (
        "Spain asked Belgium to extradite the former Catalan leader.",
        "Belgium declined to extradite the former Catalan leader.",
        "Should Belgium extradite the former Catalan leader?",
        ("Spain", "Belgium"),
    ),
    "gas": (
        "Poland demanded that the Nord Stream pipeline be stopped.",
        "Germany said that stopping the Nord Stream pipeline was not an option.",
        "Should the Nord Stream pipeline be stopped?",
        ("Poland", "Germany"),
    ),
    "drone": (
        "Germany's defence ministry said it wanted to arm its drones.",
        "The Green Party said it was opposed to arming the drones of the defence ministry.",
        "Should Germany arm its drones?",
        ("Germany", "Green Party"),
    ),
    "hope": (
        "Cuba said it hoped the embargo on its cigars would be lifted.",
        "Florida's senators said lifting the embargo on cigars was unacceptable.",
        "Should the embargo on the cigars be lifted?",
        ("Cuba", "Florida's senators"),
    ),
    "money": (
        "The unions want to raise the ferry subsidy to $15 a trip.",
        "The shipowners oppose an increase in the ferry subsidy.",
        "Should the ferry subsidy be raised to $15 a trip?",
        ("Unions", "Shipowners"),
    ),
    "dam": (
        "Environmental groups urged Brazil to stop building the Belo Monte dam.",
        "Brazil's energy minister said construction of the Belo Monte dam would continue.",
        "Should Brazil stop building the Belo Monte dam?",
        ("Environmental groups", "Brazil"),
    ),
    "election": (
        "Opposition parties demanded that the election be held in May as planned.",
        "The election commission said the election would be postponed until autumn.",
        "Should the election be held?",
        ("Opposition parties", "Election commission"),
    ),
    "observer": (
        "Taiwan should be admitted to the World Health Assembly as an observer, Japan said.",
        "China said it firmly opposes Taiwan's admission to the World Health Assembly.",
        "Should Taiwan be admitted to the World Health Assembly?",
        ("Japan", "China"),
    ),
    "deal": (
        "Iran said the nuclear deal must not be renegotiated.",
        "The United States said the nuclear deal needs to be renegotiated.",
        "Should the nuclear deal be renegotiated?",
        ("United States", "Iran"),
    ),
    "mask": (
        "Bavaria wants to make masks compulsory in shops.",
        "The retail federation said masks should not be compulsory in shops.",
        "Should masks be compulsory in shops?",
        ("Bavaria", "Retail federation"),
    ),
    "deficit": (
        "Italy asked the European Commission to relax the deficit rules.",
        "The Netherlands said the deficit rules should not be relaxed.",
        "Should the European Commission relax the deficit rules?",
        ("Italy", "Netherlands"),
    ),
    "rules": (
        "Doctors called for tighter rules on painkillers.",
        "Drug makers rejected tighter rules on painkillers.",
        "For or against tighter rules on painkillers?",
        ("Doctors", "Drug makers"),
    ),
    "accession": (
        "Turkey said it would not approve the accession of Cyprus to the pact.",
        "Greece said the accession of Cyprus to the pact must be approved.",
        "Should Turkey approve the accession of Cyprus to the pact?",
        ("Greece", "Turkey"),
    ),
}
"""Two sentences, the question that they dispute, and who is for and who against."""

NONE = {
    "another object": (
        "France said that sanctions on Syria should be eased.",
        "The United States said it opposed any easing of sanctions on Iran.",
    ),
    "the same side": (
        "Norway demanded a halt to arms exports to Saudi Arabia.",
        "Sweden backed a halt to arms exports to Saudi Arabia.",
    ),
    "another time": (
        "In 2009, Finland said defence spending must be cut to balance the 2010 budget.",
        "Belgium said it was against cutting defence spending in the 2018 budget.",
    ),
    "a view of somebody else's": (
        "Denmark wants coal subsidies to be phased out.",
        "Norway said that Poland opposed phasing out coal subsidies and hoped for a compromise.",
    ),
    "a condition": (
        "Canada called on the European Union to lift its tariffs on steel imports.",
        "Germany said it would oppose lifting the tariffs on steel imports if dumping went on.",
    ),
    "another action": (
        "The European Commission proposed a ban on glyphosate.",
        "Poland said it opposed a tax on glyphosate.",
    ),
    "each of itself": (
        "Kenya said it would ban plastic bags from next year.",
        "Canada said it would not ban plastic bags.",
    ),
    "only asked": (
        "The election commission said the vote should be postponed.",
        "The African Union asked whether the vote should be postponed.",
    ),
    "opposed to neither": (
        "Italy urged other states to share out migrants rescued at sea.",
        "Hungary said it would not oppose sharing out migrants rescued at sea.",
    ),
    "never opposed": (
        "The World Health Organization recommended that patents on the vaccine be waived.",
        "Switzerland said it had never opposed a waiver of patents on the vaccine.",
    ),
    "another object: whaling": (
        "Environment ministers backed a moratorium on deep-sea mining.",
        "Nauru opposes a moratorium on whaling.",
    ),
    "the same side: closure": (
        "Kenya insisted that the Dadaab camp must be closed.",
        "Somalia said it supported the closure of the Dadaab camp.",
    ),
    "a former stand": (
        "Japan urged the United States to scrap the tariffs on car imports.",
        "The United States said it had originally opposed scrapping the tariffs on car imports but changed its mind.",
    ),
    "many employers' view": (
        "The trade unions demanded an increase in the minimum wage.",
        "The central bank said many employers opposed an increase in the minimum wage.",
    ),
    "only if": (
        "Ukraine said it should be admitted to NATO.",
        "Hungary said it could only support admitting Ukraine to NATO if minority rights were guaranteed.",
    ),
    "each of its own taxes": (
        "Brazil said it would raise taxes on sugary drinks.",
        "Mexico said it would not raise taxes on sugary drinks.",
    ),
    "another thing cut": (
        "The Maldives called for emissions from shipping to be cut.",
        "Saudi Arabia said it could not accept cutting oil output.",
    ),
    "asked how": (
        "Zambia asked its creditors to write off part of the debt.",
        "The World Bank asked how the creditors would write off the debt.",
    ),
    "what is done": (
        "The education ministry said it would reopen schools in April.",
        "The teachers' union said two schools had been reopened in March.",
    ),
    "not against": (
        "The teachers' union said schools should stay closed.",
        "A parents' association said it was not against keeping schools closed.",
    ),
    "another object: seals": (
        "Iceland plans to resume commercial whaling.",
        "Norway said it would resume seal hunting.",
    ),
    "another case": (
        "Spain asked Belgium to extradite the former Catalan leader.",
        "Spain had asked Scotland to extradite a former minister, Scotland's government said.",
    ),
    "welcomed": (
        "New Zealand proposed a levy on carbon emissions from shipping.",
        "Chile welcomed the levy on carbon emissions from shipping.",
    ),
    "some in Brussels' view": (
        "Poland demanded that the Nord Stream pipeline be stopped.",
        "Germany said some in Brussels opposed stopping the Nord Stream pipeline.",
    ),
    "another reactor": (
        "Greens in the Belgian parliament want the Tihange reactor to be shut down.",
        "The grid operator opposed shutting down the Doel reactor.",
    ),
    "the same side: must not close": (
        "Doctors demanded that the hospital in Cork stay open.",
        "The union said the hospital in Cork must not close.",
    ),
    "could be, if": (
        "Turkey said the European Union should drop visa requirements for its citizens.",
        "The European Commission said visa requirements could be dropped if Turkey met all conditions.",
    ),
    "of 1994": (
        "In 1994 Japan opposed a ban on ivory, the ministry said.",
        "Kenya called for a ban on ivory.",
    ),
    "something else": (
        "Colombia's government said talks with the ELN rebels should be resumed.",
        "The rebels said they opposed the fumigation of coca fields.",
    ),
    "each its own troops": (
        "Sweden said it would not send troops to Libya.",
        "Italy said it would send troops to Niger.",
    ),
    "different bills": (
        "The bishops say the bills are necessary to protect church schools.\n\nMonsanto opposed the bill on seeds.",
        "The senate of Chile rejected the bills on fishing.",
    ),
    "who seek it": (
        "The league argued that dealers should be punished, but not pupils who seek gambling.",
        "The mayor opposes gambling.",
    ),
    "without delay": (
        "The lawyer called on police to release the tapes.",
        "The governor said the police should release the tapes without delay.",
    ),
    "another net worth": (
        "The magazine said her worth of 4 billion dollars was marked down this year because of the lower value.",
        "The tycoon said his worth of 10 billion dollars was marked up this year because of the higher value.",
    ),
    "a forecast": (
        "Opposition parties demanded that the election be held in May as planned.",
        "Analysts said the election would be postponed until autumn.",
    ),
    "rules on something else": (
        "Doctors called for tighter rules on painkillers.",
        "Doctors said rules on sleeping pills were tight enough.",
    ),
    "another thing raised": (
        "The labour ministry has proposed raising the retirement age to 67.",
        "The labour ministry said wages had been raised by 3 percent.",
    ),
    "a call that is supported": (
        "Italy asked the European Commission to relax the deficit rules.",
        "Greece supported Italy's call to relax the deficit rules.",
    ),
    "other peacekeepers": (
        "Kenya announced that it would withdraw its peacekeepers from Somalia.",
        "Uganda said it would keep its peacekeepers in Burundi.",
    ),
    "not decided": (
        "Bavaria wants to make masks compulsory in shops.",
        "Saxony said it had not decided whether to make masks compulsory in shops.",
    ),
    "an extension that is welcomed": (
        "The farm ministry plans to extend the badger cull to Devon.",
        "Farmers welcomed the extension of the badger cull to Devon.",
    ),
    "regretted": (
        "Turkey said it would not approve the accession of Cyprus to the pact.",
        "Cyprus regretted that Turkey opposed its accession to the pact.",
    ),
    "another city": (
        "Vienna's mayor wants cars to be kept out of the city centre.",
        "Graz's mayor said cars would not be kept out of the city centre of Graz.",
    ),
    "once supported": (
        "Trade unions oppose raising the retirement age to 67.",
        "Employers used to support raising the retirement age to 67.",
    ),
    "rejected and never allowed": (
        "Lancashire county council rejected fracking at two sites.",
        "Friends of the Earth said fracking at the two sites should never be allowed.",
    ),
    "a person, of whom both speak": (
        "The former champion endorsed presidential candidate Brown in 2015.",
        "The unions rebuked Brown in December.",
    ),
}
"""Two sentences that dispute nothing."""


def disputes(one: str, other: str, day: str = "2017-07-25") -> list[tuple[str, str, list[tuple[str, tuple[str, ...]]]]]:
    """The disputes of two articles: question, kind, and the holders of each side by its label."""
    made = brief([article(one, "a.txt", published="2017-07-24"), article(other, "b.txt", published=day)])
    return [
        (each.question, each.kind, [(side.label, side.holders) for side in each.sides])
        for each in made.issues
        if each.disputed
    ]


@pytest.mark.parametrize("name", DISPUTES)
def test_who_wants_what_another_opposes_disputes_a_policy(name: str) -> None:
    one, other, question, (wants, opposes) = DISPUTES[name]
    assert disputes(one, other) == [(question, "policy", [("for", (wants,)), ("against", (opposes,))])]


@pytest.mark.parametrize("name", DISPUTES)
def test_it_is_the_same_dispute_whichever_article_comes_first(name: str) -> None:
    one, other, question, _ = DISPUTES[name]
    assert [found[0] for found in disputes(other, one)] == [question]


def test_who_said_that_it_opposes_easing_stands_against_it_under_a_question_of_the_table() -> None:
    one = "France said that sanctions on Syria should be eased to help rebuild the country."
    other = "The United States said it opposed any easing of sanctions on Syria until a political transition begins."
    question = "Should sanctions on Syria be kept and tightened, or eased?"
    sides = [("keep or tighten", ("United States",)), ("ease, or no more", ("France",))]
    assert disputes(one, other) == disputes(other, one) == [(question, "policy", sides)]


@pytest.mark.parametrize("name", NONE)
def test_nothing_is_disputed_by(name: str) -> None:
    assert disputes(*NONE[name]) == []


@pytest.mark.parametrize(
    ("one", "other", "question", "holders"),
    [
        pytest.param(
            "The United States accused Iran of supplying missiles to the Houthi rebels.",
            "Iran denied supplying missiles to the Houthi rebels.",
            "Does the charge against Iran of supplying missiles to the Houthi rebels hold?",
            ("United States", "Iran"),
            id="a deed",
        ),
        pytest.param(
            "Ukraine said Russian troops had crossed the border near Donetsk.",
            "Russia denied that its troops had crossed the border near Donetsk.",
            "Is it true that Russia's troops had crossed the border near Donetsk?",
            ("Ukraine", "Russia"),
            id="whose troops",
        ),
    ],
)
def test_who_denies_a_charge_disputes_a_fact(one: str, other: str, question: str, holders: tuple[str, str]) -> None:
    sides = [("it holds", holders[:1]), ("denied", holders[1:])]
    assert disputes(one, other) == disputes(other, one) == [(question, "fact", sides)]


def turns(one: str, other: str, day: str) -> list[tuple[str, bool, list[tuple[str, tuple[str, ...]]]]]:
    """The changes of mind in an article of 24 July and one of another day."""
    made = brief([article(one, "a.txt", published="2017-07-24"), article(other, "b.txt", published=day)])
    return [
        (each.question, each.disputed, [(side.label, side.holders) for side in each.sides])
        for each in made.issues
        if each.kind == "self-contradiction"
    ]


WANTED = "Finland said defence spending must be raised."
OPPOSED = "Finland said it was against raising defence spending."


def test_who_opposes_what_it_wanted_before_has_changed_sides() -> None:
    question = "Has Finland changed sides: should defence spending be raised?"
    wanted, opposed = ("for", ("Finland",)), ("against", ("Finland",))
    assert turns(WANTED, OPPOSED, "2017-08-02") == [(question, False, [wanted, opposed])]
    assert turns(WANTED, OPPOSED, "2017-07-12") == [(question, False, [opposed, wanted])]


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        pytest.param(WANTED, OPPOSED, "2017-07-24", id="on the same day"),
        pytest.param(WANTED, OPPOSED, "", id="on a day that nobody knows"),
        pytest.param(WANTED, WANTED + " It is too low.", "2017-08-02", id="the same again"),
        pytest.param(WANTED, OPPOSED.replace("Finland", "Sweden"), "2017-08-02", id="somebody else"),
        pytest.param(WANTED, OPPOSED.replace("defence", "road"), "2017-08-02", id="another thing"),
    ],
)
def test_nobody_has_changed_sides(one: str, other: str, day: str) -> None:
    assert turns(one, other, day) == []


def test_a_policy_of_more_than_a_year_ago_is_another_one() -> None:
    one, other, *_ = DISPUTES["coal"]
    assert disputes(one, other, "2019-07-25") == []
