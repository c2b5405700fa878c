"""Events in the style of UCDP's Georeferenced Event Dataset."""

from rasd.export.ged.event_row import GedRow, ged_left_out_text, ged_text, row_of

__all__ = ["GedRow", "ged_left_out_text", "ged_text", "row_of"]
