"""Fixtures that several test families share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development texts; the test skips where a user doesn't have it."""
    if not (SHARED / "seeds").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the shared development texts are missing in CI")
        pytest.skip("the shared development texts are not beside this checkout")
    return SHARED
