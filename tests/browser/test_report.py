"""The report in a real browser: both directions, keyboard alone, evidence, hostile input."""

# ruff: noqa: E501 - articles and scripts for the browser read better in one piece

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Opened
from tests.browser.fiction import records

from rasd.export.report import write_report
from rasd.model import (
    Action,
    Conflict,
    Event,
    Evidence,
    FieldValues,
    Grade,
    Judged,
    Review,
    ReviewState,
    Told,
    replace,
)

pytestmark = pytest.mark.browser
Open = Callable[..., Opened]

RAMADI = "e-000000000000"
TABS = ("incidents", "statements", "figures", "documents")


def rows(view: Opened) -> list[str]:
    ids: list[str] = view.page.eval_on_selector_all(
        "#table tbody tr", "rows => rows.map(row => row.dataset.id)"
    )
    return ids


def test_opens_from_disk_without_any_request(open_report: Open) -> None:
    view = open_report("lang=en")
    assert len(view.requests) == 1 or all(
        url.startswith(("file:", "data:", "about:")) for url in view.requests
    )
    assert view.page.locator("#table tbody tr").count() == 18
    assert view.page.locator("#map canvas").count() >= 1
    assert view.page.locator("#timeline svg .bin").count() >= 10


def test_switch_turns_the_whole_interface_around(open_report: Open) -> None:
    view = open_report("lang=en")
    page = view.page
    table, map_ = page.locator("#table"), page.locator("#map")
    assert page.evaluate("document.documentElement.dir") == "ltr"
    assert table.bounding_box()["x"] < map_.bounding_box()["x"]
    page.click("#switch")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert table.bounding_box()["x"] > map_.bounding_box()["x"]
    assert "lang=ar" in page.url
    english = page.evaluate(
        """() => [...document.querySelectorAll('main button, main th, main h2, main h3, main label')]
        .map(node => node.textContent.trim()).filter(text => /[A-Za-z]{4,}/.test(text))"""
    )
    assert english == []


def test_no_catalogue_key_shows_through(open_report: Open) -> None:
    for language in ("ar", "en"):
        for tab in TABS:
            view = open_report(
                f"lang={language}&tab={tab}&e={RAMADI if tab == 'incidents' else ''}"
            )
            words = view.page.evaluate("document.body.innerText")
            assert "undefined" not in words
            assert "{n}" not in words and "[object" not in words


def test_filters_narrow_all_three_views_and_stay_in_the_address(open_report: Open) -> None:
    view = open_report("lang=en")
    page = view.page
    page.click('[data-filter="country"] summary')
    page.check('[data-key="country/YE"]')
    assert len(rows(view)) == 4
    assert "country=YE" in page.url
    page.keyboard.press("Escape")
    page.click('[data-filter="status"] summary')
    page.check('[data-key="status/claimed"]')
    assert len(rows(view)) == 1
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert len(rows(view)) == 1
    assert page.locator("#map .leaflet-marker-icon.event-anchor").count() == 1
    total = page.eval_on_selector_all(
        "#timeline .bin", "bins => bins.map(b => b.getAttribute('aria-label')).join('|')"
    )
    assert total.count(": 1") == 1
    page.click("#clear")
    assert len(rows(view)) == 18


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("الرمادى", {RAMADI}, id="final yeh without dots"),
        pytest.param("الرَّمادي", {RAMADI}, id="with vowel marks"),
        pytest.param("RAMADI", {RAMADI}, id="English name in capitals"),
        pytest.param("مقديشو انتحاري", {"e-000000000011"}, id="two words in two fields"),
        pytest.param("المريخ", set(), id="no such word"),
    ],
)
def test_search_folds_arabic(open_report: Open, typed: str, expected: set[str]) -> None:
    view = open_report("lang=ar")
    view.page.fill("#q", typed)
    view.page.wait_for_timeout(250)
    assert set(rows(view)) == expected


def test_search_keeps_the_letters_typed_while_the_page_redraws(open_report: Open) -> None:
    view = open_report("lang=en")
    view.page.focus("#q")
    view.page.keyboard.type("taiz and more", delay=60)
    view.page.wait_for_timeout(250)
    assert view.page.input_value("#q") == "taiz and more"


