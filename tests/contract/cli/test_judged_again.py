"""Judgements on real reports: what holds, and what is stale, when the reports come again."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rasd.cli.app import app

LINES = files("rasd.data").joinpath("demo/reports/reports.jsonl").read_text("utf-8").splitlines()
Report = dict[str, Any]


class Project:
    """A folder with reports and what a run made of them."""

    def __init__(self, folder: Path, place: str) -> None:
        self._folder, self._place = folder, place
        self.reports: list[Report] = [json.loads(line) for line in LINES[:6]]

    def rasd(self, *arguments: str) -> str:
        done = CliRunner().invoke(app, [*arguments, "--db", self._place])
        assert done.exit_code == 0, done.output
        return done.stdout

    def run(self) -> None:
        source = self._folder / "reports.jsonl"
        source.write_text("\n".join(map(json.dumps, self.reports)), encoding="utf-8")
        self.rasd("run", str(source), "--out", str(self._folder / "out"))

    def events(self) -> list[Report]:
        lines = (self._folder / "out" / "events.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def judged(self) -> Report:
        [event] = [event for event in self.events() if event.get("review")]
        return event

    def change(self, doc_id: str, old: str, new: str) -> None:
        [report] = [each for each in self.reports if each["id"] == doc_id]
        assert old in report["text"]
        report["text"] = report["text"].replace(old, new, 1)


@pytest.fixture
def project(tmp_path: Path, place: str) -> Project:
    made = Project(tmp_path, place)
    made.run()
    return made


def with_toll(project: Project) -> Report:
    """An event of one report with a toll."""
    return next(e for e in project.events() if len(e["doc_ids"]) == 1 and e["killed"])


def quote_of(event: Report, field: str) -> str:
    return next(e["quote"] for e in event["evidence"] if e["field"] == field)


def test_a_judgement_holds_and_is_fresh_when_other_words_change(project: Project) -> None:
    event = with_toll(project)
    project.rasd("judge", "edit", event["id"], "killed", "41", "--by", "Salma")
    [doc_id] = event["doc_ids"]
    [report] = [each for each in project.reports if each["id"] == doc_id]
    report["text"] = f"خبر عاجل من المراسل.\n\n{report['text']}"
    project.run()
    found = project.judged()
    assert found["id"] != event["id"]
    assert found["killed"]["min"] == 41
    assert not found["review"]["stale"]
    assert found["id"] in project.rasd("explain", event["id"])
    project.rasd("verify")


def test_a_judgement_holds_and_is_stale_when_its_own_words_change(project: Project) -> None:
    event = with_toll(project)
    project.rasd("judge", "edit", event["id"], "killed", "41", "--by", "Salma")
    project.rasd("judge", "accept", event["id"], "--field", "place", "--by", "Salma")
    [doc_id] = event["doc_ids"]
    project.change(doc_id, quote_of(event, "killed"), "مقتل سبعة أشخاص")
    project.run()
    found = project.judged()
    assert found["killed"]["min"] == 41
    toll, place = found["review"]["judgements"]
    assert toll["machine"]["value"]["min"] == 7
    assert toll["stale"] == "the values and the evidence of killed have changed"
    assert place["stale"] is None


def test_a_judgement_outlives_its_report_and_comes_back_with_it(project: Project) -> None:
    event = with_toll(project)
    project.rasd("judge", "accept", event["id"], "--by", "Salma")
    [report] = [each for each in project.reports if each["id"] == event["doc_ids"][0]]
    text = report["text"]
    report["text"] = "لا جديد في نشرة اليوم."
    project.run()
    assert not [each for each in project.events() if each.get("review")]
    assert "lost (1 of 1 reports can no longer be found)" in project.rasd("judge", "list")
    report["text"] = text
    project.run()
    assert project.judged() == event | {"review": project.judged()["review"]}
    assert not project.judged()["review"]["stale"]
