"""Events as records of PLOVER."""

from rasd.export.plover.lines import plover_left_out, plover_text

__all__ = ["plover_left_out", "plover_text"]
