"""`rasd watch` as people and timers call it."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.runs import rasd_here
from tests.watching import Reply, Watch, Web, feed_source, site

EXAMPLE = Path(__file__).resolve().parents[3] / "docs/how-to/sources.toml"
QUARTER = 900.0


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch, watch: Watch) -> Watch:
    """The watch, with the system's clock standing where its own does."""
    monkeypatch.setattr("rasd.cli.watch.time.time", watch.clock.now)
    return watch


def test_settings_are_checked_without_asking_anybody() -> None:
    done = rasd_here("watch", EXAMPLE, "--check")
    assert (done.exit_code, done.stdout.split(" can be used: ")[1]) == (
        0,
        "3 sources (sahel24, sidra, inbox)\n",
    )
    found = json.loads(rasd_here("watch", EXAMPLE, "--check", "--json").stdout)
    assert found["sources"] == ["sahel24", "sidra", "inbox"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a file of sources"),
        ((EXAMPLE,), "name a folder"),
        ((EXAMPLE, "--out", "x", "--for", "long"), "--for long: no length of time"),
        (("--trace", "x"), "--trace needs --out DIR"),
    ],
)
def test_a_call_that_cannot_work_says_what_is_missing(
    arguments: tuple[object, ...], said: str
) -> None:
    done = rasd_here("watch", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_health_of_a_folder_that_was_never_watched_into_is_an_error(tmp_path: Path) -> None:
    done = rasd_here("watch", "--health", tmp_path)
    assert done.exit_code == 1
    assert "nothing has been watched into that folder yet" in done.stderr


def test_health_tells_how_each_source_fares_and_fails_where_one_does_not(
    now: Watch, web: Web
) -> None:
    site(web)
    web.pages["/news/2"] = Reply(status=403)
    web.pages["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /other\n")
    now.round()
    done = rasd_here("watch", "--health", now.out, "--json")
    [found] = json.loads(done.stdout)["sources"]
    assert done.exit_code == 0
    assert (found["seen"], found["kept"], found["refused"], found["failed"]) == (2, 1, 1, 0)
    assert found["newest"] == "2031-02-04T06:00:00Z"
    assert found["lag_seconds"] >= 6 * 3_600
    now.sources += (feed_source(web, "/other", "other"),)
    now.round()
    done = rasd_here("watch", "--health", now.out)
    assert done.exit_code == 1
    assert "NOT WELL: its robots.txt does not allow it" in done.stdout
    assert "sahel (feed," in done.stdout


def test_a_watch_that_does_not_run_any_more_is_noticed(now: Watch, web: Web) -> None:
    site(web, 1)
    now.round()
    now.clock.pass_(10 * 3_600)
    done = rasd_here("watch", "--health", now.out)
    assert done.exit_code == 1
    assert "is the watch running?" in done.stdout


def test_health_lies_beside_the_dataset_for_other_programs(now: Watch, web: Web) -> None:
    site(web, 1)
    now.round()
    found = json.loads((now.out / "health.json").read_text("utf-8"))
    assert (found["trouble"], found["sources"][0]["kept"]) == (None, 1)


def test_the_way_of_a_document_is_told_and_its_archive_hashed_again(now: Watch, web: Web) -> None:
    site(web, 1)
    now.round()
    name = web.url("/news/1")
    arguments = ("watch", "--out", now.out, "--trace", name)
    [line] = rasd_here(*arguments, "--json").stdout.splitlines()
    found = json.loads(line)
    assert (found["status"], found["ip"], found["intact"]) == (200, "127.0.0.1", True)
    original = rasd_here("original", name, "--db", now.out / "rasd.sqlite", "--out", now.out / "o")
    assert original.exit_code == 0
    assert hashlib.sha256((now.out / "o").read_bytes()).hexdigest() == found["sha256"]
    path = now.out / "archive" / found["archive"]
    data = bytearray(path.read_bytes())
    data[found["offset"] + 40] ^= 0xFF
    path.write_bytes(data)
    assert "NOT as it was archived" in rasd_here(*arguments).stdout
    unknown = rasd_here("watch", "--out", now.out, "--trace", "x")
    assert "nothing was fetched for 'x'" in unknown.stderr


def test_a_second_watch_into_one_folder_is_refused(now: Watch, web: Web) -> None:
    site(web, 1)
    now.round()
    script = (
        "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX); "
        "print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(now.out / "watch.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        with pytest.raises(Exception, match="another watch is at work there"):
            now.round()
    finally:
        holder.communicate()


def test_it_goes_on_for_as_long_as_it_is_told(now: Watch, web: Web) -> None:
    site(web, 1)
    began = now.clock.ran
    now.round(seconds=3 * QUARTER + 60)
    assert now.clock.ran - began == 3 * QUARTER + 60
    assert (web.times("/feed"), web.times("/news/1")) == (4, 1)
