"""What a run is set to: flags before the environment, the environment before briefer.toml, that before defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer import config, plugins
from briefer.config import Config
from briefer.errors import BrieferError

TOML = """
engine = "openai"
model = "from-file"
base_url = "http://file.example/v1"
pack = "sanctions-lawyer"
title = "From file"
jobs = 3
format = ["md", "json"]
"""


def load(folder: Path, toml: str = "", environment: dict[str, str] | None = None, **flags: str) -> Config:
    if toml:
        (folder / config.FILE).write_text(toml, encoding="utf-8")
    return config.load(folder, environment or {}, flags)


def test_nothing_set_means_the_embedded_engine(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert (found.engine, found.pack, found.title, found.formats) == ("rules", "default", "", ())
    assert (found.settings.model, found.settings.base_url, found.settings.api_key) == ("", "", "")


def test_the_file_sets_everything(tmp_path: Path) -> None:
    found = load(tmp_path, TOML)
    assert (found.engine, found.pack, found.title, found.jobs) == ("openai", "sanctions-lawyer", "From file", 3)
    assert (found.settings.model, found.settings.base_url) == ("from-file", "http://file.example/v1")
    assert found.formats == ("md", "json")


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    environment = {"BRIEFER_MODEL": "from-environment", "OPENAI_BASE_URL": "http://environment.example/v1"}
    found = load(tmp_path, TOML, environment)
    assert (found.settings.model, found.settings.base_url) == ("from-environment", "http://environment.example/v1")
    assert found.title == "From file"


def test_flags_go_before_all(tmp_path: Path) -> None:
    environment = {"BRIEFER_MODEL": "from-environment"}
    found = load(
        tmp_path, TOML, environment, model="from-flag", engine="rules", pack="default", jobs="5", format="html"
    )
    assert (found.settings.model, found.engine, found.pack, found.jobs) == ("from-flag", "rules", "default", 5)
    assert found.formats == ("html",)


@pytest.mark.parametrize(
    ("toml", "environment", "flags", "url"),
    [
        pytest.param("", {}, {}, config.STORE, id="nothing"),
        pytest.param('store = "kept/b.db"', {}, {}, "sqlite:///kept/b.db", id="a path in the file"),
        pytest.param('store = "x.db"', {"BRIEFER_STORE": "/v/y.db"}, {}, "sqlite:////v/y.db", id="the environment"),
        pytest.param("", {"BRIEFER_STORE": "/v/y.db"}, {"store": "z.db"}, "sqlite:///z.db", id="a flag"),
        pytest.param("", {}, {"store": "sqlite:///z.db"}, "sqlite:///z.db", id="a URL"),
        pytest.param("", {}, {"store": ":memory:"}, "sqlite:///:memory:", id="none to keep"),
    ],
)
def test_a_store_is_a_file_or_a_url(
    toml: str, environment: dict[str, str], flags: dict[str, str], url: str, tmp_path: Path
) -> None:
    assert load(tmp_path, toml, environment, **flags).store == url


def test_an_empty_flag_or_variable_sets_nothing(tmp_path: Path) -> None:
    found = load(tmp_path, TOML, {"BRIEFER_MODEL": ""}, model="", title="")
    assert (found.settings.model, found.title) == ("from-file", "From file")


@pytest.mark.parametrize(
    ("toml", "environment", "flags", "engine"),
    [
        pytest.param("", {}, {}, "rules", id="nothing"),
        pytest.param("", {"OPENAI_API_KEY": "sk-x"}, {}, "openai", id="a key"),
        pytest.param("", {"OPENAI_BASE_URL": "http://x.example"}, {}, "openai", id="an address in the environment"),
        pytest.param('base_url = "http://x.example"', {}, {}, "openai", id="an address in the file"),
        pytest.param("", {}, {"base_url": "http://x.example"}, "openai", id="an address as a flag"),
        pytest.param("", {"OPENAI_API_KEY": "sk-x"}, {"engine": "rules"}, "rules", id="rules asked for"),
        pytest.param('engine = "rules"', {"OPENAI_API_KEY": "sk-x"}, {}, "rules", id="rules in the file"),
        pytest.param('engine = "rules"', {"OPENAI_API_KEY": "sk-x"}, {"engine": "auto"}, "openai", id="auto asked for"),
        pytest.param("", {"BRIEFER_MODEL": "m"}, {}, "rules", id="a model alone"),
        pytest.param("", {}, {"engine": "my.own_engine"}, "my.own_engine", id="an engine of the person's own"),
    ],
)
def test_auto_is_openai_when_there_is_a_key_or_an_address(
    toml: str, environment: dict[str, str], flags: dict[str, str], engine: str, tmp_path: Path
) -> None:
    assert load(tmp_path, toml, environment, **flags).engine == engine


def test_the_key_comes_from_the_environment_alone(tmp_path: Path) -> None:
    assert load(tmp_path, environment={"OPENAI_API_KEY": "sk-x"}).settings.api_key == "sk-x"
    with pytest.raises(BrieferError, match="api_key"):
        load(tmp_path, 'api_key = "sk-x"')


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        pytest.param("engin = 'rules'", "no setting 'engin'", id="an unknown key"),
        pytest.param("[engine]\nname = 'rules'", "", id="a table for a value"),
        pytest.param("engine = ", "not TOML", id="no TOML"),
        pytest.param("model = 'a'\nmodel = 'b'", "not TOML", id="a key twice"),
        pytest.param("engine = 'nope'", "nope", id="an engine that is not there"),
        pytest.param("jobs = 0", "'0'", id="no jobs"),
        pytest.param("jobs = 257", "'257'", id="too many jobs"),
        pytest.param("jobs = -1", "'-1'", id="less than no jobs"),
        pytest.param("jobs = 'many'", "'many'", id="a word for a number"),
        pytest.param("jobs = '²'", "'²'", id="a digit that is no number"),
        pytest.param("jobs = 2.5", "'2.5'", id="half a job"),
    ],
)
def test_a_setting_that_makes_no_sense_is_one_line(toml: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BrieferError) as caught:
        load(tmp_path, toml)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    (tmp_path / config.FILE).write_bytes(b"title = '\xff'")
    with pytest.raises(BrieferError, match=r"briefer\.toml"):
        load(tmp_path)


def test_a_folder_for_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / config.FILE).mkdir()
    with pytest.raises(BrieferError, match=r"cannot read briefer\.toml"):
        load(tmp_path)


def test_a_byte_order_mark_is_let_pass(tmp_path: Path) -> None:
    (tmp_path / config.FILE).write_bytes("\ufefftitle = 'Marked'".encode())
    assert load(tmp_path).title == "Marked"


def test_a_setting_names_another_file_of_actors(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text("# not these\n", encoding="utf-8")
    (tmp_path / "mine.toml").write_text("# mine\n", encoding="utf-8")
    (tmp_path / "briefer.toml").write_text('actors = "mine.toml"\n', encoding="utf-8")
    found = load(tmp_path)
    assert (found.settings.actors, found.actors) == ("# mine\n", "mine.toml")


def test_a_file_of_actors_that_a_setting_names_has_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "briefer.toml").write_text('actors = "mine.toml"\n', encoding="utf-8")
    with pytest.raises(BrieferError, match=r"there is no file mine\.toml of actors"):
        load(tmp_path)


def test_actors_of_the_person_s_own_lie_beside_it(tmp_path: Path) -> None:
    assert load(tmp_path).settings.actors == ""
    (tmp_path / "actors.toml").write_text("# mine\n", encoding="utf-8")
    assert load(tmp_path).settings.actors == "# mine\n"


@pytest.mark.parametrize("name", plugins.names("engines"))
def test_every_engine_has_a_runner_that_is_there(name: str) -> None:
    found = Config(name, config.Settings())
    assert found.runner in plugins.names("runners")


@pytest.mark.parametrize(("given", "formats"), [("md", ("md",)), (" md , html ,", ("md", "html")), ("", ()), (",", ())])
def test_formats_are_a_list_with_commas(given: str, formats: tuple[str, ...], tmp_path: Path) -> None:
    assert load(tmp_path, format=given).formats == formats
