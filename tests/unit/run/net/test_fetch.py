"""Fetching an address: never from inside a network, never without end."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from rasd.model import DocumentError
from rasd.run.net.asking import Reach
from rasd.run.net.fetch import fetch

PAGE = b"<html><body><p>page</p></body></html>"
Talk = Callable[[socket.socket, bytes], None]


@dataclass
class Server:
    """Answers every connection in its own way, and keeps what was asked."""

    port: int
    asked: list[bytes] = field(default_factory=list)

    @property
    def reach(self) -> Reach:
        """A reach in which every name stands for this server."""
        return Reach(
            resolve=lambda host, port: ["127.0.0.1"],
            also=frozenset({f"127.0.0.1:{self.port}"}),
            most=100_000,
            seconds=3,
            step=1,
        )

    def url(self, path: str = "/") -> str:
        return f"http://bahr.example:{self.port}{path}"


@contextmanager
def serving(talk: Talk) -> Iterator[Server]:
    """A server on this machine for the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening.getsockname()[1])

        def answer() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    asked = connection.recv(65_536)
                    server.asked.append(asked)
                    try:
                        talk(connection, asked)
                    except OSError:  # who asked has gone
                        continue

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)


def answered(body: bytes, *headers: str, status: str = "200 OK") -> Talk:
    """Says the same to everybody."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return lambda connection, _: connection.sendall("\r\n".join(lines).encode() + body)


def refusal(server: Server, path: str = "/") -> DocumentError:
    with pytest.raises(DocumentError) as refused:
        fetch(server.url(path), server.reach)
    assert refused.value.remedy
    return refused.value


def test_a_page_comes_with_the_address_at_which_it_stood() -> None:
    with serving(answered(PAGE)) as server:
        found = fetch(server.url("/news?id=7#top"), server.reach)
    assert (found.url, found.data) == (server.url("/news?id=7"), PAGE)


def test_nothing_is_sent_that_says_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serving(answered(PAGE, "Set-Cookie: a=b")) as server:
        fetch(server.url(), server.reach)
        fetch(server.url(), server.reach)
    for asked in server.asked:
        assert f"Host: bahr.example:{server.port}".encode() in asked
        for header in (b"cookie", b"referer", b"authorization"):
            assert header not in asked.lower()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
    ],
)
def test_this_machine_is_never_asked_however_it_is_written(url: str) -> None:
    with pytest.raises(DocumentError) as refused:
        fetch(url)
    assert refused.value.kind in ("unsafe", "missing")
    assert "reached" not in str(refused.value)


@pytest.mark.parametrize("found", [["10.0.0.1"], ["9.9.9.9", "169.254.169.254"], []])
def test_a_name_that_leads_inside_a_network_is_refused(found: list[str]) -> None:
    with pytest.raises(DocumentError) as refused:
        fetch("https://bahr.example/", Reach(resolve=lambda host, port: found))
    assert refused.value.kind == "unsafe"


def test_a_port_that_is_not_one_of_web_pages_is_refused() -> None:
    with pytest.raises(DocumentError, match="port 6379"):
        fetch("http://bahr.example:6379/", Reach(resolve=lambda host, port: ["9.9.9.9"]))


def test_the_name_is_looked_up_once_and_the_address_that_was_judged_is_asked() -> None:
    looked_up: list[str] = []
    with serving(answered(PAGE)) as server:

        def rebinding(host: str, port: int) -> list[str]:
            looked_up.append(host)
            return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

        reach = Reach(resolve=rebinding, also=server.reach.also)
        assert fetch(server.url(), reach).data == PAGE
    assert looked_up == ["bahr.example"]


def test_every_redirect_is_judged_anew() -> None:
    def leading(connection: socket.socket, asked: bytes) -> None:
        answered(b"", "Location: http://inside.example/secret", status="302 Found")(
            connection, asked
        )

    with serving(leading) as server:
        reach = Reach(
            resolve=lambda host, port: ["127.0.0.1"], also=frozenset({f"127.0.0.1:{server.port}"})
        )
        with pytest.raises(DocumentError, match="no public server"):
            fetch(server.url(), reach)
    assert len(server.asked) == 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.example/", "http://a:b@x/"])
def test_a_redirect_to_another_kind_of_address_is_refused(target: str) -> None:
    with serving(answered(b"", f"Location: {target}", status="301 Moved")) as server:
        assert refusal(server).kind == "unsafe"


def test_redirects_are_followed_five_times_and_no_more() -> None:
    def leading(connection: socket.socket, asked: bytes) -> None:
        left = int(asked.split(b" ")[1].strip(b"/"))
        if not left:
            answered(PAGE)(connection, asked)
        else:
            answered(b"", f"Location: /{left - 1}", status="307 Moved")(connection, asked)

    with serving(leading) as server:
        assert fetch(server.url("/5"), server.reach).url == server.url("/0")
        assert "leads on" in str(refusal(server, "/6"))


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_an_answer_that_is_too_large_is_refused(packed: bool) -> None:
    body = b"a" * 50_000_000 if packed else b"a" * 100_001
    talk = answered(gzip.compress(body), "Content-Encoding: gzip") if packed else answered(body)
    with serving(talk) as server:
        assert refusal(server).kind == "too_large"


def test_a_packed_answer_is_unpacked() -> None:
    with serving(answered(gzip.compress(PAGE), "Content-Encoding: gzip")) as server:
        assert fetch(server.url(), server.reach).data == PAGE


@pytest.mark.parametrize(
    ("talk", "kind"),
    [
        (answered(PAGE, status="404 Not Found"), "missing"),
        (answered(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"), "truncated"),
        (answered(b"no gzip", "Content-Encoding: gzip"), "malformed"),
        (answered(PAGE, "Content-Encoding: br"), "unsupported"),
        (lambda connection, _: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
         "truncated"),
        (lambda connection, _: connection.sendall(b"SSH-2.0-x\r\n"), "missing"),
        (lambda connection, _: connection.sendall(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 500),
         "missing"),
        (lambda connection, _: connection.sendall(b"HTTP/1.1 200 OK\r\na: " + b"b" * 100_000),
         "missing"),
        (lambda connection, _: None, "missing"),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_whole_page_is_no_page(talk: Talk, kind: str) -> None:
    with serving(talk) as server:
        assert refusal(server).kind == kind


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["headers", "body"])
def test_an_answer_that_drips_is_cut(head: bytes) -> None:
    gone = threading.Event()

    def drip(connection: socket.socket, _: bytes) -> None:
        connection.sendall(head)
        try:
            while True:
                connection.sendall(b"x")
                if gone.wait(0.1):
                    return
        finally:
            gone.set()

    with serving(drip) as server:
        assert "within 3 seconds" in str(refusal(server))
        assert gone.wait(10)


def test_a_name_of_many_machines_that_do_not_answer_is_left_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[object] = []

    def silent(address: object, timeout: float) -> socket.socket:
        tried.append(address)
        time.sleep(0.2)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", silent)
    reach = Reach(resolve=lambda host, port: ["9.9.9.9"] * 50, seconds=0.5)
    with pytest.raises(DocumentError, match=r"within 0\.5 seconds"):
        fetch("http://bahr.example/", reach)
    assert len(tried) < 50


def test_a_server_that_says_nothing_is_left() -> None:
    left = threading.Event()
    with serving(lambda connection, _: left.wait(10) and None) as server:
        assert "does not answer" in str(refusal(server))
        left.set()
