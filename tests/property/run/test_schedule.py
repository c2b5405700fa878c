"""Whatever is known and whatever the time, a plan keeps its manners."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rasd.run.watch.records import Address, Kind, Server, State
from rasd.run.watch.robots import allows
from rasd.run.watch.schedule import View, is_ahead, is_due, plan

NOW = 1_000_000.0
HOSTS = ("a.example", "b.example", "c.example")
RULES = ("", "User-agent: *\nDisallow: /1", "User-agent: rasd\nDisallow: /")
times = st.sampled_from([0.0, NOW - 1, NOW, NOW + 1, NOW + 1e6, NOW + 1e9])


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    host, n = draw(st.sampled_from(HOSTS)), draw(st.integers(0, 3))
    url = f"http://{host}/{n}"
    return Address(
        kind=draw(st.sampled_from([Kind.PAGE, Kind.FEED, Kind.SITEMAP])),
        url=url,
        at=url,
        source=draw(st.sampled_from(["s", "t"])),
        due=draw(st.none() | times),
    )


@st.composite
def views(draw: st.DrawFn) -> View:
    robots = {
        f"http://{host}": Address(
            kind=Kind.ROBOTS,
            url=f"http://{host}/robots.txt",
            at=f"http://{host}/robots.txt",
            state=draw(st.sampled_from([State.KEPT, State.WAITING])),
            due=draw(times),
            text=draw(st.sampled_from(RULES)),
        )
        for host in draw(st.sets(st.sampled_from(HOSTS)))
    }
    return View(
        candidates=tuple(draw(st.lists(addresses(), max_size=12))),
        servers={
            host: Server(name=host, free=draw(times), closed=draw(times))
            for host in draw(st.sets(st.sampled_from(HOSTS)))
        },
        robots=robots,
        resting=draw(st.dictionaries(st.sampled_from(["s", "t"]), times)),
        left=draw(st.dictionaries(st.sampled_from(["s", "t"]), st.integers(0, 2))),
        busy=draw(st.sets(st.sampled_from(HOSTS))),
        free=draw(st.integers(0, 4)),
    )


@given(views(), times)
def test_a_plan_asks_nobody_twice_at_once_too_early_or_against_his_word(
    view: View, now: float
) -> None:
    found = plan(view, now)
    servers = [each.server for each in found.ask]
    assert len(servers) == len(set(servers)) <= view.free
    assert not set(servers) & set(view.busy)
    for each in found.ask:
        known = view.servers.get(each.server)
        assert known is None or not (is_ahead(known.free, now) or is_ahead(known.closed, now))
        assert not is_ahead(view.resting.get(each.source, 0.0), now)
        if each.kind is not Kind.ROBOTS:
            rules = view.robots[each.origin]
            assert is_due(each.due, now)
            assert rules.state is State.KEPT
            assert not is_due(rules.due, now)
            assert allows(rules.text, each.at)
    for source, left in view.left.items():
        asked = [e for e in found.ask if e.kind is Kind.PAGE and e.source == source]
        assert len(asked) <= left
    assert found.wait_until is None or found.wait_until > now
    assert plan(replace(view), now) == found


@given(views(), times)
def test_what_is_refused_is_refused_by_a_robots_txt_that_is_known(view: View, now: float) -> None:
    for each in plan(view, now).refused:
        assert not allows(view.robots[each.origin].text, each.at)
