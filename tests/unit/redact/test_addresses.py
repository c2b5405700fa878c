"""What of a report's id and address is published."""

from __future__ import annotations

import pytest

from rasd.redact.addresses import published_id, published_url


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/news/12345", "https://example.org/news/12345"),
        ("https://example.org/news/ahmed-hassan-killed", "https://example.org/news/"),
        ("https://www.facebook.com/dirgham.qassab/posts/99", "https://www.facebook.com/"),
        ("https://user:pw@example.org/a?name=ali&id=77#x", "https://example.org/a?id=77"),
        ("https://example.org/%D8%B6%D8%B1%D8%BA%D8%A7%D9%85", "https://example.org/"),
        ("javascript:alert(1)", None),
        ("file:///home/samira/x.html", None),
    ],
)
def test_an_address_keeps_no_part_that_may_name_a_person(
    address: str, expected: str | None
) -> None:
    assert published_url(address) == expected


def test_an_id_that_may_hold_a_name_becomes_a_digest_of_it() -> None:
    assert published_id("report-0001") == "report-0001"
    assert published_id("ahmed-hassan.txt").startswith("report-")
    assert published_id("ahmed-hassan.txt") == published_id("ahmed-hassan.txt")
