"""Decides whether the mentions that people added are those that their judgements make."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from rasd.model import Action, InputError, StoreError
from rasd.store.added import row_of
from rasd.store.adding import added_in
from rasd.store.coded import documents_of
from rasd.store.contract import Fault
from rasd.store.damage import Damage
from rasd.store.statements import chunks
from rasd.store.tables import ADDED_MENTION

_A_PAGE = 200


def added_faults(connection: Connection, logged: Mapping[str, str]) -> Iterator[Fault]:
    """What differs from what the judgements in the log, by id, make of the texts."""
    said = [json.loads(line) for line in logged.values()]
    adding = [each for each in said if each["action"] == Action.ADD]
    ids = {anchor["doc_id"] for each in adding for group in each["groups"] for anchor in group}
    held = {row.id: dict(row._mapping) for row in connection.execute(_ROWS).all()}
    damage = Damage()  # of documents: they are named on their own
    for some in chunks(sorted(ids), _A_PAGE):
        try:
            made = added_in(connection, list(documents_of(connection, some, damage)))
        except (StoreError, InputError):
            continue  # a judgement that cannot be read, which is named on its own
        for judgement, mention in (pair for pairs in made.values() for pair in pairs):
            if held.pop(mention.id, None) != row_of(mention):
                what = f"is not what judgement {judgement.id} makes of its document"
                yield Fault(f"mention {mention.id}", what)
    for key in held:
        yield Fault(f"mention {key}", "is none that a judgement adds")


_ROWS = select(ADDED_MENTION).order_by(ADDED_MENTION.c.id)
