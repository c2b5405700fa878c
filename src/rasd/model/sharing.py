"""What organisations exchange: who they are by their keys, who said what, and in which order.

Each judgement has a *turn*: the time at which it was made, never before anything that its maker's
store held then, with a counter for what was said at one time. So every store puts the same
judgements in the same order, whoever told it of them first, and what answers another comes later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from rasd.model.errors import SettingsError
from rasd.model.people import account_name

FIRST_COUNT = 0
_COUNT_DIGITS = 6
_MOST = 10**_COUNT_DIGITS - 1
_STEP = timedelta(milliseconds=1)


class Mode(StrEnum):
    """What a bundle holds of the documents."""

    FULL = "full"
    """Their texts: whoever imports it derives the same events."""
    CITED = "cited"
    """Where they can be found; events come as they are."""
    PUBLIC = "public"
    """The same, fit to be published: without names of private persons, and who judged."""


class ShareDeed(StrEnum):
    """What an entry of the log says of exchange."""

    NAMED = "named"
    """The store took the name of an organisation."""
    TRUSTED = "trusted"
    DISTRUSTED = "distrusted"
    EXPORTED = "exported"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedKey:
    """A public key of an organisation. `fingerprint` is the SHA-256 of its 32 bytes, in hex.

    `own` keys sign for this store; the others are those that somebody here trusts since `at`, or
    no longer does since `removed`.
    """

    fingerprint: str
    organisation: str
    public_key: str
    at: str
    own: bool = False
    removed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """That an organisation said a judgement, by its signature (base64)."""

    judgement_id: str
    organisation: str
    key: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleNote:
    """A bundle that was made here or came in; `id` is the SHA-256 of its manifest."""

    id: str
    sent: bool
    organisation: str
    key: str
    mode: Mode
    created: str
    at: str
    previous: str | None = None


def organisation_name(text: str) -> str:
    """The name of an organisation as it is written down; raises `SettingsError` for none.

    It stands behind an `@`, so it has none itself.
    """
    if "@" in text:
        raise SettingsError(f"{text!r}: the name of an organisation has no @")
    return account_name(text)


def next_turn(last: str | None, at: str) -> str:
    """The turn of a judgement made at a UTC time by who held judgements up to turn `last`.

    >>> next_turn(None, "2031-06-01T08:00:00Z")
    '2031-06-01T08:00:00.000Z/000000'
    >>> next_turn("2031-06-01T08:00:00.000Z/000000", "2031-06-01T07:00:00Z")
    '2031-06-01T08:00:00.000Z/000001'
    >>> next_turn("2031-06-01T08:00:00.000Z/999999", "2031-06-01T07:00:00Z")
    '2031-06-01T08:00:00.001Z/000000'
    """
    time = turn_time(at)
    if last is not None:
        before, _, count = last.partition("/")
        if before >= time:
            if int(count) < _MOST:
                return f"{before}/{int(count) + 1:0{_COUNT_DIGITS}}"
            time = turn_time((datetime.fromisoformat(before) + _STEP).isoformat())
    return f"{time}/{FIRST_COUNT:0{_COUNT_DIGITS}}"


def turn_time(at: str) -> str:
    """A UTC time in the one form that turns have, to the millisecond."""
    found = datetime.fromisoformat(at).astimezone(UTC)
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def is_turn(text: str) -> bool:
    """Whether a text is written as turns are."""
    time, _, count = text.partition("/")
    try:
        timed = turn_time(time) == time
    except (ValueError, OverflowError):
        return False
    return timed and count.isascii() and count.isdecimal() and len(count) == _COUNT_DIGITS
