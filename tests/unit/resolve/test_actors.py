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
    assert who("مقتل عنصر من فتح", "PS", "pse_fatah") == ["pse_fatah"]
    assert who("مقتل عنصر من حركة فتح", "LB") == ["pse_fatah"]


@pytest.mark.parametrize(
    ("country", "expected"), [("PS", "pse_prc"), ("YE", "yem_irg")], ids=["gaza", "yemen"]
)
def test_a_name_that_two_bear_is_read_by_its_country(country: str, expected: str) -> None:
    assert who("هاجمت لجان المقاومة الحاجز", country) == [expected]
