"""Which engine codes documents, with all that its results depend on: a value that travels.

A choice is frozen and can be pickled, so a run hands it to its worker processes and machines as
it is. `RULES` is the engine of every command that names none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EngineName(StrEnum):
    """The engines, by the names that commands and recipes give them."""

    RULES = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoice:
    """One engine and its settings."""

    name: EngineName = EngineName.RULES


RULES = EngineChoice()
"""The engine that needs nothing but this installation."""