def test_statements_stay_apart_from_incidents(open_report: Open) -> None:
    view = open_report("lang=en")
    incidents = set(rows(view))
    view.page.click("#tab-statements")
    statements = set(rows(view))
    assert len(statements) == 3
    assert not incidents & statements


def test_event_opens_by_keyboard_alone_and_gives_the_focus_back(open_report: Open) -> None:
    view = open_report("lang=en")
    page = view.page
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('open')"):
            break
    else:
        pytest.fail("sixty steps of Tab never reached an event")
    wanted = page.evaluate("document.activeElement.closest('tr').dataset.id")
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('detail').open")
    assert f"e={wanted}" in page.url
    assert page.evaluate("document.activeElement.id") == "detail-title"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.words')"):
            break
    key = page.evaluate("document.activeElement.dataset.keys")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.tag')")
    assert key in page.evaluate("document.activeElement.dataset.keys").split()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('field')")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('detail').open")
    assert page.evaluate("document.activeElement.closest('tr').dataset.id") == wanted


def test_every_highlight_reads_exactly_as_its_quote(open_report: Open) -> None:
    view = open_report("lang=ar")
    events: list[Any] = records()["events"]
    compared = 0
    for event in events:
        view.page.evaluate(f"location.hash = 'lang=ar&e={event.id}'")
        view.page.wait_for_function(
            "id => document.querySelector('.meta bdi')?.textContent === id", arg=event.id
        )
        for button in view.page.query_selector_all(".whole"):
            button.click()
        shown = view.page.evaluate(
            """() => {
              const out = {};
              for (const mark of document.querySelectorAll('mark.ev')) {
                for (const key of mark.dataset.keys.split(' ')) {
                  out[key] = (out[key] || '') + mark.textContent;
                }
              }
              return Object.values(out).sort();
            }"""
        )
        assert (
            sorted({(e.doc_id, e.field, e.part, e.start): e.quote for e in event.evidence}.values())
            == shown
        )
        compared += len(shown)
    assert compared > 100


def test_labels_are_not_part_of_the_words(open_report: Open) -> None:
    view = open_report(f"lang=ar&e={RAMADI}")
    view.page.click(".whole")
    article = view.page.eval_on_selector(
        ".article .text",
        "box => { const c = box.cloneNode(true); c.querySelectorAll('button').forEach(b => b.remove()); return c.textContent; }",
    )
    texts = {document.id: document.text for document in records()["documents"]}  # type: ignore[attr-defined]
    assert article == texts["souq-1.txt"]


def test_words_and_values_light_each_other(open_report: Open) -> None:
    view = open_report(f"lang=en&e={RAMADI}")
    page = view.page
    page.hover("#value-wounded .words")
    assert page.locator("mark.ev.g-toll.on").count() >= 1
    page.hover("#detail-title")
    assert page.locator("mark.ev.on").count() == 0
    page.hover("mark.ev.g-where")
    assert page.locator("#value-place .words.on").count() == 1


def test_sources_that_disagree_stand_side_by_side(open_report: Open) -> None:
    view = open_report(f"lang=en&e={RAMADI}")
    words = view.page.inner_text(".conflicts")
    for part in ("at least 7", "9", "15", "18", "وكالة النخيل", "صحيفة الضفاف"):
        assert part in words
    assert "has words of this text" in view.page.inner_text(".detail-texts")
    assert view.page.locator(".text .copied").count() >= 2


def test_a_toll_shows_its_range_day_by_day_with_who_says_which(open_report: Open) -> None:
    view = open_report(f"lang=en&e={RAMADI}")
    table = view.page.locator(".toll-steps", has_text="Killed")
    assert "low 7 · best 9 · high 9" in table.inner_text().lower()
    rows = [row.inner_text() for row in table.locator("tbody tr").all()]
    assert ["at least 7" in rows[0], "9 Apr" in rows[0], "وكالة النخيل" in rows[0]] == [True] * 3
    assert ["✓ shown" in rows[-1], "صحيفة الضفاف" in rows[-1]] == [True, True]


