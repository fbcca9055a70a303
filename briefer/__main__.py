"""Where the program starts, as `briefer` or as `python -m briefer`."""

from __future__ import annotations

import gc
import os
import signal

INTERRUPTED = 130
_AT_ONCE = 10_000
"""Objects made before the collector looks for cycles among them. Next to none of ours are in any, and an article's
words alone are thousands: at the usual 700 it looks through them for a tenth of a large run's time."""


def _leave(*_: object) -> None:
    os._exit(INTERRUPTED)


def main() -> None:
    """Load the commands and run one. An interrupt while they load ends the program without a word."""
    gc.set_threshold(_AT_ONCE)
    usual = signal.getsignal(signal.SIGINT)
    loading = usual is signal.default_int_handler
    if loading:
        signal.signal(signal.SIGINT, _leave)
    from briefer.cli import main as command

    if loading:
        signal.signal(signal.SIGINT, usual)
    gc.freeze()  # what is loaded by now stays
    try:
        command()
    finally:
        gc.freeze()  # or the program's last tenth of a second goes into taking apart what ends with it


if __name__ == "__main__":
    main()
