"""A watch killed or stopped at any moment: the next loses nothing and does nothing twice."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

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
        child = start_rasd("watch", sources, "--out", out, "--workers", "1")
        told.append(child.pid)
        _, said = child.communicate(timeout=120)
        assert child.returncode == 0, said
        assert web.times("/news/1") == 1
        assert "Traceback" not in said
    assert archived(out)[web.url("/news/1", "127.0.0.1")] == 1
    assert (out / "health.json").exists()
