"""Files of ACLED, GED and GTD are read as people hold them: old, re-saved and damaged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rasd.evaluate.compare import Codebook, Kind, People, Theirs, read_theirs
from rasd.model import InputError

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,inter2,iso,country,location,latitude,longitude,geo_precision,"
    "source,notes,fatalities\n"
)
CLASH = (
    "SYR1,{day},2031,{time},Political violence,Battles,Armed clash,Harbour Guards (Syria),,2,"
    'QDW: Port Watch,3,760,Syria,Tall Warda,35.1,38.2,1,Sahel24; Other Wire,"Two, fought",{dead}\n'
)
GED = (
    "id,type_of_violence,side_a,side_b,source_article,source_office,where_prec,country,country_id,"
    "latitude,longitude,date_prec,date_start,date_end,best,high,low\n"
)
GTD = (
    "eventid,iyear,imonth,iday,country_txt,city,latitude,longitude,specificity,vicinity,"
    "attacktype1,attacktype1_txt,gname,nkill,nwound,summary,scite1\n"
)


def read(folder: Path, text: str, *, encoding: str = "utf-8") -> Theirs:
    path = folder / "theirs.csv"
    path.write_bytes(text.encode(encoding))
    return read_theirs(path)


def clash(day: str = "2031-05-06", time: str = "1", dead: str = "3") -> str:
    return CLASH.format(day=day, time=time, dead=dead)


def test_a_row_of_acled_gives_its_day_point_codes_parties_and_dead(tmp_path: Path) -> None:
    theirs = read(tmp_path, ACLED + clash())
    assert theirs.codebook is Codebook.ACLED
    [row] = theirs.incidents
    assert (row.id, row.line, row.first, row.last) == ("SYR1", 2, date(2031, 5, 6), row.first)
    assert (row.country, row.lat, row.lon, row.radius) == ("SY", 35.1, 38.2, 2.0)
    assert row.kinds == (Kind("Battles", "Armed clash"),)
    assert row.parties == (frozenset({"harbour guards"}), frozenset({"port watch"}))
    assert row.killed == People(3, 3, 3)
    assert row.outlets == ("Sahel24", "Other Wire")


@pytest.mark.parametrize("day", ["6 May 2031", "06-May-31", "2031/05/06", "2031-05-06 00:00:00"])
def test_old_spellings_of_a_day_are_read(tmp_path: Path, day: str) -> None:
    assert read(tmp_path, ACLED + clash(day)).incidents[0].first == date(2031, 5, 6)


def test_a_day_that_means_two_things_is_a_fault_with_its_line(tmp_path: Path) -> None:
    theirs = read(tmp_path, ACLED + clash("05/06/2031") + clash().replace("SYR1", "SYR2"))
    assert [fault.line for fault in theirs.faults] == [2]
    assert "05/06/2031" in theirs.faults[0].reason
    assert [row.id for row in theirs.incidents] == ["SYR2"]


def test_a_week_lies_around_its_date_and_a_month_holds_it(tmp_path: Path) -> None:
    week = read(tmp_path, ACLED + clash(time="2")).incidents[0]
    month = read(tmp_path, ACLED + clash(time="3")).incidents[0]
    assert (week.first, week.last) == (date(2031, 5, 3), date(2031, 5, 9))
    assert (month.first, month.last) == (date(2031, 5, 1), date(2031, 5, 31))


@pytest.mark.parametrize(
    ("old", "kinds"),
    [
        ("Battle-No change of territory", (Kind("Battles", "Armed clash"),)),
        ("Riots/Protests", (Kind("Protests", "Armed clash"), Kind("Riots", "Armed clash"))),
        ("Strategic development", (Kind("Strategic developments", "Armed clash"),)),
    ],
)
def test_event_types_of_before_2019_are_todays(
    tmp_path: Path, old: str, kinds: tuple[Kind, ...]
) -> None:
    row = read(tmp_path, ACLED + clash().replace(",Battles,", f",{old},")).incidents[0]
    assert row.kinds == kinds


def test_a_misspelt_disorder_type_costs_nothing(tmp_path: Path) -> None:
    assert not read(tmp_path, ACLED + clash().replace("Political violence", "Demostrations")).faults


def test_an_id_that_came_before_is_a_fault(tmp_path: Path) -> None:
    theirs = read(tmp_path, ACLED + clash() + clash())
    assert theirs.faults[0].reason == "the id SYR1 stands on line 2 already"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_seen_in_the_header(tmp_path: Path, delimiter: str) -> None:
    text = GTD + "203105060001,2031,5,6,Syria,Tall Warda,35,38,1,0,3,,Unknown,2,,x,y\n"
    assert read(tmp_path, text.replace(",", delimiter)).incidents[0].killed == People(2, 2, 2)


def test_a_quote_never_closed_costs_its_own_line(tmp_path: Path) -> None:
    broken = clash().replace('"Two, fought"', '"Two, fought')
    rest = "".join(
        clash().replace("SYR1", f"SYR{n}").replace('"Two, fought"', "x") for n in range(2, 90)
    )
    theirs = read(tmp_path, ACLED + broken + rest)
    assert len(theirs.incidents) == 88
    assert [fault.line for fault in theirs.faults] == [2]


def test_notes_may_run_over_lines_inside_quotes(tmp_path: Path) -> None:
    theirs = read(tmp_path, ACLED + clash().replace("Two, fought", "Two,\nfought") + "\n")
    assert len(theirs.incidents) == 1
    assert not theirs.faults


def test_a_row_of_hxl_tags_is_none_of_data(tmp_path: Path) -> None:
    tags = "#event+code" + ",#x" * ACLED.count(",") + "\n"
    assert len(read(tmp_path, ACLED + tags + clash()).incidents) == 1


SOURCES = '"Invented Press,2031-05-07,Two die, three hurt";"Sahel24,2031-05-06,Clash"'


@pytest.mark.parametrize(
    "article", [SOURCES, '"' + SOURCES.replace('"', '""') + '"', SOURCES.replace('"', "")]
)
def test_a_list_of_sources_is_read_quoted_or_not(tmp_path: Path, article: str) -> None:
    row = (
        f"41,1,Government of Syria,IS,{article},,2,Syria,652,35,38,2,2031-05-06 00:00:00.000,"
        "2031-05-08 00:00:00.000,3,9,2\n"
    )
    theirs = read(tmp_path, GED + row)
    assert not theirs.faults
    [found] = theirs.incidents
    assert (found.first, found.last, found.spans) == (date(2031, 5, 6), date(2031, 5, 8), True)
    assert (found.killed, found.country, found.radius) == (People(2, 3, 9), "SY", 25.0)
    assert found.kinds == (Kind("1"),)
    assert "Sahel24" in found.outlets


def test_an_older_release_of_ged_names_its_estimates_otherwise(tmp_path: Path) -> None:
    head = GED.replace("best,high,low", "best_est,high_est,low_est")
    row = "41,3,IS,Civilians,,Sahel24,1,Iraq,645,35,38,1,2031-05-06,2031-05-06,3,4,3\n"
    assert read(tmp_path, head + row).incidents[0].killed == People(3, 3, 4)


def test_a_kind_of_violence_that_ged_lacks_is_a_fault(tmp_path: Path) -> None:
    row = "41,9,IS,Civilians,,Sahel24,1,Iraq,645,35,38,1,2031-05-06,2031-05-06,3,4,3\n"
    assert "type_of_violence is '9'" in read(tmp_path, GED + row).faults[0].reason


def test_gtd_in_windows_1252_with_unknown_days_and_tolls(tmp_path: Path) -> None:
    row = "203105000001,2031,5,0,Iraq,Café Town,35,38,3,1,3,,Invented Group,,-99,x,“y”\n"
    [found] = read(tmp_path, GTD + row, encoding="cp1252").incidents
    assert (found.first, found.last) == (date(2031, 5, 1), date(2031, 5, 31))
    assert (found.place, found.radius) == ("Café Town", 40.0)
    assert (found.killed, found.wounded) == (None, None)
    assert found.kinds == (Kind("Bombing/Explosion"),)


def test_a_mark_of_utf_8_before_windows_1252_is_none_of_the_header(tmp_path: Path) -> None:
    row = "203105060001,2031,5,6,Iraq,Café Town,35,38,3,1,3,,Invented Group,,-99,x,y\n"
    path = tmp_path / "theirs.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (GTD + row).encode("cp1252"))
    assert read_theirs(path).incidents[0].place == "Café Town"


def test_a_workbook_in_disguise_and_a_missing_sheet_are_named(tmp_path: Path) -> None:
    path = tmp_path / "theirs.xlsx"
    path.write_bytes(b"no zip")
    with pytest.raises(InputError, match="cannot be read"):
        read_theirs(path)


def test_a_point_of_zeros_is_none(tmp_path: Path) -> None:
    row = "203105060001,2031,5,6,Syria,Tall Warda,0,0,1,0,3,,Unknown,2,,x,y\n"
    [found] = read(tmp_path, GTD + row).incidents
    assert (found.lat, found.placed) == (None, False)


def test_the_first_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "gtd.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, GTD.strip().split(","))
        sheet.write_row(1, 0, [203105060001, 2031, 5, 6, "Syria", "Tall Warda", 35.5, 38, 1, 0, 3])
        sheet.write(1, 13, 4)
        sheet.write(1, 16, "y")
    [found] = read_theirs(path).incidents
    assert (found.id, found.lat, found.killed) == ("203105060001", 35.5, People(4, 4, 4))


def test_a_file_of_another_kind_is_named_with_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"theirs.csv:1: the header is of no file of ACLED"):
        read(tmp_path, "name,age\nx,3\n")


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no header"):
        read(tmp_path, "")
