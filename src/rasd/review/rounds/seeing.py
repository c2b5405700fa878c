"""Decides who may see what of a round: nobody sees another's answers before it is closed.

Not even whoever made it, who may be a coder of the next. Until then only how far each coder has
come is shown. Afterwards editors read all answers, and coders, too: they are the ones who learn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rasd.model import Answer, CodingRound, Role
from rasd.review.people import Person
from rasd.review.request import Ask, RefusedError
from rasd.review.rounds.drawing import order_of
from rasd.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a coder has come, and which place in his order comes next."""

    coder: str
    done: int
    items: int
    next: int | None


def round_of(ask: Ask, round_id: str) -> CodingRound:
    """The round of an address, for a person who may know of it."""
    found = next((each for each in ask.store.rounds.rounds() if each.id == round_id), None)
    if found is None or not may_know(ask.person, found):
        raise RefusedError("base.not_found", 404)
    return found


def may_know(person: Person, round_: CodingRound) -> bool:
    """Editors know of all rounds, coders of those that they have a part in."""
    return person.role >= Role.EDITOR or person.name in round_.coders


def check_open(round_: CodingRound, person: Person) -> None:
    """Raises `RefusedError` unless the person may answer."""
    if person.name not in round_.coders:
        raise RefusedError("coding.no_coder")
    if round_.closed is not None:
        raise RefusedError("coding.is_closed")


def answers_of(store: Store, round_: CodingRound) -> tuple[Answer, ...]:
    """Everybody's answers; raises `RefusedError` while the round is open."""
    if round_.closed is None:
        raise RefusedError("coding.not_closed")
    return store.rounds.answers(round_.id)


def progress_of(store: Store, round_: CodingRound) -> tuple[Progress, ...]:
    """How far each coder has come; nothing of what was said."""
    done: Mapping[str, set[int]] = {coder: set() for coder in round_.coders}
    for answer in store.rounds.answers(round_.id):
        if answer.done and answer.coder in done:
            done[answer.coder].add(answer.position)
    return tuple(
        Progress(
            coder=coder,
            done=len(done[coder]),
            items=round_.items,
            next=next(
                (
                    place
                    for place, position in enumerate(order_of(round_, coder), start=1)
                    if position not in done[coder]
                ),
                None,
            ),
        )
        for coder in round_.coders
    )
