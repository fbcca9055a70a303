"""How well furniture is told from story: `python bench/furniture.py [--shared PATH] [--wrong]`.

The stories of seeds/ are put into layouts of pages, pastes, newsletters and prints, with menus, share lines, captions,
bylines and the rest around and between their paragraphs, and read back. Counted in lines: furniture is found when it is
marked or left out by the reader, story when it is there and not marked. `--shared` adds the four articles, whose
furniture lines were told by a person. `--wrong` prints the lines that were told wrongly.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from briefer import furniture, paragraphs, readers
from briefer.model import Article
from tests import written
from tests.written import Story

ROOT = Path(__file__).resolve().parent.parent
PERSON = {"000": (), "001": (1,), "003": (3, 16), "004": (1, 3, 5, 7, 9, 15, 19, 33, 49)}
"""The lines of the four articles that are furniture as a whole, as a person told them."""

Lines = list[tuple[str, str]]
"""Lines of a paste, each `story` or `furniture`."""
Made = tuple[str, bytes, Sequence[str], Sequence[str]]
"""A suffix, a file, the lines of story and those of furniture in it."""


@dataclass
class Counts:
    """Lines: told rightly and wrongly, of story and of furniture."""

    story_kept: int = 0
    story_lost: int = 0
    furniture_found: int = 0
    furniture_read: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        """Counts the other's lines too."""
        self.story_kept += other.story_kept
        self.story_lost += other.story_lost
        self.furniture_found += other.furniture_found
        self.furniture_read += other.furniture_read
        self.wrong += other.wrong

    def line(self, name: str) -> str:
        """Precision and recall of both, as a row."""
        rates = [
            (self.furniture_found, self.furniture_found + self.story_lost),
            (self.furniture_found, self.furniture_found + self.furniture_read),
            (self.story_kept, self.story_kept + self.furniture_read),
            (self.story_kept, self.story_kept + self.story_lost),
        ]
        shown = "  ".join(f"{100 * part / whole:6.1f}" if whole else "     -" for part, whole in rates)
        return f"{name:28} {shown}   {self.story_lost:4} lost {self.furniture_read:4} read"


def stories() -> Iterator[Story]:
    """The stories of seeds/ that are Markdown, their own furniture taken off by hand: heads, rules, pictures, links."""
    for path in sorted((ROOT / "seeds").glob("20*.md")):
        front, body = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
        said = dict(re.findall(r"^(\w+): (.*)$", front, re.MULTILINE))
        parts = (" ".join(part.split()) for part in body.split("\n\n"))
        kept = tuple(
            part for part in parts if len(part.split()) > 8 and not part.startswith(("#", "!", "*", "[", "-", "By "))
        )
        yield Story(
            kept,
            said.get("title", "").strip("\"'"),
            said.get("outlet", ""),
            said.get("published", ""),
            said.get("url", ""),
        )


def pasted(
    head: Sequence[str], between: Sequence[str], foot: Sequence[str], gap: str = "\n\n"
) -> Callable[[Story], Made]:
    """A layout in which a page was copied as text: lines above, lines after every second paragraph, lines below."""

    def make(story: Story) -> Made:
        lines: Lines = [(_said(line, story), "furniture") for line in head]
        inserted = list(between)
        for at, paragraph in enumerate(story.paragraphs):
            lines.append((paragraph, "story"))
            if at % 2 and inserted:
                lines.append((_said(inserted.pop(0), story), "furniture"))
        lines += [(_said(line, story), "furniture") for line in foot]
        return ".txt", gap.join(line for line, _ in lines).encode(), *_sorted(lines)

    return make


def _said(line: str, story: Story) -> str:
    return line.replace("TITLE", story.title).replace("OUTLET", story.outlet).replace("DAY", _day(story.day))


def _day(day: str) -> str:
    from datetime import date

    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"


def _sorted(lines: Lines) -> tuple[list[str], list[str]]:
    return [line for line, kind in lines if kind == "story"], [line for line, kind in lines if kind == "furniture"]


HEAD = "<html><head><title>TITLE</title></head><body>"


def site(frame: str, between: Sequence[str], outside: Sequence[str]) -> Callable[[Story], Made]:
    """A layout of a web page; `frame` has BODY where the story's paragraphs and what stands between them go."""

    def make(story: Story) -> Made:
        inserted = list(between)
        parts: list[str] = []
        for at, paragraph in enumerate(story.paragraphs):
            parts.append(f"<p>{escape(paragraph, quote=False)}</p>")
            if at % 2 and inserted:
                parts.append(_said(inserted.pop(0), story))
        page = _said(frame.replace("HEAD", HEAD), story).replace("BODY", "\n".join(parts))
        shown = [
            _said(re.sub(r"<[^>]+>", "", each), story).strip()
            for each in (*between[: len(between) - len(inserted)], *outside)
        ]
        return ".html", page.encode(), list(story.paragraphs), shown

    return make


