"""Why the embedded engine takes words for somebody's position: the rule that fired, and how its holder was told. Pure.

In: an article's reading with a position or a withheld claim of it. Out: an `Explanation`, as an object for programs or
as lines for people. The lines hold the article's words as they are; making them inert is the printer's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from briefer.actors.resolution import MEANING, Resolution
from briefer.attribution.rules import RULES
from briefer.evidence import UNASKED, Reading
from briefer.evidence.modality import modality
from briefer.evidence.reasons import why
from briefer.model import Holder, Position, Span, Withheld

_CHECKS = ("span", "integrity", "agreement", "holder")


@dataclass(frozen=True)
class Explanation:
    """One attribution explained. `rule` is a name of `RULES`, or "" where no rule gives the words to anybody."""

    reading: Reading
    item: Position | Withheld

    @property
    def rule(self) -> str:
        return self.item.rule

    @property
    def place(self) -> Span:
        """Where its words begin, by which explanations are put into the article's order."""
        parts = (*self.item.content, *self.item.source, *self.item.cue)
        return min(parts, default=Span(len(self.reading.article.text), len(self.reading.article.text)))

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Whom its source stands for, each with how that was told; none where nobody can be named."""
        resolved = self.reading.cast.resolved
        return tuple(dict.fromkeys(each for span in self.item.source for each in resolved.get(span, ())))

    def as_dict(self) -> dict[str, Any]:
        """What `briefer extract --explain --json` adds to an attribution, under `explained`."""
        known = RULES.get(self.rule)
        return {
            "rule": self.rule,
            "form": known.form if known else "",
            "meaning": known.meaning if known else "",
            "line": self.line(self.place),
            "holders": [
                {
                    "holder": each.actor,
                    "speaker": each.speaker,
                    "by": each.by,
                    "meaning": _meaning(each),
                    "antecedent": [list(span) for span in each.antecedent],
                }
                for each in self.holders
            ],
        }

    def line(self, span: Span) -> int:
        """The line of the article that a span begins in, from 1."""
        return self.reading.article.line(span.start)

    def rows(self) -> Iterator[tuple[str, str]]:
        """What there is to say, as pairs of a label and a text."""
        item = self.item
        printed = f"«{self._words(item.source)}»" if item.source else "nobody is named"
        yield "source", f"{printed} → {self._resolved()}"
        yield "cue", f"«{self._words(item.cue)}»" if item.cue else "none"
        yield "content", f"«{self._words(item.content)}»" if item.content else "not found in the article"
        known = RULES.get(self.rule)
        yield "rule", f"{known.name}, {known.form}: {known.meaning}" if known else "none gives these words to anybody"
        yield "position", self._position()
        if isinstance(item, Position):
            yield "statement", item.statement
        yield "checks", self._checks()

    def _words(self, spans: tuple[Span, ...]) -> str:
        return " … ".join(self.reading.words((span,)) for span in spans)

    def _resolved(self) -> str:
        found = self.holders
        via = self.item.via if isinstance(self.item, Position) else ()
        passed_on = f"; passed on by {', '.join(via)}" if via else ""
        return ("; ".join(self._holder(each) for each in found) or "nobody can be told") + passed_on

    def _holder(self, holder: Holder) -> str:
        named = f"{holder.actor} ({holder.speaker})" if holder.speaker else holder.actor
        introduced = "".join(
            f"; line {self.line(span)}: «{self._words((span,))}»"
            for span in holder.antecedent
            if span not in self.item.source
        )
        return f"{named}, by {_meaning(holder)}{introduced}"

    def _position(self) -> str:
        item = self.item
        if isinstance(item, Position):
            return f"kind {item.kind}, modality {item.modality}, about {item.about or 'nobody'}"
        return f"kind {item.claim.kind}, modality {modality(self.reading.article.text, item.content)}"

    def _checks(self) -> str:
        checks = self.item.checks
        each = (
            f"{name} {'not made' if check.code == UNASKED else check.verdict}"
            for name, check in zip(_CHECKS, checks.each(), strict=True)
        )
        reasons = "; ".join(checks.reasons)
        return ", ".join(each) + (f": {reasons}" if reasons else "")

    @property
    def verdict(self) -> str:
        """The status of a position, or why a claim was withheld."""
        item = self.item
        return item.status if isinstance(item, Position) else f"withheld, {item.code}: {why(item.code)}"


def explanations(
    reading: Reading, positions: tuple[Position, ...], withheld: tuple[Withheld, ...]
) -> tuple[Explanation, ...]:
    """Every attribution of an article explained, in the order of its text."""
    items: tuple[Position | Withheld, ...] = (*positions, *withheld)
    return tuple(sorted((Explanation(reading, each) for each in items), key=lambda each: each.place))


def page(name: str, found: tuple[Explanation, ...], width: int) -> str:
    """The explanations of one article for people, in lines of at most `width` columns where words allow it."""
    lines = [name, ""]
    for each in found:
        lines.append(f"line {each.line(each.place)} · {each.verdict}")
        for label, said in each.rows():
            lines += wrap(said, width, initial_indent=f"  {label:<10}", subsequent_indent=" " * 12) or [f"  {label}"]
        lines.append("")
    if not found:
        lines += ["nobody says anything here, by the rules", ""]
    return "\n".join(lines) + "\n"


def _meaning(holder: Holder) -> str:
    return MEANING[Resolution(holder.by)] if holder.by else "the name alone"
