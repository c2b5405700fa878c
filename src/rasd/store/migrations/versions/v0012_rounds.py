"""Rounds of coding: items that several people answer, each for himself."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import Column, ForeignKey, PrimaryKeyConstraint

from rasd.store.migrations.types import Json, Whole, Word

revision = "0012_rounds"
down_revision = "0011_told_words"


def upgrade() -> None:
    op.create_table(
        "coding_round",
        Column("id", Word, primary_key=True),
        Column("name", Word, nullable=False),
        Column("author", Word, nullable=False),
        Column("at", Word, nullable=False),
        Column("fields", Json, nullable=False),
        Column("coders", Json, nullable=False),
        Column("assisted", Whole, nullable=False),
        Column("seed", Whole, nullable=False),
        Column("items", Whole, nullable=False),
        Column("closed", Word),
        Column("closed_by", Word),
    )
    op.create_table(
        "round_item",
        _of_round(),
        Column("position", Whole, nullable=False),
        Column("event_id", Word, nullable=False),
        Column("mention_ids", Json, nullable=False),
        Column("doc_ids", Json, nullable=False),
        PrimaryKeyConstraint("round_id", "position"),
    )
    op.create_table(
        "round_answer",
        _of_round(),
        Column("seq", Whole, nullable=False),
        Column("position", Whole, nullable=False),
        Column("coder", Word, nullable=False),
        Column("at", Word, nullable=False),
        Column("incident", Whole, nullable=False),
        Column("value", Json, nullable=False),
        Column("note", Word),
        Column("done", Whole, nullable=False),
        PrimaryKeyConstraint("round_id", "seq"),
    )


def _of_round() -> Column[Any]:
    return Column("round_id", Word, ForeignKey("coding_round.id"), nullable=False)
