"""What a watch never does to a site, and what no site can do to a watch."""

from __future__ import annotations

import gzip
import time
from dataclasses import replace
from email.utils import formatdate
from itertools import pairwise

import pytest
from tests.watching import (
    NOON,
    Reply,
    Watch,
    Web,
    feed_source,
    item,
    page,
    rss,
    site,
    sitemap_source,
)

from rasd.run.watch import Settings
from rasd.run.watch.health import health_of
from rasd.run.watch.records import Address, Kind, State

HOUR = 3_600.0


def robots(text: str = "", **given: object) -> Reply:
    return replace(Reply(body=text.encode(), media="text/plain"), **given)  # type: ignore[arg-type]


def address(watch: Watch, path: str, kind: Kind = Kind.PAGE) -> Address:
    with watch.state() as state:
        found = state.address(kind, watch.web.url(path))
    assert found is not None
    return found


def trouble(watch: Watch, name: str = "sahel") -> str | None:
    with watch.state() as state:
        [found] = [s for s in health_of(state, watch.clock.now()).sources if s.name == name]
    return found.trouble


def test_who_asks_says_so_and_whom_to_write_to(watch: Watch, web: Web) -> None:
    site(web, 1)
    watch.round()
    agents = {head["user-agent"] for head in web.heads}
    assert len(agents) == 1
    assert agents.pop().startswith("rasd/")
    assert all("(+watch@example.org)" in head["user-agent"] for head in web.heads)
    assert not any({"cookie", "referer", "authorization"} & head.keys() for head in web.heads)


def test_a_page_that_robots_txt_refuses_is_never_asked_for(watch: Watch, web: Web) -> None:
    site(web)
    web.pages["/robots.txt"] = robots("User-agent: rasd\nDisallow: /news/2\n")
    watch.round()
    watch.clock.pass_(30 * 24 * HOUR)
    watch.round()
    assert "/news/2" not in web.asked
    assert address(watch, "/news/2").state is State.REFUSED


def test_a_feed_that_robots_txt_refuses_is_not_asked_for_and_its_source_is_not_well(
    watch: Watch, web: Web
) -> None:
    site(web)
    web.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /\n")
    watch.round()
    watch.clock.pass_(2 * HOUR)
    watch.round()
    assert web.asked == ["/robots.txt"]
    assert trouble(watch) == "its robots.txt does not allow it"


def test_robots_txt_is_kept_for_a_day_and_then_asked_for_again(watch: Watch, web: Web) -> None:
    web.pages["/feed"] = rss()
    web.pages["/robots.txt"] = [robots(), robots("User-agent: *\nDisallow: /feed\n")]
    watch.round()
    watch.clock.pass_(23 * HOUR)
    watch.round()
    assert web.times("/robots.txt") == 1
    watch.clock.pass_(2 * HOUR)
    watch.round()
    assert (web.times("/robots.txt"), web.times("/feed")) == (2, 2)


