"""The types of columns as the steps write them; see `rasd.store.tables`."""

from __future__ import annotations

from sqlalchemy import REAL, BigInteger, Double, Integer, Text
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.types import TypeEngine

Word = Text().with_variant(TEXT(collation="C"), "postgresql")
Json = Text()
Whole = BigInteger().with_variant(Integer(), "sqlite")
Real: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
