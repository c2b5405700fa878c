"""Place mentions linked to map objects: is a named place put where it lies?

Counted are mentions in the countries that the gazetteer covers whose object has a point. A
country is a wide thing, so its mentions are also left out in a second count.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasd.evaluate.fields import kilometres
from rasd.evaluate.rows import read_jsonl, required
from rasd.evaluate.tally import RESAMPLES, Measure, share

KM = 10.0
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ToponymCard:
    """Shares of mentions put within 10 km."""

    within: Measure
    without_countries: Measure
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
                    )
                )
    return tuple(found)


def score_toponyms(
    toponyms: Sequence[Toponym], resolve: Resolver, *, resamples: int = RESAMPLES
) -> ToponymCard:
    """Resolve every mention and compare; intervals resample the posts."""
    distances: list[tuple[Toponym, float | None]] = []
    for toponym in toponyms:
        point = resolve(toponym.text, toponym.start, toponym.end)
        distances.append((toponym, None if point is None else kilometres(*toponym.point, *point)))

    def measure(kinds: Collection[str]) -> Measure:
        posts: dict[str, list[bool]] = {}
        for toponym, distance in distances:
            if toponym.kind in kinds:
                near = distance is not None and distance <= KM
                posts.setdefault(toponym.post, []).append(near)
        return share([(sum(near), len(near)) for near in posts.values()], resamples=resamples)

    kinds = sorted({toponym.kind for toponym in toponyms})
    return ToponymCard(
        within=measure(kinds),
        without_countries=measure([kind for kind in kinds if kind != "Country"]),
        by_kind=tuple((kind, measure([kind])) for kind in kinds),
        unresolved=sum(distance is None for _, distance in distances),
        wrong=tuple((t, far) for t, far in distances if far is not None and far > KM),
    )
