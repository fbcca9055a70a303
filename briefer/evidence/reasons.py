"""Why a claim was withheld, in words that are all ours, for pages where an engine's own must not stand. Pure."""

from __future__ import annotations

_WHY = {
    "no-sentence": "it pointed at no sentence of the article",
    "not-found": "the quoted words do not stand in the article",
    "out-of-order": "the quoted fragments do not stand in the article in that order",
    "outside": "the quoted words do not stand in the sentences that were pointed at",
    "empty": "it quoted or stated nothing",
    "wrong-holder": "the article attributes the words to somebody else",
    "no-cue": "the article does not say that anybody holds this",
    "unresolved": "whom the words are attributed to cannot be told from the article",
    "hearsay": "only another party says that the holder holds this",
    "not-asserted": "the article itself does not say that the holder holds this",
    "number": "the statement has a number that the passage does not bear out",
    "date": "the statement has a date that the passage does not bear out",
    "name": "the statement names what the passage does not",
    "polarity": "the statement denies what the passage says, or the reverse",
    "modality": "the statement is more certain than the passage",
    "antonym": "the statement says the opposite of the passage",
    "comparative": "the statement compares otherwise than the passage",
    "subject": "the statement speaks of somebody else than the holder",
    "unsupported": "the statement says what the passage does not",
    "condition": "the statement leaves out a condition of the passage",
    "own-words": "the statement has words that the passage has not",
    "pack": "the pack leaves out statements of its grade",
    "altered": "the statement is the passage with a word changed",
}
_OTHER = "a check failed"


def why(code: str) -> str:
    """The reason behind the code of a failed check, in one line."""
    return _WHY.get(code, _OTHER)
