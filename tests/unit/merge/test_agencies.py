"""A report of an agency is the agency's, whoever prints it."""

from __future__ import annotations

import pytest
from tests.builders import make_document, make_mention

from rasd.merge.agencies import agency_of, agency_of_document
from rasd.model import Attribution, AttributionRole, replace

BODY = "قتل أربعة أشخاص في انفجار سيارة مفخخة قرب سوق الخضار في مدينة تل وردة صباح الثلاثاء"


def credit(agency: str | None, role: str = "via") -> Attribution:
    return Attribution(id=agency, name="", role=AttributionRole(role), text="")


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"تل وردة - رويترز: {BODY} {BODY}", "reuters"),
        (f"تل وردة (أ ف ب)\n{BODY} {BODY}", "afp"),
        (f"تل وردة/سانا/ {BODY} {BODY}", "sana"),
        (f"{BODY} {BODY} (رويترز)", "reuters"),
        (f"{BODY} {BODY}\nالمصدر: وكالة الأناضول", "anadolu"),
    ],
    ids=["dash", "parentheses", "slash", "foot", "labelled foot"],
)
def test_a_byline_names_the_agency(text: str, agency: str) -> None:
    assert agency_of_document(make_document("a", text)) == agency


@pytest.mark.parametrize(
    "text",
    [
        f"نفت وكالة رويترز أن يكون مراسلها اعتقل. {BODY} {BODY}",
        f"تل وردة - الوكالات: {BODY} {BODY}",
        f"تل وردة - سبأ: {BODY} {BODY}",
        f"{BODY} (رويترز) {BODY} {BODY}",
        "",
    ],
    ids=["in a sentence", "several unnamed", "a name of two agencies", "mid-text", "empty"],
)
def test_what_is_no_byline_names_none(text: str) -> None:
    assert agency_of_document(make_document("a", text)) is None


@pytest.mark.parametrize("outlet", ["Reuters", "وكالة رويترز", "رويترز", "reuters.com"])
def test_an_agencys_own_report_is_its_own(outlet: str) -> None:
    assert agency_of_document(replace(make_document("a", BODY), outlet=outlet)) == "reuters"


def test_what_the_report_of_the_incident_credits_comes_before_the_byline() -> None:
    document = make_document("a", f"تل وردة - رويترز: {BODY} {BODY}")
    assert agency_of(make_mention("a"), document) == "reuters"
    assert agency_of(make_mention("a", attribution=(credit("sana"),)), document) == "sana"


def test_an_agency_beside_another_source_is_one_voice_of_several() -> None:
    both = (credit("sana", "says"), credit("sohr", "says"))
    assert agency_of(make_mention("a", attribution=both), None) is None
    assert agency_of(make_mention("a", attribution=both[:1]), None) == "sana"
    nameless = (credit("sana", "says"), credit(None, "says"))
    assert agency_of(make_mention("a", attribution=nameless), None) == "sana"


def test_an_agency_that_is_quoted_on_something_else_gives_no_report() -> None:
    assert agency_of(make_mention("a", attribution=(credit("sana", "denies"),)), None) is None
