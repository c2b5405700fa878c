"""What organisations exchange, and the order in which all of them read judgements.

Judgements that are held get the turns that they would have got when they were written.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, text

from rasd.model import next_turn
from rasd.store.migrations.types import Json, Whole, Word

revision = "0013_sharing"
down_revision = "0012_rounds"


def upgrade() -> None:
    op.create_table(
        "judgement_turn",
        Column("judgement_id", Word, primary_key=True),
        Column("turn", Word, nullable=False),
    )
    op.create_index("judgement_turn_turn", "judgement_turn", ["turn"])
    op.create_table(
        "judgement_origin",
        Column("judgement_id", Word, nullable=False),
        Column("organisation", Word, nullable=False),
        Column("key", Word, nullable=False),
        Column("signature", Word, nullable=False),
        PrimaryKeyConstraint("judgement_id", "organisation"),
    )
    op.create_table(
        "shared_key",
        Column("fingerprint", Word, primary_key=True),
        Column("organisation", Word, nullable=False),
        Column("public_key", Word, nullable=False),
        Column("at", Word, nullable=False),
        Column("own", Whole, nullable=False),
        Column("removed", Word),
    )
    op.create_table(
        "shared_bundle",
        Column("id", Word, primary_key=True),
        Column("sent", Whole, nullable=False),
        Column("organisation", Word, nullable=False),
        Column("key", Word, nullable=False),
        Column("mode", Word, nullable=False),
        Column("created", Word, nullable=False),
        Column("at", Word, nullable=False),
        Column("previous", Word),
    )
    op.create_table(
        "shared_record",
        Column("organisation", Word, nullable=False),
        Column("kind", Word, nullable=False),
        Column("position", Whole, nullable=False),
        Column("id", Word, nullable=False),
        Column("bundle", Word, nullable=False),
        Column("record", Json, nullable=False),
        PrimaryKeyConstraint("organisation", "kind", "position"),
    )
    _take_turns()


def _take_turns() -> None:
    connection = op.get_bind()
    turn: str | None = None
    rows = []
    for judgement_id, at in connection.execute(
        text("SELECT id, at FROM judgement ORDER BY seq")
    ).all():
        turn = next_turn(turn, at)
        rows.append({"id": judgement_id, "turn": turn})
    if rows:
        put = "INSERT INTO judgement_turn (judgement_id, turn) VALUES (:id, :turn)"
        connection.execute(text(put), rows)
