"""Decides how UCDP's columns name the reports of an event.

`source_article` is `"Office,2017-08-01,Headline";"…"`; the three lists beside it run parallel.
What would break a list is written otherwise: a semicolon as a comma, a double quotation mark as a
single one. `source_original` names who speaks within the reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rasd.export.outlets import name_of
from rasd.export.plain import one_line
from rasd.model import AttributionRole, Citation, Event

_SPEAKS = frozenset({AttributionRole.SAYS, AttributionRole.QUOTED, AttributionRole.CLAIMS})


class Cited(NamedTuple):
    """The four columns that name the reports."""

    article: str
    office: str
    date: str
    headline: str


def cited_in(reports: Iterable[Citation]) -> Cited:
    """The columns for the reports of an event, in its order."""
    parts = [
        (
            _plain(name_of(report)),
            report.published.isoformat() if report.published else "",
            _plain(report.title),
        )
        for report in reports
    ]
    return Cited(
        article=";".join(f'"{",".join(part)}"' for part in parts),
        office=";".join(office for office, _, _ in parts),
        date=";".join(day for _, day, _ in parts),
        headline=";".join(headline for _, _, headline in parts),
    )


def speakers_of(event: Event) -> str:
    """Who speaks, each once, in the order of the event."""
    names = (_plain(each.name) for each in event.attribution if each.role in _SPEAKS)
    return ", ".join(dict.fromkeys(filter(None, names)))


def _plain(text: str | None) -> str:
    return one_line(text).replace(";", ",").replace('"', "'")
