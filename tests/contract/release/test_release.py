"""What a release must be: whole, described, checked by others' tools, and the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import mlcroissant
import pytest
from tests.builders import make_document
from tests.review import demo_store, store_of
from tests.runs import rasd_here

from rasd.export import EXPORTERS
from rasd.knowledge.tables import read_rows
from rasd.model import CodedDocument, RasdError, RunError, SettingsError
from rasd.pipeline import recipe
from rasd.run import Job, run_job
from rasd.run.release import Wanted, licences, write_release
from rasd.run.release.accuracy import accuracy
from rasd.run.release.folder import CHECKSUMS
from rasd.run.release.words import word
from rasd.store import open_store

PUBLIC = Wanted(creators=("Institute for Examples",), url="https://example.org/data")
PRIVATE = Wanted(
    private=True,
    mentions=True,
    creators=("Institute for Examples",),
    url="https://example.org/data",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("store") / "rasd.sqlite"
    demo_store(place)
    return str(place)


@pytest.fixture(scope="module")
def made(place: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the bundled reports."""
    return write_release(place, tmp_path_factory.mktemp("made") / "release", PRIVATE).folder


@pytest.fixture(scope="module")
def public(place: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A public release of the bundled reports."""
    return write_release(place, tmp_path_factory.mktemp("public") / "release", PUBLIC).folder


@pytest.fixture
def own(place: str, tmp_path: Path) -> str:
    """A store of the bundled reports that a test may change."""
    return shutil.copy(place, tmp_path / "rasd.sqlite")


def contents(folder: Path) -> dict[str, bytes]:
    """What each file of a folder holds."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def described(folder: Path, name: str = "datapackage.json") -> Any:
    return json.loads((folder / name).read_text("utf-8"))


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opens a release with the tools of others and checks its sums."""
    monkeypatch.chdir(folder)
    report = frictionless.validate("datapackage.json")
    assert report.flatten(["name", "type", "message"]) == []
    assert report.stats["tasks"] == len(described(folder)["resources"])
    dataset = mlcroissant.Dataset(jsonld="croissant.json")
    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    for record_set in dataset.metadata.record_sets:
        read = sum(1 for _ in dataset.records(record_set.uuid))
        assert read == len(rows(folder / "data" / record_set.uuid)), record_set.uuid
    lines = (folder / CHECKSUMS).read_text("utf-8").splitlines()
    held = contents(folder)
    del held[CHECKSUMS]
    assert {name: digest for digest, name in (line.split("  ") for line in lines)} == {
        name: hashlib.sha256(content).hexdigest() for name, content in held.items()
    }


def test_other_tools_open_a_release_without_a_fault(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(made, monkeypatch)


def test_other_tools_open_a_public_release_without_a_fault(
    public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(public, monkeypatch)


def test_a_public_release_is_the_same_each_time_and_in_several_processes(
    place: str, public: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rasd.run.release.data.LARGE", 0)
    again = write_release(place, tmp_path / "elsewhere", PUBLIC).folder
    assert contents(again) == contents(public)


def test_a_public_release_lists_what_was_removed_and_says_so(public: Path, made: Path) -> None:
    removed = rows(public / "removed.csv")
    assert removed
    for name in ("METHOD.md", "METHOD.ar.md"):
        page = (public / name).read_text("utf-8")
        assert all(f"`{row['rule']}`" in page for row in removed)
    for name in ("README.md", "METHOD.md", "datapackage.json", "croissant.json"):
        assert "must not be published" not in (public / name).read_text("utf-8")
    assert not (made / "removed.csv").exists()


def test_the_pages_are_read_in_either_language_alone(made: Path) -> None:
    page = (made / "README.md").read_text("utf-8")
    english, arabic = page.split('<div dir="rtl">')
    assert word("title", "en") in english
    assert word("title", "ar") in arabic
    assert word("title", "en") not in arabic
    known = {row["code"]: row["ar"] for row in read_rows("report/countries.tsv")}
    assert f"`SY` {known['SY']} |" in (made / "METHOD.ar.md").read_text("utf-8")


def test_a_version_that_the_release_before_has_is_refused(
    place: str, made: Path, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=r"is version .* too"):
        write_release(place, tmp_path / "again", replace(PRIVATE, previous=made))
    assert list(tmp_path.iterdir()) == []


def test_files_of_one_format_are_told_apart_by_what_they_hold(made: Path) -> None:
    told = [
        line.split("|")[2]
        for line in (made / "README.md").read_text("utf-8").split('<div dir="rtl">')[0].splitlines()
        if line.startswith("| `data/")
    ]
    assert len(set(told)) == len(told)


def test_the_name_of_a_victim_is_nowhere_in_a_public_release(tmp_path: Path) -> None:
    text = (
        "قتل المواطن سامر الوردي وأصيب شقيقه أيهم برصاص مسلحين مجهولين في مدينة حمص "
        "أمس الثلاثاء، وفق ما قال شهود."
    )
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(text, "utf-8")
    job = Job(
        inputs=(tmp_path / "reports",), out=tmp_path / "run", published=date(2019, 5, 8), workers=1
    )
    run_job(job)
    place = str(tmp_path / "run" / "rasd.sqlite")
    shown = contents(write_release(place, tmp_path / "public", PUBLIC).folder)
    whole = contents(write_release(place, tmp_path / "private", PRIVATE).folder)
    for name in ("سامر", "الوردي", "أيهم"):
        wanted = name.encode(), json.dumps(name)[1:-1].encode()
        told = {path: held for path, held in shown.items() if not path.startswith("codebook/")}
        assert not [path for path, held in told.items() if any(w in held for w in wanted)]
        assert any(wanted[0] in held for held in whole.values())


def test_an_error_in_the_second_process_is_raised(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(source: Any) -> Any:
        next(iter(source.mentions()), None)
        raise SettingsError("no such thing")
        yield ""

    output = EXPORTERS["jsonl"].outputs[1]
    assert output.of == "mentions"
    outputs = (replace(output, parts=broken),)
    monkeypatch.setitem(EXPORTERS, "jsonl", replace(EXPORTERS["jsonl"], outputs=outputs))
    monkeypatch.setattr("rasd.run.release.data.LARGE", 0)
    with pytest.raises(SettingsError, match="no such thing"):
        write_release(place, tmp_path / "out", replace(PUBLIC, formats=("jsonl",), mentions=True))
    assert list(tmp_path.iterdir()) == []


def test_a_second_process_that_dies_is_told_of(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadly(source: Any) -> Any:
        os._exit(9)
        yield ""

    outputs = tuple(replace(o, parts=deadly) for o in EXPORTERS["jsonl"].outputs[1:2])
    monkeypatch.setitem(EXPORTERS, "jsonl", replace(EXPORTERS["jsonl"], outputs=outputs))
    monkeypatch.setattr("rasd.run.release.data.LARGE", 0)
    with pytest.raises(RunError, match="want of memory"):
        write_release(place, tmp_path / "out", replace(PUBLIC, formats=("jsonl",), mentions=True))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", ["error", "death"])
def test_a_process_that_makes_records_and_ends_early_is_told_of(
    how: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def halfway(self: Any) -> Any:
        yield next(iter(self._source.events()))
        if how == "death":
            os._exit(9)
        raise SettingsError("no such thing")

    monkeypatch.setattr("rasd.run.public.PublicSource.events", halfway)
    monkeypatch.setattr("rasd.run.release.data.LARGE", 0)
    with pytest.raises(RasdError, match="no such thing" if how == "error" else "want of memory"):
        write_release(place, tmp_path / "out", PUBLIC)
    assert list(tmp_path.iterdir()) == []


def test_mentions_are_in_a_release_where_they_are_wanted(made: Path, public: Path) -> None:
    assert (made / "data" / "mentions.jsonl").is_file()
    assert (made / "data" / "mentions.parquet").is_file()
    assert not list(public.rglob("mentions.*"))


def test_a_private_release_is_the_same_in_several_processes(
    place: str, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rasd.run.release.data.LARGE", 0)
    again = write_release(place, tmp_path / "elsewhere", PRIVATE).folder
    assert contents(again) == contents(made)


def test_a_report_from_the_future_does_not_make_all_others_old(own: str, tmp_path: Path) -> None:
    with open_store(own) as store:
        late = make_document("late", "خبر", published=date(2931, 5, 6))
        store.write_coded([CodedDocument(document=late, mentions=(), figures=())], recipe())
        store.write_events(list(store.events()))
    made = write_release(own, tmp_path / "out", replace(PUBLIC, formats=("csv",))).folder
    assert described(made)["created"] == "2023-06-30T00:00:00Z"


def test_a_release_of_the_seeds_opens_without_a_fault(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_of(tmp_path / "rasd.sqlite", *sorted((shared / "seeds").glob("*.txt")))
    wanted = replace(PUBLIC, as_of=date(2031, 5, 6))
    check(
        write_release(str(tmp_path / "rasd.sqlite"), tmp_path / "out", wanted).folder, monkeypatch
    )


def test_a_release_without_a_single_event_opens_without_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "rasd.sqlite") as store:
        quiet = CodedDocument(document=make_document("a", "هدوء"), mentions=(), figures=())
        store.write_coded([quiet], recipe())
        store.write_events([])
    wanted = replace(PUBLIC, as_of=date(2031, 5, 6))
    check(
        write_release(str(tmp_path / "rasd.sqlite"), tmp_path / "out", wanted).folder, monkeypatch
    )


def test_every_file_that_may_be_published_is_there_and_described(made: Path) -> None:
    wanted = {
        output.file
        for exporter in EXPORTERS.values()
        for output in exporter.outputs
        if not exporter.main.has_texts and not output.has_texts
    }
    there = {path.name for path in (made / "data").iterdir()}
    assert there == wanted | {"sources.csv"}
    assert {each["path"] for each in described(made)["resources"]} == {f"data/{n}" for n in there}
    named = {each["contentUrl"] for each in described(made, "croissant.json")["distribution"]}
    assert named == {f"data/{name}" for name in there}


def test_sizes_and_digests_are_those_of_the_files(made: Path) -> None:
    for each in described(made)["resources"]:
        content = (made / each["path"]).read_bytes()
        assert each["bytes"] == len(content)
        assert each["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_each_table_is_described_column_by_column(made: Path) -> None:
    for each in described(made)["resources"]:
        if each["path"].endswith((".csv", ".tsv")):
            lines = (made / each["path"]).read_bytes().decode("utf-8-sig").splitlines()
            columns = lines[0].split(each["dialect"]["delimiter"])
            assert [field["name"] for field in each["schema"]["fields"]] == columns, each["path"]


def test_no_article_is_in_a_release(place: str, made: Path) -> None:
    with open_store(place, create=False) as store:
        texts = [document.text for document in store.documents()]
    held = b"\n".join(contents(made).values()).decode("utf-8", "replace")
    assert not any(json.dumps(text, ensure_ascii=False)[1:-1] in held for text in texts)
    assert "documents.jsonl" not in held


def test_every_report_is_cited(place: str, made: Path) -> None:
    with open_store(place, create=False) as store:
        cited = [(each.id, each.sha256) for each in store.citations()]
    assert [(row["id"], row["sha256"]) for row in rows(made / "data/sources.csv")] == cited


def test_the_same_store_gives_the_same_bytes(place: str, made: Path, tmp_path: Path) -> None:
    again = write_release(place, tmp_path / "elsewhere", PRIVATE).folder
    assert contents(again) == contents(made)


def test_day_and_version_come_from_the_newest_report(made: Path) -> None:
    days = [row["published"] for row in rows(made / "data/sources.csv")]
    assert described(made)["created"] == f"{max(days)}T00:00:00Z"
    assert described(made)["version"] == re.sub("-0?", ".", max(days))


def test_day_and_version_can_be_given(place: str, tmp_path: Path) -> None:
    wanted = replace(PRIVATE, as_of=date(2031, 5, 6), version="2.0.1", formats=("csv",))
    made = write_release(place, tmp_path / "out", wanted).folder
    assert described(made)["version"] == described(made, "croissant.json")["version"] == "2.0.1"
    assert described(made, "croissant.json")["datePublished"] == "2031-05-06"
    assert 'date-released: "2031-05-06"' in (made / "CITATION.cff").read_text("utf-8")


def test_some_formats_can_be_chosen_and_the_records_are_always_there(
    place: str, tmp_path: Path
) -> None:
    made = write_release(place, tmp_path / "out", replace(PRIVATE, formats=("geojson",))).folder
    assert {path.name for path in (made / "data").iterdir()} == {
        "events.geojson",
        *("events.jsonl", "mentions.jsonl", "figures.jsonl"),
        "sources.csv",
    }


def test_the_same_release_in_the_same_place_changes_nothing(
    place: str, made: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(made, tmp_path / "out"))
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert not write_release(place, out, PRIVATE).is_new
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


@pytest.mark.parametrize("other", [replace(PRIVATE, title="Other"), replace(PRIVATE, version="9")])
def test_what_is_published_is_never_replaced(
    place: str, made: Path, tmp_path: Path, other: Wanted
) -> None:
    out = Path(shutil.copytree(made, tmp_path / "out"))
    with pytest.raises(SettingsError, match="what is published stays as it is"):
        write_release(place, out, other)
    assert contents(out) == contents(made)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_things_is_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(SettingsError, match="holds other things"):
        write_release(place, tmp_path / "out", PRIVATE)
    assert contents(tmp_path) == {"out/thesis.txt": b"mine"}


def test_an_empty_folder_is_taken(place: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert write_release(place, tmp_path / "out", replace(PRIVATE, formats=("csv",))).is_new


def test_a_run_that_breaks_leaves_nothing(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(source: Any) -> Any:
        yield "id\r\n"
        next(iter(source.events()))
        raise OSError(28, "No space left on device")

    exporter = EXPORTERS["csv"]
    output = replace(exporter.main, parts=broken)
    monkeypatch.setitem(EXPORTERS, "csv", replace(exporter, outputs=(output,)))
    with pytest.raises(RunError, match="disk is full"):
        write_release(place, tmp_path / "out", PRIVATE)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_does_no_harm(place: str, made: Path, tmp_path: Path) -> None:
    left = tmp_path / ".out.part" / "data"
    left.mkdir(parents=True)
    (left / "half.csv").write_text("id", "utf-8")
    write_release(place, tmp_path / "out", PRIVATE)
    assert contents(tmp_path / "out") == contents(made)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_events_that_wait_for_a_merge_are_not_released(own: str, tmp_path: Path) -> None:
    with open_store(own) as store:
        late = CodedDocument(document=make_document("late", "خبر"), mentions=(), figures=())
        store.write_coded([late], "recipe")
    with pytest.raises(RunError, match="events are not theirs yet"):
        write_release(own, tmp_path / "out", PRIVATE)


def test_a_release_lists_what_differs_from_the_one_before(
    own: str, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = next(row for row in rows(made / "data/events.csv") if row["killed_min"])
    assert (
        rasd_here(
            *("judge", "edit", event["id"], "killed", "41-43", "--by", "Salma", "--db", own)
        ).exit_code
        == 0
    )
    wanted = replace(PRIVATE, previous=made, version="2")
    later = write_release(own, tmp_path / "out", wanted).folder
    [change] = rows(later / "changes.csv")
    assert (change["event_id"], change["change"]) == (event["id"], "changed")
    assert {"killed", "review"} <= set(change["fields"].split("; "))
    page = (later / "CHANGES.md").read_text("utf-8")
    assert f"Compared with version {described(made)['version']}: 1 changed." in page
    method = (later / "METHOD.md").read_text("utf-8")
    assert f"1 of {len(rows(later / 'data/events.csv'))} events were judged" in method
    check(later, monkeypatch)


def test_a_first_release_says_so(made: Path) -> None:
    assert "compared with no earlier one" in (made / "CHANGES.md").read_text("utf-8")
    assert not (made / "changes.csv").exists()


def test_the_method_tells_the_measured_accuracy_with_intervals(made: Path) -> None:
    found = next(each for each in accuracy().of("articles") if each.measure == "incidents_f1").all
    assert found is not None
    shown = f"{found.value:.2f} ({found.low:.2f}-{found.high:.2f})"
    for page in ("METHOD.md", "METHOD.ar.md"):
        assert shown in (made / page).read_text("utf-8")


@pytest.mark.parametrize(
    ("measured", "told"),
    [
        (None, "by which all reports of this release were read"),
        ("rules/0/other", "50 of 50 reports of this release were read by another one"),
    ],
    ids=["the same recipe", "another recipe"],
)
def test_the_method_says_whether_the_recipe_is_the_measured_one(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured: str | None, told: str
) -> None:
    known = replace(accuracy(), recipe=measured or recipe())
    monkeypatch.setattr("rasd.run.release.method.accuracy", lambda: known)
    made = write_release(place, tmp_path / "out", replace(PRIVATE, formats=("csv",))).folder
    assert told in (made / "METHOD.md").read_text("utf-8")


def test_both_languages_of_the_method_have_the_same_parts_and_numbers(made: Path) -> None:
    pages = [(made / name).read_text("utf-8") for name in ("METHOD.md", "METHOD.ar.md")]
    heads = [[line.count("#") for line in p.splitlines() if line[:1] == "#"] for p in pages]
    cells = [re.findall(r"\| ([\d.,]+[^|]*) \|", page) for page in pages]
    assert heads[0] == heads[1]
    assert cells[0] == cells[1]
    assert not any("{" in page for page in pages)


def test_every_page_that_is_named_is_there(made: Path) -> None:
    for page in made.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).is_file(), f"{page.name}: {link}"


def test_a_private_release_says_in_every_place_that_it_must_not_be_published(made: Path) -> None:
    for name in ("README.md", "METHOD.md", "datapackage.json", "croissant.json"):
        assert "must not be published" in (made / name).read_text("utf-8")


@pytest.mark.parametrize("name", licences())
def test_the_licence_is_named_everywhere(place: str, tmp_path: Path, name: str) -> None:
    wanted = replace(PRIVATE, licence=name, formats=("csv",))
    made = write_release(place, tmp_path / "out", wanted).folder
    assert licences()[name].url in (made / "LICENCE").read_text("utf-8")
    assert described(made)["licenses"][0]["name"] == name
    assert described(made, "croissant.json")["license"] == licences()[name].url


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(private=True, formats=("acrobat",)), "no format 'acrobat'"),
        (Wanted(private=True, formats=("labelstudio",)), "no format 'labelstudio'"),
        (Wanted(private=True, licence="MINE"), "no licence 'MINE'"),
        (Wanted(private=True, version="a b"), "is no version"),
        (Wanted(private=True, url="example"), "is no address"),
        (Wanted(private=True, previous=Path("nowhere")), "holds no release"),
    ],
    ids=["format", "format with articles", "licence", "version", "address", "previous"],
)
def test_what_cannot_be_used_is_refused_at_the_door(
    place: str, tmp_path: Path, wanted: Wanted, told: str
) -> None:
    with pytest.raises(SettingsError, match=told):
        write_release(place, tmp_path / "out", wanted)
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_undated_reports_asks_for_the_day(tmp_path: Path) -> None:
    with open_store(tmp_path / "rasd.sqlite") as store:
        undated = make_document("a", "خبر", published=None)
        store.write_coded([CodedDocument(document=undated, mentions=(), figures=())], "recipe")
        store.write_events([])
    with pytest.raises(SettingsError, match="--as-of"):
        write_release(str(tmp_path / "rasd.sqlite"), tmp_path / "out", PRIVATE)
