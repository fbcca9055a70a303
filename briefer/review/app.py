"""Answers a browser: a function of requests over a ledger. Whoever is not this page on this machine gets nothing.

An address holds a token, and nothing is answered without it. The Host has to be this machine's (another name that was
made to lead here is not), a request must not come from another site's page, and the page may load nothing but itself.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefer.errors import BrieferError
from briefer.markup import json_text
from briefer.review.ledger import Ledger, Refused

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
LARGEST = 64 * 1024
"""Bytes of a request."""


def app(ledger: Ledger, token: str, hosts: tuple[str, ...]) -> ASGIApp:
    """The page and what it asks for, below `/TOKEN/`; `hosts` are the values of Host that mean this server."""

    def board(_: Request) -> Response:
        return _json(ledger.board.data() | {"reviewer": ledger.reviewer})

    def states(request: Request) -> Response:
        after = request.query_params.get("after", "0")
        return _json(ledger.since(int(after) if after.isdecimal() and len(after) < 16 else 0))

    routes = [
        Route("/", _asset("review.html", "text/html")),
        Route("/review.css", _asset("review.css", "text/css")),
        Route("/review.js", _asset("review.js", "text/javascript")),
        Route("/board.json", board),
        Route("/states.json", states),
        Route("/decide", _told(ledger.decide), methods=["POST"]),
        Route("/check", _told(ledger.check), methods=["POST"]),
    ]
    errors = {Refused: _error(409), BrieferError: _error(503)}
    return Guard(Starlette(routes=routes, exception_handlers=errors), token, hosts)


def asset(name: str) -> str:
    """The text of a file of the page."""
    return (files("briefer.review") / "page" / name).read_text(encoding="utf-8")


def _asset(name: str, kind: str) -> Callable[[Request], Response]:
    return lambda _: Response(asset(name), media_type=kind)


def _json(value: Any, status: int = 200) -> Response:
    return Response(json_text(value), status, media_type="application/json")


def _told(act: Callable[[Mapping[str, Any]], Any]) -> Callable[[Request], Any]:
    """An endpoint that takes an object of JSON: 409 where what it asks for is refused, 503 where it cannot be kept."""

    async def endpoint(request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return PlainTextResponse("only application/json", 415)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                return PlainTextResponse("too large", 413)
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            return PlainTextResponse("not JSON", 400)
        if not isinstance(said, dict):
            return PlainTextResponse("no object", 400)
        return _json(await run_in_threadpool(act, said))

    return endpoint


def _error(status: int) -> Callable[[Request, Exception], Response]:
    return lambda _, error: _json({"error": str(error)}, status)


class Guard:
    """Lets through what this machine's own page asks, with the token taken off the path; all else is refused."""

    def __init__(self, inner: ASGIApp, token: str, hosts: tuple[str, ...]) -> None:
        self._inner = inner
        self._token = token.encode()
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(key.encode(), value.encode()) for key, value in HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *own]}
            await send(message)

        status, why = self._refuses(scope)
        if status:
            await PlainTextResponse(why, status)(scope, receive, answer)
            return
        path = "/" + scope["path"].split("/", 2)[2]
        await self._inner({**scope, "path": path, "raw_path": path.encode(), "root_path": ""}, receive, answer)

    def _refuses(self, scope: Scope) -> tuple[int, str]:
        """The status and the words with which a request is refused; 0 where it is not."""
        headers = [(key.decode("latin-1").lower(), value.decode("latin-1")) for key, value in scope["headers"]]
        given = dict(headers)
        if [value for key, value in headers if key == "host"] not in [[each] for each in self._hosts]:
            return 421, "this server is reached by its own address alone"
        origin = given.get("origin")
        if origin is not None and origin != f"http://{given['host']}":
            return 403, "another site's page may ask nothing here"
        if given.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return 403, "another site's page may ask nothing here"
        if scope["method"] == "POST" and origin is None:
            return 403, "only the page itself may decide"
        first, _, rest = scope["path"].removeprefix("/").partition("/")
        right = hmac.compare_digest(first.encode("utf-8", "surrogatepass"), self._token)
        if not right or (not rest and not scope["path"].endswith("/")):
            return 403, "the address lacks the token: open the one that `briefer review` printed"
        return 0, ""
