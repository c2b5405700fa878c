"""What people say of the dataset: one judgement each, never changed and never taken away.

``accept`` and ``edit`` speak of an event or one of its fields, ``reject`` of reports that are no
event, ``join`` and ``split`` of which reports tell one incident; ``add`` is a report of the
person's own, of an incident that rasd missed; ``withdraw`` undoes one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rasd.model.anchors import Anchor
from rasd.model.codec import canonical
from rasd.model.codes import Action
from rasd.model.errors import InputError
from rasd.model.ids import stable_id
from rasd.model.reviews import signed
from rasd.model.values import Evidence


class Basis(Struct, frozen=True, kw_only=True, gc=False):
    """Digests of what the judge saw; where they differ from today's, the judgement is stale."""

    values: str
    evidence: str


class Judgement(Struct, frozen=True, kw_only=True):
    """One thing that one person said at one time.

    `groups` are the reports that it speaks of: those of one event for `accept`, `edit` and
    `reject`; one group for each event of a `join` and for each side of a `split`. `value` is what
    an edit sets `field` to, as JSON in the form of the record contract, and `evidence` the words
    behind it, where the judge names some. Of an `add` the one anchor is the report itself, `value`
    its fields and `evidence` the words that tell of it and of them. `about` names the outlet whose
    reliability an edit sets; such an edit speaks of no event. `at` is an ISO time in UTC.
    `organisations` are those that say it, as its reader's store knows: no part of what is said.
    """

    id: str
    action: Action
    at: str
    by: str
    reason: str | None = None
    groups: tuple[tuple[Anchor, ...], ...] = ()
    field: str | None = None
    value: Any = None
    evidence: tuple[Evidence, ...] = ()
    about: str | None = None
    withdraws: str | None = None
    basis: Basis | None = None
    organisations: tuple[str, ...] = ()

    @property
    def signed(self) -> str:
        """Who says it, with the organisation where there is one."""
        return signed(self.by, self.organisations)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Every report that it speaks of."""
        return tuple(anchor for group in self.groups for anchor in group)


def identified(judgement: Judgement) -> Judgement:
    """The judgement with the id that its content gives it.

    Raises `InputError` where a text in it holds half a surrogate pair.
    """
    content = canonical(replace(judgement, id="", organisations=()))
    try:
        return replace(judgement, id=stable_id("j", content))
    except UnicodeEncodeError as error:
        half = error.object[error.start]
        raise InputError(
            f"a judgement holds half a surrogate pair ({half!r}), which no store takes: write "
            "the whole character"
        ) from error


def in_force(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Those that were not withdrawn, withdrawals included, in the order in which they were made."""
    void: set[str | None] = set()
    kept = []
    for judgement in reversed(judgements):
        if judgement.id not in void:
            kept.append(judgement)
            void.add(judgement.withdraws)
    return tuple(reversed(kept))