@pytest.mark.parametrize("status", [404, 403, 410])
def test_where_there_is_no_robots_txt_all_may_be_asked_for(
    watch: Watch, web: Web, status: int
) -> None:
    web.pages |= {"/robots.txt": Reply(status=status), "/feed": rss()}
    watch.round()
    assert web.asked == ["/robots.txt", "/feed"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_where_robots_txt_cannot_be_had_nothing_is_asked_for_until_it_can(
    watch: Watch, web: Web, status: int
) -> None:
    web.pages |= {"/robots.txt": [Reply(status=status), robots()], "/feed": rss()}
    watch.round()
    watch.clock.pass_(60)
    watch.round()
    assert web.asked == ["/robots.txt"]
    assert "robots.txt cannot be had" in (trouble(watch) or "")
    watch.clock.pass_(HOUR)
    watch.round()
    assert web.asked == ["/robots.txt", "/robots.txt", "/feed"]
    assert trouble(watch) is None


def test_a_robots_txt_that_lies_elsewhere_is_followed_there(watch: Watch, web: Web) -> None:
    elsewhere = (("Location", web.url("/rules", "www.sahel.example")),)
    web.pages["/robots.txt"] = Reply(status=301, headers=elsewhere)
    web.pages["/rules"] = robots("User-agent: *\nDisallow: /\n")
    watch.round()
    assert web.asked == ["/robots.txt", "/rules"]


def test_between_two_questions_to_a_server_lies_the_pause_it_asks_for(
    watch: Watch, web: Web
) -> None:
    site(web)
    web.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 20\n")
    watch.round()
    # Before robots.txt was there the settings' own, five seconds.
    assert watch.clock.waited == [20.0, 20.0, 20.0]


def test_a_pause_that_is_longer_than_a_round_does_not_hold_it_up(watch: Watch, web: Web) -> None:
    site(web)
    web.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 900\n")
    watch.settings = Settings(contact="a@example.org", sources=(), parallel=1, round=30.0)
    watch.round()
    assert watch.clock.waited == []
    watch.clock.pass_(901)
    watch.round()
    assert web.asked == ["/robots.txt", "/feed"]


def test_the_pause_outlasts_a_restart(watch: Watch, web: Web) -> None:
    site(web, 1)
    watch.sources = (feed_source(web, most=1),)
    watch.round()
    waited = len(watch.clock.waited)
    web.pages["/feed"] = rss(item(web.url("/news/2"), 2))
    web.pages["/news/2"] = page(2)
    watch.sources = (feed_source(web, "/feed?again", "again"),)
    watch.round()
    assert len(watch.clock.waited) == waited + 1


def test_a_server_that_says_later_is_left_alone_until_then(watch: Watch, web: Web) -> None:
    busy = Reply(status=429, headers=(("Retry-After", "1800"),))
    site(web)
    web.pages["/news/1"] = [busy, page(1)]
    watch.round()
    assert web.asked == ["/robots.txt", "/feed", "/news/1"]
    watch.clock.pass_(1_700)
    watch.round()
    assert web.asked == ["/robots.txt", "/feed", "/news/1"]
    watch.clock.pass_(200)
    watch.round()
    assert {"/news/1", "/news/2"} <= {*web.asked[3:]}
    assert address(watch, "/news/1").state is State.KEPT


def test_a_server_that_was_led_on_to_and_says_later_is_the_one_left_alone(
    watch: Watch, web: Web
) -> None:
    to = web.url("/busy", "inner.example")
    web.pages["/feed"] = rss(item(web.url("/go"), 1))
    web.pages["/go"] = Reply(status=302, headers=(("Location", to),))
    web.pages["/busy"] = Reply(status=429, headers=(("Retry-After", "1800"),))
    watch.round()
    with watch.state() as state:
        closed = {name for name, server in state.servers().items() if server.closed}
    assert closed == {"inner.example"}


def test_a_time_at_which_to_come_again_is_kept_too(watch: Watch, web: Web) -> None:
    later = formatdate(NOON + 2 * HOUR, usegmt=True)
    web.pages["/feed"] = [Reply(status=503, headers=(("Retry-After", later),)), rss()]
    watch.round()
    watch.clock.pass_(1.9 * HOUR)
    watch.round()
    assert web.times("/feed") == 1
    watch.clock.pass_(0.5 * HOUR)
    watch.round()
    assert web.times("/feed") == 2


def test_a_feed_that_fails_is_asked_for_less_and_less_often(watch: Watch, web: Web) -> None:
    web.pages["/feed"] = Reply(status=500)
    at = []
    for _ in range(24 * 6):
        before = web.times("/feed")
        watch.round()
        if web.times("/feed") > before:
            at.append(watch.clock.now())
        watch.clock.pass_(600)
    pauses = [after - before for before, after in pairwise(at)]
    assert len(at) < 15
    assert pauses[-1] > 4 * pauses[0]
    assert trouble(watch) == "never reached: the server answered 500 Internal Server Error"


def test_a_source_whose_pages_fail_in_a_row_rests(watch: Watch, web: Web) -> None:
    web.pages["/feed"] = rss(*(item(web.url(f"/news/{n}"), n) for n in range(20)))
    for n in range(20):
        web.pages[f"/news/{n}"] = Reply(status=500)
    watch.round()
    assert len(web.asked) == 2 + 5
    with watch.state() as state:
        assert state.source("sahel").closed > watch.clock.now()


def test_a_page_behind_a_login_is_let_be(watch: Watch, web: Web) -> None:
    site(web, 1)
    web.pages["/news/1"] = Reply(status=401, headers=(("WWW-Authenticate", "Basic"),))
    watch.round()
    watch.clock.pass_(30 * 24 * HOUR)
    watch.round()
    assert web.times("/news/1") == 1
    assert address(watch, "/news/1").state is State.REFUSED


def test_redirects_are_followed_by_the_rules_of_where_they_lead(watch: Watch, web: Web) -> None:
    to = web.url("/private/1", "inner.example")
    web.pages["/feed"] = rss(item(web.url("/go"), 1))
    web.pages["/go"] = Reply(status=302, headers=(("Location", to),))
    asked_of = []

    def rules(path: str) -> Reply:
        asked_of.append(path)
        return robots("User-agent: *\nDisallow: /private/\n" if len(asked_of) > 1 else "")

    web.pages["/robots.txt"] = rules
    watch.round()
    assert web.asked == ["/robots.txt", "/feed", "/go", "/robots.txt"]
    assert address(watch, "/go").state is State.REFUSED


def test_a_page_that_leads_in_a_circle_is_left(watch: Watch, web: Web) -> None:
    web.pages["/feed"] = rss(item(web.url("/a"), 1))
    web.pages["/a"] = Reply(status=302, headers=(("Location", "/b"),))
    web.pages["/b"] = Reply(status=302, headers=(("Location", "/a"),))
    watch.round()
    assert len(web.asked) == 2 + 6
    assert "leads on more than 5 times" in address(watch, "/a").reason


@pytest.mark.parametrize("to", ["http://127.0.0.1:1/", "http://10.0.0.1/", "file:///etc/passwd"])
def test_a_redirect_into_a_network_is_refused(watch: Watch, web: Web, to: str) -> None:
    web.pages["/feed"] = rss(item(web.url("/a"), 1))
    web.pages["/a"] = Reply(status=302, headers=(("Location", to),))
    watch.settings = Settings(contact="a@example.org", sources=())
    watch.round()
    assert address(watch, "/a").state is State.FAILED
    assert web.asked[:3] == ["/robots.txt", "/feed", "/a"]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(body=b"a" * 2_000_000), "larger than"),
        (
            Reply(body=gzip.compress(b"a" * 60_000_000), headers=(("Content-Encoding", "gzip"),)),
            "larger than",
        ),
        (Reply(body=b"PK", media="application/zip"), "is no article"),
        (Reply(body=b"x", headers=(("Content-Encoding", "br"),)), "packed with br"),
        (Reply(body=b"no gzip", headers=(("Content-Encoding", "gzip"),)), "broken gzip"),
    ],
    ids=["large", "bomb", "zip", "brotli", "broken"],
)
def test_a_page_that_is_none_is_not_asked_for_again(
    watch: Watch, web: Web, reply: Reply, reason: str
) -> None:
    web.pages |= {"/feed": rss(item(web.url("/a"), 1)), "/a": reply}
    watch.settings = Settings(contact="a@example.org", sources=(), page=1_000_000)
    watch.round()
    watch.clock.pass_(30 * 24 * HOUR)
    watch.round()
    found = address(watch, "/a")
    assert (found.state, web.times("/a")) == (State.FAILED, 1)
    assert reason in found.reason


