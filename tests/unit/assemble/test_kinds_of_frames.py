"""What short fictional phrases are typed as, through the whole engine."""

from __future__ import annotations

import pytest

from rasd.model import Document, sha256_text
from rasd.pipeline import code_document


def types(text: str) -> set[str]:
    document = Document(id="x", text=text, sha256=sha256_text(text))
    return {str(mention.sub_event_type) for mention in code_document(document).mentions}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("تجمع مئات المتظاهرين أمام مبنى البلدية في مدينة الرمثا", "peaceful_protest"),
        ("تجددت المظاهرات أمس في مدينة الرمثا", "peaceful_protest"),
        ("احتشد الآلاف في بلدة الرمثا للمطالبة بوقف الهجمات", "peaceful_protest"),
        ("فرقت الشرطة أمس متظاهرين في الرمثا وأطلقت الغاز المسيل للدموع لتفريق المحتجين",
         "protest_with_intervention"),
        ("قصفت طائرة مسيرة سيارة في مدينة عفرين وقتلت سائقها", "drone_strike"),
        ("وفي مدينة بعقوبة، قتل أربعة أشخاص في انفجار عبوة ناسفة", "remote_explosive"),
        ("غـ ـارة جوية على مدينة عفرين أدت إلى مقتل مدنيين", "air_strike"),
    ],
)  # fmt: skip
def test_a_told_event_is_found_and_typed(phrase: str, expected: str) -> None:
    assert expected in types(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "اجتمع الوزير فجر أمس مع رئيس البلدية في مدينة الرمثا",
        "سارت المفاوضات في مدينة الرمثا على نحو جيد وشارك فيها المئات",
    ],
)
def test_dawn_and_company_make_no_event(phrase: str) -> None:
    assert types(phrase) == set()
