"""Each fault of a data file is named with its file and line, and nothing else is."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from rasd.knowledge.check import check_data

GRENADE = "ar/events/grenade.toml"
ACTORS = "actors/actors.tsv"
SPEAKERS = "ar/speakers.tsv"


def shipped(path: str) -> str:
    return files("rasd.data").joinpath(path).read_text("utf-8")


def faults(folder: Path, path: str, text: str) -> list[str]:
    """What is wrong with a folder that holds one file, without the folder's own name."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")
    return [fault.replace(f"{folder.as_posix()}/", "") for fault in check_data(folder)]


def row(path: str, **cells: str) -> tuple[str, int]:
    """A shipped list with one more row, whose cells are those of the last row but for some."""
    lines = shipped(path).rstrip("\n").split("\n")
    columns = lines[0].split("\t")
    last = dict(zip(columns, lines[-1].split("\t"), strict=True))
    own = {"id": "new_row", **cells}
    added = "\t".join(own.get(column, last[column]) for column in columns)
    return "\n".join([*lines, added, ""]), len(lines) + 1


def test_an_empty_folder_has_no_fault(tmp_path: Path) -> None:
    assert check_data(tmp_path) == []


def test_a_copy_of_a_sound_file_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, ACTORS, shipped(ACTORS)) == []