BOMB = (
    "<!DOCTYPE lolz [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    "<rss version='2.0'><channel><title>&b;</title></channel></rss>"
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (BOMB, "declares a document type or entities"),
        ("<html><body>login</body></html>", "no feed, but html"),
        ("{}", "neither RSS nor Atom"),
        ("", "there is nothing in it"),
    ],
    ids=["bomb", "page", "json", "empty"],
)
def test_a_feed_that_is_none_is_told_of_and_asked_for_whole_again(
    watch: Watch, web: Web, body: str, reason: str
) -> None:
    bad = Reply(body=body.encode(), media="application/rss+xml", etag='"bad"')
    web.pages["/feed"] = [bad, rss()]
    watch.round()
    assert reason in (trouble(watch) or "")
    watch.clock.pass_(HOUR)
    watch.round()
    assert "if-none-match" not in web.heads[-1]
    assert trouble(watch) is None


def test_a_feed_that_is_cut_off_gives_the_items_before_the_cut(watch: Watch, web: Web) -> None:
    whole = rss(item(web.url("/news/1"), 1), item(web.url("/news/2"), 2)).body
    web.pages |= {"/feed": Reply(body=whole[:-60], media="text/xml"), "/news/1": page(1)}
    watch.round()
    assert web.times("/news/1") == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (BOMB.encode(), "declares a document type"),
        (b"<urlset", "cannot be parsed"),
        (b"<html/>", "no sitemap, but <html>"),
        (gzip.compress(b"<urlset>" + b" " * 90_000_000), "the gzip file grows more than"),
    ],
    ids=["entities", "cut", "page", "bomb"],
)
def test_a_sitemap_that_is_none_is_told_of(watch: Watch, web: Web, body: bytes, said: str) -> None:
    web.pages["/map.xml"] = Reply(body=body, media="text/xml")
    watch.sources = (sitemap_source(web),)
    watch.round()
    assert said in (trouble(watch, "map") or "")


