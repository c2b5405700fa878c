"""Where quotes stand: letter by letter, once folded, nearest to the event; never inside a word."""

from __future__ import annotations

import pytest
from tests.llm import make_article

from rasd.engines import rules
from rasd.engines.llm.locate import Index
from rasd.knowledge import load_knowledge


def _index(text: str, title: str | None = None) -> Index:
    reading = rules.read(make_article(text, title), load_knowledge())
    return Index(reading.sentences, reading.texts)


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("سقط قتيلان في الرقة.", "قتيلان في الرقة", "قتيلان في الرقة"),
        ("سقط قتيلان في الرَّقّة.", "قتيلان في الرقة", "قتيلان في الرَّقّة"),
        ("سقط ٣ قتلى في الرقـــة.", "3 قتلى في الرقة", "٣ قتلى في الرقـــة"),
        ("إنفجار بالرقة اليوم", "الرقة", "الرقة"),
        ("تصدى للجيش أمس", "الجيش", "للجيش"),
        ("قصف على المدينة،\nوأصيب ثلاثة.", "المدينة وأصيب", "المدينة،\nوأصيب"),
        ("قال «المرصد» أمس", '"المرصد" أمس', "المرصد» أمس"),
    ],
)
def test_a_quote_is_found_once_both_are_folded(text: str, quote: str, words: str) -> None:
    found = _index(text).find(quote)
    assert found is not None
    assert words == found.quote == text[found.start : found.end]


@pytest.mark.parametrize(
    "quote",
    ["قتل", "مقتل ثلاثة", "خمسة جنود", "مقتل جنود", "", "...", "Mosul"],
    ids=["in a word", "not there", "another number", "words left out", "empty", "signs", "Latin"],
)
def test_what_the_text_does_not_say_is_not_found(quote: str) -> None:
    assert _index("أعلن الجيش مقتل أربعة جنود في بعشيقة.").find(quote) is None


def test_of_several_places_the_nearest_to_the_event_counts() -> None:
    text = "قتل جندي في الموصل. وبعد يومين قتل جندي في بعشيقة. وقتل جندي في تلكيف."
    index = _index(text)
    near = index.find("في بعشيقة")
    assert near is not None
    found = index.find("جندي", near)
    assert found is not None
    assert found.start == text.index("جندي", text.index("يومين"))


def test_letters_that_are_equal_come_before_letters_that_fold_alike() -> None:
    text = "هاجموا قرية الزيتونه. ثم هاجموا قرية الزيتونة."
    found = _index(text).find("قرية الزيتونة")
    assert found is not None
    assert found.start == text.rindex("قرية")


def test_a_quote_of_the_headline_is_marked_as_such() -> None:
    found = _index("وقع الهجوم أمس.", "مقتل جنديين في بعشيقة").find("مقتل جنديين")
    assert found is not None
    assert (found.part, found.evidence("killed", "r").part) == ("title", "title")


def test_only_the_part_that_was_asked_about_proves_anything() -> None:
    text = "قتل جندي في الموصل. قتل ضابط في بعشيقة."
    index = _index(text)
    assert index.find("قتل ضابط", within=(0, 20)) is None
    assert index.find("قتل ضابط", within=(19, len(text))) is not None
