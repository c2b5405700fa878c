"""Roles of parties in short fictional phrases."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.assemble.frames import build_frames
from rasd.assemble.parties import Role, read_parties
from rasd.knowledge import load_knowledge
from rasd.text import fold

PERPETRATOR, TARGET = Role.PERPETRATOR, Role.TARGET


def roles(phrase: str) -> list[Role]:
    knowledge = load_knowledge()
    return [
        party.role
        for annotated in annotate(None, fold(phrase), knowledge)
        for frame in build_frames(annotated, knowledge)
        for party in read_parties(frame)
    ]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("شن عناصر التنظيم عمليات استهدف من خلالها قوات سوريا الديمقراطية", [PERPETRATOR, TARGET]),
        ("قصف من قوات النظام وروسيا على القرية", [PERPETRATOR, PERPETRATOR]),
        ("قصفتها مدفعية الجيش السوري", [PERPETRATOR]),
        ("هاجم مسلحون تابعون لتنظيم الدولة نقطة للجيش العراقي", [PERPETRATOR, PERPETRATOR, TARGET]),
        ("وجه طيران الجيش العراقي ضربات إلى التنظيم", [PERPETRATOR, TARGET]),
        ("استهداف منزل أحد قادة قوات سوريا الديمقراطية", [TARGET]),
        ("بعد استهداف التنظيم لسفارة المدينة", [PERPETRATOR]),
        ("استهدفت مسيرتان تركيتان مواقع لقسد", [PERPETRATOR, TARGET]),
        ("قصف طيران تابع لقوات #النظام_السوري البلدة", [PERPETRATOR]),
    ],
)
def test_the_role_follows_from_what_governs_the_party(phrase: str, expected: list[Role]) -> None:
    assert roles(phrase) == expected


def test_a_country_that_is_only_a_place_is_no_party() -> None:
    assert roles("انفجرت عبوة في العراق") == []


def test_armed_as_an_adjective_and_parts_of_names_are_no_parties() -> None:
    assert roles("قتل حارسا مسلحا") == []
    assert roles("قتل أبو طالب") == []
