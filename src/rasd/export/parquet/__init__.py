"""Records as Parquet: whole and nested, or flat with their points for a map."""

from rasd.export.parquet.geo import geoparquet_bytes
from rasd.export.parquet.tables import parquet_bytes

__all__ = ["geoparquet_bytes", "parquet_bytes"]
