"""The rules by which each field is chosen, in their order: the table that is published."""

from __future__ import annotations

from collections.abc import Mapping

from rasd.merge.ballots import (
    Rule,
    RuleText,
    agreed_by_most,
    finest,
    most_sources,
    neutral_first,
    news_first,
    one_word,
)
from rasd.merge.displayed import part_by_part, reported_first
from rasd.merge.parties import (
    named_by_most,
    named_first,
    part_for_whole,
    sides_of_a_clash,
    united,
)
from rasd.merge.tolls import last_figure, number_first
from rasd.model import TOLLS

_FINEST = (news_first, one_word, agreed_by_most, finest, most_sources)
_FIGURE = (news_first, last_figure, neutral_first, most_sources, number_first)
_PARTIES = (news_first, named_first, neutral_first, named_by_most, united)

STEPS: Mapping[str, tuple[Rule, ...]] = {
    "sub_event_type": (
        news_first,
        one_word,
        neutral_first,
        agreed_by_most,
        finest,
        most_sources,
    ),
    "date": _FINEST,
    "place": _FINEST,
    "perpetrators": _PARTIES,
    "targets": _PARTIES,
    **dict.fromkeys(TOLLS, _FIGURE),
    "campaign": (news_first, one_word, neutral_first, most_sources),
}
"""Rules that leave out values one after another; where none decides the latest is taken."""

WHOLE: Mapping[str, RuleText] = {
    "status": reported_first,
    "weapons": united,
    "claimed_by": united,
    "harm": part_by_part,
    "materiel": part_by_part,
}
"""Rules that decide a field by themselves."""


def published_order() -> dict[str, tuple[str, ...]]:
    """The names of the rules of each field, in order."""
    order = {field: tuple(rule.__name__ for rule in rules) for field, rules in STEPS.items()}
    order |= {field: (rule.__name__,) for field, rule in WHOLE.items()}
    for field in ("perpetrators", "targets"):
        order[field] = (sides_of_a_clash.__name__, *order[field], part_for_whole.__name__)
    return order
