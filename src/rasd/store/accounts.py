"""Decides how accounts lie in the tables: each change of one has its entry in the log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from rasd.model import (
    AccountDeed,
    LogKind,
    Role,
    StoreError,
    TeamAccount,
    account_name,
    folded_name,
    role_of,
)
from rasd.store import log
from rasd.store.statements import put
from rasd.store.tables import ACCOUNT, ACCOUNT_PASSWORD, API_TOKEN, INVITATION, LOGIN_SESSION


def accounts(connection: Connection) -> tuple[TeamAccount, ...]:
    return tuple(map(_account, connection.execute(_ALL.order_by(ACCOUNT.c.folded)).all()))


def account(connection: Connection, name: str) -> TeamAccount | None:
    row = connection.execute(_ONE, {"wanted": folded_name(name)}).first()
    return None if row is None else _account(row)


def known(connection: Connection, name: str) -> TeamAccount:
    """The account of a name; raises `StoreError` where there is none."""
    if (found := account(connection, name)) is None:
        raise StoreError(f"there is no account {name!r}; see them with: rasd account list")
    return found


def add_account(
    connection: Connection, name: str, *, shown: str, role: Role, by: str, at: str
) -> TeamAccount:
    """A new account, without a password."""
    name = account_name(name)
    if taken := account(connection, name):
        raise StoreError(
            f"there is an account {taken.name!r} already. Choose another name: one that was given "
            "away stays with the judgements that it signed"
        )
    row: dict[str, object] = {"name": name, "folded": folded_name(name), "shown": shown.strip()}
    row |= {"role": role.code, "disabled": 0, "created": at}
    put(connection, ACCOUNT, [row])
    connection.execute(_END_TOKENS, {"of": name, "now": at})
    note(connection, AccountDeed.CREATED, name, by=by, at=at, shown=shown.strip(), role=role.code)
    return known(connection, name)


def change_account(
    connection: Connection,
    name: str,
    *,
    by: str,
    at: str,
    shown: str | None,
    role: Role | None,
    disabled: bool | None,
) -> TeamAccount:
    """Changes what is given and differs."""
    held = known(connection, name)
    name = held.name
    if shown is not None and (shown := shown.strip()) != held.shown:
        _set(connection, name, shown=shown)
        note(connection, AccountDeed.SHOWN, name, by=by, at=at, shown=shown)
    if role is not None and role is not held.role:
        _set(connection, name, role=role.code)
        note(connection, AccountDeed.ROLE, name, by=by, at=at, role=role.code)
    if disabled is not None and disabled is not held.disabled:
        _set(connection, name, disabled=int(disabled))
        deed = AccountDeed.DISABLED if disabled else AccountDeed.ENABLED
        note(connection, deed, name, by=by, at=at)
        if disabled:
            end_logins(connection, name)
            connection.execute(_END_TOKENS, {"of": name, "now": at})
    if held.role is Role.ADMIN and not held.disabled and not _administrators(connection):
        raise StoreError(
            f"{name!r} is the last administrator: make another account one first, "
            "or nobody could change any account"
        )
    return known(connection, name)


def set_password(connection: Connection, name: str, hash_: str, *, by: str, at: str) -> None:
    """A new password, which ends every session and invitation of the account."""
    name = known(connection, name).name
    row = {"account": name, "hash": hash_, "changed": at}
    put(connection, ACCOUNT_PASSWORD, [row], on_held="replace")
    end_logins(connection, name)
    note(connection, AccountDeed.PASSWORD, name, by=by, at=at)


def password(connection: Connection, name: str) -> str | None:
    return connection.execute(_PASSWORD, {"wanted": folded_name(name)}).scalar()


def rehash(connection: Connection, name: str, old: str, new: str) -> None:
    found = {"of": name, "old": old, "new": new}
    connection.execute(_REHASH, found)


def end_logins(connection: Connection, name: str) -> None:
    """Ends the sessions and the invitation of an account."""
    for table in (LOGIN_SESSION, INVITATION):
        connection.execute(delete(table).where(table.c.account == name))


def note(
    connection: Connection,
    deed: AccountDeed,
    name: str | None,
    *,
    by: str,
    at: str,
    **more: object,
) -> None:
    """Writes a deed into the log; `name` is left out where it was done to no account."""
    payload = {"deed": deed.value, **({"account": name} if name else {}), **more}
    log.append(connection, at=at, by=by, kind=LogKind.ACCOUNT, payload=payload)


def _administrators(connection: Connection) -> int:
    return connection.execute(_ADMINISTRATORS).scalar() or 0


def _set(connection: Connection, name: str, **values: object) -> None:
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.name == name).values(values))


def _account(row: Any) -> TeamAccount:
    return TeamAccount(
        name=row.name,
        shown=row.shown,
        role=role_of(row.role),
        created=row.created,
        disabled=bool(row.disabled),
        has_password=row.hash is not None,
    )


_ALL = select(*ACCOUNT.c, ACCOUNT_PASSWORD.c.hash).join_from(
    ACCOUNT, ACCOUNT_PASSWORD, isouter=True
)
_ONE = _ALL.where(ACCOUNT.c.folded == bindparam("wanted"))
_PASSWORD = (
    select(ACCOUNT_PASSWORD.c.hash)
    .join_from(ACCOUNT, ACCOUNT_PASSWORD)
    .where(ACCOUNT.c.folded == bindparam("wanted"), ACCOUNT.c.disabled == 0)
)
_REHASH = (
    update(ACCOUNT_PASSWORD)
    .where(
        ACCOUNT_PASSWORD.c.account == bindparam("of"), ACCOUNT_PASSWORD.c.hash == bindparam("old")
    )
    .values(hash=bindparam("new"))
)
_END_TOKENS = (
    update(API_TOKEN)
    .where(API_TOKEN.c.account == bindparam("of"), API_TOKEN.c.revoked.is_(None))
    .values(revoked=bindparam("now"))
)
_ADMINISTRATORS = (
    select(func.count())
    .select_from(ACCOUNT)
    .where(ACCOUNT.c.role == Role.ADMIN.code, ACCOUNT.c.disabled == 0)
)
