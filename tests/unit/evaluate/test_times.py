"""How marked time expressions are read and when a predicted one is right."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.evaluate.times import FoundTime, marked_text, score_times

CONTENT = (
    '<TimeML>افتتح <TIMEX3 tid="t1" type="DATE" value="2015-12-24">اليوم</TIMEX3> معرض '
    'يستمر <TIMEX3 tid="t2" type="DURATION" value="P3D">ثلاثة أيام</TIMEX3> من '
    '<TIMEX3 tid="t3" type="DATE" value="2015-11">نوفمبر</TIMEX3></TimeML>'
)
DAY = (date(2015, 12, 24), date(2015, 12, 24))
MONTH = (date(2015, 11, 1), date(2015, 11, 30))


def test_a_text_is_read_without_its_markup() -> None:
    text = marked_text("a", CONTENT)
    assert text.text == "افتتح اليوم معرض يستمر ثلاثة أيام من نوفمبر"
    assert [text.text[t.start : t.end] for t in text.times] == [t.words for t in text.times]
    assert [t.days for t in text.times] == [DAY, None, MONTH]


@pytest.mark.parametrize(
    ("found", "recall", "precision", "value"),
    [
        ([(6, 11, *DAY), (37, 43, *MONTH)], 1.0, 1.0, 1.0),
        # a duration is neither right nor wrong
        ([(6, 11, *DAY), (22, 32, None, None)], 0.5, 1.0, 1.0),
        # found, with another value
        ([(6, 11, None, None), (37, 43, *MONTH)], 1.0, 1.0, 0.5),
        # no time there
        ([(6, 11, *DAY), (12, 16, *DAY)], 0.5, 0.5, 1.0),
    ],
)
def test_an_overlapping_prediction_finds_and_both_its_ends_are_its_value(
    found: list[FoundTime], recall: float, precision: float, value: float
) -> None:
    card = score_times([marked_text("a", CONTENT)], lambda _: found, resamples=10)
    assert (card.recall.value, card.precision.value, card.value.value) == (
        recall, precision, value,
    )  # fmt: skip
