"""A watch from the source to the dataset: what is taken in, once, and what becomes of changes."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from tests.imports import report
from tests.runs import records
from tests.watching import (
    NOON,
    Reply,
    Watch,
    Web,
    feed_source,
    item,
    page,
    rss,
    site,
    sitemap_source,
)

from rasd.model import Document
from rasd.readers import read_inputs
from rasd.run.watch import Settings, Source, SourceKind
from rasd.run.watch.config import TextFrom
from rasd.run.watch.records import Kind, State
from rasd.store import open_store

DAY = 86_400.0


def documents(watch: Watch) -> dict[str, dict[str, object]]:
    path = watch.out / "documents.jsonl"
    return {row["id"]: row for row in records(path)} if path.exists() else {}


def state_of(watch: Watch, url: str) -> tuple[State, str]:
    with watch.state() as state:
        found = state.address(Kind.PAGE, url)
    assert found is not None
    return found.state, found.reason


def test_what_a_feed_names_is_in_the_dataset_after_one_round(watch: Watch, web: Web) -> None:
    site(web)
    watch.round()
    found = documents(watch)
    assert found.keys() == {web.url("/news/1"), web.url("/news/2")}
    assert found[web.url("/news/1")]["published"] == "2031-02-04"
    assert web.asked == ["/robots.txt", "/feed", "/news/1", "/news/2"]
    assert not (watch.out / "incoming").exists()


def test_the_store_may_lie_in_a_database(watch: Watch, web: Web, place: str) -> None:
    site(web)
    watch.round(db=place)
    with open_store(place, create=False) as store:
        assert store.counts()["documents"] == 2
    assert len(documents(watch)) == 2


def test_a_round_with_nothing_new_asks_for_the_feed_alone_and_changes_no_file(
    watch: Watch, web: Web
) -> None:
    site(web)
    web.pages["/feed"] = rss(item(web.url("/news/1")), etag='"f1"')
    watch.round()
    files = {path.name: path.stat().st_mtime_ns for path in watch.out.glob("*.jsonl")}
    watch.clock.pass_(900)
    watch.round()
    assert web.asked == ["/robots.txt", "/feed", "/news/1", "/feed"]
    assert web.heads[-1]["if-none-match"] == '"f1"'
    assert {path.name: path.stat().st_mtime_ns for path in watch.out.glob("*.jsonl")} == files


def test_an_article_of_two_feeds_with_what_tracks_readers_is_fetched_once(
    watch: Watch, web: Web
) -> None:
    web.pages["/news/1"] = page(1)
    web.pages["/feed"] = rss(item(web.url("/news/1?utm_source=rss&fbclid=x")))
    web.pages["/front"] = rss(item(web.url("/news/1#top")), item(web.url("/news/1?utm_medium=y")))
    watch.sources = (feed_source(web), feed_source(web, "/front", "front"))
    watch.round()
    assert [*documents(watch)] == [web.url("/news/1")]
    assert web.times("/news/1") == 1


def test_an_article_under_two_addresses_goes_by_the_one_it_calls_its_own(
    watch: Watch, web: Web
) -> None:
    own = f'<link rel="canonical" href="{web.url("/news/7")}">'
    for path in ("/?p=7", "/amp/7"):
        web.pages[path] = page(7, head=own)
    web.pages["/feed"] = rss(item(web.url("/?p=7")), item(web.url("/amp/7")))
    watch.round()
    assert [*documents(watch)] == [web.url("/news/7")]
    assert state_of(watch, web.url("/amp/7"))[0] is State.SAME


def test_articles_that_all_call_one_address_their_own_stay_apart(watch: Watch, web: Web) -> None:
    own = f'<link href="{web.url("/news/all")}" rel="canonical">'
    for n in (1, 2):
        web.pages[f"/news/{n}"] = page(n, head=own)
    web.pages["/feed"] = rss(*(item(web.url(f"/news/{n}"), n) for n in (1, 2)))
    watch.round()
    assert len(documents(watch)) == 2


def test_a_text_that_the_feed_gives_whole_is_taken_from_it_and_an_excerpt_is_not(
    watch: Watch, web: Web
) -> None:
    long = " ".join(report(n) for n in range(5, 10))
    given = f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{long}"
    web.pages["/news/2"] = page(2)
    web.pages["/feed"] = rss(
        item(web.url("/news/1"), 1, more=f"{given}</content:encoded>"),
        item(web.url("/news/2"), 2, more=f"<description>{report(2)[:60]}…</description>"),
    )
    watch.round()
    found = documents(watch)
    assert found[web.url("/news/1")]["text"] == long
    assert found[web.url("/news/1")]["outlet"] == "Sahel24"
    assert web.asked == ["/robots.txt", "/feed", "/news/2"]


def test_a_text_that_the_feed_still_gives_is_not_taken_again_and_a_new_one_is(
    watch: Watch, web: Web
) -> None:
    def feed(n: int, other: int) -> Reply:
        told = f"<guid isPermaLink='false'>g1</guid><description>{report(n)}</description>"
        more = (
            f"<guid isPermaLink='false'>g{other}</guid><description>{report(other)}</description>"
        )
        return rss(item("", 1, more=told), item("", other, more=more))

    web.pages["/feed"] = [feed(1, 8), feed(1, 9), feed(2, 9)]
    name = f"{web.url('/feed')}#g1"
    for versions in (1, 1, 2):
        watch.round()
        with open_store(watch.out / "rasd.sqlite") as store:
            assert len(store.versions(name)) == versions
        watch.clock.pass_(900)
    assert len(documents(watch)) == 3


def test_a_source_under_a_new_name_goes_on_with_what_waits(watch: Watch, web: Web) -> None:
    site(web, 3)
    feed = web.pages["/feed"]
    assert isinstance(feed, Reply)
    web.pages["/feed"] = replace(feed, etag='"f"')
    watch.sources = (feed_source(web, most=1),)
    watch.round()
    watch.sources = (feed_source(web, name="other"),)
    watch.clock.pass_(900)
    watch.round()
    assert len(documents(watch)) == 3
    assert [web.times(f"/news/{n}") for n in (1, 2, 3)] == [1, 1, 1]


def test_the_archive_is_an_input_like_any_other(watch: Watch, web: Web) -> None:
    site(web)
    watch.round()
    again = [each for each in read_inputs([watch.out / "archive"]) if isinstance(each, Document)]
    assert {each.url: each.text for each in again} == {
        name: row["text"] for name, row in documents(watch).items()
    }


def test_an_item_without_an_address_gives_its_text_or_is_left_out(watch: Watch, web: Web) -> None:
    told = f"<guid isPermaLink='false'>g1</guid><description>{report(3)}</description>"
    web.pages["/feed"] = rss(item("", 3, more=told), item("", 4))
    watch.round()
    [(name, found)] = documents(watch).items()
    assert (name, found["url"]) == (f"{web.url('/feed')}#g1", None)


def test_a_feed_that_gives_no_pages_is_read_itself_where_the_settings_say_so(
    watch: Watch, web: Web
) -> None:
    web.pages["/feed"] = rss(
        item(web.url("/news/1"), 1, more=f"<description>{report(1)}</description>")
    )
    watch.sources = (feed_source(web, text=TextFrom.FEED),)
    watch.round()
    assert documents(watch)[web.url("/news/1")]["text"] == report(1)
    assert "/news/1" not in web.asked


def test_a_page_that_names_its_documents_itself_replaces_none(watch: Watch, web: Web) -> None:
    site(web, 1)
    row = json.dumps({"id": web.url("/news/1"), "text": report(7)})
    web.pages["/x"] = Reply(body=row.encode())
    web.pages["/x.csv"] = Reply(body=f"id,text\n{web.url('/news/1')},{report(8)}\n".encode())
    web.pages["/feed"] = rss(*(item(web.url(f"/{at}")) for at in ("news/1", "x", "x.csv")))
    watch.round()
    assert [*documents(watch)] == [web.url("/news/1")]
    assert documents(watch)[web.url("/news/1")]["text"] == report(1)
    assert state_of(watch, web.url("/x")) == (State.UNREADABLE, "jsonl is no article")
    assert state_of(watch, web.url("/x.csv"))[0] is State.UNREADABLE


def test_the_text_of_a_feed_replaces_no_document_of_another_page(watch: Watch, web: Web) -> None:
    own = f'<link rel="canonical" href="{web.url("/news/7")}">'
    web.pages["/a"] = page(7, head=own)
    web.pages["/feed"] = rss(item(web.url("/a"), 7))
    watch.round()
    told = f"<description>{report(8)}</description>"
    web.pages["/other"] = rss(item(web.url("/news/7"), 8, more=told))
    watch.sources += (feed_source(web, "/other", "other", text=TextFrom.FEED),)
    watch.clock.pass_(60)
    watch.round()
    assert documents(watch)[web.url("/news/7")]["text"] == report(7)
    assert state_of(watch, web.url("/news/7"))[0] is State.SAME


def test_a_page_that_only_the_fetch_can_unpack_is_not_fetched_for_ever(
    watch: Watch, web: Web
) -> None:
    packed = gzip.compress(page(1).body) + b"more"
    web.pages["/news/1"] = Reply(body=packed, headers=(("Content-Encoding", "gzip"),))
    web.pages["/feed"] = rss(item(web.url("/news/1")))
    for _ in range(3):
        watch.round()
        watch.clock.pass_(60)
    assert web.times("/news/1") == 1
    assert state_of(watch, web.url("/news/1"))[0] is State.UNREADABLE


def test_a_report_that_rasd_failed_at_is_taken_in_again_later(
    watch: Watch, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise ValueError

    site(web, 1)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(report(2), "utf-8")
    watch.sources += (Source(name="inbox", kind=SourceKind.FOLDER, path=tmp_path / "inbox"),)
    with monkeypatch.context() as broken:
        broken.setattr("rasd.run.workers.code_document", fail)
        watch.round()
    assert documents(watch) == {}
    watch.clock.pass_(DAY)
    watch.round()
    assert documents(watch).keys() == {web.url("/news/1"), "inbox/a.txt"}


def test_a_page_in_windows_1256_is_read(watch: Watch, web: Web) -> None:
    body = page(1).body.decode().encode("windows-1256")
    web.pages["/news/1"] = Reply(body=body, media="text/html; charset=windows-1256")
    web.pages["/feed"] = rss(item(web.url("/news/1")))
    watch.round()
    assert report(1) in str(documents(watch)[web.url("/news/1")]["text"])


def test_the_outlet_of_the_settings_goes_before_what_pages_call_themselves(
    watch: Watch, web: Web
) -> None:
    site(web, 1)
    watch.sources = (feed_source(web, outlet="Sahel24"),)
    watch.round()
    assert documents(watch)[web.url("/news/1")]["outlet"] == "Sahel24"


def test_a_page_that_changed_is_a_new_version_and_the_old_one_is_kept(
    watch: Watch, web: Web
) -> None:
    old, new = page(1), page(1, text=report(1) + " وقالت الشرطة لاحقا إن القتلى أربعة.")
    web.pages["/news/1"] = [old, old, new]
    web.pages["/feed"] = rss(item(web.url("/news/1")))
    watch.sources = (feed_source(web, recheck=(DAY, 2 * DAY)),)
    url = web.url("/news/1")
    watch.round()
    watch.clock.pass_(DAY + 1)
    watch.round()
    assert web.heads[-1].get("if-none-match") == old.etag
    with open_store(watch.out / "rasd.sqlite") as store:
        assert len(store.versions(url)) == 1
    watch.clock.pass_(DAY + 1)
    watch.round()
    assert web.times("/news/1") == 3
    with open_store(watch.out / "rasd.sqlite") as store:
        first, second = store.versions(url)
        assert (first, second) == (report(1), documents(watch)[url]["text"])
        originals = {each.data() for each in store.originals()}
    assert {old.body, new.body} <= originals


def test_a_page_whose_frame_alone_changed_is_no_new_version(watch: Watch, web: Web) -> None:
    changed = Reply(body=page(1).body.replace(b"</body>", b"<!-- 7 --></body>"))
    web.pages["/news/1"] = [page(1), changed]
    web.pages["/feed"] = rss(item(web.url("/news/1")))
    watch.round()
    with open_store(watch.out / "rasd.sqlite") as store:
        before = store.revision()
    watch.clock.pass_(DAY + 1)
    watch.round()
    assert web.times("/news/1") == 2
    with open_store(watch.out / "rasd.sqlite") as store:
        assert store.revision() == before


def test_a_page_that_went_stays_in_the_dataset(watch: Watch, web: Web) -> None:
    web.pages["/news/1"] = [page(1), Reply(status=410)]
    web.pages["/feed"] = rss(item(web.url("/news/1")))
    watch.round()
    watch.clock.pass_(DAY + 1)
    watch.round()
    assert state_of(watch, web.url("/news/1"))[0] is State.GONE
    assert [*documents(watch)] == [web.url("/news/1")]


def urlset(*entries: str) -> str:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    return f"<urlset xmlns='{space}' xmlns:n='{news}'>{''.join(entries)}</urlset>"


def entry(url: str, day: str = "", more: str = "") -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{url}</loc>{changed}{more}</url>"


def xml(text: str) -> Reply:
    return Reply(body=text.encode(), media="application/xml")


def test_a_sitemap_of_ten_thousand_is_followed_newest_first_so_many_a_round(
    watch: Watch, web: Web
) -> None:
    web.pages["/map.xml"] = xml(
        urlset(
            *(
                entry(web.url(f"/a/{n}"), f"2031-02-0{1 + n % 4}T{n % 24:02}:00:00Z")
                for n in range(10_000)
            )
        )
    )
    watch.sources = (sitemap_source(web, most=3),)
    watch.settings = Settings(contact="a@example.org", sources=(), delay=0.5)
    watch.round()
    first = web.asked[2:]
    assert len(first) == 3
    assert all(web.pages.get(path) is None for path in first)
    assert {int(path.rpartition("/")[2]) % 4 for path in first} == {3}
    watch.round()
    assert web.times("/map.xml") == 1
    assert len({path for path in web.asked if path.startswith("/a/")}) == 6


def test_an_index_leads_to_packed_maps_and_only_those_that_changed_are_read_again(
    watch: Watch, web: Web
) -> None:
    def index(day: str) -> Reply:
        maps = (
            f"<sitemap><loc>{web.url(f'/{n}.xml.gz')}</loc><lastmod>{at}</lastmod></sitemap>"
            for n, at in (("one", "2031-02-03"), ("two", day))
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return xml(f"<sitemapindex xmlns='{space}'>{''.join(maps)}</sitemapindex>")

    news = (
        "<n:news><n:publication><n:name>Sahel24</n:name></n:publication>"
        "<n:publication_date>2031-02-02T23:30:00+03:00</n:publication_date>"
        "<n:title>خبر</n:title></n:news>"
    )
    web.pages["/map.xml"] = [index("2031-02-03"), index("2031-02-04")]
    packed = gzip.compress(urlset(entry(web.url("/news/1"), "2031-02-03", news)).encode())
    web.pages["/one.xml.gz"] = Reply(body=packed, media="application/x-gzip")
    web.pages["/two.xml.gz"] = xml(urlset(entry(web.url("/old"), "2030-06-01")))
    web.pages["/news/1"] = page(1)
    watch.sources = (sitemap_source(web, every=3_600.0),)
    watch.round()
    assert sorted(web.asked[2:]) == ["/news/1", "/one.xml.gz", "/two.xml.gz"]
    assert documents(watch)[web.url("/news/1")]["published"] == "2031-02-02"
    watch.clock.pass_(3_601)
    watch.round()
    assert web.asked[5:] == ["/map.xml", "/two.xml.gz"]


@pytest.fixture
def folder(watch: Watch, tmp_path: Path) -> Path:
    path = tmp_path / "inbox"
    path.mkdir()
    source = Source(name="inbox", kind=SourceKind.FOLDER, path=path, every=30.0)
    watch.sources = (source,)
    return path


def test_a_file_is_read_when_it_has_come_to_rest_and_not_before(watch: Watch, folder: Path) -> None:
    path = folder / "a.txt"
    path.write_text(report(1)[:40], "utf-8")
    os.utime(path, (watch.clock.now(), watch.clock.now()))
    watch.round()
    assert documents(watch) == {}
    watch.clock.pass_(4)
    path.write_text(report(1), "utf-8")
    os.utime(path, (watch.clock.now(), watch.clock.now()))
    watch.clock.pass_(4)
    watch.round()
    assert documents(watch) == {}
    watch.clock.pass_(6)
    watch.round()
    assert documents(watch)["inbox/a.txt"]["text"] == report(1)


def test_a_file_that_was_moved_renamed_or_copied_is_not_read_again(
    watch: Watch, folder: Path
) -> None:
    (folder / "a.txt").write_text(report(1), "utf-8")
    watch.round()
    (folder / "sub").mkdir()
    (folder / "a.txt").rename(folder / "sub" / "b.txt")
    (folder / "copy.txt").write_text(report(1), "utf-8")
    watch.clock.pass_(60)
    watch.round()
    watch.clock.pass_(60)
    watch.round()
    assert [*documents(watch)] == ["inbox/a.txt"]
    (folder / "sub" / "b.txt").write_text(report(1) + " وتوفي جريح.", "utf-8")
    watch.clock.pass_(60)
    watch.round()
    assert [*documents(watch)] == ["inbox/a.txt"]
    assert str(documents(watch)["inbox/a.txt"]["text"]).startswith(report(1) + " ")


def test_a_file_that_was_moved_aside_for_a_new_one_loses_no_report(
    watch: Watch, folder: Path
) -> None:
    path = folder / "a.txt"
    path.write_text(report(1), "utf-8")
    watch.round()
    path.rename(folder / "old.txt")
    path.write_text(report(2), "utf-8")
    os.utime(path, (NOON - 60, NOON - 60))
    watch.clock.pass_(60)
    watch.round()
    assert {each["text"] for each in documents(watch).values()} == {report(1), report(2)}


def test_a_new_file_where_one_was_moved_away_is_a_document_of_its_own(
    watch: Watch, folder: Path
) -> None:
    path = folder / "a.txt"
    path.write_text(report(1), "utf-8")
    watch.round()
    path.rename(folder / "old.txt")
    watch.clock.pass_(60)
    watch.round()
    path.write_text(report(2), "utf-8")
    os.utime(path, (NOON - 60, NOON - 60))
    watch.clock.pass_(60)
    watch.round()
    assert {each["text"] for each in documents(watch).values()} == {report(1), report(2)}


def test_files_of_many_documents_and_of_none_are_told_apart(watch: Watch, folder: Path) -> None:
    rows = [{"id": f"r{n}", "text": report(n), "outlet": "Sidra"} for n in range(3)]
    (folder / "many.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (folder / "image.png").write_bytes(b"\x89PNG\r\n")
    watch.round()
    assert documents(watch).keys() == {"r0", "r1", "r2"}
    with watch.state() as state:
        files = state.files("inbox")
    assert files["many.jsonl"].state is State.KEPT
    assert files["image.png"].state is State.UNREADABLE
    assert "PNG" in files["image.png"].reason


def test_a_folder_that_is_not_there_is_told_and_the_others_go_on(
    watch: Watch, web: Web, folder: Path
) -> None:
    folder.rmdir()
    site(web, 1)
    watch.sources += (feed_source(web),)
    watch.round()
    assert [*documents(watch)] == [web.url("/news/1")]
    with watch.state() as state:
        assert "there is no folder" in state.source("inbox").error
