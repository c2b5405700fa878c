"""Counts what asking costs, and says when the budget is spent.

Before a question is asked, the most that it can cost is set aside: no token is shorter than a
byte, and no answer longer than its bound. So a run never spends more than its budget, whatever
many questions are under way; what was set aside and not spent is free again.
"""

from __future__ import annotations

from rasd.engines.choice import Endpoint
from rasd.engines.llm.questions import Question
from rasd.model import SettingsError
from rasd.run.costs import Costs

_MILLION = 1_000_000
_PER_MESSAGE = 16
"""Tokens by which a server may mark where a turn begins and ends."""


class Meter:
    """The costs of a run so far, and what is set aside; used in one thread."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._prices = (endpoint.price_in, endpoint.price_out)
        self._budget = endpoint.budget
        self._aside: list[tuple[int, int]] = []
        self.costs = Costs()
        priced = None not in self._prices
        if self._budget.money is not None and not priced:
            raise SettingsError(
                "a budget in money needs prices: give --llm-price-in and --llm-price-out per "
                "million tokens, or a budget in tokens such as --llm-budget 200000tokens"
            )
        if priced:
            self.costs.money = 0.0

    def set_aside(self, most: tuple[int, int]) -> bool:
        """Sets the most that a question may cost aside; false where the budget has no room."""
        aside_in = sum(each[0] for each in self._aside) + most[0] + self.costs.tokens_in
        aside_out = sum(each[1] for each in self._aside) + most[1] + self.costs.tokens_out
        tokens, money = self._budget.tokens, self._budget.money
        if tokens is not None and aside_in + aside_out > tokens:
            return False
        if money is not None and self._price(aside_in, aside_out) > money:
            return False
        self._aside.append(most)
        return True

    @property
    def under_way(self) -> bool:
        """Whether questions are under way, whose part of the budget may come free."""
        return bool(self._aside)

    def settle(self, most: tuple[int, int], tokens_in: int, tokens_out: int) -> None:
        """Counts what a question cost, in place of what was set aside for it."""
        self._aside.remove(most)
        self.costs.tokens_in += tokens_in
        self.costs.tokens_out += tokens_out
        if self.costs.money is not None:
            self.costs.money = round(self._price(self.costs.tokens_in, self.costs.tokens_out), 6)

    def _price(self, tokens_in: int, tokens_out: int) -> float:
        price_in, price_out = self._prices
        return (tokens_in * (price_in or 0.0) + tokens_out * (price_out or 0.0)) / _MILLION


def most_of(question: Question, body: bytes) -> tuple[int, int]:
    """The most tokens that a question takes in and gives out, from the bytes that are sent."""
    return len(body) + _PER_MESSAGE * len(question.messages), question.model.max_tokens
