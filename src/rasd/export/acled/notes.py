"""Decides what ACLED's column `notes` says: English sentences made of values, never of the text.

`On 4 June 2023, an explosive of Islamic State (Iraq) hit Police Forces of Iraq (2022-) in Balad
Ruz, killing 2 to 6 and injuring 5. Reports differ on the number of the dead. 2 fatalities.` What is
uncertain is said: the days between which it fell, that only a party tells it, that figures differ.
The number that is coded comes last, as in ACLED's own notes; only the size of a crowd follows it.
"""

from __future__ import annotations

from datetime import date

from rasd.export.acled.actors import Sides
from rasd.export.acled.kinds import Kind
from rasd.model import Count, Event, Status, SubEventType

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def notes_of(event: Event, kind: Kind, sides: Sides, *, location: str, dead: int) -> str:
    """The sentences for an event that ACLED codes."""
    words = kind.words_one if sides.other is None else kind.words_two
    told = words.replace("{one}", sides.one.acled)
    if sides.other is not None:
        told = told.replace("{other}", sides.other.acled)
    sentences = [f"{_when(event)}, {told} in {location}{_harm(event)}."]
    if event.status is Status.CLAIMED:
        sentences.append("Only a party to it tells this.")
    if _range(event) is not None:
        sentences.append("Reports differ on the number of the dead.")
    sentences.append(_dead(event, dead))
    if kind.event_type in ("Protests", "Riots"):
        sentences.append("[size=no report]")
    return " ".join(sentences)


def _when(event: Event) -> str:
    value = event.date
    if value is None or value.start is None or value.end is None:
        raise ValueError(f"{event.id} has no day")
    if value.start == value.end:
        return f"On {_day(value.start)}"
    return f"Between {_day(value.start)} and {_day(value.end)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _range(event: Event) -> Count | None:
    """Between which numbers the reports put the dead, where they differ."""
    toll = next((toll for toll in event.tolls if toll.field == "killed"), None)
    told = event.killed
    if toll is None or told is None or toll.low == toll.high:
        return None
    if told.min == toll.low and told.max in (toll.high, None):
        return None  # one report's own vague words
    return Count(min=toll.low, max=toll.high, text="")


def _harm(event: Event) -> str:
    let_go = event.sub_event_type is SubEventType.RELEASE
    parts = [
        f"{verb} {_number(count)}"
        for verb, count in (
            ("killing", _range(event) or event.killed),
            ("injuring", event.wounded),
            ("killing or injuring", event.killed_or_wounded),
        )
        if count is not None and count.max != 0
    ]
    parts += [
        f"with {_number(count)} {word}"
        for word, count in (
            ("freed" if let_go else "abducted", event.abducted),
            ("freed" if let_go else "detained", event.detained),
        )
        if count is not None and count.max != 0
    ]
    if not parts:
        return ""
    *first, last = parts
    return ", " + (", ".join(first) + " and " if first else "") + last


def _number(count: Count) -> str:
    about = "about " if count.approx else ""
    if count.max is None:
        return f"{about}at least {count.min}"
    if count.min == count.max:
        return f"{about}{count.min}"
    return f"{about}{count.min} to {count.max}"


def _dead(event: Event, dead: int) -> str:
    if event.killed is None:
        hurt = event.killed_or_wounded
        return "Casualties unknown." if hurt is not None else "No fatalities reported."
    if _is_vague(event.killed) and dead != event.killed.min:
        return f"Unclear fatalities coded as {dead}."
    return "1 fatality." if dead == 1 else f"{dead} fatalities."


def _is_vague(count: Count) -> bool:
    return count.max is None or count.max > count.min
