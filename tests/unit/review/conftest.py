"""What the tests of the review application share."""

from __future__ import annotations

import pytest
from argon2.profiles import CHEAPEST

from rasd.review.security import passwords


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of logins would wait for hashes; what one costs has a test of its own."""
    monkeypatch.setattr(passwords, "COSTS", CHEAPEST)
