"""Decides how the place of an event is shown with the other places that its words may mean."""

from __future__ import annotations

from dataclasses import dataclass

from rasd.model import Place
from rasd.review.saying import Saying
from rasd.run.alternatives import alternatives
from rasd.run.lookup import FoundPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A place that it may be: one of the same name, or one nearby."""

    found: FoundPlace
    name: str
    within: str
    same_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereView:
    """The choices, those of the same name first."""

    choices: tuple[Choice, ...]

    @property
    def namesakes(self) -> tuple[Choice, ...]:
        """Those of the same name."""
        return tuple(each for each in self.choices if each.same_name)


def where_view(place: Place | None, saying: Saying) -> WhereView | None:
    """The place with its choices; `None` for an event without one."""
    if place is None:
        return None
    other = alternatives(place)
    return WhereView(
        choices=(
            *(_choice(each, saying, same_name=True) for each in other.namesakes),
            *(_choice(each, saying, same_name=False) for each in other.around),
        )
    )


def _choice(found: FoundPlace, saying: Saying, *, same_name: bool) -> Choice:
    row = found.row
    arabic = saying.words.language == "ar"
    admin1 = (row.admin1_ar if arabic else row.admin1) or row.admin1
    return Choice(
        found=found,
        name=(row.name_ar if arabic else row.name_en) or row.name_ar or row.name_en,
        within=saying.joined([admin1 if row.kind != "admin1" else "", saying.country(row.country)]),
        same_name=same_name,
    )
