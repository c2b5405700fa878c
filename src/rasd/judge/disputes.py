"""Decides where organisations contradict each other in what they say of an event.

The later judgement stands, as between two people of one. That it stands against another
organisation is told beside it: both can be read, and neither was taken away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rasd.judge.standing import Standing
from rasd.model import Action, Dispute, Judgement, canonical, in_force

_Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class _Stance:
    """What an organisation last said of a field: the value, and the judgement that says so."""

    value: str
    judgement: Judgement


def disputes(standing: Sequence[Standing], taken_back: Collection[str]) -> tuple[Dispute, ...]:
    """The disputes among judgements on one event, in their order.

    `taken_back` are joins and splits of which a later one took something back.
    """
    said = [each.judgement for each in standing if each.judgement.organisations]
    if len({each.organisations for each in said}) < 2:
        return ()
    return (*_of_values(said), *_of_grouping(said, taken_back))


def contested(judgements: Sequence[Judgement]) -> dict[str, Judgement]:
    """Judgements that another organisation withdrew, by id, each with the withdrawal."""
    by_id = {each.id: each for each in judgements}
    found = {}
    for each in in_force(judgements):
        undone = by_id.get(each.withdraws or "")
        if undone is not None and _are_others(undone, each):
            found[undone.id] = each
    return found


def _are_others(one: Judgement, other: Judgement) -> bool:
    return one.organisations != other.organisations and set(one.organisations).isdisjoint(
        other.organisations
    )


def _of_values(said: Sequence[Judgement]) -> Iterator[Dispute]:
    """Each field of which organisations last said different values.

    An acceptance says the value that was shown when it was given.
    """
    edited: dict[_Key, None] = {_key(each): None for each in said if each.action is Action.EDIT}
    for key in edited:
        shown = ""
        last: dict[tuple[str, ...], _Stance] = {}
        for each in said:
            if each.action is Action.EDIT and _key(each) == key:
                shown = canonical(each.value)
                last[each.organisations] = _Stance(shown, each)
            elif each.action is Action.ACCEPT and key[1] is None and each.field in (None, key[0]):
                last[each.organisations] = _Stance(shown, each)
        if len({stance.value for stance in last.values()}) > 1:
            field, about = key
            yield _dispute((stance.judgement for stance in last.values()), field, about)


def _of_grouping(said: Sequence[Judgement], taken_back: Collection[str]) -> Iterator[Dispute]:
    moved = [each for each in said if each.action in (Action.JOIN, Action.SPLIT)]
    for each in moved:
        if each.id in taken_back:
            against = [
                other
                for other in moved
                if other.action is not each.action and _are_others(each, other)
            ]
            if against:
                yield _dispute([each, *against], None, None)


def _dispute(judgements: Iterable[Judgement], field: str | None, about: str | None) -> Dispute:
    named = list(judgements)
    return Dispute(
        field=field,
        about=about,
        organisations=tuple(sorted({name for each in named for name in each.organisations})),
        judgements=tuple(each.id for each in named),
    )


def _key(edit: Judgement) -> _Key:
    return (edit.field or "", edit.about)
