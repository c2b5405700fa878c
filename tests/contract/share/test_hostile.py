"""A bundle that its sender made to do harm is refused by name, and the store stays as it was."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.exchange import NOW, Organisation, organisations
from tests.judged import addition, coded, corpus

from rasd import judge
from rasd.judge import Who
from rasd.model import InputError, Judgement, RasdError, canonical, from_json, identified, to_json
from rasd.run import merge_store
from rasd.run.judge import record
from rasd.run.share.bundle import DOCUMENTS, FORMAT, JUDGEMENTS, Bundle
from rasd.run.share.keys import PublicKey, new_key
from rasd.run.share.lines import sign
from rasd.run.share.receiving import check_bundle, import_bundle
from rasd.store import Said

CORPUS = corpus(coded("a", 0, 1), coded("b", 0))
Lines = list[dict[str, Any]]
Change = Callable[[Lines], None]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Organisation, Organisation]]:
    """An archive with judgements of each kind that turns against a centre which trusts it."""
    with organisations(tmp_path, "Archive", "Centre") as (archive, centre):
        archive.store.write_coded(CORPUS.coded, "rules/1")
        merge_store(archive.store)
        event = CORPUS.event_of("a0")
        told = CORPUS.told(*event.mention_ids)
        who = Who(by="Salma", at="2031-06-01T09:00:00Z")
        edit = judge.edit(event, told, field="killed", value={"min": 4, "max": 4}, who=who)
        for said in (edit, addition(CORPUS.documents["b"], 2), judge.withdraw(edit, who=who)):
            record(archive.store, said)
        yield archive, centre


def forged(archive: Organisation, part: str, change: Change, **of_manifest: Any) -> Path:
    """A bundle of the archive in which lines were changed before it signed all of it."""
    path = archive.export()
    with zipfile.ZipFile(path) as archived:
        found = {name: archived.read(name) for name in archived.namelist()}
    lines = [json.loads(line) for line in found[part].splitlines()]
    change(lines)
    found[part] = b"".join(f"{canonical(line)}\n".encode() for line in lines)
    manifest = json.loads(found["manifest.json"]) | of_manifest
    for each in manifest["parts"]:
        data = found[each["name"]]
        each |= {"size": len(data), "lines": data.count(b"\n")}
        each["sha256"] = hashlib.sha256(data).hexdigest()
    data = canonical(manifest).encode()
    found |= {"manifest.json": data}
    found["signature"] = archive.key.sign(f"{FORMAT} manifest\n".encode() + data).encode()
    with zipfile.ZipFile(path, "w") as out:
        for name, content in found.items():
            out.writestr(name, content)
    return path


def refused(centre: Organisation, path: Path, said: str) -> None:
    before = (centre.store.log_head(), centre.store.counts())
    with pytest.raises(RasdError, match=said):
        centre.take(path)
    assert before == (centre.store.log_head(), centre.store.counts())


def of_document(**changes: Any) -> Change:
    def change(lines: Lines) -> None:
        lines[0]["document"] |= changes

    return change


def of_mention(**changes: Any) -> Change:
    def change(lines: Lines) -> None:
        lines[0]["mentions"][0] |= changes

    return change


def of_line(**changes: Any) -> Change:
    def change(lines: Lines) -> None:
        lines[0] |= changes

    return change


def twice(lines: Lines) -> None:
    lines.append(lines[0])


def same_mention_twice(lines: Lines) -> None:
    lines[1]["mentions"] = [lines[0]["mentions"][0] | {"doc_id": "b"}]


def moved_quote(lines: Lines) -> None:
    lines[0]["mentions"][0]["evidence"][0] |= {"start": 0, "end": 5, "quote": "xxxxx"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(of_document(text="آخر"), "SHA-256|does not say", id="another text"),
        pytest.param(of_document(id=""), "without an id", id="no id"),
        pytest.param(of_document(surprise=1), "another form", id="an unknown field"),
        pytest.param(of_document(published="yesterday"), "published", id="no day"),
        pytest.param(moved_quote, "does not say", id="an invented quote"),
        pytest.param(of_mention(doc_id="b"), "names document", id="another document's mention"),
        pytest.param(of_mention(schema="rasd/2"), "event_type", id="another schema"),
        pytest.param(of_mention(event_type="battle"), "event_type", id="kinds that do not fit"),
        pytest.param(of_mention(confidence=7.0), "confidence", id="too sure"),
        pytest.param(of_mention(evidence=[]), "evidence", id="no evidence"),
        pytest.param(of_mention(sub_event_type="miracle"), "sub_event_type", id="unknown kind"),
        pytest.param(
            of_mention(killed={"min": 9, "max": 2, "text": "9"}), "no range", id="no range"
        ),
        pytest.param(of_line(at="2999-01-01T00:00:00Z"), "future", id="from the future"),
        pytest.param(of_line(at="yesterday"), "no time", id="no time"),
        pytest.param(of_line(at="20310101T000000Z"), "written like", id="a time that sorts last"),
        pytest.param(
            of_mention(killed={"min": 10**30, "max": None, "text": ""}),
            "beyond what",
            id="more than a database holds",
        ),
        pytest.param(of_line(versions=["x"]), "SHA-256", id="versions that are none"),
        pytest.param(of_line(mentions={}), "expected a list", id="no list"),
        pytest.param(of_line(more=1), "expected an object", id="one name more"),
        pytest.param(twice, "comes twice", id="a document twice"),
        pytest.param(same_mention_twice, "mention 'a0'|does not say", id="a mention twice"),
    ],
)
def test_documents_that_are_not_as_they_must_be(
    two: tuple[Organisation, Organisation], change: Change, said: str
) -> None:
    archive, centre = two
    refused(centre, forged(archive, DOCUMENTS, change), said)


def resaid(archive: Organisation, number: int = 0, **changes: Any) -> Change:
    """Changes a judgement, gives it the id that follows and signs it anew."""

    def change(lines: Lines) -> None:
        line = lines[number]
        judgement = identified(from_json(Judgement, line["judgement"] | changes))
        said = Said(judgement=judgement, turn=line["turn"], origins=())
        origin = to_json(sign(said, archive.key))
        del origin["judgement_id"]
        line |= {"judgement": to_json(judgement), "origins": [origin]}

    return change


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "many"}, "killed cannot be"),
        ({"value": {"min": 4, "max": 4}}, "another form"),
        ({"field": "surprise"}, "no field"),
        ({"by": " "}, "name of who"),
        ({"by": "x" * 1000}, "longer than"),
        ({"at": "yesterday"}, "no time in UTC"),
        ({"groups": []}, "0 groups"),
        ({"action": "join"}, "1 groups"),
        ({"action": "reject", "reason": None}, "reject has|without a reason"),
        ({"withdraws": "j-000000000000"}, "has withdraws"),
        ({"about": "Sahel24"}, "speaks of reports|no grade|edit of 1"),
    ],
)
def test_judgements_that_nobody_could_have_made(
    two: tuple[Organisation, Organisation], changes: dict[str, Any], said: str
) -> None:
    archive, centre = two
    refused(centre, forged(archive, JUDGEMENTS, resaid(archive, **changes)), said)


def test_a_report_that_is_added_under_the_id_of_another(
    two: tuple[Organisation, Organisation],
) -> None:
    archive, centre = two

    def renamed(lines: Lines) -> None:
        [[anchor]] = lines[1]["judgement"]["groups"]
        resaid(archive, 1, groups=[[anchor | {"mention_id": "a0"}]])(lines)

    refused(centre, forged(archive, JUDGEMENTS, renamed), "under another id than its own: 'a0'")


def first_turn(turn: str) -> Change:
    def change(lines: Lines) -> None:
        lines[0]["turn"] = turn

    return change


def of_judgement(**changes: Any) -> Change:
    def change(lines: Lines) -> None:
        lines[0]["judgement"] |= changes

    return change


def of_origin(**changes: Any) -> Change:
    def change(lines: Lines) -> None:
        lines[0]["origins"][0] |= changes

    return change


def without_first(lines: Lines) -> None:
    del lines[0]


def backwards(lines: Lines) -> None:
    lines.reverse()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(of_judgement(reason="no"), "somebody changed it", id="other words"),
        pytest.param(of_judgement(id="j-000000000000"), "somebody changed it", id="another id"),
        pytest.param(
            of_judgement(organisations=["Centre"]), "organisations of its own", id="another's name"
        ),
        pytest.param(of_origin(organisation="Centre"), "not signed by 'Centre'", id="forged name"),
        pytest.param(of_origin(signature="AAAA"), "not signed", id="no signature"),
        pytest.param(of_origin(key="0" * 64), "not signed", id="an unknown key"),
        pytest.param(of_line(origins=[]), "is of nobody", id="nobody's"),
        pytest.param(first_turn("x"), "has the turn", id="no turn"),
        pytest.param(
            first_turn("2031-06-01T08:00:00.000Z/000000"), "before it was made", id="too early"
        ),
        pytest.param(
            first_turn("2031-06-01T09:00:00.000Z/000009"), "not signed", id="another turn"
        ),
        pytest.param(
            first_turn("0001-01-01T00:00:00+14:00/000000"), "has the turn", id="before all time"
        ),
        pytest.param(first_turn("2999-01-01T00:00:00.000Z/000000"), "future", id="too late"),
        pytest.param(without_first, "neither here nor in it", id="a withdrawal of nothing"),
        pytest.param(backwards, "out of its turn", id="backwards"),
        pytest.param(twice, "out of its turn", id="twice"),
    ],
)
def test_judgements_that_somebody_changed_or_never_signed(
    two: tuple[Organisation, Organisation], change: Change, said: str
) -> None:
    archive, centre = two
    refused(centre, forged(archive, JUDGEMENTS, change), said)


def test_a_judgement_in_another_turn_stays_as_it_is_held_and_the_rest_is_taken(
    two: tuple[Organisation, Organisation],
) -> None:
    archive, centre = two
    centre.take(archive.export())
    before = list(centre.store.sharing.said())
    late = Who(by="Salma", at="2031-06-02T09:00:00Z")
    record(archive.store, addition(CORPUS.documents["a"], 2, who=late))

    def later_turn(lines: Lines) -> None:
        line = lines[2]
        judgement = from_json(Judgement, line["judgement"])
        said = Said(judgement=judgement, turn="2031-06-01T09:00:00.000Z/000005", origins=())
        origin = to_json(sign(said, archive.key))
        del origin["judgement_id"]
        line |= {"turn": said.turn, "origins": [origin]}

    found = centre.take(forged(archive, JUDGEMENTS, later_turn))
    *after, new = centre.store.sharing.said()
    assert (found.judgements.added, after) == (1, before)
    assert new.judgement.at == late.at
    assert list(centre.store.faults()) == []


@pytest.mark.parametrize(
    ("of_manifest", "said"),
    [
        ({"recipe": "rules/0"}, "one version of rasd"),
        ({"previous": "0" * 64}, "did not come yet"),
        ({"created": "2999-01-01T00:00:00Z"}, "in the future"),
        ({"created": "20310601T080000Z"}, "written like"),
    ],
)
def test_a_bundle_that_does_not_fit_here(
    two: tuple[Organisation, Organisation], of_manifest: dict[str, Any], said: str
) -> None:
    archive, centre = two
    refused(centre, forged(archive, DOCUMENTS, lambda _: None, **of_manifest), said)


def test_the_name_of_an_organisation_under_another_key(
    two: tuple[Organisation, Organisation], tmp_path: Path
) -> None:
    archive, centre = two
    other = replace(archive, key=new_key(tmp_path / "other", "Archive"))
    with pytest.raises(InputError, match="KNOWN BY ANOTHER KEY"):
        centre.take(other.export())


def test_the_name_of_whom_it_is_sent_to(
    two: tuple[Organisation, Organisation], tmp_path: Path
) -> None:
    archive, centre = two
    centre.export()
    false = new_key(tmp_path / "false", "Centre")
    path = archive.export()
    keys = [to_json(archive.key.public), to_json(false.public)]
    keys.sort(key=lambda key: PublicKey(**key).fingerprint)

    def said_by_centre(lines: Lines) -> None:
        judgement = from_json(Judgement, lines[0]["judgement"])
        origin = to_json(sign(Said(judgement=judgement, turn=lines[0]["turn"], origins=()), false))
        del origin["judgement_id"]
        lines[0]["origins"] = [origin]

    path = forged(archive, JUDGEMENTS, said_by_centre, keys=keys)
    refused(centre, path, "this store's own name")


def test_a_file_that_changes_between_the_check_and_the_writing(
    two: tuple[Organisation, Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, centre = two
    good = archive.export()
    bad = forged(archive, DOCUMENTS, of_document(title="x"))
    with Bundle.open(good) as first, Bundle.open(bad) as second:
        check = check_bundle

        def swap(bundle: Bundle, *, now: str) -> Any:
            checked = check(bundle, now=now)
            bundle._zip = second._zip
            return checked

        monkeypatch.setattr("rasd.run.share.receiving.check_bundle", swap)
        before = centre.store.log_head()
        with pytest.raises(InputError, match=DOCUMENTS):
            import_bundle(centre.store, first, by="Nadim", now=NOW)
        assert before == centre.store.log_head()
