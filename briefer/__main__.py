"""Where the program starts, as `briefer` or as `python -m briefer`."""

from __future__ import annotations

import gc
import os
import signal

INTERRUPTED = 130
_COLLECTED_AFTER = (50_000, 20, 100)
"""What the garbage collector waits for: nearly all that is made lives until the end, and looking at it takes time."""


def _leave(*_: object) -> None:
    os._exit(INTERRUPTED)


def main() -> None:
    """Load the commands and run one. An interrupt while they load ends the program without a word."""
    gc.set_threshold(*_COLLECTED_AFTER)
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
