"""Says why two mentions are, or are not, one incident: the comparison that merging made."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.merge import Comparison, explain_merge, load_lore
from rasd.model import Mention, SettingsError
from rasd.run.find import find_record
from rasd.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two mentions, their comparison, and the event of each: equal where they were merged."""

    mentions: tuple[Mention, Mention]
    events: tuple[str | None, str | None]
    comparison: Comparison

    @property
    def together(self) -> bool:
        """Whether one event holds both: also through others, or because a person said so."""
        return self.events[0] is not None and self.events[0] == self.events[1]


def explain_pair(store: Store, one: str, other: str) -> Compared:
    """Why two mentions are, or are not, one incident; each by its id or the start of it.

    Raises `SettingsError` where one of them is no mention.
    """
    with store.snapshot():
        a, b = (_mention(store, wanted) for wanted in (one, other))
        documents = [d for m in (a, b) if (d := store.document(m.doc_id)) is not None]
        event_of = {name: event.id for event in store.events() for name in event.mention_ids}
    comparison = explain_merge(
        a,
        b,
        reuse={document.id: document.reuse for document in documents},
        parents=load_lore().parents,
        texts={document.id: document.text for document in documents},
    )
    return Compared(
        mentions=(a, b), events=(event_of.get(a.id), event_of.get(b.id)), comparison=comparison
    )


def _mention(store: Store, wanted: str) -> Mention:
    record = find_record(store, wanted)
    if not isinstance(record, Mention):
        raise SettingsError(
            f"{record.id!r} is no mention; two mentions can be compared, and `rasd explain "
            f"{record.id}` shows how an event was put together"
        )
    return record
