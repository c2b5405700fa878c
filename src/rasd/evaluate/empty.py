"""Articles on other matters: how many stay without a core incident, as they should."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rasd.evaluate.match import is_core
from rasd.evaluate.tally import RESAMPLES, Measure, share
from rasd.model import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyCard:
    """The share that stays empty, of all, and of those with war words (`hard`)."""

    stay_empty: Measure
    hard_stay_empty: Measure
    invented: tuple[Mention, ...]


def score_empty(
    articles: Mapping[str, bool], predicted: Iterable[Mention], *, resamples: int = RESAMPLES
) -> EmptyCard:
    """`articles` maps each document id to whether it is a hard one."""
    invented = [m for m in predicted if m.doc_id in articles and is_core(m)]
    filled = {mention.doc_id for mention in invented}
    return EmptyCard(
        stay_empty=share([(int(doc not in filled), 1) for doc in articles], resamples=resamples),
        hard_stay_empty=share(
            [(int(doc not in filled), 1) for doc, hard in articles.items() if hard],
            resamples=resamples,
        ),
        invented=tuple(invented),
    )
