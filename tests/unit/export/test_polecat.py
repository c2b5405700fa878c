"""Files in POLECAT's style open by their 40 columns, whatever the texts hold."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from typing import Any

import pytest
from tests.builders import make_actor, make_event, make_mention, make_place
from tests.hostile import TEXTS, bare_event, hostile_citation, hostile_event, hostile_events
from tests.sources import Held, demo, seeds

from rasd.export.files import as_bytes
from rasd.export.mapping import Fit, mapping_of
from rasd.export.polecat import event_cells, polecat_left_out, polecat_text
from rasd.export.source import Source
from rasd.model import Citation, Event, PlacePrecision, SubEventType

pandas = pytest.importorskip("pandas")

K = SubEventType
FIRE = ("firearms", "rpg")
ARMY = make_actor("irq_army", category="state_force")
COALITION = make_actor("ext_us_coalition", category="external")
GROUP = make_actor("is_core", text="التنظيم")


def event(kind: SubEventType = K.REMOTE_EXPLOSIVE, **values: Any) -> Event:
    return make_event(make_mention("a", sub_event_type=kind), **values)


def written(source: Source) -> str:
    return b"".join(map(as_bytes, polecat_text(source))).decode("utf-8")


def row(of: Event, *citations: Citation) -> dict[str, str]:
    [found] = csv.DictReader(
        io.StringIO(written(Held([of], list(citations)))), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return found


def assert_opens(source: Source) -> int:
    text = written(source)
    rows = text.split("\n")[:-1]
    assert {line.count("\t") for line in rows} == {39}
    table = pandas.read_csv(
        io.StringIO(text), sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE
    )
    assert tuple(table.columns) == mapping_of("polecat").names
    left = "".join(polecat_left_out(source)).count("\r\n") - 1
    assert len(table) + left == len(list(source.events()))
    assert table["Event ID"].is_unique
    assert not (table == "").any().any()
    for column in ("Latitude", "Longitude"):
        assert all(math.isfinite(float(cell)) for cell in table[column] if cell != "None")
    return len(table)


def test_the_columns_are_those_of_polecat_in_its_order() -> None:
    names = mapping_of("polecat").names
    assert len(names) == 40
    assert names[:5] == ("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity")
    assert names[-1] == "Version"


def test_every_column_is_filled_by_a_rule_or_said_to_be_empty() -> None:
    filled = set(event_cells(event(), {}))
    empty = {each.name for each in mapping_of("polecat").columns if each.fit is Fit.EMPTY}
    assert filled | empty == set(mapping_of("polecat").names)
    assert not filled & empty


def test_the_demo_opens(tmp_path: Path) -> None:
    with demo(tmp_path) as store:
        assert assert_opens(store) > 20


def test_the_seeds_open(tmp_path: Path, shared: Path) -> None:
    with seeds(tmp_path, shared) as store:
        assert assert_opens(store) > 0


def test_hostile_values_open() -> None:
    assert assert_opens(Held(hostile_events(), [hostile_citation(TEXTS[3])])) > 50


def test_events_of_which_nothing_is_known_are_left_out() -> None:
    source = Held([bare_event(kind, number=n) for n, kind in enumerate(SubEventType)])
    assert assert_opens(source) == 0


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    found = row(hostile_event(text, K.ATTACK), hostile_citation(text))
    assert not [cell for cell in found.values() if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("column", "expected", "of"),
    [
        ("Event Date", "2031-05-06", event()),
        ("Event Type", "ASSAULT", event()),
        ("Event Mode", "explosives", event()),
        ("Event Mode", "None", event(K.ATTACK)),
        (
            "Event Mode",
            "firearms; heavy-weapons",
            event(K.ARMED_CLASH, weapons=FIRE),
        ),
        ("Intensity", "None", event()),
        ("Quad Code", "MATERIAL CONFLICT", event()),
        ("Quad Code", "VERBAL CONFLICT", event(K.THREAT)),
        ("Contexts", "military", event(targets=(ARMY,))),
        ("Actor Name", "None", event()),
        ("Primary Actor Sector", "UNK", event()),
        ("Actor Name Raw", "التنظيم", event(perpetrators=(GROUP,))),
        ("Actor Country", "IMG", event(perpetrators=(GROUP,))),
        ("Actor COW", "None", event(perpetrators=(GROUP,))),
        ("Recipient Country", "IRQ", event(targets=(ARMY,))),
        ("Recipient COW", "645", event(targets=(ARMY,))),
        ("Recipient Sectors", "MIL", event(targets=(ARMY, COALITION))),
        ("Recipient Country", "IRQ; IGO", event(targets=(ARMY, COALITION))),
        ("Actor Title", "None", event()),
        ("City", "Tall Warda", event()),
        ("City", "None", event(place=make_place(precision=PlacePrecision.ADMIN1))),
        ("Country", "SYR", event()),
        ("Latitude", "35.0", event()),
        ("Latitude", "None", event(place=make_place(precision=PlacePrecision.COUNTRY))),
        ("Longitude", "-5.5", event(place=make_place(lon=-5.5))),
        ("Raw Placename", "None", event(place=None)),
        ("Raw Placename", "حي الورد", event(place=make_place("حي\t\nالورد"))),
        ("Version", "rasd/1", event()),
    ],
)
def test_a_cell_follows_its_rule(column: str, expected: str, of: Event) -> None:
    assert row(of)[column] == expected
