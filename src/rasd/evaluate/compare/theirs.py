"""Decides which codebook a file is of, by its header, and reads what it holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from rasd.evaluate.compare.acled import read_acled
from rasd.evaluate.compare.ged import read_ged
from rasd.evaluate.compare.gtd import read_gtd
from rasd.evaluate.compare.incident import Codebook, Fault, Incident, Theirs
from rasd.evaluate.compare.table import read_table
from rasd.model import InputError

_HEADERS: Mapping[Codebook, frozenset[str]] = {
    Codebook.ACLED: frozenset({"event_date", "event_type", "latitude", "fatalities"}),
    Codebook.GED: frozenset({"id", "type_of_violence", "date_start", "side_a"}),
    Codebook.GTD: frozenset({"eventid", "iyear", "attacktype1"}),
}
_READERS: Mapping[Codebook, Callable[[int, Mapping[str, str]], Incident]] = {
    Codebook.ACLED: read_acled,
    Codebook.GED: read_ged,
    Codebook.GTD: read_gtd,
}
_SPILLS = ("source_article", "notes", "summary")


def read_theirs(path: Path) -> Theirs:
    """The incidents of a file of ACLED, GED or GTD.

    A row that can't be read, or whose id came before, is a fault, and the others are read. Raises
    `InputError` for a file of another kind.
    """
    table = read_table(path, spills=_SPILLS)
    codebook = codebook_of(table.header)
    if codebook is None:
        raise InputError(
            f"{path}:1: the header is of no file of ACLED (event_id_cnty, event_date, ...), UCDP "
            "GED (id, type_of_violence, date_start, ...) or GTD (eventid, iyear, attacktype1, "
            f"...); found {', '.join(table.header[:6])}"
        )
    read = _READERS[codebook]
    lines: dict[str, int] = {}
    incidents: list[Incident] = []
    faults: list[Fault] = []
    for row in table.rows:
        if isinstance(row, Fault):
            faults.append(row)
            continue
        line, cells = row
        try:
            incident = read(line, cells)
        except (ValueError, OverflowError) as error:
            faults.append(Fault(line=line, reason=str(error)))
            continue
        if incident.id in lines:
            reason = f"the id {incident.id} stands on line {lines[incident.id]} already"
            faults.append(Fault(line=line, reason=reason))
            continue
        lines[incident.id] = line
        incidents.append(incident)
    return Theirs(codebook=codebook, incidents=tuple(incidents), faults=tuple(faults))


def codebook_of(header: Collection[str]) -> Codebook | None:
    """Whose columns these are."""
    return next((book for book, columns in _HEADERS.items() if columns <= set(header)), None)
