"""An evidence pack is checked by itself: what was made passes, an edit is named, what is redacted is not in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from briefer import imprint
from briefer.cli import app
from briefer.errors import BrieferError
from briefer.verify import bundle
from briefer.verify.bundle import Checked
from briefer.zipped import packed, unpacked

SEEDS = Path(__file__).parents[1] / "seeds"
SECRET = "To ease the measures now would be to reward a launch."
KINDS = {"whole": [], "passages": ["--passages-only"], "redacted": ["--redact", SECRET, "--marking", "TLP:RED"]}


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Packs of one run over the sample corpus, each of another kind."""
    folder = tmp_path_factory.mktemp("packs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("OPENAI_API_KEY", "sk-secret-of-ours")
        done = CliRunner().invoke(app, ["generate", str(SEEDS), "--engine", "rules", "-o", "out/"])
        assert done.exit_code == 0, done.output
        for name, options in KINDS.items():
            done = CliRunner().invoke(app, ["evidence", "-o", f"{name}.zip", *options])
            assert done.exit_code == 0, done.output
        return {name: (folder / f"{name}.zip").read_bytes() for name in KINDS}


def parts(data: bytes) -> dict[str, bytes]:
    return dict(unpacked(data, "pack"))


def resealed(given: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with a manifest that fits them: somebody changed both."""
    manifest = json.loads(given[bundle.MANIFEST])
    manifest["parts"] = {
        name: hashlib.sha256(part).hexdigest() for name, part in given.items() if name != bundle.MANIFEST
    }
    return {**given, bundle.MANIFEST: json.dumps(manifest).encode()}


def codes(checked: Checked) -> set[str]:
    return {each.code for each in checked.failures}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_made_passes_alone(packs: dict[str, bytes], kind: str) -> None:
    checked = bundle.check(parts(packs[kind]))
    assert checked.ok, checked.failures
    assert checked.checked > 300
    assert bool(checked.unchecked) == (kind != "whole")


@pytest.mark.parametrize("kind", KINDS)
def test_it_holds_what_it_says(packs: dict[str, bytes], kind: str) -> None:
    found = parts(packs[kind])
    document = json.loads(found[bundle.BRIEF])
    passages = json.loads(found[bundle.PASSAGES])
    quotes = {each["quote"] for held in document["positions"] for each in held["citations"]}
    assert quotes <= {each["quote"] for each in passages}
    assert len({each["number"] for each in passages if each["number"]}) == len(
        re.findall(rb"(?m)^\[\^\d+\]:", found[bundle.PAGE])
    )
    asked = [json.loads(line) for line in found[bundle.REQUESTS].splitlines()]
    assert {"extract", "relate", "write"} <= {each["task"] for each in asked}
    assert all(each["answered"] for each in asked)
    assert all(("answer" in each) == (kind == "whole") for each in asked)
    assert json.loads(found[bundle.PROMPTS])


def test_equal_runs_give_equal_packs_that_are_known_as_ours(packs: dict[str, bytes]) -> None:
    assert packed(parts(packs["whole"]).items(), bundle.MANIFEST) == packs["whole"]
    assert all(map(imprint.is_ours, packs.values()))


def test_no_key_is_in_it(packs: dict[str, bytes]) -> None:
    assert not [name for data in packs.values() for name, part in parts(data).items() if b"sk-secret" in part]


def test_redacted_words_are_in_none_of_its_parts(packs: dict[str, bytes]) -> None:
    def squeezed(data: bytes) -> str:
        return re.sub(r"[\W_]+", "", unquote(data.decode("utf-8", "replace"))).casefold()

    wanted = squeezed(SECRET.encode())
    assert [name for name, part in parts(packs["whole"]).items() if wanted in squeezed(part)]
    assert [name for name, part in parts(packs["redacted"]).items() if wanted in squeezed(part)] == []
    assert json.loads(parts(packs["redacted"])[bundle.MANIFEST])["redacted"] == 1


def test_of_passages_only_nothing_else_of_the_articles_is_in_it(packs: dict[str, bytes]) -> None:
    found = parts(packs["passages"])
    whole = parts(packs["whole"])
    texts = [name for name in found if name.startswith("articles/")]
    assert all(len(found[each].decode()) == len(whole[each].decode()) for each in texts)
    headline = json.loads(whole[bundle.ARTICLES])[0]["title"].encode()
    assert any(headline in whole[each] for each in texts)
    assert not any(headline in found[each] for each in texts)


EDITS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a statement of the page": (bundle.PAGE, lambda data: data.replace(b"could not support", b"could support", 1)),
    "a statement of the data": (
        bundle.BRIEF,
        lambda data: data.replace(b"sanctions alone could not settle", b"sanctions alone could settle"),
    ),
    "a quotation": (
        bundle.PAGE,
        lambda data: data.replace("“Japan sided with".encode(), "“Japan sides with".encode(), 1),
    ),
    "an article": ("articles/0001.txt", lambda data: data.replace(b"a", b"b", 1)),
    "a passage": (bundle.PASSAGES, lambda data: data.replace(b"Tokyo would consider", b"Tokyo would refuse", 1)),
    "the prompts": (bundle.PROMPTS, lambda data: data.replace(b"position", b"opinion", 1)),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("kind", ["whole", "passages"])
def test_an_edit_is_caught(packs: dict[str, bytes], kind: str, edit: str) -> None:
    name, change = EDITS[edit]
    found = parts(packs[kind])
    changed = change(found[name])
    assert changed != found[name]
    assert codes(bundle.check({**found, name: changed})) >= {"part-changed"}


@pytest.mark.parametrize("edit", [each for each in EDITS if each != "an article"])
@pytest.mark.parametrize("kind", ["whole", "passages"])
def test_an_edit_is_caught_also_by_a_manifest_that_was_made_to_fit(
    packs: dict[str, bytes], kind: str, edit: str
) -> None:
    name, change = EDITS[edit]
    found = parts(packs[kind])
    assert not bundle.check(resealed({**found, name: change(found[name])})).ok


def test_an_article_that_is_whole_is_held_against_the_hash_in_the_brief(packs: dict[str, bytes]) -> None:
    found = parts(packs["whole"])
    changed = resealed({**found, "articles/0001.txt": found["articles/0001.txt"].replace(b"the", b"teh", 1)})
    assert "article-changed" in codes(bundle.check(changed))


def test_a_request_that_was_changed_has_another_key(packs: dict[str, bytes]) -> None:
    found = parts(packs["whole"])
    changed = found[bundle.REQUESTS].replace(b"Tokyo would consider", b"Tokyo would refuse", 1)
    assert codes(bundle.check(resealed({**found, bundle.REQUESTS: changed}))) == {"request-changed"}


def test_parts_that_are_missing_or_too_many_are_named(packs: dict[str, bytes]) -> None:
    found = parts(packs["whole"])
    del found["README.txt"]
    found["extra.txt"] = b"x"
    assert codes(bundle.check(found)) == {"part-missing", "part-added"}


def _manifest(value: Any) -> dict[str, bytes]:
    return {bundle.MANIFEST: json.dumps(value).encode()}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({}, id="empty"),
        pytest.param({"manifest.json": b"{"}, id="broken manifest"),
        pytest.param(_manifest([]), id="no object"),
        pytest.param(_manifest({"schema": "briefer.evidence/9", "parts": {}}), id="another schema"),
        pytest.param(_manifest({"schema": "briefer.evidence/1", "parts": {}}), id="no brief"),
        pytest.param({**_manifest({"schema": "briefer.evidence/1", "parts": {}}), "articles.json": b"[1]"}, id="odd"),
    ],
)
def test_what_is_no_pack_is_one_line(given: dict[str, bytes]) -> None:
    with pytest.raises(BrieferError):
        bundle.check(given)


@pytest.mark.parametrize(
    "data", [pytest.param(b"", id="empty"), pytest.param(b"PK\x03\x04 no", id="cut"), pytest.param(b"# a", id="text")]
)
def test_what_is_no_archive_is_one_line(data: bytes) -> None:
    with pytest.raises(BrieferError, match="no whole ZIP"):
        unpacked(data, "a.zip")


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefer.zipped._LARGEST", 10_000)
    with pytest.raises(BrieferError, match="more than any brief"):
        unpacked(packed([("a", b"\0" * 10_001)]), "a.zip")


def test_the_command_says_what_failed_and_exits_with_4(packs: dict[str, bytes], tmp_path: Path) -> None:
    found = parts(packs["whole"])
    found["extra.txt"] = b"x"
    (tmp_path / "a.zip").write_bytes(packed(found.items(), bundle.MANIFEST))
    done = CliRunner().invoke(app, ["verify", str(tmp_path / "a.zip"), "--json"])
    assert done.exit_code == 4
    assert '"part-added"' in done.output


def test_a_page_that_is_not_that_of_the_brief_is_named(packs: dict[str, bytes], tmp_path: Path) -> None:
    found = parts(packs["whole"])
    found["brief.html"] += b"<p>More.</p>"
    (tmp_path / "a.zip").write_bytes(packed(resealed(found).items(), bundle.MANIFEST))
    done = CliRunner().invoke(app, ["verify", str(tmp_path / "a.zip")])
    assert "not checked: brief.html is not what this version prints" in done.output
