"""Incidents that researchers coded from several sources: do we find day, place and toll?

An incident is *right* when one event drawn from one of its sources has all three. Any event that is
no statement and no background counts: the coders list raids with arrests, too.

- day: the predicted interval spans at most three days and touches the coded day ± 1;
- place: within 25 km of the coded point; where the coders gave no point, a name that stands in
  theirs (``باتبو`` in ``قرب بلدة باتبو بريف إدلب``) or the same governorate; not judged where they
  place nothing;
- toll: the predicted killed and wounded each overlap the coded range, where there is one.
  Coded tolls are of civilians and reconciled, so an overlap is asked, not equality. A
  prediction without a number passes only where the range starts at zero. A combined
  `killed_or_wounded` is held against the sum of the ranges.

Each part is also counted alone (any of the incident's predictions), so that the weakest shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rasd.evaluate.fields import plain_admin1
from rasd.evaluate.rows import day, read_jsonl, required
from rasd.evaluate.tally import RESAMPLES, Measure, share
from rasd.model import (
    Count,
    Document,
    EventType,
    Mention,
    Place,
    PlacePrecision,
    Status,
    distance_km,
    sha256_text,
)

KM = 25.0
Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedIncident:
    """One coded incident with its sources, each a document `<incident>/<source>`."""

    id: str
    day: date
    place: str | None
    region: str | None
    point: tuple[float, float] | None
    killed: Range | None
    wounded: Range | None
    sources: tuple[Document, ...]
    component: str = ""
    """Incidents that share sources share one; a set is cut between components only."""

    @property
    def has_dated_source(self) -> bool:
        """Whether relative dates can resolve in at least one source."""
        return any(document.published for document in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentVerdict:
    """What was right about one incident."""

    id: str
    any_incident: bool
    day: bool
    place: bool
    toll: bool
    all_three: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCard:
    """Shares of incidents."""

    n: int
    any_incident: Measure
    day: Measure
    place: Measure
    toll: Measure
    all_three: Measure
    verdicts: tuple[IncidentVerdict, ...]


def read_coded(path: Path, *, assume_dates: bool = False) -> tuple[CodedIncident, ...]:
    """The incidents of a JSONL file.

    Many sources carry no date, and a report is seldom dated otherwise than by its day. With
    `assume_dates` an undated source counts as published on the day of the incident; scores
    from it must be labelled as such.
    """
    return tuple(
        _incident(value, where, assume_dates=assume_dates) for where, value in read_jsonl(path)
    )


def _incident(value: dict[str, object], where: str, *, assume_dates: bool) -> CodedIncident:
    name = str(required(value, "incident_id", where))
    when = day(required(value, "incident_date", where), where)
    lat, lon = value.get("lat"), value.get("lon")
    return CodedIncident(
        id=name,
        day=when or date.min,
        place=_text(value.get("location_ar")),
        region=_text(value.get("region_en")),
        point=(lat, lon) if isinstance(lat, float) and isinstance(lon, float) else None,
        killed=_range(value.get("killed_min"), value.get("killed_max")),
        wounded=_range(value.get("injured_min"), value.get("injured_max")),
        component=_text(value.get("component")) or name,
        sources=tuple(
            Document(
                id=f"{name}/{source['source_id']}",
                text=source["text"],
                sha256=sha256_text(source["text"]),
                title=source.get("title"),
                published=day(source.get("date"), where) or (when if assume_dates else None),
                outlet=source.get("outlet"),
                url=source.get("url"),
            )
            for source in required(value, "sources", where)
        ),
    )


def score_coded(
    incidents: Sequence[CodedIncident],
    predicted: Iterable[Mention],
    *,
    resamples: int = RESAMPLES,
) -> IncidentCard:
    """Compare the mentions of all sources with the coded incidents."""
    by_doc: dict[str, list[Mention]] = {}
    for mention in predicted:
        if _tells_event(mention):
            by_doc.setdefault(mention.doc_id, []).append(mention)
    verdicts = tuple(
        judge_incident(
            incident, [m for source in incident.sources for m in by_doc.get(source.id, [])]
        )
        for incident in incidents
    )

    def measure(part: str) -> Measure:
        return share([(int(getattr(v, part)), 1) for v in verdicts], resamples=resamples)

    return IncidentCard(
        n=len(verdicts),
        any_incident=measure("any_incident"),
        day=measure("day"),
        place=measure("place"),
        toll=measure("toll"),
        all_three=measure("all_three"),
        verdicts=verdicts,
    )


def judge_incident(incident: CodedIncident, mentions: Sequence[Mention]) -> IncidentVerdict:
    """Which parts any mention has right, and whether one mention has all of them right."""
    parts = [
        (right_day(incident, m), right_place(incident, m), right_toll(incident, m))
        for m in mentions
    ]
    return IncidentVerdict(
        id=incident.id,
        any_incident=bool(parts),
        day=any(part[0] for part in parts),
        place=any(part[1] for part in parts),
        toll=any(part[2] for part in parts),
        all_three=any(all(part) for part in parts),
    )


def _tells_event(mention: Mention) -> bool:
    told = mention.status in (Status.REPORTED, Status.CLAIMED)
    return told and mention.event_type is not EventType.STATEMENT


def right_day(incident: CodedIncident, mention: Mention) -> bool:
    """Whether a short predicted interval touches the coded day ± 1."""
    value = mention.date
    if value is None or value.start is None:
        return False
    end = value.end or value.start
    near = timedelta(days=1)
    touches = value.start <= incident.day + near and end >= incident.day - near
    return touches and (end - value.start).days < 3


def right_place(incident: CodedIncident, mention: Mention) -> bool:
    """Whether the predicted place is the coded one, as far as the coders say where it is."""
    if incident.point is None and incident.place is None and incident.region is None:
        return True
    place = mention.place
    if place is None:
        return False
    if incident.point is not None:
        if place.lat is None or place.lon is None:
            return False
        return distance_km(*incident.point, place.lat, place.lon) <= KM
    if incident.place and _names(incident.place, place):
        return True
    return bool(
        incident.region
        and place.admin1
        and plain_admin1(incident.region) == plain_admin1(place.admin1)
    )


def _names(coded: str, place: Place) -> bool:
    """Whether the coded words hold the name of a place that is no whole governorate."""
    if place.precision not in (PlacePrecision.EXACT, PlacePrecision.NEAR):
        return _bare(place.text) == _bare(coded)
    words = f" {_words(coded)} "
    return any(
        f" {_words(name)} " in words or _bare(name) == _bare(coded)
        for name in (place.text, place.name_ar)
        if name
    )


def right_toll(incident: CodedIncident, mention: Mention) -> bool:
    """Whether the predicted toll overlaps the coded ranges."""
    both = mention.killed_or_wounded
    if both is not None and mention.killed is None and mention.wounded is None:
        ranges = [r for r in (incident.killed, incident.wounded) if r is not None]
        total = (sum(r[0] for r in ranges), sum(r[1] for r in ranges))
        return not ranges or _touches(total, both)
    return all(
        coded is None or _touches(coded, count)
        for coded, count in (
            (incident.killed, mention.killed),
            (incident.wounded, mention.wounded),
        )
    )


def _touches(coded: Range, count: Count | None) -> bool:
    if count is None:
        return coded[0] == 0
    return count.min <= coded[1] and (count.max is None or count.max >= coded[0])


def _range(low: object, high: object) -> Range | None:
    if not isinstance(low, int):
        return None
    return (low, high if isinstance(high, int) else low)


def _text(value: object) -> str | None:
    return str(value) if value else None


def _words(name: str) -> str:
    """The words of a name without marks, one space between them."""
    return " ".join("".join(c if c.isalnum() else " " for c in name).split())


def _bare(name: str) -> str:
    """A name without vowel marks and spaces, for comparison alone."""
    return "".join(letter for letter in name if letter.isalpha())
