"""What formats are written from in tests: demo, seeds, records that break files, nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.hostile import hostile_records, hostile_reports
from tests.sources import Held, demo, seeds

from rasd.export import Source


@pytest.fixture(params=["demo", "seeds", "hostile", "nothing"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Source]:
    """Records of all kinds; those of the seeds skip where a user does not have them."""
    match request.param:
        case "hostile":
            yield hostile_records()
        case "nothing":
            yield Held()
        case stored:
            yield from _stored(stored, request, tmp_path)


@pytest.fixture(params=["demo", "seeds", "hostile"])
def reported(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Source]:
    """Events together with the reports that tell them."""
    match request.param:
        case "hostile":
            yield request.getfixturevalue("breaking")
        case stored:
            yield from _stored(stored, request, tmp_path)


@pytest.fixture
def breaking() -> Held:
    """What stands for hostile reports; a format that takes few events has its own."""
    return hostile_reports()


def _stored(name: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Source]:
    if name == "demo":
        with demo(folder) as store:
            yield store
    else:
        with seeds(folder, request.getfixturevalue("shared")) as store:
            yield store
