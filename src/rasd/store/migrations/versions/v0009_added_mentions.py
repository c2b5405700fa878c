"""The mentions that people added."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey

from rasd.store.migrations.types import Json, Real, Whole, Word

revision = "0009_added_mentions"
down_revision = "0008_people"


def upgrade() -> None:
    op.create_table(
        "added_mention",
        Column("id", Word, primary_key=True),
        Column("doc_id", Word, ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
        Column("position", Whole, nullable=False),
        Column("event_type", Word, nullable=False),
        Column("sub_event_type", Word, nullable=False),
        Column("status", Word, nullable=False),
        Column("date_start", Word),
        Column("date_end", Word),
        Column("date_precision", Word),
        Column("country", Word),
        Column("admin1", Word),
        Column("geonameid", Whole),
        Column("lat", Real),
        Column("lon", Real),
        Column("place_precision", Word),
        Column("killed_min", Whole),
        Column("killed_max", Whole),
        Column("wounded_min", Whole),
        Column("wounded_max", Whole),
        Column("confidence", Real, nullable=False),
        Column("record", Json, nullable=False),
    )
    op.create_index("added_mention_document", "added_mention", ["doc_id", "position"])