def test_sources_are_counted_and_graded_with_their_reasons(open_report: Open) -> None:
    view = open_report(f"lang=en&e={RAMADI}")
    words = view.page.inner_text(".source-list")
    assert "One source" in words
    assert "copies وكالة النخيل" in words
    assert "Reliability F, cannot be judged" in words
    assert view.page.locator(".source-list ol > li").count() == 1
    grade = view.page.inner_text(".credibility")
    assert "Credibility 3" in grade
    assert "suggested by the program" in grade


def test_the_rule_behind_a_value_is_there_for_who_asks(open_report: Open) -> None:
    view = open_report(f"lang=ar&e={RAMADI}")
    view.page.locator(".why summary").first.click()
    assert len(view.page.locator(".why p").first.inner_text()) > 20


def test_figure_shows_its_words_in_the_report(open_report: Open) -> None:
    view = open_report("lang=ar&tab=figures")
    view.page.click("#list tbody tr:first-child .context summary")
    view.page.wait_for_selector("#list .context .text mark")
    words = view.page.eval_on_selector_all(
        "#list .context .text mark", "marks => marks.map(m => m.textContent).join('')"
    )
    assert words == "عدد مقاتلي التنظيم في البادية السورية بنحو 2000 مقاتل"


def judged(**said: Any) -> Review:
    """A review of two judgements; `said` is what stands in the last."""
    given: dict[str, Any] = {"by": "Salma", "at": "2031-06-01T08:00:00Z"}
    first = Judged(id="j-1", action=Action.ACCEPT, **given)
    last = Judged(id="j-2", action=Action.EDIT, field="killed", **(given | said))
    return Review(state=ReviewState.EDITED, stale=True, judgements=(first, last), **given)


def test_what_people_judged_stands_with_the_event(open_report: Open, tmp_path: Path) -> None:
    given = records()
    events: list[Any] = given["events"]
    event = replace(events[0], review=judged(reason="a list of names", stale="new values"))
    path = tmp_path / "judged.html"
    write_report(path, **{**given, "events": [event, *events[1:]]})  # type: ignore[arg-type]
    view = open_report(f"lang=en&e={event.id}", path=path)
    words = " ".join(view.page.inner_text(".review").split())
    assert words.startswith("Reviewed edited ⚠ what it rests on has changed accepted · Salma")
    assert "set Killed · Salma" in words
    assert words.endswith("a list of names")
    view = open_report(f"lang=en&e={events[1].id}", path=path)
    assert view.page.locator(".review").count() == 0


def test_problems_come_with_their_remedy(open_report: Open) -> None:
    view = open_report("lang=en")
    view.page.click(".problem-line button")
    words = view.page.inner_text(".problems")
    assert "scan-04.pdf" in words and "Run a text recognition program over it first." in words


def test_denied_event_is_told_apart_by_words(open_report: Open) -> None:
    view = open_report("lang=en&status=denied")
    assert view.page.inner_text("#table .badge") == "Denied"
    assert view.page.locator("#map .dot.hollow").count() == 1


def test_event_known_to_the_country_only_gets_no_point(open_report: Open) -> None:
    view = open_report("lang=en&country=IQ&status=background")
    assert len(rows(view)) == 1
    assert view.page.locator("#map .event-anchor").count() == 0
    assert "Iraq: country only" in view.page.inner_text("#off-map")


def test_mark_on_the_map_opens_its_event_by_keyboard(open_report: Open) -> None:
    view = open_report("lang=en&country=SO")
    view.page.focus("#map .event-anchor")
    view.page.keyboard.press("Enter")
    assert "Mogadishu" in view.page.inner_text("#detail-title")


def test_timeline_picks_a_period_by_keyboard_and_by_drag(open_report: Open) -> None:
    view = open_report("lang=en")
    page = view.page
    page.focus('#timeline .bin[tabindex="0"]')
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert "from=2019-04-19" in page.url and "to=2019-04-19" in page.url
    assert rows(view) == ["e-000000000011"]
    page.keyboard.press("Enter")
    assert "from=" not in page.url
    box = page.locator("#timeline svg").bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40, steps=4)
    page.mouse.up()
    assert "from=2019-04-07" in page.url
    assert 0 < len(rows(view)) < 18


