"""A watch from the feed to the dataset."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.runs import records
from tests.watching import Watch, Web, feed_source, serving, site


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


@pytest.fixture
def watch(web: Web, tmp_path: Path) -> Watch:
    return Watch(web, tmp_path / "out", (feed_source(web),))


def documents(watch: Watch) -> dict[str, dict[str, object]]:
    return {row["id"]: row for row in records(watch.out / "documents.jsonl")}


def test_what_a_feed_names_is_in_the_dataset_after_one_round(watch: Watch) -> None:
    site(watch.web)
    watch.round()
    found = documents(watch)
    assert found.keys() == {watch.web.url("/news/1"), watch.web.url("/news/2")}
    assert found[watch.web.url("/news/1")]["published"] == "2031-02-04"
    assert watch.web.asked == ["/robots.txt", "/feed", "/news/1", "/news/2"]
