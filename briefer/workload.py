"""What is asked of articles: their chunks, or sections of them where slots would stay free; in which order.

The wall time of a run is that of its answers, and an answer takes as long as what it says. So what is cut, and what is
asked first, goes by how much the grammar hears in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from briefer import chunks, evidence, extract
from briefer.desk import Desk, Task
from briefer.evidence import Reading
from briefer.model import Article, Attribution, Chunk, Job

_MOST_SECTIONS = 6
"""Of one chunk. They are few, so that a run with more or fewer articles still finds the replies of this one."""
_LEAST = 2.0
"""What a section must be expected to say: less saves no time that its request does not take."""
_QUOTED = 112
"""Code points that an answer quotes in the time of a position that only points."""
_MANY = 10
"""Articles for each slot from which on a run does not look for replies to sections of them."""
_LATE = 5
"""Articles for each slot whose turn comes last."""


class Workload:
    """What is known of the articles while they are asked about, found out when it is needed."""

    def __init__(self, articles: Sequence[Article], desk: Desk) -> None:
        self._articles, self._desk = articles, desk
        self._readings: dict[str, Reading] = {}
        self._cut: dict[str, tuple[Chunk, ...]] = {}
        self.task = Task(self._ask, extract.left)

    @property
    def in_sections(self) -> bool:
        """Whether there are so few articles that slots would stay free."""
        return any(count > 1 for count in self._sections.values())

    def order(self) -> Iterator[int]:
        """Which article is asked about next, by its place: the longest first, and at the end those that say most.

        How much an article says is found out while the first are answered, and only of those whose turn comes last.
        """
        longest = sorted(range(len(self._articles)), key=lambda at: -len(self._articles[at].text))
        slots = self._desk.slots if self._desk.engine.reads_prompts else len(longest)
        late = max(slots, len(longest) - _LATE * slots)
        yield from longest[:late]
        yield from sorted(longest[late:], key=lambda at: -len(self.reading(self._articles[at]).attributions))

    def pieces(self, article: Article) -> Iterator[Chunk]:
        """The chunks of an article, or the sections of them."""
        for chunk in self.cut(article):
            yield from self._pieces(chunk) if self._desk.engine.reads_prompts else (chunk,)

    def expected(self, piece: Chunk) -> float:
        """How much the answer to a piece may say, with 1 for a position that points at a sentence of its own."""
        return sum(self._weights(piece))

    def cut(self, article: Article) -> tuple[Chunk, ...]:
        """An article's chunks."""
        if article.id not in self._cut:
            self._cut[article.id] = chunks.chunk(article)
        return self._cut[article.id]

    def reading(self, article: Article) -> Reading:
        """An article, read."""
        if article.id not in self._readings:
            self._readings[article.id] = evidence.read(article, self.cut(article), self._desk.table)
        return self._readings[article.id]

    def _weights(self, piece: Chunk) -> tuple[float, ...]:
        """What each sentence of a piece may give; words alone give next to nothing, but something."""
        reading = self.reading(piece.article)
        silent = piece.tokens / chunks.BUDGET / len(piece.sentences)
        return tuple(silent + _said(reading.beginning_in(start, end)) for start, end, _ in piece.sentences)

    def _pieces(self, chunk: Chunk) -> tuple[Chunk, ...]:
        """The chunk cut as this run would; but as another run has cut it where all of that is answered already.

        A run of very many articles does not look: the few that a small run had read in sections are not worth it.
        """
        own = self._sections.get((chunk.article.id, chunk.index), 1)
        if len(self._articles) > _MANY * self._desk.slots:
            return (chunk,)
        others = (count for count in range(1, _MOST_SECTIONS + 1) if count != own)
        ways = (self._in_sections(chunk, count) for count in (own, *others))
        known = self._desk.replies.reply
        answered = (way for way in ways if all(known(self._ask(part).key) for part in way))
        return next(answered, None) or self._in_sections(chunk, own)

    def _in_sections(self, chunk: Chunk, count: int) -> tuple[Chunk, ...]:
        return chunks.sections(chunk, self._weights(chunk), count) if count > 1 else (chunk,)

    @cached_property
    def _sections(self) -> Mapping[tuple[str, int], int]:
        """How many sections each chunk is cut into: as many in all as there are slots, of about equal weight."""
        slots = self._desk.slots
        if len(self._articles) > slots or not self._desk.engine.reads_prompts:
            return {}
        whole = {(each.article.id, each.index): each for article in self._articles for each in self.cut(article)}
        counts = dict.fromkeys(whole, 1)
        weights = {name: self.expected(each) for name, each in whole.items()}
        for _ in range(slots - len(counts)):
            name = max(weights, key=lambda name: weights[name] / counts[name], default=None)
            if name is None or weights[name] / (counts[name] + 1) < _LEAST:
                break
            counts[name] = min(counts[name] + 1, _MOST_SECTIONS)
        return counts

    def _ask(self, piece: Chunk) -> Job:
        first = self.cut(piece.article)[0].start
        earlier = self.reading(piece.article).cast.earlier(piece.start) if piece.start > first else ()
        return extract.ask(piece, self._desk.asker, earlier)


def _said(found: Sequence[Attribution]) -> float:
    """What an answer says of one sentence: where that holds several positions, it quotes the words of each."""
    if len(found) < 2:
        return float(len(found))
    return len(found) + sum(end - start for each in found for start, end in each.content) / _QUOTED