def test_back_closes_the_event(open_report: Open) -> None:
    view = open_report("lang=en")
    view.page.click("#table tbody tr:nth-child(2) .open")
    assert view.page.evaluate("document.getElementById('detail').open")
    view.page.go_back()
    view.page.wait_for_function("!document.getElementById('detail').open")
    assert len(rows(view)) == 18


def test_csv_holds_what_the_table_shows(open_report: Open) -> None:
    view = open_report("lang=en&country=YE")
    with view.page.expect_download() as waiting:
        view.page.click("#csv")
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    lines = text.strip().split("\n")
    assert len(lines) == 1 + 4
    assert lines[0].startswith("id,event_type")
    assert {line.split(",")[0] for line in lines[1:]} == set(rows(view))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("tab", [*TABS, f"incidents&e={RAMADI}"])
def test_phone_never_scrolls_sideways(open_report: Open, language: str, tab: str) -> None:
    view = open_report(f"lang={language}&tab={tab}", width=390)
    for node in ("document.documentElement", "document.getElementById('detail')"):
        assert view.page.evaluate(f"{node}.scrollWidth - {node}.clientWidth") == 0


_CONTRAST = """
() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const lum = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let n = node; n; n = n.parentElement) {
      const c = parse(getComputedStyle(n).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const bad = [];
  const scope = document.querySelector('dialog[open]') || document.body;
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || node.closest('svg, script, style, noscript')) continue;
    if (node.closest('button:disabled') || !node.checkVisibility()) continue;
    const style = getComputedStyle(node);
    const [a, b] = [lum(parse(style.color)), lum(behind(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.7 && +style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5) && !node.closest('.map')) {
      bad.push(`${ratio.toFixed(2)} ${node.className} ${walker.currentNode.textContent.trim().slice(0, 30)}`);
    }
  }
  return bad;
}
"""


def test_contrast_check_finds_pale_words(open_report: Open) -> None:
    view = open_report("lang=en")
    view.page.evaluate("document.querySelector('.about').style.color = '#bbb'")
    assert any("about" in fault for fault in view.page.evaluate(_CONTRAST))


@pytest.mark.parametrize("state", [*(f"tab={tab}" for tab in TABS), f"e={RAMADI}"])
def test_words_stand_out_from_their_ground(open_report: Open, state: str) -> None:
    view = open_report(f"lang=en&{state}")
    assert view.page.evaluate(_CONTRAST) == []


