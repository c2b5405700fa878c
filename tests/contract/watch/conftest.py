"""A web and a watch over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.watching import Watch, Web, feed_source, serving


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


@pytest.fixture
def watch(web: Web, tmp_path: Path) -> Watch:
    """A watch over the feed of one site."""
    return Watch(web, tmp_path / "out", (feed_source(web),))
