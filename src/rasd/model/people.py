"""Who works on a dataset and what each may do; what stands of them in the log.

An account's name signs judgements, so it stays when the person goes: an account is disabled and
never taken away. No secret stands in any of these values.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from rasd.model.errors import SettingsError

LONGEST_NAME = 60
_MARKS = frozenset(" ._-@'")
_RESERVED = frozenset({"rasd"})
"""Signs what no person did."""


class Role(IntEnum):
    """What a person may do; each role may do all that those below it may."""

    READER = 1
    """Sees the dataset."""
    CODER = 2
    """Judges events and adds documents."""
    EDITOR = 3
    """Settles what coders disagree on, grades outlets, undoes what others said."""
    ADMIN = 4
    """Decides who may do what."""

    @property
    def code(self) -> str:
        """The word that stands for it in records and on the command line."""
        return self.name.lower()


def role_of(code: str) -> Role:
    """The role of a word; raises `SettingsError` that lists them all."""
    for role in Role:
        if role.code == code:
            return role
    known = ", ".join(role.code for role in Role)
    raise SettingsError(f"{code!r} is no role; expected one of {known}")


class AccountDeed(StrEnum):
    """What the log says was done to an account, or with it."""

    CREATED = "created"
    SHOWN = "shown"
    ROLE = "role"
    INVITED = "invited"
    PASSWORD = "password"  # noqa: S105 - a deed
    DISABLED = "disabled"
    ENABLED = "enabled"
    TOKEN = "token"  # noqa: S105 - a deed
    REVOKED = "revoked"
    FAILED = "failed"
    """So many times in a row a login did not succeed."""


class Scope(StrEnum):
    """What a token of the JSON interface is for, never more than its owner may."""

    READ = "read"
    """Events, reports, figures, judgements and counts."""
    TEXT = "text"
    """The texts of documents, which are other people's work, as well."""
    WRITE = "write"
    """To judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAccount:
    """One person who may log in, or might once. `created` is a UTC time."""

    name: str
    shown: str
    role: Role
    created: str
    disabled: bool = False
    has_password: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token of the JSON interface as it may be listed: without what is secret of it."""

    id: str
    account: str
    name: str
    scopes: tuple[Scope, ...]
    created: str
    expires: str | None = None
    used: str | None = None
    """The day of its last use, roughly: it is noted at most once in ten minutes."""
    revoked: str | None = None

    def has_ended(self, at: str) -> bool:
        """Whether it lets nobody in any more, at a UTC time."""
        return self.revoked is not None or (self.expires is not None and self.expires <= at)


def account_name(text: str) -> str:
    """The name as it is written down; raises `SettingsError` for what can be no name.

    Letters of any script, digits and a few marks: what looks like nothing, or turns the words
    around it, could pass for another name.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name or len(name) > LONGEST_NAME:
        raise SettingsError(f"a name has 1 to {LONGEST_NAME} characters, not {len(name)}")
    for char in name:
        if char not in _MARKS and unicodedata.category(char)[0] not in "LMN":
            raise SettingsError(
                f"{name!r}: a name may hold letters, digits, spaces and . _ - @ ', not {char!r}"
            )
    if folded_name(name) in _RESERVED:
        raise SettingsError(f"{name!r} signs what rasd does by itself; choose another name")
    return name


def folded_name(name: str) -> str:
    """What two names share that people would take for one."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()
