"""What a line must look like to be furniture by itself, whatever stands around it: one line in, its kind out.

The rules are tables of patterns that all of the line must match. The longer table in tests/test_furniture.py is that of
the sentences which must not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefer import dates

_SITE = (
    r"(?:facebook|twitter|x|instagram|linkedin|youtube|telegram|whats ?app|tiktok|weibo|wechat|pinterest|reddit"
    r"|google(?: \w+)?|flipboard|mastodon|bluesky|threads|snapchat|line|kakao(?:talk)?|social media|apple news|rss)"
)
_UPPER = "[A-ZÀ-ÖØ-Þ]"
_NAME = rf"{_UPPER}[\w.'’-]*"
_PERSON = rf"{_NAME}(?: (?:{_NAME}|bin|al|de|van|von|da|del|der|la|le|el)){{1,3}}"
_PEOPLE = rf"{_PERSON}(?:(?:,? and|,| &) {_PERSON}){{0,4}}"
_WRITERS = r"(?:[Rr]eporters?|[Cc]orrespondents?|[Ww]riters?|[Nn]ews (?:desk|team)|[Ee]ditorial (?:staff|team|board))"
_AGENCY = r"(?:Reuters|AP|AFP|UPI|EPA|dpa|Xinhua|Yonhap|Kyodo|TASS|Bloomberg|Getty(?: Images)?|Associated Press)"
_AGENCIES = rf"(?:the )?{_AGENCY}(?:(?:,| and|/| &) (?:the )?{_AGENCY})*"
_OUTLET = (
    rf"(?:{_NAME} ){{0,3}}(?:News|Times|Post|Journal|TV|Television|Radio|Press|Agency|Daily|Weekly|Herald|Tribune|Today"
    r"|Wire|Dispatch|Broadcasting|Network|Gazette|Globe|Guardian|Telegraph|Chronicle|Observer|Mail|Service|[A-Z]{2,5})"
)
_PICTURE = r"(?:AP |file |handout )?(?:photo(?:graph)?|image|picture|graphic|illustration)s?"
_TAKEN = r"(?: (?:credit|by|courtesy(?: of)?|from))?"
_ITEM = r"[^|»›·•]{1,32}"
"""With the blanks around it: were they not part of it, a long line could be taken apart in too many ways."""
_MORE = (
    r"(?:read|see) (?:also|more|next)|also read|related(?: \w+)?|recommended|further reading|in (?:pictures|pics)"
    r"|watch(?: \w+)?|don[’']t miss|more (?:on|from)(?: \w+){1,3}|you (?:may|might) also like|tags?|topics?"
    r"|editor[’']?s[’']? picks?"
)

_LINES: tuple[tuple[str, str], ...] = (
    ("rule", r"[\W_]+|-30-|\(?ends?\)?"),
    ("menu", rf"{_ITEM}(?:[|»›·•]{_ITEM}){{2,}}[|»›·•]?"),
    ("menu", r"skip to (?:main |the )?(?:content|navigation)|home|menu|search|(?:log|sign) ?in|register|back to top"),
    ("menu", r"(?:show|load|view|see) (?:more|all)(?: (?:comments|stories|news|photos))?"),
    ("menu", r"(?:next|previous)(?: (?:article|story|page))?|careers|site ?map|(?:privacy|cookie) policy"),
    ("menu", r"terms (?:of|and) \w+|(?:contact|about) us|advertise with us"),
    ("share", rf"(?:please )?(?:like|follow|join|find|add|watch) (?:\S+ ){{1,5}}(?:on|via) {_SITE}\b[^.]{{0,40}}\.?"),
    ("share", r"follow (?:\S+ ){1,5}@\w+\.?"),
    ("share", rf"share(?: (?:this|the|our)(?: \w+){{1,2}})?(?: (?:on|via|with|by) (?:{_SITE}|e-?mail|friends))?"),
    ("share", r"share(?: (?:this|the)(?: \w+){0,2}| on| via)?\s*[:|].{0,80}"),
    ("share", r"(?:leave|post|write|add) a (?:comment|reply)|(?:join|start) the (?:conversation|discussion)"),
    ("share", rf"(?:tweet|pin|e-?mail|print|save|bookmark)(?: (?:this|it|to|on|the)(?: \w+){{0,3}})?|{_SITE}"),
    ("share", r"[\d,.]+k? (?:shares?|comments?|likes?|views?|retweets?)"),
    ("share", r"(?:comments?|shares?|likes?)(?: ?\(\d+\)|: \d+)?"),
    ("notice", r"(?:make|set) (?:\S+ ){1,4}(?:as )?(?:your|my) (?:home ?page|start ?page)\W?"),
    ("notice", r"advertisement|sponsored(?: content)?|promoted|(?:story|article) continues (?:below|after)[\w ]*"),
    ("notice", r"continue reading[\w ]*|read the (?:rest|full \w+)(?: \w+)? here\.?|scroll down[\w ]*"),
    ("notice", r"(?:click|tap) here (?:to|for)\b.{1,60}"),
    ("notice", r"(?:download|get|install|try) (?:the|our)(?: \S+){0,4} app\b.{0,40}"),
    ("notice", r"(?:we use|this (?:web)?site uses) cookies\b.{0,200}"),
    ("notice", r"this (?:article|story) is for subscribers\b.{0,60}"),
    ("notice", r"(?:copyright )?(?:©|\(c\)|copyright \d{4})\s.{0,160}|(?:.{1,80}\W)?all rights reserved\b.{0,100}"),
    (
        "notice",
        r".{2,60} (?:is|are) not responsible for the content of (?:external|third[- ]party) (?:web ?)?sites\.?",
    ),
    (
        "notice",
        r"(?:load-date|language|length|section|publication-type|journal-code|document (?:type|id))\s*:[^.!?]{1,60}",
    ),
    (
        "newsletter",
        r"(?:un|manage (?:your |my )?)subscri(?:be|ptions?)(?: (?:here|now|from this (?:list|newsletter|e-?mail)))?\.?",
    ),
    ("newsletter", r"(?:manage|update|change)(?: your| my)?(?: e-?mail| subscription)? preferences\.?"),
    (
        "newsletter",
        r"(?:view|read|open)(?: (?:this|the|it))?(?: e-?mail| newsletter)? (?:in|on) (?:your|a|the) browser\.?",
    ),
    (
        "newsletter",
        r"(?:was|were) (?:this|you) (?:e-?mail |newsletter )?(?:sent|forwarded)(?: to you)?(?: this \w+)?\? .{2,60}",
    ),
    ("newsletter", r"you(?:[’']re| are) (?:receiving|getting) this (?:e-?mail|message|newsletter)\b.{0,160}"),
    ("newsletter", r"(?:sign(?:ing)? up|subscribe|register)(?: (?:now|today|here|free))?\W?"),
    ("newsletter", r"(?:sign up|subscribe|register) (?:for|to|here|now|today)\b[^.,]{1,60}"),
    (
        "newsletter",
        r"(?:sign up|subscribe|register|get|receive|join)\b.{0,80}"
        r"\b(?:newsletters?|inbox|mailing list|(?:news|e-?mail) alerts?)\b.{0,40}",
    ),
    ("related", rf"(?:{_MORE})\s*[:|»>].{{0,160}}"),
    ("related", r"(?:read|see) (?:also|more|next)|also read|related (?:stories|articles|news|topics?|links|coverage)"),
    ("related", r"most (?:read|popular|viewed)|trending(?: now)?|recommended(?: for you)?|further reading"),
    ("related", r"you (?:may|might) also like(?: these)?|more (?:on this|stories|from)\b[^.]{0,40}"),
    ("agency", rf"\(?(?:with (?:inputs?|files?|additional reporting) (?:from|by) )?{_AGENCIES}\)?\.?"),
    ("agency", r"\(?with (?:inputs?|files?|additional reporting) (?:from|by) [\w ,&/]{1,60}\)?\.?"),
    ("agency", r"\(?(?:source|sources|via)\s*: [\w ,&/'’-]{1,50}\)?\.?"),
    (
        "caption",
        rf"[\[(]?{_PICTURE}{_TAKEN}\s*[:|/].*|(?:caption|credit)\s*:.{{1,80}}|{_PICTURE} caption\s*[:|].{{1,200}}",
    ),
    ("caption", rf"[\[(](?:{_PICTURE}|credit|caption)\b[^)\]]*[)\]].*"),
    ("caption", r"file (?:photo)?\s*[-–—:]+ .*"),
    ("caption", r"(?:file|undated|handout|archive) (?:photo|picture|image) (?:of|shows?)\b.*"),
)
"""Letter case does not count."""

_CREDITS: tuple[str, ...] = (
    rf"(?:By|BY|by) (?:{_PEOPLE}|[A-Z]+(?: [A-Z]+)+|(?:Our )?(?:Staff|Foreign|Special) \w+(?: \w+)?"
    rf"|(?:(?:an?|our|the|Our|A|The) )?(?:[\w’'-]+ ){{0,2}}{_WRITERS}(?:,? (?:in|from) {_NAME}(?:,? {_NAME}){{0,2}})?)"
    r"(?:\s*[,|/(–—-]+\s*(?P<post>[^.!?]{1,60}))?\.?",
    rf"(?!The |Its |His |Her |Our ){_PERSON} (?:reports|explains|has (?:more|the (?:details|story|report)|this report)"
    rf"|filed this report|with (?:the|this) (?:story|report|details))"
    rf"(?:,? (?:live )?(?:from|in|for) {_NAME}(?:,? {_NAME}){{0,3}})?\.?",
    r"[(\[]?(?:Additional |Further )?(?:[Rr]eport|[Ee]dit|[Ww]rit|[Cc]ompil|[Tt]ranslat)(?:ing|ed|ten) by "
    rf"{_PEOPLE}(?:(?: in {_NAME}(?: {_NAME})?)?[;,.)\]] ?.{{0,200}})?",
    r"[^.!?“\"]{3,160} (?:contributed|contributing) (?:reporting|to this (?:report|story|article|piece))\b.{0,60}",
)
"""Who wrote and read it. Here capital letters count: they tell names from words."""

_LINE = re.compile("|".join(f"({pattern})" for _, pattern in _LINES), re.IGNORECASE)
"""One group for each of the patterns, which have none of their own."""
_CREDIT_PATTERNS = tuple(re.compile(pattern) for pattern in _CREDITS)
_SIGN_OFF = re.compile(
    rf"(?!.*\b(?:But|And|For|So|Then|Now|Not)\b)[–—-]? ?{_PERSON}, {_OUTLET}(?:, {_NAME}(?: {_NAME})?)?\.?"
)
_POST = re.compile(r"\b(?:correspondent|editor|reporter|writer|staff|columnist|analyst)\b", re.IGNORECASE)
_POST_WORDS = frozenset(("in", "of", "the", "for", "and", "at"))
_NO_NAME = re.compile(
    r"By (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
    r"|The|Then|Now|All|Any|Late|Early|Mid\S*)\b",
    re.IGNORECASE,
)
_PICTURE_CREDIT = re.compile(
    rf"[\[(](?:{_PICTURE}|credit|source){_TAKEN}\s*[:/|][^)\]]{{1,80}}[\])]\.?\Z"
    r"|(?:[^\w,]|(?<=\w))(?:image|photo|picture): [^!?,;:]{1,60}\Z"
    rf"|(?:[(\[][\w .'’-]{{1,40}}|\s[\w.'’-]{{2,20}})/ ?{_AGENCY}[)\]]?\.?\Z",
    re.IGNORECASE,
)
"""How a caption ends."""
_MARKS = frozenset(":/|")
"""One of them stands in every such credit."""
_LONGEST_CAPTION, _LONGEST_CREDIT = 480, 100
"""Code points: of a caption that only its end gives away, and of that end."""

_DATELINE = re.compile(
    rf"(?P<place>(?:{_NAME})(?:[ ,/&\xa0]+(?:{_NAME}|[a-z]{{2}})){{0,5}}?)"
    r"(?P<day>,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?))?"
    r"(?P<agency>,? ?\([A-Z][\w .&/'’-]{1,40}\)|\.? /[A-Z][\w .-]{1,30}/)?,?"
    r"(?:\s?(?:--|[–—―])\s?|\s-\s|(?<=\)):\s|(?<=/)\.\s)(?=[\"“'‘(\[]?\w)"
)
_PLACE_AND_DAY = re.compile(
    rf"{_NAME}(?:[ ,/]+{_NAME}){{0,4}},? (?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? [A-Z][a-z]{{2,8}}\.?,? \d{{4}})(?: \([A-Z][\w .&/'’-]{{1,40}}\))?(?: ?[-–—]+|\.)?"
)
_LABEL = re.compile(
    r"UPDATED?|BREAKING|WATCH|VIDEO|OPINION|ANALYSIS|EXCLUSIVE|LIVE|NOTE|CORRECTION|NATO|ASEAN|OPEC|UNESCO|UNICEF"
)
"""Words in capitals before a dash that are no place."""
_SPEAKS = re.compile(
    r"\b(?:said|says?|told|tells?|ask(?:s|ed)|add(?:s|ed)|warn(?:s|ed)|urg(?:es|ed)|repl(?:ies|ied)|according|insisted|denied)\b",
    re.IGNORECASE,
)
_LAST = 3
"""Lines from the end that may sign off."""
_LONGEST_LINE = 2000
"""Code points; what is longer is story, and the patterns are not tried on it."""


def kind(words: str, from_end: int) -> str:
    """What a line is by itself, or an empty string; `from_end` counts the text's lines from the last, which is 1."""
    return _kind(words, from_end <= _LAST) if len(words) <= _LONGEST_LINE else ""


