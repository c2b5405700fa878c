"""Decides how issues lie in the tables: one row for each source, kind and message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, bindparam, delete, select

from rasd.model import Issue, IssueKind
from rasd.store.contract import Change
from rasd.store.statements import put
from rasd.store.tables import ISSUE


def write_issues(connection: Connection, issues: Iterable[Issue], read: Iterable[str]) -> Change:
    """Counts issues."""
    given = {(issue.source, issue.kind, issue.message): issue for issue in issues}
    tried = {source for source, _, _ in given} | set(read)
    held = {
        (issue.source, issue.kind, issue.message): issue
        for issue in list_issues(connection)
        if issue.source in tried
    }
    gone = [key for key in held if key not in given]
    if gone:
        connection.execute(
            _DELETE, [dict(zip("skm", (s, k.value, m), strict=True)) for s, k, m in gone]
        )
    new = [issue for key, issue in given.items() if held.get(key) != issue]
    put(connection, ISSUE, [_row(issue) for issue in new], on_held="replace")
    updated = sum((issue.source, issue.kind, issue.message) in held for issue in new)
    return Change(
        added=len(new) - updated,
        updated=updated,
        removed=len(gone),
        unchanged=len(given) - len(new),
    )


def list_issues(connection: Connection) -> Iterator[Issue]:
    for source, kind, message, remedy, fatal in connection.execute(_ISSUES).all():
        yield Issue(
            source=source,
            kind=IssueKind(kind),
            message=message,
            remedy=remedy,
            fatal=bool(fatal),
        )


def _row(issue: Issue) -> dict[str, object]:
    return {
        "source": issue.source,
        "kind": issue.kind.value,
        "message": issue.message,
        "remedy": issue.remedy,
        "fatal": int(issue.fatal),
    }


_ISSUES = select(
    ISSUE.c.source, ISSUE.c.kind, ISSUE.c.message, ISSUE.c.remedy, ISSUE.c.fatal
).order_by(ISSUE.c.source, ISSUE.c.kind, ISSUE.c.message)
_DELETE = delete(ISSUE).where(
    ISSUE.c.source == bindparam("s"),
    ISSUE.c.kind == bindparam("k"),
    ISSUE.c.message == bindparam("m"),
)
