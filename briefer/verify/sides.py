"""Issues of a Markdown brief of ours: whom a side names, what a question asks, what carries a flag. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefer import evidence
from briefer.evidence.labels import names_only
from briefer.model import Family, Position, silent
from briefer.verify import copies, sources
from briefer.verify.outline import Entry, IssueOutline, Outline, SideOutline
from briefer.verify.report import Failure
from briefer.verify.shape import FLAG, RESTS, STANDING, TOLD
from briefer.verify.shelf import Passage, Shelf
from briefer.verify.worded import worded


def weighed(entry: Entry, shelf: Shelf) -> tuple[Position, ...]:
    """The positions that an item may be, weighed anew; none where briefer itself would word it otherwise."""
    passages = passages_of(entry, shelf)
    return shelf.positions(entry.said, passages[0]) if passages else ()


def passages_of(entry: Entry, shelf: Shelf) -> tuple[Passage, ...]:
    """The passages of an item that were found."""
    return tuple(passage for each in entry.references if (passage := shelf.find(each)[0]))


def candidates(entry: Entry, shelf: Shelf) -> tuple[str, ...]:
    """Who may hold an item: whoever speaks in its passages, and for want of a cue whom they name."""
    passages = passages_of(entry, shelf)
    speak = [
        holder.actor for passage in passages for each in passage.said() for holder in passage.reading.cast.holders(each)
    ]
    named = [found.actor.name for each in passages for found in shelf.table.find_in(each.text)]
    return tuple(dict.fromkeys((*speak, *named)))


def check(outline: Outline, shelf: Shelf) -> Iterator[Failure]:
    """Codes: `side` (whom a heading names), `label` (what a label names), `flag`, `metadata`, `unsupported`."""
    for issue in outline.issues:
        yield from _question(issue, shelf) if issue.section != STANDING else ()
        for side in issue.sides:
            yield from _heading(side, shelf)
        yield from _shared(issue, shelf)
        yield from _told(issue, shelf) if issue.section == TOLD else ()
    yield from _silent(outline) if not outline.excerpt else ()
    families = shelf.families([each for each in copies.listed(outline, shelf) if each])
    for entry in (
        *(each for _, each in outline.positions),
        *(each for issue in outline.issues for each in issue.common),
    ):
        yield from _printed(entry, shelf, families if not outline.excerpt else None)
        yield from below(entry, shelf, outline.by_rules)
    # a choice of a brief does not show all that its bottom line rests on
    for entry in outline.summary if not outline.excerpt else ():
        yield from _rests(entry, [each for _, each in outline.positions])


def _shared(issue: IssueOutline, shelf: Shelf) -> Iterator[Failure]:
    """What is called common ground is held by somebody who takes a side of a dispute."""
    holders = [name for side in issue.sides for name in side.holders.split(", ")]
    for entry in issue.common:
        who = {name for each in weighed(entry, shelf) for name in each.holders} or set(candidates(entry, shelf))
        if not issue.disputed or not who & set(holders):
            yield Failure(entry.line, "common", "nobody who takes a side of this dispute holds it", entry.said)


def _told(issue: IssueOutline, shelf: Shelf) -> Iterator[Failure]:
    """The answers of one holder on two days, or of two articles: the sides have a holder in common, and no article."""
    sides = [set(each.holders.split(", ")) for each in issue.sides]
    cited = [
        {article.id for entry in side.entries for article in sources.articles_of(entry.references, shelf)}
        for side in issue.sides
    ]
    if len(sides) < 2 or not set.intersection(*sides):
        yield Failure(issue.line, "side", "its sides are not of one holder", issue.question)
    elif set.intersection(*cited):
        yield Failure(issue.line, "side", "its sides are of one article", issue.question)


def _silent(outline: Outline) -> Iterator[Failure]:
    """Whom a dispute calls silent: those beside its holders on other questions, and not on its own."""
    parties = [[(side.label, side.holders.split(", ")) for side in issue.sides] for issue in outline.issues]
    for issue in outline.issues:
        own = [holder for side in issue.sides for holder in side.holders.split(", ")]
        due = ", ".join(silent(own, parties)) if issue.disputed and issue.sides else ""
        if not sources.same(due, issue.silent):
            yield Failure(issue.line, "silent", f"not heard on it: {due or 'nobody who takes sides'}", issue.question)


def _question(issue: IssueOutline, shelf: Shelf) -> Iterator[Failure]:
    entries = [entry for side in issue.sides for entry in side.entries]
    if entries and not names_only(issue.question, words(entries, shelf), shelf.table):
        yield Failure(issue.line, "label", "the question names what its positions do not", issue.question)
    for side in issue.sides:
        if side.label and side.entries and not names_only(side.label, words(side.entries, shelf), shelf.table):
            yield Failure(side.line, "label", "the label names what its positions do not", side.label)


def words(entries: Sequence[Entry], shelf: Shelf) -> str:
    """All that is said under a heading, with whoever holds it, and the passages."""
    said = (part for each in entries for part in (each.said, *candidates(each, shelf)))
    return " ".join((*said, *(passage.text for each in entries for passage in passages_of(each, shelf))))


def _heading(side: SideOutline, shelf: Shelf) -> Iterator[Failure]:
    held = [(entry, weighed(entry, shelf)) for entry in side.entries if entry.origin]
    for entry, positions in held:
        who = [each.holders for each in positions] or [(each,) for each in candidates(entry, shelf)]
        if who and not any(all(_names(side.holders, name) for name in names) for names in who):
            reason = f"it is {_listed(who[0])} that holds it, and not {side.holders}"
            yield Failure(entry.line, "side", reason, entry.said)
    known = list(dict.fromkeys(name for _, positions in held for each in positions[:1] for name in each.holders))
    if held and all(positions for _, positions in held):
        if all(len({each.holders for each in positions}) == 1 for _, positions in held):
            wrong = not sources.lists(side.holders, known)
        else:
            wrong = False
    else:
        may = {name for entry, _ in held for name in candidates(entry, shelf)} | set(known)
        left = side.holders
        for name in sorted(may, key=len, reverse=True):
            left = left.replace(name, "")
        wrong = bool(held) and bool(left.strip(" ,"))
    if wrong:
        reason = f"the positions below it are held by {', '.join(known) or 'others'}"
        yield Failure(side.line, "side", reason, side.holders)


def _names(holders: str, name: str) -> bool:
    return sources.same(holders, name) or f", {name}," in f", {holders},"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names)


def _printed(entry: Entry, shelf: Shelf, families: Sequence[Family] | None) -> Iterator[Failure]:
    """The line below a position: where and when it was printed, by how many outlets, of how many origins.

    Without `families` it says nothing of outlets and origins.
    """
    articles = sources.articles_of(entry.references[:1], shelf)
    due = copies.sourced(sources.articles_of(entry.references, shelf), families) if families is not None else ""
    if articles and not sources.same(entry.origin, f"{sources.origin(articles[0])}{due}"):
        reason = f"the article it cites is of {sources.origin(articles[0])}{due}"
        yield Failure(entry.line, "metadata", reason, entry.origin)


def below(entry: Entry, shelf: Shelf, by_rules: bool) -> Iterator[Failure]:
    """The line below a position that says what is wrong with it."""
    positions = weighed(entry, shelf)
    due = [_flag(each) for each in positions]
    if not positions:
        yield from _worded(entry, shelf)
    # another engine may have pointed at other words of the same sentence, cut otherwise
    fits = (sources.same(entry.flag, each) for each in due) if by_rules or not entry.flag else (True,)
    if due and not any(fits):
        reason = f"it has to carry: {due[0]}" if due[0] else "it is verified, and flagged all the same"
        yield Failure(entry.line, "flag", reason, entry.said)


def _flag(position: Position) -> str:
    return f"{FLAG} {'; '.join(position.checks.reasons)}" if position.status != "verified" else ""


def _worded(entry: Entry, shelf: Shelf) -> Iterator[Failure]:
    """What is wrong with a position in an engine's words: it needs support, and a flag where it is not the passage's.

    Where it has a flag, which one is due cannot be told: the brief does not say which words the engine pointed at.
    """
    passages = passages_of(entry, shelf)
    if not passages:
        return
    support, flag = worded(entry.said, passages, shelf.table)
    if not support.passed:
        yield Failure(entry.line, support.code, support.reason, entry.said)
    if not flag.passed and not entry.flag:
        yield Failure(entry.line, "flag", f"it has to carry: {FLAG} {flag.reason}", entry.said)


def _rests(entry: Entry, positions: Sequence[Entry]) -> Iterator[Failure]:
    """A line of the bottom line says so when it rests on a position that is flagged."""
    known = {evidence.same_words(each.said): bool(each.flag) for each in positions}
    parts = [evidence.same_words(each) for each in evidence.clauses(entry.said, known)]
    uses = [[bool(each.flag) for each in positions if reference in each.references] for reference in entry.references]
    if all(part in known for part in parts):
        due = any(known[part] for part in parts)
    else:
        due = any(each and all(each) for each in uses)
    if due and not entry.flag:
        yield Failure(entry.line, "flag", f"it has to carry: {RESTS}", entry.said)
    if entry.flag and not any(any(each) for each in uses):
        yield Failure(
            entry.line, "flag", "all that it rests on is verified, and it is flagged all the same", entry.said
        )
