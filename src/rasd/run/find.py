"""Decides which record a person means by an id, the start of one, or one that an event had."""

from __future__ import annotations

from rasd.model import Event, Figure, Mention, SettingsError
from rasd.store import Store

_LISTED = 8

Found = Mention | Event | Figure


def find_record(store: Store, wanted: str) -> Found:
    """The mention, event or figure with this id, or the only one whose id begins so.

    An id that an event had leads to the event that now holds its reports. Raises `SettingsError`
    where no record or more than one is meant.
    """
    exact = store.mention(wanted) or store.event(wanted)
    if exact is not None:
        return exact
    if len(once := store.resolve_event(wanted)) == 1:
        return once[0]
    figures = {figure.id: figure for figure in store.figures() if figure.id.startswith(wanted)}
    if wanted in figures:
        return figures[wanted]
    ids = [*store.ids_beginning(wanted), *figures] or [e.id for e in _once(store, wanted)]
    match sorted(ids):
        case [only]:
            found = figures.get(only) or store.mention(only) or store.event(only)
            assert found is not None  # its id was found just now
            return found
        case []:
            raise SettingsError(
                f"no mention, event or figure has an id that begins with {wanted!r}; ids stand in "
                "mentions.jsonl, events.jsonl and figures.jsonl, and in report.html"
            )
        case several:
            raise SettingsError(_several(wanted, several))


def find_event(store: Store, wanted: str) -> Event:
    """The event that is meant; for a mention, the event that holds it."""
    record = find_record(store, wanted)
    if isinstance(record, Event):
        return record
    holding = store.events_holding([record.id]) if isinstance(record, Mention) else ()
    if not holding:
        raise SettingsError(f"{record.id} is part of no event; name an event or one of its reports")
    return holding[0]


def _once(store: Store, wanted: str) -> tuple[Event, ...]:
    """The events that now hold what the event with this id, or the start of one, held."""
    ids = {each.old_id for each in store.redirects() if each.old_id.startswith(wanted)}
    return store.resolve_event(min(ids)) if len(ids) == 1 else ()


def _several(wanted: str, ids: list[str]) -> str:
    listed = ", ".join(ids[:_LISTED]) + (", …" if len(ids) > _LISTED else "")
    if ids[0].startswith(wanted):
        return f"{len(ids)} ids begin with {wanted!r}: {listed}; give more of the one you mean"
    return f"the reports of {wanted!r} are now in {len(ids)} events: {listed}; name one"
