"""The first tables: documents, what was found in them, and what is derived from all of them."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, PrimaryKeyConstraint, UniqueConstraint

from rasd.model import SCHEMA
from rasd.store.migrations.types import Json, Real, Whole, Word

revision = "0001_first"
down_revision = None


def upgrade() -> None:
    _documents()
    _found_in_documents()
    _derived()
    _issues()


def _documents() -> None:
    meta = op.create_table(
        "meta",
        Column("name", Word, primary_key=True),
        Column("value", Word, nullable=False),
    )
    rows = [{"name": "record_schema", "value": SCHEMA}, {"name": "revision", "value": "0"}]
    op.bulk_insert(meta, rows)
    op.create_table(
        "document_text",
        Column("text_sha256", Word, primary_key=True),
        Column("text", Word, nullable=False),
    )
    op.create_table(
        "document",
        Column("id", Word, CheckConstraint("id <> ''"), primary_key=True),
        Column("sha256", Word, nullable=False),
        Column("text_sha256", Word, ForeignKey("document_text.text_sha256"), nullable=False),
        Column("published", Word),
        Column("outlet", Word),
        Column("language", Word),
        Column("record", Json, nullable=False),
    )
    for name in ("sha256", "published", "outlet"):
        op.create_index(f"document_{name}", "document", [name])
    op.create_table(
        "document_version",
        _of_document(),
        Column("text_sha256", Word, ForeignKey("document_text.text_sha256"), nullable=False),
        Column("first_seen", Whole, nullable=False),
        PrimaryKeyConstraint("doc_id", "text_sha256"),
    )


def _found_in_documents() -> None:
    op.create_table(
        "coding",
        _of_document(key=True),
        Column("recipe", Word, nullable=False),
        Column("digest", Word, nullable=False),
    )
    op.create_table(
        "mention",
        Column("id", Word, primary_key=True),
        _of_document(),
        Column("position", Whole, nullable=False),
        *_searched(),
        Column("record", Json, nullable=False),
        UniqueConstraint("doc_id", "position"),
    )
    op.create_index("mention_type", "mention", ["event_type", "sub_event_type"])
    op.create_index("mention_place", "mention", ["country", "admin1"])
    op.create_index("mention_date", "mention", ["date_start"])
    op.create_index("mention_confidence", "mention", ["confidence"])
    op.create_table(
        "figure",
        _of_document(),
        Column("position", Whole, nullable=False),
        Column("id", Word, nullable=False),
        Column("kind", Word, nullable=False),
        Column("quantity", Word, nullable=False),
        Column("record", Json, nullable=False),
        PrimaryKeyConstraint("doc_id", "position"),
    )
    op.create_index("figure_quantity", "figure", ["quantity"])


def _derived() -> None:
    op.create_table(
        "reuse",
        _of_document(),
        Column("position", Whole, nullable=False),
        _of_document("of_id"),
        Column("share", Real, nullable=False),
        Column("record", Json, nullable=False),
        PrimaryKeyConstraint("doc_id", "position"),
    )
    op.create_index("reuse_of", "reuse", ["of_id"])
    op.create_table(
        "event",
        Column("id", Word, primary_key=True),
        Column("date_key", Word, nullable=False),
        Column("independent_sources", Whole, nullable=False),
        Column("conflicts", Whole, nullable=False),
        *_searched(),
        Column("record", Json, nullable=False),
    )
    op.create_index("event_date", "event", ["date_key", "id"])
    op.create_index("event_type", "event", ["event_type", "sub_event_type"])
    op.create_index("event_status", "event", ["status"])
    op.create_index("event_place", "event", ["country", "admin1"])
    op.create_index("event_map", "event", ["lat", "lon"])
    op.create_index("event_confidence", "event", ["confidence"])
    for other, name in (("mention_id", "event_mention"), ("doc_id", "event_document")):
        op.create_table(
            name,
            Column(other, Word, nullable=False),
            Column("event_id", Word, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
            PrimaryKeyConstraint(other, "event_id"),
        )
        op.create_index(f"{name}_event", name, ["event_id"])


def _issues() -> None:
    op.create_table(
        "issue",
        Column("source", Word, nullable=False),
        Column("kind", Word, nullable=False),
        Column("message", Word, nullable=False),
        Column("remedy", Word, nullable=False),
        Column("fatal", Whole, nullable=False),
        PrimaryKeyConstraint("source", "kind", "message"),
    )


def _searched() -> tuple[Column[Any], ...]:
    words = ("date_start", "date_end", "date_precision", "country", "admin1")
    tolls = ("killed_min", "killed_max", "wounded_min", "wounded_max")
    return (
        *(Column(name, Word, nullable=False) for name in ("event_type", "sub_event_type")),
        Column("status", Word, nullable=False),
        *(Column(name, Word) for name in words),
        Column("geonameid", Whole),
        Column("lat", Real),
        Column("lon", Real),
        Column("place_precision", Word),
        *(Column(name, Whole) for name in tolls),
        Column("confidence", Real, nullable=False),
    )


def _of_document(name: str = "doc_id", *, key: bool = False) -> Column[Any]:
    owner = ForeignKey("document.id", ondelete="CASCADE")
    return Column(name, Word, owner, nullable=False, primary_key=key)
