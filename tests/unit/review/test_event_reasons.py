"""Every reason that rasd can give has words in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.builders import DAY, make_day, make_mention, make_place
from tests.review import demo_store

from rasd.judge import What
from rasd.merge import explain_merge, load_weights
from rasd.model import Mention, SubEventType, replace
from rasd.review.event.ground import read_ground
from rasd.review.event.reasons import contradiction_words, reason_words, why_view
from rasd.review.event.values import FIELDS
from rasd.review.saying import Saying
from rasd.review.words import LANGUAGES, Language, Words, strings
from rasd.run.nearly import LISTED, nearly_joined
from rasd.store import Store, open_store

BOTH = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """The bundled reports."""
    demo_store(place)
    with open_store(place, create=False) as store:
        yield store


@BOTH
def test_every_feature_of_a_comparison_has_words(language: Language) -> None:
    saying = Saying(Words(language))
    unnamed = [name for name in load_weights().of if reason_words(name, saying) == name]
    assert unnamed == []


A = make_mention("a")
AGAINST = {
    "one document": (A, make_mention("a", 1)),
    "days": (A, make_mention("b", date=make_day(DAY + timedelta(days=9)))),
    "kilometres": (A, make_mention("b", place=make_place("Far", lat=30.0))),
    "kinds": (A, make_mention("b", sub_event_type=SubEventType.PEACEFUL_PROTEST)),
    "countries": (A, make_mention("b", place=make_place("Far", country="IQ", geonameid=1))),
    "provinces": (
        replace(A, place=make_place(lat=None, lon=None, admin1="One")),
        make_mention("b", place=make_place("Far", lat=None, lon=None, admin1="Two")),
    ),
}


@BOTH
@pytest.mark.parametrize("pair", AGAINST.values(), ids=AGAINST)
def test_every_contradiction_has_words(pair: tuple[Mention, Mention], language: Language) -> None:
    saying = Saying(Words(language))
    said = explain_merge(*pair).contradictions
    assert said
    for each in said:
        words = contradiction_words(each, saying)
        assert words
        assert language == "en" or words != each


@BOTH
def test_everything_that_can_change_under_a_judgement_has_words(language: Language) -> None:
    for what in What:
        assert Words(language).t(f"event.changed_{what.value}")


def test_every_rule_of_the_bundled_reports_has_words(store: Store) -> None:
    saying = Saying(Words("en"))
    unnamed = set()
    for event in store.events():
        given = why_view(read_ground(store, event), (), FIELDS, saying)
        unnamed |= {r.rule for _, rules in given.rules for r in rules if r.said == r.rule}
    assert unnamed == set()


def test_each_link_is_told_with_the_names_of_its_reports_and_its_reasons(store: Store) -> None:
    event = max(store.events(), key=lambda e: (len(e.links), e.id))
    given = why_view(read_ground(store, event), (), FIELDS, Saying(Words("en")))
    assert len(given.links) == len(event.links) > 1
    for shown, link in zip(given.links, event.links, strict=True):
        assert all(shown.names)
        assert len(shown.reasons) == len(link.reasons) > 0


def test_events_nearly_joined_are_others_and_the_nearest_first(store: Store) -> None:
    found = 0
    for event in store.events():
        near = nearly_joined(store, event)
        found += len(near)
        assert len(near) <= LISTED
        assert event.id not in {each.event.id for each in near}
        order = [(bool(n.comparison.contradictions), -n.comparison.score) for n in near]
        assert order == sorted(order)
    assert found > 0


def test_the_catalogue_names_no_reason_that_there_is_not() -> None:
    known = {name.replace(".", "_") for name in load_weights().of} | {"start"}
    named = {key.removeprefix("reasons.") for key in strings() if key.startswith("reasons.")}
    others = {name for name in named if name.startswith(("against_", "not_", "kept_"))}
    assert named - others <= known
