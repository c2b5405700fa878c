"""Requests that no page of ours makes: each is answered, and none for long."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from starlette.datastructures import QueryParams
from tests.builders import make_document, make_event, make_mention
from tests.review import Client, client_of, team_of

from rasd.model import CodedDocument, SavedFilter, Scope
from rasd.review.actions.values import FormError, item_of
from rasd.review.filters import MOST, asked_in
from rasd.review.pages.saved import MOST as MOST_SAVED
from rasd.review.security.bodies import FORM_BYTES
from rasd.review.security.secrets import digest_of
from rasd.store import open_store

TOKEN = "rasd_of-a-test"
PAGES = ("/queue", "/events", "/documents")
RECORDS = ("events", "mentions", "figures", "documents", "judgements")


@pytest.fixture
def client(place: str) -> Iterator[Client]:
    """An editor's browser, and a token of the same person."""
    with team_of(place, "Idris") as client:
        with open_store(place) as store:
            scopes = (Scope.READ, Scope.WRITE)
            store.people.add_token(
                "Idris", "test", digest_of(TOKEN), scopes=scopes, by="Idris", seconds=None
            )
        yield client


def cursor(plain: str) -> str:
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


CURSORS = [
    cursor("[" * 9_000 + "]" * 9_000),
    cursor('["attention", true, 1e400, 0.1, "x"]'),
    cursor(f'["attention", true, {10**30}, 0.1, "x"]'),
    cursor('["attention", true, 1, 0.1, "\\ud800"]'),
    cursor('["-date", true, 1e400, "x"]'),
    cursor('["-date", true, 1, "\\u0000"]'),
    cursor('["x", 1e400]'),
    cursor(f'["x", {10**30}]'),
    cursor('["\\u0000", 1]'),
    cursor('["\\ud800"]'),
    cursor('"\\u0000"'),
    cursor(f"[{10**30}]"),
    cursor("[true]"),
    "\u00e9",
]


@pytest.mark.parametrize("n", range(len(CURSORS)))
def test_a_place_that_no_list_gave_is_no_error_of_ours(client: Client, n: int) -> None:
    asked = {"cursor": CURSORS[n]}
    for page in PAGES:
        assert client.http.get(page, params=asked).status_code in (200, 422), page
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    for kind in RECORDS:
        answer = client.http.get(f"/api/v1/{kind}", params=asked, headers=bearer)
        assert answer.status_code == 422, kind
        assert "error" in answer.json()


def test_an_address_sets_so_many_limits_and_no_more() -> None:
    asked = asked_in(QueryParams([("admin1", f"a{n}") for n in range(4_000)]))
    assert len(asked.filter.admin1s) == MOST
    assert [(each.name, each.value) for each in asked.ignored] == [("admin1", f"a{MOST}")]


def test_what_an_address_says_twice_it_says_once() -> None:
    given = [("type", "battle")] * 2_000 + [("country", "SY"), ("x", "1"), ("x", "1")]
    asked = asked_in(QueryParams(given))
    assert asked.filter.countries == ("SY",)
    assert len(asked.ignored) <= 2


@pytest.mark.parametrize("token", ["\u00e9", "\0", "\ufffd" * 64])
def test_a_token_of_other_letters_is_refused(client: Client, token: str) -> None:
    assert client.http.post("/logout", data={"csrf": token}).status_code == 403
    headers = {"X-CSRF-Token": token.encode("utf-8")}
    assert client.http.post("/logout", headers=headers).status_code == 403  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["http://[", "//[::1", "http://[v9.x]/"])
def test_an_address_that_is_none_leads_to_the_first_page(client: Client, address: str) -> None:
    client.post("/logout")
    assert client.http.get("/login", params={"next": address}).status_code == 200
    form = {"name": "Idris", "password": "four words of salt", "next": address}
    answer = client.http.post("/login", data={**form, "csrf": client.token}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    client.post("/logout")
    headers = {"HX-Request": "true", "Referer": address}
    answer = client.http.get("/me", headers=headers)
    assert answer.headers["hx-redirect"] == "/login?next=/"


def test_a_person_keeps_so_many_filters_and_no_more(client: Client, place: str) -> None:
    with open_store(place) as store:
        for n in range(MOST_SAVED):
            store.write_saved_filter(
                SavedFilter(
                    owner="Idris",
                    name=f"n{n}",
                    view="/queue",
                    query="",
                    shared=True,
                    at="2031-06-01",
                )
            )
    again = {"name": "n1", "address": "/queue?country=SY"}
    assert client.post("/saved", again).status_code == 200
    assert client.post("/saved", {**again, "name": "another"}).status_code == 422


def test_a_filter_that_would_fill_everybodys_lists_is_not_kept(client: Client) -> None:
    outlets = "&".join(f"outlet={n:0200}" for n in range(100))
    answer = client.post("/saved", {"name": "long", "address": f"/queue?{outlets}", "shared": "1"})
    assert answer.status_code == 422


@pytest.fixture
def event_id(client: Client, place: str) -> str:
    """An event of the store."""
    mention = make_mention("a")
    event = make_event(mention)
    coded = CodedDocument(document=make_document("a"), mentions=(mention,), figures=())
    with open_store(place) as store:
        store.write_coded([coded], "r")
        store.write_events([event])
    return event.id


@pytest.mark.parametrize("number", ["3000000000", "9" * 30, "9" * 1_900, f"1-{'9' * 30}"])
def test_a_number_that_no_database_holds_is_refused(
    client: Client, event_id: str, number: str
) -> None:
    asked = {"action": "edit", "event": event_id, "field": "killed", "value": number}
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    answer = client.http.post("/api/v1/judgements", json=asked, headers=bearer)
    assert answer.status_code == 422
    assert "100,000,000" in answer.json()["error"]


def test_lists_in_lists_without_end_are_no_words_of_an_article(
    client: Client, event_id: str
) -> None:
    deep = "[" * 9_000
    asked = {"field": "killed", "evidence": deep}
    assert client.http.get(f"/events/{event_id}/edit", params=asked).status_code == 422
    with pytest.raises(FormError):
        item_of(deep)


def sent(client: Client, **headers: str) -> int:
    """The status of the answer to a file that is larger than a form may be."""
    files = {"files": ("a.txt", b"a" * (FORM_BYTES + 1))}
    answer = client.http.post("/import/files", files=files, headers=headers)
    return int(answer.status_code)


def test_only_who_may_bring_reports_in_sends_much(client: Client) -> None:
    assert sent(client) == 403, "a page elsewhere, in an editor's session"
    client.post("/logout")
    assert sent(client, **{"X-CSRF-Token": client.token}) == 401
    client.login("Rim")
    assert sent(client, **{"X-CSRF-Token": client.token}) == 401


def test_who_works_alone_sends_much_from_a_page_of_ours_alone(place: str) -> None:
    with client_of(place) as client:
        assert sent(client) == 401
        assert sent(client, **{"X-CSRF-Token": client.token}) == 200
