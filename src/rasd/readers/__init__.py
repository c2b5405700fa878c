"""Inputs to documents: text, pages, JSON, CSV, Parquet, feeds, Word, PDF and web archives."""

from rasd.readers.collect import read_inputs
from rasd.readers.inputs import Given, Input, discover
from rasd.readers.limits import LIMITS, Limits
from rasd.readers.registry import FORMATS

__all__ = ["FORMATS", "LIMITS", "Given", "Input", "Limits", "discover", "read_inputs"]
