"""What has changed under a judgement is a sentence that can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.judge import EDITABLE, Change, What, read_changes
from rasd.judge.changes import ALL, REPORTS, written

COUNTED = {
    What.REJECTED,
    What.SCATTERED,
    What.KEPT_APART,
    What.KEPT_TOGETHER,
}
OF = {What.EVIDENCE, What.VALUES, What.VALUES_AND_EVIDENCE}


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Any change that the judgements of a store can have."""
    what = draw(st.sampled_from(What))
    n = draw(st.integers(1, 10_000))
    if what is What.LOST:
        return Change(what=what, n=n, total=draw(st.integers(n, 20_000)))
    if what in OF:
        return Change(what=what, of=draw(st.sampled_from((*EDITABLE, ALL, REPORTS))))
    if what is What.FOUND_ITSELF:
        return Change(what=what, of=f"m-{n:012x}")
    return Change(what=what, n=n if what in COUNTED else None)


@given(st.lists(changes(), max_size=4))
def test_what_is_written_is_read_back(told: list[Change]) -> None:
    assert read_changes(written([str(each) for each in told])) == tuple(told)


@pytest.mark.parametrize("sentence", ["something else", "the values of 7 have changed"])
def test_a_sentence_that_is_not_ours_stays_as_it_is(sentence: str) -> None:
    assert read_changes(sentence) == (sentence,)


def test_a_judgement_that_is_not_stale_has_no_changes() -> None:
    assert read_changes(None) == ()
