"""Decides what a secret of ours looks like, and that we keep no more than its digest.

A secret is random and long, so one SHA-256 is enough to keep: nobody can try all of them. What
people choose themselves is hashed in `passwords`.
"""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

TOKEN_BEGINS = "rasd_"  # noqa: S105 - by which people and scanners know one
_BYTES = 32


def new_code() -> str:
    """A secret for one use, as an invitation."""
    return token_urlsafe(_BYTES)


def new_token() -> str:
    """A token of the JSON interface."""
    return TOKEN_BEGINS + token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
