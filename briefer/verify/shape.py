"""What a brief of ours looks like in print, all that verify knows of it (templates/brief.md.j2 prints it). Pure."""

from __future__ import annotations

import re

from briefer.model import MOVES, Citation

WARNING = "⚠"
FLAG = f"{WARNING} partly verified:"
"""How the line begins that says what is wrong with a position."""
_RESTS_ON = f"{WARNING} rests on "
RESTS = f"{_RESTS_ON}a statement that is partly verified"
"""The line below a sentence of the bottom line one of whose positions is flagged."""
MOVED = re.compile(rf"(?P<how>{'|'.join(MOVES)}): ")
"""What a sentence of the bottom line begins with that tells what changed."""
WITHDRAWN, BEFORE = "as it was: ", "before, "
"""How the line begins below what an article no longer says, and below what somebody held before."""
COMMENT = "✎"
"""How the line begins that a reviewer remarked on a position."""
SIGNS = (FLAG, _RESTS_ON)
"""How lines begin that say what is wrong with the statement above them."""

STANDING = "Standing questions"
"""The heading above what the person asks every week, in words of their own."""
CHANGES = "What changed"
TRACK = "Over the weeks"
"""The headings above what is otherwise than in the brief before, and who held what in all briefs of the series."""
_DAY = r"\d{4}-\d\d-\d\d"
_WINDOW = rf"(?:\d{{4}}-W\d\d|(?:since |until )?{_DAY}(?: to {_DAY})?(?:, \d+ undated)?|undated)"
_UNHEARD = r"(?:, not heard in (?P<silent>\d+) briefs? before)?$"
STEP = re.compile(rf"(?P<kind>\w+), (?P<window>{_WINDOW})(?:, (?P<label>.*?))??{_UNHEARD}")
"""What stands below a statement of a step, before outlet and date."""
FOLDED = re.compile(
    rf"unchanged, (?P<window>{_WINDOW})(?: to (?P<until>{_WINDOW}))?, (?P<briefs>\d+) briefs?{_UNHEARD}"
)
"""The line for the briefs after a step in which nothing moved."""
TOLD = "Told differently"
"""The heading above questions that one holder, or one source, answers in two ways; they are no disputes."""
ISSUES = frozenset((STANDING, "Disputes", TOLD, "Positions by issue"))
"""The headings below which questions stand."""
COMMON = "Common ground:"
"""Below the sides of a dispute: what its opposed holders share."""
REPORTED = "Only paraphrased, while another side is quoted: "
"""Below the sides of a dispute: those of whose own words nothing is to be read."""
STANDS = "Who stands where"
"""The heading above the matrix of actors and issues."""
REPORTS = "Reports against each other"
"""The heading above what articles tell differently of one event in their own words."""
OPEN = "Open questions"
"""The heading above what the articles say is not known, not settled or was not said."""
WATCH = "What to watch"
"""The heading above the dated events ahead."""
SILENT = "Not heard on this: "
"""Below the sides of a dispute: who takes sides beside its holders on other questions and says nothing here."""
COUNTS = re.compile(
    r"(?P<window>.+) · (?P<articles>\d+) articles? · (?P<positions>\d+) positions? · (?P<disputes>\d+) disputes? · "
    r"(?P<withheld>\d+) withheld · engine (?P<engine>\S+)"
)
"""The line below the title."""
EXCERPT = re.compile(r"(?P<window>.+) · (?:One page|Mail) of a brief · engine (?P<engine>\S+)")
"""The line below the title of a choice of the brief, which lists neither all positions nor the sources."""
SIDE = re.compile(r"\*\*(?P<first>.+?)\*\*(?: — (?P<holders>.+))?$")
"""The heading of a side: its label and whom it names, or these alone."""
ENTRY = re.compile(r"- (?P<said>.*?)(?P<marks>(?: \[\^[^\]\s]+\])+)\s*$")
"""A cited list item."""
BOTH = "both engines"
"""Behind the place of a position that two engines found."""
GRADES = "* Grades behind the dates: "
"""Before the list of what the pack calls positions; a pack's own words, which nothing in the articles bears out."""
ORIGIN = re.compile(r"  \*(?!\*)(.+)\*\s*$")
"""The line below a position: where it was printed, and when."""
MOST_DIFFERING = 6
"""Sentences that are printed of those that not all copies of a story have."""
COPIES = re.compile(r" {0,2}\* (.*)$")
"""A line below the list of sources: which of them are copies of one story, and in what they differ."""
SOURCE = re.compile(r"\d+\. (.*)$")
"""A line of the list of sources."""


def printed(there: Citation) -> str:
    """Where a passage stands, as it is printed."""
    page = f"p. {there.page}, " if there.page else ""
    return f"{page}¶ {there.paragraph}, line {there.line}"
