"""Each command on a few fictional reports: what it prints, where, and the code it ends with."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from rasd import __version__
from rasd.cli.app import app
from rasd.model import RunError

REPORTS = Path(str(files("rasd.data").joinpath("demo/reports")))
LINES = (REPORTS / "reports.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def rasd(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(item) for item in arguments], input=stdin)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    path = tmp_path / "three.jsonl"
    path.write_text("".join(LINES[1:4]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run over the first reports."""
    folder = tmp_path_factory.mktemp("run")
    reports = folder / "reports.jsonl"
    reports.write_text("".join(LINES[:8]), encoding="utf-8")
    assert rasd("run", reports, "--out", folder / "out").exit_code == 0
    return folder / "out"


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_version_is_printed() -> None:
    assert f"rasd {__version__}\n" == rasd("--version").stdout


TWICE = (
    ("قتل سبعة مدنيين في انفجار سيارة مفخخة وسط مدينة بعقوبة يوم الثلاثاء", "a"),
    ("انفجار سيارة مفخخة في مدينة بعقوبة أمس يودي بحياة سبعة مدنيين بحسب الشرطة", "b"),
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("merged")
    rows = [{"id": name, "text": text, "published": "2031-05-07"} for text, name in TWICE]
    (folder / "two.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert rasd("run", folder / "two.jsonl", "--out", folder / "out").exit_code == 0
    return folder / "out" / "rasd.sqlite"


@pytest.fixture(scope="module")
def event(db: Path) -> dict[str, Any]:
    (line,) = (db.parent / "events.jsonl").read_text(encoding="utf-8").splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


class TestExplainMerging:
    """Why two reports are one incident."""

    def test_an_event_shows_the_comparisons_that_joined_it(
        self, db: Path, event: dict[str, Any]
    ) -> None:
        (link,) = event["links"]
        shown = rasd("explain", event["id"], "--db", db).stdout
        assert f"  {link['mention_a']} {link['mention_b']}  score {link['score']:.2f}\n" in shown
        assert ", ".join(link["reasons"]) in shown

    def test_two_mentions_are_compared_as_merging_did(
        self, db: Path, event: dict[str, Any]
    ) -> None:
        (link,) = event["links"]
        done = rasd("explain", link["mention_a"], link["mention_b"], "--db", db)
        assert done.exit_code == 0, done.stderr
        assert f"\none incident: score {link['score']:.2f}\n" in done.stdout
        assert done.stdout.count(f"; in {event['id']}\n") == 2
        assert all(f"  {reason}\n" in done.stdout for reason in link["reasons"])

    def test_only_mentions_can_be_compared(self, db: Path, event: dict[str, Any]) -> None:
        done = rasd("explain", event["mention_ids"][0], event["id"], "--db", db)
        assert done.exit_code == 2
        assert "is no mention" in done.stderr


class TestRun:
    def test_the_summary_stands_on_standard_output_and_nothing_beside_it(
        self, three: Path, tmp_path: Path
    ) -> None:
        done = rasd("run", three, "--out", tmp_path / "out")
        assert (done.exit_code, done.stderr) == (0, "")
        lines = done.stdout.splitlines()
        assert lines[0] == "3 documents read: 3 new, 0 unchanged"
        assert lines[2] == "No issues"
        assert f"Report: {tmp_path / 'out' / 'report.html'}" == lines[-1]

    def test_quiet_prints_nothing(self, three: Path, tmp_path: Path) -> None:
        done = rasd("run", three, "--out", tmp_path / "out", "--quiet")
        assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")

    def test_the_store_may_lie_elsewhere(self, three: Path, tmp_path: Path) -> None:
        db = tmp_path / "elsewhere.sqlite"
        assert rasd("run", three, "--out", tmp_path / "out", "--db", db).exit_code == 0
        assert db.is_file()
        assert not (tmp_path / "out" / "rasd.sqlite").exists()

    def test_issues_are_counted_by_kind_and_named(self, three: Path, tmp_path: Path) -> None:
        empty = tmp_path / "empty.txt"
        empty.touch()
        done = rasd("run", three, empty, tmp_path / "none.txt", "--out", tmp_path / "out")
        assert done.exit_code == 0
        assert "2 issues: 1 empty, 1 missing\n" in done.stdout
        assert "  empty.txt: empty: " in done.stdout

    def test_strict_turns_an_issue_into_code_3(self, three: Path, tmp_path: Path) -> None:
        missing = tmp_path / "none.txt"
        assert rasd("run", three, missing, "--out", tmp_path / "o", "--strict").exit_code == 3
        assert rasd("run", three, "--out", tmp_path / "p", "--strict").exit_code == 0

    def test_nothing_readable_is_a_failure(self, tmp_path: Path) -> None:
        done = rasd("run", tmp_path / "none.txt", "--out", tmp_path / "out")
        assert done.exit_code == 1
        assert "rasd: nothing could be read; first: none.txt: missing" in done.stderr

    def test_published_and_outlet_fill_what_a_report_lacks(self, tmp_path: Path) -> None:
        done = rasd("run", REPORTS / "aden-khabar.txt", "--out", tmp_path)
        assert done.exit_code == 0
        [before] = records((tmp_path / "documents.jsonl").read_text(encoding="utf-8"))
        assert (before["published"], before["outlet"]) == (None, None)
        rasd(
            *("run", REPORTS / "aden-khabar.txt", "--out", tmp_path),
            *("--published", "2023-06-02", "--outlet", "Aden Khabar"),
        )
        [after] = records((tmp_path / "documents.jsonl").read_text(encoding="utf-8"))
        assert (after["published"], after["outlet"]) == ("2023-06-02", "Aden Khabar")

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("x.txt",),
            ("--out", "o"),
            ("x.txt", "--out", "o", "--workers", "0"),
            ("x.txt", "--out", "o", "--published", "yesterday"),
        ],
        ids=" ".join,
    )
    def test_wrong_usage_is_code_2(self, arguments: tuple[str, ...]) -> None:
        done = rasd("run", *arguments)
        assert (done.exit_code, done.stdout) == (2, "")

    def test_a_file_that_is_no_store_is_a_failure_on_one_line(
        self, three: Path, tmp_path: Path
    ) -> None:
        db = tmp_path / "notes.sqlite"
        db.write_text("no database, only notes of some length to read" * 20)
        done = rasd("run", three, "--out", tmp_path / "out", "--db", db)
        assert done.exit_code == 1
        assert done.stderr.startswith(f"rasd: {db}: ")
        assert done.stderr.count("\n") == 1

    def test_ctrl_c_says_how_to_go_on(
        self, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stopped(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("rasd.run.intake.own_rows", stopped)
        done = rasd("run", three, "--out", tmp_path / "out")
        assert done.exit_code == 130
        assert "run the same command again to go on" in done.stderr

    def test_a_dead_worker_is_a_failure_with_a_remedy(
        self, three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def dead(*_: object, **__: object) -> None:
            raise RunError("a worker process died")

        monkeypatch.setattr("rasd.run.intake.own_rows", dead)
        done = rasd("run", three, "--out", tmp_path / "out")
        assert (done.exit_code, done.stderr) == (1, "rasd: a worker process died\n")


class TestExtract:
    def test_each_line_is_a_mention(self, three: Path) -> None:
        done = rasd("extract", three)
        assert done.exit_code == 0
        found = records(done.stdout)
        assert found
        assert {"rasd/1"} == {record["schema"] for record in found}

    def test_standard_input_gives_what_the_file_gives(self, three: Path) -> None:
        piped = rasd("extract", "-", stdin=three.read_text(encoding="utf-8"))
        assert rasd("extract", three).stdout == piped.stdout

    def test_figures_come_alone_or_with_the_mentions(self) -> None:
        counts = {
            what: len(records(rasd("extract", REPORTS, "--what", what).stdout))
            for what in ("mentions", "figures", "all")
        }
        assert counts["figures"] > 0
        assert counts["all"] == counts["mentions"] + counts["figures"]

    def test_issues_go_to_standard_error_one_a_line(self, three: Path, tmp_path: Path) -> None:
        done = rasd("extract", tmp_path / "none.txt", three)
        assert done.exit_code == 0
        assert done.stderr.startswith("rasd: none.txt: missing: ")
        assert done.stderr.count("\n") == 1
        assert records(done.stdout)

    def test_codes(self, three: Path, tmp_path: Path) -> None:
        missing = tmp_path / "none.txt"
        assert rasd("extract", missing).exit_code == 1
        assert rasd("extract", "-", stdin="").exit_code == 1
        assert rasd("extract", missing, three, "--strict").exit_code == 3
        assert rasd("extract", three, "--what", "everything").exit_code == 2


class TestExport:
    def test_standard_output_takes_the_bytes_of_the_file(self, out: Path) -> None:
        for name, file in (("csv", "events.csv"), ("geojson", "events.geojson")):
            done = rasd("export", "--format", name, "--db", out / "rasd.sqlite")
            assert (out / file).read_bytes() == done.stdout_bytes

    def test_a_folder_takes_every_file_of_the_format(self, out: Path, tmp_path: Path) -> None:
        done = rasd("export", "-f", "jsonl", "--db", out / "rasd.sqlite", "--out", tmp_path)
        names = {"documents.jsonl", "mentions.jsonl", "events.jsonl", "figures.jsonl"}
        assert names == {path.name for path in tmp_path.iterdir()}
        assert {str(tmp_path / name) for name in names} == set(done.stdout.splitlines())

    def test_a_file_takes_the_events(self, out: Path, tmp_path: Path) -> None:
        path = tmp_path / "mine.jsonl"
        rasd("export", "-f", "jsonl", "--db", out / "rasd.sqlite", "--out", path)
        assert (out / "events.jsonl").read_bytes() == path.read_bytes()

    def test_an_unknown_format_is_wrong_usage(self, out: Path) -> None:
        done = rasd("export", "-f", "docx", "--db", out / "rasd.sqlite")
        assert done.exit_code == 2
        assert "rasd: no format 'docx'; there are: jsonl" in done.stderr

    def test_a_missing_store_is_named(self, tmp_path: Path) -> None:
        done = rasd("export", "-f", "csv", "--db", tmp_path / "none.sqlite")
        assert done.exit_code == 1
        assert done.stderr.startswith(f"rasd: {tmp_path / 'none.sqlite'}: there is no store")
        assert not (tmp_path / "none.sqlite").exists()


def test_report_is_written_again_as_the_run_wrote_it(out: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    done = rasd("report", "--db", out / "rasd.sqlite", "--out", again)
    assert f"{again}\n" == done.stdout
    assert (out / "report.html").read_bytes() == again.read_bytes()


def test_demo_runs_the_main_job_on_the_bundled_reports(tmp_path: Path) -> None:
    done = rasd("demo", "--out", tmp_path / "demo", "--workers", "1")
    assert done.exit_code == 0
    assert done.stdout.startswith("50 documents read: 50 new")


class TestEval:
    def test_predictions_are_scored_field_by_field(self, out: Path, tmp_path: Path) -> None:
        gold = tmp_path / "gold.json"
        gold.write_text(json.dumps(_gold(out)), encoding="utf-8")
        done = rasd("eval", gold, out / "mentions.jsonl")
        assert done.exit_code == 0, done.stderr
        assert "| all core incidents | 1 | 0 |" in done.stdout
        as_json = json.loads(rasd("eval", gold, out, "--json").stdout)
        assert as_json["incidents"]["found"] == 1

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        done = rasd("eval", tmp_path / "gold.json", tmp_path / "predicted.jsonl")
        assert done.exit_code == 1
        assert "gold.json" in done.stderr


def _gold(out: Path) -> list[dict[str, object]]:
    """An annotated article that says what was found in it."""
    mention = next(
        record
        for record in records((out / "mentions.jsonl").read_text(encoding="utf-8"))
        if record["event_type"] == "explosion" and record["status"] == "reported"
    )
    evidence = mention["evidence"]
    assert isinstance(evidence, list)
    quote = next(item for item in evidence if item["field"] == "event" and "part" not in item)
    event = {
        "id": "e1",
        "event_type": mention["event_type"],
        "sub_event_type": mention["sub_event_type"],
        "status": mention["status"],
        "evidence": quote["quote"],
        "span": [quote["start"], quote["end"]],
    }
    return [{"doc": mention["doc_id"], "events": [event]}]


class TestDataCheck:
    def test_the_shipped_data_have_no_fault(self) -> None:
        done = rasd("data", "check")
        assert (done.exit_code, done.stdout) == (0, "No faults\n")

    def test_faults_are_listed_and_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        faults = ["ar/cues.tsv:3: what", "ar/cues.tsv:9: what"]
        monkeypatch.setattr("rasd.knowledge.check.check_data", lambda _: faults)
        done = rasd("data", "check")
        assert (1, "\n".join(faults) + "\n") == (done.exit_code, done.stdout)
        assert done.stderr == "rasd: 2 faults\n"

    def test_a_missing_folder_is_wrong_usage(self, tmp_path: Path) -> None:
        assert rasd("data", "check", tmp_path / "none").exit_code == 2


class TestExplain:
    def test_every_field_shows_rule_row_and_quote(self, out: Path) -> None:
        for file in ("mentions.jsonl", "events.jsonl", "figures.jsonl"):
            for record in records((out / file).read_text(encoding="utf-8"))[:3]:
                done = rasd("explain", str(record["id"]), "--db", out / "rasd.sqlite")
                assert done.exit_code == 0, done.stderr
                evidence = record["evidence"]
                assert isinstance(evidence, list)
                assert len(evidence) == done.stdout.count("\n  quote  ")
                assert len(evidence) == done.stdout.count("\n  rule   ")
                for item in evidence:
                    assert f"\n{item['field']}  " in done.stdout
                    assert f"«{' '.join(item['quote'].split())}»" in " ".join(done.stdout.split())

    def test_the_data_row_stands_with_file_and_line(self, out: Path) -> None:
        mention = next(
            record
            for record in records((out / "mentions.jsonl").read_text(encoding="utf-8"))
            if "vehicle_bomb" in str(record["weapons"])
        )
        done = rasd("explain", str(mention["id"]), "--db", out / "rasd.sqlite")
        assert "  row    ar/weapons.tsv:2  id=\u2068vehicle_bomb\u2069" in done.stdout

    def test_the_start_of_an_id_is_enough_where_it_is_the_only_one(self, out: Path) -> None:
        first, *_ = records((out / "events.jsonl").read_text(encoding="utf-8"))
        whole = rasd("explain", str(first["id"]), "--db", out / "rasd.sqlite")
        start = rasd("explain", str(first["id"])[:-2], "--db", out / "rasd.sqlite")
        assert whole.stdout == start.stdout

    @pytest.mark.parametrize(
        ("wanted", "said"), [("m-", "ids begin with 'm-'"), ("zz", "begins with 'zz'")]
    )
    def test_an_id_that_is_unknown_or_several_is_wrong_usage(
        self, wanted: str, said: str, out: Path
    ) -> None:
        done = rasd("explain", wanted, "--db", out / "rasd.sqlite")
        assert done.exit_code == 2
        assert said in done.stderr
