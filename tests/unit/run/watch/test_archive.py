"""The archive: whole records, found again by where they stand, cut where a kill tore one."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from rasd.model import DocumentError
from rasd.run.net.asking import Answer
from rasd.run.watch.archive import Archive, Archived
from rasd.run.watch.records import Address, Kind, Place

NOON = 1_927_972_800.0
CHUNKED = b"4\r\n<a/>\r\n0\r\n\r\n"


def answer(body: bytes, *heads: bytes, said: bytes | None = None, status: int = 200) -> Answer:
    head = b"\r\n".join([b"HTTP/1.1 %d OK" % status, *heads, b"", b""])
    return Answer(
        url="http://sahel.example/1",
        status=status,
        reason="OK",
        headers=tuple(
            (key.decode(), value.strip().decode())
            for key, _, value in (each.partition(b":") for each in heads)
        ),
        body=body,
        asked=b"GET /1 HTTP/1.1\r\nHost: sahel.example\r\n\r\n",
        said=head + (body if said is None else said),
        ip="203.0.113.7",
    )


def page(n: int = 1) -> Address:
    url = f"http://sahel.example/{n}"
    return Address(kind=Kind.PAGE, url=url, at=url, source="sahel")


def archive(folder: Path, most: int = 10**9) -> Archive:
    return Archive(folder, most=most, contact="watch@example.org")


def rest(folder: Path, known: dict[str, int]) -> list[Archived]:
    made = Archive(folder, most=10**9, whole=lambda name: known.get(name, 0))
    return [*made.unsettled()]


@pytest.mark.parametrize(
    "given",
    [
        answer(b"<a/>"),
        answer(b"<a/>", b"Content-Encoding: gzip", said=gzip.compress(b"<a/>")),
        answer(b"<a/>", b"Transfer-Encoding: chunked", said=CHUNKED),
        answer(b""),
    ],
    ids=["plain", "packed", "chunked", "empty"],
)
def test_a_body_comes_back_as_it_was_read(tmp_path: Path, given: Answer) -> None:
    place, _ = archive(tmp_path).add(page(), given, NOON)
    assert archive(tmp_path).body(place) == given.body


def test_a_record_says_when_from_where_and_what(tmp_path: Path) -> None:
    said = gzip.compress(b"<a/>")
    archive(tmp_path).add(page(), answer(b"<a/>", b"Content-Encoding: gzip", said=said), NOON)
    [path] = tmp_path.iterdir()
    with path.open("rb") as stream:
        found = [
            (r.rec_type, r.rec_headers, r.raw_stream.read())
            for r in ArchiveIterator(stream, no_record_parse=True)
        ]
    assert [kind for kind, *_ in found] == ["warcinfo", "response", "request", "metadata"]
    head = found[1][1]
    assert head.get_header("WARC-Date") == "2031-02-04T12:00:00Z"
    assert head.get_header("WARC-IP-Address") == "203.0.113.7"
    assert head.get_header("WARC-Target-URI") == "http://sahel.example/1"
    assert found[1][2].endswith(said)
    assert found[2][1].get_header("WARC-Concurrent-To") == head.get_header("WARC-Record-ID")
    assert hashlib.sha256(b"<a/>").hexdigest().encode() in found[3][2]
    assert b"operator: watch@example.org" in found[0][2]


def test_a_full_file_or_another_day_begins_the_next(tmp_path: Path) -> None:
    for now in (NOON, NOON + 1, NOON + 86_400, NOON):
        archive(tmp_path).add(page(), answer(b"<a/>"), now)
    names = ["rasd-000001-20310204", "rasd-000002-20310205", "rasd-000003-20310204"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n}.warc.gz" for n in names]
    archive(tmp_path, most=1_000).add(page(), answer(b"<a/>"), NOON)
    assert len([*tmp_path.iterdir()]) == 4


def test_a_file_of_somebody_else_beside_the_archive_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "rasd-old.warc.gz").write_bytes(b"")
    place, _ = archive(tmp_path).add(page(), answer(b"<a/>"), NOON)
    assert place.file == "rasd-000001-20310204.warc.gz"


def test_what_is_not_known_yet_is_given_in_order(tmp_path: Path) -> None:
    first, end = archive(tmp_path).add(page(1), answer(b"<a/>"), NOON)
    second, last = archive(tmp_path).add(page(2), answer(b"<b/>"), NOON + 1.25)
    [found] = rest(tmp_path, {first.file: end})
    assert (found.url, found.source, found.fetched) == (page(2).url, "sahel", NOON + 1.25)
    assert (found.place, found.end, found.answer.body) == (second, last, b"<b/>")
    assert [each.url for each in rest(tmp_path, {})] == [page(1).url, page(2).url]
    assert rest(tmp_path, {first.file: last}) == []


def test_an_answer_that_cannot_be_unpacked_keeps_no_other_from_being_given(tmp_path: Path) -> None:
    packed = answer(b"<a/>", b"Content-Encoding: gzip", said=gzip.compress(b"<a/>") + b"more")
    archive(tmp_path).add(page(1), packed, NOON)
    archive(tmp_path).add(page(2), answer(b"<b/>"), NOON)
    assert [each.url for each in rest(tmp_path, {})] == [page(2).url]


def test_torn_anywhere_whole_answers_stay_and_the_torn_record_goes(tmp_path: Path) -> None:
    made = archive(tmp_path / "whole")
    place, end = made.add(page(1), answer(b"<a/>"), NOON)
    second, last = made.add(page(2), answer(b"<b/>"), NOON)
    data = (tmp_path / "whole" / place.file).read_bytes()
    kept: list[int] = []
    for cut in range(end, last):
        folder = tmp_path / f"{cut}"
        folder.mkdir()
        path = folder / place.file
        path.write_bytes(data[:cut])
        found = rest(folder, {place.file: end})
        assert [each.url for each in found] in ([], [page(2).url])
        assert len(found) == (archive_holds(folder, second))
        kept.append(len(found))
        # What stands there now is whole, and can be added to.
        archive(folder).add(page(3), answer(b"<c/>"), NOON)
        with path.open("rb") as stream:
            kinds = [record.rec_type for record in ArchiveIterator(stream, check_digests="raise")]
        assert kinds[:4] == ["warcinfo", "response", "request", "metadata"]
        assert kinds[-3:] == ["response", "request", "metadata"]
    assert set(kept) == {0, 1}


def archive_holds(folder: Path, place: Place) -> bool:
    try:
        return archive(folder).body(place) == b"<b/>"
    except DocumentError:
        return False


def test_an_archive_that_lost_its_end_says_so_and_gives_the_rest(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place, end = archive(tmp_path).add(page(1), answer(b"<a/>"), NOON)
    assert rest(tmp_path, {place.file: end + 100}) == []
    assert "100 bytes at its end are gone" in caplog.text
    # Places in what is gone are noted somewhere: nothing else may come to stand there.
    made = Archive(tmp_path, most=10**9, whole=lambda name: end + 100 if name == place.file else 0)
    after, _ = made.add(page(2), answer(b"<b/>"), NOON)
    assert after.file != place.file
    for path in tmp_path.iterdir():
        path.unlink()
    again, _ = made.add(page(2), answer(b"<b/>"), NOON)
    assert again.file != place.file


def test_a_place_that_holds_no_answer_is_an_error(tmp_path: Path) -> None:
    place, end = archive(tmp_path).add(page(1), answer(b"<a/>"), NOON)
    for offset in (0, end):
        with pytest.raises(DocumentError, match="holds no answer"):
            archive(tmp_path).body(Place(file=place.file, offset=offset))
    with pytest.raises(DocumentError, match="cannot be read: No such file"):
        archive(tmp_path).body(Place(file="none", offset=0))
