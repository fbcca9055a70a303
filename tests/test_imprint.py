"""A brief is known by its imprint, and an article that only speaks of briefer is not one."""

from __future__ import annotations

import pytest

from briefer.imprint import is_ours

IMPRINT = b"<!-- generator: briefer -->\n"
META = b'<meta name="generator" content="briefer">\n'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"# Policy brief\n\n" + IMPRINT, id="Markdown"),
        pytest.param(b"\xef\xbb\xbf# Policy brief\r\n\r\n" + IMPRINT.replace(b"\n", b"\r\n"), id="saved by Windows"),
        pytest.param(b"<!doctype html>\n<head>\n" + META, id="a page"),
        pytest.param(b'{\n  "schema": "briefer.brief/1",\n', id="data"),
        pytest.param(b'{"schema": "briefer.extract/1", "article": "a.txt"}\n', id="positions"),
    ],
)
def test_what_briefer_wrote_is_ours(data: bytes) -> None:
    assert is_ours(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"Envoys made their statements with briefer 1.2.3, a program.\n", id="speaks of it"),
        pytest.param(b"Each brief has <!-- generator: briefer --> in it.\n", id="quotes the line"),
        pytest.param(b'&lt;meta name="generator" content="briefer"&gt;\n', id="shows the tag"),
        pytest.param(b'<p>We put <meta name="generator" content="briefer"> there</p>', id="within a sentence"),
        pytest.param(b'<meta name="generator" content="WordPress 6">\n', id="another program's page"),
        pytest.param(b'{"title": "x", "schema": "briefer.brief/1"}', id="within other data"),
        pytest.param(b"x" * 5000 + b"\n" + IMPRINT, id="far down"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_speaks_of_it_is_not(data: bytes) -> None:
    assert not is_ours(data)
