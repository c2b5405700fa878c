"""Where sentences end, and which lines are headings."""

from __future__ import annotations

import pytest

from rasd.text import fold, proclitic_readings, spellings, split_sentences


def cut(text: str) -> list[str]:
    folded = fold(text)
    return [folded.cut(sentence.span) for sentence in split_sentences(folded, "body")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("قتل ثلاثة. وأصيب خمسة.", 2),
        ("قال د. سالم إن الوضع هادئ.", 1),
        ("نقلت أ.ف.ب عن مصدر. وأضاف آخر.", 2),
        ("بلغت 3.5 مليون.", 1),
        ("هل وقع الهجوم؟ لا أحد يعرف", 2),
        ("انفجار..وقتلى", 2),
        ("سطر أول\nسطر ثان", 2),
    ],
)
def test_a_text_has_that_many_sentences(text: str, count: int) -> None:
    assert len(cut(text)) == count


def test_a_stop_inside_quotation_marks_ends_the_sentence_after_them() -> None:
    assert cut('قال "انتهى الأمر." ثم غادر') == ['قال "انتهي الامر."', "ثم غادر"]


def test_a_short_line_without_a_stop_is_a_heading() -> None:
    sentences = split_sentences(fold("العراق\nانفجرت عبوة في بغداد."), "body")
    assert [s.heading for s in sentences] == [True, False]


def test_a_title_has_no_headings() -> None:
    assert not split_sentences(fold("مقتل خمسة"), "title")[0].heading


def test_a_word_is_read_with_and_without_its_proclitics() -> None:
    stems = {stem for _, stem in proclitic_readings("وبالجيش")}
    assert {"وبالجيش", "بالجيش", "الجيش"} <= stems


def test_lam_before_the_article_gives_the_article_back() -> None:
    assert "الجيش" in {stem for _, stem in proclitic_readings("للجيش")}


def test_a_sentence_has_the_texts_of_its_tokens() -> None:
    for sentence in split_sentences(fold('قال "انتهى". قتل 3 في بغداد.\n\n ...\nسطر'), "body"):
        assert sentence.texts == tuple(token.text for token in sentence.tokens)
        assert sentence.tokens


@pytest.mark.parametrize("stem", ["الجيش", "النار", "اللواء", "هجوم", "قتل", "من", "و"])
def test_spellings_are_the_words_that_are_read_so(stem: str) -> None:
    words = {
        f"{and_}{by}{rest}"
        for and_ in ("", "و", "ف")
        for by in ("", "ب", "ك", "ل", "لل", "س")
        for rest in (stem, stem.removeprefix("ال"), stem.removeprefix("الل"))
    }
    read_so = {w for w in words if w and any(s == stem for _, s in proclitic_readings(w))}
    assert stem in read_so
    assert read_so == words & spellings([stem])
