"""What stands around an article or only flies over its scene takes no part in an incident."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import INCIDENT_TYPES, Document, Mention, sha256_text
from rasd.pipeline import code_document

PUBLISHED = date(2023, 6, 15)
LEAD = "قتل خمسة مسلحين في اشتباكات مع الجيش العراقي في مدينة الرطبة أمس.\n"


def incidents(text: str) -> list[Mention]:
    document = Document(id="t", text=text, sha256=sha256_text(text), published=PUBLISHED)
    return [m for m in code_document(document).mentions if m.event_type in INCIDENT_TYPES]


@pytest.mark.parametrize(
    "line",
    [
        "رابط الخبر بصحيفة رصد: مقتل تسعة جنود في غارة جوية على مدينة بعقوبة",
        "سمات اشتباكات الشرطة باكستان",
        "اقرأ أيضا: مقتل تسعة جنود في غارة جوية على مدينة بعقوبة",
    ],
)
def test_lines_of_the_page_tell_nothing(line: str) -> None:
    found = incidents(LEAD + line)
    assert len(found) == 1
    assert {e.start < len(LEAD) for e in found[0].evidence} == {True}


def test_the_same_words_inside_the_article_do() -> None:
    assert len(incidents(LEAD + "وقتل تسعة جنود في غارة جوية على مدينة بعقوبة.")) == 2


def test_aircraft_that_only_fly_make_no_air_strike() -> None:
    text = "اعتقلت قوة من التحالف قياديا وقتلت حارسه في مدينة الباب، مع تحليق مكثف للمروحيات."
    assert "air_strike" not in {str(m.sub_event_type) for m in incidents(text)}
    struck = "قتل قيادي بقصف من مروحيات على مدينة الباب."
    assert [str(m.sub_event_type) for m in incidents(struck)] == ["air_strike"]


def test_aircraft_that_destroy_armour_strike() -> None:
    text = "اندلعت اشتباكات في معسكر العند، ودمر طيران التحالف العربي دبابتين للحوثيين قرب لحج."
    assert "air_strike" in {str(m.sub_event_type) for m in incidents(text)}


def test_the_day_that_the_text_then_names_is_the_day_of_the_strike() -> None:
    (found,) = incidents(
        "قالت وزارة الدفاع الأمريكية اليوم إن غارة جوية أمريكية قتلت قياديا في تنظيم القاعدة "
        "في أفغانستان.\nوذكرت الوزارة أن الغارة وقعت في 12 يونيو وقتلت القيادي في منطقة برمال."
    )
    assert found.date is not None
    assert found.date.start == found.date.end == date(2023, 6, 12)
