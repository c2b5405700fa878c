"""What is kept of one question and its answer."""

from __future__ import annotations

import gzip

from tests.unit.run.net.test_fetch import PAGE, answered, serving

from rasd.run.net.asking import Answer, ask

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


def test_an_answer_that_is_no_page_is_an_answer() -> None:
    with serving(answered(b"", "ETag: x", status="304 Not Modified")) as server:
        answer: Answer = ask(server.url(), server.reach)
    assert (answer.status, answer.header("etag"), answer.body) == (304, "x", b"")
