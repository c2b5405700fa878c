"""Asking a server that misbehaves: what is asked again, what is given up, what ends the run."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.llm import TEXT, choice, content, event, make_article
from tests.llm_server import Reply, Script, Server, completion, serving, slowly

from rasd.engines.choice import Budget
from rasd.engines.llm.code import Answered
from rasd.model import CodedDocument, Issue, IssueKind, RasdError, RunError, SettingsError
from rasd.pipeline import questions
from rasd.run.llm.asker import Asker, Patience, open_asker
from rasd.run.llm.client import MOST_BYTES, UnansweredError, chat_url
from rasd.run.llm.coding import code_asking, code_asking_stream

GOOD = completion(content(event()))
PATIENCE = Patience(attempts=3, first=0.001, longest=5.0)
KEY = "sk-very-secret-0123456789"


@contextmanager
def asking(
    script: Script, folder: Path, *, key: str | None = None, **endpoint: Any
) -> Iterator[tuple[Asker, Server]]:
    with serving(script) as server:
        given = {"url": server.url, "cache": folder / "answers.sqlite"} | endpoint
        environ = {} if key is None else {"MODEL_KEY": key}
        engine = choice(**given, key_env="MODEL_KEY" if key is not None else None)
        with open_asker(engine, patience=PATIENCE, environ=environ) as asker:
            yield asker, server


def ask(asker: Asker, text: str = TEXT) -> tuple[Answered, ...]:
    return asker.ask(questions(make_article(text), asker.engine)).result(timeout=60)


def after(*first: Reply) -> Script:
    """A script that answers well once it has said these things."""
    return lambda _, number: first[number] if number < len(first) else GOOD


def test_the_request_is_what_an_endpoint_takes(tmp_path: Path) -> None:
    with asking(after(), tmp_path, key=KEY) as (asker, server):
        ask(asker)
    (sent,) = server.requests
    assert server.paths == ["/v1/chat/completions"]
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert [m["role"] for m in sent["messages"][:1] + sent["messages"][-1:]] == ["system", "user"]
    assert (sent["model"], sent["temperature"], sent["stream"]) == ("test", 0, False)
    schema = sent["response_format"]["json_schema"]
    assert schema["schema"]["additionalProperties"] is False


@pytest.mark.parametrize(
    "refusals",
    [
        [Reply(status=429, headers=(("Retry-After", "0"),))],
        [
            Reply(
                status=503,
                headers=(("Retry-After", format_datetime(datetime.now(UTC) - timedelta(hours=1))),),
            )
        ],
        [Reply(status=500, body=b"<html>oops</html>"), Reply(status=502)],
        [Reply(broken=True)],
        [Reply(body=b"{", length=400)],
    ],
    ids=["429 with Retry-After", "503 until a time", "500 and 502", "reset", "cut off"],
)
def test_a_server_that_falters_is_asked_again(tmp_path: Path, refusals: list[Reply]) -> None:
    with asking(after(*refusals), tmp_path) as (asker, server):
        (answered,) = ask(asker)
    assert answered.answer.content == content(event())
    assert len(server.requests) == asker.costs.requests == len(refusals) + 1
    assert asker.costs.retries == len(refusals)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(status=500, body=b"overloaded"), "500 (overloaded); asked 3 times"),
        (Reply(status=429, headers=(("Retry-After", "3600"),)), "429 (); asked 1 times"),
        (Reply(broken=True), "the connection broke"),
        (Reply(status=400, body=b"context too long"), "refuses the question (400: context too"),
        (Reply(body=b"<html>hello</html>"), "holds no message of a model"),
        (Reply(body=b"\xff\xfe\x00 bytes"), "holds no message of a model"),
        (Reply(body=b'{"choices": []}'), "holds no message of a model"),
        (Reply(body=b"[" * 100_000), "holds no message of a model"),
        (completion(None), "holds no message of a model"),
        (completion({"text": "x"}), "holds no message of a model"),
        (completion(["abc"]), "holds no message of a model"),
        (
            Reply(body=b"x", headers=(("Content-Encoding", "gzip"),)),
            "the answer is packed with gzip",
        ),
        (Reply(body=b" " * 65_536, endless=True), f"no end ({MOST_BYTES:,} bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_question_without_an_answer_says_why(tmp_path: Path, reply: Reply, told: str) -> None:
    with (
        asking(lambda *_: reply, tmp_path) as (asker, _),
        pytest.raises(UnansweredError) as error,
    ):
        ask(asker)
    assert told in str(error.value)
    assert error.value.remedy
    assert asker.costs.unanswered == 1


def test_an_answer_that_drips_ends_in_time(tmp_path: Path) -> None:
    drip = Reply(body=b" " * 500, wait=0.05)
    with (
        asking(lambda *_: drip, tmp_path, seconds=0.2) as (asker, _),
        pytest.raises(UnansweredError, match=r"no whole answer within 0\.2 seconds"),
    ):
        ask(asker)


def test_a_claimed_length_without_end_costs_no_memory(tmp_path: Path) -> None:
    huge = Reply(body=b"{" * 10, length=10**12)
    with (
        asking(lambda *_: huge, tmp_path) as (asker, _),
        pytest.raises(UnansweredError, match="the connection broke"),
    ):
        ask(asker)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(status=401, body=b"bad key"), "is the key in $MODEL_KEY right"),
        (Reply(status=402), "refuses us (402"),
        (Reply(status=404, body=b"no model"), "does it hold the model 'test' (--llm-model)?"),
        (
            Reply(status=302, headers=(("Location", "http://thief.example/v1?x=1"),)),
            "sends us elsewhere (302, to thief.example)",
        ),
        (Reply(status=308, headers=(("Location", "/v2"),)), "sends us elsewhere (308"),
    ],
    ids=["401", "402", "404", "redirect to another host", "redirect on the same"],
)
def test_what_will_never_be_answered_ends_the_run(tmp_path: Path, reply: Reply, told: str) -> None:
    with asking(lambda *_: reply, tmp_path, key=KEY) as (asker, server):
        with pytest.raises(RunError) as error:
            ask(asker)
        assert len(server.requests) == 1
    assert told in str(error.value)
    assert server.url in str(error.value)


def test_ten_questions_in_a_row_without_an_answer_end_the_run(tmp_path: Path) -> None:
    articles = [make_article(TEXT + f"({n})", doc_id=str(n)) for n in range(30)]
    with (
        asking(lambda *_: Reply(status=400), tmp_path, concurrency=1) as (asker, _),
        pytest.raises(RunError, match="the last 10 questions got no answer"),
    ):
        list(code_asking_stream(articles, asker=asker))


@pytest.mark.parametrize("refused", [1, 2], ids=["no schema", "no JSON mode either"])
def test_a_server_that_knows_no_json_schema_is_asked_without(tmp_path: Path, refused: int) -> None:
    def script(sent: dict[str, Any], number: int) -> Reply:
        known = ["text", "json_object", "json_schema"][: 3 - refused]
        kind = sent.get("response_format", {}).get("type", "text")
        return GOOD if kind in known else Reply(status=400, body=b"response_format unsupported")

    with asking(script, tmp_path) as (asker, server):
        ask(asker)
        ask(asker, TEXT + "!")
    assert len(server.requests) == 2 + refused
    last = server.requests[-1].get("response_format", {}).get("type", "text")
    assert last == ["json_object", "text"][refused - 1]


def test_a_question_that_is_refused_in_every_format_takes_none_from_the_next(
    tmp_path: Path,
) -> None:
    def script(sent: dict[str, Any], number: int) -> Reply:
        return Reply(status=400) if number < 3 else GOOD

    with asking(script, tmp_path) as (asker, server):
        with pytest.raises(UnansweredError):
            ask(asker)
        ask(asker, TEXT + "!")
    assert server.requests[-1]["response_format"]["type"] == "json_schema"


def test_the_key_is_never_shown_kept_or_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = Reply(status=400, body=f"you sent {KEY}".encode())
    with asking(after(echo, echo, echo), tmp_path, key=KEY) as (asker, _):
        with pytest.raises(UnansweredError) as error:
            ask(asker)
        ask(asker, TEXT + "!")
        assert KEY not in repr(asker.engine)
    assert KEY not in str(error.value)
    assert "you sent ***" in str(error.value)
    assert KEY not in caplog.text
    for file in tmp_path.iterdir():
        assert KEY.encode() not in file.read_bytes()


def test_words_of_a_server_cannot_steer_a_terminal(tmp_path: Path) -> None:
    reply = Reply(status=400, body="a\x1b[31m\u202eb\n\nc".encode() + b"x" * 5000)
    with asking(lambda *_: reply, tmp_path) as (asker, _), pytest.raises(RasdError) as error:
        ask(asker)
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 400


def test_no_more_questions_are_put_at_once_than_allowed(tmp_path: Path) -> None:
    script = slowly(after(), 0.02)
    with asking(script, tmp_path, concurrency=3) as (asker, server):
        asked = [asker.ask(questions(make_article(TEXT + str(n)), asker.engine)) for n in range(12)]
        assert len([each.result(timeout=60) for each in asked]) == 12
    assert 1 < server.at_once <= 3


def test_an_answer_is_asked_for_once(tmp_path: Path) -> None:
    with asking(after(), tmp_path) as (asker, server):
        first = ask(asker)
        assert ask(asker) == first
        assert (asker.costs.questions, asker.costs.cached, len(server.requests)) == (2, 1, 1)
    with asking(after(), tmp_path) as (asker, server):
        assert ask(asker) == first
        assert (asker.costs.tokens_in, server.requests) == (0, [])


def test_it_asks_where_an_event_loop_runs_already(tmp_path: Path) -> None:
    async def in_a_notebook() -> str:
        with asking(after(), tmp_path) as (asker, _):
            return ask(asker)[0].answer.content

    assert asyncio.run(in_a_notebook()) == content(event())


def test_of_two_answers_to_one_question_the_first_kept_counts(tmp_path: Path) -> None:
    with asking(after(), tmp_path) as (asker, _):
        ask(asker)
        with asking(lambda *_: completion("other"), tmp_path) as (late, _):
            assert ask(late)[0].answer.content == content(event())


@pytest.mark.parametrize("usage", [(900, 90), None], ids=["counted", "not counted"])
def test_half_a_letter_in_an_answer_is_a_question_mark(
    tmp_path: Path, usage: tuple[int, int] | None
) -> None:
    reply = completion(content(event()) + "\ud83d", usage=usage)
    with asking(lambda *_: reply, tmp_path) as (asker, _):
        (answered,) = ask(asker)
        assert ask(asker) == (answered,)
    assert answered.answer.content == content(event()) + "?"


def test_an_answer_that_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    with asking(after(completion("I would rather not")), tmp_path) as (asker, server):
        ((refused,),) = code_asking_stream([make_article()], asker=asker)
        ((coded,),) = code_asking_stream([make_article()], asker=asker)
        assert (asker.costs.cached, len(server.requests)) == (0, 2)
    assert isinstance(refused, Issue)
    assert isinstance(coded, CodedDocument)


def _spent(asker: Asker) -> int:
    return asker.costs.tokens_in + asker.costs.tokens_out


def test_a_budget_of_tokens_is_never_passed(tmp_path: Path) -> None:
    articles = [make_article(TEXT + f"({n})", doc_id=str(n)) for n in range(60)]
    budget = Budget(tokens=45_000)
    with asking(after(), tmp_path, budget=budget, concurrency=4) as (asker, _):
        found = [item for batch in code_asking(articles, asker=asker, workers=1) for item in batch]
    assert asker.costs.budget_spent
    assert 990 <= _spent(asker) <= 45_000
    coded = [item.document.id for item in found if isinstance(item, CodedDocument)]
    left = [item for item in found if isinstance(item, Issue)]
    assert len(coded) == asker.costs.requests == _spent(asker) // 990
    assert len(left) == 60 - len(coded)
    assert {issue.kind for issue in left} == {IssueKind.UNANSWERED}
    assert "the budget (--llm-budget) is spent" in left[0].message


def test_the_next_run_goes_on_where_the_budget_ended(tmp_path: Path) -> None:
    articles = [make_article(TEXT + f"({n})", doc_id=str(n)) for n in range(6)]
    answered = []
    for _ in range(8):
        with asking(after(), tmp_path, budget=Budget(tokens=30_000)) as (asker, _):
            found = [i for b in code_asking(articles, asker=asker, workers=1) for i in b]
        answered.append(sum(isinstance(item, CodedDocument) for item in found))
        if answered[-1] == 6:
            break
    assert answered[-1] == 6
    assert answered == sorted(answered)


def test_money_is_counted_by_the_prices_given(tmp_path: Path) -> None:
    prices = {"price_in": 2.0, "price_out": 10.0}
    with asking(after(), tmp_path, **prices) as (asker, _):
        ask(asker)
    assert asker.costs.money == pytest.approx(900 * 2e-6 + 90 * 10e-6)


def test_a_budget_in_money_stops_before_the_question_that_might_pass_it(tmp_path: Path) -> None:
    given = {"price_in": 2.0, "price_out": 10.0, "budget": Budget(money=0.01)}
    with (
        asking(after(), tmp_path, **given) as (asker, server),
        pytest.raises(UnansweredError, match="is spent"),
    ):
        ask(asker)
    assert server.requests == []


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_failure_behind_a_gateway_counts_as_a_whole_answer(tmp_path: Path, status: int) -> None:
    with asking(after(Reply(status=status)), tmp_path) as (asker, _):
        ask(asker)
    assert _spent(asker) > 990 + 2000


@pytest.mark.parametrize("status", [429, 503])
def test_a_question_that_a_server_turns_away_costs_nothing(tmp_path: Path, status: int) -> None:
    with asking(after(Reply(status=status)), tmp_path) as (asker, _):
        ask(asker)
    assert _spent(asker) == 990


def test_tokens_that_no_server_counts_are_taken_for_the_most_they_can_be(tmp_path: Path) -> None:
    with asking(lambda *_: completion(content(event()), usage=None), tmp_path) as (asker, server):
        ask(asker)
    assert asker.costs.unknown == 1
    assert asker.costs.tokens_in > len(server.requests[0]["messages"][-1]["content"])


def test_more_tokens_than_any_answer_takes_are_no_count(tmp_path: Path) -> None:
    reply = completion(content(event()), usage=(10**30, 90))
    with asking(lambda *_: reply, tmp_path) as (asker, _):
        ask(asker)
    assert asker.costs.unknown == 1
    assert _spent(asker) < 10**6


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"url": "localhost:8080"}, "is no address"),
        ({"url": "ftp://host/v1"}, "is no address"),
        ({"url": "http://"}, "is no address"),
        ({"url": "http://xn--/"}, "is no address"),
        ({"url": "http://me:secret@host/v1"}, "holds a name, a password"),
        ({"url": "http://host/v1?key=secret"}, "holds a name, a password"),
        ({"key_env": "NO_SUCH_KEY"}, "NO_SUCH_KEY: there is no such environment variable"),
        ({"key_env": "SPACED"}, "is no key"),
        ({"budget": Budget(money=1.0)}, "needs prices"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_settings_that_cannot_be_used_end_before_anything_is_asked(
    tmp_path: Path, given: dict[str, Any], told: str
) -> None:
    engine = choice(**{"cache": tmp_path / "answers.sqlite"} | given)
    with (
        pytest.raises(SettingsError, match=told) as error,
        open_asker(engine, environ={"SPACED": "a b\nc"}),
    ):
        pass
    assert "secret" not in str(error.value).replace("holds a name, a password", "")


def test_a_cache_that_is_another_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(SettingsError, match="something else"), open_asker(choice(cache=path)):
        pass
    assert path.read_bytes() == before


def test_a_cache_that_is_no_database_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all, only some words " * 50)
    with pytest.raises(SettingsError, match=r"notes\.txt"), open_asker(choice(cache=path)):
        pass


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/chat/completions"),
        ("https://host/api/v3/", "https://host/api/v3/chat/completions"),
        ("https://host/v1/chat/completions", "https://host/v1/chat/completions"),
    ],
)
def test_questions_go_below_the_address_given(given: str, asked: str) -> None:
    assert chat_url(given) == asked


def test_a_stream_is_answered_before_more_is_read(tmp_path: Path) -> None:
    def slow() -> Iterator[Any]:
        yield make_article()
        pytest.fail("more was read before the first was answered")

    with asking(after(), tmp_path) as (asker, _):
        ((found,),) = [next(code_asking_stream(slow(), asker=asker))]
    assert isinstance(found, CodedDocument)
