"""Where documents, mentions, figures, events and issues are kept between runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rasd.model import StoreError
from rasd.store import sqlite
from rasd.store.contract import Change, Store

STORES: dict[str, Callable[..., Store]] = {"sqlite": sqlite.SqliteStore}
"""Kinds of store by the scheme of their address; a path without a scheme is SQLite."""


def open_store(place: str | Path, *, create: bool = True) -> Store:
    """The store at a path, made where there is none; closes at the end of its `with` block.

    Raises `StoreError` for a file of another program or schema, and without `create` where
    there is no store.
    """
    scheme, found, _ = str(place).partition("://")
    if found:
        raise StoreError(
            f"{place}: there is no store for {scheme!r}. Name a file such as OUT/rasd.sqlite"
        )
    return STORES["sqlite"](Path(place), create=create)


__all__ = ["STORES", "Change", "Store", "open_store"]