def test_an_index_of_indexes_without_end_is_not_followed(watch: Watch, web: Web) -> None:
    def deeper(path: str) -> Reply:
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        loc = f"<sitemap><loc>{web.url(path + 'x')}</loc></sitemap>"
        return Reply(body=f"<sitemapindex xmlns='{space}'>{loc}</sitemapindex>".encode())

    for n in range(6):
        web.pages["/map.xml" + "x" * n] = deeper
    watch.sources = (sitemap_source(web),)
    watch.round()
    assert web.asked == ["/robots.txt", "/map.xml", "/map.xmlx", "/map.xmlxx"]


@pytest.mark.parametrize("hours", [-48.0, -1.0])
def test_a_clock_that_is_set_does_not_stop_a_watch(watch: Watch, web: Web, hours: float) -> None:
    web.pages["/feed"] = rss()
    watch.round()
    watch.clock.at += hours * HOUR
    watch.round()
    watch.clock.pass_(901)
    watch.round()
    assert web.times("/feed") == 2


def test_a_clock_that_leaps_ahead_has_a_source_asked_once(watch: Watch, web: Web) -> None:
    web.pages["/feed"] = rss()
    watch.round()
    watch.clock.at += 400 * 24 * HOUR
    watch.round()
    watch.round()
    assert web.times("/feed") == 2


def test_two_servers_are_asked_side_by_side_and_one_is_not(watch: Watch, web: Web) -> None:
    under_way: list[int] = []
    most: list[int] = []

    def slow(path: str) -> Reply:
        under_way.append(1)
        time.sleep(0.1)
        most.append(len(under_way))
        under_way.pop()
        return Reply(status=404)

    web.pages |= {f"/{n}": slow for n in range(6)}
    hosts = ("sahel.example", "sidra.example")
    web.pages["/feed"] = rss(*(item(web.url(f"/{n}", hosts[n % 2]), n) for n in range(6)))
    watch.settings = Settings(contact="a@example.org", sources=(), parallel=4, delay=0.5)
    watch.round()
    assert max(most) == 2
