"""A fault server that has batches as well: /files and /batches over real HTTP, well or badly, as a script says.

    with BatchServer(careful, polls=3) as server:
        ... ask server.address ...
        assert len(server.batches) == 1

A batch is in progress for so many polls. Then each of its requests is answered as the script says: what fails stands
in the error file, what is dropped or hangs in neither. `server.asked` are the requests that came singly.
"""

from __future__ import annotations

import email
import email.policy
import itertools
import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from tests.faultserver import Asked, Behaviour, Fails, FaultServer, Handler, Says, Script, completion

CREATED = 1_500_000_000
"""When every batch was created, in Unix time."""


class BatchServer(FaultServer):
    """`ends` is the status that a batch comes to, `answers` how many requests are answered before that.

    `drops` names how often a route is dropped in the middle of its answer: `{"POST /batches": 1}`. `refuses` are the
    statuses with which a route is refused. A batch that fails as a whole says `words`.
    """

    def __init__(
        self,
        *script: Behaviour | Script,
        polls: float = 1,
        ends: str = "completed",
        answers: int | None = None,
        drops: Mapping[str, int] | None = None,
        refuses: Mapping[str, int] | None = None,
        words: str = "",
        singly: Script | None = None,
    ) -> None:
        super().__init__(*([singly] if singly else script))
        self.polls, self.ends, self.answers, self.words = polls, ends, answers, words
        self.drops, self.refuses = Counter(drops or {}), dict(refuses or {})
        self.files: dict[str, str] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.polled: Counter[str] = Counter()
        self.routes: list[str] = []
        self.batched: list[Asked] = []
        self.lock = threading.RLock()
        self._by_batch = script
        self._numbers = itertools.count(1)

    @property
    def handler(self) -> type[Handler]:
        return _BatchHandler

    @property
    def submitted(self) -> list[str]:
        """The keys of all requests of all batches."""
        return [line["custom_id"] for batch in self.batches.values() for line in self.lines(batch["input_file_id"])]

    def lines(self, file: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.files[file].splitlines()]

    def put(self, text: str) -> str:
        """Keeps a file; its name."""
        name = f"file-{next(self._numbers)}"
        self.files[name] = text
        return name

    def create(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        name = f"batch_{next(self._numbers)}"
        self.batches[name] = {
            "id": name,
            "object": "batch",
            "status": "validating",
            "created_at": CREATED,
            "expires_at": CREATED + 86_400,
            **wanted,
        }
        return self.batches[name]

    def poll(self, name: str) -> dict[str, Any]:
        """The batch as it is now; it ends at the poll that is one too many."""
        batch = self.batches[name]
        self.polled[name] += 1
        if batch["status"] in ("validating", "in_progress"):
            batch["status"] = "in_progress"
            if self.polled[name] > self.polls:
                self.end(batch)
        return batch

    def end(self, batch: dict[str, Any]) -> None:
        batch["status"] = self.ends
        if self.ends == "failed":
            batch["errors"] = {"object": "list", "data": [{"code": "invalid", "message": self.words, "line": 1}]}
            return
        requests = self.lines(batch["input_file_id"])
        answered = [(one, self._answer(one)) for one in requests[: self.answers]]
        left = [
            _line(one, None, {"code": "batch_expired", "message": "not executed in time"})
            for one in requests[len(answered) :]
        ]
        good = [_line(one, (200, completion(said))) for one, said in answered if isinstance(said, Says)]
        bad = [_line(one, (said.status, said.body)) for one, said in answered if isinstance(said, Fails)]
        batch["output_file_id"] = self.put("".join(reversed(good))) if good else None
        batch["error_file_id"] = self.put("".join((*bad, *left))) if bad or left else None

    def _answer(self, request: Mapping[str, Any]) -> Behaviour:
        asked = Asked(request["url"], {}, request["body"])
        self.batched.append(asked)
        now = self._by_batch[min(len(self.batched), len(self._by_batch)) - 1]
        return now(asked) if callable(now) else now


def _line(request: Mapping[str, Any], response: tuple[int, Any] | None, error: Any = None) -> str:
    told = {"status_code": response[0], "request_id": "r", "body": response[1]} if response else None
    return json.dumps({"id": "line", "custom_id": request["custom_id"], "response": told, "error": error}) + "\n"


class _BatchHandler(Handler):
    """The routes of files and batches; all others are the fault server's."""

    def do_GET(self) -> None:  # noqa: N802 - the name that the base class calls
        path = self.path.partition("?")[0].removeprefix("/v1/")
        match path.split("/"):
            case ["batches"]:
                self._do("GET /batches", self._listed)
            case ["batches", name]:
                self._do("GET /batches/", lambda: self.faults.poll(name))
            case ["files", name, "content"]:
                self._do("GET /files/content", lambda: self.faults.files.get(name))
            case _:
                super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        path = self.path.removeprefix("/v1/")
        if path not in ("files", "batches"):
            super().do_POST()
            return
        sent = self.rfile.read(int(self.headers["content-length"]))
        if path == "batches":
            self._do("POST /batches", lambda: self.faults.create(json.loads(sent)))
        else:
            self._do("POST /files", lambda: {"id": self.faults.put(self._file(sent)), "object": "file"})

    @property
    def faults(self) -> BatchServer:
        assert isinstance(self.server.faults, BatchServer)
        return self.server.faults

    def _do(self, route: str, act: Callable[[], Any]) -> None:
        with self.faults.lock:
            self.faults.routes.append(route)
            refused, dropped = self.faults.refuses.get(route), self.faults.drops[route] > 0
            self.faults.drops[route] -= dropped
            found = None if refused else act()
        if dropped:
            self.drop(midway=True)
        elif refused or found is None:
            self.send(refused or 404, {"error": {"message": f"no route {self.path}"}}, {})
        else:
            self.send(200, found, {})

    def _listed(self) -> dict[str, Any]:
        """One batch a page, the latest first."""
        names = list(reversed(self.faults.batches))
        after = self.path.partition("after=")[2].partition("&")[0]
        rest = names[names.index(after) + 1 :] if after else names
        return {
            "object": "list",
            "data": [self.faults.batches[name] for name in rest[:1]],
            "has_more": len(rest) > 1,
        }

    def _file(self, sent: bytes) -> str:
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        parts = email.message_from_bytes(head + sent, policy=email.policy.HTTP).iter_parts()
        found = {part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in parts}
        assert found["purpose"] == b"batch"
        return found["file"].decode()
