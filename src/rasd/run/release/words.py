"""Decides how the pages of a release are put together: prose of `data/release` in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from rasd.knowledge.tables import Row, data_file, read_rows

LANGUAGES = ("en", "ar")


def filled(page: str, language: str, parts: Mapping[str, str]) -> str:
    """A page with each {{name}} replaced; what is empty leaves no gap behind."""
    prose = data_file(f"release/{page}.{language}.md").read_text("utf-8")
    text = re.sub(r"\{\{(\w+)\}\}", lambda name: parts[name[1]], prose)
    return re.sub(r"\n{3,}", "\n\n", text)


def word(key: str, language: str, **values: object) -> str:
    """A word or sentence that stands between the data; numbers get a comma at each thousand."""
    shown = {k: f"{v:,}" if isinstance(v, int) else v for k, v in values.items()}
    return _words()[key][language].format(**shown)


def label(group: str, key: str, language: str) -> str:
    """A code of the record contract in words."""
    known = _labels().get((group, key))
    return known[language] if known else key.replace("_", " ")


def country(code: str, language: str) -> str:
    """The name of a country; its code where the list lacks it."""
    known = _countries().get(code)
    return known[language] if known else code


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; a bar or a new line inside a cell does not end it."""
    head = list(header)
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    cells = [[" ".join(cell.split()).replace("|", r"\|") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


@cache
def _words() -> Mapping[str, Row]:
    return {row["key"]: row for row in read_rows("release/words.tsv")}


@cache
def _countries() -> Mapping[str, Row]:
    return {row["code"]: row for row in read_rows("report/countries.tsv")}


@cache
def _labels() -> Mapping[tuple[str, str], Row]:
    return {(row["group"], row["key"]): row for row in read_rows("report/labels.tsv")}