@pytest.mark.parametrize(
    ("path", "cells", "what"),
    [
        (ACTORS, {"category": "terrorist"}, "category 'terrorist' is none of state_force"),
        (ACTORS, {"category": "rebels"}, "did you mean 'rebel'?"),
        (ACTORS, {"parent": "is_cor"}, "parent 'is_cor' is no id of actors/actors.tsv"),
        (ACTORS, {"parent": "is_cor"}, "did you mean 'is_core'?"),
        (ACTORS, {"countries": "SY|QQ"}, "countries 'QQ' is no iso2 of places/countries.tsv"),
        (ACTORS, {"valid_from": "2014-13"}, "valid_from '2014-13' is no date"),
        (ACTORS, {"valid_to": "8 Dec 2024"}, "valid_to '8 Dec 2024' is no date"),
        (ACTORS, {"name_ar": "Daesh"}, "name_ar 'Daesh' holds no Arabic letter"),
        (ACTORS, {"name_en": ""}, "name_en is empty"),
        (ACTORS, {"name_en": "Someone "}, "name_en 'Someone ' begins or ends with a space"),
        (ACTORS, {"id": "New Row"}, "id 'New Row' does not look like [a-z0-9_]+"),
        (ACTORS, {"id": "is_core"}, f"'is_core' stands at {ACTORS}:"),
        ("actors/contextual.tsv", {"actor": "nobody_at_all"}, "actor 'nobody_at_all' is no id of"),
        ("actors/state_forces.tsv", {"country": "KW", "army": "kwt"}, "army 'kwt' is no id of"),
        ("actors/outlets.tsv", {"name_ar": "صحيفة خيالية", "party": "x"}, "party 'x' is no id of"),
        ("ar/people.tsv", {"singular": "خيالي", "actor_id": "x"}, "actor_id 'x' is no id of"),
        ("ar/cues.tsv", {"kind": "negatoin"}, "did you mean 'negation'?"),
        (SPEAKERS, {"forms": "مصدر أمنى"}, f"'مصدر أمنى' stands at {SPEAKERS}:2 already as"),
        ("ar/months.tsv", {"name": "شهر خيالي", "month": "13"}, "month '13' does not look like"),
        ("ar/numbers.tsv", {"forms": "خيالية", "value": "ten"}, "value 'ten' is no int"),
        ("crosswalk.tsv", {"sub_event_type": "war"}, "sub_event_type 'war' is no sub_event_type"),
        ("places/countries.tsv", {"iso2": "QQ", "name_ar": "خيال", "lat": "x"}, "'x' is no number"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_of_a_row_is_named(
    tmp_path: Path, path: str, cells: dict[str, str], what: str
) -> None:
    if "forms" in row(path)[0].split("\n")[0].split("\t"):
        cells = {"forms": "كلمة خيالية", **cells}
    text, line = row(path, **cells)
    found = faults(tmp_path, path, text)
    assert [fault for fault in found if what in fault], found
    assert {fault.split(": ")[0] for fault in found} == {f"{path}:{line}"}


@pytest.mark.parametrize(
    ("character", "what"),
    [
        ("\u06cc", "U+06CC arabic letter farsi yeh looks like U+064A"),
        ("\u200f", "U+200F right-to-left mark cannot be seen"),
        ("\ufeb3", "U+FEB3 arabic letter seen initial form is no plain letter"),
        ("\u00a0", "U+00A0 no-break space is no plain letter"),
    ],
    ids=["farsi yeh", "direction mark", "presentation form", "no-break space"],
)
def test_a_character_that_nobody_can_tell_is_named(
    tmp_path: Path, character: str, what: str
) -> None:
    text, line = row(SPEAKERS, forms=f"كلمة{character}خيالية")
    (found,) = faults(tmp_path, SPEAKERS, text)
    assert found.startswith(f"{SPEAKERS}:{line}: {what}")


def test_phrases_that_differ_in_kind_may_be_alike(tmp_path: Path) -> None:
    known = shipped("ar/cues.tsv").split("\n")[1].split("\t")
    text, line = row("ar/cues.tsv", kind=known[1], forms=known[2].split("|")[0])
    found = faults(tmp_path, "ar/cues.tsv", text)
    assert [fault.split(": ")[0] for fault in found] == [f"ar/cues.tsv:{line}"]
    text, _ = row("ar/cues.tsv", kind="plan", forms=known[2].split("|")[0])
    assert faults(tmp_path, "ar/cues.tsv", text) == []


def test_own_rows_may_refer_to_each_other_and_to_shipped_rows(tmp_path: Path) -> None:
    text, _ = row(ACTORS, id="a_brigade", parent="is_core", aliases="")
    lines = text.rstrip("\n").split("\n")
    assert faults(tmp_path, ACTORS, f"{lines[0]}\n{lines[-1]}\n") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("id\tforms\nx\tشيء\n", f"{SPEAKERS}:1: columns are ['id', 'forms'], expected"),
        ("id\tforms\twhat\tnote\nx\tشيء\n", f"{SPEAKERS}:2: 2 cells, the header names 4"),
    ],
    ids=["other columns", "missing cells"],
)
def test_a_list_of_another_shape_is_named(tmp_path: Path, text: str, what: str) -> None:
    (found,) = faults(tmp_path, SPEAKERS, text)
    assert found.startswith(what)


def test_a_file_that_nothing_reads_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, "actors/actor.tsv", "id\n") == [
        "actors/actor.tsv:1: no schema in schemas.toml describes this list"
    ]
    assert faults(tmp_path, "ar/event.toml", "id = 1\n")[-1] == (
        "ar/event.toml:1: no schema in schemas.toml describes this file"
    )


@pytest.mark.parametrize("path", ["ar/numbers.toml", "ar/times.toml", "ar/morphology.toml"])
def test_a_grammar_that_is_no_toml_is_named_with_its_line(tmp_path: Path, path: str) -> None:
    text = shipped(path).rstrip("\n") + "\n[broken\n"
    (found,) = faults(tmp_path, path, text)
    assert found.startswith(f"{path}:{text.count(chr(10))}: no TOML: ")


def test_a_grammar_without_one_of_its_tables_is_named(tmp_path: Path) -> None:
    text = shipped("ar/morphology.toml").replace("[noun]", "[nouns]")
    assert faults(tmp_path, "ar/morphology.toml", text) == [
        "ar/morphology.toml:1: 'noun' is missing"
    ]


