"""Token estimates are close enough for chunk borders, and counting never goes to the network."""

from __future__ import annotations

import hashlib
import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest
import tiktoken
import tiktoken_ext.openai_public  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from briefer.engines.openai import counting
from briefer.engines.openai.counting import counter
from briefer.tokens import estimate

NEWS = (
    "North Korea fired a ballistic missile on Friday that flew 998 km and landed in the Sea of Japan, Washington said. "
    'Russia\'s Defence Ministry said it was "medium-range"; the U.S. and South Korea called it an intercontinental one.'
)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param(" ", 1, id="a blank"),
        pytest.param("missile", 1, id="a word"),
        pytest.param("intercontinental", 3, id="a long word"),
        pytest.param("Kim said", 2, id="a space between words is free"),
        pytest.param("July 2017", 4, id="a space before digits is not"),
        pytest.param("10000000", 3, id="digits by threes"),
        pytest.param("no.", 2, id="a full stop"),
        pytest.param("no...", 3, id="a run of marks"),
        pytest.param("a\n\n\nb", 3, id="a run of line ends"),
        pytest.param("朝鲜发射导弹", 6, id="Chinese"),
        pytest.param("ミサイル", 4, id="Japanese"),
        pytest.param("미사일", 3, id="Korean"),
        pytest.param("ракета", 3, id="Russian"),
        pytest.param("Außenminister", 4, id="an accent splits a word"),
    ],
)
def test_the_rule_gives(text: str, tokens: int) -> None:
    assert estimate(text) == tokens


@pytest.mark.parametrize(
    ("text", "true"),
    [
        # counted with tiktoken 0.14, o200k_base
        pytest.param(NEWS, 49, id="English news"),
        pytest.param(
            "中国外交部发言人周五表示,中方坚决反对任何国家根据国内法对其他国家实施单边制裁。", 30, id="Chinese"
        ),
        pytest.param("북한은 금요일 대륙간탄도미사일 시험 발사에 성공했다고 발표했다.", 23, id="Korean"),
        pytest.param("Россия заявила, что это была ракета средней дальности.", 13, id="Russian"),
    ],
)
def test_an_estimate_is_never_much_below_the_true_count(text: str, true: int) -> None:
    assert 0.8 * true <= estimate(text) <= 2.0 * true


@given(st.text(), st.text())
def test_an_estimate_of_two_parts_is_about_the_sum_of_theirs(one: str, other: str) -> None:
    assert abs(estimate(one + other) - estimate(one) - estimate(other)) <= 3


@given(st.text())
def test_only_nothing_takes_no_tokens(text: str) -> None:
    assert (estimate(text) == 0) is (text == "")


# --- counting ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is tiktoken's cache; asking tiktoken for anything fails the test."""
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(tiktoken, "get_encoding", lambda name: pytest.fail(f"would download {name}"))
    return tmp_path


def cached(folder: Path, content: bytes) -> None:
    address = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
    (folder / hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()).write_bytes(content)


@pytest.mark.parametrize("model", ["gpt-4o", "gpt-4", "gpt2", "some-local-model", ""])
def test_without_its_file_the_count_is_an_estimate_and_says_so(cache: Path, model: str) -> None:
    count = counter(model)
    assert (count.method, count.exact, count(NEWS)) == ("estimate", False, estimate(NEWS))


def test_a_damaged_file_is_not_touched_and_not_downloaded_again(cache: Path) -> None:
    cached(cache, b"half of a fi")
    assert not counter("gpt-4o").exact
    assert len(list(cache.iterdir())) == 1


def test_with_its_file_the_count_is_tiktokens(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encoding = tiktoken.Encoding("o200k_base", pat_str=r"\w", mergeable_ranks={b"a": 0}, special_tokens={"<|end|>": 1})
    monkeypatch.setattr(tiktoken, "get_encoding", lambda name: encoding)
    monkeypatch.setitem(counting._FILES, "o200k_base", hashlib.sha256(b"the file").hexdigest())
    cached(cache, b"the file")
    count = counter("gpt-4o")
    assert (count.method, count.exact, count("aaa")) == ("tiktoken o200k_base", True, 3)


@pytest.mark.parametrize("setting", ["", "/no/such/folder"])
def test_a_cache_that_is_switched_off_or_missing_holds_nothing(
    cache: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", setting)
    assert not counter("gpt-4o").exact


def test_the_files_are_those_that_the_installed_tiktoken_would_download() -> None:
    for name, sha256 in counting._FILES.items():
        source = inspect.getsource(getattr(tiktoken_ext.openai_public, name))
        assert counting._ADDRESS.format(name) in source
        assert sha256 in source


def test_estimating_does_not_import_tiktoken() -> None:
    code = "import sys, briefer.tokens, briefer.engines.openai.counting; print('tiktoken' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout.strip() == "False"
