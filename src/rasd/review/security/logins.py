"""Decides who gets in: by a name and its password, by an invitation, never by an old session.

Whoever gets in has a session with a new name, so that one which somebody prepared is worth
nothing.
"""

from __future__ import annotations

from rasd.model import TeamAccount
from rasd.review.request import Visit
from rasd.review.security.limits import note_failures
from rasd.review.security.passwords import check_password
from rasd.review.security.secrets import digest_of
from rasd.review.security.sessions import LONGEST


def log_in(ask: Visit, name: str, password: str) -> TeamAccount | None:
    """Begins a session where the password is right; the same answer for any other reason.

    Raises `TooOftenError` where too many attempts failed.
    """
    kept = confirm(ask, name, password)
    account = ask.store.people.account(name) if kept else None
    if kept is None or account is None:
        return None
    if ask.context.passwords.is_outdated(kept):
        ask.store.people.rehash(account.name, kept, ask.context.passwords.hash(password))
    begin(ask, account)
    return account


def confirm(ask: Visit, name: str, password: str) -> str | None:
    """The hash of the name's password where this is the password."""
    at, people = ask.context.settings.clock(), ask.store.people
    who = {"name": name, "address": ask.address}
    failures = ask.context.limits.count(ask.store, **who, at=at)
    kept = people.password(name)
    if not ask.context.passwords.is_right(kept, password):
        note_failures(ask.store, name, failures + 1)
        return None
    ask.context.limits.clear(ask.store, **who, at=at)
    return kept


def choose_password(ask: Visit, account: TeamAccount, password: str, *, by: str) -> None:
    """Sets a password and goes on in a new session: all others of the account have ended.

    Raises `WeakPasswordError`.
    """
    check_password(password, name=account.name)
    check_password(password, name=account.shown)
    ask.store.people.set_password(account.name, ask.context.passwords.hash(password), by=by)
    begin(ask, account)


def begin(ask: Visit, account: TeamAccount) -> None:
    """Logs somebody in, in a session with a new name."""
    ask.store.people.end_session(digest_of(ask.session))
    ask.store.people.begin_session(account.name, digest_of(ask.renew()), seconds=LONGEST)


def log_out(ask: Visit) -> None:
    """Ends the session here and on the server."""
    ask.store.people.end_session(digest_of(ask.session))
    ask.renew()