@pytest.mark.parametrize(
    ("found", "instead", "marker", "what"),
    [
        ('id = "grenade"', 'id = "mortar"', 'id = "mortar"', "is no sub-event type"),
        ('id = "grenade"', 'id = "threat"', 'id = "threat"', "is not the name of the file"),
        ("\nar = ", "\n#ar = ", "[definition]", "no definition in 'ar'"),
        ("\nen = ", "\nen = 'قنبلة'\n# ", "[definition]", "is in another script"),
        ("examples = [", "examples = []\nothers = [", "[proof]", "no examples"),
        ("counter = [", "others = [", "[proof]", "no counter list"),
        ('kind = "grenade"', 'kind = "granade"', 'kind = "granade"', "did you mean 'grenade'?"),
        ('kind = "grenade"', 'kinds = "grenade"', "kinds =", "unknown trigger key 'kinds'"),
        ("[definition]", 'note = "x"\n[definition]', "note =", "unknown key 'note'"),
    ],
    ids=lambda value: "" if value.startswith(("id", "\n", "[")) else value,
)
def test_a_fault_of_an_event_file_is_named(
    tmp_path: Path, found: str, instead: str, marker: str, what: str
) -> None:
    text = shipped(GRENADE)
    assert found in text
    text = text.replace(found, instead, 1)
    line = 1 + next(n for n, line in enumerate(text.split("\n")) if line.startswith(marker))
    named = [fault for fault in faults(tmp_path, GRENADE, text) if what in fault]
    assert [fault.split(": ")[0] for fault in named] == [f"{GRENADE}:{line}"]


@pytest.mark.parametrize(
    ("trigger", "what"),
    [
        ('verb = ["رمى"]\nkind = "grenade"', "is not [past, present]"),
        ('verb = ["رمى", "رمى"]\nkind = "grenade"', "is not [past, present]"),
        ('kind = "grenade"', "a trigger is a verb, a noun or forms; this one is none"),
        ('noun = "رمي"\nforms = ["رمية"]\nkind = "grenade"', "this one is ['noun', 'forms']"),
        ('forms = ["رمية"]\nplural = ["رميات"]\nkind = "grenade"', "a plural stands beside a noun"),
        ('forms = []\nkind = "grenade"', "forms is no list of words"),
        ('noun = "رمي"\nkind = "grenade"\nof = "victim"', "of 'victim' is none of agent"),
        ('noun = "رمي"\nkind = "grenade"\noutcome = "dead"', "outcome 'dead' is none of killed"),
        ('noun = "رمي"\nkind = "grenade"\nroles = "actor"', "roles 'actor' is none of agent"),
        ('noun = "رمي"\nkind = "grenade"\nweight = "low"', "weight 'low' is none of weak"),
    ],
    ids=lambda value: value if value.startswith(("a ", "is", "of", "out", "ro", "we")) else "",
)
def test_a_fault_of_a_trigger_is_named(tmp_path: Path, trigger: str, what: str) -> None:
    text = shipped(GRENADE).rstrip("\n")
    first = text.count("\n") + 3
    (found,) = faults(tmp_path, GRENADE, f"{text}\n\n[[triggers]]\n{trigger}\n")
    assert what in found
    assert int(found.split(":")[1]) in range(first, first + 4)


def test_a_form_that_two_triggers_of_one_kind_share_is_named(tmp_path: Path) -> None:
    own = '\n[[triggers]]\nforms = ["رمية", "رميات"]\nkind = "grenade"\n'
    text = shipped(GRENADE).rstrip("\n") + "\n" + own + own.replace("رمية", "رميه")
    found = faults(tmp_path, GRENADE, text)
    assert [fault.split(": ", 1)[1].split(" is")[0] for fault in found] == ["'رميه'", "'رميات'"]


def test_a_sentence_that_proves_twice_is_named(tmp_path: Path) -> None:
    text = shipped(GRENADE).replace("counter = [", "counter = [\n  'س ص ع',\n  'س ص ع',", 1)
    (found,) = faults(tmp_path, GRENADE, text)
    assert "'س ص ع' stands twice" in found
