"""Fixtures that several test families share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from tests.postgresql import Server, binaries, running

SHARED = Path(__file__).resolve().parents[2] / "shared"
_NUMBERS = count()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development texts; the test skips where a user doesn't have it."""
    if not (SHARED / "seeds").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the shared development texts are missing in CI")
        pytest.skip("the shared development texts are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own; they skip where the system has none."""
    programs = binaries()
    if programs is None:
        missing = "no PostgreSQL server is installed (Debian, Ubuntu: apt-get install postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and CI needs one")
        pytest.skip(missing)
    with running(programs) as server:
        yield server


@pytest.fixture
def schema(postgresql: Server) -> Iterator[str]:
    """The address of an empty place on the server."""
    with postgresql.schema(f"test_{next(_NUMBERS)}") as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store can be made, once in each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "rasd.sqlite")
    return str(request.getfixturevalue("schema"))
