"""Round trips of random Arabic through each encoding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasd.readers.decode import decode

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ"
WORDS = st.lists(
    st.text(st.sampled_from(LETTERS), min_size=2, max_size=8), min_size=3, max_size=40
).map(" ".join)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1).filter(
    lambda text: not text.startswith("\ufeff")
)


@given(ANY)
def test_any_utf8_text_comes_back_unchanged(text: str) -> None:
    assert text == decode(text.encode("utf-8")).text


@given(ANY)
def test_any_utf16_text_with_a_mark_comes_back_unchanged(text: str) -> None:
    assert text == decode(text.encode("utf-16")).text


@given(WORDS)
def test_arabic_words_come_back_from_utf16_without_a_mark(text: str) -> None:
    assert text == decode(text.encode("utf-16-le")).text
    assert text == decode(text.encode("utf-16-be")).text


@given(WORDS)
def test_arabic_words_come_back_from_windows_1256(text: str) -> None:
    assert text == decode(text.encode("cp1256")).text


PLAIN = "أعلنت البلدية إغلاق الجسر وقال رئيسها في بيان إن الأشغال تنتهي غدا. "


@given(WORDS)
def test_arabic_prose_comes_back_from_iso_8859_6(text: str) -> None:
    assert PLAIN + text == decode((PLAIN + text).encode("iso8859_6")).text
