"""Breaks files for each reader and watches: `python bench/fuzz.py --minutes 10 [--reader pdf …] [--seed 1]`.

Good files of every kind (tests/written.py, and the hostile ones of the contract tests) are cut, doubled, spliced, and
strewn with tokens of their format; those in a ZIP are also broken inside it. Each reader runs in a process of its own.
Right is an article that is sound, or ReadFailed. Anything else is a crash; no answer within 120 s is a hang; more than
1 GB is too much. What fails is kept in --out. Exit 1 where anything failed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time
import warnings
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from briefer import plugins, readers
from briefer.errors import ReadFailed
from tests import written
from tests.contracts.test_readers_contract import INPUTS, sound

HANG = 120.0
MOST_MEMORY = 1_000_000
"""Kilobytes."""
LARGEST = 2_000_000
TOKENS = (
    b"<", b">", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#0;", b"&#xd800;", b"&#x110000;",
    b"<div>", b"</div>", b"<p hidden>", b"<table><tr><td>", b"<style>.a{display:none}</style>", b"<br><br>", b"<item>",
    b"</channel>", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0", b"\x1a", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    b"\r", b"\n\n", b"\nFrom x\n", b"\nContent-Type: multipart/mixed; boundary=\"a\"\n\n--a\n", b"=?utf-8?b?////?=",
    b"Content-Transfer-Encoding: base64\n", b"charset=utf-7", b"charset=\"idna\"", b"Date: Wed, 99 Foo 99999\n", b'"',
    b"{", b"}", b"[", b"]", b",", b"\\u0000", b"\\ud800", b"1e9999", b"-1", b"99999999999999999999", b"NaN",
    b"/Type/Page", b"/Count 99999999", b"endobj", b"stream\n", b"/Length 0", b"/Encrypt", b"/Kids[1 0 R 1 0 R]",
    b"PK\x01\x02", b"PK\x05\x06", b"---\n", b"title: [", b"date: 2017-99-99", b"\xe2\x80\xae", b"\xe2\x80\xa8",
)  # fmt: skip


def samples(suffixes: Sequence[str]) -> list[bytes]:
    """Good and hostile files to begin with, those of the reader's own kinds several times."""
    seeds = Path(__file__).parent.parent / "seeds"
    stories = [
        written.Story(
            tuple(path.read_text(encoding="utf-8").split("\n\n")),
            path.stem,
            "Wire",
            "2017-07-26",
            "https://a.example/b",
        )
        for path in sorted(seeds.glob("*.txt"))
    ]
    own = [write(story) for suffix, write in written.FORMATS.items() if suffix in suffixes for story in stories]
    if ".pdf" in suffixes:
        own += [written.pdf(story, columns=3, running="Wire") for story in stories]
    if ".zip" in suffixes:
        own.append(written.packed({f"a{suffix}": write(stories[0]) for suffix, write in written.FORMATS.items()}))
    return own * 6 + [data for name, data in INPUTS.items() if data and not name.startswith("half")]


def broken(pool: Sequence[bytes], chance: random.Random) -> bytes:
    """One of the files, broken in one to eight ways."""
    data = chance.choice(pool)
    if data.startswith(b"PK") and chance.random() < 0.6:
        inside = _broken_inside(data, pool, chance)
        if inside:
            return inside
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        data = chance.choice(MUTATIONS)(data, pool, chance)[:LARGEST]
    return data


def _broken_inside(data: bytes, pool: Sequence[bytes], chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return b""
    name = chance.choice(sorted(files) or [""])
    files[name] = chance.choice(MUTATIONS)(files.get(name, b"a"), pool, chance)[:LARGEST]
    return written.packed(files)


def _flip(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    found = bytearray(data or b"a")
    for _turn in range(chance.randint(1, 8)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _cut(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = sorted(chance.randint(0, len(data)) for _turn in range(2))
    return data[:start] + data[end:] if chance.random() < 0.7 else data[start:end] or data


def _repeat(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    piece = data[start : start + chance.choice((1, 8, 64, 512))]
    return data[:start] + piece * chance.choice((2, 10, 300, 3_000)) + data[start:]


def _token(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    for _turn in range(chance.randint(1, 5)):
        at = chance.randint(0, len(data))
        data = data[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 50, 2_000)) + data[at:]
    return data


def _splice(data: bytes, pool: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(pool)
    start = chance.randint(0, len(other))
    at = chance.randint(0, len(data))
    return data[:at] + other[start : start + chance.randint(0, 5_000)] + data[at:]


MUTATIONS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _flip,
    _cut,
    _repeat,
    _token,
    _splice,
)


def work(reader: str, seconds: float, seed: int, out: str, told: Any) -> None:
    """Reads broken files until the time is over; `told` has how many, when the last began, failures, peak memory."""
    warnings.simplefilter("ignore")
    module = plugins.load("readers", reader)
    pool = samples(module.SUFFIXES)
    chance = random.Random(f"{reader} {seed}")  # noqa: S311 - the same breakage every time
    name = f"a{module.SUFFIXES[0]}"
    current = Path(out) / f"{reader}.current"
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = broken(pool, chance)
        current.write_bytes(data)
        told[1] = time.monotonic()
        try:
            for article in readers.contents(data, name, {}, module).articles:
                sound(article, name)
        except ReadFailed:
            told[4] += 1
        except BaseException as error:  # noqa: BLE001 - a crash is what is looked for
            told[2] += 1
            kept = Path(out) / f"{reader}-{int(told[2])}-{type(error).__name__}"
            kept.write_bytes(data)
            print(f"  {reader}: {type(error).__name__}: {str(error)[:160]!r}, kept as {kept}", flush=True)
        told[0] += 1
        told[3] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    current.unlink()


def watch(reader: str, minutes: float, seed: int, out: Path) -> bool:
    """Whether nothing went wrong."""
    context = multiprocessing.get_context("spawn")
    told = context.Array("d", 5)
    worker = context.Process(target=work, args=(reader, minutes * 60, seed, str(out), told))
    begun = time.monotonic()
    worker.start()
    hung = False
    while worker.is_alive():
        worker.join(1.0)
        hung = bool(told[1]) and worker.is_alive() and time.monotonic() - told[1] > HANG
        if hung:
            worker.kill()
            worker.join()
    died = not hung and worker.exitcode != 0
    large = told[3] > MOST_MEMORY
    verdict = "hang" if hung else f"died ({worker.exitcode})" if died else "too much memory" if large else ""
    print(
        f"{reader}: {told[0]:,.0f} files in {(time.monotonic() - begun) / 60:.1f} minutes, {told[4]:,.0f} refused,"
        f" {told[2]:.0f} crashes, {told[3] / 1e3:.0f} MB at most{verdict and ', ' + verdict}",
        flush=True,
    )
    return not (verdict or told[2])


def main() -> int:
    """Fuzzes the readers one after the other; 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="of each reader")
    parser.add_argument("--reader", action="append", choices=plugins.names("readers"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("fuzz"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    chosen = given.reader or plugins.names("readers")
    well = [watch(each, given.minutes, given.seed, given.out) for each in chosen]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
