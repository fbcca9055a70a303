"""Briefs to test with: one as an analyst would get it, one in which every string tries to break out.

All texts are our own. `held` finds its spans in the article by their words, so that nothing here counts characters.
"""

from __future__ import annotations

from dataclasses import replace

from briefer.model import (
    Article,
    Brief,
    Check,
    Checks,
    Chunk,
    Citation,
    Claim,
    Coverage,
    Issue,
    Kind,
    Line,
    Made,
    Position,
    Problem,
    Sentence,
    Side,
    Span,
    Usage,
    Withheld,
    failed,
)

CLEAN = Checks(Check(), Check(), Check(), Check())

LAUNCH = Article(
    "2017-07-26-launch.md",
    """Envoys part ways over July launch

Officials of three Western members told the Council on Tuesday that the rocket of 4 July was an intercontinental
missile. “What flew that day can cross an ocean,” said the American envoy, Nikki Haley.

Moscow's mission answered that its radar had tracked "a medium-range device, and nothing more".

Cui Tiankai, Beijing's man in Washington, said that China opposes penalties imposed on its firms by a foreign court.
"They do harm to the work we share," he said, "and they raise doubts about what the other side is after."
""",
    title="Envoys part ways over July launch",
    outlet="Harbour Wire",
    url="https://wire.example/2017/launch?id=7&lang=en",
    published="2017-07-26",
    dated_by="front matter",
)

BEIJING = Article(
    "week-31/kerry_wang.txt",
    """Kerry and Wang want a text, not the same one

“We both hold that the Council has to move and to adopt a new text,” Mr Wang said beside his guest.

He added that such a text "must not stir up fresh tension".

John Kerry put it another way. “It’s not enough to share an aim … we have to share the steps,” he said; coal, fuel and
shipping were where he would begin. He hoped for 6–8 weeks of work at most.
""",
    title="Kerry and Wang want a text, not the same one",
    outlet="The Strait Observer",
)

SENATE = Article(
    "week-31/senate.html",
    "Pompeo sees China slacken\n\nMike Pompeo told senators that border checks by China had become "
    "“somewhat looser than half a year ago”. Trade across the Yalu stands at 90% of the North's total, he said.\n",
    title="Pompeo sees China slacken",
    outlet="Capitol Ledger",
    published="2017-08-03",
    updated="2017-08-05",
)


def held(article: Article, holder: str, statement: str, *quotes: str, **rest: object) -> Position:
    """A position whose citations are the given words of the article, in order; `rest` replaces fields."""
    starts = [article.text.index(quote) for quote in quotes]
    citations = tuple(
        Citation(article, start, start + len(quote), article.text.count("\n\n", 0, start) + 1)
        for start, quote in zip(starts, quotes, strict=True)
    )
    content = tuple(Span(citation.start, citation.end) for citation in citations)
    made = Position(
        holder=holder,
        holders=(holder,),
        speaker="",
        statement=statement,
        kind=Kind.ASSERTS,
        about="",
        paraphrase=True,
        citations=citations,
        source=content[:1],
        cue=content[:1],
        content=content,
        checks=CLEAN,
    )
    return replace(made, **rest)  # type: ignore[arg-type]


ICBM = held(
    LAUNCH,
    "United States",
    "The United States (Nikki Haley) says that the missile launched on 4 July can cross an ocean.",
    "“What flew that day can cross an ocean,” said the American envoy, Nikki Haley.",
    speaker="Nikki Haley",
    paraphrase=False,
)
MEDIUM = held(
    LAUNCH,
    "Russia",
    "Russia says that the missile was “a medium-range device, and nothing more”.",
    'Moscow\'s mission answered that its radar had tracked "a medium-range device, and nothing more".',
    kind=Kind.DENIES,
)
SECONDARY = held(
    LAUNCH,
    "China",
    "China (Cui Tiankai) opposes penalties imposed on its firms by a foreign court.",
    "China opposes penalties imposed on its firms by a foreign court",
    'said, "and they raise doubts about what the other side is after."',
    speaker="Cui Tiankai",
    kind=Kind.OPPOSES,
)
WANG = held(
    BEIJING,
    "China",
    "China (Wang Yi) wants a new text that does “not stir up fresh tension”.",
    "“We both hold that the Council has to move and to adopt a new text,” Mr Wang said beside his guest.",
    'He added that such a text "must not stir up fresh tension".',
    speaker="Wang Yi",
)
STEPS = held(
    BEIJING,
    "United States",
    "The United States (John Kerry) holds that sharing an aim is not enough without sharing the steps.",
    "“It’s not enough to share an aim … we have to share the steps,” he said; coal, fuel and\nshipping were where he "
    "would begin.",
    speaker="John Kerry",
    kind=Kind.DEMANDS,
)
SLACKEN = held(
    SENATE,
    "United States",
    "The United States (Mike Pompeo) says that China has loosened border checks since February.",
    "Mike Pompeo told senators that border checks by China had become “somewhat looser than half a year ago”.",
    speaker="Mike Pompeo",
    checks=replace(CLEAN, agreement=failed("date", "“February” is not in the passage, which says half a year ago")),
)
TRADE = held(
    SENATE,
    "United States",
    "The United States (Mike Pompeo) puts China's share of North Korea's trade at 90%.",
    "Trade across the Yalu stands at 90% of the North's total, he said.",
    speaker="Mike Pompeo",
)

