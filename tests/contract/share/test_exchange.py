"""What exchange leaves in the stores of those who exchange, in either database."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.builders import make_count
from tests.exchange import NOW, Organisation, organisations
from tests.judged import Corpus, addition, coded, corpus

from rasd import judge
from rasd.judge import Who
from rasd.model import (
    CodedDocument,
    InputError,
    LogKind,
    Mode,
    RasdError,
    SettingsError,
    replace,
    sha256_text,
)
from rasd.run import merge_store
from rasd.run.judge import record
from rasd.run.share.keys import new_key
from rasd.run.share.sending import Wanted, export_bundle
from rasd.run.share.trust import trust
from rasd.store import LogWanted, Store

CORPUS = corpus(
    coded("a", 0, 1, outlet="Sahel24"), coded("b", 0, 2, killed=make_count(2)), coded("c", 1, day=2)
)


@pytest.fixture
def two(place: str, tmp_path: Path) -> Iterator[tuple[Organisation, ...]]:
    """An archive that holds a corpus, and a centre that holds nothing, the archive in `place`."""
    places = (place, str(tmp_path / "centre.sqlite"))
    with organisations(tmp_path, "Archive", "Centre", places=places) as found:
        holds(found[0], CORPUS)
        yield found


def holds(each: Organisation, what: Corpus) -> None:
    each.store.write_coded(what.coded, "rules/1")
    merge_store(each.store)


def says_killed(each: Organisation, number: int, *, by: str, minute: int) -> str:
    """Somebody sets the toll of the first incident; gives the id of the judgement."""
    [event] = [e for e in each.events() if "a0" in e.mention_ids]
    told = CORPUS.told(*event.mention_ids)
    who = Who(by=by, at=f"2031-06-01T09:{minute:02}:00Z")
    value = {"min": number, "max": number}
    said = judge.edit(event, told, field="killed", value=value, who=who)
    record(each.store, said)
    return said.id


def test_who_gets_all_derives_the_same_events(two: tuple[Organisation, ...]) -> None:
    archive, centre = two
    says_killed(archive, 4, by="Salma", minute=1)
    assert centre.take(archive.export()).same_events
    assert archive.events() == centre.events()
    assert list(archive.store.faults()) == list(centre.store.faults()) == []


def test_a_judgement_bears_its_organisation_on_both_sides(two: tuple[Organisation, ...]) -> None:
    archive, centre = two
    said = says_killed(archive, 4, by="Salma", minute=1)
    centre.take(archive.export())
    for each in two:
        [event] = [e for e in each.events() if e.review]
        assert event.review is not None
        [entry] = event.review.judgements
        assert (entry.id, entry.by, entry.organisations) == (said, "Salma", ("Archive",))


def test_the_log_names_the_bundle_its_signer_and_whose_judgement_it_is(
    two: tuple[Organisation, ...],
) -> None:
    archive, centre = two
    says_killed(archive, 4, by="Salma", minute=1)
    path = archive.export()
    centre.take(path)
    entries = [e for e in centre.store.log() if e.kind in (LogKind.SHARE, LogKind.JUDGEMENT)]
    assert [e.by for e in entries] == ["Nadim", "Nadim", "Salma @ Archive"]
    imported = entries[1].payload
    assert imported["key"] == archive.key.public.fingerprint
    assert [imported["bundle"]] == [each.id for each in centre.store.sharing.bundles()]


def test_the_later_of_two_values_stands_and_both_stay(two: tuple[Organisation, ...]) -> None:
    archive, centre = two
    centre.take(archive.export())
    first = says_killed(archive, 4, by="Salma", minute=1)
    second = says_killed(centre, 6, by="Nour", minute=2)
    centre.take(archive.export())
    archive.take(centre.export())
    assert archive.events() == centre.events()
    [event] = [e for e in archive.events() if e.review]
    assert event.killed is not None and event.killed.min == 6
    assert event.review is not None
    assert [(j.id, j.overruled_by) for j in event.review.judgements] == [
        (first, second),
        (second, None),
    ]


def test_an_answer_comes_after_what_it_answers_though_its_clock_is_behind(
    two: tuple[Organisation, ...],
) -> None:
    archive, centre = two
    says_killed(archive, 4, by="Salma", minute=30)
    centre.take(archive.export())
    says_killed(centre, 6, by="Nour", minute=2)
    archive.take(centre.export())
    for each in two:
        [event] = [e for e in each.events() if e.review]
        assert event.killed is not None and event.killed.min == 6


def test_what_comes_twice_changes_nothing(two: tuple[Organisation, ...]) -> None:
    archive, centre = two
    says_killed(archive, 4, by="Salma", minute=1)
    path = archive.export()
    centre.take(path)
    before = (centre.events(), centre.store.log_head())
    assert centre.take(path).known
    assert before == (centre.events(), centre.store.log_head())


def test_an_older_bundle_takes_nothing_back(two: tuple[Organisation, ...]) -> None:
    archive, centre = two
    old = archive.export()
    says_killed(archive, 4, by="Salma", minute=1)
    centre.take(archive.export())
    expected = centre.events()
    centre.take(old)
    assert expected == centre.events()


def test_a_bundle_since_another_holds_only_what_came_after(two: tuple[Organisation, ...]) -> None:
    archive, centre = two
    whole = archive.export()
    says_killed(archive, 4, by="Salma", minute=1)
    archive.store.write_coded([coded("d", 0, day=3)], "rules/1")
    part = archive.export(since=whole)
    with pytest.raises(InputError, match="did not come yet"):
        centre.take(part)
    centre.take(whole)
    found = centre.take(part)
    assert (found.documents.added, found.judgements.added, found.same_events) == (1, 1, True)


def test_what_was_handed_on_keeps_the_signature_of_who_said_it(
    two: tuple[Organisation, ...], tmp_path: Path
) -> None:
    archive, centre = two
    said = says_killed(archive, 4, by="Salma", minute=1)
    centre.take(archive.export())
    with organisations(tmp_path, "Desk") as [desk]:
        desk.trusts(centre)
        with pytest.raises(InputError, match="judgements that were signed with a key of 'Archive'"):
            desk.take(centre.export())
        assert desk.store.counts()["documents"] == 0
        desk.trusts(archive)
        desk.take(centre.export())
        [held] = desk.store.sharing.said()
        assert [(o.judgement_id, o.organisation) for o in held.origins] == [(said, "Archive")]
        assert archive.events() == desk.events()


def test_a_document_that_changed_is_taken_in_its_later_state(
    two: tuple[Organisation, ...],
) -> None:
    archive, centre = two
    centre.take(archive.export())
    archive.store._clock.wait(60)  # type: ignore[attr-defined]
    [old] = [each for each in CORPUS.coded if each.document.id == "c"]
    longer = f"{old.document.text} وزيد"
    new = replace(old, document=replace(old.document, text=longer, sha256=sha256_text(longer)))
    archive.store.write_coded([new], "rules/1")
    archive.take(centre.export())
    centre.take(archive.export())
    for each in two:
        found = each.store.document("c")
        assert found is not None and found.text == longer
    assert archive.events() == centre.events()


def test_another_document_of_the_same_id_is_refused_and_nothing_is_written(
    two: tuple[Organisation, ...],
) -> None:
    archive, centre = two
    other = CodedDocument(
        document=replace(CORPUS.documents["a"], text="نص آخر", sha256=sha256_text("نص آخر")),
        mentions=(),
        figures=(),
    )
    centre.store.write_coded([other], "rules/1")
    before = centre.store.log_head()
    with pytest.raises(InputError, match="bear the id of another one here: 'a'"):
        centre.take(archive.export())
    assert before == centre.store.log_head()
    assert centre.store.counts()["documents"] == 1


def test_a_report_that_somebody_added_is_there_on_the_other_side(
    two: tuple[Organisation, ...],
) -> None:
    archive, centre = two
    record(archive.store, addition(CORPUS.documents["c"], 2))
    centre.take(archive.export())
    assert list(archive.store.mentions()) == list(centre.store.mentions())
    assert archive.events() == centre.events()


def test_an_organisation_keeps_its_name(two: tuple[Organisation, ...], tmp_path: Path) -> None:
    archive, centre = two
    archive.export()
    other = new_key(tmp_path / "other", "Desk")
    with pytest.raises(Exception, match="known as that of 'Archive'"):
        export_bundle(archive.store, tmp_path / "x", other, Wanted(), by="Salma", now=NOW)
    taken = new_key(tmp_path / "taken", "Archive")
    with pytest.raises(SettingsError, match="whose key this store trusts"):
        export_bundle(centre.store, tmp_path / "x", taken, Wanted(), by="Salma", now=NOW)


def test_a_key_that_was_lost_is_followed_by_another(
    two: tuple[Organisation, ...], tmp_path: Path
) -> None:
    archive, centre = two
    said = says_killed(archive, 4, by="Salma", minute=1)
    archive.export()
    lost, key = archive.key.public, new_key(tmp_path / "new", "Archive")
    for each in two:
        each.store.sharing.remove_key(lost.fingerprint, by="Salma")
    with pytest.raises(SettingsError, match="was given up"):
        archive.export()
    archive = dataclasses.replace(archive, key=key)
    path = archive.export()
    with pytest.raises(InputError, match="nobody here trusts yet"):
        centre.take(path)
    centre.trusts(archive)
    centre.take(path)
    [held] = centre.store.sharing.said()
    signers = [(origin.judgement_id, origin.key) for origin in held.origins]
    assert signers == [(said, key.public.fingerprint)]
    assert list(archive.store.faults()) == list(centre.store.faults()) == []


def test_a_new_key_reaches_who_held_the_judgement_by_the_old_one(
    two: tuple[Organisation, ...], tmp_path: Path
) -> None:
    archive, centre = two
    says_killed(archive, 4, by="Salma", minute=1)
    centre.take(archive.export())
    lost = archive.key.public
    archive = dataclasses.replace(archive, key=new_key(tmp_path / "new", "Archive"))
    for each in two:
        each.store.sharing.remove_key(lost.fingerprint, by="Salma")
    centre.trusts(archive)
    centre.take(archive.export())
    [held] = centre.store.sharing.said()
    assert [each.key for each in held.origins] == [archive.key.public.fingerprint]
    assert list(centre.store.faults()) == []


def test_nothing_goes_on_from_a_bundle_without_texts(two: tuple[Organisation, ...]) -> None:
    archive, _ = two
    with pytest.raises(SettingsError, match="holds no texts"):
        archive.export(since=archive.export(mode=Mode.CITED))


def test_a_damaged_row_leaves_the_bundle_that_was_there(
    two: tuple[Organisation, ...], tmp_path: Path
) -> None:
    archive, _ = two
    path = tmp_path / "monday.rasd-share"
    export_bundle(archive.store, path, archive.key, Wanted(), by="Salma", now=NOW)
    before = path.read_bytes()
    connection = archive.store._connection  # type: ignore[attr-defined]
    connection.execute(text("UPDATE mention SET record = '{}' WHERE id = 'a0'"))
    with pytest.raises(RasdError, match="damaged"):
        export_bundle(archive.store, path, archive.key, Wanted(), by="Salma", now=NOW)
    assert path.read_bytes() == before


def test_who_stopped_an_import_in_the_merge_has_the_events_after_the_next(
    two: tuple[Organisation, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, centre = two
    path = archive.export()

    def stopped(store: Store) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("rasd.run.share.receiving.merge_store", stopped)
        with pytest.raises(KeyboardInterrupt):
            centre.take(path)
    assert centre.take(path).known
    assert centre.events() == archive.events() != []


@pytest.mark.parametrize("mode", [Mode.CITED, Mode.PUBLIC])
def test_without_texts_events_are_kept_as_they_came_and_apart(
    two: tuple[Organisation, ...], mode: Mode
) -> None:
    archive, centre = two
    says_killed(archive, 4, by="Salma", minute=1)
    found = centre.take(archive.export(mode=mode))
    assert found.same_events is None
    assert centre.events() == []
    kept = [each.record for each in centre.store.sharing.records(kind="event")]
    assert len(kept) == len(archive.events())
    killed = [record["killed"]["min"] for record in kept if "review" in record]
    assert killed == [4]
    assert list(centre.store.faults()) == []
    connection = centre.store._connection  # type: ignore[attr-defined]
    connection.execute(text("UPDATE shared_record SET record = '{}' WHERE kind = 'event'"))
    assert [fault.place for fault in centre.store.faults()] == ["records of Archive"]


def test_a_public_bundle_says_neither_who_judged_nor_what_documents_say(
    two: tuple[Organisation, ...],
) -> None:
    archive, centre = two
    says_killed(archive, 4, by="Salma", minute=1)
    centre.take(archive.export(mode=Mode.PUBLIC))
    written = repr(list(centre.store.sharing.records()))
    assert "Salma" not in written
    assert centre.said() == []
    for document in CORPUS.documents.values():
        assert document.text not in written


def test_records_of_an_older_bundle_do_not_replace_later_ones(
    two: tuple[Organisation, ...], tmp_path: Path
) -> None:
    archive, centre = two
    old, new = tmp_path / "old.rasd-share", tmp_path / "new.rasd-share"
    for path, now in ((old, "2031-06-30T00:00:00Z"), (new, NOW)):
        wanted = Wanted(mode=Mode.CITED)
        export_bundle(archive.store, path, archive.key, wanted, by="Salma", now=now)
    centre.take(new)
    with pytest.raises(InputError, match="before the last that came"):
        centre.take(old)


def test_a_second_key_of_an_organisation_takes_a_word_more(
    two: tuple[Organisation, ...], tmp_path: Path
) -> None:
    _, centre = two
    other = new_key(tmp_path / "other", "Archive").public
    with pytest.raises(SettingsError, match="known by another key"):
        trust(centre.store, other, by="Nadim")
    assert trust(centre.store, other, by="Nadim", another=True)


def test_a_turn_or_signature_that_somebody_changed_is_found(
    two: tuple[Organisation, ...],
) -> None:
    archive, _ = two
    says_killed(archive, 4, by="Salma", minute=1)
    archive.export()
    connection = archive.store._connection  # type: ignore[attr-defined]
    connection.execute(text("UPDATE judgement_turn SET turn = 'x'"))
    connection.execute(text("UPDATE judgement_origin SET organisation = 'Centre'"))
    connection.execute(text("UPDATE shared_key SET own = 0"))
    places = {fault.place.split()[0] for fault in archive.store.faults()}
    assert places == {"turn", "origin", "key"}


def test_the_log_can_be_read_page_by_page(two: tuple[Organisation, ...]) -> None:
    archive, _ = two
    archive.export()
    kinds = LogWanted(kinds=(LogKind.SHARE,))
    deeds = [entry.payload["deed"] for entry in archive.store.log_page(kinds).entries]
    assert deeds == ["exported", "trusted", "named", "trusted"]
