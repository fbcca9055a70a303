"""A pack is a folder laid over the default; what is wrong with one is said in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefer import assets, packs
from briefer.errors import BrieferError
from briefer.model import Json

PURPOSE = 'purpose = "to try"\n'
PAYLOAD: Json = {"title": "A title", "paragraphs": [[["S1", "Somebody said so."]]]}
TASK = "{{ pack.purpose }}\n--- user ---\n<<<{{ fence }}\n{{ title }}\n{{ fence }}>>>\n"


def pack(folder: Path, settings: str = PURPOSE, **files: str) -> Path:
    """A folder with a pack.toml and these templates."""
    (folder / "pack.toml").write_text(settings, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.md.j2").write_text(text, encoding="utf-8")
    return folder


def test_a_pack_is_found_by_name_and_by_folder(tmp_path: Path) -> None:
    assert packs.load("default").name == "default"
    assert packs.load(str(pack(tmp_path))).name == tmp_path.name
    assert packs.load(str(pack(tmp_path, f'name = "mine"\n{PURPOSE}'))).name == "mine"


def test_what_a_pack_lacks_is_the_defaults(tmp_path: Path) -> None:
    default = packs.load("default")
    own = packs.load(str(pack(tmp_path, PURPOSE + "[parameters]\nfocus = ['vessel']\ndepth = 2\n", write=TASK)))
    assert (own.purpose, own.audience, own.rules) == ("to try", default.audience, default.rules)
    assert own.parameters == {"focus": ["vessel"], "depth": 2}
    assert (own.focus, default.focus) == (("vessel",), ())
    files, base = dict(own.files), dict(default.files)
    assert (files["write.md.j2"], files["extract.md.j2"]) == (TASK, base["extract.md.j2"])
    assert files["default/write.md.j2"] == base["write.md.j2"]


def test_a_template_can_extend_the_one_it_replaces(tmp_path: Path) -> None:
    stress = '{% extends "default/extract.md.j2" %}\n{% block stress %}\nMind the ships.\n{% endblock %}\n'
    own = packs.load(str(pack(tmp_path, extract=stress)))
    payload = {**PAYLOAD, "outlet": "", "date": "", "earlier": []}
    (system, user), (plain, same) = (packs.messages(each, "extract", payload) for each in (own, packs.load("default")))
    assert "Mind the ships." in system.content
    assert "Mind the ships." not in plain.content
    assert user == same


def test_a_part_to_include_starts_with_an_underscore(tmp_path: Path) -> None:
    own = pack(tmp_path, write='{% include "_tone.j2" %}\n' + TASK)
    (own / "_tone.j2").write_text("Be brief.\n", encoding="utf-8")
    system, _ = packs.messages(packs.load(str(own)), "write", PAYLOAD)
    assert system.content == "Be brief.\nto try"


def test_the_hash_is_over_the_words_alone(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abc"]
    for folder, task in zip(folders, (TASK, TASK, TASK + " "), strict=True):
        folder.mkdir()
        pack(folder, write=task)
    (folders[1] / "README.md").write_text("not part of the pack")
    first, moved, changed = (packs.load(str(folder)).sha256 for folder in folders)
    assert first == moved
    assert len({first, changed, packs.load("default").sha256}) == 3


def test_messages_are_system_and_user_with_the_data_fenced(tmp_path: Path) -> None:
    system, user = packs.messages(packs.load(str(pack(tmp_path, write=TASK))), "write", PAYLOAD)
    fence = user.content.split("\n")[0].removeprefix("<<<")
    assert (system.role, system.content) == ("system", "to try")
    assert (user.role, user.content) == ("user", f"<<<{fence}\nA title\n{fence}>>>")
    assert len(fence) == 16
    assert int(fence, 16)


def test_a_prompt_may_have_no_system_part(tmp_path: Path) -> None:
    own = packs.load(str(pack(tmp_path, write="--- user ---\n{{ title }}\n")))
    assert packs.messages(own, "write", PAYLOAD) == (("user", "A title"),)


def test_the_fence_depends_on_all_of_the_payload(tmp_path: Path) -> None:
    own = packs.load(str(pack(tmp_path, write="--- user ---\n{{ fence }}")))

    def fence(payload: Json) -> str:
        return packs.messages(own, "write", payload)[0].content

    assert fence(PAYLOAD) == fence({key: PAYLOAD[key] for key in reversed(list(PAYLOAD))})
    assert fence(PAYLOAD) != fence({**PAYLOAD, "title": "Another"})
    assert fence({"title": "\ud800"})


@pytest.mark.parametrize(
    "title", ["--- user ---", "\n--- user ---\n", "{{ fence }}", "{% block x %}", "{{ border }}"], ids=repr
)
def test_what_the_payload_says_is_never_read_as_template_or_border(tmp_path: Path, title: str) -> None:
    _, user = packs.messages(packs.load(str(pack(tmp_path, write=TASK))), "write", {"title": title})
    assert title.strip() in user.content
    assert user.content.count(user.content[3:19]) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("a\nb\n{{ nobody }}\n--- user ---", "write.md.j2, line 3: 'nobody' is undefined", id="undefined"),
        pytest.param(
            "--- user ---\n{{ pack.tone }}", "write.md.j2, line 2: .* has no attribute 'tone'", id="attribute"
        ),
        pytest.param("a\n{% if %}\n--- user ---", "write.md.j2, line 2: ", id="syntax"),
        pytest.param("{% for a in title %}\n--- user ---", "write.md.j2, line 2: Unexpected end", id="unclosed"),
        pytest.param("\n{{ 1 + title }}\n--- user ---", "write.md.j2, line 2: unsupported operand", id="type"),
        pytest.param("{{ 1 / 0 }}\n--- user ---", "write.md.j2.*: division by zero", id="division"),
        pytest.param("{{ title | shout }}\n--- user ---", "line 1: No filter named 'shout'", id="filter"),
        pytest.param(
            "\n{{ ''.__class__.__mro__ }}\n--- user ---", "line 2: access to attribute .* is unsafe", id="unsafe"
        ),
        pytest.param(
            "{{ paragraphs.append(1) }}\n--- user ---", "line 1: access to attribute 'append' .* unsafe", id="change"
        ),
        pytest.param("{% include 'x.j2' %}\n--- user ---", "line 1: x.j2", id="include"),
        pytest.param("{% include '/etc/passwd' %}\n--- user ---", "line 1: /etc/passwd", id="file"),
        pytest.param("no border", "exactly one line '--- user ---'", id="no border"),
        pytest.param("--- user ---\n--- user ---", "exactly one line '--- user ---'", id="two borders"),
        pytest.param("a --- user ---", "exactly one line '--- user ---'", id="border within a line"),
    ],
)
def test_a_broken_template_names_pack_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    own = packs.load(str(pack(tmp_path, f'name = "mine"\n{PURPOSE}', write=text)))
    with pytest.raises(BrieferError, match=told) as raised:
        packs.messages(own, "write", PAYLOAD)
    assert "pack mine, write.md.j2" in raised.value.message
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        pytest.param("purpose =", "pack.toml: Invalid value", id="no TOML"),
        pytest.param("", "says no purpose", id="empty"),
        pytest.param('purpose = " "', "says no purpose", id="blank purpose"),
        pytest.param("purpose = 3", "purpose must be text", id="number"),
        pytest.param(f"{PURPOSE}name = ['x']", "name must be text", id="list"),
        pytest.param(f"{PURPOSE}focus = ['x']", "no such key: focus .*parameters", id="key in the wrong place"),
        pytest.param(f"{PURPOSE}parameters = 1", "parameters must be a table", id="parameters"),
        pytest.param(f"{PURPOSE}[parameters]\nfocus = 'x'", "focus must be a list", id="focus"),
        pytest.param(f"{PURPOSE}[parameters]\nfocus = [1]", "focus must be a list", id="focus of numbers"),
    ],
)
def test_a_malformed_pack_is_one_line(tmp_path: Path, settings: str, told: str) -> None:
    with pytest.raises(BrieferError, match=told) as raised:
        packs.load(str(pack(tmp_path, settings)))
    assert raised.value.hint
    assert "\n" not in str(raised.value)


def test_a_pack_that_is_not_there_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(BrieferError, match=rf"no pack named 'lawyer' \(there are: {', '.join(assets.packs())}"):
        packs.load("lawyer")
    with pytest.raises(BrieferError, match=r"is no pack \(a pack has a file pack\.toml\)"):
        packs.load(str(tmp_path))


def test_a_misspelt_task_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(BrieferError, match=r"extrakt\.md\.j2 replaces nothing \(there are: check\.md"):
        packs.load(str(pack(tmp_path, extrakt=TASK)))


def test_a_task_that_no_template_asks_is_told() -> None:
    with pytest.raises(BrieferError, match=r"pack default has no judge\.md\.j2"):
        packs.messages(packs.load("default"), "judge", PAYLOAD)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (pack(tmp_path) / "write.md.j2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrieferError, match="not UTF-8"):
        packs.load(str(tmp_path))


def test_loading_a_pack_does_not_wait_for_jinja() -> None:
    code = "import sys; from briefer import packs; packs.load('default'); sys.exit('jinja2' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1])
