"""Finds names of parties: listed ones, state forces by nationality, group nouns, contextual names.

``الجيش العراقي`` is a listed name; ``شرطة بوروندي`` style phrases are a force noun with a
nationality; ``التنظيم`` points back at a group named before; ``الجيش`` alone waits for the
country of the event. Who a span is, is decided in `resolve.actors`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rasd.knowledge import Kind, Knowledge, Match
from rasd.text import Sentence


class ActorForm(StrEnum):
    """How a party is named."""

    LISTED = "listed"
    GENERIC = "generic"
    CONTEXTUAL = "contextual"
    FORCE = "force"
    GROUP = "group"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """A party named at tokens `start` to `end`; `prefix` holds the proclitics before it.

    `id` is the actor (listed, generic), the contextual key, or empty; `country` and `branch`
    stand for a state's force.
    """

    sentence: int
    start: int
    end: int
    prefix: str
    form: ActorForm
    id: str
    category: str
    country: str = ""
    branch: str = ""
    row: str = ""


CONTEXTUAL = "contextual"
"""The code in an entry's `what` for a name that depends on the country."""

_RANK = {
    ActorForm.LISTED: 5,
    ActorForm.FORCE: 4,
    ActorForm.CONTEXTUAL: 3,
    ActorForm.GROUP: 2,
    ActorForm.GENERIC: 1,
    ActorForm.LABEL: 0,
}


def find_actors(
    sentence: Sentence, matches: tuple[Match, ...], knowledge: Knowledge
) -> tuple[ActorSpan, ...]:
    """The parties named in a sentence in order, longest reading first where they overlap."""
    spans: list[ActorSpan] = []
    nisbas = {m.start: m for m in matches if m.entry.kind is Kind.NISBA}
    for match in matches:
        kind = match.entry.kind
        if kind is Kind.ACTOR:
            spans.append(_listed(sentence, match))
        elif kind is Kind.GROUP_NOUN:
            spans.append(_group(sentence, match))
        elif kind is Kind.FORCE_NOUN and match.end in nisbas:
            spans.append(_force(sentence, match, nisbas[match.end]))
    spans.sort(key=lambda s: (-(s.end - s.start), -_RANK[s.form], s.start))
    taken: set[int] = set()
    kept: list[ActorSpan] = []
    for span in spans:
        tokens = set(range(span.start, span.end))
        if tokens & taken:
            continue
        taken |= tokens
        kept.append(span)
    return tuple(sorted(kept, key=lambda s: s.start))


def _listed(sentence: Sentence, match: Match) -> ActorSpan:
    entry = match.entry
    form = {
        "generic": ActorForm.GENERIC,
        "not_actor": ActorForm.LABEL,
        CONTEXTUAL: ActorForm.CONTEXTUAL,
    }.get(entry.what, ActorForm.LISTED)
    return ActorSpan(
        sentence.index, match.start, match.end, match.prefix, form, entry.id, entry.what,
        row=entry.row,
    )


def _group(sentence: Sentence, match: Match) -> ActorSpan:
    entry = match.entry
    return ActorSpan(
        sentence.index, match.start, match.end, match.prefix, ActorForm.GROUP, entry.id, entry.what,
        row=entry.row,
    )


def _force(sentence: Sentence, noun: Match, nisba: Match) -> ActorSpan:
    return ActorSpan(
        sentence.index,
        noun.start,
        nisba.end,
        noun.prefix,
        ActorForm.FORCE,
        "",
        "state_force",
        country=nisba.entry.id,
        branch=noun.entry.what,
        row=noun.entry.row,
    )
