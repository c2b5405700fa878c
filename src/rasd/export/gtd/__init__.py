"""Events in the style of the Global Terrorism Database."""

from rasd.export.gtd.table import gtd_left_out, gtd_text

__all__ = ["gtd_left_out", "gtd_text"]
