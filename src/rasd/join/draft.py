"""What a document says of one happening in one passage, resolved but not yet joined."""

from __future__ import annotations

from typing import Final

from rasd.annotate import Annotated
from rasd.assemble.frames import Frame
from rasd.assemble.materiel import Damage
from rasd.assemble.tolls import Toll
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import DateValue, Place, SubEventType
from rasd.model.frozen import Frozen
from rasd.resolve.actors import Resolved


class Words:
    """Where a value stands: tokens of an annotated sentence, the rule, the data row.

    Sixty an article: a plain class, whose making costs a third of a frozen dataclass's.
    """

    __slots__ = ("annotated", "end", "row", "rule", "start")

    def __init__(
        self, annotated: Annotated, start: int, end: int, rule: str, row: str = ""
    ) -> None:
        self.annotated: Final = annotated
        self.start: Final = start
        self.end: Final = end
        self.rule: Final = rule
        self.row: Final = row


class GroundedPlace(Frozen, frozen=True):
    """A place with its gazetteer row; `own` where the passage itself names it."""

    place: Place
    row: PlaceRow | None
    words: Words
    own: bool
    passing: bool = False
    """Whether it is only where somebody comes from or goes to."""
    level: int = 0
    """How specific the words are, as `resolve.places.rank` counts."""
    against: PlaceRow | None = None
    """The governorate that the text says it lies in, where it lies in another."""


class GroundedDate(Frozen, frozen=True):
    """A date; `own` where the passage itself gives it."""

    value: DateValue
    words: Words
    own: bool


class GroundedActor(Frozen, frozen=True):
    """A party with the words that name it."""

    actor: Resolved
    text: str
    words: Words


class GroundedWeapon(Frozen, frozen=True):
    """A weapon with the words that name it."""

    id: str
    words: Words


class Voice(Frozen, frozen=True):
    """Who speaks in a passage: a source id or words, and whether it is a party's voice."""

    id: str | None
    name: str
    role: str
    party: str | None
    neutral: bool
    words: Words
    category: str = ""
    """What kind of party speaks, where one does."""
    side: str = ""
    """What tells that party from others: its id or its name."""


class Draft(Frozen, frozen=True, kw_only=True):
    """One passage's account of one happening."""

    order: int
    frame: Frame
    heading: int
    sub_type: SubEventType
    place: GroundedPlace | None
    date: GroundedDate | None
    perpetrators: tuple[GroundedActor, ...]
    targets: tuple[GroundedActor, ...]
    objects: tuple[GroundedActor, ...]
    weapons: tuple[GroundedWeapon, ...]
    tolls: tuple[Toll, ...]
    damage: tuple[Damage, ...]
    voices: tuple[Voice, ...]
    anaphoric: bool
    outcome_only: bool
    background: bool
    """Whether the words or the date place it before the news."""
    asserted: bool
    """Whether a main clause says that it happened."""
    violent: bool
    """Whether something in the passage shows violence, beside words that also mean less."""
    bare: bool
    """Whether the passage only names it, without telling anything."""
    claimed_voice: bool
    denied: bool
    weak: bool
    support: int

    @property
    def only_claims(self) -> bool:
        """Whether the passage says that something was claimed, and nothing of the deed."""
        if not self.claimed_voice or self.sub_type is not SubEventType.CLAIM_OF_RESPONSIBILITY:
            return False
        deeds = [t.trait for t in self.frame.triggers if t.row.kind not in ("claim", "crowd")]
        return not any(trait.plural or trait.startswith("dual") for trait in deeds)

    @property
    def title(self) -> bool:
        """Whether the passage is the headline."""
        return self.frame.annotated.sentence.part == "title"

    @property
    def headline(self) -> bool:
        """Whether the passage is the headline, or a heading that repeats it over the text."""
        return self.title or self.frame.annotated.sentence.heading
