"""Decides how long what lets somebody in does so: invitations, sessions, tokens, and attempts.

Each is looked up by the digest of its secret and by the time; what has ended is not found, and
is cleared away when the next one is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from secrets import token_bytes
from typing import Any

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from rasd.model import AccountDeed, Scope, StoreError, TeamAccount, Token, stable_id
from rasd.store.accounts import account, known, note
from rasd.store.clock import later
from rasd.store.people import Attempts
from rasd.store.statements import put
from rasd.store.tables import (
    ACCOUNT,
    API_TOKEN,
    INVITATION,
    LOGIN_ATTEMPT,
    LOGIN_SESSION,
    SERVER_SECRET,
)

_SECRET = "server"  # noqa: S105 - the name of a row
_NOTED_AFTER = 600
"""Seconds between two notes that a session or token is still used: reading seldom writes."""


def secret(connection: Connection) -> bytes | None:
    return connection.execute(_OWN_SECRET).scalar()


def make_secret(connection: Connection) -> None:
    """Of two servers that begin at once, one makes it."""
    row = {"name": _SECRET, "value": token_bytes(32)}
    put(connection, SERVER_SECRET, [row], on_held="keep")


def invite(
    connection: Connection, name: str, digest: str, *, by: str, at: str, seconds: int
) -> None:
    name = known(connection, name).name
    row = {"account": name, "digest": digest, "expires": later(at, seconds)}
    put(connection, INVITATION, [row], on_held="replace")
    note(connection, AccountDeed.INVITED, name, by=by, at=at)


def invited(connection: Connection, digest: str, *, at: str) -> TeamAccount | None:
    name = connection.execute(_INVITED, {"digest": digest, "now": at}).scalar()
    return None if name is None else account(connection, name)


def begin_session(connection: Connection, name: str, digest: str, *, at: str, seconds: int) -> None:
    connection.execute(delete(LOGIN_SESSION).where(LOGIN_SESSION.c.expires <= at))
    row = {"digest": digest, "account": known(connection, name).name}
    row |= {"begun": at, "seen": at, "expires": later(at, seconds)}
    put(connection, LOGIN_SESSION, [row])


def session(
    connection: Connection, digest: str, *, at: str, idle: int
) -> tuple[TeamAccount | None, bool]:
    """Whose session it is, and whether it is time to note that it is used."""
    asked = {"digest": digest, "now": at, "since": later(at, -idle)}
    row = connection.execute(_SESSION, asked).first()
    if row is None:
        return None, False
    return account(connection, row.account), row.seen <= later(at, -_NOTED_AFTER)


def end_session(connection: Connection, digest: str) -> None:
    connection.execute(delete(LOGIN_SESSION).where(LOGIN_SESSION.c.digest == digest))


def end_sessions(connection: Connection, name: str) -> None:
    owner = known(connection, name).name
    connection.execute(delete(LOGIN_SESSION).where(LOGIN_SESSION.c.account == owner))


def attempts(connection: Connection, keys: Iterable[str]) -> dict[str, Attempts]:
    rows = connection.execute(_ATTEMPTS, {"keys": list(keys)}).all()
    return {row.key: Attempts(row.failures, row.last) for row in rows}


def write_attempts(connection: Connection, found: Mapping[str, Attempts]) -> None:
    rows = [{"key": key, "failures": a.failures, "last": a.last} for key, a in found.items()]
    put(connection, LOGIN_ATTEMPT, rows, on_held="replace")


def forget_attempts(connection: Connection, keys: Iterable[str], *, before: str) -> None:
    connection.execute(_FORGET, {"keys": list(keys), "before": before})


def add_token(
    connection: Connection,
    owner: str,
    name: str,
    digest: str,
    *,
    scopes: tuple[Scope, ...],
    by: str,
    at: str,
    seconds: int | None,
) -> Token:
    made = Token(
        id=stable_id("t", digest),
        account=owner,
        name=name.strip(),
        scopes=scopes,
        created=at,
        expires=None if seconds is None else later(at, seconds),
    )
    row = {column.name: getattr(made, column.name, None) for column in API_TOKEN.c}
    row |= {"digest": digest, "scopes": " ".join(scopes)}
    put(connection, API_TOKEN, [row])
    note(connection, AccountDeed.TOKEN, owner, by=by, at=at, token=made.id, scopes=list(scopes))
    return made


def token(connection: Connection, digest: str, *, at: str) -> tuple[Token | None, bool]:
    """The token of a secret, and whether it is time to note that it is used."""
    row = connection.execute(_TOKEN, {"digest": digest, "now": at}).first()
    if row is None:
        return None, False
    return _token(row), row.used is None or row.used <= later(at, -_NOTED_AFTER)


def tokens(connection: Connection, owner: str | None) -> tuple[Token, ...]:
    found = select(API_TOKEN).order_by(API_TOKEN.c.created.desc(), API_TOKEN.c.id)
    if owner is not None:
        found = found.where(API_TOKEN.c.account == owner)
    return tuple(map(_token, connection.execute(found).all()))


def revoke_token(connection: Connection, token_id: str, *, by: str, at: str) -> None:
    row = connection.execute(select(API_TOKEN).where(API_TOKEN.c.id == token_id)).first()
    if row is None:
        raise StoreError(f"there is no token {token_id!r}; see them with: rasd account tokens")
    if row.revoked is None:
        connection.execute(update(API_TOKEN).where(API_TOKEN.c.id == token_id).values(revoked=at))
        note(connection, AccountDeed.REVOKED, row.account, by=by, at=at, token=token_id)


def note_use(connection: Connection, digest: str, *, at: str) -> None:
    """Notes that a session or token is used."""
    connection.execute(_SEEN, {"of": digest, "at": at})
    connection.execute(_USED, {"of": digest, "at": at})


def _token(row: Any) -> Token:
    return Token(
        id=row.id,
        account=row.account,
        name=row.name,
        scopes=tuple(map(Scope, row.scopes.split())),
        created=row.created,
        expires=row.expires,
        used=row.used,
        revoked=row.revoked,
    )


_OWN_SECRET = select(SERVER_SECRET.c.value).where(SERVER_SECRET.c.name == _SECRET)
_INVITED = (
    select(INVITATION.c.account)
    .join_from(INVITATION, ACCOUNT)
    .where(
        INVITATION.c.digest == bindparam("digest"),
        INVITATION.c.expires > bindparam("now"),
        ACCOUNT.c.disabled == 0,
    )
)
_SESSION = (
    select(LOGIN_SESSION.c.account, LOGIN_SESSION.c.seen)
    .join_from(LOGIN_SESSION, ACCOUNT)
    .where(
        LOGIN_SESSION.c.digest == bindparam("digest"),
        LOGIN_SESSION.c.expires > bindparam("now"),
        LOGIN_SESSION.c.seen > bindparam("since"),
        ACCOUNT.c.disabled == 0,
    )
)
_ATTEMPTS = select(LOGIN_ATTEMPT).where(LOGIN_ATTEMPT.c.key.in_(bindparam("keys", expanding=True)))
_FORGET = delete(LOGIN_ATTEMPT).where(
    or_(
        LOGIN_ATTEMPT.c.key.in_(bindparam("keys", expanding=True)),
        LOGIN_ATTEMPT.c.last < bindparam("before"),
    )
)
_TOKEN = select(API_TOKEN).where(
    API_TOKEN.c.digest == bindparam("digest"),
    API_TOKEN.c.revoked.is_(None),
    or_(API_TOKEN.c.expires.is_(None), API_TOKEN.c.expires > bindparam("now")),
)
_SEEN = (
    update(LOGIN_SESSION)
    .where(LOGIN_SESSION.c.digest == bindparam("of"))
    .values(seen=bindparam("at"))
)
_USED = update(API_TOKEN).where(API_TOKEN.c.digest == bindparam("of")).values(used=bindparam("at"))
