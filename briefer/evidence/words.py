"""Where words begin and end in a folded text, in any script."""

from __future__ import annotations

import re
import unicodedata

SPACELESS = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""A character class: scripts that put no space between words, so that every character may begin or end one."""

_spaceless = re.compile(f"[{SPACELESS}]").match
_contraction = re.compile(r"(?:t|d|m|ll|re|ve|s)(?![^\W_])", re.IGNORECASE).match
_shortened = re.compile(r"(?:t|d|m|ll|re|ve)(?![^\W_])", re.IGNORECASE).match
_token = re.compile(f"[{SPACELESS}]|[^\\W_{SPACELESS}]+")


def tokens(folded: str) -> list[str]:
    """The words of a folded text, lower case, for looking up; of scripts without spaces, the characters."""
    return _token.findall(folded.lower())


def is_word(char: str) -> bool:
    """Whether `char` is part of a word: a letter, a digit, or a mark on one."""
    return char.isalnum() or (char > "\u02ff" and unicodedata.category(char)[0] == "M")


def begins_word(text: str, at: int) -> bool:
    """Whether a quotation may begin before `text[at]`: not inside a word, contraction or number ("don't", "-1.5")."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if not is_word(after):
        return True
    if is_word(before):
        return after.isalnum() and bool(_spaceless(before) or _spaceless(after))
    if at < 2 or before not in "'.,-":
        return True
    if before == "-":
        return not (after.isdigit() and text[at - 2] in " (")
    if before == "'":
        return not (text[at - 2].isalpha() and _contraction(text, at))
    return not (text[at - 2].isdigit() and after.isdigit())


def ends_word(text: str, at: int) -> bool:
    """Whether a quotation may end before `text[at]`. A possessive 's may be left off: "China" of "China's"."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if not is_word(before):
        return True
    if is_word(after):
        return after.isalnum() and bool(_spaceless(before) or _spaceless(after))
    if after == "'":
        return not (before.isalpha() and _shortened(text, at + 1))
    return not (after in ".," and before.isdigit() and text[at + 1 : at + 2].isdigit())
