"""Takes a file apart in another process, which may hang, crash or swallow memory without taking the run along.

For what is read by libraries that are no Python: a loop in one of these cannot be interrupted. One process serves all
the files of a run, and is started anew where it had to be ended. Only bytes go in and only JSON comes out.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import subprocess
import sys
import threading
from typing import Any

from briefer.errors import ReadFailed

_MEMORY = 1024**3
"""Bytes that the process may take, where the system can say so."""
_SERVE = "from briefer.apart import serve; serve()"


def run(module: str, function: str, data: bytes, seconds: float) -> Any:
    """What the function of a module makes of the bytes, as JSON has it.

    Raises ReadFailed as it does, and where it does not answer in time or its process dies.
    """
    with _LOCK:
        return _WORKER.ask(f"{module}:{function}", data, seconds)


class _Worker:
    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, what: str, data: bytes, seconds: float) -> Any:
        process = self._started()
        late = threading.Timer(seconds, process.kill)
        late.start()
        try:
            reply = _told(process, what, data)
        except (OSError, ValueError) as error:
            timed_out = not late.is_alive()
            self.stop()
            if timed_out:
                raise ReadFailed(
                    "too-slow", f"it took longer than {seconds:.0f} s; save its text as a .txt file"
                ) from None
            message = "it broke the program that reads such files; save its text as a .txt file"
            raise ReadFailed("unreadable", message) from error
        finally:
            late.cancel()
        if "failed" in reply:
            raise ReadFailed(*reply["failed"])
        if "bug" in reply:
            raise RuntimeError(reply["bug"])
        return reply["made"]

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            path = os.pathsep.join(each for each in sys.path if each)
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        return self._process


def _told(process: subprocess.Popen[bytes], what: str, data: bytes) -> Any:
    """The answer to one question. Raises OSError or ValueError where the process ends instead."""
    if process.stdin is None or process.stdout is None:
        raise OSError("no pipes")
    process.stdin.write(json.dumps([what, len(data)]).encode() + b"\n")
    process.stdin.write(data)
    process.stdin.flush()
    head = process.stdout.readline()
    reply = process.stdout.read(int(head)) if head else b""
    return json.loads(reply)


def serve() -> None:
    """Answers questions on standard input until there are no more. What a library prints goes nowhere."""
    _bound_memory()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while head := sys.stdin.buffer.readline():
        what, size = json.loads(head)
        reply = json.dumps(_answer(what, sys.stdin.buffer.read(size))).encode()
        answers.write(f"{len(reply)}\n".encode() + reply)
        answers.flush()


def _answer(what: str, data: bytes) -> dict[str, Any]:
    module, _, function = what.partition(":")
    try:
        return {"made": getattr(importlib.import_module(module), function)(data)}
    except ReadFailed as error:
        return {"failed": [error.code, str(error)]}
    except MemoryError:
        return {"failed": ["too-large", "it takes more memory than is given to one file; save its text as a .txt file"]}
    except (ValueError, TypeError, LookupError, RecursionError, ArithmeticError, OSError) as error:
        return {"bug": f"{what}: {type(error).__name__}: {error}"}


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


_LOCK = threading.Lock()
_WORKER = _Worker()
atexit.register(_WORKER.stop)
