"""Published formats: records in, files out."""

from rasd.export.geojson import write_geojson
from rasd.export.jsonl import write_jsonl
from rasd.export.outputs import CONTRACT_FORMATS, write_outputs
from rasd.export.registry import EXPORTERS, Exporter, Output
from rasd.export.source import Chosen, Source
from rasd.export.table import write_csv

__all__ = [
    "CONTRACT_FORMATS",
    "EXPORTERS",
    "Chosen",
    "Exporter",
    "Output",
    "Source",
    "write_csv",
    "write_geojson",
    "write_jsonl",
    "write_outputs",
]
