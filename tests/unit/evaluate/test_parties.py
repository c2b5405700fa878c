"""Which predicted parties meet annotated ones."""

from __future__ import annotations

import pytest
from tests.builders import make_actor

from rasd.evaluate.parties import Verdict, judge_parties
from rasd.model import Actor

RIGHT, WRONG = Verdict(strict=True, lenient=True), Verdict(strict=False, lenient=False)
FORGIVEN = Verdict(strict=False, lenient=True)


def named(actor_id: str | None, name_en: str) -> Actor:
    return Actor(id=actor_id, name_en=name_en, text=name_en, category="")


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        pytest.param(["is_core"], ["is_core"], RIGHT, id="the same id"),
        pytest.param(["is_core|is_libya"], ["is_libya"], RIGHT, id="an alternative"),
        pytest.param(["is_core"], ["irq_army"], WRONG, id="another id"),
        pytest.param(["is_core"], [], WRONG, id="none given"),
        pytest.param([], [], RIGHT, id="none wanted, none given"),
        pytest.param([], ["irq_army"], FORGIVEN, id="none wanted, one given"),
        pytest.param(["is_core", "irq_army"], ["is_core"], WRONG, id="one of two"),
        pytest.param(["is_core"], ["is_core", "gen_civilians"], FORGIVEN, id="one too many"),
    ],
)
def test_ids(gold: list[str], predicted: list[str], expected: Verdict) -> None:
    assert judge_parties(gold, [make_actor(name) for name in predicted]) == expected


@pytest.mark.parametrize(
    ("entry", "actor", "met"),
    [
        pytest.param("harbour guards", make_actor(None, text="x"), True, id="unlisted actor"),
        pytest.param("is_core", make_actor(None, text="x"), False, id="an id wants an id"),
        pytest.param(
            "Bahraini police", named("gen_police_local", "Local police"), True, id="generic police"
        ),
        pytest.param(
            "Ukrainian army", named("irq_army", "Iraqi army"), False, id="another country's army"
        ),
        pytest.param(
            "civilians", named("gen_civilians", "Civilians"), True, id="one word, seeds' way"
        ),
        pytest.param(
            "Kuwaiti consulate", named("ext_kuwait", "Kuwaiti state"), True, id="shared name"
        ),
    ],
)
def test_descriptions(entry: str, actor: Actor, met: bool) -> None:
    assert judge_parties([entry], [actor]).strict is met


def test_one_actor_may_meet_two_entries() -> None:
    unlisted = make_actor(None, text="x")

    assert judge_parties(["harbour office", "its guards"], [unlisted]) == RIGHT


def test_an_extra_actor_from_the_other_side_is_not_forgiven() -> None:
    actors = [make_actor("is_core"), make_actor("irq_army")]

    assert judge_parties(["is_core"], actors, other_side=["irq_army|irq_fed_police"]) == WRONG
