"""How long the program takes as a whole process, beside an empty typer program: medians of runs taken in turn.

usage: python bench/startup.py [--runs N] [PATH…]     PATH: articles to brief offline, seeds/ when left out
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp()\n"
ROOT = Path(__file__).resolve().parent.parent


def seconds(command: list[str], folder: Path) -> float:
    """Seconds of wall time that one run takes."""
    began = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own commands
        command, cwd=folder, check=True, capture_output=True, env={"PYTHONPATH": str(ROOT), "PATH": ""}
    )
    return time.perf_counter() - began


def main() -> None:
    """Run the commands in turn and print their medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("paths", nargs="*", default=[str(ROOT / "seeds")])
    options = parser.parse_args()
    paths = [str(Path(path).resolve()) for path in options.paths]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
        commands = {
            "empty typer program": [sys.executable, "empty.py"],
            "briefer --version": [sys.executable, "-m", "briefer", "--version"],
            "offline brief, first time": ["first"],
            "offline brief, again": [sys.executable, "-m", "briefer", "generate", "--engine", "rules", *paths],
        }
        times: dict[str, list[float]] = {key: [] for key in commands}
        for run in range(options.runs):
            for key, command in commands.items():
                fresh = folder / f"run{run}"
                fresh.mkdir(exist_ok=True)
                if command == ["first"]:
                    times[key].append(seconds(commands["offline brief, again"], fresh))
                else:
                    times[key].append(seconds(command, fresh if "again" in key else folder))
    base = statistics.median(times["empty typer program"])
    for key, taken in times.items():
        median = statistics.median(taken)
        print(f"{key:28} {median:6.3f} s   {median / base:5.2f} x   ({min(taken):.3f} to {max(taken):.3f})")


if __name__ == "__main__":
    main()
