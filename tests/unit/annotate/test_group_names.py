"""Names of groups that no list knows, and bands known by their allies."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.annotate.actors import ActorForm
from rasd.knowledge import load_knowledge
from rasd.text import fold


def found(phrase: str) -> list[tuple[ActorForm, str]]:
    return [
        (actor.form, " ".join(t.text for t in a.sentence.tokens[actor.start : actor.end]))
        for a in annotate(None, fold(phrase), load_knowledge())
        for actor in a.actors
    ]


@pytest.mark.parametrize(
    ("phrase", "form", "words"),
    [
        ('هاجمت كتيبة "النخيل" الحاجز', ActorForm.NAMED, 'كتيبه " النخيل "'),
        ("هاجمت ميليشيا الوادي الأحمر القرية", ActorForm.NAMED, "ميليشيا الوادي الاحمر"),
        ("هاجمت ميليشيا مسلحة القرية", ActorForm.NAMED, "ميليشيا"),
        ("متمردون موالون لفرنسا", ActorForm.NAMED, "متمردون موالون لفرنسا"),
        ("القوات الموالية للحوثيين", ActorForm.NAMED, "القوات المواليه للحوثيين"),
        ("القوات الموالية للبرلمان", ActorForm.GROUP, "القوات"),
        ("القوات الموالية للرئيس", ActorForm.CONTEXTUAL, "القوات المواليه للرييس"),
        ("هاجمت الحركة الحاجز", ActorForm.GROUP, "الحركه"),
    ],
)
def test_a_group_is_read_from_its_noun(phrase: str, form: ActorForm, words: str) -> None:
    assert found(phrase) == [(form, words)]


@pytest.mark.parametrize(
    "phrase", ["توقفت حركة السير", "انفجر هجوم انتحاري", "وصل الوفد من إيران وهو موال لروسيا"]
)
def test_other_words_are_no_group(phrase: str) -> None:
    assert [form for form, _ in found(phrase) if form is not ActorForm.STATE] == []


def test_who_fights_along_is_a_party_and_a_state_that_helps_is_none() -> None:
    assert [form for form, _ in found("هاجم الجيش مدعوما بطيران التحالف البلدة")] == [
        ActorForm.CONTEXTUAL,
        ActorForm.CONTEXTUAL,
    ]
    assert [form for form, _ in found("هاجم الجيش مدعوما من إيران البلدة")] == [
        ActorForm.CONTEXTUAL
    ]
