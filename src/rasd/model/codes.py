"""The closed sets of the record contract: types, statuses, precisions, outcomes."""

from __future__ import annotations

from enum import StrEnum


class EventType(StrEnum):
    """First level of the event ontology."""

    BATTLE = "battle"
    EXPLOSION = "explosion"
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"
    PROTEST = "protest"
    RIOT = "riot"
    STRATEGIC = "strategic"
    STATEMENT = "statement"


class SubEventType(StrEnum):
    """Second level; `PARENT` gives the first."""

    ARMED_CLASH = "armed_clash"
    TERRITORY_TAKEN_BY_ARMED_GROUP = "territory_taken_by_armed_group"
    TERRITORY_RETAKEN_BY_STATE = "territory_retaken_by_state"
    SUICIDE_BOMBING = "suicide_bombing"
    REMOTE_EXPLOSIVE = "remote_explosive"
    GRENADE = "grenade"
    AIR_STRIKE = "air_strike"
    DRONE_STRIKE = "drone_strike"
    SHELLING = "shelling"
    CHEMICAL_WEAPON = "chemical_weapon"
    ATTACK = "attack"
    ABDUCTION = "abduction"
    SEXUAL_VIOLENCE = "sexual_violence"
    EXECUTION = "execution"
    PEACEFUL_PROTEST = "peaceful_protest"
    PROTEST_WITH_INTERVENTION = "protest_with_intervention"
    EXCESSIVE_FORCE_AGAINST_PROTESTERS = "excessive_force_against_protesters"
    VIOLENT_DEMONSTRATION = "violent_demonstration"
    MOB_VIOLENCE = "mob_violence"
    ARREST = "arrest"
    AGREEMENT = "agreement"
    TERRITORY_TRANSFER = "territory_transfer"
    BASE_ESTABLISHED = "base_established"
    PROPERTY_DESTRUCTION = "property_destruction"
    WEAPONS_SEIZURE = "weapons_seizure"
    DISRUPTED_ATTACK = "disrupted_attack"
    DISPLACEMENT = "displacement"
    RELEASE = "release"
    DEFECTION = "defection"
    OTHER = "other"
    CLAIM_OF_RESPONSIBILITY = "claim_of_responsibility"
    THREAT = "threat"
    CALL_TO_ARMS = "call_to_arms"
    DENIAL = "denial"
    ACKNOWLEDGEMENT = "acknowledgement"
    PLEDGE_OF_ALLEGIANCE = "pledge_of_allegiance"


_S = SubEventType
_CHILDREN: dict[EventType, tuple[SubEventType, ...]] = {
    EventType.BATTLE: (
        _S.ARMED_CLASH,
        _S.TERRITORY_TAKEN_BY_ARMED_GROUP,
        _S.TERRITORY_RETAKEN_BY_STATE,
    ),
    EventType.EXPLOSION: (
        _S.SUICIDE_BOMBING,
        _S.REMOTE_EXPLOSIVE,
        _S.GRENADE,
        _S.AIR_STRIKE,
        _S.DRONE_STRIKE,
        _S.SHELLING,
        _S.CHEMICAL_WEAPON,
    ),
    EventType.VIOLENCE_AGAINST_CIVILIANS: (
        _S.ATTACK,
        _S.ABDUCTION,
        _S.SEXUAL_VIOLENCE,
        _S.EXECUTION,
    ),
    EventType.PROTEST: (
        _S.PEACEFUL_PROTEST,
        _S.PROTEST_WITH_INTERVENTION,
        _S.EXCESSIVE_FORCE_AGAINST_PROTESTERS,
    ),
    EventType.RIOT: (_S.VIOLENT_DEMONSTRATION, _S.MOB_VIOLENCE),
    EventType.STRATEGIC: (
        _S.ARREST,
        _S.AGREEMENT,
        _S.TERRITORY_TRANSFER,
        _S.BASE_ESTABLISHED,
        _S.PROPERTY_DESTRUCTION,
        _S.WEAPONS_SEIZURE,
        _S.DISRUPTED_ATTACK,
        _S.DISPLACEMENT,
        _S.RELEASE,
        _S.DEFECTION,
        _S.OTHER,
    ),
    EventType.STATEMENT: (
        _S.CLAIM_OF_RESPONSIBILITY,
        _S.THREAT,
        _S.CALL_TO_ARMS,
        _S.DENIAL,
        _S.ACKNOWLEDGEMENT,
        _S.PLEDGE_OF_ALLEGIANCE,
    ),
}
PARENT: dict[SubEventType, EventType] = {
    child: parent for parent, children in _CHILDREN.items() for child in children
}
"""The event type that each sub-event type belongs to."""
DEMONSTRATIONS = frozenset({EventType.PROTEST, EventType.RIOT})
"""The types of what a crowd in the street does, peaceful or not."""
TERRITORY = frozenset(
    {SubEventType.TERRITORY_TAKEN_BY_ARMED_GROUP, SubEventType.TERRITORY_RETAKEN_BY_STATE}
)
"""The sub-types of a place that changed hands."""

