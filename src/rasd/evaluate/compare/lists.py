"""Reads the lists of `rasd.data` that a comparison rests on; `rasd data check` holds their form."""

from __future__ import annotations

from importlib.resources import files


def read_list(path: str) -> list[dict[str, str]]:
    """The rows of a list of `rasd.data`, by the names of its columns."""
    text = files("rasd.data").joinpath(*path.split("/")).read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    columns = head.split("\t")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines]
