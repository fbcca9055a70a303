"""Passages of an article that speak to a machine: named in the brief, and neither obeyed nor deleted. Pure.

What counts is who is spoken to, not the mood: news is full of commands ("Ignore the warnings at your peril"), and none
of them names a prompt, a language model or a turn of a conversation.
"""

from __future__ import annotations

import re

from briefer.model import Article, Problem

_MACHINE = re.compile(
    r"(?i:\b(?:ignore|disregard|forget|override|overlook|skip)\b[^.!?\n]{0,40}\b(?:previous|prior|above|earlier|preceding|"
    r"foregoing|your|system)\b[^.!?\n]{0,20}\b(?:instructions?|prompts?|rules|guidelines|directions)\b)"
    r"|(?i:\b(?:ignore|disregard|forget|override)\b[^.!?\n]{0,20}\b(?:instructions?|prompts?|rules|guidelines) above\b)"
    r"|(?i:\b(?:system|developer) (?:prompt|message|override|instructions?)\b)"
    r"|(?i:\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|chatbot|chatgpt|llm|helpful assistant)\b)"
    r"|(?i:\b(?:note|message|instructions?|attention|dear|to)\b:?,? (?:to |for |the |any |all )*"
    r"(?:ai|llms?|language models?|assistants?|summari[sz]ers?|chatbots?)\b)"
    r"|(?i:\bas an? (?:ai|language model|assistant)\b)"
    r"|(?im:^\W{0,12}(?:system|assistant|user|developer)\W{0,3}:)"
    r"|<\|?/?(?:im_start|im_end|system|assistant|user|endoftext)\b|\[/?INST\]|<</?SYS>>|<<<[0-9a-f]{6,}|[0-9a-f]{6,}>>>"
    r'|\{\s*"(?:positions|issues|summary|verdicts)"\s*:'
)

_HINTS = (
    *("ignore", "disregard", "forget", "override", "overlook", "skip", "system", "developer", "assistant", "user"),
    *("llm", "language model", "summari", "chatbot", "chatgpt", "<", ">>>", "inst]", "{"),
)
_NAME = re.compile(r"ai(?<!\wai)(?!\w)")


def _may_address(text: str) -> bool:
    """Whether a text has a word without which `_MACHINE` finds nothing: to look for one takes a tenth of the time."""
    plain = text.replace("İ", "i").replace("ı", "i").casefold()
    return any(hint in plain for hint in _HINTS) or bool(_NAME.search(plain))


def addressed(article: Article) -> tuple[Problem, ...]:
    """One problem that names the lines in which an article speaks to a machine; none where it does not."""
    if not _may_address(article.text):
        return ()
    told = dict.fromkeys(article.line(found.start()) for found in _MACHINE.finditer(article.text))
    if not told:
        return ()
    places = ", ".join(map(str, told))
    words = f"speaks to a machine in line {places}; it was read as text, like everything else"
    return (Problem("instruction-like", words, article.name),)
