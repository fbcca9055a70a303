"""One story written as every kind of file that there is a reader for, by writers that are not ours where there are any.

`FORMATS` has a writer per suffix: paragraphs and what is known about them go in, the bytes of a file come out.
"""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from io import BytesIO, StringIO


@dataclass(frozen=True)
class Story:
    """Paragraphs, the title (perhaps ""), and what is known beside them; `day` is ISO 8601 or ""."""

    paragraphs: tuple[str, ...]
    title: str = ""
    outlet: str = ""
    day: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def text(story: Story) -> bytes:
    return story.text.encode()


def markdown(story: Story) -> bytes:
    front = {"title": story.title, "outlet": story.outlet, "published": story.day, "url": story.url}
    lines = [f"{key}: {json.dumps(value)}" for key, value in front.items() if value]
    return ("---\n" + "\n".join(lines) + "\n---\n\n" + story.text + "\n").encode()


def page(story: Story) -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(story.title)}</title>'
        f'<meta property="og:site_name" content="{escape(story.outlet)}">'
        f'<meta property="article:published_time" content="{story.day}">'
        f'<link rel="canonical" href="{escape(story.url)}"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{escape(story.title)}</h1>{inner(story)}</article><footer>All rights reserved</footer>"
        "</body></html>"
    ).encode()


def inner(story: Story) -> str:
    return "".join(f"<p>{escape(each, quote=False)}</p>\n" for each in story.paragraphs)


def mhtml(story: Story) -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = story.url or "https://example.org/"
    message["Subject"] = story.title or "page"
    message.set_content(page(story).decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG\r\n", "image", "png", cid="<a@b>")
    return message.as_bytes()


def eml(story: Story) -> bytes:
    return _message(story, newsletter=True).as_bytes()


def mbox(story: Story) -> bytes:
    other = _message(Story(("Nothing was said by anybody about anything here today.",), "Other"), newsletter=False)
    return b"".join(
        b"From list@example.org Wed Jul 26 10:00:00 2017\n" + each.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n\n"
        for each in (_message(story, newsletter=False), other)
    )


def _message(story: Story, newsletter: bool) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"{story.outlet or 'Wire'} <news@example.org>"
    message["To"] = "desk@example.org"
    message["Subject"] = story.title or "News"
    if story.day:
        message["Date"] = f"{_rfc(story.day)} 06:30:00 +0000"
    message.set_content(story.text)
    if newsletter:
        rows = "".join(f"<tr><td>{escape(each, quote=False)}</td></tr>" for each in story.paragraphs)
        message.add_alternative(
            f"<html><body><div style='display:none'>Preview text</div><table>{rows}</table>"
            "<p><a href='https://example.org/u'>Unsubscribe</a></p></body></html>",
            subtype="html",
        )
    return message


def _rfc(day: str) -> str:
    from datetime import date

    return f"{date.fromisoformat(day):%a, %d %b %Y}"


def rss(story: Story) -> bytes:
    dated = f"<pubDate>{_rfc(story.day)} 08:00:00 GMT</pubDate>" if story.day else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{escape(story.outlet)}</title><item><title>{escape(story.title)}</title>"
        f"<link>{escape(story.url)}</link>{dated}<description>A summary.</description>"
        f"<content:encoded><![CDATA[{inner(story)}]]></content:encoded></item></channel></rss>"
    ).encode()


def atom(story: Story) -> bytes:
    dated = f"<published>{story.day}T08:00:00Z</published>" if story.day else ""
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(story.outlet)}</title><entry>'
        f"<title>{escape(story.title)}</title>{dated}"
        f'<link rel="alternate" href="{escape(story.url)}"/><content type="html">{escape(inner(story))}</content>'
        "</entry></feed>"
    ).encode()


def lines(story: Story) -> bytes:
    return (json.dumps({"url": story.url, **_row(story)}, ensure_ascii=False) + "\n").encode()


def table(story: Story) -> bytes:
    out = StringIO()
    row = {"Headline": story.title, "Date": story.day, "Source": story.outlet, "Link": story.url, "Body": story.text}
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    writer.writerow(row)
    return out.getvalue().encode("utf-8-sig")


def tabs(story: Story) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter="\t")
    writer.writerows([_row(story).keys(), _row(story).values()])
    return out.getvalue().encode()


def library(story: Story) -> bytes:
    entry: dict[str, object] = {"id": "a1", "type": "article-newspaper", "title": story.title, "abstract": story.text}
    entry |= {"container-title": story.outlet, "URL": story.url}
    if story.day:
        entry["issued"] = {"date-parts": [[int(part) for part in story.day.split("-")]]}
    return json.dumps([entry]).encode()


def _row(story: Story) -> dict[str, str]:
    return {"title": story.title, "date": story.day, "outlet": story.outlet, "text": story.text}


def docx(story: Story) -> bytes:
    import docx as writer

    document = writer.Document()
    if story.title:
        document.add_paragraph(story.title, style="Title")
    for each in story.paragraphs:
        paragraph = document.add_paragraph()
        half = len(each) // 2
        paragraph.add_run(each[:half]).bold = True
        paragraph.add_run(each[half:])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(story: Story, columns: int = 1, running: str = "", size: float = 11) -> bytes:
    """A PDF of one, two or three columns, justified; `running` stands at the head of every page, its number below."""
    from fpdf import FPDF

    class Paper(FPDF):
        def header(self) -> None:
            if running:
                self.set_font("Times", size=8)
                self.cell(0, 8, f"{running} - {self.page_no()}", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("Times", size=8)
            self.cell(0, 6, f"Page {self.page_no()}", align="C")

    paper = Paper()
    # the same bytes every time
    paper.set_creation_date(__import__("datetime").datetime(2017, 8, 1, tzinfo=__import__("datetime").UTC))
    paper.add_page()
    paper.set_font("Times", size=size)
    if story.title:
        paper.set_font("Times", style="B", size=size + 5)
        paper.multi_cell(0, 8, latin(story.title), new_x="LMARGIN", new_y="NEXT")
        paper.ln(3)
        paper.set_font("Times", size=size)
    with paper.text_columns(ncols=columns, gutter=8, text_align="J") as flow:
        for each in story.paragraphs:
            with flow.paragraph(bottom_margin=size / 3) as paragraph:
                paragraph.write(latin(" ".join(each.split())))
    return bytes(paper.output())


def latin(words: str) -> str:
    """What the PDF's built-in fonts can write."""
    for one, other in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'"), ("—", "-"), ("–", "-"), ("…", "...")):
        words = words.replace(one, other)
    return words.encode("latin-1", "replace").decode("latin-1")


def packed(files: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Story], bytes]] = {
    ".txt": text,
    ".md": markdown,
    ".html": page,
    ".mhtml": mhtml,
    ".eml": eml,
    ".mbox": mbox,
    ".rss": rss,
    ".atom": atom,
    ".jsonl": lines,
    ".csv": table,
    ".tsv": tabs,
    ".json": library,
    ".docx": docx,
    ".pdf": pdf,
    ".zip": lambda story: packed({"week/story.txt": text(story)}),
}


def hyphenated(paragraph: str, width: int = 46) -> Sequence[str]:
    """Lines of a paragraph as a newspaper sets them, long words broken at the end."""
    found = [""]
    for word in paragraph.split():
        room = width - len(found[-1]) - 1
        if len(word) <= room:
            found[-1] = f"{found[-1]} {word}".strip()
        elif room > 4 and len(word) > 8 and word.isalpha():
            cut = min(room - 1, len(word) - 3)
            found[-1] += f" {word[:cut]}-"
            found.append(word[cut:])
        else:
            found.append(word)
    return found
