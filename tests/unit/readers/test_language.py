"""What is plainly Arabic is not given to the detector; whatever could be another language is."""

from __future__ import annotations

import pytest

from rasd.readers import language
from rasd.readers.language import language_of

_ARABIC = (
    "قالت الشرطة في المدينة إن المسلحين هاجموا نقطة التفتيش القريبة من القرية الصغيرة، وأضافت "
    "أن القوة الأمنية ردت على مصادر النيران قبل أن تنسحب المجموعة المهاجمة إلى المنطقة الزراعية. "
    "وذكرت الوزارة في بيان أن الحادثة وقعت ليل الجمعة، وأن التحقيقات جارية لمعرفة هوية الجناة. "
)
_PERSIAN = "در این سال مردم شهر ما به دولت امید دارند و او را از خود دور مى دانند. " * 6
_PERSIAN_WITH_ARABIC_KEYS = _PERSIAN.replace("ی", "ي").replace("ک", "ك")
_ENGLISH = "The police said on Friday that gunmen had attacked the checkpoint near the town. " * 6


def test_a_plain_report_needs_no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_guesses", lambda _: pytest.fail("the detector was asked"))
    assert language_of(_ARABIC) == "ar"


@pytest.mark.parametrize(
    "text",
    [
        _PERSIAN,
        _PERSIAN_WITH_ARABIC_KEYS,
        _ENGLISH,
        _ENGLISH * 2 + _ARABIC,
        _ARABIC[:150],
        _ARABIC + _PERSIAN,
        _ARABIC.replace("ة", "ه"),
    ],
    ids=["persian", "arabic keys", "english", "most english", "short", "half persian", "no ta"],
)
def test_what_might_be_another_language_is_given_to_the_detector(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def guesses(sample: str) -> tuple[tuple[str, int], ...]:
        asked.append(sample)
        return ()

    monkeypatch.setattr(language, "_guesses", guesses)
    language_of(text)
    assert asked


@pytest.mark.parametrize("text", [_ARABIC, _ARABIC * 20, _ARABIC + _ENGLISH[:160]])
def test_the_detector_would_have_said_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_is_plainly_arabic", lambda _: False)
    assert language_of(text) == "ar"
