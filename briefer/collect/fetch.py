"""One request: an address and headers in, an answer out, bounded in time and size.

A host's number is looked up once, checked, and that very number is connected to, so that no second look-up can lead
elsewhere. Redirects are not followed here. Proxies of the environment are not used.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import briefer
from briefer.collect.addresses import checked, is_public
from briefer.errors import ReadFailed

_STEP = 65_536
_BROKEN = (OSError, http.client.HTTPException, ValueError, zlib.error)
Resolve = Callable[[str, int], tuple[str, ...]]
"""The numbers of a host."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of one request, bytes of its answer, unpacked; whether this machine itself may be asked."""

    seconds: float
    size: int
    allow_loopback: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The status, the headers in lower case, and the body, unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def resolved(host: str, port: int) -> tuple[str, ...]:
    """The numbers of a host, as the system looks them up. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


def get(url: str, headers: Mapping[str, str], limits: Limits, resolve: Resolve = resolved) -> Answer:
    """The answer to one GET. Raises ReadFailed: it is refused, late, too large or broken."""
    parts = urlsplit(checked(url))
    host = (parts.hostname or "").rstrip(".")
    secure = parts.scheme.lower() == "https"
    port = parts.port or (443 if secure else 80)
    number = _number(host, port, limits, resolve)
    end = time.monotonic() + limits.seconds
    connection = _Pinned(host, port, number, secure, limits.seconds)
    late = threading.Timer(limits.seconds, connection.cut)
    late.daemon = True
    late.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", _ascii(path), headers={**_usual(), **headers})
        with connection.getresponse() as response:
            told = {name.lower(): value for name, value in response.getheaders()}
            body = _body(response, told, limits.size) if response.status == 200 else b""
        if time.monotonic() >= end:
            raise TimeoutError
        return Answer(response.status, told, body)
    except ReadFailed:
        if time.monotonic() >= end:
            raise ReadFailed("no-answer", f"no whole answer within {limits.seconds:.0f} s") from None
        raise
    except _BROKEN as error:
        if isinstance(error, TimeoutError) or time.monotonic() >= end:
            raise ReadFailed("no-answer", f"no whole answer within {limits.seconds:.0f} s") from None
        raise ReadFailed("no-answer", f"no answer that could be read: {_line(error)}") from error
    finally:
        late.cancel()
        connection.close()


def _usual() -> dict[str, str]:
    return {
        "User-Agent": f"briefer/{briefer.__version__} (collects articles for a reader's brief)",
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _number(host: str, port: int, limits: Limits, resolve: Resolve) -> str:
    """The number to connect to. Raises ReadFailed where there is none, or any of them is no public one."""
    try:
        numbers = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise ReadFailed("no-answer", f"there is no host {host}: {_line(error)}") from None
    if not numbers:
        raise ReadFailed("no-answer", f"there is no host {host}")
    for each in numbers:
        if not is_public(each, limits.allow_loopback):
            raise ReadFailed("private-address", _private(host, each))
    return numbers[0]


def _private(host: str, number: str) -> str:
    named = host if host == number else f"{host}, which is {number},"
    own = "; --allow-loopback asks this machine itself" if is_public(number, allow_loopback=True) else ""
    return f"{named} is no machine of the internet and is not asked{own}"


class _Pinned(http.client.HTTPConnection):
    """A connection to a number that was checked, under the name of its host."""

    def __init__(self, host: str, port: int, number: str, secure: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._number = number
        self._secure = secure
        self._open: socket.socket | None = None
        self.default_port = 443 if secure else 80

    def connect(self) -> None:
        self.sock = self._open = socket.create_connection((self._number, self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            wrapped = context.wrap_socket(self._open, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = self._open = wrapped
            wrapped.do_handshake()

    def cut(self) -> None:
        """Ends a request that takes too long, wherever it is."""
        try:
            if self._open is not None:
                self._open.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def _body(response: http.client.HTTPResponse, told: Mapping[str, str], most: int) -> bytes:
    """The body, unpacked as it comes. Raises ReadFailed where it is too large."""
    large = ReadFailed("too-large", f"it is larger than is fetched ({most / 1e6:.0f} MB)")
    if told.get("content-length", "").isdigit() and int(told["content-length"]) > most:
        raise large
    packed = told.get("content-encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise ReadFailed("no-answer", f"it is packed in a way that was not asked for ({packed[:20]})")
    unpack = zlib.decompressobj(31) if "gzip" in packed else None
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_STEP):
        whole = unpack.decompress(part, most - size + 1) if unpack else part
        size += len(whole)
        if size > most:
            raise large
        parts.append(whole)
    if unpack and not unpack.eof:
        raise ReadFailed("no-answer", "the answer broke off")
    if not response.isclosed() and response.length:
        raise ReadFailed("no-answer", "the answer broke off")
    return b"".join(parts)


def _ascii(path: str) -> str:
    """A path as it may be sent: what is no ASCII is written as its bytes."""
    return "".join(char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode()) for char in path)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
