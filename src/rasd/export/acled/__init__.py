"""Events in the style of ACLED."""

from rasd.export.acled.event_row import AcledRow, acled_left_out_text, acled_text, row_of

__all__ = ["AcledRow", "acled_left_out_text", "acled_text", "row_of"]
