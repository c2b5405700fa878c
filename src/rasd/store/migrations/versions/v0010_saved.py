"""Filters that people keep, and how much was judged since a time."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint

from rasd.store.migrations.types import Whole, Word

revision = "0010_saved"
down_revision = "0009_added_mentions"


def upgrade() -> None:
    op.create_table(
        "saved_filter",
        Column("owner", Word, nullable=False),
        Column("name", Word, nullable=False),
        Column("view", Word, nullable=False),
        Column("query", Word, nullable=False),
        Column("shared", Whole, nullable=False),
        Column("at", Word, nullable=False),
        PrimaryKeyConstraint("owner", "name"),
    )
    op.create_index("judgement_at", "judgement", ["at"])
