"""Events that another codebook does not count are named with the reason."""

from __future__ import annotations

import csv
import io

import pytest
from tests.builders import make_event, make_mention

from rasd.export.left_out import left_out_text, never_counted, reasons
from rasd.model import Event, Status


def why(event: Event) -> str | None:
    return never_counted(event)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.REPORTED, None),
        (Status.CLAIMED, None),
        (Status.DENIED, "denied"),
        (Status.BACKGROUND, "background"),
    ],
)
def test_what_is_denied_or_background_is_never_counted(status: Status, reason: str | None) -> None:
    assert reason == never_counted(make_event(make_mention("a", status=status)))


def test_each_event_stands_with_its_reason_in_words() -> None:
    told = make_event(make_mention("a"))
    denied = make_event(make_mention("b", status=Status.DENIED))
    text = "".join(left_out_text("gtd", [told, denied], why))
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    words_en, words_ar = reasons("gtd")["denied"]
    assert {
        "event_id": denied.id,
        "reason": "denied",
        "words_en": words_en,
        "words_ar": words_ar,
    } == row


def test_where_nothing_is_left_out_the_header_stands_alone() -> None:
    assert "".join(left_out_text("gtd", [], why)) == "event_id,reason,words_en,words_ar\r\n"
