"""A party named in a sentence, before anybody asks who it is."""

from __future__ import annotations

from enum import StrEnum

from rasd.model.frozen import Frozen


class ActorForm(StrEnum):
    """How a party is named."""

    LISTED = "listed"
    GENERIC = "generic"
    CONTEXTUAL = "contextual"
    FORCE = "force"
    GROUP = "group"
    LABEL = "label"
    NAMED = "named"
    STATE = "state"


class ActorSpan(Frozen, frozen=True):
    """A party named at tokens `start` to `end`; `prefix` holds the proclitics before it.

    `id` is the actor (listed, generic), the contextual key, the group noun, for a group that no
    list knows its noun and name (`~faction:النخيل`), or empty; `country` and `branch`
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
    antecedent: str = ""
    """The actor that a bare noun points back at, where the text settles it."""
    ambiguous: bool = False
    """Whether others bear the name, or it is a common word too (``الشباب``)."""
