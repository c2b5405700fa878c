"""Queue, table, map, timeline and export: one filter, the same events."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from tests.review import AUTHOR, Client, client_of, demo_store

from rasd.export import EXPORTERS
from rasd.model import (
    EVERYTHING,
    Attention,
    Box,
    EventFilter,
    Order,
    ReviewState,
    SavedFilter,
    Status,
)
from rasd.review.filters import query_of
from rasd.review.words import strings
from rasd.store import Store, open_store

_ROW = re.compile(r'class="row-link" href="/events/([^?"]+)')


@pytest.fixture
def filled(place: str) -> str:
    """The bundled reports, in each kind of database."""
    demo_store(place)
    return place


@pytest.fixture
def client(filled: str) -> Iterator[Client]:
    """The application over the bundled reports."""
    with client_of(filled) as client:
        yield client


@pytest.fixture
def store(filled: str) -> Iterator[Store]:
    """The store that the application stands on."""
    with open_store(filled, create=False) as store:
        yield store


def listed(answer: object) -> list[str]:
    """The ids of the events on a page, in its order."""
    return _ROW.findall(answer.text)  # type: ignore[attr-defined]


def test_the_first_address_leads_to_the_queue(client: Client) -> None:
    assert client.get("/").url.path == "/queue"


def test_the_queue_holds_what_needs_a_person_the_most_urgent_first(
    client: Client, store: Store
) -> None:
    wanted = EventFilter(attention=tuple(Attention))
    expected = store.rows(wanted, order=Order.ATTENTION).rows
    assert expected
    assert listed(client.get("/queue")) == [row.id for row in expected]


def test_a_line_of_the_queue_says_what_the_reports_disagree_on(client: Client) -> None:
    page = client.get("/queue?attention=conflict&lang=en").text
    assert re.search(r'class="why-conflict"><bdi>[^<]*Wounded: 7 or at least 8', page)


@pytest.mark.parametrize("address", ["/queue", "/events", "/timeline"])
def test_a_filter_gives_the_same_events_on_every_list(
    client: Client, store: Store, address: str
) -> None:
    wanted = EventFilter(countries=("IQ",), attention=(Attention.LOW_CONFIDENCE,))
    expected = {row.id for row in store.rows(wanted).rows}
    assert expected
    assert set(listed(client.get(f"{address}?{query_of(wanted)}"))) == expected


def test_a_search_finds_events_by_the_words_of_their_reports(client: Client, store: Store) -> None:
    everything = store.rows(EVERYTHING).total
    found = listed(client.get("/events?q=\u0627\u0646\u0641\u062c\u0627\u0631"))
    assert 0 < len(found) < everything


def test_a_search_without_a_word_is_named_and_left_out(client: Client) -> None:
    page = client.get("/events?q=%3F%3F&lang=en")
    assert page.status_code == 200
    assert "q=??" in page.text
    assert listed(page)


def test_what_an_address_says_in_vain_is_named_on_the_page(client: Client) -> None:
    page = client.get("/queue?status=maybe&colour=%3Cb%3E&lang=en").text
    assert "status=maybe" in page
    assert "colour=&lt;b&gt;" in page


def test_a_chip_leads_to_the_list_without_its_limit(client: Client) -> None:
    page = client.get("/events?country=IQ&status=reported&lang=en").text
    assert re.search(r'<a class="chip" href="/events\?status=reported"[^>]*Country Iraq', page)


def test_a_choice_says_how_many_events_it_leaves(client: Client, store: Store) -> None:
    wanted = EventFilter(statuses=(Status.CLAIMED,))
    count = store.rows(wanted).total
    page = client.get("/events?lang=en").text
    assert re.search(rf'value="claimed">\s*<bdi>Claimed[^<]*</bdi> <span class="n">{count}<', page)


def test_the_pages_of_the_table_hold_every_event_once(client: Client, store: Store) -> None:
    seen: list[str] = []
    address = "/events?order=-toll"
    while address:
        page = client.get(address)
        seen += listed(page)
        more = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = more[1].replace("&amp;", "&") if more else ""
    expected = [row.id for row in store.rows(EVERYTHING, order=Order.TOLL, limit=1000).rows]
    assert seen == expected


def test_a_place_in_a_list_that_there_is_not_shows_its_beginning(client: Client) -> None:
    assert listed(client.get("/events?cursor=nonsense")) == listed(client.get("/events"))


def test_the_address_that_a_browser_shows_has_no_empty_fields(client: Client) -> None:
    answer = client.get("/events?q=&from=&to=&country=IQ&undated=", headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == "/events?country=IQ"


def test_a_saved_filter_is_kept_shown_and_forgotten(client: Client, store: Store) -> None:
    data = {"name": "  Iraq,  claimed ", "address": "/map?status=claimed&country=IQ&at=1,2,3"}
    client.post("/saved", data)
    [saved] = store.saved_filters(AUTHOR)
    assert (saved.name, saved.view) == ("Iraq, claimed", "/map")
    assert saved.query == "country=IQ&status=claimed"
    assert 'href="/map?country=IQ&amp;status=claimed"' in client.get("/queue").text
    client.post("/saved/forget", {"name": "Iraq, claimed"})
    assert store.saved_filters(AUTHOR) == ()


@pytest.mark.parametrize("address", ["//evil.example/queue", "javascript:alert(1)", "/people"])
def test_only_lists_of_ours_can_be_saved(client: Client, address: str) -> None:
    assert client.post("/saved", {"name": "x", "address": address}).status_code == 422


def test_an_export_holds_the_events_on_screen_in_their_order(client: Client, store: Store) -> None:
    wanted = EventFilter(attention=tuple(Attention), countries=("IQ", "SY"))
    expected = [row.id for row in store.rows(wanted, order=Order.ATTENTION, limit=1000).rows]
    query = "queue=1&country=IQ&country=SY"
    lines = client.get(f"/export/jsonl?{query}").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == expected
    table = list(
        csv.DictReader(io.StringIO(client.get(f"/export/csv?{query}").text.lstrip("\ufeff")))
    )
    assert [row["id"] for row in table] == expected
    features = client.get(f"/export/geojson?{query}").json()["features"]
    assert [feature["id"] for feature in features] == expected


def test_the_name_of_an_export_says_what_is_in_it_and_of_which_day(client: Client) -> None:
    answer = client.get("/export/csv?country=IQ&type=explosion&q=../..%2Fetc%0D%0A")
    name = answer.headers["content-disposition"]
    assert re.fullmatch(
        r"attachment; filename\*=UTF-8''rasd-IQ-explosion-etc-\d{4}-\d\d-\d\d\.csv", name
    )


def test_an_unknown_format_is_no_export(client: Client) -> None:
    assert client.get("/export/exe").status_code == 422
    assert client.get("/export/csv/passwd").status_code == 422


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_file_of_every_format_is_offered_and_can_be_fetched(
    client: Client, language: str
) -> None:
    page = client.get(f"/export?country=IQ&lang={language}").text
    for name, exporter in EXPORTERS.items():
        for output in exporter.outputs:
            address = f"/export/{name}/{output.file}?country=IQ"
            assert f'href="{address}"' in page
            answer = client.get(address)
            assert answer.status_code == 200
            assert answer.headers["content-type"] == exporter.media_type
            assert answer.content


def test_what_is_to_be_published_is_made_fit_and_named_so(client: Client) -> None:
    page = client.get("/export?country=IQ&public=1&lang=en").text
    assert "/export/csv/events.csv?country=IQ&amp;public=1" in page
    assert "documents.jsonl" not in page
    assert "labelstudio" not in page
    assert 'href="/export?country=IQ"' in page
    assert client.get("/export/jsonl/documents.jsonl?public=1").status_code == 422
    answer = client.get("/export/jsonl/events.jsonl?public=1&country=IQ")
    assert "rasd-public-IQ-" in answer.headers["content-disposition"]
    shown = client.get("/export/jsonl/events.jsonl?country=IQ").text
    ids = [[json.loads(line)["id"] for line in text.splitlines()] for text in (answer.text, shown)]
    assert ids[0] == ids[1] != []
    assert answer.text != shown


def test_a_file_that_is_not_of_events_is_named_for_what_it_holds(client: Client) -> None:
    told = client.get("/export/jsonl/mentions.jsonl?country=IQ").headers["content-disposition"]
    assert "rasd-mentions-IQ-" in told
    assert told.endswith(".jsonl")


def test_the_map_gives_every_event_with_a_point_and_names_the_others(
    client: Client, store: Store
) -> None:
    answer = client.get("/map/clusters?view=-90,-180,90,180&zoom=3").json()["clusters"]
    pinned = sum(cluster["count"] for cluster in answer)
    unpinned = dict(store.unpinned(EVERYTHING))
    assert pinned + sum(unpinned.values()) == store.rows(EVERYTHING).total
    assert {cluster["precision"] for cluster in answer} & {"country", "unknown"} == set()
    page = client.get("/map?lang=en").text
    assert re.search(rf'href="/events\?country=SY"><bdi>Syria</bdi> {unpinned["SY"]}<', page)


def test_the_list_beside_the_map_holds_what_is_in_view(client: Client, store: Store) -> None:
    box = Box(south=32, west=35, north=37.5, east=42.5)
    expected = store.rows(EventFilter(box=box)).rows
    assert expected
    page = client.get("/map/list?view=32,35,37.5,42.5").text
    assert _ROW.findall(page) == [row.id for row in expected]
    nowhere = client.get("/map/list?view=32,35,37.5,42.5&box=-10,0,0,10").text
    assert _ROW.findall(nowhere) == []


@pytest.mark.parametrize("view", ["", "1,2,3", "a,b,c,d", "1e9,2,3,4"])
def test_a_view_that_is_no_part_of_the_map_is_refused(client: Client, view: str) -> None:
    assert client.get("/map/clusters", params={"view": view, "zoom": 3}).status_code == 422


def test_the_numbers_of_the_timeline_are_those_of_the_dated_events(
    client: Client, store: Store
) -> None:
    page = client.get("/timeline?step=year&lang=en").text
    counted = [
        int(n) for n in re.findall(r'<th scope="row"><a[^>]*>[^<]*</a></th><td>(\d+)</td>', page)
    ]
    elsewhere = [int(n) for n in re.findall(r"<a [^>]*>[^<]* \((\d+)\)</a>", page)]
    dated = store.rows(EventFilter(undated=False)).total
    assert sum(counted) + sum(elsewhere) == dated


def test_picked_events_are_joined_and_the_judgement_is_signed(client: Client, store: Store) -> None:
    first, second = (row.id for row in store.rows(EventFilter(countries=("IQ",))).rows[:2])
    answer = client.post("/join", {"id": [first, second]})
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "listing-changed"
    [said] = store.judgements()
    assert (said.action, said.by) == ("join", AUTHOR)
    [joined] = store.resolve_event(first)
    assert store.resolve_event(second) == (joined,)
    assert f"/events/{joined.id}" in answer.text


def test_one_event_alone_cannot_be_joined(client: Client, store: Store) -> None:
    [row] = store.rows(EVERYTHING, limit=1).rows
    assert client.post("/join", {"id": [row.id]}).status_code == 422


def test_a_store_without_events_says_what_to_do(place: str) -> None:
    with client_of(place) as client:
        for address in ("/queue", "/events", "/map", "/timeline"):
            page = client.get(address)
            assert page.status_code == 200
            assert 'href="/import"' in page.text


def test_a_shared_filter_is_shown_to_others_and_only_its_owner_forgets_it(
    client: Client, store: Store
) -> None:
    for name, shared in (("for all", True), ("for me", False)):
        saved = SavedFilter(
            owner="Badr",
            name=name,
            view="/queue",
            query="status=claimed",
            shared=shared,
            at="2031-06-01T08:00:00Z",
        )
        store.write_saved_filter(saved)
    page = client.get("/queue").text
    assert "for all" in page
    assert "for me" not in page
    client.post("/saved/forget", {"name": "for all"})
    assert [saved.name for saved in store.saved_filters("Badr")] == ["for all", "for me"]


def test_judgements_of_today_are_counted_by_person(client: Client, store: Store) -> None:
    [first, second] = (row.id for row in store.rows(EVERYTHING, limit=2).rows)
    client.post("/join", {"id": [first, second]})
    assert store.judged_since("2000-01-01", AUTHOR) == 1
    assert store.judged_since("2000-01-01", "Badr") == 0
    assert store.judged_since("9999-01-01") == 0
    assert re.search(r"<b>1</b> judgement by you today", client.get("/queue?lang=en").text)


def test_every_state_and_reason_has_a_name_on_the_lists() -> None:
    wanted = {f"lists.review_{state}" for state in ReviewState}
    wanted |= {f"lists.attention_{why}" for why in Attention}
    assert wanted - strings().keys() == set()
