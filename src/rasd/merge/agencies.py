"""Decides which news agency a document's report of an incident comes from.

What outlets print of one agency is one source, however each rewords it and whether or not the
agency's own report is at hand. The agency is the one that the report of the incident credits
(``نقلت وكالة رويترز``), else the outlet itself, else the byline at either end of the text
(``تل وردة - سانا``, ``(رويترز)``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from rasd.knowledge.tables import read_rows
from rasd.model import AttributionRole, Document, Mention
from rasd.text import fold_plain, fold_whole

_TYPES = frozenset({"agency", "state_agency"})
_CREDIT = frozenset({AttributionRole.VIA, AttributionRole.SAYS})
_HEAD, _TAIL = 90, 60
"""Letters at either end of a text in which a byline stands."""
_PARTS = re.compile(r"[^\w\s]+|\n+")
_WORD = re.compile(r"\w+")


def agency_of(mention: Mention, document: Document | None) -> str | None:
    """The id of the agency from which a document has an incident.

    One that the text names beside other sources of the incident (``قالت سانا .. وأفاد المرصد``) is
    a voice of several, and the report the outlet's own.
    """
    credited = [a for a in mention.attribution if a.role in _CREDIT and a.id is not None]
    agencies = [a for a in credited if a.id in _ids()]
    for each in agencies:
        alone = all(other.id == each.id for other in credited)
        if each.role is AttributionRole.VIA or alone:
            return each.id
    if agencies or document is None:
        return None
    return agency_of_document(document)


def agency_of_document(document: Document) -> str | None:
    """The id of the agency that is a document's outlet, or that its byline names."""
    names = _names()
    outlet = names.get(_plain(document.outlet or ""))
    if outlet is not None:
        return outlet
    text = document.text.strip()
    ends = (text[:_HEAD], text[-_TAIL:]) if len(text) > _HEAD + _TAIL else (text[:_HEAD],)
    for end in ends:
        for part in _PARTS.split(fold_whole(end)):
            agency = names.get(_words(part))
            if agency is not None:
                return agency
    return None


def _plain(name: str) -> str:
    return _words(fold_plain(name))


def _words(folded: str) -> str:
    return " ".join(_WORD.findall(folded.lower()))


@cache
def _names() -> dict[str, str]:
    """Agencies by each of their names; one that two bear names neither."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_rows("actors/outlets.tsv"):
        if row["type"] in _TYPES:
            for name in (row["name_ar"], row["name_en"], row["domain"], *row.many("aliases")):
                found[_plain(name)].add(row["id"])
    return {name: min(ids) for name, ids in found.items() if name and len(ids) == 1}


@cache
def _ids() -> frozenset[str]:
    return frozenset(row["id"] for row in read_rows("actors/outlets.tsv") if row["type"] in _TYPES)
