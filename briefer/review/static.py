"""The reviewer's page as one file that needs no server: it opens from an attachment and loads nothing.

Its script and style are named by their hashes in the policy, so nothing else in it runs, whatever an article says.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from briefer.decisions.files import SCHEMA
from briefer.markup import json_text
from briefer.model import Decision
from briefer.review.app import asset
from briefer.review.board import Board


def page(board: Board, decisions: Iterable[Decision]) -> str:
    """The HTML of a board with what is decided so far."""
    style, script = asset("review.css"), asset("review.js")
    told = board.data() | {"states": board.states(decisions), "schema": SCHEMA, "reviewer": ""}
    data = re.sub("[<>&]", lambda found: f"\\u{ord(found[0]):04x}", json_text(told))
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="generator" content="briefer">\n<style>{style}</style>'
    )
    body = f'<script type="application/json" id="board">{data}</script>\n<script>{script}</script>'
    html = asset("review.html")
    for mark, text in (("<!-- head -->", head), ("<!-- body -->", body)):
        start, end = html.index(mark), html.index(mark.replace("<!-- ", "<!-- /"))
        html = html[:start] + text + html[end + len(mark) + 1 :]
    return html


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
