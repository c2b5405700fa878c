"""Answers as they come: wrapped, cut off, out of their sets, absurd."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.llm import attack, content, event

from rasd.engines.llm.questions import Answer
from rasd.engines.llm.reply import AnswerError, read_reply
from rasd.engines.llm.schema import MOST_EVENTS


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}",
        "```json\n{}\n```",
        "Here is the record you asked for:\n{}\nI hope {{it}} helps [1].",
        "<think>the report [maybe] tells {{one}} event</think>\n{}",
        "\ufeff{}",
    ],
    ids=["bare", "fenced", "in prose", "after thoughts", "with a byte order mark"],
)
def test_an_answer_is_read_whatever_wraps_it(wrapped: str) -> None:
    reply = read_reply(Answer(wrapped.replace("{}", content(event())).replace("{{", "{")))
    assert [e.quote for e in reply.events] == [event()["quote"]]


def test_a_bare_list_of_events_is_read() -> None:
    assert len(read_reply(Answer(json.dumps([event(), event()]))).events) == 2


@pytest.mark.parametrize("kept", [1, 2])
def test_the_whole_events_of_an_answer_that_was_cut_off_are_read(kept: int) -> None:
    whole = content(*[attack()] * 3)
    start = [i for i in range(len(whole)) if whole.startswith('{"perpetrators"', i)]
    cut = whole[: start[kept] + 40]
    assert len(read_reply(Answer(cut, cut=True)).events) == kept


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "no events here",
        "<html><body>502 Bad Gateway</body></html>",
        '{"events": "none"}',
        '{"events": [{"sub_event_type": "armed_cl',
        "[" * 10_000,
        '{"events":' * 10_000,
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        "null",
        "7" * 10_000,
    ],
    ids=lambda text: text[:24] or "empty",
)
def test_an_answer_without_events_is_an_error_of_its_own(bad: str) -> None:
    with pytest.raises(AnswerError, match="no JSON object"):
        read_reply(Answer(bad))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("killed", {"min": 9, "max": 3, "quote": "q"}),
        ("killed", {"min": 10**12, "max": 10**12, "quote": "q"}),
        ("killed", {"min": -1, "max": 3, "quote": "q"}),
        ("killed", {"min": True, "max": 3, "quote": "q"}),
        ("killed", {"min": 2.5, "max": 3, "quote": "q"}),
        ("killed", {"min": 3, "max": 3}),
        ("killed", "three"),
        ("date", {"start": "2031-05-06"}),
        ("place", "x" * 5000),
        ("perpetrators", "الشرطة"),
        ("perpetrators", [7]),
        ("weapons", [{"weapon": "death_star", "quote": "q"}]),
        ("harm", [{"outcome": "killed", "group": "martians", "min": 1, "max": 1, "quote": "q"}]),
        ("materiel", [{"object": "tank", "effect": "loved", "count": 1, "quote": "q"}]),
        ("materiel", [{"object": "tank", "effect": "seized", "count": -1, "quote": "q"}]),
        ("attribution", [{"quote": "q", "role": "shouts"}]),
        ("status", "probable"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_value_outside_its_set_is_dropped_and_counted(field: str, value: Any) -> None:
    reply = read_reply(Answer(content(attack(**{field: value}))))
    assert reply.dropped == {field: 1}
    assert len(reply.events) == 1


@pytest.mark.parametrize("bad", [{}, 7, None, {"quote": "q"}, attack(sub_event_type="war")])
def test_an_event_without_a_known_type_or_words_is_dropped(bad: Any) -> None:
    reply = read_reply(Answer(content(bad)))
    assert (reply.events, reply.dropped) == ((), {"event": 1})


def test_a_number_that_is_none_makes_an_answer_unreadable() -> None:
    with pytest.raises(AnswerError):
        read_reply(Answer('{"events": [], "score": NaN}'))


def test_a_model_that_repeats_itself_without_end_is_read_up_to_a_bound() -> None:
    reply = read_reply(Answer(content(*[attack()] * (MOST_EVENTS + 40))))
    assert (len(reply.events), reply.dropped) == (MOST_EVENTS, {"event": 40})
