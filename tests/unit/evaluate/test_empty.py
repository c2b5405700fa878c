"""Articles that should stay empty."""

from __future__ import annotations

from tests.builders import make_mention

from rasd.evaluate.empty import score_empty
from rasd.model import Status, SubEventType


def test_only_core_incidents_fill_an_article() -> None:
    articles = {"sport": True, "crash": True, "bank": False, "talks": False}
    card = score_empty(
        articles,
        [
            make_mention("sport"),
            make_mention("sport", 1),
            make_mention("crash", status=Status.BACKGROUND),
            make_mention("talks", sub_event_type=SubEventType.AGREEMENT),
            make_mention("elsewhere"),
        ],
        resamples=10,
    )

    assert card.stay_empty.value == 0.75
    assert card.hard_stay_empty.value == 0.5
    assert [mention.doc_id for mention in card.invented] == ["sport", "sport"]
