"""The people of a store in a database: each call one transaction, by the store's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from rasd.model import AccountDeed, Role, Scope, TeamAccount, Token
from rasd.store import accounts, logins
from rasd.store.clock import Clock
from rasd.store.people import Attempts

Access = Callable[[], AbstractContextManager[Connection]]


class SqlPeople:
    """What `People` promises, through a store's own reads and writes.

    `note` writes what is not worth waiting for another writer: not at all where there is one.
    """

    def __init__(self, *, read: Access, write: Access, hurry: Access, clock: Clock) -> None:
        self._read = read
        self._write = write
        self._hurry = hurry
        self._clock = clock

    def secret(self) -> bytes:
        with self._read() as connection:
            if found := logins.secret(connection):
                return found
        with self._write() as connection:
            logins.make_secret(connection)
        return self.secret()

    def accounts(self) -> tuple[TeamAccount, ...]:
        with self._read() as connection:
            return accounts.accounts(connection)

    def account(self, name: str) -> TeamAccount | None:
        with self._read() as connection:
            return accounts.account(connection, name)

    def add_account(
        self, name: str, *, shown: str, role: Role, by: str, password: str | None = None
    ) -> TeamAccount:
        at = self._clock()
        with self._write() as connection:
            made = accounts.add_account(connection, name, shown=shown, role=role, by=by, at=at)
            if password is not None:
                accounts.set_password(connection, made.name, password, by=by, at=at)
            return accounts.known(connection, made.name)

    def change_account(
        self,
        name: str,
        *,
        by: str,
        shown: str | None = None,
        role: Role | None = None,
        disabled: bool | None = None,
    ) -> TeamAccount:
        with self._write() as connection:
            return accounts.change_account(
                connection,
                name,
                by=by,
                at=self._clock(),
                shown=shown,
                role=role,
                disabled=disabled,
            )

    def note(self, deed: AccountDeed, name: str | None, *, by: str, failures: int) -> None:
        with self._write() as connection:
            accounts.note(connection, deed, name, by=by, at=self._clock(), failures=failures)

    def password(self, name: str) -> str | None:
        with self._read() as connection:
            return accounts.password(connection, name)

    def set_password(self, name: str, hash_: str, *, by: str) -> None:
        with self._write() as connection:
            accounts.set_password(connection, name, hash_, by=by, at=self._clock())

    def rehash(self, name: str, old: str, new: str) -> None:
        with self._write() as connection:
            accounts.rehash(connection, name, old, new)

    def invite(self, name: str, digest: str, *, by: str, seconds: int) -> None:
        with self._write() as connection:
            logins.invite(connection, name, digest, by=by, at=self._clock(), seconds=seconds)

    def invited(self, digest: str) -> TeamAccount | None:
        with self._read() as connection:
            return logins.invited(connection, digest, at=self._clock())

    def begin_session(self, name: str, digest: str, *, seconds: int) -> None:
        with self._write() as connection:
            logins.begin_session(connection, name, digest, at=self._clock(), seconds=seconds)

    def session(self, digest: str, *, idle: int) -> TeamAccount | None:
        at = self._clock()
        with self._read() as connection:
            found, is_due = logins.session(connection, digest, at=at, idle=idle)
        if is_due:
            self._note_use(digest, at)
        return found

    def end_session(self, digest: str) -> None:
        with self._write() as connection:
            logins.end_session(connection, digest)

    def end_sessions(self, name: str) -> None:
        with self._write() as connection:
            logins.end_sessions(connection, name)

    def attempts(self, keys: Iterable[str]) -> dict[str, Attempts]:
        with self._read() as connection:
            return logins.attempts(connection, keys)

    def write_attempts(self, attempts: Mapping[str, Attempts]) -> None:
        with self._write() as connection:
            logins.write_attempts(connection, attempts)

    def forget_attempts(self, keys: Iterable[str], *, before: str) -> None:
        with self._write() as connection:
            logins.forget_attempts(connection, keys, before=before)

    def add_token(
        self,
        account: str,
        name: str,
        digest: str,
        *,
        scopes: tuple[Scope, ...],
        by: str,
        seconds: int | None,
    ) -> Token:
        with self._write() as connection:
            return logins.add_token(
                connection,
                account,
                name,
                digest,
                scopes=scopes,
                by=by,
                at=self._clock(),
                seconds=seconds,
            )

    def token(self, digest: str) -> Token | None:
        at = self._clock()
        with self._read() as connection:
            found, is_due = logins.token(connection, digest, at=at)
        if is_due:
            self._note_use(digest, at)
        return found

    def tokens(self, account: str | None = None) -> tuple[Token, ...]:
        with self._read() as connection:
            return logins.tokens(connection, account)

    def revoke_token(self, token_id: str, *, by: str) -> None:
        with self._write() as connection:
            logins.revoke_token(connection, token_id, by=by, at=self._clock())

    def _note_use(self, digest: str, at: str) -> None:
        with self._hurry() as connection:
            logins.note_use(connection, digest, at=at)
