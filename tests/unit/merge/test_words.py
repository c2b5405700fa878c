"""Words of a text know their place, and whose they are."""

from __future__ import annotations

import weakref

from rasd.merge.wording import _pieces, stems_of
from rasd.merge.words import _LETTERS_HELD, RecentWords, Whose, Words


def whose(text: str) -> dict[str, Whose]:
    words = Words(text)
    return {stem: Whose(mark) for stem, mark in zip(words.stems, words.whose, strict=True)}


def test_a_span_of_words_cuts_them_from_the_original() -> None:
    text = "قالت الشّرطة، أمس: وقع انفجار."
    span = Words(text).span(1, 3)
    assert text[span.start : span.end] == "الشّرطة، أمس"


def test_words_in_quotation_marks_are_a_speakers() -> None:
    marks = whose("قال الوزير «لن نتهاون مع المخربين أبدا» وغادر")
    assert marks["وزير"] is Whose.OWN
    assert marks["مخرب"] is Whose.QUOTED
    assert marks["غادر"] is Whose.OWN


def test_a_name_in_quotation_marks_is_no_speech() -> None:
    assert set(whose("أعلن «لواء الشواهين» انسحابه").values()) == {Whose.OWN}


def test_a_quotation_mark_without_its_other_half_marks_nothing() -> None:
    assert set(whose("قال الوزير «لن نتهاون مع المخربين\nثم غادر القاعة").values()) == {Whose.OWN}


def test_a_standing_phrase_belongs_to_everybody_in_any_spelling() -> None:
    marks = whose("قصفت القرية ولم تعلن اي جهه مسؤوليتها عن الهجوم حتى الان في المساء")
    assert marks["قري"] is Whose.OWN
    assert marks["جهه"] is Whose.STANDING
    assert marks["مساء"] is Whose.OWN


def test_a_line_of_the_page_belongs_to_everybody() -> None:
    marks = whose("انفجرت سيارة\nجميع الحقوق محفوظة لشبكة الوردة\nوقتل رجل")
    assert marks["سيار"] is Whose.OWN
    assert marks["ورد"] is Whose.STANDING
    assert marks["رجل"] is Whose.OWN


def test_a_pair_that_comes_back_often_places_nothing() -> None:
    words = Words("قالت الشرطة ثم " * 4 + "انفجرت سيارة")
    assert words.repeated == {("ثم", "قالت"): [2, 5, 8]}
    assert words.pairs == {("ثم", "انفجرت"): 11, ("انفجرت", "سيار"): 12}
    assert "سيار" in words.singles
    assert "شرط" not in words.singles


def test_a_pair_that_comes_back_once_stands_at_both_places() -> None:
    words = Words("قالت الشرطة ثم " * 2)
    assert words.repeated == {("قالت", "شرط"): [0, 3], ("شرط", "ثم"): [1, 4]}
    assert words.pairs == {("ثم", "قالت"): 2}


def test_words_of_a_text_that_was_just_looked_at_are_not_made_again() -> None:
    text, other = "انفجرت سيارة في السوق", "غادر الوزير " * _LETTERS_HELD
    recent = RecentWords()
    words = recent.of(text)
    assert recent.of(text) is words
    assert recent.of(other).stems[:2] == ("غادر", "وزير")
    assert recent.of(text) is not words, "a text that fills the memory leaves no other there"
    assert recent.of(text).stems == words.stems


def test_words_are_held_no_longer_than_they_are_compared() -> None:
    recent = RecentWords()
    held = weakref.ref(recent.of("انفجرت سيارة في السوق"))
    assert held() is not None
    assert RecentWords().of("انفجرت سيارة في السوق") is not held()
    del recent
    assert held() is None


def test_a_long_piece_of_text_is_not_kept() -> None:
    short, long = "وانفجرت،", "قصف" * 40
    assert stems_of(f"{short} {long}") == ("انفجرت", long)
    assert short in _pieces
    assert long not in _pieces
    assert stems_of(long) == (long,)
