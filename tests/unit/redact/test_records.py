"""What of a record is published."""

from __future__ import annotations

from datetime import date, timedelta

from tests.builders import (
    DAY,
    make_actor,
    make_day,
    make_event,
    make_evidence,
    make_mention,
    make_place,
)

from rasd.model import Judged, PlacePrecision, Review, replace
from rasd.model.codes import Action, ReviewState
from rasd.redact import Redactor, Removals, Rule, removed_text

LATER = DAY + timedelta(days=1000)
SOON = DAY + timedelta(days=20)


def test_a_name_goes_from_every_text_of_a_record() -> None:
    mention = make_mention(
        targets=(make_actor(None, text="الشاب ضرغام القصاب"),),
        evidence=(make_evidence("مقتل ضرغام القصاب"), make_evidence("وكان القصاب عائدا")),
    )
    shown = Redactor(LATER).mention(mention)
    assert "القصاب" not in repr(shown)
    assert "ضرغام" not in repr(shown)


def test_a_cut_quote_says_so_and_keeps_its_offsets() -> None:
    mention = make_mention(evidence=(make_evidence("مقتل ضرغام في السوق", start=7),))
    [evidence] = Redactor(LATER).mention(mention).evidence
    assert (evidence.cut, evidence.start) == (True, 7)


def test_a_quote_without_a_name_stays_whole() -> None:
    mention = make_mention(evidence=(make_evidence("انفجار سيارة مفخخة"),))
    assert Redactor(LATER).mention(mention).evidence == mention.evidence


def test_a_recent_event_loses_its_point_and_its_village() -> None:
    place = make_place("تلعفر", lat=36.37, lon=42.45, geonameid=1, precision=PlacePrecision.EXACT)
    mention = make_mention(
        date=make_day(), place=place, evidence=(make_evidence("انفجار في تلعفر"),)
    )
    shown = Redactor(SOON).mention(mention)
    assert shown.place is not None
    assert (shown.place.geonameid, shown.place.lat) != (1, 36.37)
    assert "تلعفر" not in repr(shown)
    assert "تلعفر" in repr(Redactor(LATER).mention(mention))


def test_an_undated_event_is_taken_for_recent() -> None:
    place = make_place("تلعفر", lat=36.37, lon=42.45, precision=PlacePrecision.EXACT)
    shown = Redactor(date.max).mention(make_mention(date=None, place=place))
    assert shown.place is not None
    assert shown.place.lat != 36.37


def test_a_judgement_is_published_without_who_made_it_and_what_they_wrote() -> None:
    judged = Judged(
        id="j1", action=Action.ACCEPT, by="samira", at="2031-05-07", reason="ضرغام قال لي"
    )
    review = Review(
        state=ReviewState.ACCEPTED, by="samira", at="2031-05-07", stale=False, judgements=(judged,)
    )
    shown = Redactor(LATER).event(replace(make_event(make_mention()), review=review))
    assert "samira" not in repr(shown)
    assert "ضرغام" not in repr(shown)


def test_the_log_says_where_by_which_rule_and_how_much_never_what() -> None:
    log = Removals()
    mention = make_mention(evidence=(make_evidence("مقتل محمد في السوق"),))
    redactor = Redactor(LATER, log=log)
    redactor.mention(mention)
    redactor.mention(mention)
    [row] = [removed for removed in log if removed.rule is Rule.NAME]
    assert (row.record, row.field, row.rule, row.words) == (
        mention.id,
        "evidence.event",
        Rule.NAME,
        1,
    )
    assert "محمد" not in "".join(removed_text(log))
