"""Decides which open store a request works with: one of its own for as long as it lasts.

A store holds one connection, which must not be shared between requests that run side by side;
opening one for each request would cost more than most requests do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from rasd.store import Store

KEPT = 16
"""Stores that stay open while nobody uses them."""


class Stores:
    """Open stores of one place, lent to one request at a time."""

    def __init__(self, open_: Callable[[], Store]) -> None:
        self._open = open_
        self._idle: list[Store] = []
        self._lock = Lock()
        self._closed = False

    @contextmanager
    def lent(self) -> Iterator[Store]:
        """A store for the block. One in which the block failed is not used again."""
        with self._lock:
            store = self._idle.pop() if self._idle else None
        store = store or self._open()
        try:
            yield store
        except BaseException:
            store.close()
            raise
        with self._lock:
            if not self._closed and len(self._idle) < KEPT:
                self._idle.append(store)
                return
        store.close()

    def close(self) -> None:
        """Closes what is not lent; what is closes when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for store in idle:
            store.close()
