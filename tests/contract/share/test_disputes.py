"""What organisations say against each other is told of both, on the event and in the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.exchange import Organisation, organisations
from tests.judged import coded, corpus

from rasd import judge
from rasd.judge import Told, Who
from rasd.model import Event, Judgement, Mode
from rasd.run import merge_store
from rasd.run.judge import record
from rasd.run.judging import is_by, last_of
from rasd.run.lots import list_judgements

CORPUS = corpus(coded("a", 0, 1), coded("b", 0, day=1))
Saying = Callable[[Event, list[Told], Who], Judgement]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Organisation, Organisation]]:
    """An archive and a centre with the same reports."""
    with organisations(tmp_path, "Archive", "Centre") as (archive, centre):
        archive.store.write_coded(CORPUS.coded, "rules/1")
        merge_store(archive.store)
        centre.take(archive.export())
        yield archive, centre


def killed(number: int) -> Saying:
    value = {"min": number, "max": number}
    return lambda event, told, who: judge.edit(event, told, field="killed", value=value, who=who)


def right(event: Event, told: list[Told], who: Who) -> Judgement:
    return judge.accept(event, told, who=who)


def parted(event: Event, told: list[Told], who: Who) -> Judgement:
    return judge.split([told[:1], told[1:]], who=who)


def joined(event: Event, told: list[Told], who: Who) -> Judgement:
    return judge.join([told[:1], told[1:]], who=who)


def says(each: Organisation, say: Saying, minute: int, *, by: str = "Salma") -> Judgement:
    [event] = [e for e in each.events() if "a0" in e.mention_ids]
    who = Who(by=by, at=f"2031-06-01T09:{minute:02}:00Z")
    said = say(event, CORPUS.told(*event.mention_ids), who)
    record(each.store, said)
    return said


def exchange(one: Organisation, other: Organisation) -> None:
    other.take(one.export())
    one.take(other.export())


def disputed(each: Organisation) -> list[tuple[str | None, tuple[str, ...]]]:
    return [
        (dispute.field, dispute.organisations)
        for event in each.events()
        if event.review
        for dispute in event.review.disputes
    ]


BOTH = ("Archive", "Centre")


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        pytest.param(killed(4), killed(6), [("killed", BOTH)], id="two values"),
        pytest.param(killed(4), killed(4), [], id="one value"),
        pytest.param(right, killed(6), [("killed", BOTH)], id="right and another value"),
        pytest.param(right, right, [], id="right twice"),
        pytest.param(parted, joined, [(None, BOTH)], id="parted and joined"),
        pytest.param(parted, killed(4), [], id="two different things"),
    ],
)
def test_what_two_organisations_say_of_one_event(
    two: tuple[Organisation, Organisation],
    here: Saying,
    there: Saying,
    expected: list[tuple[str | None, tuple[str, ...]]],
) -> None:
    archive, centre = two
    says(archive, here, 1)
    says(centre, there, 2)
    exchange(archive, centre)
    assert archive.events() == centre.events()
    assert sorted(set(disputed(archive))) == expected


def test_two_people_of_one_organisation_are_no_dispute(
    two: tuple[Organisation, Organisation],
) -> None:
    archive, centre = two
    says(archive, killed(4), 1)
    says(archive, killed(6), 2, by="Nadim")
    exchange(archive, centre)
    assert disputed(centre) == []


def test_who_agrees_after_all_ends_the_dispute(two: tuple[Organisation, Organisation]) -> None:
    archive, centre = two
    says(archive, killed(4), 1)
    says(centre, killed(6), 2)
    exchange(archive, centre)
    says(archive, right, 3)
    exchange(archive, centre)
    assert disputed(archive) == disputed(centre) == []


def test_the_list_names_who_withdrew_what_another_said(
    two: tuple[Organisation, Organisation],
) -> None:
    archive, centre = two
    said = says(archive, killed(4), 1)
    exchange(archive, centre)
    who = Who(by="Nour", at="2031-06-01T10:00:00Z")
    record(centre.store, judge.withdraw(said, who=who))
    exchange(archive, centre)
    for each in two:
        [listed] = [one for one in list_judgements(each.store) if one.judgement.id == said.id]
        assert listed.disputed == ("Centre",)
        assert listed.why.startswith("by Nour @ Centre")


def test_both_sides_of_a_dispute_are_in_the_list(two: tuple[Organisation, Organisation]) -> None:
    archive, centre = two
    first, second = says(archive, killed(4), 1), says(centre, killed(6), 2)
    exchange(archive, centre)
    found = {each.judgement.id: each.disputed for each in list_judgements(archive.store)}
    assert found == {first.id: ("Centre",), second.id: ("Archive",)}


def test_somebody_of_the_same_name_elsewhere_is_somebody_else(
    two: tuple[Organisation, Organisation],
) -> None:
    archive, centre = two
    said = says(archive, killed(4), 1)
    exchange(archive, centre)
    [event] = [e for e in centre.events() if e.review]
    assert last_of(archive.store, event, "Salma") == said.id
    assert last_of(centre.store, event, "Salma") is None
    assert event.review is not None
    assert not is_by(centre.store, event.review.judgements[0], "Salma")


def test_a_dispute_is_not_published(two: tuple[Organisation, Organisation]) -> None:
    archive, centre = two
    says(archive, killed(4), 1)
    says(centre, killed(6), 2)
    exchange(archive, centre)
    centre.take(archive.export(mode=Mode.PUBLIC))
    reviews = [
        each.record["review"]
        for each in centre.store.sharing.records(kind="event")
        if "review" in each.record
    ]
    assert reviews
    assert not any("organisations" in repr(review) for review in reviews)
