"""Blanks what is marked up in a text, so that the grammar reads the words alone. Pure.

Every code point keeps its place: spans found in the blanked text are spans of the article.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"\x1b\[[0-9;?]*[ -/]*[@-~]"  # terminal codes
    r"|(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|`"  # emphasis and code
    r"|\[\^\w{1,20}\]|\]\([^()\s]{0,2000}\)|\[(?=[^\[\]\n]{1,300}\]\()"  # footnote marks and links
    r"|</?(?:a|b|br|div|em|i|p|s|span|strong|sub|sup|u)\b[^<>\n]{0,300}>"  # tags
    r"|^[ \t]{0,3}(?:>[ \t]?){1,3}|^[ \t]{0,3}[-+*][ \t]+(?=\S)",  # quoted lines and bullets
    re.IGNORECASE | re.MULTILINE,
)

_MARKS, _BULLET = "\x1b*_`]<>", re.compile(r"\n[ \t]{0,3}[-+]")
"""Without one of these there is nothing to blank, which is quickly seen."""


def plain(text: str) -> str:
    """The text, of the same length, with blanks for Markdown's marks, HTML's tags and terminal codes."""
    if not (any(mark in text for mark in _MARKS) or _BULLET.search("\n" + text)):
        return text
    return _MARKUP.sub(lambda found: " " * len(found[0]), text)
