"""Rounds of coding: who sees what, what is kept, what comes of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from tests.review import Client, add_team, client_of, demo_store

from rasd.model import ReviewState
from rasd.review import Mode
from rasd.store import open_store

FORM = {"name": "حزيران", "size": "3", "coder": ["Nour", "Salma"]}
ASKED = ["sub_event_type", "killed", "place"]


class Team:
    """Clients of one application, each logged in as another person."""

    def __init__(self, place: str, stack: ExitStack) -> None:
        self.place = place
        self._stack = stack
        self._clients: dict[str, Client] = {}

    def __getitem__(self, name: str) -> Client:
        if name not in self._clients:
            client = self._stack.enter_context(client_of(self.place, mode=Mode.TEAM))
            assert client.login(name).status_code == 200
            self._clients[name] = client
        return self._clients[name]

    def round(self, **given: object) -> str:
        """The address of a new round that Idris makes."""
        answer = self["Idris"].post("/coding/new", {**FORM, "field": ASKED, **given})
        assert answer.status_code == 200, answer.text
        found: str = answer.url.path
        assert re.fullmatch(r"/coding/round-[0-9a-f]{12}", found)
        return found


@pytest.fixture
def team(place: str) -> Iterator[Team]:
    """A team over the bundled reports."""
    demo_store(place)
    add_team(place)
    with ExitStack() as stack:
        yield Team(place, stack)


def answered(client: Client, address: str, **given: object) -> None:
    values = {"incident": "yes", "sub_event_type": "air_strike", "killed.min": "2", **given}
    answer = client.post(address, values)
    assert answer.status_code == 200, answer.text
    assert answer.headers.get("hx-redirect"), answer.text


def coded(team: Team, **given: dict[str, object]) -> str:
    """A closed round in which both coders answered everything, as `given` by name."""
    address = team.round()
    for name in ("Nour", "Salma"):
        for place in (1, 2, 3):
            answered(team[name], f"{address}/{place}", **given.get(name, {}))
    assert team["Idris"].post(f"{address}/close").status_code == 200
    return address


def test_a_round_is_drawn_from_the_filter_of_the_address(team: Team) -> None:
    answer = team["Idris"].post("/coding/new?country=SY", {**FORM, "size": "500", "field": ASKED})
    with open_store(team.place) as store:
        [held] = store.rounds.rounds()
        events = [store.event(item.event_id) for item in store.rounds.items(held.id)]
    assert answer.status_code == 200
    assert len(events) > 3
    assert {event.place.country for event in events if event and event.place} == {"SY"}


@pytest.mark.parametrize(
    "given",
    [
        {"name": " "},
        {"size": "0"},
        {"size": "many"},
        {"field": []},
        {"coder": ["Nour"]},
        {"coder": ["Nour", "Nobody"]},
    ],
)
def test_a_round_that_could_not_be_coded_is_refused(team: Team, given: dict[str, object]) -> None:
    answer = team["Idris"].post("/coding/new", {**FORM, "field": ASKED, **given})
    assert answer.status_code == 422
    with open_store(team.place) as store:
        assert store.rounds.rounds() == ()


def test_coders_make_and_close_no_round(team: Team) -> None:
    address = team.round()
    assert team["Nour"].post("/coding/new", {**FORM, "field": ASKED}).status_code == 403
    assert team["Nour"].post(f"{address}/close").status_code == 403
    assert team["Nour"].get(f"{address}/settle/1").status_code == 403


def test_nobody_sees_anothers_answers_while_the_round_is_open(team: Team) -> None:
    address = team.round()
    answered(team["Salma"], f"{address}/1", note="ONLY SALMA KNOWS", **{"killed.min": "7654"})
    for name in ("Nour", "Salma", "Idris"):
        pages = [address, "/coding", "/log", f"{address}/settle/1", f"{address}/agreement.csv"]
        pages += [f"{address}/{n}" for n in (1, 2, 3)] if name != "Salma" else []
        for page in pages:
            told = team[name].get(page).text
            assert "ONLY SALMA" not in told, (name, page)
            assert "7654" not in told, (name, page)
    assert team["Idris"].get(f"{address}/agreement.csv").status_code == 403


def test_an_editor_who_is_no_coder_of_a_round_answers_nothing_in_it(team: Team) -> None:
    address = team.round()
    assert team["Idris"].get(f"{address}/1").status_code == 403
    assert team["Idris"].post(f"{address}/1", {"incident": "no"}).status_code == 403


def test_a_coder_without_a_part_in_a_round_does_not_know_of_it(team: Team) -> None:
    address = team.round(coder=["Idris", "Salma"])
    assert team["Nour"].get(address).status_code == 404
    assert "حزيران" not in team["Nour"].get("/coding").text


def test_a_blind_item_shows_no_value_of_the_machine(team: Team) -> None:
    blind, helped = team.round(), team.round(name="بمساعدة", assisted="1")
    chosen = re.compile(r'name="sub_event_type"[^>]*value="\w+"')
    for n in (1, 2, 3):
        assert not chosen.search(team["Nour"].get(f"{blind}/{n}").text)
    assert any(chosen.search(team["Nour"].get(f"{helped}/{n}").text) for n in (1, 2, 3))


def test_each_coder_meets_the_items_in_an_order_of_their_own(team: Team) -> None:
    address = team.round(size="12")
    title = re.compile(r'id="item-title-1"[^>]*>(.*?)</h2>', re.DOTALL)

    def met(name: str) -> list[str]:
        pages = (team[name].get(f"{address}/{n}").text for n in range(1, 13))
        return [found[1] for page in pages if (found := title.search(page))]

    assert sorted(met("Nour")) == sorted(met("Salma"))
    assert met("Nour") != met("Salma")


def test_what_a_coder_answered_is_there_again_and_can_be_changed(team: Team) -> None:
    address = team.round()
    answered(team["Nour"], f"{address}/2", note="من العنوان", **{"killed.min": "41"})
    page = team["Nour"].get(f"{address}/2").text
    assert 'value="41"' in page
    assert "من العنوان" in page
    answered(team["Nour"], f"{address}/2", **{"killed.min": "42"})
    with open_store(team.place) as store:
        [held] = store.rounds.rounds()
        [last] = store.rounds.answers(held.id)
        assert last.values["killed"]["min"] == 42
        assert len(store.rounds.history(held.id, last.position)) == 2


def test_an_incident_without_a_type_is_refused_and_kept_open_on_wish(team: Team) -> None:
    address = team.round()
    refused = team["Nour"].post(f"{address}/1", {"incident": "yes"})
    assert refused.status_code == 422
    assert refused.headers["hx-retarget"] == "#editor-fault"
    answered(team["Nour"], f"{address}/1", sub_event_type="", later="1")
    assert "0/3" in team["Nour"].get(address).text


def test_a_closed_round_shows_how_far_its_coders_agree(team: Team) -> None:
    address = coded(team, Nour={"killed.min": "2"}, Salma={"killed.min": "3"})
    page = team["Nour"].get(f"{address}?lang=en").text
    assert "Krippendorff" in page
    rows = list(csv.DictReader(io.StringIO(team["Nour"].get(f"{address}/agreement.csv").text)))
    by_field = {row["field"]: row for row in rows}
    assert by_field["sub_event_type"]["equal"] == "1.0"
    assert by_field["killed"]["equal"] == "0.0"
    assert by_field["killed"]["items"] == "3"
    told = team["Nour"].get(f"{address}/agreement.json").json()
    assert told["round"]["seed"] >= 0
    assert len(told["agreement"]) == len(rows)


def test_a_closed_round_takes_no_answer(team: Team) -> None:
    address = coded(team)
    assert team["Nour"].post(f"{address}/1", {"incident": "no"}).status_code == 403


def test_taking_a_side_is_a_judgement_of_the_editor_that_names_both(team: Team) -> None:
    address = coded(team, Nour={"killed.min": "71"}, Salma={"killed.min": "83"})
    page = team["Idris"].get(f"{address}/settle/1?lang=en").text
    assert "71" in page
    assert "83" in page
    answer = team["Idris"].post(f"{address}/settle/1", {"coder": "Salma"})
    assert answer.status_code == 200
    with open_store(team.place) as store:
        [said] = store.judgements()
        [event] = store.events_holding([anchor.mention_id for anchor in said.anchors])
    assert (said.by, said.field) == ("Idris", "killed")
    assert event.killed
    assert event.killed.min == 83
    assert "71" in (said.reason or "")
    assert "حزيران" in (said.reason or "")


def test_an_item_that_the_editor_takes_for_none_is_rejected(team: Team) -> None:
    address = coded(team, Nour={"incident": "no"})
    assert team["Idris"].post(f"{address}/settle/1", {"coder": "Nour"}).status_code == 200
    with open_store(team.place) as store:
        [said] = store.judgements()
        assert said.action.value == "reject"
        assert store.events_holding([anchor.mention_id for anchor in said.anchors]) == ()


def test_an_item_that_the_editor_takes_for_an_incident_is_accepted(team: Team) -> None:
    address = coded(team, Nour={"incident": "no"})
    assert team["Idris"].post(f"{address}/settle/1", {"coder": "Salma"}).status_code == 200
    with open_store(team.place) as store:
        [said] = store.judgements()
        [event] = store.events_holding([anchor.mention_id for anchor in said.anchors])
    assert event.review
    assert event.review.state is ReviewState.ACCEPTED


def test_who_works_alone_reads_that_double_coding_needs_a_team(place: str) -> None:
    with client_of(place) as client:
        assert "rasd serve --team" in client.get("/coding").text
