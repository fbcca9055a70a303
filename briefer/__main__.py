"""Where the program starts, as `briefer` or as `python -m briefer`."""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130


def _leave(*_: object) -> None:
    os._exit(INTERRUPTED)


def main() -> None:
    """Load the commands and run one. An interrupt while they load ends the program without a word."""
    usual = signal.getsignal(signal.SIGINT)
    loading = usual is signal.default_int_handler
    if loading:
        signal.signal(signal.SIGINT, _leave)
    from briefer.cli import main as command

    if loading:
        signal.signal(signal.SIGINT, usual)
    command()


if __name__ == "__main__":
    main()
