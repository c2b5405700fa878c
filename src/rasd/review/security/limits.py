"""Decides how often somebody may try to log in: seldom by one name, not often from one address.

Whoever fails waits, twice as long each time, for a quarter of an hour at most: guessing ends, and
who is kept out by a stranger's guesses is not kept out for long. The store counts, so the count
holds for all servers and over restarts. A key is a digest by the server's secret: the store does
not say who tried from where.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256

from rasd.model import AccountDeed, folded_name
from rasd.store import Attempts, Store, later

FREE_BY_NAME = 5
FREE_BY_ADDRESS = 30
_FIRST_WAIT = 15
_LONGEST_WAIT = 900
_FORGOTTEN_AFTER = 24 * 3600
_MACHINE = "rasd"


class TooOftenError(Exception):
    """Another attempt has to wait for so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


class Limits:
    """The attempts of one server's visitors. An attempt counts as failed until it is `clear`ed."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def count(self, store: Store, *, name: str, address: str, at: str) -> int:
        """Counts an attempt before it is made; gives how many by this name failed before it.

        Raises `TooOftenError`, and counts nothing, where it is too early.
        """
        free = self._keys(name, address)
        with store.transaction():
            held = store.people.attempts(free)
            wait = max(
                (_wait(held[key], most, at) for key, most in free.items() if key in held),
                default=0,
            )
            if wait > 0:
                raise TooOftenError(wait)
            now = {
                key: Attempts((held[key].failures if key in held else 0) + 1, at) for key in free
            }
            store.people.forget_attempts([], before=later(at, -_FORGOTTEN_AFTER))
            store.people.write_attempts(now)
        by_name, _ = free
        return now[by_name].failures - 1

    def clear(self, store: Store, *, name: str, address: str, at: str) -> None:
        """The attempt succeeded: the name is free again, the address as it was before."""
        by_name, by_address = self._keys(name, address)
        with store.transaction():
            store.people.forget_attempts([by_name], before=later(at, -_FORGOTTEN_AFTER))
            for held in store.people.attempts([by_address]).values():
                before = Attempts(max(0, held.failures - 1), held.last)
                store.people.write_attempts({by_address: before})

    def _keys(self, name: str, address: str) -> dict[str, int]:
        """The keys of a name and an address, and how many failures are free for each."""
        return {
            self._key(f"name {folded_name(name)}"): FREE_BY_NAME,
            self._key(f"address {address}"): FREE_BY_ADDRESS,
        }

    def _key(self, of: str) -> str:
        return hmac.new(self._secret, of.encode("utf-8", "surrogatepass"), sha256).hexdigest()


def note_failures(store: Store, name: str, failures: int) -> None:
    """Writes into the log that an account's failures are many: at 5, 10, 20, 40 and so on.

    Of names that are no account's nothing is written: people type passwords into the wrong field.
    """
    if failures < FREE_BY_NAME or failures % FREE_BY_NAME:
        return
    times = failures // FREE_BY_NAME
    if times & (times - 1) == 0 and (account := store.people.account(name)):
        store.people.note(AccountDeed.FAILED, account.name, by=_MACHINE, failures=failures)


def _wait(held: Attempts, free: int, at: str) -> int:
    if held.failures < free:
        return 0
    wait = min(_LONGEST_WAIT, _FIRST_WAIT << min(held.failures - free, 10))
    passed = datetime.fromisoformat(at) - datetime.fromisoformat(held.last)
    return wait - int(passed.total_seconds())
