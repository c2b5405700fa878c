"""Whether a passage says that its event happened, in short fictional sentences."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import Document, SubEventType, sha256_text
from rasd.pipeline import code_document

PUBLISHED = date(2023, 6, 15)
"""A day of the week before publication makes news likelier: undated sentences need more."""


def found(text: str) -> set[SubEventType]:
    """The kinds of events that a report without a day in it tells."""
    document = Document(id="t", text=text, sha256=sha256_text(text), published=PUBLISHED)
    return {mention.sub_event_type for mention in code_document(document).mentions}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "تعرض مدير الميناء السابق في مدينة مصراتة مساء أمس للخطف على أيدي مسلحين",
            SubEventType.ABDUCTION,
        ),
        (
            "تعرضت قرية الزهراء، وهي من أكبر قرى ريف درعا، لقصف بالمدفعية",
            SubEventType.SHELLING,
        ),
        ("أطلقت الكتيبة عشرات الصواريخ فجر أمس على بلدات في سيناء", SubEventType.SHELLING),
        ("احتجز تلاميذ غاضبون أربعة معلمين رهائن في مدينة سبها", SubEventType.ABDUCTION),
    ],
)
def test_what_befell_somebody_is_told_however_long_its_subject(
    text: str, kind: SubEventType
) -> None:
    assert kind in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "سافر مدير الميناء السابق إلى مصراتة للبحث عن وسيلة للخطف",
        "أرسلت القيادة طائرات إلى القاعدة لاستهداف القرية",
        "أطلقت الوكالة عشرات البرامج فجر أمس في سيناء",
    ],
)
def test_a_purpose_or_another_launch_is_not(text: str) -> None:
    assert not found(text)


def test_a_verb_joined_by_and_is_no_charge() -> None:
    text = "اقتحم مسلحون العيادة بحسب أحد المسؤولين عن المركز وخطفوا تسعة أشخاص في مدينة بعقوبة"
    assert SubEventType.ABDUCTION in found(text)


def test_a_charge_that_a_noun_names_stays_one() -> None:
    assert not found("أجلت المحكمة النظر في قضية المسؤولين عن خطف تسعة أشخاص")
