"""Plugins: a file in a folder is one, and a dotted name is one as it stands."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer import plugins
from briefer.errors import BrieferError

KINDS = ("readers", "engines", "runners")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of modules that is on the path for the length of a test."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.mark.parametrize("kind", KINDS)
class TestEveryKind:
    def test_has_plugins_and_their_names_are_sorted(self, kind: str) -> None:
        assert plugins.names(kind)
        assert list(plugins.names(kind)) == sorted(plugins.names(kind))

    def test_loads_each_by_its_name(self, kind: str) -> None:
        for name in plugins.names(kind):
            assert plugins.load(kind, name).__name__ == f"briefer.{kind}.{name}"

    def test_finds_a_file_that_is_put_into_the_folder(
        self, kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        package = importlib.import_module(f"briefer.{kind}")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
        (folder / "brand_new.py").write_text("HERE = True\n")
        assert "brand_new" in plugins.names(kind)
        assert plugins.load(kind, "brand_new").HERE

    def test_names_those_there_are_when_asked_for_another(self, kind: str) -> None:
        with pytest.raises(BrieferError, match=rf"^no {kind[:-1]} named 'gpt' \(there are: ") as refused:
            plugins.load(kind, "gpt")
        for name in plugins.names(kind):
            assert name in str(refused.value)


class TestDottedNames:
    def test_are_imported_as_they_stand(self, folder: Path) -> None:
        (folder / "ours").mkdir()
        (folder / "ours" / "engine.py").write_text("HERE = True\n")
        assert plugins.load("engines", "ours.engine").HERE

    @pytest.mark.parametrize("name", ["no_such_package.engine", "json.no_such_module"])
    def test_that_are_not_there_are_an_error_that_says_what_to_do(self, name: str) -> None:
        with pytest.raises(BrieferError, match=f"no module named '{name}' .*PYTHONPATH"):
            plugins.load("engines", name)

    @pytest.mark.parametrize("missing", ["no_such_dependency", "our", "o"])
    def test_keep_the_error_of_an_import_of_their_own(self, folder: Path, missing: str) -> None:
        (folder / "ours").mkdir()
        (folder / "ours" / "engine.py").write_text(f"import {missing}\n")
        with pytest.raises(ModuleNotFoundError, match=f"No module named '{missing}'"):
            plugins.load("engines", "ours.engine")
