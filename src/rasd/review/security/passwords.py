"""Decides which passwords are good enough, and how they are kept: by Argon2id, two at a time.

A password is long, is not the name, and is none that everybody tries first; it may consist of
whatever its owner can remember. Hashing takes 64 MB, so more than two at a time would let
strangers fill the memory by logging in.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from secrets import token_urlsafe
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from rasd.model import SettingsError

COSTS = RFC_9106_LOW_MEMORY
SHORTEST = 12
LONGEST = 1000
_AT_ONCE = 2
_TRIMMED = "0123456789!?.,;:*#@$-_ "


class WeakPasswordError(SettingsError):
    """A password that may not be chosen; `why` is a key of the catalogue."""

    def __init__(self, why: str, message: str) -> None:
        super().__init__(message)
        self.why = why


def check_password(password: str, *, name: str) -> None:
    """Raises `WeakPasswordError` for a password that somebody would guess."""
    plain = _folded(password)
    if len(password) < SHORTEST:
        raise WeakPasswordError(
            "login.too_short", f"a password has at least {SHORTEST} characters; several words do"
        )
    if len(password) > LONGEST:
        raise WeakPasswordError("login.too_long", f"a password has at most {LONGEST} characters")
    own = _folded(name).replace(" ", "")
    closed = plain.replace(" ", "")
    if own and own in closed and not closed.replace(own, "").strip(_TRIMMED):
        raise WeakPasswordError("login.is_name", "a password is more than the name: choose another")
    if {plain, plain.strip(_TRIMMED)} & _commonest() or len(set(plain)) < 3:
        raise WeakPasswordError(
            "login.is_common", "this password is one that everybody tries first: choose another"
        )


class Passwords:
    """Hashes passwords and holds them against their hashes.

    With `ready` what an unknown name costs is worked out at once, not with the first of them.
    """

    def __init__(self, *, ready: bool = False) -> None:
        self._hasher = PasswordHasher.from_parameters(COSTS)
        self._turns = Semaphore(_AT_ONCE)
        self._nobodys = self.hash(token_urlsafe(16)) if ready else None

    def hash(self, password: str) -> str:
        """What is kept of a password: salt, costs and hash in one text."""
        with self._turns:
            return self._hasher.hash(_normal(password))

    def is_right(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one whose hash was kept.

        Where none was kept it takes as long to say no: names are not told from one another.
        """
        held = kept or self._nobodys or self.hash(token_urlsafe(16))
        with self._turns:
            try:
                right = self._hasher.verify(held, _normal(password))
            except (VerificationError, InvalidHashError):
                return False
        return right and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether a hash was made with other costs than today's."""
        return self._hasher.check_needs_rehash(kept)


def _normal(password: str) -> bytes:
    """One text however a keyboard composes its letters; no longer than any that was taken."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1]).encode("utf-8", "surrogatepass")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


@cache
def _commonest() -> frozenset[str]:
    _, *rows = files("rasd.data").joinpath("review/passwords.tsv").read_text("utf-8").splitlines()
    return frozenset(_folded(row.partition("\t")[0]) for row in rows if row)
