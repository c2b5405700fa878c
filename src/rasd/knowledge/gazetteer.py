"""Decides which places a written name may mean.

`load_gazetteer().find("منبج")` holds Manbij; `find("خرطوم")` and `find("الخرطوم")` both hold
Khartoum, one as the data write it, the other by the article. Names are folded (`rasd.text.fold`):
a key has no hamza seats, marks or ta marbuta. Which candidate is meant is for `rasd.resolve`.

The data are `data/places/`: `places.tsv.gz` (built by `tools/build_gazetteer.py`), `countries.tsv`
and `common_words.tsv`. A user's folder overlays them row by row, by id.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

from rasd.model.errors import DataError
from rasd.model.frozen import Frozen
from rasd.text import ARTICLE
from rasd.text.fold import fold_plain

COLUMNS = (
    "id",
    "name_ar",
    "name_en",
    "variants_ar",
    "country",
    "admin1_ar",
    "admin1",
    "admin1_id",
    "admin2",
    "kind",
    "lat",
    "lon",
    "population",
    "approx",
    "needs_trigger",
    "source",
)
KINDS = frozenset(
    {
        "country",
        "admin1",
        "admin2",
        "city",
        "town",
        "village",
        "neighbourhood",
        "base",
        "airport",
        "camp",
        "crossing",
        "dam",
        "island",
        "port",
        "strait",
        "sea",
        "road",
        "region",
        "other",
    }
)
PLACES, COUNTRIES, COMMON = "places.tsv.gz", "countries.tsv", "common_words.tsv"
FIRST_WORDS, GROUP_PROVINCES = "first_words.tsv", "group_provinces.tsv"
UNIT_CENTRE = "APPROX: centre of "
READINGS = frozenset({"word", "name"})
_SHORT = 3
_PAIR = 2


class PlaceRow(Frozen, frozen=True):
    """One place. `approx`: the point is that of a parent or neighbour, not its own."""

    id: str
    name_ar: str
    name_en: str
    variants_ar: tuple[str, ...]
    country: str
    admin1_ar: str
    admin1: str
    admin1_id: str
    admin2: str
    kind: str
    lat: float
    lon: float
    population: int
    approx: bool
    needs_trigger: bool
    source: str

    @property
    def geonameid(self) -> int | None:
        """The GeoNames number; `None` for a place that GeoNames lacks (id `s:...`)."""
        return int(self.id) if self.id.isdigit() else None

    @property
    def at_unit_centre(self) -> bool:
        """Whether the point is only the centre of the governorate: no finer than admin1."""
        return self.source.startswith(UNIT_CENTRE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRow:
    """One country with the adjectives that name it (عراقي, عراقية) and its capital."""

    iso2: str
    id: str
    name_ar: str
    variants_ar: tuple[str, ...]
    name_en: str
    nisba_m: tuple[str, ...]
    nisba_f: tuple[str, ...]
    capital_id: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWord:
    """A first word of place names that is also written joined to the next, or as another word."""

    joined: bool
    other: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gazetteer:
    """Places by folded name. Indices point into `entries`; plain tuples and dicts, so it pickles.

    `keys` holds every folded name, and each name respelt: the article added or taken away
    (خرطوم, الخرطوم), the first of two words joined or exchanged (كفر نوران, كفرنوران; معرة, معارة).
    `respelt` holds only the latter, `needs_trigger` the keys that are also ordinary words or very
    short, and single words reached by the article alone (`common_words.tsv` decides both ways).
    `longest` tells of each first word how many words its longest key has: most words begin none.
    `begun` are the first two words of longer keys, `seconds` all words that come second.
    """

    entries: tuple[PlaceRow, ...]
    keys: Mapping[str, tuple[int, ...]]
    longest: Mapping[str, int]
    begun: frozenset[str]
    seconds: frozenset[str]
    respelt: Mapping[str, tuple[int, ...]]
    needs_trigger: frozenset[str]
    by_id: Mapping[str, int]
    countries: Mapping[str, CountryRow]
    children: Mapping[str, tuple[int, ...]]

    def find(self, folded: str) -> tuple[PlaceRow, ...]:
        """Every place of that folded name, those written so before those respelt."""
        return tuple(self.entries[index] for index in self.keys.get(folded, ()))

    def place(self, ident: str) -> PlaceRow | None:
        """The place of that id."""
        index = self.by_id.get(ident)
        return None if index is None else self.entries[index]

    def within(self, admin1_id: str) -> tuple[PlaceRow, ...]:
        """The places of one governorate."""
        return tuple(self.entries[index] for index in self.children.get(admin1_id, ()))


def load_gazetteer(overlay: Path | None = None) -> Gazetteer:
    """Reads the shipped places; rows of a user's `places.tsv(.gz)` replace or join them by id."""
    places = {entry.id: entry for entry in _places(_shipped(PLACES), PLACES)}
    countries = {entry.iso2: entry for entry in _countries(_shipped(COUNTRIES), COUNTRIES)}
    readings = dict(_readings(_shipped(COMMON), COMMON))
    for path in _overlays(overlay):
        text = _text(path.read_bytes())
        match path.name:
            case "countries.tsv":
                countries |= {entry.iso2: entry for entry in _countries(text, str(path))}
            case "common_words.tsv":
                readings |= dict(_readings(text, str(path)))
            case _:
                places |= {entry.id: entry for entry in _places(text, str(path))}
    return compile_gazetteer(tuple(places.values()), countries, readings, _first_words())


