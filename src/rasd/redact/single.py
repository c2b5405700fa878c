"""Decides of a word that begins no phrase whether it names a person, by what stands around it.

``صباح`` is an ordinary word, and a name where something was done to it or a surname follows.
"""

from __future__ import annotations

from rasd.redact import after, cues, sorts
from rasd.redact.after import PRIVATE
from rasd.redact.log import Rule
from rasd.redact.reading import MORE_WORDS, Reading
from rasd.redact.sorts import Sort


def word(reading: Reading, i: int, sort: Sort) -> None:
    """Hides a word where it names somebody, and says what it leads one to expect."""
    state, info = reading.state, reading.seen.infos[i]
    if state is after.OFFICE or state is after.OFFICE_NAME:
        _after_office(reading, i, sort)
    elif state is after.LISTING:
        if sort >= sorts.PLAIN or info.weapon:
            reading.hide(i, Rule.NAMED)
    elif sort is sorts.GIVEN:
        _hide(reading, i, Rule.NAME)
    elif sort is sorts.UNKNOWN:
        reading.hide(i, Rule.UNKNOWN)
        if state in PRIVATE:
            reading.to(after.NAME, max(1, reading.left))
        else:
            reading.to(after.WORD)
    elif state is after.NAMED:
        if sort is sorts.FUNCTION:
            reading.to(after.NOTHING)
        else:
            _hide(reading, i, Rule.NAMED)
    elif state is after.TITLE or state is after.KIN:
        if sort >= sorts.PLAIN and not info.apart:
            _hide(reading, i, Rule.NAMED)
        elif sort is not sorts.LISTED:
            reading.to(after.NOTHING)
    elif sort is sorts.EITHER or sort is sorts.FAMILY:
        if _is_named_here(reading, i):
            _hide(reading, i, Rule.NAME)
        else:
            reading.to(after.NOTHING)
    elif sort is sorts.PLAIN and not info.definite and reading.seen.before_origin(i):
        _hide(reading, i, Rule.NAME)
    elif state is after.NAME and _goes_with_name(reading, i, sort):
        reading.hide(i, Rule.NAME)
        reading.left -= 1
    elif info.trigger or sort is sorts.REPORT:
        reading.to(after.REPORT)
    else:
        reading.to(after.NOTHING)


def _hide(reading: Reading, i: int, rule: Rule) -> None:
    """Hides the first word of a name, or the next."""
    reading.hide(i, rule)
    reading.to(after.NAME, MORE_WORDS)


def _goes_with_name(reading: Reading, i: int, sort: Sort) -> bool:
    info = reading.seen.infos[i]
    if reading.left <= 0:
        return False
    if sort is sorts.PLAIN:
        return not info.apart or info.surname
    return info.weapon and not info.definite


def _after_office(reading: Reading, i: int, sort: Sort) -> None:
    if sort >= sorts.FAMILY and not reading.seen.infos[i].joined:
        reading.office_name(i, i + 1)
    elif reading.state is after.OFFICE and sort in (sorts.LISTED, sorts.PLAIN):
        reading.left -= 1
        if reading.left <= 0:
            reading.to(after.NOTHING)
    else:
        reading.to(after.NOTHING)
        if sort >= sorts.FAMILY:
            word(reading, i, sort)


def _is_named_here(reading: Reading, i: int) -> bool:
    """Whether a word that may be a name has one beside it, or what was done or said before."""
    seen = reading.seen
    sort, definite = seen.sorts[i], seen.infos[i].definite
    if reading.state in (after.NAME, after.WORD):
        return True
    reported = reading.state is after.REPORT and seen.tokens[i].text not in reading.words.function
    if reported and (not definite or sort is sorts.FAMILY):
        return True
    if not seen.is_word(i + 1):
        return False
    if seen.has_cue(i + 1, cues.NASAB, cues.KUNYA):
        return True
    following, second = seen.sorts[i + 1], seen.infos[i + 1]
    if sort is sorts.EITHER and following is sorts.FAMILY:
        return not definite
    if definite:
        return False
    if following is sorts.EITHER:
        return not second.joined and not second.definite
    if following is sorts.PLAIN and sort is sorts.EITHER:
        return second.origin
    return following in (sorts.GIVEN, sorts.UNKNOWN)
