"""Decides what a store keeps of the people who work on it: accounts, logins, tokens.

Accounts belong to the dataset: their names sign judgements, every change of one stands in the
log, and backups hold them. What lets somebody in (passwords, sessions, invitations, tokens, the
server's secret) belongs to one server: it is kept as digests, and no backup holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from rasd.model import AccountDeed, Role, Scope, TeamAccount, Token


@dataclass(frozen=True, slots=True)
class Attempts:
    """How many logins in a row did not succeed, and when the last one was tried."""

    failures: int
    last: str


class People(Protocol):
    """The accounts of a store. `by` is who does something; `digest` the SHA-256 of a secret.

    What names an account that there is not raises `StoreError` with the remedy.
    """

    def secret(self) -> bytes:
        """32 random bytes that all servers of this store share; made when first asked for."""

    # Accounts

    def accounts(self) -> tuple[TeamAccount, ...]:
        """All accounts by name, disabled ones too."""

    def account(self, name: str) -> TeamAccount | None:
        """The account of a name, however it is capitalised."""

    def add_account(
        self, name: str, *, shown: str, role: Role, by: str, password: str | None = None
    ) -> TeamAccount:
        """A new account; `password` is a hash. Tokens that bore its name end.

        Raises `StoreError` where there is one of that name, or one that people would take for it.
        """

    def change_account(
        self,
        name: str,
        *,
        by: str,
        shown: str | None = None,
        role: Role | None = None,
        disabled: bool | None = None,
    ) -> TeamAccount:
        """Changes what is given. Disabling ends sessions, invitations and tokens.

        Raises `StoreError` where no administrator who can log in would be left.
        """

    def note(self, deed: AccountDeed, name: str | None, *, by: str, failures: int) -> None:
        """Writes into the log what changes no account."""

    # Passwords and invitations

    def password(self, name: str) -> str | None:
        """The hash of the password; `None` without one, without an account, or a disabled one."""

    def set_password(self, name: str, hash_: str, *, by: str) -> None:
        """A new password; ends the account's sessions and invitations."""

    def rehash(self, name: str, old: str, new: str) -> None:
        """The same password, hashed otherwise; nothing where it was changed meanwhile."""

    def invite(self, name: str, digest: str, *, by: str, seconds: int) -> None:
        """Lets whoever has the code choose a password once; earlier invitations end."""

    def invited(self, digest: str) -> TeamAccount | None:
        """Whose invitation it is, while it may be used."""

    # Sessions

    def begin_session(self, name: str, digest: str, *, seconds: int) -> None:
        """Somebody logged in, for so long at most."""

    def session(self, digest: str, *, idle: int) -> TeamAccount | None:
        """Who is logged in; `None` after `idle` seconds without a request, and when disabled."""

    def end_session(self, digest: str) -> None:
        """Somebody logged out."""

    def end_sessions(self, name: str) -> None:
        """Ends every session of an account."""

    # Attempts to log in, by a key that says nothing of who tried

    def attempts(self, keys: Iterable[str]) -> dict[str, Attempts]:
        """What is known of these keys."""

    def write_attempts(self, attempts: Mapping[str, Attempts]) -> None:
        """Replaces what is known of these keys."""

    def forget_attempts(self, keys: Iterable[str], *, before: str) -> None:
        """Forgets these keys, and all that were last tried before a time."""

    # Tokens of the JSON interface

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
        """A token that holds for so long, or until it is revoked."""

    def token(self, digest: str) -> Token | None:
        """The token of a secret, while it may be used."""

    def tokens(self, account: str | None = None) -> tuple[Token, ...]:
        """All tokens, or those of one account, the newest first; ended ones too."""

    def revoke_token(self, token_id: str, *, by: str) -> None:
        """Ends a token. Raises `StoreError` where there is none of this id."""
