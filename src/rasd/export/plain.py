"""Decides how a text of a report stands in one line of another codebook's table.

Line ends, tabs and runs of blanks become one blank; characters that only steer a terminal go. What
directs Arabic on the page stays.
"""

from __future__ import annotations

import re

_STEERING = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def one_line(text: str | None) -> str:
    """The text on one line; empty for none.

    >>> one_line("two\\n lines")
    'two lines'
    """
    return "" if not text else " ".join(_STEERING.sub("", text).split())
