"""Finds spans: list matches, places, people counted, numbers, times."""

from rasd.annotate.annotated import Annotated, annotate
from rasd.annotate.places import PlaceSpan, Relation

__all__ = ["Annotated", "PlaceSpan", "Relation", "annotate"]
