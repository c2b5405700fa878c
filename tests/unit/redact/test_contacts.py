"""What leads to a person without a name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasd.redact import contacts
from rasd.redact.contacts import contact_spans

_PARTS = ["07", "٧٠", "1", "²", " ", "-", "ب", "a", "@", ".", "com", "www.", "https://", "،", "ـ"]
TEXTS = st.lists(st.sampled_from(_PARTS), max_size=14).map("".join)


@given(TEXTS)
@settings(max_examples=400)
def test_a_text_that_is_passed_at_sight_holds_none(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        found = list(contact_spans(text))
        patched.setattr(contacts, "_TOLL", re.compile("(?!)"))
        assert found == list(contact_spans(text))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("للتواصل 07701234567 ليلا", ["07701234567"]),
        ("للتواصل ٠٧٧٠١٢٣٤٥٦٧", ["٠٧٧٠١٢٣٤٥٦٧"]),
        ("كتب @salma.k أمس", ["@salma.k"]),
        ("سيارة رقم ب1²²²", ["ب1²²²"]),
        ("مقتل 125 شخصا", []),
        ("نزوح 1,200,000 شخص", []),
        ("في 12/11/2030", []),
    ],
)
def test_telephones_accounts_and_plates_are_found_and_tolls_and_days_are_not(
    text: str, hidden: list[str]
) -> None:
    assert [text[start:end] for start, end in contact_spans(text)] == hidden
