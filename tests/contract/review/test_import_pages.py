"""The pages of imports: what is sent comes in, what is hostile is shown and does nothing."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from tests.imports import ended_page, report
from tests.review import Client, client_of
from tests.unit.run.net.test_fetch import Talk, answered, serving

from rasd.review import request
from rasd.review.imports.limits import ImportLimits
from rasd.review.people import Person, Role

_ITEM = (
    "<item><title>{title}</title><link>{link}</link>"
    "<pubDate>Mon, 06 Jan 2031 08:00:00 GMT</pubDate><description>{text}</description></item>"
)


@pytest.fixture
def client(place: str) -> Iterator[Client]:
    """The application over an empty store."""
    with client_of(place, import_limits=ImportLimits(file=10_000)) as client:
        yield client


def sent(client: Client, *files: tuple[str, bytes], **fields: str) -> str:
    """The page of the import of some files, once it has ended; in English."""
    client.get("/?lang=en")
    answer = client.post("/import/files", fields, files=[("files", file) for file in files])
    assert answer.status_code == 200, answer.text
    return ended_page(client, str(answer.url))


def test_files_come_in_and_their_problems_are_named(client: Client) -> None:
    hostile = '"><img src=x onerror=alert(1)>.txt'
    page = sent(
        client,
        ("a.txt", report().encode()),
        (hostile, b"The mayor of the imaginary town said that the bridge was closed."),
        ("../../b.pdf", b"\x89PNG\r\n"),
        ("c.zip", b"PK\x03\x04 and so on"),
        ("large.txt", b"x" * 10_001),
    )
    assert ">Done.<" in page
    assert re.search(r"New articles</dt><dd>1<", page)
    assert '<a href="/documents/a.txt">' in page
    assert "<img" not in page
    for name in (
        "&lt;img src=x onerror=alert(1)&gt;.txt",
        "<bdi>b.pdf</bdi>",
        "c.zip",
        "large.txt",
    ):
        assert name in page
    for what in ("Not Arabic", "Not text", "Unsupported format", "Too large"):
        assert what in page
    arabic = client.get("/import?lang=ar").text
    assert re.search(r"مقال جديد واحد، \d مشكلات", arabic)
    assert client.get(re.findall(r"/import/\d{14}-\w+", arabic)[0]).text.count("<img") == 0


def test_a_text_comes_in_with_what_is_said_of_it(client: Client) -> None:
    fields = {
        "text": report().replace(" وأصيب", "\r\nوأصيب"),
        "title": "Bridge",
        "outlet": "Bahr News",
        "published": "2031-02-01",
        "url": "https://bahr.example/a",
    }
    answer = client.post("/import/text", fields)
    page = ended_page(client, str(answer.url))
    [path] = re.findall(r'href="/documents/(pasted%2F[0-9a-f]+\.txt)"', page)
    context = client.http.app.state.context  # type: ignore[attr-defined]
    with context.stores.lent() as store:
        document = store.document(unquote(path))
    assert document.text == report().replace(" وأصيب", "\nوأصيب")
    assert (document.title, document.outlet) == ("Bridge", "Bahr News")
    assert str(document.published) == "2031-02-01"
    assert document.url == "https://bahr.example/a"


@pytest.mark.parametrize(
    ("address", "fields", "said"),
    [
        ("/import/text", {"text": "  "}, "The text is empty"),
        ("/import/text", {"text": "x", "published": "yesterday"}, "is no day"),
        ("/import/text", {"text": "x", "title": "x" * 501}, "title"),
        ("/import/files", {}, "nothing to bring in"),
        ("/import/address", {"url": "http://127.0.0.1:5432"}, None),
        ("/import/address", {"url": "file:///etc/passwd"}, "without a name or a password"),
    ],
)
def test_what_cannot_be_brought_in_is_refused_with_the_reason(
    client: Client, address: str, fields: dict[str, str], said: str | None
) -> None:
    client.get("/?lang=en")
    answer = client.post(address, fields)
    if said is None:
        page = ended_page(client, str(answer.url))
        assert ">Failed.<" in page
        assert "port 5432 is no port of web pages" in page
    else:
        assert answer.status_code == 422
        assert said in answer.text


def test_a_part_of_the_files_comes_at_a_time_and_the_last_begins(client: Client) -> None:
    asked = {"Accept": "application/json", "X-CSRF-Token": client.token}

    def part(name: str, n: int, **fields: str) -> str:
        given = [("files", (name, report(n).encode()))]
        answer = client.http.post("/import/files", data=fields, files=given, headers=asked)
        return str(answer.json()["id"])

    import_id = part("a.txt", 1, more="true", published="2031-02-01")
    assert part("b/c.txt", 2, **{"import": import_id, "more": "true"}) == import_id
    waiting = client.get(f"/import/{import_id}?lang=en").text
    assert "Files are being sent" in waiting
    assert part("d.txt", 3, **{"import": import_id}) == import_id
    page = ended_page(client, f"/import/{import_id}")
    assert "/documents/b%2Fc.txt" in page
    again = client.post("/import/files", {"import": import_id}, files=[("files", ("e.txt", b"x"))])
    assert again.status_code == 422


def test_readers_bring_nothing_in_and_coders_leave_the_imports_of_others_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        request, "person_of", lambda *_: Person(name="R", shown="R", role=Role.READER)
    )
    assert client.get("/import").status_code == 403
    assert client.post("/import/text", {"text": "x"}).status_code == 403
    monkeypatch.undo()
    desk = client.http.app.state.context.desk  # type: ignore[attr-defined]
    others = desk.begin("Nada")
    monkeypatch.setattr(
        request, "person_of", lambda *_: Person(name="C", shown="C", role=Role.CODER)
    )
    assert client.post(f"/import/{others}/cancel").status_code == 403
    assert client.post("/import/files", {"import": others}).status_code == 403
    assert desk.get(others) is not None


@pytest.mark.parametrize("name", ["20310101000000-00000000", "..%2F..%2Fetc", "x"])
def test_an_import_that_there_is_not_says_so(client: Client, name: str) -> None:
    assert client.get(f"/import/{name}").status_code == 404
    assert client.post(f"/import/{name}/cancel").status_code == 404


def test_the_articles_of_a_feed_are_chosen_and_fetched(place: str) -> None:
    talk: dict[str, Talk] = {}
    gone = answered(b"", status="404 Gone")

    def answer_of(connection: socket.socket, asked: bytes) -> None:
        talk.get(asked.split(b" ")[1].decode(), gone)(connection, asked)

    with serving(answer_of) as server:
        base = f"http://127.0.0.1:{server.port}"
        items = [
            _ITEM.format(title=f"Article {n}", link=f"{base}/{n}.html", text="&lt;b&gt;x&lt;/b&gt;")
            for n in range(1, 5)
        ]
        items.append(_ITEM.format(title="Trick", link="file:///etc/passwd", text="x"))
        feed = f"<rss><channel><title>Bahr</title>{''.join(items)}</channel></rss>"
        talk["/feed"] = answered(feed.encode())
        for n in range(1, 4):
            body = f"<html><body><article><p>{report(n)}</p></article></body></html>"
            talk[f"/{n}.html"] = answered(body.encode())
        with client_of(place, also_fetched=frozenset({f"127.0.0.1:{server.port}"})) as client:
            client.get("/?lang=en")
            answer = client.post("/import/address", {"url": f"{base}/feed"})
            page = ended_page(client, str(answer.url))
            assert "Choose the articles" in page
            offered = re.findall(r'name="url" value="([^"]+)"', page)
            assert offered == [f"{base}/{n}.html" for n in range(1, 5)]
            chosen = [*offered[1:], "http://127.0.0.1:1/never-offered"]
            answer = client.post(f"{answer.url}/articles", {"url": chosen})
            page = ended_page(client, str(answer.url))
    assert re.search(r"New articles</dt><dd>2<", page)
    assert f"{base}/4.html" in page
    assert "the server answered 404" in page
    assert "/1.html" not in page
    assert not any(b"never-offered" in asked for asked in server.asked)
