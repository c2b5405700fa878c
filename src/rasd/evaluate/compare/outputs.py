"""Decides which files a comparison leaves: a page to read, three tables, and the figures.

Of their file, ids, lines, days, codes and numbers of dead are written, so that one finds a row
again in it; no notes, names or citations. The tables are read by a spreadsheet and run nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from rasd.evaluate.compare.comparison import Comparison, LackedRow
from rasd.evaluate.compare.incident import Incident
from rasd.evaluate.compare.page import page
from rasd.evaluate.compare.summary import summary_json
from rasd.evaluate.compare.why import reasons
from rasd.export.csv_rows import Cell, csv_rows
from rasd.export.files import write_files

_BOM = "\ufeff"
_MATCHED = (
    *("our_id", "their_id", "their_line", "points", "our_days", "their_days", "days_apart"),
    *("km_apart", "our_kind", "their_kind", "our_killed", "their_killed"),
    *("date", "kind", "parties", "killed", "wounded"),
)
_LACKED = ("counts", "reason", "words_en", "words_ar", "nearest", "detail")


def write_comparison(found: Comparison, folder: Path) -> tuple[Path, ...]:
    """Writes the files of a comparison; gives their paths, the page first."""
    files: list[tuple[Path, Iterator[str]]] = [
        (folder / "compare.html", iter([page(found)])),
        (folder / "matched.csv", _csv(_MATCHED, _pairs(found))),
        (folder / "ours-only.csv", _csv(("our_id", *_FACTS, *_LACKED), _ours(found.ours_only))),
        (
            folder / "theirs-only.csv",
            _csv(("their_id", "their_line", *_FACTS, *_LACKED), _theirs(found.theirs_only)),
        ),
        (
            folder / "summary.json",
            iter([json.dumps(summary_json(found), ensure_ascii=False, indent=2) + "\n"]),
        ),
    ]
    write_files(files)
    return tuple(path for path, _ in files)


_FACTS = ("days", "country", "kind", "killed")


def _csv(header: Sequence[str], rows: Iterator[tuple[Cell, ...]]) -> Iterator[str]:
    # Excel reads the Arabic words of the reasons by the mark.
    yield _BOM
    yield from csv_rows(header, rows)


def _pairs(found: Comparison) -> Iterator[tuple[Cell, ...]]:
    for row in found.pairs:
        ours, theirs, fields = row.ours, row.theirs, row.fields
        yield (
            *(ours.id, theirs.id, theirs.line, round(row.points, 2), ours.when, theirs.when),
            fields.days,
            None if fields.km is None else round(fields.km, 1),
            *(_or_nothing(value) for value in (fields.our_kind, fields.their_kind)),
            *(_or_nothing(value) for value in (ours.killed, theirs.killed)),
            *(fields.date, fields.kind, fields.parties, fields.killed, fields.wounded),
        )


def _ours(rows: Sequence[LackedRow]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield row.incident.id, *_facts(row.incident), *_why(row)


def _theirs(rows: Sequence[LackedRow]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield row.incident.id, row.incident.line, *_facts(row.incident), *_why(row)


def _facts(incident: Incident) -> tuple[Cell, ...]:
    kinds = " or ".join(map(str, incident.kinds))
    return incident.when, incident.country, kinds, _or_nothing(incident.killed)


def _why(row: LackedRow) -> tuple[Cell, ...]:
    reason = reasons()[row.why.reason]
    return (
        "yes" if reason.lacks else "no",
        *(reason.code, reason.words_en, reason.words_ar),
        *(row.why.other or None, row.why.detail or None),
    )


def _or_nothing(value: object) -> str | None:
    return None if value is None else str(value)