def newsletter(story: Story) -> Made:
    """A message with a preview that nobody sees, layout by tables, and the usual foot."""
    above = ["View this email in your browser", "The Morning Brief", "Good morning"]
    below = [
        "Was this forwarded to you? Sign up here",
        "Unsubscribe",
        "Manage your preferences",
        "© 2017 OUTLET, all rights reserved",
    ]
    shown = [_said(each, story) for each in (*above, *below)]
    rows = [*shown[:3], *story.paragraphs, *shown[3:]]
    page = (
        "<html><body><table>"
        + "".join(f"<tr><td>{escape(row, quote=False)}</td></tr>" for row in rows)
        + "</table></body></html>"
    )
    head = f"From: {story.outlet} <a@b.example>\nSubject: {story.title}\nContent-Type: text/html; charset=utf-8\n\n"
    return ".eml", (head + page).encode(), list(story.paragraphs), shown


def printed(columns: int) -> Callable[[Story], Made]:
    """A print with running heads and page numbers."""

    def make(story: Story) -> Made:
        data = written.pdf(story, columns=columns, running="Harbour Wire", size=12)
        return ".pdf", data, [written.latin(each) for each in story.paragraphs], ["Page 1", "Harbour Wire - 1"]

    return make


LAYOUTS: dict[str, Callable[[Story], Made]] = {
    "wire copy": pasted(
        ["TITLE", "By Ann Berg", "DAY"], [], ["(Reporting by Ann Berg; Editing by Jon Dahl)", "(c) OUTLET"]
    ),
    "portal, copied whole": pasted(
        [
            "Home | World | Business | Opinion | Sport",
            "TITLE",
            "Updated 9:12 AM GMT, Tue, Feb 12, 2019",
            "Share this story: Facebook | Twitter | Email",
        ],
        ["Advertisement", "Read also: Cod quota cut for third year", "Like us on Facebook"],
        ["Sign up for our newsletter and never miss a story", "Most read", "About us | Contact | Privacy"],
    ),
    "blog": pasted(
        ["TITLE", "Posted on DAY by Ann Berg", "4 comments"],
        ["Also read: Why the talks failed", "Follow me on Twitter @annberg"],
        ["Tags: trade, fish, treaty", "Share this:", "Leave a comment"],
    ),
    "aggregator with pictures": pasted(
        ["TITLE", "OUTLET", "DAY, 10:35 a.m.", "(Photo: Ann Berg/AFP) A trawler leaves the harbour on Monday."],
        ["Photo: Ann Berg", "RELATED: Five charts on the quota", "Story continues below advertisement"],
        ["Click here to read the full story", "Copyright 2017 OUTLET. All rights reserved."],
    ),
    "newspaper, in single lines": pasted(
        ["TITLE", "By Ann Berg, diplomatic correspondent", "Published DAY"],
        ["What comes next"],
        ["Ann Berg, Harbour News"],
        "\n",
    ),
    "mobile": pasted(
        ["Menu", "Search", "TITLE", "5 min read", "DAY", "Save", "Share"],
        ["Get the morning briefing in your inbox.", "Recommended for you"],
        ["Back to top", "Terms of use", "Privacy policy", "Download our app for the latest stories"],
    ),
    "public broadcaster": pasted(
        ["TITLE", "By Ann Berg in Oslo", "Image caption: The two ministers before the talks", "DAY"],
        ["The view from Bergen", "More on this story", "Watch: The minister's whole speech"],
        ["Related Topics", "The OUTLET is not responsible for the content of external sites."],
    ),
    "archive": pasted(["OUTLET", "DAY", "TITLE"], [], ["LOAD-DATE: DAY", "LANGUAGE: ENGLISH", "Copyright 2017 OUTLET"]),
    "page in divs": site(
        "HEAD<div class='menu'><a href='/'>Home</a> <a href='/w'>World</a></div>"
        "<div class='content'><h1>TITLE</h1><div class='byline'>By Ann Berg</div>BODY</div>"
        "<div class='footer'>All rights reserved</div></body></html>",
        ["<div class='ad'>Advertisement</div>", "<p><a href='/x'>Read also: Cod quota cut for third year</a></p>"],
        ["TITLE", "By Ann Berg", "All rights reserved"],
    ),
    "page by meaning": site(
        "HEAD<header><nav><ul><li><a href='/'>Home</a></li></ul></nav></header>"
        "<main><article><h1>TITLE</h1><figure><img src='a'><figcaption>The two ministers before the talks. "
        "Photo: Ann Berg</figcaption></figure>BODY</article><aside><h2>Most read</h2><p>Port strike enters "
        "third week</p></aside></main>"
        "<footer>About us</footer></body></html>",
        ["<h2>What comes next</h2>", "<aside><p>Sign up for our newsletter</p></aside>"],
        [
            "TITLE",
            "The two ministers before the talks. Photo: Ann Berg",
            "Most read",
            "Port strike enters third week",
            "About us",
        ],
    ),
    "page in tables": site(
        "HEAD<table><tr><td><a href='/'>Home</a><br><a href='/w'>World</a></td>"
        "<td><h2>TITLE</h2>BODY</td><td>Advertisement</td></tr></table></body></html>",
        [],
        ["TITLE", "Advertisement"],
    ),
    "page full of inserts": site(
        "HEAD<article><h1>TITLE</h1><p>By Ann Berg</p><p>Updated 9:12 AM GMT</p>BODY"
        "<p>(Reporting by Ann Berg)</p><p>Follow us on Twitter</p></article></body></html>",
        ["<p>Advertisement</p>", "<p>READ MORE: Cod quota cut for third year</p>", "<p>Sign up for our newsletter</p>"],
        ["TITLE", "By Ann Berg", "Updated 9:12 AM GMT", "(Reporting by Ann Berg)", "Follow us on Twitter"],
    ),
    "newsletter": newsletter,
    "print, one column": printed(1),
    "print, two columns": printed(2),
}


