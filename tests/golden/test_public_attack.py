"""No private name or village of recent days survives in what is published of hostile reports."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.golden.attack import (
    ARTICLES,
    AS_OF,
    UNSEEN,
    Article,
    Together,
    articles,
    made,
    plain,
    seen,
    survives,
    telling_anywhere,
    together,
    words,
    written,
)
from tests.runs import rasd_here

from rasd.export import EXPORTERS
from rasd.export.files import as_bytes
from rasd.model import Review, replace
from rasd.model.codes import ReviewState
from rasd.run import PublicSource

OWN = ("jsonl", "csv", "webannotation")
"""The formats that carry every text of a record."""


def own_files(article: Article) -> str:
    """All that is published of one report."""
    source = PublicSource(made(article), as_of=AS_OF)
    return "\n".join(
        "".join(map(str, output.parts(source)))
        for name in OWN
        for output in EXPORTERS[name].outputs
        if not output.has_texts
    )


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    """Every file that may be published of all reports."""
    return dict(written(PublicSource(together(), as_of=AS_OF)))


@pytest.fixture(scope="module")
def fixed() -> frozenset[str]:
    """The words that the formats write themselves."""
    nothing = Together(items=(), found=())
    return frozenset(w for _, content in written(nothing) for w in words(content))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of all reports, one of them a file named after a victim."""
    base = tmp_path_factory.mktemp("attack")
    named = base / "مقتل-برخودان-شيخموس.txt"
    named.write_text(articles()[14].document.text, encoding="utf-8")
    lines = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        for key in ("private", "keep", "villages"):
            del line[key]
    reports = base / "reports.jsonl"
    reports.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    out = base / "out"
    run = rasd_here("run", reports, named, "--published", "2024-06-13", "--out", out, "-q")
    assert run.exit_code == 0, run.output
    made_of = rasd_here("release", "--db", out / "rasd.sqlite", "--out", base / "release")
    assert made_of.exit_code == 0, made_of.output
    return base / "release"


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), seen(path.name, path.read_bytes())


def test_most_reports_tell_of_an_event() -> None:
    assert sum(bool(made(article).found) for article in articles()) >= 60


def test_no_private_name_survives_in_what_is_published_of_its_report() -> None:
    leaks = []
    for article in articles():
        content = own_files(article)
        for name, telling in article.telling.items():
            leaks += [(article.document.id, name, w) for w in survives(telling, content)]
    assert leaks == []


def test_19_of_20_names_are_hidden_in_reports_that_no_rule_was_mended_for() -> None:
    hidden = asked = 0
    for article in articles(UNSEEN):
        private = "\n".join(content for _, content in written(made(article), text_alone=True))
        content = own_files(article)
        for telling in article.telling.values():
            if survives(telling, private):
                asked += 1
                hidden += not survives(telling, content)
    assert asked >= 35
    assert hidden >= asked - 2


def test_no_private_name_survives_in_any_format(
    published: dict[str, str], fixed: frozenset[str]
) -> None:
    wanted = frozenset().union(*telling_anywhere().values()) - fixed
    assert len(wanted) > 200
    assert {f: found for f, c in published.items() if (found := survives(wanted, c))} == {}


def test_no_private_name_survives_in_a_release(release: Path, fixed: frozenset[str]) -> None:
    wanted = frozenset().union(*telling_anywhere().values()) - fixed
    pages = (
        "codebook/",
        "METHOD",
        "README",
        "LICENSE",
        "datapackage.json",
    )  # the same whatever the records
    leaks = {
        f: found
        for f, c in contents(release)
        if not f.startswith(pages) and (found := survives(wanted, c))
    }
    assert leaks == {}
    assert not any("برخودان" in f or "شيخموس" in f for f, _ in contents(release))


def test_no_village_of_recent_days_survives_in_what_is_published_of_its_report() -> None:
    leaks = [
        (article.document.id, village)
        for article in articles()
        for village in article.villages
        if plain(village) in plain(own_files(article))
    ]
    assert leaks == []


@pytest.mark.parametrize(("days", "stays"), [(0, False), (29, False), (30, True)])
def test_a_village_is_published_once_it_is_no_longer_recent(days: int, stays: bool) -> None:
    article = next(a for a in articles() if "الحريجي" in a.villages)
    later = article.document.published
    assert later is not None
    source = PublicSource(made(article), as_of=later + timedelta(days=days))
    [place] = {event.place for event in source.events()}
    assert place is not None
    assert ("الحريجي" in (place.name_ar or "")) is stays


def test_nine_of_ten_organisations_and_public_places_stay() -> None:
    asked = lost = 0
    for article in articles():
        private = "".join(map(str, EXPORTERS["jsonl"].outputs[2].parts(made(article))))
        content = plain(own_files(article))
        for name in article.keep:
            if plain(name) in plain(private):
                asked += 1
                lost += plain(name) not in content
    assert asked > 80
    assert lost <= asked * 0.2, (lost, asked)


def test_what_was_removed_is_listed_without_a_word_of_it(release: Path) -> None:
    [path] = release.rglob("removed.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 200
    assert all(set(row) == {"record", "field", "rule", "words"} for row in rows)
    assert all(row["words"].isdigit() and row["field"].isascii() for row in rows)
    assert all(row["record"].isascii() for row in rows)


def test_nobody_who_judged_is_named_in_any_format() -> None:
    corpus = together()
    event = replace(
        corpus.found[0],
        review=Review(
            state=ReviewState.ACCEPTED,
            by="فراس العطار",
            at="2024-06-19",
            stale=False,
            judgements=(),
        ),
    )
    source = PublicSource(Together(items=corpus.items, found=(event,)), as_of=AS_OF)
    for exporter in EXPORTERS.values():
        for output in exporter.outputs:
            if not output.has_texts:
                content = seen(output.file, b"".join(map(as_bytes, output.parts(source))))
                assert "فراس" not in content, output.file


@pytest.mark.parametrize("name", ["labelstudio", "inception"])
def test_articles_are_refused_in_public_mode(name: str, tmp_path: Path) -> None:
    db = tmp_path / "out" / "rasd.sqlite"
    assert rasd_here("run", ARTICLES, "--out", db.parent, "-q").exit_code == 0
    out = tmp_path / "tasks"
    shown = rasd_here("export", "--public", "-f", name, "--db", db, "--out", out)
    assert shown.exit_code == 2
    assert "not published" in shown.output
    assert not out.exists()
