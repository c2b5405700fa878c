"""Decides how ACLED's columns name the reports of an event, and on what scale they work.

An outlet of the table stands under its English name, another under its own. The scale follows the
type of the outlet and where it is based: news agencies of the world are International; a paper,
station or site of the country is National, of the same part of the world Regional, of another
International; monitors, officials and the media of armed groups are Other, as is an outlet that
the table lacks. Of more than two scales the first two of ACLED's order are kept. Nothing is ever
called a Local partner: those are ACLED's own.
"""

from __future__ import annotations

from collections.abc import Iterable

from rasd.export.countries import Country, countries
from rasd.export.outlets import Outlet, name_of, outlet_of
from rasd.model import Citation

SCALES = ("Subnational", "National", "Regional", "International", "New media", "Other")
UNDISCLOSED = "Undisclosed Source"
"""What ACLED writes for a source that is not to be named; ours name none."""
_MOST = 2
_NEAR = frozenset({"Middle East", "Northern Africa"})
_BY_PLACE = frozenset({"agency", "state_agency", "tv", "radio", "newspaper", "online"})
_NEWS_OF_THE_WORLD = frozenset({"afp", "reuters", "ap", "dpa"})


def names_of(reports: Iterable[Citation]) -> str:
    """The sources, joined as ACLED has it; none twice."""
    names = (name_of(report).replace(";", ",").strip() for report in reports)
    return "; ".join(dict.fromkeys(name or UNDISCLOSED for name in names)) or UNDISCLOSED


def scale_of(reports: Iterable[Citation], country: Country) -> str:
    """One scale, or two with a hyphen."""
    found = {_scale(outlet_of(report), country) for report in reports}
    return "-".join([scale for scale in SCALES if scale in found][:_MOST]) or "Other"


def _scale(outlet: Outlet | None, country: Country) -> str:
    if outlet is None:
        return "Other"
    if outlet.type == "social":
        return "New media"
    if outlet.type not in _BY_PLACE:
        return "Other"
    if outlet.id in _NEWS_OF_THE_WORLD:
        return "International"
    homes = outlet.country.split("|")
    if country.iso2 in homes:
        return "National"
    regions = {countries()[home].acled_region for home in homes if home in countries()}
    if country.acled_region in regions or (country.acled_region in _NEAR and regions & _NEAR):
        return "Regional"
    return "International"
