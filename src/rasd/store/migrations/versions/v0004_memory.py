"""What a merge worked out, for the next one."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, LargeBinary

from rasd.store.migrations.types import Word

revision = "0004_memory"
down_revision = "0003_originals"


def upgrade() -> None:
    op.create_table(
        "memory",
        Column("key", Word, primary_key=True),
        Column("value", LargeBinary, nullable=False),
    )
