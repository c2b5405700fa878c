"""Decides which words of a text may name a private person; those are hidden.

``مقتل المواطن ضرغام القصاب في الموصل`` is published as ``مقتل المواطن […] في الموصل``. The rule
is to fail closed: what is surely no name stays, everything else goes. A public figure named in
full stays, and so does who is named right after a public office, unless a private cue stands
before (``الراعي صدام حسين``) or the text speaks of a home or a family.
"""

from __future__ import annotations

from functools import lru_cache

from rasd.redact import after, phrases, sorts
from rasd.redact.lists import load_words
from rasd.redact.log import Rule
from rasd.redact.reading import Reading
from rasd.redact.remains import coarsen, complete, hide_contacts
from rasd.redact.seen import Seen
from rasd.redact.single import word
from rasd.redact.verdicts import ReadText, Word, read_text
from rasd.text import TokenKind

_NUMERAL, _MARK = TokenKind.NUMBER, TokenKind.PUNCTUATION
_COMMAS = frozenset(",\u060c")
_QUIET = frozenset("\"'()[]\u00ab\u00bb\u201c\u201d-_#@/")
_LONGEST_AGE = 3
_COUNTED_BEFORE = 3


def read_names(text: str, coarse: bool = False, title: bool = False) -> ReadText:
    """The words of a text with those hidden that may name a private person.

    `coarse` also hides places that are finer than a governorate. A `title` stands alone: what the
    report says of the victim further down does not help to tell a private person who bears the
    name of a public figure, nor a village that no list has, so more of it is hidden.
    """
    return _read_names(text, coarse, title)


@lru_cache(maxsize=20_000)
def _read_names(text: str, coarse: bool, title: bool) -> ReadText:
    # Called in one way alone: the memory tells calls apart by how they are written.
    words = load_words()
    reading = Reading(Seen(text, words, coarse=coarse), words, alone=title)
    i, end = 0, len(reading.rules)
    while i < end:
        i = _step(reading, i)
    complete(reading)
    coarsen(reading)
    hide_contacts(reading)
    return read_text(text, _words(reading))


def _words(reading: Reading) -> tuple[Word, ...]:
    seen = reading.seen
    new = tuple.__new__  # half of the time of Word(), for each word of each text
    return tuple(
        [
            new(
                Word,
                (
                    token.text,
                    span.start,
                    span.end,
                    rule,
                    token.kind is _MARK,
                    info.trigger,
                    sort >= sorts.PLAIN or info.weapon,
                ),
            )
            for token, span, rule, sort, info in zip(
                seen.tokens, seen.spans, reading.rules, seen.sorts, seen.infos, strict=True
            )
        ]
    )


def _step(reading: Reading, i: int) -> int:
    """Reads what stands at a word, and gives where to read on."""
    seen = reading.seen
    kind = seen.tokens[i].kind
    if kind is _MARK:
        return _punctuation(reading, i)
    if kind is _NUMERAL:
        return _number(reading, i)
    if seen.opens[i]:
        if end := phrases.figure(reading, i):
            reading.to(after.NOTHING)
            return end
        if end := phrases.listed(reading, i) or phrases.compound(reading, i):
            return end
        if end := phrases.place(reading, i):
            reading.pass_listed()
            return end
        if end := phrases.office(reading, i) or phrases.cue(reading, i):
            return end
    word(reading, i, seen.sorts[i])
    return i + 1


def _punctuation(reading: Reading, i: int) -> int:
    mark, state = reading.seen.tokens[i].text, reading.state
    if state is after.LISTING and mark != ".":
        return i + 1
    if mark == ":" and _opens_list(reading, i):
        reading.to(after.LISTING)
    elif mark in _QUIET or (mark == ":" and state in (after.NAMED, after.TITLE)):
        pass
    elif state is after.NAME and mark in _COMMAS:
        reading.left = 0
    elif not (state is after.OFFICE and mark in _COMMAS):
        reading.to(after.NOTHING)
    return i + 1


def _opens_list(reading: Reading, i: int) -> bool:
    """Whether people were counted right before a colon: ``ثلاثة مقاتلين: ...``."""
    seen = reading.seen
    before = range(max(0, i - _COUNTED_BEFORE), i)
    said = any(seen.sorts[j] is sorts.REPORT and not seen.infos[j].trigger for j in before)
    return not said and any(seen.infos[j].people for j in before)


def _number(reading: Reading, i: int) -> int:
    # (12 عاما) right after a hidden name tells who it was.
    if any(reading.rules[max(0, i - 3) : i]) and _is_age(reading, i):
        reading.hide(i, Rule.AGE)
    return i + 1


def _is_age(reading: Reading, i: int) -> bool:
    tokens = reading.seen.tokens
    if len(tokens[i].text) > _LONGEST_AGE:
        return False
    if i and tokens[i - 1].text == "(":
        return True
    return i + 1 < len(tokens) and tokens[i + 1].text in reading.words.ages
