"""Who works on the dataset, what lets them in, and how the log is found by person and kind."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import Column, ForeignKey, LargeBinary

from rasd.store.migrations.types import Whole, Word

revision = "0008_people"
down_revision = "0007_listing"


def upgrade() -> None:
    for column in ("author", "kind", "at"):
        op.create_index(f"log_{column}", "log", [column, "seq"])
    op.create_table(
        "account",
        Column("name", Word, primary_key=True),
        Column("folded", Word, nullable=False, unique=True),
        Column("shown", Word, nullable=False),
        Column("role", Word, nullable=False),
        Column("disabled", Whole, nullable=False),
        Column("created", Word, nullable=False),
    )
    _what_lets_them_in()


def _of_account(*, key: bool = False) -> Column[Any]:
    return Column("account", Word, ForeignKey("account.name"), nullable=False, primary_key=key)


def _what_lets_them_in() -> None:
    op.create_table(
        "account_password",
        _of_account(key=True),
        Column("hash", Word, nullable=False),
        Column("changed", Word, nullable=False),
    )
    op.create_table(
        "invitation",
        _of_account(key=True),
        Column("digest", Word, nullable=False, unique=True),
        Column("expires", Word, nullable=False),
    )
    op.create_table(
        "login_session",
        Column("digest", Word, primary_key=True),
        _of_account(),
        Column("begun", Word, nullable=False),
        Column("seen", Word, nullable=False),
        Column("expires", Word, nullable=False),
    )
    op.create_index("login_session_account", "login_session", ["account"])
    op.create_table(
        "login_attempt",
        Column("key", Word, primary_key=True),
        Column("failures", Whole, nullable=False),
        Column("last", Word, nullable=False),
    )
    op.create_index("login_attempt_last", "login_attempt", ["last"])
    op.create_table(
        "api_token",
        Column("id", Word, primary_key=True),
        Column("digest", Word, nullable=False, unique=True),
        Column("account", Word, nullable=False),
        Column("name", Word, nullable=False),
        Column("scopes", Word, nullable=False),
        Column("created", Word, nullable=False),
        Column("expires", Word),
        Column("used", Word),
        Column("revoked", Word),
    )
    op.create_index("api_token_account", "api_token", ["account"])
    op.create_table(
        "server_secret",
        Column("name", Word, primary_key=True),
        Column("value", LargeBinary, nullable=False),
    )
