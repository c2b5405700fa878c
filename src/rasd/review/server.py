"""Decides how the application is reached: the socket is taken before anything is promised."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import uvicorn
from fastapi import FastAPI

from rasd.model import SettingsError
from rasd.search import arabic_analyser

_WAITING = 128


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes any that is free.

    Raises `SettingsError` where the port is taken or the host is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"cannot listen on {host}, port {port}: {error.strerror}. Another server may be "
            "running there: choose another with --port, or --port 0 for any that is free"
        ) from error
    listening.listen(_WAITING)
    return listening


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How requests come here: by https with a certificate, or through proxies that are believed."""

    cert: Path | None = None
    key: Path | None = None
    proxies: tuple[str, ...] = ()


class Server:
    """Answers on a socket. `ready` is called once requests are answered.

    Nothing is logged of single requests: their addresses hold what people search for.
    """

    def __init__(
        self,
        app: FastAPI,
        listening: socket.socket,
        *,
        ready: Callable[[], None],
        way: Way | None = None,
    ) -> None:
        way = way or Way()
        config = uvicorn.Config(
            app,
            # The other parser that may be installed takes addresses and headers of any length.
            http="h11",
            ws="none",
            access_log=False,
            log_level="warning",
            server_header=False,
            proxy_headers=bool(way.proxies),
            forwarded_allow_ips=list(way.proxies),
            ssl_certfile=way.cert,
            ssl_keyfile=way.key,
        )
        self._server = _Server(config, ready)
        self._listening = listening

    def run(self) -> None:
        """Answers until `stop`, Ctrl-C or SIGTERM.

        The words of the language are read meanwhile, so that the first search need not wait.
        """
        Thread(target=arabic_analyser, name="words", daemon=True).start()
        self._server.run(sockets=[self._listening])

    def stop(self) -> None:
        """Ends `run` in another thread, once the requests in hand are answered."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()
