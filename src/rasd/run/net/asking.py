"""Decides how one address is asked: only on public machines, so much and for so long.

The name is looked up once and the connection goes to the very address that was judged. Proxies of
the environment are not asked: they would look names up again where nobody judges the answer.
Nothing is sent that says who asks, but for what a caller adds: no cookie, no password, no address
that the reader came from. What went over the wire is kept as it went, for an archive.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast
from urllib.parse import SplitResult, urlsplit, urlunsplit

from rasd import __version__
from rasd.model import DocumentError
from rasd.readers.limits import MEGABYTE
from rasd.run.net.addresses import is_public
from rasd.run.net.urls import PORTS, unfit

MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_ASIDE = 100_000
"""Bytes that are read of an answer that is no page."""
_HEADERS = {
    "User-Agent": f"rasd/{__version__}",
    "Accept": "text/html, application/rss+xml, application/atom+xml, */*;q=.5",
    "Accept-Language": "ar, *;q=.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What may be fetched. `also` are addresses with a port, `127.0.0.1:8080`, beside public ones.

    Only who starts a server from Python, or writes the sources of a watch, can name any: no page
    does.
    """

    resolve: Callable[[str, int], list[str]] = _resolve
    also: frozenset[str] = frozenset()
    most: int = 20 * MEGABYTE
    seconds: float = 30.0
    step: float = 10.0
    """How long nothing may come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said to one question; `body` is unpacked, whole for a page alone.

    `asked` and `said` are the bytes that went there and came back, from the machine at `ip`.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    asked: bytes = field(repr=False)
    said: bytes = field(repr=False)
    ip: str
    cut: bool = False
    """Whether more came than was read, of an answer that is no page."""

    def header(self, name: str) -> str | None:
        """The first header of this name, in whatever case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def target(self) -> str | None:
        """Where the answer leads on to, `None` where it does not.

        Sites write Arabic addresses there in plain UTF-8, which headers are not read as.
        """
        stated = self.header("Location") if self.status in MOVED else None
        if not stated:
            return None
        try:
            return stated.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return stated


def ask(url: str, reach: Reach, headers: Mapping[str, str] | None = None) -> Answer:
    """Asks a clean address once; `headers` are sent beside, or in place of, the usual ones.

    Raises `DocumentError` for an address that may not be asked, and where no whole answer comes.
    """
    parts = urlsplit(url)
    with _answer(parts, reach, {**_HEADERS, **(headers or {})}) as (answer, connection):
        body = _body(answer, reach) if answer.status == http.client.OK else _aside(answer)
        return Answer(
            url=url,
            status=answer.status,
            reason=answer.reason,
            headers=tuple(answer.getheaders()),
            body=body,
            asked=bytes(connection.sent),
            said=_final(bytes(answer.came)),
            ip=connection.ip,
            cut=answer.status != http.client.OK and not answer.isclosed(),
        )


@contextmanager
def _answer(
    parts: SplitResult, reach: Reach, headers: Mapping[str, str]
) -> Iterator[tuple[_Recorded, _Connection]]:
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    connection = _Connection(
        host, port, _judged(host, port, reach), reach, secure=parts.scheme == "https"
    )
    # A server that sends a byte now and then would never make a single step wait too long.
    late = threading.Timer(reach.seconds, connection.cut)
    late.daemon = True
    late.start()
    try:
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        assert isinstance(answer, _Recorded)
        yield answer, connection
        if connection.late:
            raise TimeoutError
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = (
            f"no whole answer within {reach.seconds:g} seconds" if connection.late else _why(error)
        )
        raise DocumentError(
            "missing",
            f"{host} could not be reached: {why}",
            "check the address and the network; or save the page and bring in the file",
        ) from error
    finally:
        late.cancel()
        connection.close()


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it does not answer"
    return str(getattr(error, "strerror", None) or error or type(error).__name__)[:200]


def _judged(host: str, port: int, reach: Reach) -> list[str]:
    """The addresses of a host, all of them public; a name that also leads elsewhere is a trick."""
    try:
        found = reach.resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise DocumentError(
            "missing", f"there is no server {host!r}", "check the spelling of the address"
        ) from error
    allowed = [each for each in found if f"{each}:{port}" in reach.also]
    if allowed:
        return allowed
    if port not in PORTS.values():
        raise unfit(f"port {port} is no port of web pages")
    if not found or not all(is_public(each) for each in found):
        raise DocumentError(
            "unsafe",
            f"{host} is no public server: what stands inside a network is not fetched",
            "open the address in a browser, save the page and bring in the file",
        )
    return found


