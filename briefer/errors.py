"""What stops a run. Everything else that goes wrong is a `model.Problem`, a value.

    BrieferError            exit 1   a wrong input or setting: what, which, what to do
    ├── EngineUnusable      exit 1   the engine's settings are wrong (key, address, model); asking on is pointless
    └── WrongCall           exit 2   a command lacks what neither it nor a setting gives

Two exceptions never reach the person, each is turned into a Problem at its border:

    JobFailed               raised by an engine for one job, caught by the runner
    ReadFailed              raised by a reader for one file, caught by `readers.read`
"""


class BrieferError(Exception):
    """Stops the run with one line. `hint` says what to do next and may be empty."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class EngineUnusable(BrieferError):
    """The engine cannot answer any job until a setting is changed."""


class WrongCall(BrieferError):
    """A command was called without something that it needs."""

    exit_code = 2


class JobFailed(Exception):
    """One job got no usable answer; `code` is stable, the message is for the coverage note."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ReadFailed(Exception):
    """One file could not become an article; `code` is stable, the message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def unread(error: OSError | UnicodeError) -> str:
    """Why a file could not be read, without the file's name, which the message has already."""
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else "it is not UTF-8"
