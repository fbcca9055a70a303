"""Links that open a source at the passage: an article and a span in, an address out. Pure.

Text fragments (https://wicg.github.io/scroll-to-text-fragment/) name the words that a browser is to scroll to and
mark: the first and last few of the passage, and some before it where the first would be found earlier. A PDF opens at
its page.
"""

from __future__ import annotations

import re

from briefer.model import Article, Span

_WORDS = 5
"""Words of the beginning and of the end that are named, where that tells them from all others."""
_WHOLE = 12
"""Words up to which a passage is named whole."""
_MOST = 40
"""Words that are named at most of each."""
_KEPT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~")
"""What stands for itself; a comma, hyphen or ampersand means something in a fragment."""
_BREAK = re.compile(r"\r?\n\s*\n|[\u2029\x0c]")
_MARKDOWN = re.compile(r"!?\[([^\]\n]*)\]\([^()\n]*\)|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|\\(?=[^\w\s])|`")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_HTTP = re.compile(r"https?://[^/\s]+", re.IGNORECASE)


def link(article: Article, start: int, end: int) -> str:
    """Where the passage can be read in its source; "" for an article without an address of the web."""
    if not _HTTP.match(article.url):
        return ""
    page = article.page(start)
    address = article.url.split("#", 1)[0]
    if page and address.split("?", 1)[0].lower().endswith(".pdf"):
        return f"{address}#page={page}"
    directive = _directive(*(_shown(article, *span) for span in ((0, start), (start, end), (end, len(article.text)))))
    if not directive:
        return article.url
    return f"{article.url}{'' if '#' in article.url else '#'}:~:text={directive}"


def opens(address: str, article: Article, passage: Span) -> bool:
    """Whether an address leads to a passage: it is the article's, and names its page or words of the passage."""
    place, _, directive = address.partition(":~:text=")
    own = article.url.split("#", 1)[0]
    if not directive:
        return _plain(address) in (_plain(article.url), _plain(f"{own}#page={article.page(passage.start)}"))
    named = [part for part in directive.split(",") if not part.endswith("-") and not part.startswith("-")]
    words = _flat(_shown(article, *passage))
    return _plain(place).partition("#")[0] == _plain(own) and all(_flat(_decoded(each)) in words for each in named)


def _shown(article: Article, start: int, end: int) -> str:
    """A stretch of the text as its page shows it."""
    text = article.text[start:end]
    return _MARKDOWN.sub(lambda found: found[1] or "", text) if article.name.endswith((".md", ".markdown")) else text


def _directive(before: str, passage: str, after: str) -> str:
    """The text directive of a passage between two texts; "" for one without words."""
    parts = [part.split() for part in _BREAK.split(passage) if part.split()]
    if not parts:
        return ""
    head, alone = parts[0], len(parts) == 1
    begin, rest = head[:_WORDS], _ending(parts)
    if alone and len(head) <= _WHOLE:
        begin, rest = head, []
    longest = min(_MOST, len(head) - len(rest) if alone else len(head))
    whole, near, earlier = _flat(before), _BREAK.split(before)[-1].split()[-_MOST:], before.split()[-_MOST:]
    prefix: list[str] = []
    while _is_found(whole, [*prefix, *begin]):
        if len(prefix) < len(near):
            prefix = near[len(near) - len(prefix) - 1 :]
        elif len(begin) < longest and rest:
            begin = head[: len(begin) + 1]
        elif len(prefix) < len(earlier):
            prefix = earlier[len(earlier) - len(prefix) - 1 :]
        else:
            break
    said = f"{_encoded(prefix)}-," if prefix else ""
    return said + ",".join(_encoded(each) for each in (begin, rest) if each) + _suffix(begin, rest, after)


def _ending(parts: list[list[str]]) -> list[str]:
    """The last words of a passage: as many as it takes for them to be found there first, reading from its beginning."""
    words, passage = parts[-1], _flat(" ".join(word for part in parts for word in part))
    room = max(1, len(words) - _WORDS if len(parts) == 1 else len(words))
    for count in range(min(_WORDS, room), min(room, _MOST) + 1):
        rest = words[-count:]
        if not _is_found(passage[: -len(_flat(" ".join(rest)))], rest):
            return rest
    return words[-min(room, _MOST) :]


def _suffix(begin: list[str], rest: list[str], after: str) -> str:
    """A short passage of one word or two is found in longer words and sentences: what follows it tells it apart."""
    if rest or len(begin) > 2:
        return ""
    following = _BREAK.split(after)[0].split()[:3]
    return f",-{_encoded(following)}" if following and after[:1].isspace() else ""


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_found(text: str, words: list[str]) -> bool:
    return _flat(" ".join(words)) in text


def _plain(address: str) -> str:
    """An address without what a format writes as `%20`."""
    return _PERCENT.sub("", re.sub(r"[^!-~]|[\"<>`{}|\\^\[\]]", "", address))


def _decoded(words: str) -> str:
    return _PERCENT.sub(lambda run: bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "replace"), words)


def _encoded(words: list[str]) -> str:
    """Words as they stand in a fragment: all but plain letters and digits as the bytes of UTF-8."""
    text = " ".join(words)
    return "".join(
        char if char in _KEPT else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace")) for char in text
    )
