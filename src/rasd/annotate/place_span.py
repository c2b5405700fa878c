"""What is known of a place name in a sentence before anybody decides which place it means."""

from __future__ import annotations

from enum import StrEnum

from rasd.model.frozen import Frozen

DIRECTIONS = {
    "north": 0,
    "north_east": 45,
    "east": 90,
    "south_east": 135,
    "south": 180,
    "south_west": 225,
    "west": 270,
    "north_west": 315,
}
"""Place words that tell on which side, by id, in degrees from north."""
MAIN_COUNTRY = "*"
"""In `PlaceSpan.capital_of`: whatever country the document is about."""


class Relation(StrEnum):
    """How the event stands to the place named."""

    AT = "at"
    NEAR = "near"
    AROUND = "around"
    TOWARDS = "towards"
    FROM = "from"
    POSTED = "posted"
    """Where a force stands: it fires from there at another place, or is hit there."""
    BETWEEN = "between"
    DATELINE = "dateline"
    """Where the report was written, not where the event was."""
    PARTY = "party"
    """A government by its capital, or where people meet and reside: not where the event was."""


class PlaceSpan(Frozen, frozen=True):
    """A place name at tokens `start` to `end`; `cue_start` takes in the word before it.

    `candidates` are gazetteer rows, empty for a name that only a place word reveals; `kinds`
    are the kinds that the word allows; `trusted` is false for a name that is also a common
    word and stands without a place word.
    """

    sentence: int
    start: int
    end: int
    cue_start: int
    candidates: tuple[int, ...]
    kinds: frozenset[str]
    relation: Relation
    trusted: bool
    level: bool
    province: str = ""
    capital_of: str = ""
    country: str = ""
    """The country that an adjective right beside the name gives (``القائم العراقية``)."""
    pair: int = -1
    """Where the name of the other end starts, after ``بين`` or on a road."""
    bare: bool = False
    """Whether no word and no preposition says that it is a place."""
    cues: tuple[str, ...] = ()
    """The place words before it, by id, from the name backwards."""
    describes: int = -1
    """Where the name starts whose position this one tells: ``محافظة مأرب، شرق صنعاء``."""
