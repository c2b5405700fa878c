"""What people said, the log of all that happened, and what events were before.

What the store holds already enters the log as it stands now.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, text

from rasd.model import EMPTY_LOG, LogKind, canonical, next_entry
from rasd.store.digests import events_digest
from rasd.store.migrations.types import Json, Whole, Word
from rasd.store.statements import chunks

revision = "0002_judgements"
down_revision = "0001_first"

_KEPT = ("judgement", "log")
_DOCUMENTS_AN_ENTRY = 500


def upgrade() -> None:
    op.create_table(
        "judgement",
        Column("seq", Whole, primary_key=True, autoincrement=False),
        Column("id", Word, nullable=False, unique=True),
        Column("action", Word, nullable=False),
        Column("author", Word, nullable=False),
        Column("at", Word, nullable=False),
        Column("record", Json, nullable=False),
    )
    op.create_table(
        "log",
        Column("seq", Whole, primary_key=True, autoincrement=False),
        Column("at", Word, nullable=False),
        Column("author", Word, nullable=False),
        Column("kind", Word, nullable=False),
        Column("payload", Json, nullable=False),
        Column("prev_hash", Word, nullable=False, unique=True),
        Column("hash", Word, nullable=False, unique=True),
    )
    op.create_table(
        "event_was",
        Column("event_id", Word, nullable=False),
        Column("mention_id", Word, nullable=False),
        Column("since", Whole, nullable=False),
        PrimaryKeyConstraint("event_id", "mention_id"),
    )
    op.create_table(
        "mention_was",
        Column("old_id", Word, nullable=False),
        Column("new_id", Word, nullable=False),
        PrimaryKeyConstraint("old_id", "new_id"),
    )
    op.execute(
        "INSERT INTO event_was (event_id, mention_id, since) "
        "SELECT event_id, mention_id, 0 FROM event_mention"
    )
    _forbid_changes()
    _log_what_is_held()


def _forbid_changes() -> None:
    """Rows are added to what people said and to the log, and never changed or taken away."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _KEPT:
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION rasd_keep() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END$$"
    )
    for table in _KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION rasd_keep()"
        )


def _log_what_is_held() -> None:
    head, now = EMPTY_LOG, datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    for kind, payload in _held():
        entry = next_entry(head, at=now, by="rasd", kind=kind, payload=payload)
        head = entry.head
        row = {name: getattr(entry, name) for name in ("seq", "at", "prev_hash", "hash")}
        row |= {"author": entry.by, "kind": kind.value, "payload": canonical(payload)}
        _insert("log", row)
    if head != EMPTY_LOG:
        _insert("meta", {"name": "log_seq", "value": str(head.seq)})
        _insert("meta", {"name": "log_hash", "value": head.hash})


def _held() -> Iterator[tuple[LogKind, dict[str, Any]]]:
    connection = op.get_bind()
    documents = connection.execute(
        text(
            "SELECT document.id, sha256, text_sha256, digest FROM document "
            "JOIN coding ON coding.doc_id = document.id ORDER BY document.id"
        )
    ).all()
    for some in chunks(documents, _DOCUMENTS_AN_ENTRY):
        named = [dict(row._mapping) for row in some]
        yield LogKind.DOCUMENTS, {"recipe": None, "documents": named}
    count, digest = events_digest(
        connection.execute(text("SELECT id, record FROM event ORDER BY id"))
    )
    if count:
        find = text("SELECT value FROM meta WHERE name = 'events_revision'")
        revision = connection.execute(find).scalar()
        yield LogKind.MERGE, {"revision": int(revision or 0), "events": count, "digest": digest}


def _insert(table: str, row: dict[str, object]) -> None:
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    insert = f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608 - our names
    op.get_bind().execute(text(insert), row)
