"""Decides what phrases say: public figures, compound names, places, offices and cues of persons.

``وزير الدفاع`` passes the name after it, ``أبو محمد`` is a name by itself. Each function gives
where the phrase that it read ends, or 0 where there is none.
"""

from __future__ import annotations

from rasd.redact import after, cues, sorts
from rasd.redact.after import PRIVATE
from rasd.redact.log import Rule
from rasd.redact.reading import MORE_WORDS, OFFICE_WORDS, Reading
from rasd.redact.seen import PERHAPS
from rasd.redact.sorts import Sort

_HONOURS = frozenset({"honour", "rank"})
"""Titles that public figures bear too."""
_NO_OFFICE = "ended"


def figure(reading: Reading, i: int) -> int:
    """The end of a public figure's name that starts here, where it means that person."""
    seen, state = reading.seen, reading.state
    best = 0
    for found in seen.cues[i]:
        if found.cue is cues.LOOSE_FIGURE and state in PRIVATE:
            continue
        if found.cue in (cues.FIGURE, cues.LOOSE_FIGURE):
            best = max(best, found.end)
    if not best or (reading.alone and state is after.REPORT):
        return 0
    if state in (after.NAMED, after.LISTING, after.NAME) and reading.named():
        return 0
    if state is after.KIN or (state is after.TITLE and reading.title not in _HONOURS):
        return 0
    if seen.is_word(best):
        following = seen.sorts[best]
        alone = not seen.infos[best].joined
        if alone and following in (sorts.GIVEN, sorts.FAMILY, sorts.UNKNOWN):
            return 0
    return best


def listed(reading: Reading, i: int) -> int:
    """A phrase of several words of the lexicon, unless it may be a person's name here."""
    seen, state = reading.seen, reading.state
    end = seen.listed.get(i, 0)
    if not end or state in (after.NAMED, after.OFFICE_NAME):
        return 0
    if reading.named() and any(seen.sorts[j] in PERHAPS for j in range(i, end)):
        return 0
    reading.pass_listed()
    if seen.infos[i].trigger and reading.state is after.NOTHING:
        reading.to(after.REPORT)
    if reading.state in (after.NOTHING, after.REPORT):
        return max(end, cue(reading, i))
    return end


def compound(reading: Reading, i: int) -> int:
    """Kunyas, chains of fathers and names of several words."""
    seen = reading.seen
    kunya, chain = seen.has_cue(i, cues.KUNYA), seen.has_cue(i, cues.NASAB)
    if not kunya and not chain and not seen.joins(i):
        return 0
    if (place := seen.places.get(i)) and place[0] - i > 1 and not reading.named():
        return 0
    end = min(i + 2, len(seen.tokens))
    following = seen.sorts[i + 1] if i + 1 < len(seen.tokens) else sorts.FUNCTION
    if kunya:
        return reading.hide_name(i, end) if _is_kunya(reading, i, following) else 0
    if chain:
        return _chain(reading, i, end, following)
    if reading.state in (after.OFFICE, after.OFFICE_NAME):
        return reading.office_name(i, end)
    return reading.hide_name(i, end)


def _is_kunya(reading: Reading, i: int, following: Sort) -> bool:
    seen = reading.seen
    if following < sorts.LISTED or (following is sorts.LISTED and not seen.is_word(i + 1)):
        return False
    if seen.infos[i].mother and following in (sorts.PLAIN, sorts.LISTED):
        return reading.named()
    return True


def _chain(reading: Reading, i: int, end: int, following: Sort) -> int:
    seen = reading.seen
    between = i > 0 and reading.rules[i - 1] is not None
    certain = seen.infos[i].chain
    if following <= sorts.LISTED or not (between or certain or following >= sorts.FAMILY):
        return 0
    if reading.state is after.OFFICE_NAME:
        return end
    if certain and not between and i > 0 and seen.sorts[i - 1] is sorts.PLAIN:
        reading.hide(i - 1, Rule.NAME)
    return reading.hide_name(i, end)


def place(reading: Reading, i: int) -> int:
    """A place, unless a person may bear its name here."""
    seen = reading.seen
    found = seen.places.get(i)
    if found is None or reading.named():
        return 0
    end, _ = found
    sort, cued = seen.sorts[i], seen.cued_place(i)
    if end - i == 1:
        if not cued and seen.cues_person(i):
            return 0
        if sort in (sorts.GIVEN, sorts.EITHER, sorts.FAMILY):
            return end if cued else 0
        if sort <= sorts.REPORT:
            return 0
    if sort in PERHAPS and not cued:
        person = all(seen.sorts[j] in PERHAPS for j in range(i, end))
        if sort is sorts.GIVEN or (person and seen.goes_on(end)):
            return 0
    return end


def office(reading: Reading, i: int) -> int:
    """A public office, which speaks for the name after it unless it is a former one or at home."""
    seen, state = reading.seen, reading.state
    end = max((f.end for f in seen.cues[i] if f.cue is cues.OFFICE), default=0)
    if not end or state in (after.NAMED, after.LISTING):
        return 0
    if state is after.NAME and reading.left > 0 and end == i + 1 and seen.infos[i].definite:
        return 0  # a surname
    near = range(max(0, i - 2), min(len(seen.tokens), end + OFFICE_WORDS))
    private = reading.at_home or state is after.KIN
    if private or any(seen.has_cue(j, cues.ENDED) for j in near):
        reading.to(after.TITLE, MORE_WORDS, _NO_OFFICE)
    else:
        reading.to(after.OFFICE, OFFICE_WORDS)
    return end


def cue(reading: Reading, i: int) -> int:
    """A phrase after which a person is named, or several are."""
    seen = reading.seen
    if not seen.cues[i]:
        return 0
    found = {f.cue: f for f in sorted(seen.cues[i], key=lambda f: f.end)}
    if named := found.get(cues.NAMED):
        reading.to(after.NAMED, MORE_WORDS)
        return named.end
    if (each := found.get(cues.EACH)) and seen.begins_name(each.end):
        reading.to(after.LISTING)
        return each.end
    if listing := found.get(cues.LISTING):
        reading.to(after.LISTING)
        return listing.end
    if cues.ENDED in found and reading.state is after.TITLE:
        return found[cues.ENDED].end
    for of, state in ((cues.KIN, after.KIN), (cues.TITLE, after.TITLE)):
        if (one := found.get(of)) is None:
            continue
        beside = reading.state is after.NAME and reading.left > 0 and one.end == i + 1
        if beside and seen.infos[i].definite:
            return 0  # surnames are trades and titles too
        honour = of is cues.TITLE and one.ident in _HONOURS
        if not (reading.state is after.OFFICE and honour) and reading.state is not after.LISTING:
            reading.to(state, MORE_WORDS, one.ident)
        return one.end
    return 0
