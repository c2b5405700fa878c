"""Decides what a store keeps of rounds of coding: who answered what, when, and what came later.

Answers are no judgements: no event depends on one. None is changed or taken away; a coder who
thinks again answers again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rasd.model import Answer, CodingRound, RoundItem


class Rounds(Protocol):
    """The rounds of a store. An id that there is not raises `StoreError`."""

    def rounds(self) -> tuple[CodingRound, ...]:
        """All rounds, the newest first."""

    def round(self, round_id: str) -> CodingRound:
        """One round."""

    def add(self, round_: CodingRound, items: Sequence[RoundItem]) -> None:
        """A new round with its items. Raises `StoreError` for an id that there is."""

    def items(self, round_id: str) -> tuple[RoundItem, ...]:
        """The items by position."""

    def answer(self, round_id: str, answer: Answer) -> None:
        """Adds what a coder says of an item.

        Raises `StoreError` in a closed round, for a person who is no coder of it, and for a
        position that it does not have.
        """

    def answers(self, round_id: str, *, coder: str | None = None) -> tuple[Answer, ...]:
        """The last answer of each coder to each item, or of one coder, by position and coder."""

    def history(self, round_id: str, position: int) -> tuple[Answer, ...]:
        """Every answer to an item in the order in which they were given."""

    def close(self, round_id: str, *, by: str) -> CodingRound:
        """Ends the answering; a round that is closed stays as it is."""
