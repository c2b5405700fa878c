"""The publication date that a page shows but does not state in its metadata.

Only a short line beside the headline counts, so that neither the day's date in the page
header, nor a related story's, nor one in the body is taken. `الخميس 18 كانون الثاني 2024` under
the headline is 2024-01-18; no line there, no date.
"""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from rasd.readers.dates import read_date
from rasd.readers.markup import Block

_LONGEST_LINE = 80
_AFTER = 6
_BEFORE = 3
_LINK = 0.9


def byline_date(blocks: list[Block], title: str | None) -> date | None:
    """The first full date in the few lines after the headline, else just before it."""
    place = _headline(blocks, title)
    if place is None:
        return None
    after = blocks[place + 1 : place + 1 + _AFTER]
    own = takewhile(lambda block: not block.aside and block.linked < _LINK, after)
    before = [block for block in blocks[max(0, place - _BEFORE) : place] if not block.aside]
    for block in [*own, *reversed(before)]:
        if len(block.text) <= _LONGEST_LINE and (day := read_date(block.text)) is not None:
            return day
    return None


def _headline(blocks: list[Block], title: str | None) -> int | None:
    for number, block in enumerate(blocks):
        if block.tag == "h1" and not (block.aside and title and block.text not in title):
            return number
    wanted = " ".join((title or "").split())
    for number, block in enumerate(blocks):
        if wanted and block.text == wanted:
            return number
    return None
