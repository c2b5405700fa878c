"""Inputs to documents: text, pages, JSON, CSV, feeds, Word, PDF and web archives."""

from rasd.readers.collect import NO_DATE, read_inputs
from rasd.readers.inputs import discover
from rasd.readers.limits import LIMITS, Limits
from rasd.readers.registry import FORMATS

__all__ = ["FORMATS", "LIMITS", "NO_DATE", "Limits", "discover", "read_inputs"]
