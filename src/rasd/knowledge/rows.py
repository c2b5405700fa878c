"""What the compiled knowledge holds: one row type per kind of thing that is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rasd.knowledge.gazetteer import Gazetteer
from rasd.knowledge.lexicon import Lexicon
from rasd.model import SubEventType

ANY_POLICE = "gen_police_local"
"""The police of a country for which the table has none."""

NAMELESS = "gen_unidentified_armed"
"""Armed men of whom no more is said."""

PATRON_KEY = "@"
"""Before the name of a patron: its key in `Knowledge.contextual`, where his men are looked up."""


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """A trigger lemma: what it says happened and how its parties stand around it.

    `complements` are the words of which one must follow within a few tokens: ``أضرم`` is a
    trigger with ``النار`` after its subject. One that `opens` counts only as the first word of a
    text, where the word before it was cut off: ``مدفعي على بلدة كذا``.

    `kind` is the semantic class that the typing rules read; `roles` says what the subject of
    a verb is (`agent`, `patient`, `either`, `event`, `result`), `of` what follows a noun
    (`agent`, `patient`, `weapon`, `auto`, `none`); `outcome` is the toll that it states.
    """

    id: str
    sub_event_type: SubEventType
    kind: str
    roles: str
    of: str
    outcome: str
    weak: bool
    row: str
    complements: frozenset[str] = frozenset()
    opens: bool = False


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of the table; dates bound the time in which the name means this actor."""

    id: str
    name_en: str
    name_ar: str
    category: str
    countries: tuple[str, ...]
    parent: str
    valid_from: date | None
    valid_to: date | None
    row: str


@dataclass(frozen=True, slots=True)
class OutletRow:
    """A source: `party` is the actor whose voice it is, empty for a neutral one."""

    id: str
    name_ar: str
    name_en: str
    type: str
    domain: str
    party: str
    row: str


@dataclass(frozen=True, slots=True)
class ContextRow:
    """A name whose bearer depends on the country and the time of the event."""

    countries: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    actor: str
    row: str


@dataclass(frozen=True, slots=True)
class OtherSense:
    """The words, folded, that right after or before a name show that it names no party."""

    after: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Everything that extraction looks up; read only."""

    digest: str
    lexicon: Lexicon
    triggers: Mapping[str, TriggerRow]
    actors: Mapping[str, ActorRow]
    outlets: Mapping[str, OutletRow]
    contextual: Mapping[str, tuple[ContextRow, ...]]
    state_forces: Mapping[tuple[str, str], tuple[ContextRow, ...]]
    speakers: Mapping[str, str]
    object_classes: Mapping[str, tuple[str, str]]
    gazetteer: Gazetteer
    place_stopwords: frozenset[str]
    place_words: frozenset[str]
    actor_heads: Mapping[str, frozenset[str]]
    group_heads: Mapping[str, frozenset[str]]
    police_names: frozenset[str]
    """Contextual names of police (``الشرطة``)."""
    other_senses: Mapping[str, OtherSense]
    """Names and group nouns that are plain words beside certain others (``القاعدة الجوية``)."""
