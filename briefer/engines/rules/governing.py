"""Words that say whether an action is wanted, and by which its object is told apart: tables alone. Pure."""

from __future__ import annotations

import re

from briefer.attribution.words import CONTRACTED_NOT, RELATIVES, SUBORDINATORS

UNSETTLED = re.compile(
    r"\b(?:if|unless|provided|whether|as long as|on condition|depend(?:s|ed|ing) on)\b", re.IGNORECASE
)
ONLY = re.compile(
    r"\bonly (?:if|when|after|once|in exchange|in return)\b|\bonce\b|\bin (?:exchange|return) for\b", re.IGNORECASE
)
"""What makes a wish conditional; a refusal "until" something is one today."""
FORMER = re.compile(
    r"\b(?:formerly|previously|originally|used to|at the time|back then|until recently|had (?:once|first|initially)"
    r"|once (?:opposed|supported|backed|wanted))\b",
    re.IGNORECASE,
)
NOT = CONTRACTED_NOT | {"not", "never", "no", "cannot", "nor", "neither", "n't"}
SHOULD = frozenset("should must ought shall shouldn't".split())
WILL = frozenset("will would won't wouldn't".split())
WANTS = re.compile(
    r"(?:want|support|favou?r|endors|propos|demand|recommend|advocat|welcom|intend|prefer|seek|insist)\w*|back(?:s|ed|ing)?"
    r"|urg(?:e|es|ed|ing)|call(?:s|ed|ing)?|plan(?:s|ned)?|decid\w+|agree(?:s|d)?|vow(?:s|ed)?|pledg\w+|sought"
    r"|push(?:es|ed|ing)?|ask(?:s|ed)?"
)
AGAINST = re.compile(
    r"(?:oppos|reject|resist|refus|veto|condemn|denounc|criticis|criticiz|declin|dismiss)\w*|object(?:s|ed|ing)?"
    r"|block(?:s|ed|ing)?|against|unacceptable|premature|wrong|mistake"
)
ABLE = frozenset("can could cannot can't couldn't".split())
GRANTS = re.compile(r"tolerate|accept|support|back|agree|endorse|approve")
WANTED = re.compile(r"(?:demand|propos|recommend|want|seek|insist)\w*|sought|for|favou?r\w*", re.IGNORECASE)
"""Cues behind which a thing is what is wanted, and not whom it is wanted of."""
INDEFINITE = frozenset("a an any the further such".split())
AMOUNTS = frozenset(
    "billions millions thousands hundreds dozens number lot kind kinds sort type series group set range part parts "
    "most half share rest amount".split()
)
"""Nouns that say how much of a thing there is."""
MAKING = frozenset(("make", "making"))
OFFICES = frozenset(
    "government ministry office commission council cabinet authority authorities parliament presidency administration "
    "court board department palace".split()
)
STAYS = frozenset((verb, behind) for verb in ("stay", "remain") for behind in ("in", "closed", "open", "shut"))
IN_PLACE = frozenset((("in", "place"), ("in", "force"), ("as", "they")))
LEADS = frozenset(("to", "from", "into", "with"))
"""Prepositions by which a verb has what it is done to: "return to the talks"."""
STATES = {"closed": "close", "shut": "close", "open": "open"}
"""What keeping something so comes to: schools that stay closed."""
TOO = frozenset("early soon dangerous risky late costly".split())
NOUNS_OF_NEED = frozenset("need reason case plan plans intention time justification room question".split())
LIGHT = frozenset(
    "call calls plan plans proposal proposals move moves push bid effort efforts decision idea suggestion "
    "suggestions request requests appeal appeals demand demands attempt attempts pressure need motion bill law measure "
    "measures".split()
)
"""Nouns that only hand on the action that they speak of: "rejected calls to lift"."""
HARM = re.compile(
    r"\b(?:be (?:a |an )?(?:\w+ )?(?:mistake|error|wrong|premature|unacceptable|irresponsible|unfair|disaster|illegal"
    r"|madness|unlawful|dangerous|folly)|harm|hurt|damage|undermine|endanger|backfire|betray|reward|ruin|wreck)\b"
)
EXCLUDED = re.compile(
    r"\b(?:is|was|are|were|be) (?:not an option|no option|out of the question|off the table|(?:a |an )?(?:\w+ly )?"
    r"(?:mistake|error|wrong|premature|unacceptable|unnecessary|irresponsible|disaster|folly|madness))\b"
)
STOPS = frozenset(".,;:!?()[]—–―…")
"""Marks that end a clause."""
HOPES = frozenset("hope hopes hoped hoping".split())
LED = SUBORDINATORS | RELATIVES
"""Words behind which a clause tells how, when or who, and not what is wanted."""
NEEDED = re.compile(
    r"\b(?:is|was|are|were|be) (?:\w+ly )?(?:needed|necessary|essential|overdue|vital|urgent)\b|\boverdue\b"
)
DEGREE = frozenset(
    "any further more immediate immediately complete full total early such another additional swift gradual partial "
    "wider broader new quick rapid outright blanket unilateral permanent temporary lasting the a an some all".split()
)
ERGATIVE = frozenset("keep end continue close open resume cancel hold ease".split())
"""Actions whose verb may have what it is done to as its subject: "the base should close"."""
BORDERS = SUBORDINATORS | RELATIVES | {"but", "that", "saying", "adding", "arguing", "warning", "despite", "following"}
ADJUNCTS = frozenset("by before after until during within at despite amid without through since".split())
"""Prepositions that lead away from what an action is done to."""
AUXILIARY = frozenset(
    "is are was were be been being has have had do does did will would also still not never no longer can could cannot "
    "doesn't didn't don't won't wouldn't in".split()
)
BEHIND = frozenset("from to into in for until by towards".split())
