"""Where a passage happens, and what a text says of it that cannot be true."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import Document, Mention, sha256_text
from rasd.pipeline import code_document


def mention(text: str) -> Mention:
    document = Document(
        id="t", text=text, sha256=sha256_text(text), published=date(2023, 6, 15), language="ar"
    )
    return code_document(document).mentions[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "أصيب جندي بانفجار عبوة ناسفة غربي قضاء طوزخورماتو في كركوك أمس",
            ("Tuz Khurmatu", "Kirkuk"),
            id="a town of Salah al-Din in Kirkuk",
        ),
        pytest.param(
            "قتل شخصان في هجوم مسلح في قضاء الحويجة بمحافظة صلاح الدين أمس",
            ("Al-Hawija District", "Salah ad-Din"),
            id="a district of Kirkuk in Salah al-Din",
        ),
    ],
)
def test_a_place_under_another_governorate_is_a_conflict(
    text: str, expected: tuple[str, str]
) -> None:
    (conflict,) = mention(text).conflicts
    assert (conflict.field, conflict.values, conflict.doc_ids) == ("place", expected, ("t", "t"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قتل شخصان في هجوم مسلح في بلدة الحويجة بمحافظة كركوك أمس", id="its own"),
        pytest.param("قتل شخصان في قصف مدفعي على إدلب وحلب واللاذقية أمس", id="a list"),
        pytest.param("قتل شخصان في هجوم مسلح في الحويجة، وأصيب ثالث في تكريت أمس", id="two places"),
        pytest.param("قتل شخصان في هجوم على الطريق بين الحويجة وتكريت أمس", id="a road"),
    ],
)
def test_two_places_that_are_not_one_in_the_other_are_none(text: str) -> None:
    assert mention(text).conflicts == ()
