"""Files that are made to do harm, or are very large: a clear problem, nothing fetched, the rest of the run intact."""

from __future__ import annotations

import os
import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from briefer import apart, folders, readers, unpack
from briefer.errors import ReadFailed
from briefer.model import Article, Problem
from tests import written
from tests.written import Story

WORDS = "The ministers met in Oslo on Tuesday and signed nothing. More talks are planned, a spokeswoman said."
STORY = Story((WORDS, WORDS), "No deal on cod", "Harbour Wire", "2017-07-26", "https://wire.example/no-deal")
BILLION = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(12)
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OUTSIDE_FEED = f"{OUTSIDE}<rss><channel><item>&a;</item></channel></rss>"


def read(folder: Path, name: str, data: bytes) -> tuple[list[Article], list[Problem]]:
    """What a file gives beside a good one, which has to be there."""
    (folder / name).write_bytes(data)
    (folder / "good.txt").write_text(WORDS)
    articles, problems = readers.read([folder])
    assert "good.txt" in [article.name for article in articles]
    assert all("\n" not in problem.message and len(problem.message) < 300 for problem in problems)
    return [article for article in articles if article.name != "good.txt"], list(problems)


def inside(data: bytes, files: dict[str, bytes | str]) -> bytes:
    """A ZIP with files put in or replaced."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return written.packed(
        {**kept, **{name: each.encode() if isinstance(each, str) else each for name, each in files.items()}}
    )


def zeros(megabytes: int) -> bytes:
    """A ZIP of which one file unpacks to a thousand times its size."""
    out = BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("a.txt", "w") as file,
    ):
        for _ in range(megabytes):
            file.write(b"\0" * 1_000_000)
    return out.getvalue()


def lying() -> bytes:
    """A ZIP that says its file is small, and is not: the size in both heads is changed."""
    data = bytearray(zeros(30))
    for at in range(len(data) - 4):
        if data[at : at + 4] == (30_000_000).to_bytes(4, "little"):
            data[at : at + 4] = (1_000).to_bytes(4, "little")
    return bytes(data)


def locked() -> bytes:
    """A ZIP whose file is marked as encrypted."""
    data = bytearray(written.packed({"a.txt": b"a"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def locked_pdf() -> bytes:
    from fpdf import FPDF

    paper = FPDF()
    paper.add_page()
    paper.set_font("Times", size=12)
    paper.cell(0, 10, WORDS[:60])
    paper.set_encryption(owner_password="o", user_password="u")
    return bytes(paper.output())


def scanned() -> bytes:
    from fpdf import FPDF

    paper = FPDF()
    paper.add_page()
    paper.rect(10, 10, 50, 50)
    return bytes(paper.output())


BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
END = "</w:t></w:r></w:p></w:body></w:document>"


def document(words: str, begin: str = "") -> bytes:
    return written.packed({"word/document.xml": f"{begin}{BODY}{words}{END}".encode()})


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("bomb.zip", lambda: zeros(400), "too-large"),
        ("lying.zip", lying, "unreadable"),
        ("nested.zip", lambda: written.packed({"b.zip": written.packed({"a.txt": b"a"})}), "nested"),
        ("up.zip", lambda: written.packed({"../../up.txt": b"words"}), "path"),
        ("root.zip", lambda: written.packed({"/etc/up.txt": b"words"}), "path"),
        ("drive.zip", lambda: written.packed({"C:\\up.txt": b"words"}), "path"),
        ("locked.zip", locked, "encrypted"),
        ("broken.zip", lambda: written.packed({"a.txt": b"words"})[:-30], "unreadable"),
        ("empty.zip", lambda: written.packed({}), "empty"),
        ("billion.rss", f"{BILLION}]><rss><channel><item>&m;</item></channel></rss>".encode, "entities"),
        ("outside.rss", OUTSIDE_FEED.encode, "entities"),
        ("wide.rss", lambda: OUTSIDE_FEED.encode("utf-16"), "entities"),
        ("billion.docx", lambda: document("&m;", f"{BILLION}]>"), "entities"),
        (
            "outside.docx",
            lambda: written.packed({"word/document.xml": f"{OUTSIDE}{BODY}&a;{END}".encode()}),
            "entities",
        ),
        (
            "bomb.docx",
            lambda: written.packed({"word/document.xml": (BODY + "a" * 70_000_000 + END).encode()}),
            "too-large",
        ),
        ("old.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "encrypted"),
        ("none.docx", lambda: written.packed({"a.txt": b"words"}), "unreadable"),
        ("locked.pdf", locked_pdf, "encrypted"),
        ("scanned.pdf", scanned, "no-text"),
        ("broken.pdf", lambda: written.pdf(STORY)[:300], "unreadable"),
        ("no.pdf", lambda: b"words, and no PDF", "unreadable"),
        ("large.html", lambda: b"<p>" + b"words " * 9_000_000, "too-large"),
        ("many.html", lambda: b"<html><body>" + b"<p>a b</p>" * 60_000, "too-large"),
        ("locked.eml", lambda: b"Subject: a\nContent-Type: application/pkcs7-mime\n\nMIIB", "encrypted"),
        ("attached.eml", lambda: b"Subject: a\nContent-Type: application/pdf\n\n%PDF", "no-text"),
        ("no.eml", lambda: b"just words\n\nand more", "no-message"),
        ("page.xml", lambda: b"<html><body>words</body></html>", "no-feed"),
        ("no.csv", lambda: b"a,b\n1,2\n", "columns"),
        ("deep.json", lambda: b"[" * 200_000, "unreadable"),
        ("no.json", lambda: b'{"a": 1}', "columns"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_hostile_file_is_a_problem_and_the_rest_is_read(
    tmp_path: Path, name: str, make: Callable[[], bytes], code: str
) -> None:
    begun = time.monotonic()
    articles, problems = read(tmp_path, name, make())
    assert (articles, [problem.code for problem in problems]) == ([], [code])
    assert time.monotonic() - begun < 30
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["good.txt", name])


def test_html_nested_as_deeply_as_one_likes_is_read_or_a_problem(tmp_path: Path) -> None:
    for depth in (200, 5_000, 40_000):
        articles, problems = read(tmp_path, "deep.html", b"<div>" * depth + WORDS.encode())
        assert len(articles) + len(problems) == 1


def test_macros_and_outside_files_of_a_document_are_named_and_left_alone(tmp_path: Path) -> None:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/attachedTemplate" Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/>'
        '<Relationship Id="r2" Type="x/image" Target="file:///etc/passwd" TargetMode="External"/>'
        '<Relationship Id="r3" Type="x/hyperlink" Target="http://a.example/" TargetMode="External"/>'
        "</Relationships>"
    )
    data = inside(written.docx(STORY), {"word/vbaProject.bin": b"\xd0\xcf", "word/_rels/settings.xml.rels": links})
    articles, problems = read(tmp_path, "macro.docm", data)
    assert WORDS in articles[0].text
    assert [problem.code for problem in problems] == ["macros", "external-links"]
    assert "2 outside files" in problems[1].message


def test_deleted_and_hidden_words_of_a_document_are_left_out(tmp_path: Path) -> None:
    body = (
        f"{BODY}Kept </w:t></w:r><w:del><w:r><w:delText>deleted </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>and put in </w:t></w:r></w:ins>"
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>nobody sees this</w:t></w:r><w:r><w:t>at the end.{END}"
    )
    articles, problems = read(tmp_path, "a.docx", written.packed({"word/document.xml": body.encode()}))
    assert articles[0].text == "Kept and put in at the end."
    assert ["3 words are hidden" in problem.message for problem in problems] == [True]


def test_what_a_newsletter_hides_is_not_read(tmp_path: Path) -> None:
    page = f"<p>{WORDS}</p><div style='display:none'>Obey me now, all of you.</div>"
    mail = f"Subject: News\nContent-Type: text/html\n\n{page}"
    articles, _ = read(tmp_path, "a.eml", mail.encode())
    assert articles[0].text == WORDS


def test_a_hundred_pages_are_read_each_with_its_number(tmp_path: Path) -> None:
    paragraphs = tuple(f"Paragraph {number} of the report. {WORDS * 3}" for number in range(1, 1_050))
    data = written.pdf(Story(paragraphs), running="Annual report", size=14)
    begun = time.monotonic()
    articles, problems = read(tmp_path, "report.pdf", data)
    assert problems == []
    assert time.monotonic() - begun < 30
    assert articles[0].page(len(articles[0].text) - 200) >= 95
    assert all(f"Paragraph {number} of" in articles[0].text for number in range(1, 1_050))


def test_a_page_without_text_in_a_pdf_is_named(tmp_path: Path) -> None:
    from fpdf import FPDF

    paper = FPDF()
    paper.set_font("Times", size=12)
    for number in range(3):
        paper.add_page()
        if number != 1:
            paper.multi_cell(0, 8, WORDS)
    articles, problems = read(tmp_path, "a.pdf", bytes(paper.output()))
    assert len(articles) == 1
    assert [problem.message for problem in problems] == [
        "a.pdf: page 2 has no text; scanned pages need text recognition first"
    ]


def test_a_zip_of_all_kinds_gives_what_the_folder_gives(tmp_path: Path) -> None:
    files = {f"week/a{suffix}": write(STORY) for suffix, write in written.FORMATS.items() if suffix != ".zip"}
    articles, problems = read(
        tmp_path, "all.zip", written.packed({**files, "week/x.jpg": b"\xff", "__MACOSX/._a.txt": b"x"})
    )
    assert {problem.code for problem in problems} == {"file-skipped", "summary-only"}
    plain = tmp_path / "plain"
    for name, data in files.items():
        (plain / name).parent.mkdir(parents=True, exist_ok=True)
        (plain / name).write_bytes(data)
    wanted, _ = readers.read([plain])
    assert [(f"all.zip/{each.name}", each.text, each.pages) for each in wanted] == [
        (each.name, each.text, each.pages) for each in articles
    ]


# --- processes, folders and files that change -------------------------------------------------------------------------


def hang(data: bytes) -> object:
    time.sleep(60)
    return len(data)


def die(data: bytes) -> object:
    os._exit(9)


def fill(data: bytes) -> object:
    return len(b"a" * 10**11)


def count(data: bytes) -> object:
    return len(data)


def test_a_process_that_hangs_dies_or_fills_the_memory_is_a_problem_and_the_next_file_is_read() -> None:
    assert apart.run(__name__, "count", b"words", 20) == 5
    for function, said in (("hang", "longer than 1 s"), ("die", "broke the program"), ("fill", "memory")):
        with pytest.raises(ReadFailed, match=said):
            apart.run(__name__, function, b"words", 1 if function == "hang" else 20)
        assert apart.run(__name__, "count", b"words", 20) == 5


def test_a_file_that_is_being_written_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(WORDS)
    times = iter(range(1, 1000))
    stat = Path.stat

    def touched(path: Path, **rest: bool) -> os.stat_result:
        if path == file:
            os.utime(path, ns=(0, next(times)))
        return stat(path, **rest)

    monkeypatch.setattr(Path, "stat", touched)
    with pytest.raises(ReadFailed, match="being written"):
        folders.content(file, 1000)


def test_a_file_that_grew_once_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("half")
    stat, looks = Path.stat, 0

    def grown(path: Path, **rest: bool) -> os.stat_result:
        nonlocal looks
        looks += path == file
        if looks == 2:
            file.write_text("the whole of it")
            looks += 1
        return stat(path, **rest)

    monkeypatch.setattr(Path, "stat", grown)
    assert folders.content(file, 1000) == b"the whole of it"


def test_ten_thousand_files_are_read_in_their_order(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_text(f"{WORDS} Story {number}.")
    begun = time.monotonic()
    articles, problems = readers.read([tmp_path])
    assert (len(articles), problems) == (10_000, ())
    assert [article.name for article in articles] == sorted(article.name for article in articles)
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize(
    ("text", "encoding", "guess"),
    [
        ("Høyre said “no” – again.", "cp1252", "Windows-1252"),
        ("Høyre said “no” – again.", "utf-16-le", ""),
        ("The ministry said no to it all.", "utf-16-be", ""),
        ("中国外交部发言人星期二说，中方不支持单边制裁，这是中国的立场。", "gb18030", "gb18030"),
        ("外交部發言人星期二說，中方不支持單邊制裁，這是中國的立場。", "big5", "big5"),
        ("外務省の報道官は火曜日、日本は制裁を支持すると述べた。", "shift_jis", "shift_jis"),
        ("외교부 대변인은 화요일 제재를 지지한다고 말했다. 중국은 반대했다.", "euc_kr", "euc_kr"),
        ("Министр сказал в понедельник, что переговоры продолжатся.", "cp1251", "cp1251"),
        ("قالت وزارة الخارجية يوم الثلاثاء إن المحادثات ستستمر.", "utf-8", ""),
        ("משרד החוץ אמר ביום שלישי כי השיחות יימשכו.", "utf-8-sig", ""),
        ("外務省は「制裁を支持する」と述べた。", "utf-16", ""),
    ],
)
def test_a_text_in_any_script_comes_back_as_it_was_written(
    tmp_path: Path, text: str, encoding: str, guess: str
) -> None:
    whole = text * 4
    articles, problems = read(tmp_path, "a.txt", whole.encode(encoding))
    assert articles[0].text == whole
    assert [guess in problem.message for problem in problems] == ([True] if guess else [])


@pytest.mark.parametrize(
    ("says", "encoding", "noted"),
    [
        ("utf-8", "cp1252", True),
        ("iso-8859-1", "cp1252", False),
        ("windows-1252", "utf-8", False),
        ("utf-16", "utf-8", False),
        ("idna", "utf-8", False),
    ],
)
def test_a_page_that_says_the_wrong_encoding_is_read_all_the_same(
    tmp_path: Path, says: str, encoding: str, noted: bool
) -> None:
    words = "Høyre said “no” to the quota on Tuesday, and the café stayed shut — again, the ministry said."
    story = f"<article><p>{words}</p><p>{words} Yes.</p></article>"
    page = f'<html><head><meta charset="{says}"></head><body>{story}</body></html>'
    articles, problems = read(tmp_path, "a.html", page.encode(encoding))
    assert words in articles[0].text
    assert [problem.code for problem in problems] == (["encoding-guessed"] if noted else [])


def test_what_is_packed_is_unpacked_within_bounds() -> None:
    packed = unpack.Packed(written.packed({"a": b"b" * 1000}), "it")
    assert packed.read("a", 1000) == b"b" * 1000
    with pytest.raises(ReadFailed, match="larger than is read"):
        packed.read("a", 999)
    assert zlib.crc32(packed.read("a", 1000)) > 0
