"""Reads from a verb's first letters whether it tells of what is to come or of what goes on.

``ستنفجر`` is future; ``يرتقي`` and ``تستهدف`` are present. Arabic news tells what happened in
the past tense, so a present of a verb that also means something harmless (``يقضي``: he dies,
he spends) tells of no death by itself.
"""

from __future__ import annotations

from rasd.annotate import Annotated
from rasd.assemble.frames import Trigger
from rasd.knowledge import Match, Trait
from rasd.knowledge.forms import future_lookalikes, future_markers, present_markers

_ROOT = 4
"""Letters that a present verb has at the least: its person and three of its root."""


def is_future(annotated: Annotated, trigger: Trigger) -> bool:
    """Whether a verb says what will be (``ستقتل الرهائن``)."""
    if trigger.trait is not Trait.VERB:
        return False
    return _is_future(_stem(annotated, trigger.match))


def is_future_form(annotated: Annotated, match: Match) -> bool:
    """Whether a verb form opens like a future."""
    return _is_future(_stem(annotated, match))


def is_present(annotated: Annotated, match: Match) -> bool:
    """Whether a verb form opens with a person of the present: a third person's letter."""
    return _stem(annotated, match).startswith(present_markers())


def _is_future(stem: str) -> bool:
    return (
        stem.startswith(future_markers())
        and stem[1:].startswith(present_markers())
        and not stem.startswith(future_lookalikes())
        and len(stem) > _ROOT
    )


def _stem(annotated: Annotated, match: Match) -> str:
    return annotated.sentence.tokens[match.start].text.removeprefix(match.prefix)
