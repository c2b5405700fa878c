"""The report as a file: one page, no address outside it, nothing that a text could break out of."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from tests.browser.fiction import records

from rasd.export.report import assets, labels, render_report, write_report
from rasd.model import (
    AttributionRole,
    DatePrecision,
    Effect,
    EventType,
    FigureKind,
    IssueKind,
    Outcome,
    PlacePrecision,
    ReuseKind,
    Status,
    SubEventType,
    replace,
)

EMPTY: dict[str, Any] = {"documents": [], "events": [], "mentions": [], "figures": []}
ARABIC = re.compile("[\u0600-\u06ff]")


def parts(page: str) -> dict[str, Any]:
    """The data parts of a page, read as the browser reads them."""
    found = re.findall(r'<script type="([^"]+)" id="rasd-(\w+)">(.*?)</script>', page, re.DOTALL)
    out: dict[str, Any] = {}
    for kind, name, body in found:
        text = body if kind == "application/json" else zlib.decompress(base64.b64decode(body))
        out[name] = json.loads(text)
    return out


def test_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_report(tmp_path / name, **records(), generated="2026-11-21")  # type: ignore[arg-type]
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_empty_report_stays_below_600_kb() -> None:
    assert len(render_report(**EMPTY).encode()) < 600_000


def test_no_attribute_or_rule_points_outside_the_page() -> None:
    page = render_report(**records())  # type: ignore[arg-type]
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r"(?:src|href)=\"(?!#|data:)[^\"]*\"", markup) == []
    assert re.findall(r"url\((?!data:)[^)]*\)|@import", markup) == []
    assert "sourceMappingURL" not in page


def test_policy_names_the_digest_of_each_script_that_runs() -> None:
    page = render_report(**EMPTY)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"&#39;sha256-{digest}&#39;" in page
    assert "unsafe-eval" not in page
    assert "script-src &#39;unsafe-inline&#39;" not in page


def test_text_cannot_close_the_element_that_holds_it() -> None:
    given = records()
    first: Any = given["documents"][0]
    evil = replace(first, title="</script><script>alert(1)</script><!--\u2028")
    page = render_report(**{**given, "documents": [evil, *given["documents"][1:]]})  # type: ignore[arg-type]
    assert "alert(1)</script>" not in page
    assert parts(page)["records"]["documents"][0]["title"] == evil.title


def test_long_parts_are_deflated_and_read_back_whole() -> None:
    given = records()
    documents: Any = [replace(d, text=d.text * 400) for d in given["documents"]]  # type: ignore[attr-defined]
    page = render_report(**{**given, "documents": documents})  # type: ignore[arg-type]
    assert 'type="application/vnd.rasd.deflate" id="rasd-texts"' in page
    assert parts(page)["texts"]["0"] == documents[0].text


def test_a_lone_surrogate_does_not_stop_the_report(tmp_path: Path) -> None:
    given = records()
    first: Any = given["documents"][0]
    odd = replace(first, text=first.text + "\ud83d", title="\udc00")
    path = tmp_path / "odd.html"
    write_report(path, **{**given, "documents": [odd, *given["documents"][1:]]})  # type: ignore[arg-type]
    assert parts(path.read_text("utf-8"))["texts"]["0"].endswith("\ufffd")


def test_plain_table_has_a_row_for_every_event() -> None:
    given = records()
    page = render_report(**given)  # type: ignore[arg-type]
    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    assert plain.count("<tr>") == 1 + len(given["events"])


def test_a_generated_date_is_printed_only_when_given() -> None:
    assert parts(render_report(**EMPTY))["records"]["generated"] is None
    page = render_report(**EMPTY, generated="2026-11-21")
    assert parts(page)["records"]["generated"] == "2026-11-21"


def _sources() -> dict[str, str]:
    return {name: assets.read(f"report/{name}.js") for name in assets.MODULES}


def test_scripts_joined_into_one_never_name_two_things_alike() -> None:
    names = [
        name
        for source in _sources().values()
        for name in re.findall(
            r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", source, re.MULTILINE
        )
    ]
    assert len(names) > 100
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_each_script_imports_only_what_stands_before_it() -> None:
    seen: set[str] = set()
    for name, source in _sources().items():
        for other in re.findall(r'from "\./(\w+)\.js"', source):
            assert other in seen, f"{name}.js imports {other}.js, which comes later"
        seen.add(name)


def test_scripts_never_turn_text_into_markup() -> None:
    for name, source in _sources().items():
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in source, f"{name}.js uses {way}"


def test_scripts_hold_no_arabic() -> None:
    assert [name for name, source in _sources().items() if ARABIC.search(source)] == []


def test_every_catalogue_key_that_a_script_asks_for_exists() -> None:
    asked = {
        (name, key)
        for name, source in _sources().items()
        for key in re.findall(r'\bt\("(\w+)"', source)
    }
    assert len(asked) > 60
    missing = sorted((n, k) for n, k in asked if k not in assets.strings())
    assert missing == []
    assert {f"reuse_{kind}" for kind in ReuseKind} <= assets.strings().keys()


@pytest.mark.parametrize(
    "path", ["report/strings.tsv", "report/labels.tsv", "report/countries.tsv"]
)
def test_every_row_of_the_catalogue_speaks_both_languages(path: str) -> None:
    rows = assets.table(path)
    assert len(rows) > 50
    for row in rows:
        assert row["ar"] and row["en"], row
        words = re.sub(r"\{\w+\}", "", row["ar"])
        if re.search("[A-Za-z]{3}", words):
            assert ARABIC.search(words) or row["key"] == "switch", row
    keys = [(row.get("group"), row.get("key", row.get("code"))) for row in rows]
    assert sorted({str(key) for key in keys if keys.count(key) > 1}) == []


def test_placeholders_agree_between_the_languages() -> None:
    for key, (arabic, english) in assets.strings().items():
        if not key.startswith("plural_"):
            holes = [set(re.findall(r"\{\w+\}", words)) for words in (arabic, english)]
            assert holes[0] == holes[1], key


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("event_type", EventType),
        ("sub_event_type", SubEventType),
        ("status", Status),
        ("status_note", Status),
        ("date_precision", DatePrecision),
        ("place_precision", PlacePrecision),
        ("outcome", Outcome),
        ("effect", Effect),
        ("role", AttributionRole),
        ("figure_kind", FigureKind),
        ("issue_kind", IssueKind),
    ],
)
def test_every_code_of_a_closed_set_has_a_label(group: str, codes: Any) -> None:
    assert {code.value for code in codes} <= set(labels.UsedLabels().labels()[group])


def test_a_code_without_a_label_is_shown_in_plain_words() -> None:
    assert labels.label("weapon", "trained_bees") == ("trained bees", "trained bees")


def test_page_carries_only_the_names_that_its_records_use() -> None:
    carried = parts(render_report(**records()))["interface"]["labels"]  # type: ignore[arg-type]
    used = {weapon for event in records()["events"] for weapon in event.weapons}  # type: ignore[attr-defined]
    assert set(carried["weapon"]) == used
    assert "FR" not in carried["country"] and "SY" in carried["country"]


def test_base_map_names_every_province_that_it_names_in_both_languages() -> None:
    shapes = assets.basemap()["admin1"]["geometries"]
    named = [shape["properties"] for shape in shapes if "ar" in shape["properties"]]
    assert len(named) > 600
    assert all(ARABIC.search(shape["ar"]) and shape["en"] for shape in named)


def test_city_names_are_spelt_with_arabic_letters() -> None:
    cities = assets.basemap()["cities"]
    assert len(cities) > 500
    persian = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06c1\u06d5]")
    assert [city[0] for city in cities if persian.search(city[0])] == []
