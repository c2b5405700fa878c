"""Lines of the development sets."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.evaluate.rows import document_of
from rasd.model import InputError, Json, sha256_text


@pytest.mark.parametrize("name", ["published", "date"])
def test_a_line_is_a_document_whichever_way_it_names_its_date(name: str) -> None:
    line: dict[str, Json] = {"id": "a", "text": "نص", name: "2031-05-04T10:00"}
    found = document_of(line, "x.jsonl:1")
    assert (found.id, found.text, found.sha256) == ("a", "نص", sha256_text("نص"))
    assert found.published == date(2031, 5, 4)
    assert (found.title, found.outlet, found.url) == (None, None, None)


def test_a_line_without_text_is_named() -> None:
    with pytest.raises(InputError, match=r"x\.jsonl:3: 'text' is missing"):
        document_of({"id": "a"}, "x.jsonl:3")
