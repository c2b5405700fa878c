"""What formats are written from in tests: demo, seeds, records that break files, nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.export import stores
from tests.filled import Held, hostile

from rasd.export import Source


@pytest.fixture(params=["demo", "seeds", "hostile", "nothing"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Source]:
    """Each of the sources; that of the seeds skips where a user does not have them."""
    match request.param:
        case "hostile":
            yield hostile()
        case "nothing":
            yield Held()
        case "demo":
            with stores.demo(tmp_path) as store:
                yield store
        case _:
            with stores.seeds(request.getfixturevalue("shared"), tmp_path) as store:
                yield store