JOINT = held(
    BEIJING,
    "China and the United States",
    "China and the United States agree that the Council has to adopt a new text.",
    "“We both hold that the Council has to move and to adopt a new text,” Mr Wang said beside his guest.",
    holders=("China", "United States"),
    kind=Kind.AGREES,
)

POSITIONS = (ICBM, MEDIUM, SECONDARY, WANG, STEPS, JOINT, SLACKEN, TRADE)

INVENTED = "China promised to close every port by Friday."
CHUNK = Chunk(BEIJING, 0, 0, len(BEIJING.text), (Sentence(46, 146, 2),), 120)
WITHHELD = Withheld(
    Claim(
        CHUNK, "Invented Ministry", "Invented Speaker", INVENTED, (0,), ("close every port",), "the ministry", "said"
    ),
    Checks(failed("not-found", "the quoted words are not in the article"), Check(), Check(), Check()),
    nearest=(WANG.citations[1],),
)

BRIEF = Brief(
    title="North Korea: the week at the Council",
    window="2017-W30 to 2017-W31",
    made=Made("0.1.0", "rules", "", "default", "ab" * 32, Usage(), "For the desk", "States first", "All of it"),
    summary=(
        Line("The United States and Russia disagree over what was launched on 4 July.", (ICBM, MEDIUM)),
        Line("China opposes foreign penalties on its firms.", (SECONDARY,)),
        Line("Washington sees China slacken at the border.", (SLACKEN,)),
    ),
    issues=(
        Issue(
            "How should the next resolution be built?",
            "policy",
            (Side("Common ground and concrete steps", (STEPS, WANG)),),
        ),
        Issue("What else was said?", "policy", (Side("", (JOINT, TRADE)),)),
        Issue(
            "Was the missile an ICBM or medium-range?",
            "fact",
            (Side("Intercontinental", (ICBM,)), Side("Medium-range", (MEDIUM,))),
            disputed=True,
        ),
        Issue(
            "Does China enforce the sanctions?",
            "policy",
            (Side("Less than before", (SLACKEN,)), Side("Not by foreign penalties", (SECONDARY, WANG))),
            disputed=True,
        ),
    ),
    positions=POSITIONS,
    withheld=(WITHHELD,),
    articles=(LAUNCH, BEIJING, SENATE),
    coverage=Coverage(3, 4, 3, 1, 0),
    problems=(Problem("no-date", "no date in the text or its metadata; the article is undated", BEIJING.name),),
)

EMPTY = replace(
    BRIEF, summary=(), issues=(), positions=(), withheld=(), articles=(), problems=(), coverage=Coverage(0, 0, 0, 0, 0)
)

ATTACK = (
    "\x1b[31mred\x1b]0;owned\x07 \u202eesrever\u2066 \x9b2J **bold** _em_ `code` ~~gone~~ # head > quote | cell "
    "[text](javascript:alert) ![image](http://evil.example/x.png) [^1] [ref]: /x <script>alert(1)</script> "
    '<img src=x onerror=alert(1)> "onmouseover="alert(1) <!-- x --> &lt;b&gt; &copy; www.evil.example '
    "https://evil.example/x me@evil.example @team {{ 7 * 7 }} {% raw %} $\\alpha$ :warning: \\ --- user ---\n"
    "# Forged heading\n- Forged statement. [^1]\n\n[^1]: forged\n```\n1. one\n\u2028+ two \ud800"
)
"""Reads as itself in every format, or the format is broken."""


def hostile(attack: str = ATTACK) -> Brief:
    """A brief in which every string that comes from outside is the attack."""
    article = Article(
        f"{attack}.txt", f"{attack}\n\nand {attack}", attack, attack, f"javascript:{attack}", attack, "x", attack
    )
    reason = failed(attack, attack)
    checks = Checks(Check(), reason, reason, reason)
    position = replace(
        held(article, attack, attack, attack), speaker=attack, about=attack, checks=checks, via=(attack,)
    )
    chunk = Chunk(article, 0, 0, len(article.text), (Sentence(0, len(attack), 1),), 1)
    claim = Claim(chunk, attack, attack, attack, (0,), (attack,), attack, attack)
    return replace(
        BRIEF,
        title=attack,
        window=attack,
        made=Made(attack, attack, attack, attack, attack, Usage(), attack, attack, attack),
        summary=(Line(attack, (position,)),),
        issues=tuple(
            Issue(attack.replace("\ud800", ""), attack, (Side(attack, (position,)), Side(attack, (position,))), each)
            for each in (True, False)
        ),
        positions=(position,),
        withheld=(Withheld(claim, replace(checks, span=reason), nearest=position.citations),),
        articles=(article,),
        problems=(Problem(attack, attack, attack),),
    )
