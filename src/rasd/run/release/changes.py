"""Decides what is told of the difference between a release and the one before it.

Events are compared as they stand in `events.jsonl`, field by field. One that is no longer there
went where `redirects.csv` says; `removed` are those of which it says nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rasd.export.csv_rows import csv_rows
from rasd.model import Json, Redirect, RedirectKind, RunError, SettingsError

EVENTS = "data/events.jsonl"
FILE = "changes.csv"
_COLUMNS = ("event_id", "change", "fields", "new_ids")
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An event that one of two releases has not, or has otherwise."""

    event_id: str
    change: str
    fields: tuple[str, ...] = ()
    new_ids: tuple[str, ...] = ()


def changes_between(
    previous: Path, current: Path, redirects: Iterable[Redirect]
) -> Iterator[Change]:
    """The differences of two files of events, by their ids."""
    led = defaultdict(list)
    for redirect in redirects:
        led[redirect.old_id].append(redirect)
    with previous.open("rb") as before, current.open("rb") as now:
        old, new = _index(before, previous), _index(now, current)
        for event_id in sorted(old.keys() | new.keys()):
            if event_id not in old:
                yield Change(event_id=event_id, change=ADDED)
            elif event_id not in new:
                yield _gone(event_id, led.get(event_id, []))
            elif old[event_id][1] != new[event_id][1]:
                was, line = _line(before, old[event_id][0]), _line(now, new[event_id][0])
                fields = [name for name in line | was if line.get(name) != was.get(name)]
                yield Change(event_id=event_id, change=CHANGED, fields=tuple(fields))


def changes_text(changes: Iterable[Change], counted: Counter[str]) -> Iterator[str]:
    """A table of changes, which are counted on the way."""

    def rows() -> Iterator[tuple[str, ...]]:
        for each in changes:
            counted[each.change] += 1
            yield each.event_id, each.change, "; ".join(each.fields), "; ".join(each.new_ids)

    return csv_rows(_COLUMNS, rows())


def version_of(release: Path) -> str:
    """The version of the release in a folder; raises `SettingsError` where there is none."""
    described = release / "datapackage.json"
    try:
        return str(json.loads(described.read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{release}: holds no release that can be read ({error}). Name the folder that an "
            "earlier `rasd release` wrote"
        ) from error


def _gone(event_id: str, led: list[Redirect]) -> Change:
    new_ids = tuple(sorted(r.new_id for r in led if r.new_id is not None))
    kinds = {redirect.kind for redirect in led}
    if not kinds:
        return Change(event_id=event_id, change=REMOVED)
    kind = RedirectKind.SPLIT if len(new_ids) > 1 else kinds.pop()
    return Change(event_id=event_id, change=kind.value, new_ids=new_ids)


def _index(lines: IO[bytes], path: Path) -> dict[str, tuple[int, bytes]]:
    """Where each event stands in a file, with a digest of its line."""
    found = {}
    at = 0
    for line in lines:
        try:
            # The id stands near the front; reading each line whole takes twenty times as long.
            start = line.index(b'"id": "') + 7
            event_id = line[start : line.index(b'"', start)].decode("utf-8")
        except ValueError as error:
            raise RunError(f"{path}: byte {at:,}: is no event ({error})") from error
        found[event_id] = at, hashlib.sha256(line).digest()[:16]
        at += len(line)
    return found


def _line(lines: IO[bytes], at: int) -> dict[str, Json]:
    lines.seek(at)
    value: dict[str, Json] = json.loads(lines.readline())
    return value
