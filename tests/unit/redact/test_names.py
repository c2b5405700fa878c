"""Which words of a text may name a private person."""

from __future__ import annotations

import pytest

from rasd.redact.quotes import published


def shown(text: str, **given: object) -> str:
    return published(text, coarse=False, most=40, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل المواطن ضرغام القصاب في الموصل", "مقتل المواطن […] في الموصل"),
        ("قتل الشاب أحمد محمد العبيدي برصاص مسلحين", "قتل الشاب […] برصاص مسلحين"),
        ("قتل محمد على يد مسلحين", "قتل […] على يد مسلحين"),
        ("إصابة علي وحسن ولمياء بجروح", "إصابة […] بجروح"),
    ],
)
def test_a_private_name_is_hidden_and_the_rest_stays(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير الدفاع خالد العبيدي إن القوات العراقية سيطرت على المدينة",
        "أعلن زعيم تنظيم الدولة أبو بكر البغدادي",
        "انفجار سيارة مفخخة أسفر عن مقتل 12 شخصا وإصابة 30 آخرين في سوق شعبي",
    ],
)
def test_public_figures_and_ordinary_words_stay(text: str) -> None:
    assert shown(text) == text


def test_a_private_person_with_the_name_of_a_public_figure_is_hidden() -> None:
    assert shown("الراعي صدام حسين قتل بلغم") == "الراعي […] قتل بلغم"


def test_a_telephone_number_and_a_mail_address_are_hidden() -> None:
    assert "0770" not in shown("اتصل على 07701234567 أو ali.h@example.com")
    assert "ali" not in shown("اتصل على 07701234567 أو ali.h@example.com")
