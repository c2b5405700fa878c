"""Decides how rows become a data frame: every column with its type, however empty it is.

Numbers may be missing without becoming fractions, dates are dates, and a frame without rows has
the same columns and types as any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rasd.export.columns import CellType
from rasd.model import SettingsError

if TYPE_CHECKING:
    import pandas
    import polars

Kind = Literal["polars", "pandas"]
_INSTALL = "Install it: pip install 'rasd[frames]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a frame; `is_list` where its cells are lists."""

    name: str
    type: CellType
    is_list: bool = False


def polars_frame(fields: Sequence[Field], rows: Iterable[Sequence[object]]) -> polars.DataFrame:
    """The rows as a Polars frame. Raises `SettingsError` where Polars is not installed."""
    try:
        import polars as pl  # noqa: PLC0415 - slow to load, and not everybody has it
    except ImportError as error:
        raise SettingsError(f"Polars is not installed. {_INSTALL}") from error
    types: dict[CellType, type[pl.DataType]] = {
        "string": pl.String,
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
    }
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        field.name: pl.List(types[field.type]) if field.is_list else types[field.type]
        for field in fields
    }
    columns = _columns(fields, rows)
    return pl.DataFrame(columns, schema=schema)


def pandas_frame(fields: Sequence[Field], rows: Iterable[Sequence[object]]) -> pandas.DataFrame:
    """The rows as a pandas frame. Raises `SettingsError` where pandas is not installed."""
    try:
        import pandas as pd  # noqa: PLC0415 - as above
    except ImportError as error:
        raise SettingsError(f"pandas is not installed. {_INSTALL}") from error
    types = {
        "string": "string",
        "integer": "Int64",
        "number": "Float64",
        "boolean": "boolean",
        "date": "datetime64[s]",
    }
    columns = _columns(fields, rows)
    return pd.DataFrame(
        {
            field.name: pd.Series(
                columns[field.name], dtype="object" if field.is_list else types[field.type]
            )
            for field in fields
        }
    )


def _columns(fields: Sequence[Field], rows: Iterable[Sequence[object]]) -> dict[str, list[object]]:
    columns: list[list[object]] = [[] for _ in fields]
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    return {field.name: column for field, column in zip(fields, columns, strict=True)}
