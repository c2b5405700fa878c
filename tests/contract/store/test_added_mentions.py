"""What a person adds to a document is there at once, and stays when the document is read anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text
from tests.judged import SENTENCES, WHO, Corpus, addition, coded, corpus, read_anew, report

from rasd.judge import added, withdraw
from rasd.model import CodedDocument, Judgement, Mention, replace, sha256_text
from rasd.run import merge_store
from rasd.store import Store, open_store

RECIPE = "rules/1"
TWO = corpus(coded("a", 0), coded("b", 0, 2, day=1))
A = TWO.documents["a"]
SAID = addition(A, 2)
[OWN] = added([SAID], [A])


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """A store of two documents; a person added to the first."""
    with open_store(place) as opened:
        opened.write_coded(TWO.coded, RECIPE)
        merge_store(opened)
        opened.write_judgements([SAID])
        yield opened


def same_as_at_once(store: Store, where: Corpus, *said: Judgement) -> None:
    merge_store(store)
    assert list(store.events()) == list(where.events(said))
    assert list(store.faults()) == []


def ids(store: Store) -> list[str]:
    return [mention.id for mention in store.mentions()]


def read_more(*found: Mention) -> Corpus:
    """The corpus once rasd reads more in document `a`."""
    first, second = TWO.coded
    return corpus(replace(first, mentions=(*first.mentions, *found)), second)


def changed(old: str, new: str) -> Corpus:
    first, second = TWO.coded
    body = first.document.text
    assert old in body
    body = body.replace(old, new)
    document = replace(first.document, text=body, sha256=sha256_text(body))
    return corpus(CodedDocument(document=document, mentions=(), figures=()), second)


def connection_of(store: Store) -> Connection:
    return store._connection  # type: ignore[attr-defined,no-any-return]


def test_it_stands_behind_what_was_found_in_its_document(store: Store) -> None:
    assert ids(store) == ["a0", OWN.id, "b0", "b2"]
    assert store.mention(OWN.id) == OWN
    assert [m.id for m in store.mentions_of(["b", "a"])] == ids(store)
    assert sorted(key for key, _, _ in store.mention_digests()) == sorted(ids(store))
    assert store.counts()["mentions"] == 4
    assert store.ids_beginning(OWN.id[:6]) == (OWN.id,)
    assert [item.mentions for item in store.coded()] == [item.mentions for item in TWO.coded]


def test_its_event_is_that_of_a_merge_of_everything(store: Store) -> None:
    assert not store.events_current()
    same_as_at_once(store, TWO, SAID)
    [event] = store.events_holding([OWN.id])
    assert set(event.mention_ids) == {OWN.id, "b2"}


def test_a_withdrawal_takes_it_away_and_another_brings_it_back(store: Store) -> None:
    merge_store(store)
    undo = withdraw(SAID, who=WHO)
    store.write_judgements([undo])
    assert ids(store) == ["a0", "b0", "b2"]
    same_as_at_once(store, TWO, SAID, undo)
    redo = withdraw(undo, who=WHO)
    store.write_judgements([redo])
    assert store.mention(OWN.id) == OWN
    same_as_at_once(store, TWO, SAID, undo, redo)


def test_it_is_not_lost_when_its_document_is_read_anew(store: Store) -> None:
    merge_store(store)
    anew = read_anew(TWO.coded)
    store.write_coded(anew.coded, "rules/2")
    assert ids(store) == ["xa0", OWN.id, "xb2", "xb0"]
    same_as_at_once(store, anew, SAID)


def test_it_moves_with_its_words_when_the_text_changes(store: Store) -> None:
    merge_store(store)
    moved = changed("خبر a", "خبر عاجل a")
    store.write_coded(moved.coded, RECIPE)
    found = store.mention(OWN.id)
    assert found is not None
    assert found.evidence[0].start == OWN.evidence[0].start + len("عاجل ")
    same_as_at_once(store, moved, SAID)
    gone = changed(SENTENCES[2], "وكان الطقس جميلا")
    store.write_coded(gone.coded, RECIPE)
    assert store.mention(OWN.id) is None
    same_as_at_once(store, gone, SAID)
    store.write_coded(TWO.coded, RECIPE)
    same_as_at_once(store, TWO, SAID)


def test_it_may_be_said_before_its_document_is_there(place: str) -> None:
    with open_store(place) as store:
        store.write_judgements([SAID])
        assert ids(store) == []
        store.write_coded(TWO.coded, RECIPE)
        same_as_at_once(store, TWO, SAID)


def test_writing_what_is_held_changes_nothing(store: Store) -> None:
    merge_store(store)
    head = store.log_head()
    store.write_coded(TWO.coded, RECIPE)
    store.write_judgements([SAID])
    merge_store(store)
    assert store.log_head() == head


def test_ids_lead_from_it_to_what_rasd_reads_there_and_back(store: Store) -> None:
    merge_store(store)
    [event] = store.events_holding([OWN.id])
    alone = addition(A, 1)
    store.write_judgements([alone])
    merge_store(store)
    [mine] = (e for e in store.events() if e.review and e.review.state == "added")
    later = read_more(report(A, 1), report(A, 2))
    store.write_coded(later.coded, "rules/2")
    same_as_at_once(store, later, SAID, alone)
    assert store.events_holding([OWN.id])[0].id == event.id
    assert store.events_holding(["a2"]) == ()
    undo = [withdraw(SAID, who=WHO), withdraw(alone, who=WHO)]
    store.write_judgements(undo)
    same_as_at_once(store, later, SAID, alone, *undo)
    assert [e.mention_ids for e in store.resolve_event(mine.id)] == [("a1",)]
    [theirs] = store.events_holding(["a1"])
    back = [withdraw(each, who=WHO) for each in undo]
    store.write_judgements(back)
    merge_store(store)
    for each in (theirs, mine):
        assert [event.id for event in store.resolve_event(each.id)] == [mine.id]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "UPDATE added_mention SET record = replace(record, '\"Bir\"', '\"Qasr\"')",
            "is not what judgement",
        ),
        ("UPDATE added_mention SET country = 'IQ'", "is not what judgement"),
        ("DELETE FROM added_mention", "is not what judgement"),
        ("UPDATE added_mention SET id = 'm-x'", "is none that a judgement adds"),
    ],
)
def test_a_hand_in_the_tables_is_found(store: Store, statement: str, what: str) -> None:
    assert list(store.faults()) == [] or not store.events_current()
    merge_store(store)
    assert list(store.faults()) == []
    connection_of(store).execute(text(statement))
    assert any(what in fault.what for fault in store.faults())
