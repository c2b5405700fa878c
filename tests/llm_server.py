"""A server that says what a test tells it to, as an OpenAI-compatible endpoint or otherwise."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What goes back: `body` as it stands, or nothing and the connection broken."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)
    length: int | None = None
    """The `Content-Length` that is claimed, where that is not the truth."""
    broken: bool = False
    endless: bool = False
    """The body again and again, until the other side has had enough."""
    wait: float = 0.0
    """Seconds before each piece of the body; 0 sends it at once."""


def completion(
    content: Any, *, finish: str = "stop", usage: tuple[int, int] | None = (900, 90)
) -> Reply:
    """An answer as endpoints give it."""
    value: dict[str, Any] = {
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content},
                "finish_reason": finish,
            }
        ]
    }
    if usage is not None:
        value["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return Reply(body=json.dumps(value).encode())


@dataclass(slots=True)
class Server:
    """What a scripted server was asked."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    at_once: int = 0
    """The most questions that it had at one time."""


Script = Callable[[dict[str, Any], int], Reply]
"""What to answer to a request, which is the n-th."""


@contextmanager
def serving(script: Script) -> Iterator[Server]:
    """A server on a free port of this machine, until the block ends."""
    stopping = threading.Event()
    lock = threading.Lock()
    now = 0

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            nonlocal now
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                number = len(server.requests)
                server.requests.append(sent)
                server.headers.append({k.lower(): v for k, v in self.headers.items()})
                server.paths.append(self.path)
                now += 1
                server.at_once = max(server.at_once, now)
            try:
                self._send(script(sent, number))
            finally:
                with lock:
                    now -= 1

        def _send(self, reply: Reply) -> None:
            self.close_connection = True
            if reply.broken:
                return
            with suppress(OSError):
                self.send_response(reply.status)
                self.send_header("Connection", "close")  # or a client may ask on it once more
                for name, value in reply.headers:
                    self.send_header(name, value)
                if not reply.endless:
                    length = len(reply.body) if reply.length is None else reply.length
                    self.send_header("Content-Length", str(length))
                self.end_headers()
                pieces = [reply.body]
                if reply.wait:
                    pieces = [reply.body[i : i + 1] for i in range(len(reply.body))]
                while not stopping.is_set():
                    for piece in pieces:
                        stopping.wait(reply.wait)
                        self.wfile.write(piece)
                    if not reply.endless:
                        return

        def log_message(self, *_: object) -> None: ...

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(url=f"http://127.0.0.1:{http.server_address[1]}/v1")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        stopping.set()
        http.shutdown()
        http.server_close()
        thread.join()


def slowly(script: Script, seconds: float) -> Script:
    """A script whose answers take their time."""

    def answer(sent: dict[str, Any], number: int) -> Reply:
        time.sleep(seconds)
        return script(sent, number)

    return answer
