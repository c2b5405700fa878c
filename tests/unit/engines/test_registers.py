"""How the words of registers stand in texts."""

from __future__ import annotations

import pytest

from rasd.engines.registers import registers_of, written


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("هذا", {"هذا", "وهذا", "فهذا"}),
        ("من", {"من"}),
        ("وفد", {"وفد", "ووفد", "فوفد"}),
        ("وفاه", {"ووفاه", "فوفاه"}),
    ],
    ids=["and_or_so_in_front", "too_short", "short_with_waw", "long_with_waw"],
)
def test_a_word_is_written_with_and_without_and(word: str, forms: set[str]) -> None:
    assert dict(written([word])) == dict.fromkeys(forms, word)


def test_no_form_stands_for_two_words() -> None:
    pairs = list(written(registers_of()))
    assert len(pairs) == len(dict(pairs))
