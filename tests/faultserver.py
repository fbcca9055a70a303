"""A real HTTP server on this machine that speaks the chat completions protocol, well or badly, as a script says.

    with FaultServer(Fails(429, headers={"Retry-After": "7"}), says({"claims": []})) as server:
        ... ask server.address ...
        assert len(server.asked) == 2

A script is behaviours in order, the last of which repeats, or a function from what was asked to a behaviour.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def format(self) -> str:
        """The response format asked for, empty where none was."""
        return str(self.body.get("response_format", {}).get("type", ""))

    @property
    def messages(self) -> list[dict[str, str]]:
        return list(self.body["messages"])

    @property
    def words(self) -> str:
        """All that the model would read."""
        return "\n".join(message["content"] for message in self.messages)


@dataclass(frozen=True)
class Says:
    """A chat completion. `usage` is prompt, completion and cached tokens."""

    text: str | None
    stop: str = "stop"
    refusal: str | None = None
    usage: tuple[int, int, int] = (10, 5, 2)


@dataclass(frozen=True)
class Fails:
    """An HTTP answer with this status and body, whatever they are; a status of 200 makes a malformed success."""

    status: int
    body: Any = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Drops:
    """The connection is reset, before anything or in the middle of the answer."""

    midway: bool = False


@dataclass(frozen=True)
class Hangs:
    """Nothing comes for so many seconds, then nothing more."""

    seconds: float


@dataclass(frozen=True)
class Slow:
    """An answer that takes so many seconds."""

    seconds: float
    then: Says | Fails | Drops


Behaviour = Says | Fails | Drops | Hangs | Slow
Script = Callable[[Asked], Behaviour]


def pointer(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry of the embedded engine's as the prompt wants it: words and a statement only where there are any."""
    plain, words = {name: entry[name] for name in ("at", "holder", "speaker")}, " … ".join(entry["words"])
    if entry["says"]:
        return {"says": entry["says"], "words": words, **plain}
    return {"words": words, **plain} if words else plain


def says(answer: Any, **more: Any) -> Says:
    return Says(json.dumps(answer), **more)


def fenced_with_chatter(answer: Any) -> Says:
    return Says(
        f"Sure! Here is the JSON you {{asked}} for:\n\n```json\n{json.dumps(answer, indent=1)}\n```\nAnything else?"
    )


def after_thinking(answer: Any) -> Says:
    return Says(f'<think>\nPerhaps {{"claims": "none"}}? No.\n</think>\n\n{json.dumps(answer)}')


def breaks_off(answer: Any, characters: int) -> Says:
    """A reply that reached its length limit so many characters before its end."""
    return Says(json.dumps(answer)[:-characters], stop="length")


def ignores_the_schema() -> Says:
    return Says("I would be happy to help you with these articles!")


def refuses() -> Says:
    return Says(None, refusal="I cannot help\nwith that.")


def filters() -> Says:
    return Says("", stop="content_filter")


def error(status: int, message: str, **more: Any) -> Fails:
    return Fails(status, {"error": {"message": message, **more}})


def knows_only(formats: tuple[str, ...], status: int, message: str, then: Behaviour) -> Script:
    """Fails with `status` on every response format but these; the empty one is plain text."""
    return lambda asked: then if asked.format in formats else error(status, message)


def echoes_the_key(status: int) -> Script:
    return lambda asked: error(status, f"Incorrect API key provided: {asked.headers['authorization']}")


class FaultServer:
    """Serves on 127.0.0.1 at a free port while the `with` block runs."""

    def __init__(self, *script: Behaviour | Script, models: tuple[Mapping[str, Any], ...] | None = ()) -> None:
        self.asked: list[Asked] = []
        self.models = models
        self._script = script
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = _Server(self)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def handler(self) -> type[Handler]:
        """What serves one connection."""
        return Handler

    @property
    def formats(self) -> list[str]:
        return [asked.format for asked in self.asked]

    def next(self, asked: Asked) -> Behaviour:
        """What to do about a request; counts it."""
        with self._lock:
            self.asked.append(asked)
            number = len(self.asked)
        now = self._script[min(number, len(self._script)) - 1]
        return now(asked) if callable(now) else now

    def get(self, path: str) -> Any:
        """What a GET of any other path gives; nothing here."""
        return None

    def hang(self, seconds: float) -> None:
        self._closing.wait(seconds)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, faults: FaultServer) -> None:
        super().__init__(("127.0.0.1", 0), faults.handler)
        self.faults = faults

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up is what many tests are about."""


class Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 10

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the standard library
        pass

    def do_GET(self) -> None:
        models, more = self.server.faults.models, self.server.faults.get(self.path)
        if more is not None:
            self.send(200, {"data": more}, {})
        elif not self.path.endswith("/models") or models is None:
            self.send(404, {"error": {"message": f"no route {self.path}"}}, {})
        else:
            self.send(200, {"object": "list", "data": list(models)}, {})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        behaviour = self.server.faults.next(Asked(self.path, headers, body))
        if isinstance(behaviour, Slow):
            self.server.faults.hang(behaviour.seconds)
            behaviour = behaviour.then
        match behaviour:
            case Says() as said:
                self.send(200, completion(said), {})
            case Fails() as failed:
                self.send(failed.status, failed.body, failed.headers)
            case Hangs() as hanging:
                self.server.faults.hang(hanging.seconds)
                self.close_connection = True
            case Drops() as dropped:
                self.drop(dropped.midway)

    def send(self, status: int, body: Any, headers: Mapping[str, str]) -> None:
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "text/plain" if isinstance(body, str) else "application/json")
            self.send_header("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

    def drop(self, midway: bool) -> None:
        if midway:
            self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"choices"')
        else:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True


def completion(said: Says) -> dict[str, Any]:
    prompt, completion, cached = said.usage
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [
            {
                "index": 0,
                "finish_reason": said.stop,
                "message": {"role": "assistant", "content": said.text, "refusal": said.refusal},
            }
        ],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
            "prompt_tokens_details": {"cached_tokens": cached},
        },
    }
