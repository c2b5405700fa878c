"""What every store must do, whatever database stands behind it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from datetime import date

import pytest
from tests.builders import DAY, make_document, make_event, make_figure, make_mention, make_reuse

from rasd.model import (
    DATED_BY_TEXT,
    NO_PUBLICATION_DATE,
    NOTE_OF_MODEL,
    CodedDocument,
    EventType,
    Issue,
    IssueKind,
    Original,
    StoreError,
    SubEventType,
    replace,
)
from rasd.store import Change, Store, open_store

RECIPE = "rules/1"
Open = Callable[[], Store]


@pytest.fixture
def open_again(place: str) -> Open:
    """Opens one and the same store, new at first."""
    return lambda: open_store(place)


def make_coded(doc_id: str, text: str = "خبر", *, mentions: int = 2) -> CodedDocument:
    return CodedDocument(
        document=make_document(doc_id, text),
        mentions=tuple(make_mention(doc_id, number) for number in range(mentions)),
        figures=(make_figure(doc_id),),
    )


def test_what_is_written_is_read_back_after_reopening(open_again: Open) -> None:
    coded = make_coded("a")
    with open_again() as store:
        assert Change(added=1) == store.write_coded([coded], RECIPE)
    with open_again() as store:
        assert [coded] == list(store.coded())
        assert [coded.document] == list(store.documents())
        assert list(coded.mentions) == list(store.mentions())
        assert list(coded.figures) == list(store.figures())


def test_single_records_are_found_by_id(open_again: Open) -> None:
    coded = make_coded("a")
    event = make_event(coded.mentions[0])
    with open_again() as store:
        store.write_coded([coded], RECIPE)
        store.write_events([event])
        assert coded.document == store.document("a")
        assert coded.mentions[1] == store.mention(coded.mentions[1].id)
        assert event == store.event(event.id)


def test_an_unknown_id_is_none(open_again: Open) -> None:
    with open_again() as store:
        assert (store.document("x"), store.mention("x"), store.event("x")) == (None, None, None)


def test_records_come_by_document_id_and_then_as_in_the_document(open_again: Open) -> None:
    late, early = make_coded("b", mentions=3), make_coded("a")
    with open_again() as store:
        store.write_coded([late], RECIPE)
        store.write_coded([early], RECIPE)
        assert [document.id for document in store.documents()] == ["a", "b"]
        assert [*early.mentions, *late.mentions] == list(store.mentions())
        assert [figure.doc_id for figure in store.figures()] == ["a", "b"]


def test_more_records_than_a_page_come_once_each_and_in_order(open_again: Open) -> None:
    batch = [make_coded(f"d{number:04}", mentions=5) for number in range(421)]
    with open_again() as store:
        store.write_coded(reversed(batch), RECIPE)
        assert batch == list(store.coded())
        assert [m.id for coded in batch for m in coded.mentions] == [m.id for m in store.mentions()]


def test_the_same_input_again_changes_nothing(open_again: Open) -> None:
    batch = [make_coded("a"), make_coded("b")]
    with open_again() as store:
        store.write_coded(batch, RECIPE)
        before = store.revision()
        assert Change(unchanged=2) == store.write_coded(batch, RECIPE)
        assert before == store.revision()


def test_new_input_is_added_to_the_old(open_again: Open) -> None:
    with open_again() as store:
        store.write_coded([make_coded("a")], RECIPE)
        assert Change(added=1) == store.write_coded([make_coded("b")], RECIPE)
        counts = store.counts()
        assert (counts["documents"], counts["mentions"], counts["figures"]) == (2, 4, 2)


def test_a_changed_text_replaces_the_document_and_all_that_was_found_in_it(
    open_again: Open,
) -> None:
    new = make_coded("a", "خبر معدل", mentions=1)
    with open_again() as store:
        store.write_coded([make_coded("a", mentions=3)], RECIPE)
        assert Change(updated=1) == store.write_coded([new], RECIPE)
        assert [new] == list(store.coded())


def test_every_text_of_a_document_is_kept_once_in_the_order_first_seen(open_again: Open) -> None:
    with open_again() as store:
        for text in ("أ", "ب", "أ"):
            store.write_coded([make_coded("a", text)], RECIPE)
        assert store.versions("a") == ("أ", "ب")
        current = store.document("a")
        assert current is not None
        assert current.text == "أ"


def test_two_documents_may_share_a_text(open_again: Open) -> None:
    with open_again() as store:
        store.write_coded([make_coded("a"), make_coded("b")], RECIPE)
        store.write_coded([make_coded("a", "آخر")], RECIPE)
        assert [document.text for document in store.documents()] == ["آخر", "خبر"]


@pytest.mark.parametrize(
    ("changed", "recipe", "expected"),
    [
        pytest.param({}, RECIPE, [], id="the same"),
        pytest.param({}, "rules/2", ["a"], id="another recipe"),
        pytest.param({"text": "آخر"}, RECIPE, ["a"], id="another text"),
        pytest.param({"published": date(2031, 1, 1)}, RECIPE, ["a"], id="another date"),
        pytest.param({"id": "b"}, RECIPE, ["b"], id="a new document"),
        pytest.param({"reuse": (make_reuse("b", share=0.5),)}, RECIPE, [], id="copying found"),
    ],
)
def test_only_what_is_not_finished_needs_coding(
    open_again: Open, changed: dict[str, object], recipe: str, expected: list[str]
) -> None:
    coded = make_coded("a")
    with open_again() as store:
        store.write_coded([coded], RECIPE)
        wanted = store.needs_coding([replace(coded.document, **changed)], recipe)
        assert expected == [document.id for document in wanted]


def test_documents_can_be_written_while_the_rest_is_still_asked_for(open_again: Open) -> None:
    batch = [make_coded(f"{number:03}") for number in range(450)]
    with open_again() as store:
        store.write_coded(batch[:1], RECIPE)
        wanted = []
        for document in store.needs_coding((coded.document for coded in batch), RECIPE):
            wanted.append(document.id)
            store.write_coded([batch[int(document.id)]], RECIPE)
        assert [coded.document.id for coded in batch[1:]] == wanted


def test_another_recipe_with_the_same_outcome_is_remembered(open_again: Open) -> None:
    coded = make_coded("a")
    with open_again() as store:
        store.write_coded([coded], RECIPE)
        assert Change(unchanged=1) == store.write_coded([coded], "rules/2")
        assert list(store.needs_coding([coded.document], "rules/2")) == []


def test_an_error_in_a_batch_leaves_nothing_of_it(open_again: Open) -> None:
    mentions = tuple(replace(mention, doc_id="b") for mention in make_coded("a").mentions)
    double = replace(make_coded("b"), mentions=mentions)
    with open_again() as store:
        with pytest.raises(StoreError, match=r"'b'.*already.*'a'"):
            store.write_coded([make_coded("a"), double], RECIPE)
        assert store.counts()["documents"] == 0
        assert store.revision() == 0
        assert Change(added=1) == store.write_coded([make_coded("a")], RECIPE)


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        pytest.param([make_coded("a"), make_coded("a")], "'a' comes twice", id="an id twice"),
        pytest.param([make_coded("")], "without an id", id="no id"),
        pytest.param(
            [replace(make_coded("a"), mentions=(make_mention("b"),))],
            "names document 'b'",
            id="a mention of another document",
        ),
        pytest.param(
            [replace(make_coded("a"), figures=(make_figure("b"),))],
            "names document 'b'",
            id="a figure of another document",
        ),
    ],
)
def test_a_batch_that_contradicts_itself_is_refused(
    open_again: Open, batch: list[CodedDocument], message: str
) -> None:
    with open_again() as store, pytest.raises(StoreError, match=message):
        store.write_coded(batch, RECIPE)


def test_mentions_may_move_between_documents_of_one_batch(open_again: Open) -> None:
    a, b = make_coded("a", mentions=0), make_coded("b", mentions=0)
    here = make_mention("a")
    with open_again() as store:
        store.write_coded([replace(a, mentions=(here,)), b], RECIPE)
        moved = replace(b, mentions=(replace(here, doc_id="b"),))
        assert Change(updated=2) == store.write_coded([moved, a], RECIPE)
        assert [mention.doc_id for mention in store.mentions()] == ["b"]


def make_original(data: bytes, locator: str | None = None, **other: object) -> Original:
    given: dict[str, object] = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "media_type": "text/html",
        "chunks": lambda: iter((data[:5], data[5:])),
    }
    return Original(locator=locator, **(given | other))  # type: ignore[arg-type]


def original_of(store: Store, doc_id: str) -> tuple[bytes, str | None] | None:
    found = store.original(doc_id)
    return None if found is None else (found.data(), found.locator)


@pytest.mark.parametrize("size", [0, 3, 1_000_000, 2_500_001])
def test_an_original_is_given_back_byte_for_byte(open_again: Open, size: int) -> None:
    data = random.Random(size).randbytes(size)
    with open_again() as store:
        store.write_coded([make_coded("a")], RECIPE, originals={"a": make_original(data, "#1")})
    with open_again() as store:
        assert (data, "#1") == original_of(store, "a")
        found = store.original("a")
        assert found is not None
        assert (found.sha256, found.size, found.media_type) == (
            hashlib.sha256(data).hexdigest(),
            size,
            "text/html",
        )


def test_documents_of_one_file_share_its_bytes(open_again: Open) -> None:
    both = {name: make_original(b"<feed>", f"#{name}") for name in "ab"}
    with open_again() as store:
        store.write_coded([make_coded("a"), make_coded("b")], RECIPE, originals=both)
        assert original_of(store, "b") == (b"<feed>", "#b")
        assert [both["a"].sha256] == [original.sha256 for original in store.originals()]


def test_a_changed_document_gets_its_new_original_and_the_old_one_stays(open_again: Open) -> None:
    with open_again() as store:
        for text in ("أ", "ب", "أ"):
            made = {"a": make_original(text.encode())}
            store.write_coded([make_coded("a", text)], RECIPE, originals=made)
            assert (text.encode(), None) == original_of(store, "a")
        assert {text.encode() for text in "أب"} == {o.data() for o in store.originals()}


def test_a_document_that_stays_the_same_keeps_its_original(open_again: Open) -> None:
    with open_again() as store:
        store.write_coded([make_coded("a")], RECIPE, originals={"a": make_original(b"1")})
        store.write_coded([make_coded("a")], RECIPE, originals={"a": make_original(b"2")})
        assert Change() == store.write_originals({"a": make_original(b"3")})
        assert original_of(store, "a") == (b"1", None)


def test_an_original_is_added_where_there_is_none(open_again: Open) -> None:
    with open_again() as store:
        store.write_coded([make_coded("a")], RECIPE)
        assert original_of(store, "a") is None
        late = {"a": make_original(b"1"), "unknown": make_original(b"2")}
        assert Change(added=1) == store.write_originals(late)
        assert original_of(store, "a") == (b"1", None)
        assert [original.data() for original in store.originals()] == [b"1"]


def test_bytes_that_are_not_those_of_the_hash_are_refused_with_their_document(
    open_again: Open,
) -> None:
    wrong = make_original(b"1", sha256=hashlib.sha256(b"2").hexdigest())
    with open_again() as store:
        with pytest.raises(StoreError, match="came with other bytes"):
            store.write_coded([make_coded("a")], RECIPE, originals={"a": wrong})
        assert store.counts()["documents"] == 0
        assert list(store.originals()) == []


def test_reuse_is_read_with_its_document(open_again: Open) -> None:
    found = (make_reuse("b", share=0.5, end=9), make_reuse("c", share=0.2))
    with open_again() as store:
        store.write_coded([make_coded(name) for name in "abc"], RECIPE)
        assert Change(added=1) == store.write_reuse({"a": found, "b": ()})
        assert [found, (), ()] == [document.reuse for document in store.documents()]
        assert Change(unchanged=1) == store.write_reuse({"a": found})
        assert Change(updated=1) == store.write_reuse({"a": found[:1]})
        assert Change(removed=1) == store.write_reuse({})
        assert [document.reuse for document in store.documents()] == [(), (), ()]


def test_reuse_of_more_documents_than_one_call_takes_is_replaced(
    open_again: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rasd.store.derived.A_CALL", 2)
    names = "abcdefghi"
    with open_again() as store:
        store.write_coded([make_coded(name) for name in names], RECIPE)
        assert Change(added=8) == store.write_reuse(
            dict.fromkeys(names[1:], (make_reuse("a", share=0.5),))
        )
        kept = dict.fromkeys("cfi", (make_reuse("a", share=0.5),))
        assert Change(unchanged=3, removed=5) == store.write_reuse(kept)
        copying = [document.id for document in store.documents() if document.reuse]
        assert copying == ["c", "f", "i"]


def test_reuse_of_a_text_that_changed_is_forgotten(open_again: Open) -> None:
    with open_again() as store:
        store.write_coded([make_coded(name) for name in "abc"], RECIPE)
        store.write_reuse({"a": [make_reuse("b", share=0.5)], "b": [make_reuse("c", share=0.5)]})
        store.write_coded([make_coded("b", "آخر")], RECIPE)
        assert [document.reuse for document in store.documents()] == [(), (), ()]


def test_reuse_of_a_document_that_is_not_held_is_refused(open_again: Open) -> None:
    with open_again() as store:
        store.write_coded([make_coded("a")], RECIPE)
        with pytest.raises(StoreError, match=r"'a'.*'gone'"):
            store.write_reuse({"a": [make_reuse("gone", share=0.5)]})


def test_events_come_by_day_with_the_undated_last(open_again: Open) -> None:
    first, second = make_mention("a", 1), make_mention("a", 2)
    undated = make_event(first, id="event-0", date=None)
    late = make_event(second, id="event-2")
    early = make_event(first, id="event-3")
    with open_again() as store:
        store.write_events([undated, early, late])
        assert [event.id for event in store.events()] == ["event-2", "event-3", "event-0"]


def test_events_are_counted_by_their_type(open_again: Open) -> None:
    battle, other = (make_event(make_mention("a", n)) for n in range(2))
    threat = make_event(
        make_mention("b"), event_type=EventType.STATEMENT, sub_event_type=SubEventType.THREAT
    )
    with open_again() as store:
        assert store.event_types() == {}
        store.write_events([battle, other, threat])
        assert {battle.event_type: 2, EventType.STATEMENT: 1} == store.event_types()


def test_events_are_replaced_as_a_whole_and_only_where_they_differ(open_again: Open) -> None:
    first, second, third = (make_event(make_mention("a", n)) for n in range(3))
    with open_again() as store:
        assert Change(added=2) == store.write_events([first, second])
        assert Change(unchanged=2) == store.write_events([second, first])
        changed = replace(second, independent_sources=2)
        assert Change(added=1, updated=1, removed=1) == store.write_events([changed, third])
        assert {second.id, third.id} == {event.id for event in store.events()}


def test_an_event_given_twice_is_refused_and_the_old_ones_stay(open_again: Open) -> None:
    event, other = make_event(make_mention("a")), make_event(make_mention("b"))
    with open_again() as store:
        store.write_events([event])
        with pytest.raises(StoreError, match="comes twice"):
            store.write_events([other, other])
        assert [event] == list(store.events())


def test_events_are_current_until_documents_change(open_again: Open) -> None:
    with open_again() as store:
        assert not store.events_current()
        store.write_coded([make_coded("a")], RECIPE)
        store.write_events([])
        assert store.events_current()
        store.write_coded([make_coded("a")], RECIPE)
        assert store.events_current()
        store.write_coded([make_coded("b")], RECIPE)
        assert not store.events_current()


def test_events_merged_before_the_newest_documents_are_not_current(open_again: Open) -> None:
    with open_again() as store:
        read_at = store.revision()
        store.write_coded([make_coded("a")], RECIPE)
        store.write_events([], of_revision=read_at)
        assert not store.events_current()


def test_issues_are_held_once_and_cleared_when_the_source_is_read_well(open_again: Open) -> None:
    empty = Issue(source="a.txt", kind=IssueKind.EMPTY, message="no text")
    broken = Issue(source="b.pdf", kind=IssueKind.TRUNCATED, message="cut off", fatal=False)
    with open_again() as store:
        assert Change(added=2) == store.write_issues([broken, empty])
        assert Change(unchanged=2) == store.write_issues([empty, broken])
        assert [empty, broken] == list(store.issues())
        assert Change(removed=1) == store.write_issues([], read=["a.txt", "c.txt"])
        assert [broken] == list(store.issues())


def test_writes_in_one_transaction_happen_together_or_not_at_all(open_again: Open) -> None:
    with open_again() as store:
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.write_coded([make_coded("a")], RECIPE)
            store.write_events([make_event(make_mention("a"))])
            1 / 0  # noqa: B018 - any error of the caller
        assert store.counts()["documents"] + store.counts()["events"] == 0


def test_a_refused_write_leaves_the_rest_of_its_transaction_alone(open_again: Open) -> None:
    event = make_event(make_mention("a"))
    with open_again() as store:
        with store.transaction():
            store.write_coded([make_coded("a")], RECIPE)
            with pytest.raises(StoreError):
                store.write_events([event, event])
        assert (store.counts()["documents"], store.counts()["events"]) == (1, 0)


def test_a_snapshot_sees_one_state_while_another_writes(open_again: Open) -> None:
    with open_again() as store, open_again() as other:
        store.write_coded([make_coded("a")], RECIPE)
        with store.snapshot():
            other.write_coded([make_coded("b")], RECIPE)
            assert [document.id for document in store.documents()] == ["a"]
        assert [document.id for document in store.documents()] == ["a", "b"]


def test_writing_inside_a_snapshot_is_refused(open_again: Open) -> None:
    with open_again() as store, store.snapshot(), pytest.raises(StoreError, match="for reading"):
        store.write_coded([make_coded("a")], RECIPE)


def test_ids_with_characters_that_a_database_does_not_take_are_read_on_from(
    open_again: Open,
) -> None:
    ids = ["a", "a\x00", "a\x00\x01b", "a\x01", "b"]
    with open_again() as store:
        store.write_coded([make_coded(each, mentions=1) for each in ids], RECIPE)
        assert [mention.doc_id for mention in store.mentions()] == ids
        assert [figure.doc_id for figure in store.figures()] == ids
        for read_on in (store.mentions_after, store.figures_after):
            at: tuple[str, int] = ("", -1)
            seen: list[str] = []
            while page := read_on(at, limit=1):
                ((at, record),) = page
                seen.append(record.doc_id)
            assert seen == ids


def test_a_reader_is_not_disturbed_by_writes_to_the_same_store(open_again: Open) -> None:
    with open_again() as store:
        store.write_coded([make_coded(f"{number:03}") for number in range(0, 500, 2)], RECIPE)
        seen = []
        for document in store.documents():
            seen.append(document.id)
            store.write_coded([make_coded(f"{int(document.id) // 2 * 2 + 1:03}")], RECIPE)
        assert sorted(set(seen)) == seen
        assert {f"{number:03}" for number in range(0, 500, 2)} <= set(seen)


def test_the_memory_of_a_merge_is_given_back_under_its_recipe_alone(open_again: Open) -> None:
    rows = {"a": b"\x00\xff", "a b": b""}
    with open_again() as store:
        assert Change(added=2) == store.write_memory(rows.items(), RECIPE)
    with open_again() as store:
        assert rows == dict(store.memory(RECIPE))
        assert list(store.memory("another recipe")) == []


def test_the_memory_of_a_merge_is_exactly_what_was_written_last(open_again: Open) -> None:
    with open_again() as store:
        store.write_memory([("a", b"1"), ("b", b"2")], RECIPE)
        change = store.write_memory([("b", b"2"), ("c", b"3")], RECIPE)
        assert Change(added=1, removed=1, unchanged=1) == change
        assert list(store.memory(RECIPE)) == [("b", b"2"), ("c", b"3")]
        assert Change(added=1) == store.write_memory([("b", b"4")], "another recipe")
        assert list(store.memory("another recipe")) == [("b", b"4")]


def test_what_stays_may_come_in_many_pieces(open_again: Open) -> None:
    rows = [(f"{n:04}", b"") for n in range(1300)]
    events = [make_event(make_mention("a", n)) for n in range(1300)]
    kept = [event.id for event in events[5:]]
    with open_again() as store:
        store.write_coded([make_coded("a", mentions=1300)], RECIPE)
        assert Change(added=1300) == store.write_memory(rows, RECIPE)
        change = store.write_memory(reversed(rows[:700]), RECIPE)
        assert Change(removed=600, unchanged=700) == change
        assert Change(added=1300) == store.write_events(events)
        change = store.write_events(events[4:5], kept=kept)
        assert Change(removed=4, unchanged=1) == change
        assert sorted(event.id for event in events[4:]) == [e for e, _ in store.event_digests()]


def test_an_event_that_comes_again_much_later_is_refused(open_again: Open) -> None:
    events = [make_event(make_mention("a", n)) for n in range(600)]
    with open_again() as store:
        store.write_coded([make_coded("a", mentions=600)], RECIPE)
        with pytest.raises(StoreError, match="comes twice"):
            store.write_events([*events, events[0]])


def test_the_memory_of_a_merge_changes_no_revision_and_no_log(open_again: Open) -> None:
    with open_again() as store:
        store.write_coded([make_coded("a")], RECIPE)
        before = store.revision(), list(store.log())
        store.write_memory([("a", b"1")], RECIPE)
        assert before == (store.revision(), list(store.log()))


@pytest.mark.parametrize(
    ("noted", "published"),
    [
        ((f"{NOTE_OF_MODEL}values were dropped",), DAY),
        ((f"{DATED_BY_TEXT}2031-05-06, which the text calls today",), None),
    ],
    ids=["by a language model", "by the day that the text calls today"],
)
def test_what_coding_notes_of_a_document_does_not_have_it_coded_again(
    open_again: Open, noted: tuple[str, ...], published: date | None
) -> None:
    warnings = () if published else (NO_PUBLICATION_DATE,)
    read = replace(make_document("a", published=published), warnings=warnings)
    coded = replace(read, published=DAY, warnings=noted)
    other = replace(read, warnings=("read with a reservation",))
    named = replace(read, outlet="another")
    with open_again() as store:
        store.write_coded([CodedDocument(document=coded, mentions=(), figures=())], "recipe")
        assert list(store.needs_coding([read], "recipe")) == []
        assert list(store.needs_coding([other], "recipe")) == [other]
        assert list(store.needs_coding([named], "recipe")) == [named]
