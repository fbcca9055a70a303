"""The store: what is kept comes back, whatever happens to the process, the disk or the file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import BrieferError
from briefer.model import Article, Furniture, Job, Problem, Reply, Usage
from briefer.store import Run, Store, nowhere, open_store, schema, sqlite

ROOT = Path(__file__).parents[1]


def job(number: int = 0) -> Job:
    return Job("extract", {"sentences": [f"Sentence {number}."]}, {"type": "object"}, {"kind": "rules", "version": 1})


def reply(number: int = 0, answer: str = "yes") -> Reply:
    return Reply(
        job(number).key, {"claims": [answer]}, Usage(1, 20, 3, 4), (Problem("late", "took long", "a.txt chunk 1"),)
    )


def article(text: str = "One.\n\nTwo.", name: str = "a.txt") -> Article:
    return Article(name, text, title="Wörld", published="2017-07-26", furniture=(Furniture(0, 4, "title"),), twin=1)


def run(run_id: str = "abc123", title: str = "A brief", articles: tuple[Article, ...] = ()) -> Run:
    return Run(
        id=run_id,
        made_at="2017-07-30T12:00:00+00:00",
        title=title,
        engine="rules",
        model="",
        pack="default",
        settings={"paths": ["seeds"], "week": ""},
        brief={"schema": "briefer.brief/1", "title": title, "problems": []},
        articles=articles or (article(),),
    )


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/.briefer/briefer.db"


@pytest.fixture
def path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def kept() -> Iterator[Store]:
    with nowhere() as opened:
        yield opened


def other_process(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A Python process of its own that runs `code` with this module's `job` and `reply` at hand."""
    start = "import sys; from test_store import *\n"
    return subprocess.Popen(
        [sys.executable, "-c", start + code, *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class TestReplies:
    def test_a_kept_reply_comes_back_equal(self, kept: Store) -> None:
        kept.keep(job(), reply())
        assert kept.reply(job().key) == reply()

    def test_an_unknown_key_has_no_reply(self, kept: Store) -> None:
        assert kept.reply("0" * 64) is None

    def test_the_first_reply_to_a_job_stays(self, kept: Store) -> None:
        kept.keep(job(), reply(answer="first"))
        kept.keep(job(), reply(answer="second"))
        assert kept.reply(job().key) == reply(answer="first")

    def test_replies_outlive_the_process_that_kept_them(self, url: str) -> None:
        with open_store(url) as first:
            first.keep(job(), reply())
        with open_store(url) as second:
            assert second.reply(job().key) == reply()

    @given(st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none() | st.lists(st.text())))
    def test_any_answer_comes_back_as_it_was(self, answer: dict[str, object]) -> None:
        with nowhere() as opened:
            opened.keep(job(), Reply(job().key, answer))
            assert opened.reply(job().key) == Reply(job().key, answer)

    def test_the_engine_is_kept_beside_the_answer(self, url: str, path: Path) -> None:
        with open_store(url) as opened:
            opened.keep(job(), reply())
        db = sqlite3.connect(path)
        assert db.execute("SELECT task, identity FROM replies").fetchall() == [
            ("extract", '{"kind": "rules", "version": 1}')
        ]
        db.close()


class TestRuns:
    def test_a_run_comes_back_equal_with_its_articles(self, kept: Store) -> None:
        kept.keep_run(run())
        assert kept.run("abc123") == run()

    @given(st.text(st.characters(), min_size=1))
    def test_any_text_comes_back_code_point_by_code_point(self, text: str) -> None:
        with nowhere() as opened:
            opened.keep_run(run(articles=(article(text),)))
            assert opened.run().articles[0].text == text

    def test_a_text_is_kept_once_however_many_runs_use_it(self, url: str, path: Path) -> None:
        with open_store(url) as opened:
            opened.keep_run(run("aa", articles=(article(), article(name="copy.txt"))))
            opened.keep_run(run("bb"))
        db = sqlite3.connect(path)
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        db.close()

    def test_a_prefix_is_enough(self, kept: Store) -> None:
        kept.keep_run(run("abc123"))
        kept.keep_run(run("def456"))
        assert kept.run("ab").id == "abc123"

    def test_an_id_that_begins_another_names_itself(self, kept: Store) -> None:
        kept.keep_run(run("abc"))
        kept.keep_run(run("abc123"))
        assert kept.run("abc").id == "abc"

    def test_no_name_means_the_run_kept_last(self, kept: Store) -> None:
        for run_id in ("bb", "aa", "cc"):
            kept.keep_run(run(run_id))
        kept.keep_run(replace(run("aa"), made_at="2017-08-01T00:00:00+00:00"))
        assert kept.run() == replace(run("aa"), made_at="2017-08-01T00:00:00+00:00")
        assert [summary.id for summary in kept.runs()] == ["aa", "cc", "bb"]

    def test_a_summary_counts_the_articles(self, kept: Store) -> None:
        kept.keep_run(run(articles=(article(), article("Other."))))
        assert [(found.title, found.engine, found.pack, found.articles) for found in kept.runs()] == [
            ("A brief", "rules", "default", 2)
        ]

    @pytest.mark.parametrize("wanted", ["x", "%", "_", "abc1234"])
    def test_a_run_that_is_not_there_is_an_error_that_says_how_to_find_one(self, kept: Store, wanted: str) -> None:
        kept.keep_run(run("abc123"))
        with pytest.raises(BrieferError, match=r"no run .*briefer runs"):
            kept.run(wanted)

    def test_an_empty_store_says_that_there_is_no_run_yet(self, kept: Store) -> None:
        assert kept.runs() == ()
        with pytest.raises(BrieferError, match=r"no run yet .*briefer generate"):
            kept.run()

    def test_an_ambiguous_prefix_names_the_runs(self, kept: Store) -> None:
        kept.keep_run(run("abc1"))
        kept.keep_run(run("abc2"))
        with pytest.raises(BrieferError, match=r"2 runs begin with 'abc' .*abc2, abc1"):
            kept.run("abc")


class TestOpening:
    def test_the_folder_is_made_and_hidden_from_git(self, url: str, path: Path) -> None:
        open_store(url).close()
        assert path.is_file()
        assert (path.parent / ".gitignore").read_text() == "*\n"

    def test_a_relative_path_starts_at_the_working_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        open_store("sqlite:///.briefer/briefer.db").close()
        assert (tmp_path / ".briefer" / "briefer.db").is_file()

    def test_a_folder_that_is_there_gets_no_gitignore(self, tmp_path: Path) -> None:
        open_store(f"sqlite:///{tmp_path}/mine.db").close()
        assert not (tmp_path / ".gitignore").exists()

    @pytest.mark.parametrize("url", ["postgresql://me:hunter2@host/db", "briefer.db", "sqlite://", "sqlite:///", ""])
    def test_another_kind_of_url_is_refused_without_repeating_it(self, url: str) -> None:
        with pytest.raises(BrieferError, match="no store of kind") as refused:
            open_store(url)
        assert "hunter2" not in str(refused.value)

    def test_a_newer_database_is_left_alone(self, url: str, path: Path) -> None:
        open_store(url).close()
        db = sqlite3.connect(path)
        db.execute("INSERT INTO migrations (number) VALUES (99)")
        db.commit()
        db.close()
        with pytest.raises(BrieferError, match="newer briefer"):
            open_store(url)

    def test_an_older_database_is_brought_up_and_keeps_its_replies(
        self, url: str, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with open_store(url) as opened:
            opened.keep(job(), reply())
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE later (x INTEGER){strict}"))
        for _ in range(2):
            with open_store(url) as opened:
                assert opened.reply(job().key) == reply()
        db = sqlite3.connect(path)
        numbers = [(number,) for number in range(1, len(schema.MIGRATIONS) + 1)]
        assert db.execute("SELECT number FROM migrations").fetchall() == numbers
        db.close()

    def test_a_migration_that_fails_changes_nothing(
        self, url: str, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_store(url).close()
        with monkeypatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "CREATE TABLE half (x INTEGER); CREATE NONSENSE"))
            with pytest.raises(BrieferError, match="cannot use"):
                open_store(url)
        open_store(url).close()
        db = sqlite3.connect(path)
        assert db.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall() == []
        db.close()

    def test_opening_and_looking_up_are_quick(self, url: str) -> None:
        jobs = [job(number) for number in range(1000)]
        with open_store(url) as opened:
            for one in jobs[:100]:
                opened.keep(one, Reply(one.key, {"claims": ["x" * 1000]}))
        start = time.perf_counter()
        opened = open_store(url)
        middle = time.perf_counter()
        for one in jobs:
            opened.reply(one.key)
        end = time.perf_counter()
        opened.close()
        assert (middle - start, end - middle) < (0.05, 0.5), "an order of magnitude above what was measured"


class TestTrouble:
    """Each is one BrieferError of one line; no sqlite3 error gets out."""

    def test_a_file_that_is_no_database(self, url: str, path: Path) -> None:
        path.parent.mkdir()
        path.write_text("Dear diary, " * 500)
        with pytest.raises(BrieferError, match=r"is not a database .*move it away"):
            open_store(url)

    def test_a_database_of_another_program_is_left_as_it_was(self, url: str, path: Path) -> None:
        path.parent.mkdir()
        db = sqlite3.connect(path)
        db.execute("CREATE TABLE bookmarks (url TEXT)")
        db.close()
        with pytest.raises(BrieferError, match="another program"):
            open_store(url)
        db = sqlite3.connect(path)
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
        db.close()

    def test_a_damaged_page(self, url: str, path: Path) -> None:
        with open_store(url) as opened:
            for number in range(200):
                opened.keep(job(number), reply(number))
        whole = path.read_bytes()
        path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))

        def read_all() -> list[Reply | None]:
            with open_store(url) as opened:
                return [opened.reply(job(number).key) for number in range(200)]

        with pytest.raises(BrieferError, match=r"is damaged.*\(move it away"):
            read_all()

    @pytest.mark.parametrize(
        "damage",
        ["answer = '{'", "usage = ''", "usage = '7'", "usage = '{\"no\": 1}'", "problems = '[7]'", "problems = '[{}]'"],
    )
    def test_a_damaged_row(self, kept: Store, damage: str) -> None:
        kept.keep(job(), reply())
        kept._db.execute(f"UPDATE replies SET {damage}")
        with pytest.raises(BrieferError, match="is damaged"):
            kept.reply(job().key)

    def test_a_run_whose_text_is_gone(self, kept: Store) -> None:
        kept.keep_run(run())
        kept._db.execute("DELETE FROM articles")
        with pytest.raises(BrieferError, match="is damaged"):
            kept.run()

    def test_a_path_that_is_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(BrieferError, match="cannot open"):
            open_store(f"sqlite:///{tmp_path}")

    def test_folders_above_are_made_but_only_its_own_is_hidden_from_git(self, tmp_path: Path) -> None:
        open_store(f"sqlite:///{tmp_path}/kept/deep/mine.db").close()
        assert [each.name for each in (tmp_path / "kept" / "deep").iterdir()] == ["mine.db"]

    def test_a_file_in_the_place_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / ".briefer").write_text("")
        with pytest.raises(BrieferError, match=r"cannot make the folder .*--store PATH"):
            open_store(f"sqlite:///{tmp_path}/.briefer/briefer.db")

    def test_a_full_disk_loses_nothing_that_was_kept(self, url: str) -> None:
        with open_store(url) as opened:
            opened.keep(job(), reply())
            opened._db.execute("PRAGMA max_page_count = 1")
            with pytest.raises(BrieferError, match=r"disk is full.*free some space"):
                opened.keep(job(1), Reply(job(1).key, {"claims": ["x" * 100_000]}))
            assert opened.reply(job().key) == reply()
            opened._db.execute("PRAGMA max_page_count = 10000")
            opened.keep(job(1), reply(1))
            assert opened.reply(job(1).key) == reply(1)

    def test_another_process_that_never_stops_writing(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
        with open_store(url) as opened:
            other = sqlite3.connect(url.removeprefix("sqlite:///"))
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(BrieferError, match=r"locked by another program.*run again"):
                opened.keep(job(), reply())
            assert opened.reply(job().key) is None
            other.close()
            opened.keep(job(), reply())
            assert opened.reply(job().key) == reply()

    def test_a_store_used_after_closing(self) -> None:
        opened = nowhere()
        opened.close()
        with pytest.raises(BrieferError, match="closed"):
            opened.reply("x")

    def test_what_is_not_json_is_the_callers_mistake_and_not_damage(self, kept: Store) -> None:
        with pytest.raises(TypeError):
            kept.keep(job(), Reply(job().key, {"claims": object()}))


@pytest.fixture
def not_root() -> Iterator[Path]:
    """A folder of somebody who may not write to it, and is not root, for whom no permission holds."""
    with tempfile.TemporaryDirectory() as folder:
        mine = Path(folder) / "mine"
        mine.mkdir()
        if os.geteuid():
            yield mine
            mine.chmod(0o755)
            return
        Path(folder).chmod(0o755)
        os.seteuid(65534)
        try:
            yield mine
        finally:
            os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
class TestPermissions:
    def test_a_read_only_folder(self, not_root: Path) -> None:
        if os.getuid():
            not_root.chmod(0o555)
        with pytest.raises(BrieferError, match=r"cannot open|cannot be written"):
            open_store(f"sqlite:///{not_root}/briefer.db")
        with pytest.raises(BrieferError, match=r"cannot make the folder .*Permission denied"):
            open_store(f"sqlite:///{not_root}/.briefer/briefer.db")

    def test_a_read_only_database_can_be_read_but_not_written(self, not_root: Path) -> None:
        url = f"sqlite:///{not_root}/briefer.db"
        if not os.getuid():
            os.seteuid(0)
        with open_store(url) as opened:
            opened.keep(job(), reply())
            (not_root / "briefer.db").chmod(0o444)
            not_root.chmod(0o555)
            if not os.getuid():
                os.seteuid(65534)
            with open_store(url) as again:
                assert again.reply(job().key) == reply()
                with pytest.raises(BrieferError, match="cannot be written"):
                    again.keep(job(1), reply(1))


class TestAtOnce:
    def test_threads_share_one_store(self, url: str) -> None:
        with open_store(url) as opened:

            def keep_and_read(number: int) -> Reply | None:
                opened.keep(job(number), reply(number))
                return opened.reply(job(number).key)

            with ThreadPoolExecutor(8) as pool:
                assert list(pool.map(keep_and_read, range(100))) == [reply(number) for number in range(100)]

    def test_processes_that_make_the_same_store_do_not_harm_each_other(self, url: str) -> None:
        code = """
who = sys.argv[2]
for _ in range(20):
    with open_store(sys.argv[1]) as opened:
        opened.keep(job(0), reply(0, who))
        opened.keep(job(_), reply(_, who))
        opened.keep(job(int(who) * 1000 + _), reply(int(who) * 1000 + _, who))
        opened.keep_run(run("same"))
        opened.keep_run(run(f"{who}-{_}"))
"""
        processes = [other_process(code, url, str(who)) for who in range(1, 5)]
        for process in processes:
            _, errors = process.communicate(timeout=60)
            assert (process.returncode, errors) == (0, "")
        with open_store(url) as opened:
            first = opened.reply(job(0).key)
            assert first in [reply(0, str(who)) for who in range(1, 5)]
            for who in range(1, 5):
                for number in range(20):
                    assert opened.reply(job(who * 1000 + number).key) == reply(who * 1000 + number, str(who))
            assert len(opened.runs()) == 4 * 20 + 1

    def test_a_killed_process_loses_nothing_that_was_acknowledged(self, url: str) -> None:
        code = """
with open_store(sys.argv[1]) as opened:
    for number in range(10**6):
        opened.keep(job(number), reply(number))
        print(number, flush=True)
"""
        lines: list[str] = []
        with other_process(code, url) as process:
            for line in process.stdout or ():
                lines.append(line)
                if len(lines) == 200:
                    process.kill()
        acknowledged = [int(line) for line in lines if line.endswith("\n")]
        assert len(acknowledged) >= 200
        with open_store(url) as opened:
            for number in acknowledged:
                assert opened.reply(job(number).key) == reply(number)
            assert opened._rows("PRAGMA integrity_check") == [("ok",)]
            opened.keep(job(-1), reply(-1))


def test_what_was_learned_of_an_endpoint_is_kept_by_its_identity(url: str) -> None:
    here, there = {"host": "a", "model": "m"}, {"host": "b", "model": "m"}
    with open_store(url) as opened:
        assert opened.learned(here) == {}
        opened.keep_learned(here, {"rung": 1})
        opened.keep_learned(here, {"rung": 2})
    with open_store(url) as opened:
        assert opened.learned(dict(reversed(here.items()))) == {"rung": 2}
        assert opened.learned(there) == {}


def test_a_forgotten_reply_is_asked_again(url: str) -> None:
    with open_store(url) as opened:
        opened.keep(job(), reply())
        opened.forget(job().key)
        assert opened.reply(job().key) is None
