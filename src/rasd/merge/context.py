"""Decides which words of a document stand around a mention.

A short text tells one thing: all of it. In a longer one the words of the event's own passages
and of their lines, up to `_REACH` letters on either side, so that one item of a roundup does not
speak for the others.
"""

from __future__ import annotations

from rasd.merge.wording import stems_of
from rasd.model import Mention

_SHORT = 500
"""Letters up to which a text tells one thing."""
_REACH = 160
_PASSAGES = 3


def words_around(mention: Mention, text: str) -> tuple[str, ...]:
    """The light stems around the mention; of its quotes alone where the text is not at hand."""
    passages = [e for e in mention.evidence if e.field == "event" and e.part is None]
    if not text or not passages:
        return tuple(stem for each in passages for stem in stems_of(each.quote))
    if len(text) <= _SHORT:
        return stems_of(text)
    stems: list[str] = []
    reached = 0
    for each in sorted(passages, key=lambda e: (e.start, e.end))[:_PASSAGES]:
        start = max(text.rfind("\n", 0, each.start) + 1, each.start - _REACH, reached)
        line_end = text.find("\n", each.end)
        end = min(len(text) if line_end < 0 else line_end, each.end + _REACH)
        if start < end:
            stems += stems_of(text[start:end])
            reached = end
    return tuple(stems)