INCIDENT_TYPES = frozenset(
    {
        EventType.BATTLE,
        EventType.EXPLOSION,
        EventType.VIOLENCE_AGAINST_CIVILIANS,
        EventType.PROTEST,
        EventType.RIOT,
    }
)
"""Types that count as incidents in evaluation."""


class Status(StrEnum):
    """How the text stands behind an event."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DENIED = "denied"
    BACKGROUND = "background"


class DatePrecision(StrEnum):
    """How finely a date interval is known."""

    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class PlacePrecision(StrEnum):
    """What the coordinates of a place stand for."""

    EXACT = "exact"
    NEAR = "near"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    UNKNOWN = "unknown"


EXACT_PLACES = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR})
"""The precisions at which coordinates stand for the place itself."""


class Outcome(StrEnum):
    """What happened to a person counted in a toll."""

    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_OR_WOUNDED = "killed_or_wounded"
    ABDUCTED = "abducted"
    DETAINED = "detained"


HARMED = frozenset({Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED})
"""Dead or hurt, not merely taken."""


class Effect(StrEnum):
    """What happened to an object."""

    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    SEIZED = "seized"


class AttributionRole(StrEnum):
    """What a source does in the text."""

    SAYS = "says"
    QUOTED = "quoted"
    VIA = "via"
    CLAIMS = "claims"
    DENIES = "denies"


class Action(StrEnum):
    """What a person's judgement does."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    JOIN = "join"
    SPLIT = "split"
    ADD = "add"
    WITHDRAW = "withdraw"


class ReviewState(StrEnum):
    """What people made of an event as a whole."""

    NONE = "none"
    ADDED = "added"
    """People alone report it, and nobody has edited or accepted it since."""
    EDITED = "edited"
    ACCEPTED = "accepted"


class ReuseKind(StrEnum):
    """What a document holds of another one's words."""

    WHOLE = "whole"
    """Most of the document is the other's."""
    PASSAGE = "passage"
    """Some passages are."""
    QUOTED = "quoted"
    """Only the words of a third that both quote: no copy of reporting."""


class Voice(StrEnum):
    """Who vouches for what a report says of an event."""

    NEUTRAL = "neutral"
    PARTY = "party"


class Standing(StrEnum):
    """How a figure counts among the others that are told of one toll."""

    COUNTS = "counts"
    PARTY = "party"
    REPLACED = "replaced"
    BACKGROUND = "background"


class FigureKind(StrEnum):
    """What kind of quantitative statement a figure is."""

    STRENGTH = "strength"
    CUMULATIVE_TOLL = "cumulative_toll"
    SHARE = "share"
    ALLEGATION = "allegation"


class IssueKind(StrEnum):
    """Why an input could not be read, or was read with a reservation."""

    EMPTY = "empty"
    BINARY = "binary"
    TRUNCATED = "truncated"
    PASSWORD = "password"  # noqa: S105 - the name of a kind, no secret
    ENCODING = "encoding"
    NOT_ARABIC = "not_arabic"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    MISSING = "missing"
    MALFORMED = "malformed"
    UNSAFE = "unsafe"
    DUPLICATE_ID = "duplicate_id"
    NO_TEXT = "no_text"
    FAILED = "failed"
    DAMAGED = "damaged"
    UNANSWERED = "unanswered"
    """A language model that should have read it gave no answer."""
