"""The words that turn a meaning when they are cut off: the tables of the integrity check.

`HEADS` maps a form to the code of what is lost with it. `STEPS` may stand between a head and the cut ("may *be* ‖
ready"), `CATENATIVES` only with a "to" after them ("not *want to* ‖ raise").
"""

from __future__ import annotations

from briefer.attribution.inflection import forms

NEGATION, DENIAL, HEDGE = "clipped-negation", "clipped-denial", "clipped-hedge"
CONDITION, ATTRIBUTION, QUESTION = "clipped-condition", "clipped-attribution", "clipped-question"
CLIPPED = frozenset((NEGATION, DENIAL, HEDGE, CONDITION, ATTRIBUTION, QUESTION))
WEAK = frozenset({HEDGE, ATTRIBUTION})
"""What gives way to a negation or denial further left: "did not *believe* that ‖"."""


def _forms(verbs: str) -> frozenset[str]:
    """Every form of some verbs: `deny` gives deny, denies, denied, denying."""
    return frozenset(form for verb in verbs.split() for form in (verb, *forms(verb)))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _words(
    "not no never neither nor cannot without nobody none nothing nowhere hardly scarcely barely"
    " isnt wasnt arent werent doesnt didnt dont cant wont wouldnt couldnt hasnt hadnt"
)
DENIALS = _forms(
    "deny reject refuse decline dismiss refute rebut dispute resist oppose rebuff contradict disavow repudiate"
    " fail avoid"
    " prevent doubt object disagree refrain discount retract renounce recant disown lie"
) | _words(
    "denial denials rejection refusal failure unable unwilling reluctant unclear impossible doubtful unlikely false"
    " untrue wrong incorrect refraining"
)
MODALS = _words("may might could would should can ought")
THOUGHTS = _forms(
    "believe think expect fear hope suspect assume presume guess wish anticipate imagine pretend dream bet pray"
)
HEDGES = (
    MODALS
    | THOUGHTS
    | _words(
        "reportedly allegedly apparently possibly perhaps probably maybe presumably purportedly supposedly ostensibly"
        " seemingly"
        " likely potentially rumored rumoured supposed possible hopefully theoretically"
    )
)
CLAIMS = _forms(
    "suggest claim allege speculate assert contend purport insinuate imply insist argue hint estimate predict"
    " theorize conjecture"
)
CARRIERS = _words(
    "rumor rumors rumour rumours speculation allegation allegations accusation accusations suspicion suspicions concern"
    " concerns worry worries theory hypothesis prediction predictions impression assumption belief suggestion"
    " suggestions"
    " idea notion possibility likelihood risk danger prospect chance claim claims fear fears hope hopes reports"
    " doubt doubts"
    " denial denials myth expectation expectations pretense pretence illusion"
)
"""Nouns whose content follows in a that-clause."""
PLANS = _forms("plan intend consider seek threaten aim propose want try attempt hope expect tend seem appear")
"""Verbs that make what follows their "to" a wish or a plan."""
CONDITIONS = _words("if unless until till provided supposing suppose imagine assuming pretend lest whether")
PREFIXES = _words("non anti counter un pseudo")
"""Count as negations where a hyphen joins them to the cut."""

HEADS: dict[str, str] = {
    **dict.fromkeys(CLAIMS, ATTRIBUTION),
    **dict.fromkeys(HEDGES, HEDGE),
    **dict.fromkeys(DENIALS, DENIAL),
    **dict.fromkeys(CONDITIONS, CONDITION),
    **dict.fromkeys(NEGATIONS, NEGATION),
}
PHRASES: dict[tuple[str, str], str] = {
    ("yet", "to"): NEGATION,
    ("far", "from"): NEGATION,
    ("short", "of"): NEGATION,
    ("instead", "of"): NEGATION,
    ("rather", "than"): NEGATION,
    ("opposed", "to"): DENIAL,
    ("ruled", "out"): DENIAL,
    ("rule", "out"): DENIAL,
    ("ruling", "out"): DENIAL,
    ("objected", "to"): DENIAL,
    ("objection", "to"): DENIAL,
    ("objections", "to"): DENIAL,
    ("opposition", "to"): DENIAL,
    ("refrain", "from"): DENIAL,
    ("as", "though"): HEDGE,
}
HARMLESS: frozenset[tuple[str, str]] = frozenset(
    (first, second)
    for first, seconds in {
        "not": "only just merely simply least to",
        "no": "doubt wonder fewer less more later sooner matter stranger secret question",
        "nothing": "but",
        "cannot": "but",
        "whether": "or",
        "even": "if",
        "until": "now then recently lately today",
    }.items()
    for second in seconds.split()
) - {("not", "to"), ("whether", "or"), ("even", "if")}
"""A head and the word after it that together turn nothing: "not only", "no doubt", "no fewer than"."""