def read_places_file(name: str, folder: Path | None) -> str:
    """The text of a shipped file of `data/places/`, or of the file of that name in a folder."""
    return _shipped(name) if folder is None else _text((folder / name).read_bytes())


def compile_gazetteer(
    entries: tuple[PlaceRow, ...],
    countries: Mapping[str, CountryRow],
    readings: Mapping[str, str],
    first_words: Mapping[str, FirstWord],
) -> Gazetteer:
    """Indexes places by folded name, with and without the article, by id and by governorate."""
    written: dict[str, list[int]] = {}
    children: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        for name in dict.fromkeys(map(fold_plain, (entry.name_ar, *entry.variants_ar))):
            written.setdefault(name, []).append(index)
        if entry.admin1_id and entry.kind != "admin1":
            children.setdefault(entry.admin1_id, []).append(index)
    reached: dict[str, list[int]] = {}
    for name, indices in written.items():
        for other in _respelt(name, first_words):
            known = written.get(other, ())
            if len(other) > _SHORT:
                reached.setdefault(other, []).extend(i for i in indices if i not in known)
    keys = {name: tuple(indices) for name, indices in written.items()}
    for name, more in reached.items():
        keys[name] = (*keys.get(name, ()), *more)
    doubtful = {
        name
        for name in keys
        if readings.get(name, "word" if len(name) <= _SHORT else "name") == "word"
    }
    doubtful.update(name for name in reached if name not in written and _by_article(name, written))
    return Gazetteer(
        entries=entries,
        keys=keys,
        longest=_longest(keys),
        begun=frozenset(
            " ".join(words[:2]) for key in keys if len(words := key.split(" ")) > _PAIR
        ),
        seconds=frozenset(key.split(" ", 2)[1] for key in keys if " " in key),
        respelt={name: tuple(more) for name, more in reached.items()},
        needs_trigger=frozenset(doubtful),
        by_id={entry.id: index for index, entry in enumerate(entries)},
        countries=dict(countries),
        children={unit: tuple(indices) for unit, indices in children.items()},
    )


def _longest(keys: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in keys:
        first, _, rest = key.partition(" ")
        words = 1 + (rest.count(" ") + 1 if rest else 0)
        longest[first] = max(longest.get(first, 0), words)
    return longest


def _respelt(name: str, first_words: Mapping[str, FirstWord]) -> Iterator[str]:
    yield name[2:] if name.startswith(ARTICLE) else ARTICLE + name
    first, _, rest = name.partition(" ")
    rule = first_words.get(first)
    if rest and rule is not None:
        if rule.joined:
            yield first + rest
        if rule.other:
            yield f"{rule.other} {rest}"


def _by_article(name: str, written: Mapping[str, list[int]]) -> bool:
    other = name[2:] if name.startswith(ARTICLE) else ARTICLE + name
    return " " not in name and other in written


def _first_words() -> dict[str, FirstWord]:
    found = {}
    for line in _shipped(FIRST_WORDS).splitlines()[1:]:
        word, joined, other, _ = line.split("\t")
        found[fold_plain(word)] = FirstWord(joined=joined == "1", other=fold_plain(other))
    return found


def _overlays(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        for name in (PLACES, "places.tsv", COUNTRIES, COMMON):
            if (folder / name).is_file():
                yield folder / name


def _shipped(name: str) -> str:
    return _text(files("rasd.data").joinpath("places", name).read_bytes())


def _text(raw: bytes) -> str:
    return (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8")


def _names(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _places(text: str, where: str) -> Iterator[PlaceRow]:
    lines = text.split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        raise DataError([f"{where}:1: expected the columns {' '.join(COLUMNS)}"])
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        try:
            (
                ident, name_ar, name_en, variants, country, admin1_ar, admin1, admin1_id, admin2,
                kind, lat, lon, population, approx, needs_trigger, source,
            ) = line.split("\t")  # fmt: skip
            yield PlaceRow(
                id=ident,
                name_ar=name_ar,
                name_en=name_en,
                variants_ar=_names(variants),
                country=country,
                admin1_ar=admin1_ar,
                admin1=admin1,
                admin1_id=admin1_id,
                admin2=admin2,
                kind=kind,
                lat=float(lat),
                lon=float(lon),
                population=int(population or 0),
                approx=approx == "1",
                needs_trigger=needs_trigger == "1",
                source=source,
            )
        except ValueError as error:
            raise DataError([f"{where}:{number}: {error}"]) from error


def _countries(text: str, where: str) -> Iterator[CountryRow]:
    wanted = [field.name for field in fields(CountryRow)]
    for number, cell in enumerate(csv.DictReader(io.StringIO(text), delimiter="\t"), 2):
        try:
            yield CountryRow(
                iso2=cell["iso2"],
                id=cell["id"],
                name_ar=cell["name_ar"],
                variants_ar=_names(cell["variants_ar"]),
                name_en=cell["name_en"],
                nisba_m=_names(cell["nisba_m"]),
                nisba_f=_names(cell["nisba_f"]),
                capital_id=cell["capital_id"],
                lat=float(cell["lat"]),
                lon=float(cell["lon"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            fault = f"{where}:{number}: expected {' '.join(wanted)}; found a bad {error}"
            raise DataError([fault]) from error


def _readings(text: str, where: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines()[1:], 2):
        key, _, reading = line.partition("\t")
        if reading not in READINGS:
            raise DataError([f"{where}:{number}: expected word or name after {key!r}"])
        yield key, reading
