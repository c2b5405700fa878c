"""The words of documents, for searching: full-text indexes of either database over one table."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, UniqueConstraint

from rasd.store.migrations.types import Json, Whole, Word

revision = "0005_search"
down_revision = "0004_memory"


def upgrade() -> None:
    op.create_table(
        "search_state",
        Column("doc_id", Word, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
        Column("analysis", Word, nullable=False),
    )
    op.create_table(
        "search_part",
        Column("id", Whole, primary_key=True, autoincrement=True),
        Column("doc_id", Word, ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
        Column("position", Whole, nullable=False),
        Column("lemmas", Json, nullable=False),
        Column("forms", Json, nullable=False),
        Column("words", Whole, nullable=False),
        UniqueConstraint("doc_id", "position"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX search_part_lemmas ON search_part "
            "USING gin (to_tsvector('simple', lemmas))"
        )
        return
    # The index holds no copy of the words; it follows the table.
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(lemmas, content='search_part', "
        "content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    )
    taken_out = (
        "INSERT INTO search_index (search_index, rowid, lemmas) "
        "VALUES ('delete', old.id, old.lemmas);"
    )
    put_in = "INSERT INTO search_index (rowid, lemmas) VALUES (new.id, new.lemmas);"
    op.execute(f"CREATE TRIGGER search_part_in AFTER INSERT ON search_part BEGIN {put_in} END")
    op.execute(f"CREATE TRIGGER search_part_out AFTER DELETE ON search_part BEGIN {taken_out} END")
