"""What a list limited by words asks for: numbers for documents, and names apart from what is shown.

Rows are made anew after the last step; what the search holds stays.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint

from rasd.store.migrations.types import Json, Whole, Word

revision = "0011_told_words"
down_revision = "0010_saved"


def upgrade() -> None:
    op.drop_table("event_outlet")
    op.drop_table("event_shown")
    op.execute("DELETE FROM event_row")
    op.create_table(
        "event_outlet",
        Column("outlet", Word, nullable=False),
        Column("shape", Whole, nullable=False),
        Column("number", Whole, ForeignKey("event_row.number", ondelete="CASCADE"), nullable=False),
        PrimaryKeyConstraint("outlet", "shape", "number"),
        Index("event_outlet_number", "number"),
    )
    for table, column in (
        ("event_names", Column("names", Word, nullable=False)),
        ("event_shown", Column("row", Json, nullable=False)),
    ):
        of_row = ForeignKey("event_row.number", ondelete="CASCADE")
        number = Column("number", Whole, of_row, primary_key=True, autoincrement=False)
        op.create_table(table, number, column)
    op.create_table(
        "document_number",
        Column("doc_id", Word, primary_key=True),
        Column("number", Whole, nullable=False),
        UniqueConstraint("number"),
    )
    op.create_table(
        "event_source",
        Column("document", Whole, nullable=False),
        Column("number", Whole, ForeignKey("event_row.number", ondelete="CASCADE"), nullable=False),
        PrimaryKeyConstraint("document", "number"),
        Index("event_source_number", "number"),
    )
    op.create_table(
        "search_of",
        Column(
            "part",
            Whole,
            ForeignKey("search_part.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        Column("document", Whole, nullable=False),
    )
    op.execute(
        "INSERT INTO document_number (doc_id, number) "
        "SELECT doc_id, row_number() OVER (ORDER BY doc_id) FROM search_state"
    )
    op.execute(
        "INSERT INTO search_of (part, document) SELECT search_part.id, document_number.number "
        "FROM search_part JOIN document_number ON document_number.doc_id = search_part.doc_id"
    )
