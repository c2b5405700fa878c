"""The JSON interface: who may ask, what comes back, and that it is what is described."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.review import AUTHOR, Client, client_of, demo_store, team_of

from rasd.model import Role, Scope, from_json, to_json
from rasd.model.records import Event
from rasd.review.api.pace import Pace
from rasd.review.security.secrets import digest_of, new_token
from rasd.store import open_store

V1 = "/api/v1"
READ = (Scope.READ,)
ALL = tuple(Scope)
LISTS = {"events": "Event", "mentions": "Mention", "figures": "Figure", "documents": "Document"}


def token_of(place: str, name: str = AUTHOR, scopes: tuple[Scope, ...] = ALL) -> str:
    token = new_token()
    with open_store(place) as store:
        store.people.add_token(name, "test", digest_of(token), scopes=scopes, by=name, seconds=3600)
    return token


class Api:
    """A program with a token."""

    def __init__(self, client: Client, token: str) -> None:
        self.http = client.http
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str, **given: Any) -> Any:
        return self.http.get(V1 + path, headers=self.headers, **given)

    def post(self, body: dict[str, Any]) -> Any:
        return self.http.post(f"{V1}/judgements", json=body, headers=self.headers)

    def all(self, path: str) -> list[Any]:
        """The items of all pages, by the address in `Link`."""
        items: list[Any] = []
        address = V1 + path
        while address:
            answer = self.http.get(address, headers=self.headers)
            assert answer.status_code == 200, answer.text
            items += answer.json()["items"]
            link = answer.headers.get("link", "")
            assert bool(link) is (answer.json()["next"] is not None)
            address = link[1 : link.index(">")] if link else ""
        return items


@pytest.fixture
def api(place: str) -> Iterator[Api]:
    """A program that may do everything, over the bundled reports."""
    demo_store(place)
    with client_of(place) as client:
        yield Api(client, token_of(place))


@pytest.fixture
def valid(api: Api) -> Callable[[str, Any], None]:
    """Holds an answer against the description of the interface."""
    described = api.http.get(f"{V1}/openapi.json").json()

    def check(name: str, content: Any) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
        Draft202012Validator(schema).validate(content)

    return check


@pytest.mark.parametrize(("kind", "name"), LISTS.items(), ids=LISTS)
def test_a_list_comes_in_pages_without_gap_or_repetition(
    api: Api, place: str, valid: Callable[[str, Any], None], kind: str, name: str
) -> None:
    items = api.all(f"/{kind}?limit=7")
    with open_store(place) as store:
        held = [to_json(record) for record in getattr(store, kind)()]
    assert sorted(map(json.dumps, items)) == sorted(map(json.dumps, held))
    first = api.get(f"/{kind}?limit=7").json()
    valid(f"{name}Page", first)
    for item in items:
        valid(name, item)


def test_an_event_is_the_record_of_the_contract(
    api: Api, place: str, valid: Callable[[str, Any], None]
) -> None:
    with open_store(place) as store:
        event = next(iter(store.events()))
    answer = api.get(f"/events/{event.id}").json()
    assert from_json(Event, answer) == event
    valid("Event", answer)


def test_events_are_filtered_as_on_the_pages(api: Api) -> None:
    found = api.all("/events?country=SY&type=explosion&limit=50")
    assert found
    assert {(each["place"]["country"], each["event_type"]) for each in found} == {
        ("SY", "explosion")
    }
    assert len(found) < len(api.all("/events?limit=200"))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/events?contry=SY", "contry"),
        ("/events?status=maybe", "maybe"),
        ("/events?limit=0", "limit"),
        ("/events?limit=100000", "limit"),
        ("/mentions?cursor=%21%21", "cursor"),
        ("/documents?cursor=MQ", "cursor"),
        ("/judgements?cursor=InMi", "cursor"),
        ("/exports/xls", "csv"),
        ("/exports/csv?of=mentions", "events"),
        ("/exports/jsonl?file=passwd", "mentions.jsonl"),
    ],
)
def test_what_cannot_be_used_is_named_with_a_remedy(api: Api, path: str, said: str) -> None:
    answer = api.get(path)
    assert answer.status_code in (404, 422)
    assert set(answer.json()) == {"error", "remedy"}
    assert said in answer.text


@pytest.mark.parametrize("path", ["/events/x", "/mentions/x", "/documents/x", "/nowhere"])
def test_what_is_not_there_is_said_as_json(api: Api, path: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "remedy"}


def test_an_old_id_leads_to_the_event_of_today(api: Api) -> None:
    first, second = api.get("/events?limit=2&country=SY").json()["items"]
    said = api.post({"action": "join", "events": [first["id"], second["id"]]})
    assert said.status_code == 201
    now = {link.split("/")[-1].partition(">")[0] for link in said.headers["link"].split(", ")}
    [joined] = now
    for old in {first["id"], second["id"]} - now:
        answer = api.get(f"/events/{old}", follow_redirects=False)
        assert answer.status_code == 308
        assert answer.headers["location"] == f"{V1}/events/{joined}"
        assert api.get(f"/events/{old}").json()["id"] == joined


def test_a_program_judges_in_the_name_of_its_owner(
    api: Api, place: str, valid: Callable[[str, Any], None]
) -> None:
    event = api.get("/events?limit=1").json()["items"][0]
    edit = {"action": "edit", "event": event["id"], "field": "killed", "value": "2-6"}
    answer = api.post(edit | {"reason": "names in a list"})
    assert answer.status_code == 201
    valid("Judgement", answer.json())
    assert (answer.json()["by"], answer.json()["reason"]) == (AUTHOR, "names in a list")
    assert api.get(f"/events/{event['id']}").json()["killed"]["min"] == 2
    undone = api.post({"action": "withdraw", "judgement": answer.json()["id"]})
    assert undone.status_code == 201
    assert api.get(f"/events/{event['id']}").json()["killed"] == event["killed"]
    assert [each["id"] for each in api.all("/judgements?limit=1")] == [
        answer.json()["id"],
        undone.json()["id"],
    ]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"action": "guess"},
        {"action": "accept"},
        {"action": "accept", "event": "event-none"},
        {"action": "accept", "event": "x", "by": "somebody else"},
        {"action": "join", "events": ["x"]},
    ],
    ids=json.dumps,
)
def test_a_judgement_that_nobody_can_use_is_refused(api: Api, body: dict[str, Any]) -> None:
    answer = api.post(body)
    assert answer.status_code == 422
    assert set(answer.json()) == {"error", "remedy"}
    assert api.all("/judgements") == []


def test_an_export_is_the_file_of_the_command(api: Api) -> None:
    rows = list(
        csv.DictReader(io.StringIO(api.get("/exports/csv?country=SY").text.lstrip("\ufeff")))
    )
    found = api.all("/events?country=SY&limit=200")
    assert {row["id"] for row in rows} == {each["id"] for each in found}
    lines = api.get("/exports/jsonl?of=mentions").text.splitlines()
    assert len(lines) == len(api.all("/mentions?limit=200"))


def test_texts_need_a_scope_of_their_own(api: Api, place: str) -> None:
    reading = Api(Client(api.http), token_of(place, scopes=READ))
    for each in reading.all("/documents?limit=50"):
        assert "text" not in each
        assert "text" in api.get(f"/documents/{each['id']}").json()
        assert "text" not in reading.get(f"/documents/{each['id']}").json()
        break
    assert reading.get("/exports/jsonl?of=documents").status_code == 403
    assert reading.get("/exports/jsonl?file=documents.jsonl").status_code == 403
    assert reading.get("/exports/labelstudio").status_code == 403
    assert api.get("/exports/jsonl?of=documents").status_code == 200
    assert api.get("/exports/jsonl?of=documents&public=true").status_code == 422
    assert reading.get("/exports/jsonl?of=events&public=true").status_code == 200


def test_judging_needs_a_scope_of_its_own(api: Api, place: str) -> None:
    reading = Api(Client(api.http), token_of(place, scopes=READ))
    event = reading.get("/events?limit=1").json()["items"][0]
    answer = reading.post({"action": "accept", "event": event["id"]})
    assert answer.status_code == 403
    assert reading.all("/judgements") == []


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer rasd_wrong", "Basic eDp5", "x"])
def test_without_a_token_that_holds_nothing_is_told(place: str, header: str | None) -> None:
    with client_of(place) as client:
        headers = {} if header is None else {"Authorization": header}
        answer = client.http.get(f"{V1}/counts", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert set(answer.json()) == {"error", "remedy"}


def test_a_session_is_no_token(place: str) -> None:
    with team_of(place, "Salma") as client:
        assert client.get(f"{V1}/counts").status_code == 401
        answer = client.post(f"{V1}/judgements", {"action": "accept", "event": "x"})
        assert answer.status_code == 401
        assert "set-cookie" not in client.get(f"{V1}/counts").headers


def test_no_page_of_another_host_may_read_an_answer(api: Api) -> None:
    answer = api.http.get(f"{V1}/counts", headers={**api.headers, "Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    assert api.http.options(f"{V1}/judgements", headers=asked).status_code == 405


def test_a_token_may_no_more_than_its_owner_today(place: str) -> None:
    demo_store(place)
    with team_of(place) as client:
        api = Api(client, token_of(place, "Nour"))
        event = api.get("/events?limit=1").json()["items"][0]
        accept = {"action": "accept", "event": event["id"]}
        assert api.post(accept).status_code == 201
        assert api.post({"action": "grade", "outlet": "x", "grade": "B"}).status_code == 403
        with open_store(place) as store:
            store.people.change_account("Nour", by="Salma", role=Role.READER)
        assert api.post(accept).status_code == 403
        assert api.get("/counts").status_code == 200
        with open_store(place) as store:
            store.people.change_account("Nour", by="Salma", disabled=True)
            store.people.change_account("Nour", by="Salma", disabled=False)
        assert api.get("/counts").status_code == 401


def test_only_editors_withdraw_what_others_said(place: str) -> None:
    demo_store(place)
    with team_of(place) as client:
        coder, editor = (Api(client, token_of(place, name)) for name in ("Nour", "Idris"))
        event = editor.get("/events?limit=1").json()["items"][0]
        said = editor.post({"action": "accept", "event": event["id"]}).json()
        withdraw = {"action": "withdraw", "judgement": said["id"]}
        assert coder.post(withdraw).status_code == 403
        assert editor.post(withdraw).status_code == 201


def test_who_works_alone_uses_own_tokens_alone(place: str) -> None:
    with client_of(place) as client:
        assert Api(client, token_of(place, "Eve")).get("/counts").status_code == 401
        assert Api(client, token_of(place)).get("/counts").status_code == 200


def test_strangers_are_answered_seldom(place: str) -> None:
    with client_of(place) as client:
        token = token_of(place)
        answers = [Api(client, "rasd_x").get("/counts") for _ in range(31)]
        assert [each.status_code for each in answers[:30]] == [401] * 30
        assert answers[30].status_code == 429
        assert int(answers[30].headers["retry-after"]) > 0
        assert Api(client, token).get("/counts").status_code == 429


def test_a_pace_lets_so_many_at_once_and_then_so_many_a_second() -> None:
    now = [0.0]
    pace = Pace(3, 0.5, clock=lambda: now[0])
    assert [pace.wait("a") for _ in range(4)] == [0, 0, 0, 2]
    assert pace.wait("b") == 0
    now[0] = 2.0
    assert [pace.wait("a"), pace.wait("a")] == [0, 2]


def test_a_record_is_described_without_the_indentation_of_its_docstring(api: Api) -> None:
    described = api.http.get(f"{V1}/openapi.json").json()["components"]["schemas"]
    said = described["Judgement"]["description"]
    assert said.startswith("One thing that one person said at one time.\n\n`groups` are")
    assert not [name for name, each in described.items() if "\n " in each.get("description", "")]


def test_every_address_is_described_and_needs_a_token(api: Api) -> None:
    described = api.http.get(f"{V1}/openapi.json").json()
    assert set(described["paths"]) >= {"/events", "/events/{event_id}", "/judgements", "/counts"}
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            assert said["security"] == [{"HTTPBearer": []}], (method, path)
            address = V1 + path.replace("{", "").replace("}", "")
            answer = api.http.request(method.upper(), address, json={})
            assert answer.status_code == 401, (method, path)
