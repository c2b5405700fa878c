"""Decides what else is hidden once a text was read: words inside names, fine places, contacts.

An ordinary word between two names is one of the name, and goes with them.
"""

from __future__ import annotations

from rasd.redact import sorts
from rasd.redact.contacts import contact_spans
from rasd.redact.log import Rule
from rasd.redact.reading import Reading

_OF_NAMES = frozenset({Rule.NAME, Rule.NAMED, Rule.UNKNOWN})


def complete(reading: Reading) -> None:
    """Hides an ordinary word between hidden ones, and one that opens a name of three."""
    if not any(reading.rules):
        return
    seen = reading.seen
    for i, sort in enumerate(seen.sorts):
        if reading.rules[i] is not None or not sorts.PLAIN <= sort <= sorts.EITHER:
            continue
        if not _names(reading, i + 1):
            continue
        info = seen.infos[i]
        if info.definite or info.apart or seen.cues_person(i):
            continue
        if (i and _names(reading, i - 1)) or (sort is sorts.PLAIN and _names(reading, i + 2)):
            reading.hide(i, Rule.NAME)


def coarsen(reading: Reading) -> None:
    """Hides places that are finer than a governorate, where the reading asks for it."""
    seen = reading.seen
    if not seen.coarse:
        return
    for start, (end, fine) in seen.places.items():
        if fine and start not in seen.listed:
            for i in range(start, end):
                if seen.sorts[i] is not sorts.FUNCTION:
                    reading.hide(i, Rule.PLACE)
    if reading.alone:
        _keep_listed(reading)


def hide_contacts(reading: Reading) -> None:
    """Hides what leads to a person without a name, whatever else it may be."""
    for start, end in contact_spans(reading.seen.text):
        for i, span in enumerate(reading.seen.spans):
            if span.start < end and start < span.end:
                reading.rules[i] = Rule.CONTACT


def _names(reading: Reading, i: int) -> bool:
    """Whether a word is hidden as one of a name, with nothing written onto it."""
    return (
        i < len(reading.rules)
        and reading.rules[i] in _OF_NAMES
        and reading.seen.is_word(i)
        and not reading.seen.infos[i].joined
    )


def _keep_listed(reading: Reading) -> None:
    """Hides what is in no list of the project: a village may be called by any word."""
    seen = reading.seen
    kept = [range(i, end) for i, end in seen.listed.items()]
    kept += [range(i, end) for i, (end, fine) in seen.places.items() if not fine]
    stays = {j for span in kept for j in span}
    for i, sort in enumerate(seen.sorts):
        if sort >= sorts.PLAIN and i not in stays:
            reading.hide(i, Rule.PLACE)
