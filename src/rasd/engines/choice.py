"""Which engine codes documents, with all that its results depend on: a value that travels.

A choice is frozen and can be pickled, so a run hands it to its worker processes and machines as
it is. `RULES` is the engine of every command that names none. A key is never part of it: the
choice names the environment variable that holds one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rasd.model.errors import SettingsError


class EngineName(StrEnum):
    """The engines, by the names that commands and recipes give them."""

    RULES = "rules"
    LLM = "llm"
    """A language model reads every document."""
    RULES_LLM = "rules+llm"
    """Rules read every document, a language model those of which they are unsure."""


class PromptLanguage(StrEnum):
    """The languages that a model can be instructed in; what it reads is Arabic either way."""

    EN = "en"
    AR = "ar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The most that one run may spend, in money or in tokens, read and written together."""

    money: float | None = None
    tokens: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """All that the answers of a language model depend on beside what it is asked."""

    name: str
    prompt: PromptLanguage = PromptLanguage.EN
    max_tokens: int = 3072
    """The longest answer; a longer one is cut off, and the events told by then are taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where and how a model is asked: nothing that results depend on.

    `key_env` names the environment variable with the key; prices are per million tokens;
    `cache` is the file of answers, in the user's cache folder where `None`.
    """

    url: str
    key_env: str | None = None
    concurrency: int = 8
    seconds: float = 300.0
    cache: Path | None = None
    budget: Budget = Budget()
    price_in: float | None = None
    price_out: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineChoice:
    """One engine and its settings; raises `SettingsError` for an engine that lacks a model."""

    name: EngineName = EngineName.RULES
    model: Model | None = None
    endpoint: Endpoint | None = None

    def __post_init__(self) -> None:
        if self.asks and (self.model is None or self.endpoint is None):
            raise SettingsError(
                f"the engine {self.name.value!r} needs a language model: give --llm-url and "
                "--llm-model"
            )
        if not self.asks and (self.model is not None or self.endpoint is not None):
            raise SettingsError(
                "the engine 'rules' asks no language model: leave the --llm options out, or "
                "choose --engine llm or --engine rules+llm"
            )

    @property
    def asks(self) -> bool:
        """Whether coding a document may ask a language model."""
        return self.name is not EngineName.RULES


RULES = EngineChoice()
"""The engine that needs nothing but this installation."""
