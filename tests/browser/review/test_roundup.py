"""The thirteen incidents of the seed roundup are reviewed with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.review import server_of, store_of
from tests.roundup import INCIDENTS, review_roundup, roundup_file

from rasd.model import Action, ReviewState
from rasd.store import open_store

if TYPE_CHECKING:
    from tests.browser.review.conftest import Visiting

pytestmark = [pytest.mark.browser, pytest.mark.shared]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_thirteen_incidents_take_no_mouse_and_no_reload(
    visiting: Visiting, place: str, shared: Path, tmp_path: Path, language: str
) -> None:
    store_of(place, roundup_file(shared, tmp_path))
    loads: list[str] = []
    with server_of(place) as address:
        page: Any = visiting(address, "/events", language=language).page
        page.on("load", lambda loaded: loads.append(loaded.url))
        watched = review_roundup(page, address)
    # The list, and the first event that is opened from it.
    assert len(loads) == 2
    assert watched.pointers == 0
    assert len(watched.times) > INCIDENTS
    with open_store(place, create=False) as store:
        events = list(store.events())
        said = [each.action for each in store.judgements()]
    assert len(events) == INCIDENTS
    assert {e.review.state for e in events if e.review} == {ReviewState.ACCEPTED}
    assert all(e.review for e in events)
    assert said.count(Action.EDIT) >= 6
    assert (said.count(Action.REJECT), said.count(Action.WITHDRAW)) == (1, 1)
