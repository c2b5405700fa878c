"""Decides how the way of a document into the store is told: each time that its page was fetched.

What the archive holds is hashed again, so that the answer is not only what was noted then.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from rasd.model import DocumentError, SettingsError
from rasd.run.watch.archive import Archive
from rasd.run.watch.health import STATE
from rasd.run.watch.measures import shown_time
from rasd.run.watch.records import Place
from rasd.run.watch.state import WatchState


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One answer about a page. `intact` says whether the archive still holds those very bytes."""

    url: str
    at: str
    fetched: str
    status: int
    sha256: str
    ip: str
    archive: str
    offset: int
    intact: bool


def trace(folder: Path, wanted: str) -> tuple[Fetch, ...]:
    """Every fetch behind a document, by its id or an address of it, oldest first.

    Raises `SettingsError` where nothing was fetched for it.
    """
    state = WatchState(folder / STATE, create=False)
    try:
        archive = Archive(folder / "archive", most=0)
        rows = [row for page in state.pages_named(wanted) for row in state.fetches(page)]
    finally:
        state.close()
    if not rows:
        raise SettingsError(
            f"nothing was fetched for {wanted!r}; give the id of a document of a feed or sitemap, "
            "as in documents.jsonl"
        )
    rows.sort(key=lambda row: (row["fetched"], row["file"], row["offset"]))
    return tuple(
        Fetch(
            url=row["url"],
            at=row["at"],
            fetched=shown_time(row["fetched"]),
            status=row["status"],
            sha256=row["sha256"],
            ip=row["ip"],
            archive=row["file"],
            offset=row["offset"],
            intact=_is_intact(archive, Place(file=row["file"], offset=row["offset"]), row),
        )
        for row in rows
    )


def _is_intact(archive: Archive, place: Place, row: dict[str, object]) -> bool:
    try:
        body = archive.body(place)
    except DocumentError:
        return False
    return hashlib.sha256(body).hexdigest() == row["sha256"]