STEPS = _words(
    "to be been being have has had having is are was were am do does did will shall the a an any some such all"
    " that also"
    " then now still ever even just already again soon yet so very too its his her their this these those"
)
CATENATIVES = PLANS | _words(
    "going able willing ready prepared preparing prepare set begin began begun beginning start starting started"
    " continue"
    " continuing need needs needed allow allowed allowing used wanting trying due supposed meant bound about have like"
    " evidence reason reasons attempt attempts effort efforts calls pressure pressed asked urged told agree agreed"
    " decided planning decision intention intentions plans wish desire permitted forced required"
)
SAYINGS = _forms(
    "say tell announce add confirm state report note declare acknowledge warn know show"
    " admit stress mention reveal recall remember see find feel agree"
)
"""Verbs that lose nothing themselves, but may stand under a negation: "did not say that ‖ …"."""
PROOFS = _words(
    "evidence proof sign signs indication indications reason fact guarantee guarantees assurance plans need"
    " clear certain true sure convinced aware known case question way"
)
COMPLEMENTIZERS = _words("that if whether unless until lest")
PREPOSITIONS = _words("in on from among within at by of for over across inside amid about")
FINITE = _words(
    "is are was were has had have will would could may might should can does did do must shall isn't aren't"
)
"""With one of these a fragment begins after its subject."""

ANONYMOUS = _words(
    "officials diplomats sources analysts experts reports critics observers witnesses residents insiders some"
    " many others"
    " activists opponents commentators people rumors rumours media"
)
DOUBTFUL = _words("falsely wrongly incorrectly mistakenly erroneously baselessly jokingly sarcastically misleadingly")
REPORTING = SAYINGS | CLAIMS | THOUGHTS | _words("according reportedly allegedly apparently")

_AUX = r"(?:(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must|been|be)\s+)"
_WHEN = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next|last|late|early|the end|the age|now|then"
)
RIGHT: tuple[tuple[str, str], ...] = (
    (r",?\s*(?:but\s+)?only\s+(?:if|when|after|once)\b", CONDITION),
    (r",?\s*(?:but\s+)?if\b(?!\s+(?:any|ever|anything|so|at all)\b)", CONDITION),
    (r",?\s*(?:but\s+)?(?:unless|provided|(?:as|so)\s+long\s+as|on\s+(?:the\s+)?condition)\b", CONDITION),
    (r",?\s*(?:but\s+)?(?:subject\s+to|in\s+case|except)\b", CONDITION),
    (rf"\s+until\s+(?!\d|(?:{_WHEN})\b)\w+", CONDITION),
    (
        (
            rf"\s+{_AUX}{{0,2}}(?:(?:also|still|yet|now|simply|certainly)\s+)?(?:not|never|no\s+longer|cannot)\b"
            r"(?!\s+(?:only|just|merely|least))"
        ),
        NEGATION,
    ),
    (r"\s+\w+n['\u2019]t\b", NEGATION),
    (
        r"\s+(?:no|none|nothing|neither)\b(?!\s+(?:doubt|later|fewer|less|more|sooner|matter|wonder|one))",
        NEGATION,
    ),
    (rf"\s+{_AUX}{{1,3}}(?:\w+ly\s+)?(?:false|untrue|wrong|incorrect|baseless|unfounded|unlikely)\b", DENIAL),
    (rf"\s+{_AUX}{{1,3}}(?:\w+ly\s+)?(?:doubtful|impossible|denied|rejected|dismissed|disputed|refuted)\b", DENIAL),
    (
        (
            r"\s*[,\u2014\u2013-]+\s*(?:a|an|the|which)\s+[^.;]{0,60}?\b(?:den(?:y|ies|ied)|rejects?|rejected|disputes?"
            r"|disputed|dismiss(?:es|ed)?|false|untrue|unproven|debunked|unverified|unconfirmed)\b"
        ),
        DENIAL,
    ),
)
"""What may follow a cut at the right, as patterns, and what is lost with it."""
