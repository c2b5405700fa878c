"""Lists, maps and timelines of events: every database gives what a look at all events would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.builders import make_document, make_event, make_mention
from tests.listing_cases import FIRST, make_events
from tests.postgresql import Server

from rasd.model import (
    EVERYTHING,
    Attention,
    Box,
    CodedDocument,
    Event,
    EventFilter,
    EventRow,
    EventType,
    Order,
    PlacePrecision,
    ReviewState,
    SettingsError,
    Status,
    Step,
    SubEventType,
    is_pinned,
    replace,
    row_of,
)
from rasd.search import ArabicAnalyser
from rasd.store import Store, open_store, restore_store
from rasd.store.listing import told
from rasd.store.listing.rows import cell_of
from rasd.store.listing.told import Tellings

EVENTS = make_events()
BY_ID = {event.id: event for event in EVENTS}
WORLD = Box(south=-90, west=-180, north=90, east=180)
SYRIA = Box(south=32, west=35, north=37.5, east=42.5)
ANALYSER = ArabicAnalyser()

Fits = Callable[[Event, EventRow], bool]
CASES: dict[str, tuple[EventFilter, Fits]] = {
    "everything": (EVERYTHING, lambda e, r: True),
    "countries": (EventFilter(countries=("SY", "IQ")), lambda e, r: r.country in ("SY", "IQ")),
    "no country": (EventFilter(countries=("",)), lambda e, r: r.country is None),
    "a governorate": (EventFilter(admin1s=("Zaytun",)), lambda e, r: r.admin1 == "Zaytun"),
    "a type or a sub-type": (
        EventFilter(types=(EventType.BATTLE, SubEventType.AIR_STRIKE)),
        lambda e, r: (
            r.event_type is EventType.BATTLE or r.sub_event_type is SubEventType.AIR_STRIKE
        ),
    ),
    "a status": (
        EventFilter(statuses=(Status.CLAIMED,)),
        lambda e, r: r.status is Status.CLAIMED,
    ),
    "an outlet": (EventFilter(outlets=("الجريدة",)), lambda e, r: "الجريدة" in r.outlets),
    "an outlet or none": (
        EventFilter(outlets=("الجريدة", "")),
        lambda e, r: not r.outlets or "الجريدة" in r.outlets,
    ),
    "two reasons": (
        EventFilter(attention=(Attention.MERGE, Attention.UNDATED)),
        lambda e, r: bool({Attention.MERGE, Attention.UNDATED} & {*r.attention}),
    ),
    "any reason": (EventFilter(attention=tuple(Attention)), lambda e, r: bool(r.attention)),
    "reviews": (
        EventFilter(reviews=(ReviewState.NONE, ReviewState.EDITED)),
        lambda e, r: r.review is not ReviewState.ACCEPTED,
    ),
    "since a day": (
        EventFilter(since=date(2031, 6, 1)),
        lambda e, r: r.date_end is not None and r.date_end >= date(2031, 6, 1),
    ),
    "days that an event may fall into": (
        EventFilter(since=date(2031, 6, 10), until=date(2031, 6, 12)),
        lambda e, r: (
            r.date_start is not None
            and r.date_end is not None
            and r.date_start <= date(2031, 6, 12)
            and r.date_end >= date(2031, 6, 10)
        ),
    ),
    "undated": (EventFilter(undated=True), lambda e, r: r.date_start is None),
    "dated": (EventFilter(undated=False), lambda e, r: r.date_start is not None),
    "undated since a day": (EventFilter(undated=True, since=FIRST), lambda e, r: False),
    "a box": (
        EventFilter(box=SYRIA),
        lambda e, r: is_pinned(e) and 35 <= (r.lon or 0) <= 42.5,
    ),
    "a box over 180 degrees": (
        EventFilter(box=Box(south=-90, west=43.5, north=90, east=-170)),
        lambda e, r: is_pinned(e) and (r.lon or 0) >= 43.5,
    ),
    "confidence": (
        EventFilter(min_confidence=0.85, max_confidence=0.9),
        lambda e, r: 0.85 <= r.confidence <= 0.9,
    ),
    "killed": (EventFilter(min_killed=5), lambda e, r: (r.killed_min or 0) >= 5),
    "a document": (EventFilter(document="d7"), lambda e, r: "d7" in e.doc_ids),
    "ids": (
        EventFilter(ids=(EVENTS[3].id, EVENTS[5].id, "none")),
        lambda e, r: e in (EVENTS[3], EVENTS[5]),
    ),
    "all together": (
        EventFilter(countries=("SY",), statuses=(Status.REPORTED,), undated=False),
        lambda e, r: r.country == "SY" and e.status is Status.REPORTED and bool(r.date_start),
    ),
}
EACH_FILTER = pytest.mark.parametrize(("wanted", "fits"), CASES.values(), ids=CASES)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store of these events, for reading alone."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            place = str(tmp_path_factory.mktemp("listing") / "rasd.sqlite")
        else:
            server: Server = request.getfixturevalue("postgresql")
            place = stack.enter_context(server.schema("test_listing"))
        opened = stack.enter_context(open_store(place))
        opened.write_events(EVENTS)
        yield opened


def chosen(fits: Fits) -> list[Event]:
    return [event for event in EVENTS if fits(event, row_of(event))]


@EACH_FILTER
def test_a_filter_wants_the_events_that_fit_it(
    store: Store, wanted: EventFilter, fits: Fits
) -> None:
    page = store.rows(wanted, limit=1000)
    expected = {event.id: row_of(event) for event in chosen(fits)}
    assert expected == {row.id: row for row in page.rows}
    assert (len(expected), None, None) == (page.total, page.next, page.previous)


def test_every_filter_of_the_tests_but_the_impossible_one_wants_something() -> None:
    empty = [name for name, (_, fits) in CASES.items() if not chosen(fits)]
    assert empty == ["undated since a day"]


KEYS: dict[Order, Callable[[EventRow], tuple[Any, ...]]] = {
    Order.ATTENTION: lambda r: (
        min(([*Attention].index(why) for why in r.attention), default=9),
        r.confidence,
    ),
    Order.DATE: lambda r: (r.date_start or date.max,),
    Order.DATE_DESC: lambda r: (-r.date_start.toordinal() if r.date_start else 0,),
    Order.CONFIDENCE: lambda r: (r.confidence,),
    Order.TOLL: lambda r: (-(r.killed_min or 0), -(r.wounded_min or 0)),
    Order.SOURCES: lambda r: (-r.independent_sources,),
}


def in_order(order: Order, fits: Fits) -> list[str]:
    rows = [row_of(event) for event in chosen(fits)]
    return [row.id for row in sorted(rows, key=lambda row: (KEYS[order](row), row.id))]


@pytest.mark.parametrize("order", Order)
def test_pages_follow_one_another_without_gap_or_repetition(store: Store, order: Order) -> None:
    wanted, fits = CASES["dated"]
    found: list[list[str]] = []
    cursor: str | None = None
    while cursor is not None or not found:
        page = store.rows(wanted, order=order, limit=7, cursor=cursor)
        found.append([row.id for row in page.rows])
        assert (page.previous is None) == (len(found) == 1)
        cursor = page.next
    assert in_order(order, fits) == [each for some in found for each in some]


@pytest.mark.parametrize("order", Order)
def test_pages_lead_back_as_they_led_on(store: Store, order: Order) -> None:
    first = store.rows(EVERYTHING, order=order, limit=7)
    second = store.rows(EVERYTHING, order=order, limit=7, cursor=first.next)
    back = store.rows(EVERYTHING, order=order, limit=7, cursor=second.previous)
    assert (first.rows, None, first.next) == (back.rows, back.previous, back.next)


def test_a_page_may_begin_anywhere(store: Store) -> None:
    page = store.rows(EVERYTHING, order=Order.DATE, limit=5, offset=50)
    expected = in_order(Order.DATE, CASES["everything"][1])
    assert expected[50:55] == [row.id for row in page.rows]
    assert page.previous is not None
    before = store.rows(EVERYTHING, order=Order.DATE, limit=5, cursor=page.previous)
    assert expected[45:50] == [row.id for row in before.rows]


@pytest.mark.parametrize("cursor", ["", "x", "é", "W10", "WyJkYXRlIix0cnVlLDEsMl0"])
def test_a_cursor_of_nobody_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(SettingsError, match="begin with the first page"):
        store.rows(EVERYTHING, cursor=cursor)


def test_a_cursor_of_another_order_is_refused(store: Store) -> None:
    cursor = store.rows(EVERYTHING, order=Order.DATE, limit=5).next
    with pytest.raises(SettingsError, match="'confidence'"):
        store.rows(EVERYTHING, order=Order.CONFIDENCE, cursor=cursor)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("name", ["dated", "everything"])
def test_every_event_has_the_neighbours_that_the_list_shows(
    store: Store, order: Order, name: str
) -> None:
    wanted, fits = CASES[name]
    ids = in_order(order, fits)
    for at in (0, 1, len(ids) // 2, len(ids) - 1):
        before = ids[at - 1] if at else None
        behind = ids[at + 1] if at + 1 < len(ids) else None
        found = store.neighbours(ids[at], wanted, order)
        assert (before, behind, at + 1, len(ids)) == found


def test_an_event_outside_the_filter_lies_between_those_around_it(store: Store) -> None:
    wanted, fits = CASES["countries"]
    everything = in_order(Order.DATE, CASES["everything"][1])
    within = set(in_order(Order.DATE, fits))
    at = next(n for n, each in enumerate(everything) if n > 20 and each not in within)
    found = store.neighbours(everything[at], wanted, Order.DATE)
    before = next(each for each in everything[at::-1] if each in within)
    behind = next(each for each in everything[at:] if each in within)
    assert (before, behind, None, len(within)) == found


def test_an_event_that_is_no_more_leads_to_the_first_of_the_list(store: Store) -> None:
    ids = in_order(Order.ATTENTION, CASES["everything"][1])
    assert (None, ids[0], None, len(ids)) == store.neighbours("none", EVERYTHING, Order.ATTENTION)


@EACH_FILTER
def test_facets_count_under_all_limits_but_their_own(
    store: Store, wanted: EventFilter, fits: Fits
) -> None:
    found = store.facets(wanted)
    own: dict[str, EventFilter] = {
        "country": _without(wanted, "countries"),
        "type": _without(wanted, "types"),
        "status": _without(wanted, "statuses"),
        "outlet": _without(wanted, "outlets"),
        "attention": _without(wanted, "attention"),
        "review": _without(wanted, "reviews"),
    }
    for name, other in own.items():
        expected: Counter[str] = Counter()
        for row in store.rows(other, limit=1000).rows:
            expected.update(_values(row, name))
        assert sorted(expected.items(), key=lambda item: (-item[1], item[0])) == [
            *getattr(found, name)
        ]


def _without(wanted: EventFilter, name: str) -> EventFilter:
    return EventFilter(
        **{each: getattr(wanted, each) for each in EventFilter.__slots__ if each != name}
    )


def _values(row: EventRow, facet: str) -> list[str]:
    match facet:
        case "country":
            return [row.country or ""]
        case "type":
            return [row.event_type.value, row.sub_event_type.value]
        case "status":
            return [row.status.value]
        case "outlet":
            return [*row.outlets] or [""]
        case "attention":
            return [why.value for why in row.attention]
    return [(row.review or ReviewState.NONE).value]


@pytest.mark.parametrize("zoom", [0, 3, 6, 9, 14, 30])
@EACH_FILTER
def test_clusters_hold_every_event_with_a_point_once(
    store: Store, wanted: EventFilter, fits: Fits, zoom: int
) -> None:
    found = store.clusters(wanted, WORLD, zoom)
    pinned = [event for event in chosen(fits) if is_pinned(event)]
    kinds = Counter(dict.fromkeys(EventType, 0))
    for cluster in found:
        kinds.update(dict(cluster.by_type))
        assert cluster.count == sum(number for _, number in cluster.by_type)
    assert len(pinned) == sum(cluster.count for cluster in found)
    assert Counter(event.event_type for event in pinned) == +kinds


def test_a_cluster_holds_the_events_of_one_cell_and_one_kind_of_precision(store: Store) -> None:
    expected: dict[tuple[int, int, bool], list[Event]] = {}
    for event in EVENTS:
        if is_pinned(event):
            place = event.place
            assert place is not None
            assert place.lat is not None
            assert place.lon is not None
            x, y = cell_of(place.lat, place.lon)
            is_area = place.precision is PlacePrecision.ADMIN1
            expected.setdefault((x >> 14, y >> 14, is_area), []).append(event)
    found = store.clusters(EVERYTHING, WORLD, 8)
    assert sorted(map(len, expected.values())) == sorted(cluster.count for cluster in found)
    few = {frozenset(e.id for e in some) for some in expected.values() if len(some) <= 5}
    assert few == {frozenset(cluster.ids) for cluster in found if cluster.ids}


def test_a_cluster_says_the_coarsest_precision_and_where_its_events_are(store: Store) -> None:
    found = store.clusters(EVERYTHING, WORLD, 5)
    assert {PlacePrecision.NEAR, PlacePrecision.ADMIN1} <= {each.precision for each in found}
    for cluster in found:
        assert cluster.box.south <= cluster.lat <= cluster.box.north + 1e-9
        assert cluster.box.west <= cluster.lon <= cluster.box.east + 1e-9


def test_clusters_of_a_box_are_those_inside_it(store: Store) -> None:
    found = store.clusters(EVERYTHING, SYRIA, 6)
    inside = store.rows(EventFilter(box=SYRIA), limit=1000).total
    assert inside == sum(cluster.count for cluster in found)


def test_what_is_no_point_is_counted_by_country(store: Store) -> None:
    expected = Counter(row_of(event).country or "" for event in EVENTS if not is_pinned(event))
    assert expected == dict(store.unpinned(EVERYTHING))


@pytest.mark.parametrize("step", Step)
@EACH_FILTER
def test_a_timeline_counts_every_dated_event_once(
    store: Store, wanted: EventFilter, fits: Fits, step: Step
) -> None:
    dated = [event for event in chosen(fits) if event.date and event.date.start]
    spans = store.timeline(wanted, step)
    assert len(dated) == sum(span.count for span in spans)
    assert Counter(e.event_type for e in dated) == sum(
        (Counter(dict(span.by_type)) for span in spans), Counter()
    )
    assert [*spans] == sorted(spans, key=lambda span: (span.start, span.end))


@pytest.mark.parametrize("step", Step)
def test_an_event_stands_in_the_finest_span_that_is_as_long_as_it_may_have_taken(
    store: Store, step: Step
) -> None:
    lengths = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31, Step.YEAR: 366}
    expected: Counter[tuple[date, date]] = Counter()
    for event in EVENTS:
        if event.date and event.date.start and event.date.end:
            days = (event.date.end - event.date.start).days + 1
            size = next(
                each for each, most in lengths.items() if days <= most and most >= lengths[step]
            )
            expected[_span(size, event.date.start)] += 1
    assert expected == {(s.start, s.end): s.count for s in store.timeline(EVERYTHING, step)}


def _span(step: Step, day: date) -> tuple[date, date]:
    match step:
        case Step.DAY:
            return day, day
        case Step.WEEK:
            first = day - timedelta(days=day.weekday())
            return first, first + timedelta(days=6)
        case Step.MONTH:
            after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
            return day.replace(day=1), after - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def test_a_changed_event_has_its_new_row_and_a_lost_one_none(place: str) -> None:
    changed = make_event(make_mention("d0", 0), id=EVENTS[0].id, confidence=0.31)
    with open_store(place) as store:
        store.write_events(EVENTS[:9])
        store.write_events([changed, *EVENTS[2:9]])
        ids = (EVENTS[0].id, EVENTS[1].id)
        assert (row_of(changed),) == store.rows(EventFilter(ids=ids)).rows
        assert store.rows(EVERYTHING).total == 8


def test_a_restored_backup_lists_what_the_store_did(place: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "first.sqlite") as store:
        store.write_events(EVENTS)
        expected = store.rows(EVERYTHING, limit=1000)
        counted = store.facets(EVERYTHING)
        with (tmp_path / "backup.zip").open("wb") as file:
            store.write_backup(file)
    restore_store(tmp_path / "backup.zip", place)
    with open_store(place) as store:
        assert expected == store.rows(EVERYTHING, limit=1000)
        assert counted == store.facets(EVERYTHING)


def test_text_is_found_in_documents_in_any_form(place: str) -> None:
    texts = {"a": "قتل مسلحون رجلا عند الحاجز", "b": "انفجار في السوق"}
    coded = [
        CodedDocument(
            document=make_document(name, text), mentions=(make_mention(name),), figures=()
        )
        for name, text in texts.items()
    ]
    with open_store(place) as store:
        store.write_coded(coded, "r")
        store.write_events(make_event(each.mentions[0]) for each in coded)
        for text, expected in [("مسلح", {"a"}), ("سوق انفجار", {"b"}), ("سوق مسلح", set())]:
            page = store.rows(EventFilter(text=text), analyser=ANALYSER)
            found = {event.doc_ids[0] for row in page.rows if (event := store.event(row.id))}
            assert expected == found
            assert store.facets(EventFilter(text=text), analyser=ANALYSER).status == (
                (("reported", len(expected)),) if expected else ()
            )


@pytest.mark.parametrize("text", ["wadi NAHL", EVENTS[0].id, "irq_army", "is_core tall"])
def test_text_is_found_in_names_and_ids_as_written(store: Store, text: str) -> None:
    found = store.rows(EventFilter(text=text), analyser=ANALYSER, limit=1000).rows
    assert found
    for row in found:
        names = (row.id, row.place_text, row.name_en, *(a.id for a in row.perpetrators))
        held = " ".join(name for name in names if name).lower()
        assert all(word in held for word in text.lower().split())


@pytest.mark.parametrize("text", ["is%core", "is core%", "t_ll"])
def test_signs_of_the_database_stand_for_themselves(store: Store, text: str) -> None:
    assert store.rows(EventFilter(text=text), analyser=ANALYSER).total == 0


def test_a_text_without_analyser_is_refused(store: Store) -> None:
    with pytest.raises(SettingsError, match="needs an analyser"):
        store.rows(EventFilter(text="سوق"))


def test_what_a_text_finds_follows_every_change_of_the_store(place: str) -> None:
    wanted = EventFilter(text="السوق")
    coded = [
        CodedDocument(
            document=make_document(name, "انفجار في السوق"),
            mentions=(make_mention(name),),
            figures=(),
        )
        for name in ("a", "b")
    ]
    first, second = (make_event(each.mentions[0]) for each in coded)
    moved = replace(coded[0], document=make_document("a", "انفجار في القرية"))
    with open_store(place) as store:
        store.write_coded(coded[:1], "r")
        store.write_events([first])
        assert [row.id for row in store.rows(wanted, analyser=ANALYSER).rows] == [first.id]
        store.write_coded(coded[1:], "r")
        store.write_events([first, second])
        assert store.rows(wanted, analyser=ANALYSER).total == 2
        with open_store(place) as other:
            other.write_events([second])
        assert [row.id for row in store.rows(wanted, analyser=ANALYSER).rows] == [second.id]
        store.write_events([first, second])
        store.write_coded([moved], "r")
        assert [row.id for row in store.rows(wanted, analyser=ANALYSER).rows] == [second.id]
        with store.snapshot():
            assert [row.id for row in store.rows(wanted, analyser=ANALYSER).rows] == [second.id]


@pytest.mark.parametrize("few", [0, 1_000])
def test_many_events_of_a_text_are_listed_counted_and_drawn_as_few_are(
    store: Store, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(told, "FEW", few)
    monkeypatch.setattr(store, "_tellings", Tellings())
    rows = [row for event in EVENTS if "Wadi Nahl" in ((row := row_of(event)).name_en or "")]
    held = {row.id for row in rows}
    wanted = EventFilter(text="wadi nahl")
    page = store.rows(wanted, analyser=ANALYSER, limit=1000)
    assert 1 < len(held) < len(EVENTS)
    assert held == {row.id for row in page.rows}
    assert len(held) == page.total
    facets = store.facets(wanted, analyser=ANALYSER)
    assert Counter(row.status.value for row in rows) == dict(facets.status)
    outlets = Counter(outlet for row in rows for outlet in row.outlets or ("",))
    assert outlets == dict(facets.outlet)
    spans = store.timeline(wanted, Step.YEAR, analyser=ANALYSER)
    assert sum(row.date_start is not None for row in rows) == sum(span.count for span in spans)


def test_stores_that_share_what_texts_find_still_follow_the_store(place: str) -> None:
    shared, wanted = Tellings(), EventFilter(text="wadi nahl")
    with (
        open_store(place, tellings=shared) as one,
        open_store(place, tellings=shared) as other,
    ):
        one.write_events(EVENTS)
        held = {row.id for row in one.rows(wanted, analyser=ANALYSER, limit=1000).rows}
        assert held == {row.id for row in other.rows(wanted, analyser=ANALYSER, limit=1000).rows}
        one.write_events([event for event in EVENTS if event.id not in held])
        assert other.rows(wanted, analyser=ANALYSER).total == 0


@pytest.mark.parametrize("limit", [1, 3])
def test_a_rare_limit_and_a_common_one_list_in_the_same_order(store: Store, limit: int) -> None:
    for order in Order:
        rare = EventFilter(ids=tuple(event.id for event in EVENTS[10:14]))
        wanted = {event.id for event in EVENTS[10:14]}
        expected = [each for each in in_order(order, CASES["everything"][1]) if each in wanted]
        page = store.rows(rare, order=order, limit=limit)
        assert expected[:limit] == [row.id for row in page.rows]
        assert (page.rows and page.total, page.next is not None) == (4, True)
        behind = store.rows(rare, order=order, limit=9, cursor=page.next)
        assert expected[limit:] == [row.id for row in behind.rows]
