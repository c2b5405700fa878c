"""On which day a report without a publication date was written, by its own words."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import NO_PUBLICATION_DATE, Document, sha256_text
from rasd.pipeline import code_document

DAY = date(2023, 8, 26)  # a Saturday
SHELLING = "قصفت مدفعية الجيش قرية تنب أمس ما أدى لمقتل طفل."


def published(text: str, given: date | None = None) -> date | None:
    document = Document(
        id="t",
        text=text,
        sha256=sha256_text(text),
        published=given,
        warnings=() if given else (NO_PUBLICATION_DATE,),
    )
    return code_document(document).document.published


@pytest.mark.parametrize(
    "said",
    [
        "التقى الوفدان اليوم السبت 26 آب 2023 في عمان.",
        "التقى الوفدان أمس الجمعة 25 أغسطس/آب 2023 في عمان.",
        # the year from the latest that the text names, where the weekday fits it
        "التقى الوفدان اليوم السبت 26 آب. وهو لقاؤهما الثالث منذ مطلع العام 2023.",
        "حصاد الأحداث ليوم السبت 26-08-2023",
    ],
)
def test_today_with_its_date_dates_the_report(said: str) -> None:
    text = f"{said}\n{SHELLING}"
    coded = code_document(
        Document(id="t", text=text, sha256=sha256_text(text), warnings=(NO_PUBLICATION_DATE,))
    )
    assert coded.document.published == DAY
    assert NO_PUBLICATION_DATE not in coded.document.warnings
    assert str(DAY) in coded.document.warnings[-1]
    (value,) = {m.date for m in coded.mentions}
    assert value is not None
    assert value.start == date(2023, 8, 25)


@pytest.mark.parametrize(
    "said",
    [
        # no year at all
        "التقى الوفدان اليوم السبت 26 آب في عمان.",
        # the latest year has another weekday
        "التقى الوفدان اليوم السبت 26 آب. وهو الثالث منذ مطلع العام 2022.",
        # no word says that it is today
        "التقى الوفدان يوم السبت 26 آب 2023 في عمان.",
        # two such days
        "التقى الوفدان اليوم السبت 26 آب 2023. وغادرا اليوم الأحد 27 آب 2023.",
        # today has two weekdays
        "التقى الوفدان اليوم السبت 26 آب 2023. وغادرا اليوم الاثنين.",
    ],
)
def test_any_other_day_leaves_it_open(said: str) -> None:
    assert published(f"{said}\n{SHELLING}") is None


def test_a_publication_date_stands_whatever_the_text_calls_today() -> None:
    text = f"التقى الوفدان اليوم السبت 26 آب 2023 في عمان.\n{SHELLING}"
    assert published(text, date(2023, 8, 27)) == date(2023, 8, 27)
