"""Which reports may be one incident, and what each judgement speaks of: for deriving a few events.

Bonds come with the next merge; what judgements speak of is drawn from their records here.
"""

from __future__ import annotations

import json
from typing import Any

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, text

from rasd.store.migrations.types import Json, Whole, Word

revision = "0006_bonds"
down_revision = "0005_search"

_NAMED = (("outlet", "about"), ("judgement", "withdraws"))


def upgrade() -> None:
    op.create_table(
        "bond",
        Column("mention_id", Word, primary_key=True),
        Column("doc_id", Word, nullable=False),
        Column("part", Word, nullable=False),
        Column("others", Json, nullable=False),
    )
    op.create_index("bond_part", "bond", ["part"])
    op.create_table(
        "judgement_on",
        Column("kind", Word, nullable=False),
        Column("subject", Word, nullable=False),
        Column("seq", Whole, nullable=False),
        PrimaryKeyConstraint("kind", "subject", "seq"),
    )
    connection = op.get_bind()
    insert = text("INSERT INTO judgement_on (kind, subject, seq) VALUES (:kind, :subject, :seq)")
    rows = [
        {"kind": kind, "subject": subject, "seq": seq}
        for judgement_id, seq, record in connection.execute(_JUDGEMENTS).all()
        for kind, subject in _subjects(judgement_id, record)
    ]
    if rows:
        connection.execute(insert, rows)


def _subjects(judgement_id: str, record: str) -> list[tuple[str, str]]:
    said = _read(record) or _logged(judgement_id)
    documents = {anchor["doc_id"] for group in said.get("groups") or () for anchor in group}
    found = [("document", each) for each in sorted(documents)]
    found += [(kind, said[key]) for kind, key in _NAMED if said.get(key) is not None]
    return found


def _logged(judgement_id: str) -> dict[str, Any]:
    """The judgement as the log has it, of which the row is damaged; empty where both are."""
    for payload in op.get_bind().execute(_LOGGED).scalars().all():
        said = _read(payload)
        if said.get("id") == judgement_id:
            return said
    return {}


def _read(record: str) -> dict[str, Any]:
    try:
        found = json.loads(record)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


_JUDGEMENTS = text("SELECT id, seq, record FROM judgement")
_LOGGED = text("SELECT payload FROM log WHERE kind = 'judgement'")
