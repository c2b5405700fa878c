"""The gazetteer's index: which written names lead to which places."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from rasd.knowledge.gazetteer import (
    COLUMNS,
    FirstWord,
    Gazetteer,
    PlaceRow,
    compile_gazetteer,
    load_gazetteer,
)
from rasd.model.errors import DataError
from rasd.text import fold_plain


def place(ident: str, name: str, *variants: str, kind: str = "town", unit: str = "7") -> PlaceRow:
    return PlaceRow(
        id=ident,
        name_ar=name,
        name_en=f"Place {ident}",
        variants_ar=variants,
        country="SY",
        admin1_ar="",
        admin1="Somewhere",
        admin1_id=unit,
        admin2="",
        kind=kind,
        lat=35.0,
        lon=38.0,
        population=0,
        approx=False,
        needs_trigger=False,
        source="test",
    )


def index(*places: PlaceRow, readings: dict[str, str] | None = None) -> Gazetteer:
    rules = {
        "كفر": FirstWord(joined=True, other=""),
        "معره": FirstWord(joined=False, other="معاره"),
    }
    return compile_gazetteer(places, {}, readings or {}, rules)


def ids(gazetteer: Gazetteer, key: str) -> list[str]:
    return [entry.id for entry in gazetteer.find(key)]


def test_a_name_is_found_by_its_folded_form() -> None:
    assert ids(index(place("1", "إعزاز")), "اعزاز") == ["1"]


def test_an_unfolded_name_is_no_key() -> None:
    assert ids(index(place("1", "إعزاز")), "إعزاز") == []


def test_a_name_without_its_article_is_found_with_it_and_marked() -> None:
    gazetteer = index(place("1", "خرطوم"))
    assert ids(gazetteer, "الخرطوم") == ["1"]
    assert "الخرطوم" in gazetteer.respelt
    assert "خرطوم" not in gazetteer.respelt


def test_a_place_written_so_comes_before_one_reached_by_the_article() -> None:
    gazetteer = index(place("1", "الصورة"), place("2", "صورة"))
    assert ids(gazetteer, "صوره") == ["2", "1"]
    assert gazetteer.respelt["صوره"] == (0,)


def test_a_first_word_may_be_joined_to_the_next() -> None:
    assert ids(index(place("1", "كفر نوران")), "كفرنوران") == ["1"]


def test_a_first_word_may_be_exchanged_for_its_other_form() -> None:
    assert ids(index(place("1", "معرة النعسان")), "معاره النعسان") == ["1"]


def test_two_places_of_one_name_are_both_candidates() -> None:
    assert ids(index(place("1", "صوران"), place("2", "صوران")), "صوران") == ["1", "2"]


def test_a_name_that_is_also_a_word_needs_a_trigger() -> None:
    gazetteer = index(place("1", "الباب"), place("2", "منبج"), readings={"الباب": "word"})
    assert "الباب" in gazetteer.needs_trigger
    assert "منبج" not in gazetteer.needs_trigger


def test_a_very_short_name_needs_a_trigger_unless_the_list_says_otherwise() -> None:
    gazetteer = index(place("1", "حلب"), place("2", "حيس"), readings={"حلب": "name"})
    assert "حيس" in gazetteer.needs_trigger
    assert "حلب" not in gazetteer.needs_trigger


def test_a_single_word_reached_by_the_article_alone_needs_a_trigger() -> None:
    gazetteer = index(place("1", "الميدان"), place("2", "الشيخ سعد"))
    assert "ميدان" in gazetteer.needs_trigger
    assert "شيخ سعد" not in gazetteer.needs_trigger


def test_the_unit_knows_its_places_but_is_none_of_them() -> None:
    gazetteer = index(place("7", "الرقة", kind="admin1"), place("1", "معدان"))
    assert [entry.id for entry in gazetteer.within("7")] == ["1"]


def test_a_first_word_knows_its_longest_key() -> None:
    longest = index(place("1", "مخيم عين الحلوة"), place("2", "مخيم")).longest
    assert longest[fold_plain("مخيم")] == 3
    assert fold_plain("عين") not in longest


def test_the_gazetteer_survives_pickling() -> None:
    gazetteer = index(place("1", "منبج"))
    assert pickle.loads(pickle.dumps(gazetteer)).entries == gazetteer.entries


def test_a_supplement_place_has_no_geonameid() -> None:
    assert place("s:tishrin-dam", "سد تشرين").geonameid is None
    assert place("167357", "منبج").geonameid == 167357


def overlay(folder: Path, *rows: str) -> Path:
    text = "\n".join(["\t".join(COLUMNS), *rows, ""])
    (folder / "places.tsv").write_text(text, encoding="utf-8")
    return folder


def test_a_users_row_replaces_ours_by_id_and_adds_its_own(tmp_path: Path) -> None:
    moved = "167357\tمنبج\tManbij\t\tSY\t\t\t\t\ttown\t1.5\t2.5\t\t\t\tmine"
    added = "s:mine\tقرية خيالية\tFictional\t\tSY\t\t\t\t\tvillage\t35\t38\t\t\t\tmine"
    gazetteer = load_gazetteer(overlay(tmp_path, moved, added))
    replaced = gazetteer.place("167357")
    assert replaced is not None
    assert (replaced.lat, replaced.lon) == (1.5, 2.5)
    assert ids(gazetteer, "قريه خياليه") == ["s:mine"]


def test_a_bad_row_of_a_user_names_file_and_line(tmp_path: Path) -> None:
    row = "s:mine\tقرية\tFictional\t\tSY\t\t\t\t\tvillage\tnorth\t38\t\t\t\tmine"
    with pytest.raises(DataError, match=r"places\.tsv:2: .*north"):
        load_gazetteer(overlay(tmp_path, row))


def test_foreign_columns_are_refused(tmp_path: Path) -> None:
    (tmp_path / "places.tsv").write_text("id\tname\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"places\.tsv:1: expected the columns"):
        load_gazetteer(tmp_path)
