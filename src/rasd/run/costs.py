"""What asking a language model costs: questions, tokens, money, and values that proved nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field

from rasd.model import Json


@dataclass(slots=True, kw_only=True)
class Costs:
    """What asking came to in a run; `unknown` are answers whose tokens no server counted."""

    questions: int = 0
    cached: int = 0
    requests: int = 0
    retries: int = 0
    unanswered: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    unknown: int = 0
    money: float | None = None
    budget_spent: bool = False
    dropped: Counter[str] = field(default_factory=Counter)
    """Values of each field that the text did not prove."""

    def as_json(self) -> Json:
        """The report as `llm-report.json` holds it."""
        return asdict(self) | {"dropped": dict(sorted(self.dropped.items()))}
