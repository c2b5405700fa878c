"""Decides where the words for a source begin and end in a sentence.

``وأشار المتحدث باسم المجلس في تعز العميد سالم البان إلى أن``: from the verb of saying up to "that",
a colon or the quotation. Where none of them stands (``أكدت مصادر طبية مقتل 14``), they end at
the event or after a few words.
"""

from __future__ import annotations

from rasd.annotate import Annotated
from rasd.knowledge import Kind
from rasd.knowledge.forms import complementizers
from rasd.text.tokens import TokenKind

_REACH = 4
"""How far from its verb a source may stand where nothing says that its words end."""

BOUNDED = 18
"""How far where "that" or a colon ends them."""

_LONGEST_QUOTED_NAME = 6
OPENS = frozenset({":", '"'})
"""What opens the words that somebody said."""


def source_end(annotated: Annotated, start: int) -> tuple[int, bool]:
    """Where the words for a source end, and whether what is said begins there."""
    tokens = annotated.sentence.tokens
    limit = min(len(tokens), start + BOUNDED)
    stop = cut_words(annotated, start, limit, at_stop=False)
    quoted_until = start
    for i in range(start, stop):
        word = tokens[i].text
        if i < quoted_until:
            continue
        if word in complementizers() or word == ":":
            return i, True
        if word == '"':
            closing = _closing(annotated, i)
            if _opens_speech(i, start, closing):
                return i, True
            quoted_until = closing + 1
    if stop < limit and tokens[stop].text in complementizers():
        return stop, True
    return min(stop, start + _REACH), False


def _closing(annotated: Annotated, at: int) -> int:
    tokens = annotated.sentence.tokens
    return next((i for i in range(at + 1, len(tokens)) if tokens[i].text == '"'), len(tokens))


def _opens_speech(at: int, start: int, closing: int) -> bool:
    """Whether a quotation mark opens what is said, rather than a name (``قال "المرصد" إن``)."""
    return at > start and closing - at > _LONGEST_QUOTED_NAME


def cut_words(annotated: Annotated, start: int, end: int, *, at_stop: bool) -> int:
    """The end of a source's words: before an event, another verb of saying, a stop."""
    tokens = annotated.sentence.tokens
    limit = end = min(end, len(tokens))
    for kind in (Kind.TRIGGER, Kind.SPEECH, Kind.CONNECTIVE):
        for match in annotated.of(kind, start, end):
            if match.entry.what != "saying" and not _in_name(annotated, match.start, start, limit):
                end = match.start
                break
    if at_stop:
        stops = (i for i in range(start, end) if tokens[i].kind is TokenKind.PUNCTUATION)
        end = next((i for i in stops if tokens[i].text not in '"('), end)
    return end


def _in_name(annotated: Annotated, at: int, start: int, end: int) -> bool:
    """Whether a word belongs to a name: of an outlet or a source in these words, of a party."""
    for kind in (Kind.OUTLET, Kind.SPEAKER):
        for match in annotated.of(kind, start, end):
            if match.start <= at < match.end:
                return True
    return any(a.start <= at < a.end for a in annotated.actors)


def head_of(annotated: Annotated, start: int, end: int) -> int:
    """The first token that is neither a time nor punctuation: where a source's name begins."""
    tokens = annotated.sentence.tokens
    at = start
    while at < end:
        span = next((t for t in annotated.times if t.start <= at < t.end), None)
        if span is not None:
            at = span.end
        elif tokens[at].kind is TokenKind.PUNCTUATION and tokens[at].text not in OPENS:
            at += 1
        else:
            break
    return at
