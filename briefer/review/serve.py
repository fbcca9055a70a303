"""Listens on this machine alone, until it is stopped."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
from collections.abc import Callable

from briefer.errors import BrieferError
from briefer.review.app import app
from briefer.review.ledger import Ledger

HERE = "127.0.0.1"
USUAL = 8730
"""The port where none is asked for and this one is free: what a page could not send is found again at the same one."""
_MOST = 65535


def listen(port: int | None) -> socket.socket:
    """A socket of this machine at a port: any where it is 0, the usual or any other where it is None.

    Raises BrieferError when the port is taken.
    """
    hint = "leave --port out, and a free one is taken"
    if port is not None and port > _MOST:
        raise BrieferError(f"there is no port {port}", hint)
    try:
        return socket.create_server((HERE, USUAL if port is None else port))
    except OSError as error:
        if port is None:
            return socket.create_server((HERE, 0))
        raise BrieferError(f"cannot listen on port {port}: {os.strerror(error.errno or 0)}", hint) from error


def serve(ledger: Ledger, listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Answer browsers until Ctrl-C; `ready` is told the address, with a token that no other run has."""
    import uvicorn

    token = secrets.token_urlsafe(32)
    port = listening.getsockname()[1]
    hosts = (f"{HERE}:{port}", f"localhost:{port}")
    settings = uvicorn.Config(
        app(ledger, token, hosts),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        http="h11",
        loop="asyncio",
        timeout_graceful_shutdown=2,
    )
    ready(f"http://{hosts[0]}/{token}/")
    # uvicorn stops in good order and then raises the interrupt again
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(settings).run(sockets=[listening])
