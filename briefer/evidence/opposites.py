"""The tables of the agreement check: words that contradict, negate, weaken, and how words are compared.

Antonyms are groups of one sense against its opposite; any word of the left contradicts any word of the right.
"""

from __future__ import annotations

import re
from functools import cache

_ANTONYMS = """
increase raise rise grow boost expand climb surge grew rose | decrease reduce drop decline shrink fell
support back endorse favour favor approve welcome praise | oppose resist reject condemn criticize denounce disapprove
accept agree allow permit approve consent | reject refuse deny decline forbid ban prohibit disagree block
tighten strengthen toughen harden intensify | ease soften loosen relax weaken lift
impose introduce apply | lift remove ease withdraw suspend scrap
win won victory succeed success successful | lose lost defeat fail failure unsuccessful failed
start begin launch open began commence initiate | end stop finish close halt cease finished
include contain comprise | exclude omit
improve better enhance upgrade | worsen worse deteriorate degrade
high higher highest large larger big great major significant | low lower lowest small smaller little minor insignificant
more most greater | less fewer least
before prior earlier | after later afterwards
always often frequently regularly | never rarely seldom
all every everyone everything | none nobody nothing
many numerous several | few
new recent latest modern | old ancient outdated
first | last
early | late
good positive favorable favourable excellent beneficial effective | bad negative unfavorable poor harmful terrible
easy simple easily | difficult challenging
safe secure | dangerous unsafe risky
true correct accurate | false incorrect wrong inaccurate
strong | weak
rich wealthy expensive | poor cheap inexpensive
happy pleased glad excited | unhappy sad upset angry disappointed bored
love like enjoy likes | hate dislike detest
remember | forget forgot
arrive come enter | leave depart exit
join | leave quit
public | private secret
internal domestic inside | external foreign outside
north northern | south southern
east eastern | west western
war conflict hostile hostility | peace peaceful friendly
attack | defend protect
ally friend | enemy rival
guilty | innocent
legal lawful | illegal unlawful
possible | impossible
likely | unlikely
able | unable
same similar identical | different distinct
together joint jointly | separately alone
maximum maximize | minimum minimize
fast quick quickly rapid rapidly faster | slow slowly slower
strict tough harsh severe | lenient mild soft
confirm affirm acknowledge admit | deny refute dispute
agreement | disagreement
encourage urge | discourage deter
help assist aid facilitate enable | hinder obstruct hamper prevent
create build make establish | destroy demolish dismantle
connect link unite | disconnect separate divide
advance progress | retreat regress
optimistic hopeful confident | pessimistic doubtful
temporary temporarily short-term | permanent permanently long-term
free | costly paid
present | absent
full whole entire complete comprehensive | partial incomplete empty limited
efficient efficiently | inefficient inefficiently wasteful
interested | uninterested disinterested
focus highlight emphasize emphasise | ignore overlook neglect
follow obey comply | violate defy breach disobey
continue maintain keep | discontinue stop halt abandon
advantage benefit | disadvantage drawback
attract | repel
available | unavailable
known | unknown
single | multiple
morning | evening night
hot warm | cold cool
up upward | down downward
above over | below under
near close | far distant
outperform exceed surpass | underperform
save | waste spend
retain keep | discard
active | passive inactive
voluntary optional | mandatory compulsory obligatory required
minimal | extensive
supervised | unsupervised
explicit explicitly | implicit implicitly
linear | nonlinear
discrete | continuous
local | global
sparse | dense
shallow | deep
directly direct | indirectly indirect
accelerate hasten speed | delay postpone slow
arrest detain | release free
married | divorced single
cancel | confirm keep
"""

NEGATIONS = frozenset("not never no nobody none neither nor without cannot nothing hardly barely lacks lack".split())
DENIALS = frozenset(
    "deny denies denied denying reject rejects rejected rejecting refuse refuses refused refusing decline"
    " declines declined oppose"
    " opposes opposed resist resists resisted fail fails failed failing unable unwilling refusal rejection against"
    " avoid avoids"
    " avoided avoiding prevent prevents prevented instead false untrue except exclude excludes excluding excluded"
    " stop stopped".split()
)
HEDGES = frozenset(
    "may might could would should can possibly perhaps reportedly allegedly apparently probably likely"
    " potentially believed"
    " believes believe thought thinks think expected expects expect suspected alleged claims claimed claim suggest"
    " suggests suggested"
    " suggesting seeks seek seeking plans plan planned planning intends intend wants want hopes hope proposed"
    " proposes propose"
    " proposal considering considers if unless whether risk fears fear concern concerns concerned possible"
    " possibility urged urges"
    " urge calls called aims aim willing prepared ready supposed appears appear seems seem recommend recommends"
    " advise".split()
)
WEAK_MODALS = frozenset("may might could reportedly allegedly possibly perhaps would should".split())
STOP = frozenset(
    "a an the and or but nor so yet of to in on at by for from with about into over after before as than then"
    " that this these those it its"
    " he she they them his her their him we our us you your i my me who whom whose which what when where why how"
    " is are was were be been"
    " being am do does did done have has had having will shall would should can could may might must not no also"
    " just only very more most"
    " much many such some any all each both other another same own too there here up down out off again further"
    " once said says say"
    " saying told between during through while because until against under above below if s t re ve d ll m".split()
)
PREFIX = re.compile(r"(?:un|in|im|ir|il|dis|non-?|mis)(?=[a-z]{5})")
OPENERS = frozenset(
    "however later eventually furthermore nonetheless nevertheless moreover upon still meanwhile despite although"
    " though since today"
    " yesterday overall instead additionally thus therefore hence earlier afterwards according among like unlike"
    " despite within"
    " without perhaps indeed even one two three four five six seven eight nine ten first second third finally next"
    " last people"
    " both each every either neither now once soon yes no well new old please thank thanks hello hi it's he's"
    " she's they're we're"
    " i'm i'll don't let's that's there's what's".split()
)
"""What may begin a sentence with a capital without being a name."""
_SUFFIX = re.compile(r"(?:'s|ingly|edly|ations?|ments?|ings?|ied|ies|ers?|ed|es|ly|s|e|y)$")


@cache
def stem(word: str) -> str:
    """A rough stem: enough to see that "agreed" is "agree", not a linguist's."""
    if len(word) < 4:
        return word
    cut = _SUFFIX.sub("", word, count=1)
    if len(cut) < 3:
        return word
    doubled = len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "lsz" and cut != word
    return cut[:-1] if doubled else cut


@cache
def antonyms() -> dict[str, frozenset[str]]:
    """Each stem of the table with the stems that contradict it."""
    table: dict[str, set[str]] = {}
    for line in _ANTONYMS.strip().splitlines():
        left, right = ({stem(word) for word in side.split()} for side in line.split("|"))
        for word in left:
            table.setdefault(word, set()).update(right - left)
        for word in right:
            table.setdefault(word, set()).update(left - right)
    return {word: frozenset(others) for word, others in table.items()}
