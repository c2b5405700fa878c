"""Decides how an address is fetched: only from public machines, so much and for so long.

The name is looked up once and the connection goes to the very address that was judged; each
redirect is judged anew. Proxies of the environment are not asked: they would look names up again
where nobody judges the answer. Nothing is sent that says who asks: no cookie, no password, no
address that the reader came from.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from rasd import __version__
from rasd.model import DocumentError
from rasd.readers.limits import MEGABYTE
from rasd.review.imports.addresses import is_public

PORTS = {"http": 80, "https": 443}
REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_LONGEST = 2_000
_CHUNK = 65_536
_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")
_KEPT = "/:@!$&'()*+,;=-._~%[]"
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

    Only who starts a server from Python can name any: no option and no page does.
    """

    resolve: Callable[[str, int], list[str]] = _resolve
    also: frozenset[str] = frozenset()
    most: int = 20 * MEGABYTE
    seconds: float = 30.0
    step: float = 10.0
    """How long nothing may come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What stood at an address, and at which one in the end."""

    url: str
    data: bytes = field(repr=False)


def fetch(url: str, reach: Reach = Reach()) -> Fetched:
    """What stands at an address, redirects followed.

    Raises `DocumentError` for an address that may not be fetched, and for what cannot be.
    """
    at = clean_url(url)
    for _ in range(REDIRECTS + 1):
        parts = urlsplit(at)
        with _answer(parts, reach) as answer:
            target = answer.getheader("Location")
            if answer.status in _MOVED and target:
                at = clean_url(urljoin(at, target))
                continue
            if answer.status != http.client.OK:
                raise DocumentError(
                    "missing",
                    f"the server answered {answer.status} {answer.reason[:80]}".rstrip(),
                    "open the address in a browser, save the page and bring in the file",
                )
            return Fetched(url=at, data=_body(answer, reach))
    raise DocumentError(
        "malformed",
        f"the address leads on more than {REDIRECTS} times",
        "open it in a browser and give the address that it leads to",
    )


def clean_url(given: str) -> str:
    """The address in the form in which it is asked for, without its fragment.

    >>> clean_url(" HTTPS://Bahr.Example/a b#c ")
    'https://bahr.example/a%20b'
    """
    try:
        parts = urlsplit(given.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    except ValueError as error:  # with UnicodeError
        raise _unfit("it is not written as an address") from error
    if parts.scheme not in PORTS:
        raise _unfit("only http and https addresses are fetched")
    if not host or _UNFIT.search(host):
        raise _unfit("it names no server")
    if parts.username is not None or parts.password is not None:
        raise _unfit("it holds a name or a password")
    shown = f"[{host}]" if ":" in host else host
    if port is not None and port != PORTS[parts.scheme]:
        shown = f"{shown}:{port}"
    path = quote(parts.path or "/", safe=_KEPT)
    query = quote(parts.query, safe=f"{_KEPT}?")
    whole = urlunsplit((parts.scheme, shown, path, query, ""))
    if len(whole) > _LONGEST:
        raise _unfit("it is too long")
    return whole


def _unfit(why: str) -> DocumentError:
    return DocumentError(
        "unsafe", f"this address is not fetched: {why}", "give an address such as https://…/article"
    )


@contextmanager
def _answer(parts: SplitResult, reach: Reach) -> Iterator[http.client.HTTPResponse]:
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    connection = _Connection(
        host, port, _judged(host, port, reach), secure=parts.scheme == "https", wait=reach.step
    )
    # A server that sends a byte now and then would never make a single step wait too long.
    late = threading.Timer(reach.seconds, connection.cut)
    late.daemon = True
    late.start()
    try:
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        connection.request("GET", target, headers=_HEADERS)
        yield connection.getresponse()
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
        raise _unfit(f"port {port} is no port of web pages")
    if not found or not all(is_public(each) for each in found):
        raise DocumentError(
            "unsafe",
            f"{host} is no public server: what stands inside a network is not fetched",
            "open the address in a browser, save the page and bring in the file",
        )
    return found


class _Connection(http.client.HTTPConnection):
    """Speaks to an address that was judged, in the name of the host."""

    def __init__(
        self, host: str, port: int, addresses: list[str], *, secure: bool, wait: float
    ) -> None:
        super().__init__(host, port, timeout=wait)
        self._addresses = addresses
        self._secure = secure
        self.default_port = PORTS["https" if secure else "http"]
        self.late = False
        # Kept beside `sock`, which is let go of once the headers of an answer are there.
        self._wire: socket.socket | None = None

    def connect(self) -> None:
        """Tries the addresses in turn."""
        for n, address in enumerate(self._addresses, 1):
            if self.late:
                raise TimeoutError
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError:
                if n == len(self._addresses):
                    raise
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self._wire = self.sock

    def cut(self) -> None:
        """Ends it, whatever it waits for."""
        self.late = True
        wire = self._wire or self.sock
        if wire is not None:
            with suppress(OSError):
                # Not the method of an encrypted socket: another thread reads from that.
                socket.socket.shutdown(wire, socket.SHUT_RDWR)


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
    while chunk := answer.read(_CHUNK):
        if unpack is None:
            body += chunk
        else:
            try:
                body += unpack.decompress(chunk, reach.most + 1 - len(body))
            except zlib.error as error:
                raise DocumentError(
                    "malformed", f"broken gzip data: {error}", "fetch it again"
                ) from error
        if len(body) > reach.most:
            raise DocumentError(
                "too_large",
                f"the answer is larger than {reach.most / MEGABYTE:g} MB",
                "save it and bring in the file",
            )
    if answer.length or (unpack is not None and not unpack.eof):
        raise DocumentError("truncated", "the answer ends too early", "fetch it again")
    return bytes(body)
