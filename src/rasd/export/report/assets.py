"""Decides what the page carries beside the records: scripts, style, font, map, catalogue.

Everything is read from `rasd/data`, so that the page needs nothing at the time it is opened.
The scripts are ES modules that import one another; a page from disk cannot load modules by
address, so `application()` joins them into one script in the order of `MODULES`.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

MODULES = (
    "dom",
    "data",
    "words",
    "records",
    "state",
    "summary",
    "filters",
    "topology",
    "basemap",
    "map",
    "timeline",
    "table",
    "article",
    "told",
    "review",
    "detail",
    "lists",
    "main",
)
"""The page's scripts in the order in which each needs only those before it."""

_IMPORT = re.compile(r"^import\s*\{[^}]*\}\s*from\s*\"[^\"]*\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|const|let|class)", re.MULTILINE)
_URL = re.compile(r"[^;{}]*url\([^)]*\)[^;}]*;")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S*")
_FONTS = ((400, "noto-sans-arabic-arabic-400-normal"), (700, "noto-sans-arabic-arabic-700-normal"))
_ARABIC_RANGE = "U+0600-06FF,U+0750-077F,U+0870-088E,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFF"


def read(path: str) -> str:
    """The text of a file under `rasd/data`."""
    return files("rasd.data").joinpath(path).read_text("utf-8")


def table(path: str) -> list[dict[str, str]]:
    """The rows of a TSV file under `rasd/data`, by the names in its first line."""
    head, *lines = read(path).splitlines()
    names = head.split("\t")
    return [dict(zip(names, line.split("\t"), strict=False)) for line in lines if line]


@cache
def application() -> str:
    """Our scripts as one strict script."""
    parts = [_EXPORT.sub("", _IMPORT.sub("", read(f"report/{name}.js"))) for name in MODULES]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


@cache
def leaflet() -> str:
    """The map library, without the address of its source map."""
    return _SOURCE_MAP.sub("", read("report/vendor/leaflet.js")).strip() + "\n"


@cache
def style() -> str:
    """Font, map library and our own style; no address in it points outside the page."""
    faces = [
        f"@font-face{{font-family:'Noto Sans Arabic';font-weight:{weight};font-display:swap;"
        f"unicode-range:{_ARABIC_RANGE};"
        f"src:url(data:font/woff2;base64,{_base64(f'report/vendor/{name}.woff2')})"
        "format('woff2')}"
        for weight, name in _FONTS
    ]
    library = _URL.sub("", _COMMENT.sub("", read("report/vendor/leaflet.css")))
    library = re.sub(r"\s+", " ", library)
    return "\n".join([*faces, library, read("report/report.css")])


@cache
def basemap() -> dict[str, Any]:
    """Borders as TopoJSON, and cities as `[ar, en, lat, lon, population]`."""
    ground: dict[str, Any] = json.loads(read("map/basemap.json"))
    ground["cities"] = [
        [row["ar"], row["en"], float(row["lat"]), float(row["lon"]), int(row["population"])]
        for row in table("map/cities.tsv")
    ]
    return ground


def mapped_countries() -> frozenset[str]:
    """The countries that the base map names."""
    return frozenset(shape["properties"]["c"] for shape in basemap()["admin1"]["geometries"])


@cache
def strings() -> Mapping[str, tuple[str, str]]:
    """The interface catalogue: key to its Arabic and English words."""
    return {row["key"]: (row["ar"], row["en"]) for row in table("report/strings.tsv")}


@cache
def folding() -> Mapping[str, str]:
    """How search folds letters; the same table that extraction uses."""
    return {chr(int(row["codepoint"], 16)): row["folded"] for row in table("ar/folding.tsv")}


@cache
def licences() -> str:
    """The licences of what the page carries from others."""
    return "\n\n".join(
        read(f"report/vendor/{name}").strip()
        for name in ("leaflet.LICENSE", "noto-sans-arabic.OFL")
    )


def _base64(path: str) -> str:
    return base64.b64encode(files("rasd.data").joinpath(path).read_bytes()).decode("ascii")