class _Tee(io.RawIOBase):
    """Passes on what comes from the wire, and keeps a copy."""

    def __init__(self, wire: io.RawIOBase, kept: bytearray, most: int) -> None:
        self._wire = wire
        self._kept = kept
        self._most = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        taken = self._wire.readinto(buffer)
        if taken:
            self._kept += memoryview(buffer)[:taken]
        # What frames a body, such as the sizes of chunks, is counted nowhere else.
        if len(self._kept) > self._most:
            raise OSError("the answer has no end")
        return taken

    def close(self) -> None:
        self._wire.close()
        super().close()


class _Recorded(http.client.HTTPResponse):
    """An answer that keeps what came as it came: headers in their spelling, chunks, packing."""

    def __init__(self, *given: Any, most: int, **named: Any) -> None:
        super().__init__(*given, **named)
        self.came = bytearray()
        wire = self.fp.detach()
        self.fp = io.BufferedReader(_Tee(wire, self.came, most))


class _Connection(http.client.HTTPConnection):
    """Speaks to an address that was judged, in the name of the host."""

    def __init__(
        self, host: str, port: int, addresses: list[str], reach: Reach, *, secure: bool
    ) -> None:
        super().__init__(host, port, timeout=reach.step)
        most = reach.most * 3 // 2 + _CHUNK
        self.response_class = cast("type[_Recorded]", partial(_Recorded, most=most))
        self._addresses = addresses
        self._secure = secure
        self.default_port = PORTS["https" if secure else "http"]
        self.late = False
        self.ip = ""
        self.sent = bytearray()
        # Kept beside `sock`, which is let go of once the headers of an answer are there.
        self._wire: socket.socket | None = None

    def connect(self) -> None:
        """Tries the addresses in turn."""
        for n, address in enumerate(self._addresses, 1):
            if self.late:
                raise TimeoutError
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
                self.ip = address
                break
            except OSError:
                if n == len(self._addresses):
                    raise
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self._wire = self.sock
        if self.late:  # before there was anything to be cut
            raise TimeoutError

    def send(self, data: Any) -> None:
        self.sent += data
        super().send(data)

    def cut(self) -> None:
        """Ends it, whatever it waits for."""
        self.late = True
        wire = self._wire or self.sock
        if wire is not None:
            with suppress(OSError):
                # Not the method of an encrypted socket: another thread reads from that.
                socket.socket.shutdown(wire, socket.SHUT_RDWR)


def _final(came: bytes) -> bytes:
    """What came without the answers before the last one, such as `100 Continue`."""
    while came.startswith((b"HTTP/1.1 1", b"HTTP/1.0 1")):
        came = came.partition(b"\r\n\r\n")[2]
    return came


def _aside(answer: http.client.HTTPResponse) -> bytes:
    """The start of what an answer says that is no page."""
    with suppress(OSError, http.client.HTTPException, ValueError):
        return answer.read(_ASIDE)
    return b""


def _body(answer: http.client.HTTPResponse, reach: Reach) -> bytes:
    coding = str(answer.getheader("Content-Encoding") or "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise DocumentError(
            "unsupported",
            f"the answer is packed with {coding[:20]}",
            "open the address in a browser, save the page and bring in the file",
        )
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in coding else None
    body = bytearray()
    taken = 0
    while chunk := answer.read(_CHUNK):
        taken += len(chunk)
        if unpack is None:
            body += chunk
        else:
            try:
                body += unpack.decompress(chunk, reach.most + 1 - len(body))
            except zlib.error as error:
                raise DocumentError(
                    "malformed", f"broken gzip data: {error}", "fetch it again"
                ) from error
        # Also of what is packed: after the end of a packed body there may be more without end.
        if max(len(body), taken) > reach.most:
            raise DocumentError(
                "too_large",
                f"the answer is larger than {reach.most / MEGABYTE:g} MB",
                "save it and bring in the file",
            )
    if answer.length or (unpack is not None and not unpack.eof):
        raise DocumentError("truncated", "the answer ends too early", "fetch it again")
    return bytes(body)
