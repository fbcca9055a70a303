"""`briefer evidence`: a brief with all that it rests on, in one file that somebody else can check."""

from __future__ import annotations

import hashlib
from typing import Annotated

import typer

from briefer.cli.border import put, reported, say
from briefer.cli.options import Marking, Redact, RunId, StoreAt, lines


@reported
def evidence(
    run: RunId = "",
    output: Annotated[
        str, typer.Option("-o", "--output", help="A ZIP file, or - for standard output.")
    ] = "evidence.zip",
    passages_only: Annotated[
        bool, typer.Option("--passages-only", help="Of the articles only the paragraphs that are cited.")
    ] = False,
    marking: Marking = "",
    redact: Redact = None,
    store: StoreAt = "",
) -> None:
    """Pack a past run's brief with passages, articles, prompts, requests and decisions, for somebody else to check."""
    from briefer import outputs, printing
    from briefer.cli import desk
    from briefer.cli.packing import packed
    from briefer.redaction import redacted
    from briefer.store import open_store

    chosen = desk.settings({"marking": marking, "redact": lines(redact), "store": store})
    endings = {"zip": "zip"}
    target = None if output == "-" else outputs.targets(output, endings, endings, "evidence")["zip"]
    with open_store(chosen.store) as kept:
        past = kept.run(run)
        shown = printing.marked(past.brief, marking or past.brief.get("marking", "") or chosen.marking)
        taken = redacted(shown, chosen.redact)
        data, told = packed(past, taken, chosen, kept, not passages_only)
    if target is None:
        put(data)
        return
    outputs.write({target: data})
    say(f"{target}: the brief of run {past.id}, {told}")
    say(f"its SHA-256, to be told by another way: {hashlib.sha256(data).hexdigest()}")