@lru_cache(maxsize=4096)  # pages repeat their menus, and hostile files anything
def _kind(words: str, late: bool) -> str:
    if dates.is_stamp(words):
        return "stamp"
    if _is_credit(words) or (late and _SIGN_OFF.fullmatch(words) and not speaks(words)):
        return "byline"
    match = _LINE.fullmatch(words)
    found = _LINES[match.lastindex - 1][0] if match and match.lastindex else ""
    if found in ("share", "notice", "newsletter", "menu") and (speaks(words) or any(mark in words for mark in '"“”')):
        return ""
    if not found and len(words) <= _LONGEST_CAPTION and _ends_with_credit(words[-_LONGEST_CREDIT:]):
        return "" if speaks(words) else "caption"
    return found


def _ends_with_credit(words: str) -> bool:
    return not _MARKS.isdisjoint(words) and bool(_PICTURE_CREDIT.search(words))


def dateline(words: str) -> int:
    """How many code points of a line are its dateline ("SEOUL, July 26 (Agency) -"); 0 where it has none."""
    found = _DATELINE.match(words[:160])
    if not found:
        return 0
    length = len(found.group().rstrip())
    if found["day"] or found["agency"]:
        return length
    city = re.split(r"[,/]", found["place"])[0]
    if (
        _LABEL.fullmatch(city)
        or not city.isupper()
        or sum(map(str.isalpha, city)) < 4
        or not words[found.end("place")].isspace()
    ):
        return 0
    rest = words[found.end() :]
    aside = re.match(r"[^.]{0,150}\s[–—―-]+\s", rest)
    return length if not aside and (rest[0].isupper() or not rest[0].isalpha()) else 0


def placed_and_dated(words: str) -> bool:
    """Whether a line is nothing but a place and a day: a dateline in a paragraph of its own ("OSLO, 3 March 2021")."""
    return len(words) <= 80 and bool(_PLACE_AND_DAY.fullmatch(words))


def speaks(words: str) -> bool:
    """Whether a line reports speech, which no furniture does."""
    return bool(_SPEAKS.search(words))


def _is_credit(words: str) -> bool:
    if len(words) > 300 or _NO_NAME.match(words):
        return False
    match = next(filter(None, (pattern.fullmatch(words) for pattern in _CREDIT_PATTERNS)), None)
    post = (match.groupdict().get("post") if match else None) or ""
    named = all(word in _POST_WORDS or not word[0].islower() for word in re.findall(r"\w+", post))
    return bool(match) and (named or bool(_POST.search(post)))
