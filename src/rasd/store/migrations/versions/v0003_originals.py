"""The bytes that documents were read from: once each, packed, in pieces."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, LargeBinary, PrimaryKeyConstraint

from rasd.store.migrations.types import Whole, Word

revision = "0003_originals"
down_revision = "0002_judgements"


def upgrade() -> None:
    op.create_table(
        "original",
        Column("sha256", Word, primary_key=True),
        Column("size", Whole, nullable=False),
        Column("media_type", Word, nullable=False),
    )
    op.create_table(
        "original_piece",
        Column("sha256", Word, ForeignKey("original.sha256"), nullable=False),
        Column("position", Whole, nullable=False),
        Column("data", LargeBinary, nullable=False),
        PrimaryKeyConstraint("sha256", "position"),
    )
    op.create_table(
        "document_original",
        Column("doc_id", Word, ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
        Column("sha256", Word, ForeignKey("original.sha256"), nullable=False),
        Column("locator", Word, nullable=False),
        Column("first_seen", Whole, nullable=False),
        Column("is_current", Whole, nullable=False),
        PrimaryKeyConstraint("doc_id", "sha256", "locator"),
    )
    op.create_index("document_original_of", "document_original", ["sha256"])
