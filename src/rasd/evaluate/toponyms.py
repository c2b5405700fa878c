"""Place mentions linked to map objects: is a named place put where it lies?

Counted are mentions in the countries that the gazetteer covers whose object has a point. The
middle of a country or province is a matter of taste, so such mentions are left out of a second
count, and a third takes a point inside the object's own bounds for right, too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasd.evaluate.rows import read_jsonl, required
from rasd.evaluate.tally import RESAMPLES, Measure, share
from rasd.model import distance_km

KM = 10.0
AREAS = frozenset({"Country", "Province"})
Point = tuple[float, float]
Resolver = Callable[[str, int, int], Point | None]
"""`(text, start, end)` of a mention to the point of the place, or `None`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """One linked mention: its post, the words, what kind of object it is and where."""

    post: str
    text: str
    start: int
    end: int
    kind: str
    country: str
    point: Point
    bounds: tuple[float, float, float, float] | None = None
    """South, north, west, east."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToponymCard:
    """Shares of mentions put within 10 km."""

    within: Measure
    without_areas: Measure
    within_or_inside: Measure
    by_kind: tuple[tuple[str, Measure], ...]
    unresolved: int
    wrong: tuple[tuple[Toponym, float], ...]
    """Resolved too far off, with the distance in kilometres."""


def read_toponyms(paths: Iterable[Path], countries: Collection[str]) -> tuple[Toponym, ...]:
    """The mentions of JSONL files whose object lies in one of `countries` (alpha-2)."""
    found: list[Toponym] = []
    for path in paths:
        for where, value in read_jsonl(path):
            for item in required(value, "location_mentions", where):
                place = item.get("osm_json") or {}
                code = str((place.get("address") or {}).get("country_code", "")).upper()
                if code not in countries or not place.get("lat"):
                    continue
                found.append(
                    Toponym(
                        post=str(value.get("tweet_id", where)),
                        text=str(required(value, "text", where)),
                        start=int(item["start_offset"]),
                        end=int(item["end_offset"]),
                        kind=str(item["type"]),
                        country=code,
                        point=(float(place["lat"]), float(place["lon"])),
                        bounds=_bounds(place.get("boundingbox")),
                    )
                )
    return tuple(found)


def score_toponyms(
    toponyms: Sequence[Toponym], resolve: Resolver, *, resamples: int = RESAMPLES
) -> ToponymCard:
    """Resolve every mention and compare; intervals resample the posts."""
    points = [(toponym, resolve(toponym.text, toponym.start, toponym.end)) for toponym in toponyms]

    def measure(kinds: Collection[str], right: Callable[[Toponym, Point], bool]) -> Measure:
        posts: dict[str, list[bool]] = {}
        for toponym, point in points:
            if toponym.kind in kinds:
                good = point is not None and right(toponym, point)
                posts.setdefault(toponym.post, []).append(good)
        return share([(sum(good), len(good)) for good in posts.values()], resamples=resamples)

    kinds = sorted({toponym.kind for toponym in toponyms})
    return ToponymCard(
        within=measure(kinds, is_near),
        without_areas=measure([kind for kind in kinds if kind not in AREAS], is_near),
        within_or_inside=measure(kinds, lambda t, p: is_near(t, p) or is_inside(t, p)),
        by_kind=tuple((kind, measure([kind], is_near)) for kind in kinds),
        unresolved=sum(point is None for _, point in points),
        wrong=tuple(
            (toponym, distance_km(*toponym.point, *point))
            for toponym, point in points
            if point is not None and not is_near(toponym, point)
        ),
    )


def is_near(toponym: Toponym, point: Point) -> bool:
    """Within 10 km of the object's point."""
    return distance_km(*toponym.point, *point) <= KM


def is_inside(toponym: Toponym, point: Point) -> bool:
    """Within the object's bounds, where they are known."""
    if toponym.bounds is None:
        return False
    south, north, west, east = toponym.bounds
    return south <= point[0] <= north and west <= point[1] <= east


def _bounds(value: Sequence[str] | None) -> tuple[float, float, float, float] | None:
    if not value or len(value) != 4:
        return None
    south, north, west, east = (float(edge) for edge in value)
    return south, north, west, east
