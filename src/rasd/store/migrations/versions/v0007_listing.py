"""What lists, maps and timelines of events ask for; filled from the events after the last step."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, UniqueConstraint

from rasd.store.migrations.types import Json, Real, Whole, Word

revision = "0007_listing"
down_revision = "0006_bonds"


def upgrade() -> None:
    op.create_table(
        "event_shape",
        Column("number", Whole, primary_key=True, autoincrement=False),
        Column("country", Word, nullable=False),
        Column("event_type", Word, nullable=False),
        Column("sub_event_type", Word, nullable=False),
        Column("status", Word, nullable=False),
        Column("review", Word, nullable=False),
        Column("attention", Whole, nullable=False),
        Column("pinned", Whole, nullable=False),
        UniqueConstraint(
            *("country", "sub_event_type", "status", "review", "attention", "pinned", "event_type")
        ),
    )
    op.create_table(
        "event_row",
        Column("number", Whole, primary_key=True, autoincrement=False),
        Column("event_id", Word, ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
        Column("shape", Whole, ForeignKey("event_shape.number"), nullable=False),
        Column("kind", Whole, nullable=False),
        Column("admin1", Word, nullable=False),
        Column("urgency", Whole, nullable=False),
        Column("first_day", Whole, nullable=False),
        Column("last_day", Whole, nullable=False),
        Column("month", Whole, nullable=False),
        Column("less_day", Whole, nullable=False),
        Column("confidence", Real, nullable=False),
        Column("killed_min", Whole),
        Column("less_toll", Whole, nullable=False),
        Column("less_sources", Whole, nullable=False),
        Column("grade", Whole),
        Column("lat", Real),
        Column("lon", Real),
        Column("x", Whole),
        Column("y", Whole),
        Index("event_row_shape", "shape"),
        UniqueConstraint("event_id"),
        Index("event_row_attention", "urgency", "confidence", "event_id"),
        Index("event_row_day", "first_day", "event_id"),
        Index("event_row_less_day", "less_day", "event_id"),
        Index("event_row_confidence", "confidence", "event_id"),
        Index("event_row_less_toll", "less_toll", "event_id"),
        Index("event_row_less_sources", "less_sources", "event_id"),
    )
    of_row = ForeignKey("event_row.number", ondelete="CASCADE")
    op.create_table(
        "event_outlet",
        Column("outlet", Word, nullable=False),
        Column("number", Whole, of_row, nullable=False),
        PrimaryKeyConstraint("outlet", "number"),
        Index("event_outlet_number", "number"),
    )
    op.create_table(
        "event_shown",
        Column(
            "number",
            Whole,
            ForeignKey("event_row.number", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        Column("names", Word, nullable=False),
        Column("row", Json, nullable=False),
    )
