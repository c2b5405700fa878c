"""What is kept of one question and its answer."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.unit.run.net.test_fetch import PAGE, answered, serving

from rasd.model import DocumentError
from rasd.run.net.asking import Answer, Reach, ask

CHUNKED = b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n"


def test_what_went_over_the_wire_is_kept_as_it_went() -> None:
    packed = gzip.compress(PAGE)
    with serving(answered(packed, "Content-Encoding: gzip", "X-oDD:  a")) as server:
        answer = ask(server.url("/a?b"), server.reach, {"If-None-Match": '"v1"'})
    assert answer.body == PAGE
    assert answer.said.endswith(b"X-oDD:  a\r\n\r\n" + packed)
    assert answer.asked.startswith(b"GET /a?b HTTP/1.1\r\n")
    assert b'If-None-Match: "v1"\r\n' in answer.asked
    assert answer.ip == "127.0.0.1"


def test_chunks_are_kept_as_they_came_and_joined_in_the_body() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving(lambda connection, _: connection.sendall(head + CHUNKED)) as server:
        answer = ask(server.url(), server.reach)
    assert (answer.body, answer.said) == (b"<html>", head + CHUNKED)


def test_an_answer_ahead_of_the_answer_is_not_kept() -> None:
    ahead = b"HTTP/1.1 100 Continue\r\n\r\n"
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
    with serving(lambda connection, _: connection.sendall(ahead + whole)) as server:
        assert ask(server.url(), server.reach).said == whole


@contextmanager
def serving_securely(certificate: Path) -> Iterator[int]:
    """A server that speaks https with a certificate, and its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            for _ in range(2):
                connection, _ = listening.accept()
                with suppress(OSError), context.wrap_socket(connection, server_side=True) as wire:
                    wire.recv(65_536)
                    answered(PAGE)(wire, b"")

        threading.Thread(target=answer, daemon=True).start()
        yield listening.getsockname()[1]


def test_a_server_is_believed_when_somebody_vouches_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = own_certificate(tmp_path)
    with serving_securely(certificate) as port:
        also = frozenset({f"127.0.0.1:{port}"})
        reach = Reach(resolve=lambda host, port: ["127.0.0.1"], also=also, seconds=5, step=5)
        url = f"https://bahr.example:{port}/"
        with pytest.raises(DocumentError, match="certificate verify failed"):
            ask(url, reach)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert ask(url, reach).body == PAGE


def own_certificate(folder: Path) -> Path:
    """A certificate for the host of the tests, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bahr.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("bahr.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "own.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_an_arabic_address_that_is_led_on_to_is_read_as_it_was_written() -> None:
    head = "HTTP/1.1 301 Moved\r\nLocation: /أخبار/1\r\nContent-Length: 0\r\n\r\n".encode()
    with serving(lambda connection, _: connection.sendall(head)) as server:
        assert ask(server.url(), server.reach).target == "/أخبار/1"


def test_an_answer_that_is_no_page_is_an_answer() -> None:
    with serving(answered(b"", "ETag: x", status="304 Not Modified")) as server:
        answer: Answer = ask(server.url(), server.reach)
    assert (answer.status, answer.header("etag"), answer.body) == (304, "x", b"")


def test_time_that_ran_out_before_there_was_a_connection_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect = socket.create_connection
    timers: list[threading.Timer] = []
    timer = threading.Timer

    def noted(*given: Any) -> threading.Timer:
        timers.append(timer(*given))
        return timers[-1]

    def slow(*given: Any) -> socket.socket:
        timers[-1].join()
        return connect(*given)

    with serving(answered(PAGE)) as server:
        monkeypatch.setattr("rasd.run.net.asking.threading.Timer", noted)
        monkeypatch.setattr("rasd.run.net.asking.socket.create_connection", slow)
        with pytest.raises(DocumentError, match="no whole answer within"):
            ask(server.url(), replace(server.reach, seconds=0.01))
    assert not any(server.asked)


@pytest.mark.parametrize(
    ("head", "again"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"1;" + b"a" * 999 + b"\r\nx\r\n",
        ),
    ],
    ids=["answers ahead", "sizes of chunks"],
)
def test_what_frames_an_answer_has_an_end_too(head: bytes, again: bytes) -> None:
    def talk(connection: socket.socket, asked: bytes) -> None:
        connection.sendall(head)
        for _ in range(4_000_000 // len(again)):
            connection.sendall(again)

    with (
        serving(talk) as server,
        pytest.raises(DocumentError, match="the answer has no end"),
    ):
        ask(server.url(), server.reach)
