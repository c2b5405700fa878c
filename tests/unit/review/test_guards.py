"""What stands before every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from tests.review import Client, client_of

from rasd.review import app as application
from rasd.review.request import Coding
from rasd.review.security.bodies import FORM_BYTES

_CHANGE = APIRouter()


@_CHANGE.post("/change")
async def _change(ask: Coding) -> HTMLResponse:
    await ask.request.form()
    return HTMLResponse(ask.person.name)


@pytest.fixture
def client(place: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """The application over an empty store, with an address that changes something."""
    monkeypatch.setattr(application, "ROUTERS", (*application.ROUTERS, _CHANGE))
    with client_of(place) as client:
        yield client


def test_a_form_with_the_token_of_its_session_is_taken(client: Client) -> None:
    assert client.post("/change").text == "Salma"
    assert client.http.post("/change", data={"csrf": client.token}).text == "Salma"


@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_a_form_without_the_token_of_its_session_is_refused(
    client: Client, token: str | None
) -> None:
    client.get("/")
    answer = client.http.post("/change", data={} if token is None else {"csrf": token})
    assert answer.status_code == 403


def test_the_token_of_another_session_is_refused(client: Client) -> None:
    token = client.token
    client.http.cookies.clear()
    assert client.http.post("/change", data={"csrf": token}).status_code == 403


def test_a_cookie_that_we_did_not_sign_is_replaced(client: Client) -> None:
    answer = client.http.get("/queue", headers={"Cookie": "rasd_session=stolen.signature"})
    assert "rasd_session" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]


def test_a_name_that_is_not_the_servers_is_refused(client: Client) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_a_body_that_is_too_large_is_refused_whatever_it_declares(client: Client) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(FORM_BYTES // 1000 + 1):
            yield b"x" * 1000

    form = "application/x-www-form-urlencoded"
    headers = {"X-CSRF-Token": client.token, "Content-Type": form}
    assert client.http.post("/change", content=body(), headers=headers).status_code == 413
    assert client.http.post("/change", content=b"x" * (FORM_BYTES + 1)).status_code == 413


def test_no_page_may_run_a_script_of_its_own_or_be_framed(client: Client) -> None:
    for address in ("/", "/nowhere", "/static/app.js"):
        policy = client.get(address).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_pages_are_kept_by_no_cache_and_files_of_a_version_are(client: Client) -> None:
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.get("/static/app.js").headers["cache-control"] == "no-cache"
    assert "immutable" in client.get("/static/app.js?v=1").headers["cache-control"]


def test_the_language_of_an_address_is_kept(client: Client) -> None:
    assert '<html lang="ar" dir="rtl">' in client.get("/").text
    assert '<html lang="en" dir="ltr">' in client.get("/?lang=en").text
    assert '<html lang="en" dir="ltr">' in client.get("/").text


def test_an_unknown_address_says_so_in_the_readers_language(client: Client) -> None:
    answer = client.get("/nowhere?lang=en")
    assert answer.status_code == 404
    assert "nothing at this address" in answer.text
