"""Files written whole or not at all, and where each format goes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from briefer import outputs
from briefer.errors import BrieferError

ALL = ("md", "html", "json")
KNOWN = {each: each for each in ALL} | {"csl": "csl.json", "plain": "plain.md"}


def named(formats: tuple[str, ...]) -> dict[str, str]:
    return {each: KNOWN[each] for each in formats}


@pytest.mark.parametrize(
    ("output", "formats", "found"),
    [
        pytest.param("", ALL, {"md": "brief.md", "html": "brief.html", "json": "brief.json"}, id="the current folder"),
        pytest.param(
            "out/", ALL, {"md": "out/brief.md", "html": "out/brief.html", "json": "out/brief.json"}, id="a new one"
        ),
        pytest.param("there", ALL, {each: f"there/brief.{each}" for each in ALL}, id="a folder that is there"),
        pytest.param("there", ("md",), {"md": "there/brief.md"}, id="one format in a folder that is there"),
        pytest.param("week.md", ("md",), {"md": "week.md"}, id="a file"),
        pytest.param("new", ALL, {each: f"new/brief.{each}" for each in ALL}, id="a new folder without its slash"),
        pytest.param("new", ("md",), {"md": "new/brief.md"}, id="one format in a new folder"),
        pytest.param("a/2017", ("md",), {"md": "a/2017/brief.md"}, id="a new folder in another"),
        pytest.param("plain", ("md",), {"md": "plain"}, id="a file without a suffix that is there"),
        pytest.param("WEEK.MD", ("md",), {"md": "WEEK.MD"}, id="a suffix in capitals"),
        pytest.param("x" * 300, ("md",), {"md": f"{'x' * 300}/brief.md"}, id="a name that no file system takes"),
        pytest.param("week.txt", ("md",), {"md": "week.txt"}, id="a file with another suffix"),
        pytest.param("week.html", ALL, {"html": "week.html"}, id="a file's own format of several"),
        pytest.param("new/deep/week.json", ALL, {"json": "new/deep/week.json"}, id="a file in new folders"),
        pytest.param("out/", ("csl",), {"csl": "out/brief.csl.json"}, id="an ending of two parts"),
        pytest.param("a.csl.json", ("json", "csl"), {"csl": "a.csl.json"}, id="the longer ending of two"),
        pytest.param("a.json", ("csl",), {"csl": "a.json"}, id="the last part of an ending"),
        pytest.param("a.json", ("json", "csl"), {"json": "a.json"}, id="an ending that ends another one"),
    ],
)
def test_where_each_format_goes(
    output: str, formats: tuple[str, ...], found: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there").mkdir()
    Path("plain").touch()
    assert outputs.targets(output, named(formats), KNOWN) == {each: Path(path) for each, path in found.items()}


@pytest.mark.parametrize(
    ("output", "formats", "said"),
    [
        pytest.param("week.docx", ALL, "md, html, json", id="a format that nobody knows"),
        pytest.param("out/week.30", ALL, "out/week.30/", id="a folder with a dot"),
        pytest.param("plain", ALL, "plain/", id="a file that is there"),
        pytest.param("week.html", ("md",), "would be html", id="a file of another format"),
        pytest.param("week.csl.json", ("json", "md"), "would be csl", id="a file of a format with a longer ending"),
    ],
)
def test_a_file_that_cannot_hold_what_is_wanted_is_refused(
    output: str, formats: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plain").touch()
    with pytest.raises(BrieferError) as caught:
        outputs.targets(output, named(formats), KNOWN)
    assert said in str(caught.value)


def test_a_file_is_written_in_utf_8_with_plain_line_ends(tmp_path: Path) -> None:
    outputs.write({tmp_path / "new" / "deep" / "brief.md": "“Ünïcode”\nline\r\n".encode()})
    assert (tmp_path / "new" / "deep" / "brief.md").read_bytes() == "“Ünïcode”\nline\r\n".encode()


def test_a_file_written_again_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    outputs.write({path: b"new"})
    assert path.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["brief.md"]


def test_a_new_file_has_the_rights_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    outputs.write({tmp_path / "brief.md": b"new"})
    assert (tmp_path / "brief.md").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "real.md"
    target.write_text("old", encoding="utf-8")
    (tmp_path / "brief.md").symlink_to(target)
    outputs.write({tmp_path / "brief.md": b"new"})
    assert (tmp_path / "brief.md").is_symlink()
    assert target.read_text(encoding="utf-8") == "new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "brief.md"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(BrieferError, match="No space left"):
        outputs.write({path: b"new"})
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["brief.md"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("folder", id="a folder is in its place"),
        pytest.param("file/brief.md", id="a file is in its folder's place"),
        pytest.param("file/deep/brief.md", id="a file is in a folder's place above"),
        pytest.param(f"{'x' * 300}.md", id="a name too long"),
    ],
)
def test_what_cannot_be_written_is_one_line_with_the_path(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(BrieferError) as caught:
        outputs.write({tmp_path / name: b"new"})
    assert name in caught.value.message
    assert caught.value.hint


def test_links_that_lead_round_in_a_circle_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    with pytest.raises(BrieferError, match=r"a\.md"):
        outputs.write({tmp_path / "a.md": b"new"})


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_leave_to_write_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(BrieferError, match="Permission denied"):
        outputs.write({tmp_path / "brief.md": b"new"})


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        outputs.write({pipe: b"new"})
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_of_several_files_all_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, done = os.replace, []

    def full_at_the_third(source: object, target: object) -> None:
        done.append(target)
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        real(source, target)  # type: ignore[arg-type]

    (tmp_path / "a.md").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", full_at_the_third)
    with pytest.raises(BrieferError, match="No space left"):
        outputs.write({tmp_path / "a.md": b"new", tmp_path / "deep" / "b.html": b"new", tmp_path / "c.json": b"new"})
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"a.md": "old"}


def test_a_file_that_cannot_be_begun_leaves_no_others(tmp_path: Path) -> None:
    (tmp_path / "c.json").mkdir()
    with pytest.raises(BrieferError, match=r"c\.json"):
        outputs.write({tmp_path / "a.md": b"new", tmp_path / "b.html": b"new", tmp_path / "c.json": b"new"})
    assert [each.name for each in tmp_path.iterdir()] == ["c.json"]


def test_several_files_written_again_leave_nothing_beside_them(tmp_path: Path) -> None:
    for text in ("old", "new"):
        outputs.write({tmp_path / "a.md": text.encode(), tmp_path / "b.html": text.encode()})
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"a.md": "new", "b.html": "new"}
