"""Who a name means in its document."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.knowledge import load_knowledge
from rasd.resolve.actors import ActorContext, resolve_actor
from rasd.text import fold


def who(phrase: str, country: str | None, *recent: str) -> list[str | None]:
    knowledge = load_knowledge()
    context = ActorContext(country, None, recent, None)
    return [
        resolved.id
        for annotated in annotate(None, fold(phrase), knowledge)
        for actor in annotated.actors
        if (resolved := resolve_actor(actor, context, knowledge)) is not None
    ]


def test_a_common_word_is_a_group_only_where_the_text_names_it_in_full() -> None:
    assert who("باشرت الشرطة بفتح تحقيق", "IQ") == ["irq_fed_police"]
    assert who("مقتل عنصر من فتح. ونعته حركة فتح", "PS") == ["pse_fatah", "pse_fatah"]
    assert who("مقتل عنصر من حركة فتح", "LB") == ["pse_fatah"]


@pytest.mark.parametrize(
    ("country", "expected"), [("PS", "pse_prc"), ("YE", "yem_irg")], ids=["gaza", "yemen"]
)
def test_a_name_that_two_bear_is_read_by_its_country(country: str, expected: str) -> None:
    assert who("هاجمت لجان المقاومة الحاجز", country) == [expected]


def test_police_without_a_row_are_local_police_and_no_army() -> None:
    assert who("قتلت الشرطة التركية مسلحا", "TR") == ["gen_police_local", "gen_unidentified_armed"]
    assert who("هاجم مسلحون الجيش التركي", "TR") == ["gen_unidentified_armed", "ext_turkey"]


def test_the_noun_points_back_at_a_group_that_no_list_knows() -> None:
    knowledge = load_knowledge()
    context = ActorContext("EG", None, ("~organisation:الوادي",), None)
    (annotated,) = annotate(None, fold("أعلن التنظيم ذلك"), knowledge)
    resolved = resolve_actor(annotated.actors[0], context, knowledge)
    assert resolved is not None
    assert (resolved.id, resolved.name_ar) == (None, "الوادي")
    (annotated,) = annotate(None, fold("أعلنت الحركة ذلك"), knowledge)
    resolved = resolve_actor(annotated.actors[0], context, knowledge)
    assert resolved is None or resolved.name_ar != "الوادي"


def test_whoever_keeps_order_is_the_country_s_force_where_the_table_has_one() -> None:
    assert who("قتلت قوات الأمن مسلحا", "PK") == ["pak_army", "gen_unidentified_armed"]
    assert who("قتلت قوات الأمن مسلحا", "BI") == ["gen_police_local", "gen_unidentified_armed"]