def measured(article: Article, story: Sequence[str], around: Sequence[str]) -> Counts:
    """How the lines of an article were told."""
    marked = furniture.blanked(article.text, article.furniture)
    read = _plain(marked)
    counts = Counts()
    for line in story:
        if _plain(line) in read or _plain(_without_dateline(line)) in read:
            counts.story_kept += 1
        else:
            counts.story_lost += 1
            counts.wrong.append(f"{article.name}: lost: {line[:100]}")
    lines = [_plain(marked[line.start : line.end]) for line in paragraphs.lines(marked) if line.start < line.end]
    for line in around:
        if _plain(line) in lines:
            counts.furniture_read += 1
            counts.wrong.append(f"{article.name}: read: {line[:100]}")
        else:
            counts.furniture_found += 1
    return counts


def _without_dateline(line: str) -> str:
    return re.sub(r"^[A-Z][\w ,.()/-]{2,60}? (?:-|–|—|--) ", "", line)


def _plain(text: str) -> str:
    return " ".join(text.split())


def layouts() -> Iterator[tuple[str, Counts]]:
    """Every layout with its counts over all stories."""
    known = readers.suffixes()
    for name, make in LAYOUTS.items():
        total = Counts()
        for story in stories():
            suffix, data, wanted, around = make(story)
            for article in readers.contents(data, f"{name}{suffix}", {}, known[suffix]).articles:
                total.add(measured(article, wanted, around))
        yield name, total


def shared(folder: Path) -> Counts:
    """The four articles."""
    total = Counts()
    for article in readers.read([folder])[0]:
        chosen = next((lines for begin, lines in PERSON.items() if article.name.startswith(begin)), None)
        if chosen is None:
            continue
        spans = list(enumerate(paragraphs.lines(article.text), start=1))
        words = {number: article.text[span.start : span.end] for number, span in spans if span.start < span.end}
        words = {number: re.sub(r"^date \d{4}-\d\d-\d\d ", "", line) for number, line in words.items()}
        story = [line for number, line in words.items() if number not in chosen]
        total.add(measured(article, story, [words[number] for number in chosen]))
    return total


def main() -> None:
    """Prints a row for each layout, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, help="the folder that holds seeds/ with the four articles")
    parser.add_argument("--wrong", action="store_true", help="print what was told wrongly")
    given = parser.parse_args()
    print(f"{'':28} {'furniture':>14}  {'story':>14}\n{'':28} {'prec.':>6}  {'recall':>6}  {'prec.':>6}  {'recall':>6}")
    total = Counts()
    for name, counts in layouts():
        print(counts.line(name))
        total.add(counts)
    print(total.line("all layouts"))
    if given.shared:
        counts = shared(given.shared / "seeds")
        print(counts.line("the four articles"))
        total.add(counts)
    if given.wrong:
        print("\n".join(dict.fromkeys(total.wrong)))


if __name__ == "__main__":
    main()
