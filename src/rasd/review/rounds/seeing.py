"""Decides who may see what of a round: nobody sees another's answers before it is closed.

Not even whoever made it, who may be a coder of the next. Until then only how far each coder has
come is shown. Afterwards editors read all answers, and coders, too: they are the ones who learn.
"""

from __future__ import annotations

from dataclasses import dataclass

from rasd.model import Answer, CodingRound, Role, RoundItem
from rasd.review.people import Person
from rasd.review.request import Ask, RefusedError
from rasd.review.rounds.drawing import order_of
from rasd.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a coder has come: the places of his order that are `open` still."""

    coder: str
    items: int
    open: tuple[int, ...]

    @property
    def done(self) -> int:
        """How many items he has answered."""
        return self.items - len(self.open)

    @property
    def next(self) -> int | None:
        """The first place that is open."""
        return self.after(0)

    def after(self, place: int) -> int | None:
        """The next open place behind one, else the first that is open."""
        return next((n for n in self.open if n > place), next(iter(self.open), None))


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
    answers = store.rounds.answers(round_.id)
    done = {(answer.coder, answer.position) for answer in answers if answer.done}
    return tuple(
        Progress(
            coder=coder,
            items=round_.items,
            open=tuple(
                place
                for place, position in enumerate(order_of(round_, coder), start=1)
                if (coder, position) not in done
            ),
        )
        for coder in round_.coders
    )


def item_at(store: Store, round_: CodingRound, position: int) -> RoundItem:
    """The item of a round at one of its positions."""
    return next(each for each in store.rounds.items(round_.id) if each.position == position)


def names_of(store: Store) -> dict[str, str]:
    """What pages call the people of a team."""
    return {each.name: each.shown for each in store.people.accounts()}
