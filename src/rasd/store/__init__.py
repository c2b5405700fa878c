"""Where documents, mentions, figures, events and issues are kept between runs."""

from __future__ import annotations

from rasd.store.address import shown
from rasd.store.clock import Clock, later, utc_now, utc_now_fine
from rasd.store.contract import Change, Damaged, Fault, LogPage, LogWanted, Store
from rasd.store.opening import open_store, restore_store
from rasd.store.people import Attempts, People
from rasd.store.rows import CodedRows, check_cells, coded_rows
from rasd.store.sharing import Held, Reading, Said, SharedRecord, Sharing

__all__ = [
    "Attempts",
    "Change",
    "Clock",
    "CodedRows",
    "Damaged",
    "Fault",
    "Held",
    "LogPage",
    "LogWanted",
    "People",
    "Reading",
    "Said",
    "SharedRecord",
    "Sharing",
    "Store",
    "check_cells",
    "coded_rows",
    "later",
    "open_store",
    "restore_store",
    "shown",
    "utc_now",
    "utc_now_fine",
]
