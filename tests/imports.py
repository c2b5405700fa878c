"""Imports for tests: reports to bring in, and the waiting for what becomes of them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.review import Client

from rasd.review.imports import Desk
from rasd.review.imports.limits import ImportLimits
from rasd.review.imports.records import ENDED, Import, State
from rasd.store import open_store, utc_now

REPORT = (
    "الزهراء - قالت الشرطة إن ثلاثة أشخاص قتلوا وأصيب خمسة آخرون في تفجير سيارة مفخخة "
    "في مدينة الرقة يوم الثلاثاء {n} يناير 2031."
)


def report(n: int = 1) -> str:
    """A fictional report; each number gives another one."""
    return REPORT.format(n=n % 28 + 1) + f" وتحدث الشهود عن الحادث رقم {n}."


def lines(count: int) -> bytes:
    """A JSONL file of reports."""
    rows = [{"id": f"r{n}", "text": report(n), "published": "2031-02-01"} for n in range(count)]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


ENDLESS = b"<html><body><p " + b" ".join(b"a%d=x" % n for n in range(300_000)) + b">x</p>"
"""A page that its parser takes minutes for, small as it is."""


def wait_for(found: Callable[[], Import | None], *states: State, seconds: float = 180) -> Import:
    """The import, once it is in one of the states; by default once it has ended."""
    wanted = states or tuple(ENDED)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        now = found()
        assert now is not None
        if now.state in wanted:
            return now
        assert now.state not in ENDED, now
        time.sleep(0.05)
    pytest.fail(f"the import did not come to {wanted}, it is {found()}")


def ended_page(client: Client, address: str, seconds: float = 180) -> str:
    """The page of an import once it has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        page: str = client.get(address).text
        if "hx-trigger" not in page:
            return page
        time.sleep(0.1)
    pytest.fail("the import did not end")


def desk_over(place: str, folder: Path, **limits: float) -> Desk:
    """A desk over a store, which is made where there is none."""
    open_store(place).close()
    return Desk(folder, place, clock=utc_now, limits=ImportLimits(**limits))  # type: ignore[arg-type]