@pytest.mark.parametrize("state", [*(f"tab={tab}" for tab in TABS), f"e={RAMADI}"])
def test_every_control_has_a_name_and_every_id_is_used_once(open_report: Open, state: str) -> None:
    view = open_report(f"lang=ar&{state}")
    nameless = view.page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], input, summary, [role=button], [role=tab]')]
        .filter(n => n.checkVisibility())
        .filter(n => !(n.getAttribute('aria-label') || n.textContent.trim() || n.title
          || (n.labels && [...n.labels].some(l => l.textContent.trim()))))
        .map(n => n.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    twice = view.page.evaluate(
        """() => { const ids = [...document.querySelectorAll('[id]')].map(n => n.id);
        return ids.filter((id, n) => ids.indexOf(id) !== n); }"""
    )
    assert twice == []


def test_quotes_say_their_language_and_direction(open_report: Open) -> None:
    view = open_report(f"lang=en&e={RAMADI}")
    loose = view.page.evaluate(
        "() => [...document.querySelectorAll('.detail q, .detail .text')].filter(n => n.lang !== 'ar' || n.dir !== 'auto').length"
    )
    assert loose == 0
    assert (
        view.page.evaluate("getComputedStyle(document.querySelector('.text')).direction") == "rtl"
    )


def test_page_without_scripts_lists_every_event(open_report: Open) -> None:
    view = open_report(scripts=False)
    assert view.page.locator(".plain tbody tr").count() == 21
    assert "سيارة مفخخة" in view.page.inner_text(".plain")


def test_open_event_is_all_that_prints(open_report: Open) -> None:
    view = open_report(f"lang=en&e={RAMADI}")
    view.page.emulate_media(media="print")
    assert view.page.is_visible("#detail-title")
    assert not view.page.is_visible("#summary")


HOSTILE = (
    '</script><script>window.pwned=1</script><img src=x onerror="window.pwned=2">'
    "<!--<script>' onmouseover='window.pwned=3' &lt;b&gt; \u2028 \u2029 \u202e {{7*7}} =cmd|' /C calc'!A0"
)


def test_hostile_input_is_only_ever_text(open_report: Open, tmp_path: Path) -> None:
    given = records()
    documents: list[Any] = given["documents"]
    events: list[Any] = given["events"]
    first = documents[0]
    evil = replace(
        first,
        id=HOSTILE,
        title=HOSTILE,
        outlet=HOSTILE,
        text=HOSTILE + first.text,
        url="javascript:window.pwned=4",
        language='"><b>',
        warnings=(HOSTILE,),
        reuse=(),
    )
    place = replace(events[0].place, name_en=HOSTILE, name_ar=HOSTILE, text=HOSTILE)
    actor = replace(
        events[0].targets[0], name_en=HOSTILE, name_ar=HOSTILE, text=HOSTILE, id=HOSTILE
    )
    event: Event = replace(
        events[0],
        id='x"]<img src=x onerror=window.pwned=5>',
        doc_ids=(evil.id,),
        mention_ids=(),
        place=place,
        targets=(actor,),
        weapons=(HOSTILE,),
        campaign=HOSTILE,
        conflicts=(Conflict(field="place", values=(HOSTILE, "x"), doc_ids=(evil.id, evil.id)),),
        accounts=tuple(
            replace(events[0].accounts[0], mention_id=f"m{n}", doc_id=evil.id, source=n + 1)
            for n in (0, 1)
        ),
        credibility=Grade(value="3", suggested=False, reason=HOSTILE),
        values=(
            FieldValues(
                field="place",
                rule=HOSTILE,
                values=(
                    Told(value=HOSTILE, said_by=("m0",), shown=True),
                    Told(value="x", said_by=("m1", "gone"), shown=False),
                ),
            ),
        ),
        tolls=(),
        review=judged(by=HOSTILE, reason=HOSTILE, stale=HOSTILE, about=HOSTILE),
        evidence=(
            Evidence(field="event", start=0, end=len(HOSTILE), quote=HOSTILE, doc_id=evil.id),
            Evidence(field=HOSTILE, start=3, end=9, quote=HOSTILE[3:9], doc_id=evil.id),
        ),
    )
    path = tmp_path / "hostile.html"
    write_report(path, documents=[evil], events=[event], mentions=[], figures=[], generated=HOSTILE)
    view = open_report("lang=en", path=path)
    page = view.page
    page.click("#table .open")
    assert HOSTILE in page.inner_text(".review")
    marks = page.eval_on_selector_all(".text mark", "ms => ms.map(m => m.textContent).join('')")
    assert marks == HOSTILE
    page.hover("mark.ev")
    page.keyboard.press("Escape")
    page.hover("#map .event-anchor")
    for tab in TABS:
        page.click(f"#tab-{tab}")
    page.click("#switch")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0


def test_policy_stops_a_script_that_is_not_ours(open_report: Open) -> None:
    view = open_report("lang=en")
    view.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s); }"
    )
    assert view.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in fault for fault in view.faults)
    view.faults.clear()


def test_five_hundred_events_open_quickly_and_read_right(open_report: Open, tmp_path: Path) -> None:
    given = records()
    events: list[Any] = given["events"]
    documents: list[Any] = given["documents"]
    many = [replace(events[n % 20], id=f"e-{n:012x}", mention_ids=()) for n in range(500)]
    long_ = [replace(d, text=d.text + "\n" + d.text * 60) for d in documents]
    path = tmp_path / "many.html"
    write_report(path, documents=long_, events=many, mentions=[], figures=[])
    assert path.stat().st_size < 3_000_000
    assert "application/vnd.rasd.deflate" in path.read_text("utf-8")
    view = open_report("lang=en", path=path)
    assert len(rows(view)) == 100
    view.page.click(".pager button:last-child")
    assert "page=2" in view.page.url
    view.page.click("#table tbody tr:nth-child(3) .open")
    assert view.page.locator("mark.ev").count() >= 1
