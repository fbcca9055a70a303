"""The line by which a brief says that it is one, so that no brief is ever read as an article.

Every shipped template prints it where a reader can see it in the file. It is looked for near the start and as a line
or a tag of its own: an article about briefer is an article.
"""

from __future__ import annotations

import re

WHERE = 4096
"""Bytes from the start of the file."""
_IMPRINT = re.compile(
    rb"^<!-- generator: briefer -->\s*?$"
    rb"|^<meta name=\"generator\" content=\"briefer\"\s*/?>\s*?$"
    rb"|\A\s*\{\s*\"schema\"\s*:\s*\"briefer\.(?:brief|extract)/\d+\""
    # what formats that are no pages of text begin with
    rb"|\A\s*\[\s*\{\s*\"id\": \"[^\"]*\",\s*\"custom\": \{\s*\"generator\": \"briefer\""
    rb"|\A%PDF-[\d.]+\n%[^\n]*\n% generator: briefer\n"
    rb"|\A% generator: briefer$"
    rb"|\AX-Generator: briefer\r?$"
    rb"|\Aposition,holder,speaker,statement,kind,modality,"
    rb"|\APK\x03\x04(?s:.{0,1500})docProps/app\.xml<\?xml[^>]*>\s*<Properties [^>]*><Application>briefer</Application>"
    rb"|\APK\x03\x04(?s:.{26})manifest\.json\{\s*\"schema\": \"briefer\.evidence/\d+\"",
    re.MULTILINE,
)


def is_ours(data: bytes) -> bool:
    """Whether the bytes of a file are something that briefer wrote, edited by hand perhaps."""
    head = data[:WHERE].removeprefix(b"\xef\xbb\xbf")
    return (b"briefer" in head or head.startswith(b"position,")) and bool(_IMPRINT.search(head))
