"""Where documents, mentions, figures, events and issues are kept between runs."""

from __future__ import annotations

from rasd.store.address import shown
from rasd.store.clock import Clock, utc_now
from rasd.store.contract import Change, Damaged, Fault, Store
from rasd.store.opening import open_store, restore_store

__all__ = [
    "Change",
    "Clock",
    "Damaged",
    "Fault",
    "Store",
    "open_store",
    "restore_store",
    "shown",
    "utc_now",
]
