"""What a language model is told: the data of a prompt language, filled from the codebook.

The words stand in `data/llm/en.toml` and `ar.toml`; the types with their definitions come from
the event files, so a definition that a linguist mends is the one that the model reads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rasd.engines.choice import PromptLanguage
from rasd.engines.llm.schema import answer_schema
from rasd.engines.llm.vocabulary import vocabulary
from rasd.knowledge.tables import read_toml
from rasd.model import SubEventType


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation: `system`, `user` or `assistant`, and what it says."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Example:
    """A report of our own and the answer that it should have."""

    title: str
    published: str
    outlet: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """Everything that is said beside the report itself."""

    system: str
    question: str
    lead: str
    unknown: str
    examples: tuple[Example, ...]
    digest: str
    """SHA-256 over all of it and over the schema: answers to another prompt are others."""


@cache
def prompt(language: PromptLanguage) -> Prompt:
    """The prompt in a language."""
    data = read_toml(f"llm/{language.value}.toml")
    system = _filled(str(data["system"]).strip(), _sets(language))
    examples = tuple(_example(each) for each in data["examples"])
    parts = [system, data["question"], data["lead"], data["unknown"], repr(examples)]
    parts.append(json.dumps(answer_schema(), sort_keys=True))
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return Prompt(system, data["question"], data["lead"], data["unknown"], examples, digest)


def messages(
    known: Prompt,
    text: str,
    *,
    title: str | None,
    published: str | None,
    outlet: str | None,
    lead: str = "",
) -> tuple[Message, ...]:
    """The conversation that asks for the events of a text, with the examples before it.

    `lead` is the beginning of the report where the text is a later part of it.
    """
    turns = [Message("system", known.system)]
    for example in known.examples:
        turns.append(
            Message(
                "user",
                _question(known, example.text, example.title, example.published, example.outlet),
            )
        )
        turns.append(Message("assistant", example.answer))
    turns.append(Message("user", _question(known, text, title, published, outlet, lead)))
    return tuple(turns)


def _question(
    known: Prompt,
    text: str,
    title: str | None,
    published: str | None,
    outlet: str | None,
    lead: str = "",
) -> str:
    return _filled(
        known.question.strip(),
        {
            "published": published or known.unknown,
            "outlet": _line(outlet) or known.unknown,
            "title": _line(title) or known.unknown,
            "lead": _filled(known.lead, {"lead": _line(lead)}) if lead else "",
            "text": _fenced(text).strip("\n"),
        },
    )


def _fenced(text: str) -> str:
    """A text that cannot end its own fence: what looks like one loses its angle brackets."""
    return text.replace("</report", "(/report").replace("<report", "(report")


def _line(text: str | None) -> str:
    """Words on one line: a title of several lines could pass for the prompt's own."""
    return _fenced(" ".join((text or "").split()))


def _filled(template: str, values: Mapping[str, str]) -> str:
    """The template with `{name}` replaced, in one pass: a text may hold `{title}` itself."""
    parts: list[str] = []
    rest = template
    while rest:
        at = min(
            ((rest.index(f"{{{name}}}"), name) for name in values if f"{{{name}}}" in rest),
            default=None,
        )
        if at is None:
            return "".join((*parts, rest))
        parts += [rest[: at[0]], values[at[1]]]
        rest = rest[at[0] + len(at[1]) + 2 :]
    return "".join(parts)


def _sets(language: PromptLanguage) -> dict[str, str]:
    words = vocabulary()
    return {
        "types": "\n".join(
            f"  {kind.value}: {_definition(kind, language)}" for kind in SubEventType
        ),
        "weapons": ", ".join(words.weapons),
        "outcomes": ", ".join(words.outcomes),
        "groups": ", ".join(words.groups),
        "objects": ", ".join(words.objects),
        "effects": ", ".join(words.effects),
        "roles": ", ".join(words.roles),
    }


def _definition(kind: SubEventType, language: PromptLanguage) -> str:
    definition = read_toml(f"ar/events/{kind.value}.toml")["definition"]
    return str(definition[language.value])


def _example(data: Mapping[str, Any]) -> Example:
    return Example(
        title=data["title"],
        published=data["published"],
        outlet=data["outlet"],
        text=data["text"].strip(),
        answer=data["answer"],
    )
