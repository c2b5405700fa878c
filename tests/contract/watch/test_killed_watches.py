"""A watch killed or stopped at any moment: the next loses nothing and does nothing twice."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.contract.run.test_killed_runs import Points
from tests.runs import contents, forked, start_rasd
from tests.watching import (
    NOON,
    Reply,
    StillClock,
    Watch,
    Web,
    feed_source,
    item,
    page,
    rss,
    serving,
    site,
)
from warcio.archiveiterator import ArchiveIterator

from rasd.run.intake import take_in
from rasd.run.watch.clock import Stop
from rasd.run.watch.records import State

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills processes as Linux has them")

SEED = 20_310_204
KILLS = 14


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serving() as found:
        site(found, 2)
        found.pages["/news/3"] = Reply(status=301, headers=(("Location", "/news/4"),))
        found.pages["/news/4"] = page(4)
        found.pages["/feed"] = rss(
            *(item(found.url(f"/news/{n}"), n) for n in (1, 2, 3)), etag='"f"'
        )
        yield found


def watch_into(web: Web, out: Path, later: float = 0.0) -> Watch:
    return Watch(web, out, (feed_source(web),), StillClock(NOON + later))


def archived(out: Path) -> Counter[str]:
    """How often each address answered, by the whole archive; each record is read and checked."""
    found: Counter[str] = Counter()
    for path in sorted((out / "archive").glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                record.content_stream().read()
                if record.rec_type == "response":
                    found[record.rec_headers.get_header("WARC-Target-URI")] += 1
    return found


@pytest.fixture(scope="module")
def undisturbed(web: Web, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("undisturbed")
    watch_into(web, out).round()  # in this process, whose copies then find everything loaded
    return out


def watched(web: Web, out: Path, deadly: int | None, listed: Path | None = None) -> None:
    points = Points(deadly)
    sys.setprofile(points)
    try:
        watch_into(web, out).round()
    finally:
        sys.setprofile(None)
        if listed is not None:
            listed.write_text(" ".join(points.passed))


def test_killed_at_any_touch_of_the_disk_the_next_loses_nothing_and_doubles_nothing(
    web: Web, undisturbed: Path, tmp_path: Path
) -> None:
    listed = tmp_path / "points"
    assert forked(partial(watched, web, tmp_path / "counted", None, listed)) == 0
    points = listed.read_text().split()
    settling = [n for n, name in enumerate(points) if name in ("fsync", "replace")]
    chance = random.Random(SEED)
    picked = {*chance.sample(settling, KILLS // 2), *chance.sample(range(len(points)), KILLS // 2)}
    want = archived(undisturbed)
    assert set(want.values()) == {1}
    assert len(want) == 6
    for deadly in sorted(picked):
        out = tmp_path / f"killed-{deadly}"
        died = forked(partial(watched, web, out, deadly))
        assert died == -signal.SIGKILL, (deadly, points[deadly])
        watch_into(web, out, later=300.0).round()
        assert contents(out) == contents(undisturbed), (deadly, points[deadly])
        assert archived(out) == want, (deadly, points[deadly])
        assert not (out / "incoming").exists()
        with watch_into(web, out).state() as state:
            assert state.counted("sahel") == {State.KEPT: 3}


@pytest.fixture
def stopped(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A watch that was asked to end while it took in what it had fetched."""
    watch = watch_into(web, tmp_path / "out")

    def take_in_and_stop(*given: Any) -> None:
        watch.stop.ask()
        take_in(*given)

    with monkeypatch.context() as patched:
        patched.setattr("rasd.run.watch.taking.take_in", take_in_and_stop)
        watch.round()
    watch.stop = Stop()
    with watch.state() as state:
        assert state.counted("sahel") == {State.FETCHED: 3}
    assert (watch.out / "health.json").exists()
    return watch


def test_a_stop_between_two_documents_leaves_the_rest_to_the_next_start(
    stopped: Watch, web: Web, undisturbed: Path
) -> None:
    before = len(web.asked)
    stopped.round()
    assert contents(stopped.out) == contents(undisturbed)
    assert len(web.asked) == before


def test_what_the_archive_has_lost_before_it_was_taken_in_is_fetched_again(
    stopped: Watch, undisturbed: Path
) -> None:
    for path in (stopped.out / "archive").iterdir():
        path.unlink()
    stopped.round()
    stopped.clock.pass_(60)
    stopped.round()
    assert contents(stopped.out) == contents(undisturbed)


def test_a_stop_lets_the_answer_under_way_come_and_ends_well(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with serving() as web:
        site(web, 3)
        told: list[int] = []

        def last_words(path: str) -> Reply:
            os.kill(told[0], signal.SIGTERM)
            return page(1)

        web.pages["/news/1"] = last_words
        feed = web.pages["/feed"]
        assert isinstance(feed, Reply)
        body = feed.body.replace(b"sahel.example", b"127.0.0.1")
        web.pages["/feed"] = Reply(body=body, media=feed.media)
        sources = tmp_path / "sources.toml"
        sources.write_text(
            f"""
            contact = "watch@example.org"
            limits.delay = "0.5s"
            network.also = ["127.0.0.1:{web.port}"]
            [[source]]
            name = "sahel"
            kind = "feed"
            url = "{web.url("/feed", "127.0.0.1")}"
            newest = "36500d"
            """
        )
        child = start_rasd("watch", sources, "--out", out, "--workers", "1", "--json")
        told.append(child.pid)
        _, said = child.communicate(timeout=120)
        assert child.returncode == 0, said
        assert web.times("/news/1") == 1
        assert all(
            {"at", "level", "part", "message"} == {*json.loads(x)} for x in said.split("\n") if x
        )
    assert archived(out)[web.url("/news/1", "127.0.0.1")] == 1
    assert (out / "health.json").exists()
