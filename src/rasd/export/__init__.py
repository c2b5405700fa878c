"""Published formats: records in, files out."""

from rasd.export.geojson import write_geojson
from rasd.export.jsonl import write_jsonl
from rasd.export.outputs import CONTRACT_FORMATS, write_outputs
from rasd.export.registry import EXPORTERS, Exporter, Output, Source
from rasd.export.table import write_csv

__all__ = [
    "CONTRACT_FORMATS",
    "EXPORTERS",
    "Exporter",
    "Output",
    "Source",
    "write_csv",
    "write_geojson",
    "write_jsonl",
    "write_outputs",
]
