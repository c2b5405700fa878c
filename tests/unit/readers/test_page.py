"""Pages: main text without menus, title, outlet, and only a date that the page states."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import DocumentError
from rasd.readers.draft import Draft
from rasd.readers.page import page_draft
from rasd.readers.raw import Raw

FIRST = (
    "أعلنت شرطة مدينة الزهراء الخيالية أن ثلاثة أشخاص أصيبوا مساء الثلاثاء في انفجار عبوة قرب جسر "
    "السلام."
)
SECOND = "وقال متحدث باسم البلدية إن الجسر أغلق أمام المارة إلى حين انتهاء التحقيق في الحادث."
MENU = ["الصفحة الرئيسية", "أخبار السياسة", "الاقتصاد", "الرياضة", "الثقافة", "اتصل بنا"]
NAV = "<nav><ul>" + "".join(f"<li><a href='/{w}'>{w}</a></li>" for w in MENU) + "</ul></nav>"


def page(
    *,
    head: str = "",
    byline: str = "",
    header: str = "",
    body: str = f"<p>{FIRST}</p><p>{SECOND}</p>",
) -> str:
    return (
        f"<!DOCTYPE html><html lang='ar'><head><title>انفجار قرب جسر السلام</title>{head}</head>"
        f"<body><header>{header}{NAV}</header><main><article><h1>انفجار قرب جسر السلام</h1>{byline}"
        f"{body}</article></main><aside><a href='/x'>اقرأ أيضا: افتتاح الحديقة 3 آذار 2020</a>"
        "</aside><footer>جميع الحقوق محفوظة © 2026</footer></body></html>"
    )


def read(html: str, *, encoding: str = "utf-8", charset: str | None = None) -> Draft:
    data = html.encode(encoding, "replace")
    return page_draft(
        data,
        raw=Raw(data=data, media_type="text/html"),
        url="https://www.khayal.example/news/1",
        charset=charset,
    )


def test_the_main_text_comes_without_title_menu_and_footer() -> None:
    draft = read(page())
    assert f"{FIRST}\n{SECOND}" == draft.text
    assert draft.title == "انفجار قرب جسر السلام"


def test_a_one_sentence_page_keeps_its_sentence_and_no_menu() -> None:
    text = "عاجل: انفجار قرب جسر السلام في مدينة الزهراء."
    draft = read(page(body=f"<p>{text}</p>"))
    assert text == draft.text


def test_a_layout_of_tables_loses_its_menu_and_gains_no_bars() -> None:
    cells = "".join(f"<tr><td><a href='/{w}'>{w}</a></td></tr>" for w in MENU)
    draft = read(
        "<html><head><title>انفجار</title></head><body><table><tr><td><table>"
        f"{cells}</table></td><td><font size=4>انفجار</font><br><p>{FIRST}</p><p>{SECOND}</p>"
        "</td></tr></table></body></html>"
    )
    assert FIRST in draft.text
    assert SECOND in draft.text
    assert not [word for word in MENU if word in draft.text]
    assert "|" not in draft.text


def test_a_table_in_an_article_has_rows_with_tabs() -> None:
    table = (
        "<table><tr><td>المدينة</td><td>الجرحى</td></tr><tr><td>الزهراء</td><td>3</td></tr></table>"
    )
    draft = read(page(body=f"<p>{FIRST}</p>{table}<p>{SECOND}</p>"))
    assert "الزهراء\t3" in draft.text
    assert "|" not in draft.text


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ("<meta property='article:published_time' content='2024-01-18T10:00:00+03:00'>", ""),
        ("", "<time datetime='2024-01-18T10:00:00+03:00'>قبل يومين</time>"),
        ("", "<div class='byline'>كتب: سمير — الخميس 18 كانون الثاني 2024</div>"),
        ("", "<span>نشر في 18 يناير 2024</span>"),
        ("", "<p class='d'>١٨/٠١/٢٠٢٤</p>"),
    ],
    ids=["metadata", "time element", "Levantine byline", "Egyptian byline", "digits"],
)
def test_the_publication_date_is_the_one_that_the_page_states(head: str, byline: str) -> None:
    today = "<div class='date'>السبت 21 تشرين الثاني 2026</div>"
    assert date(2024, 1, 18) == read(page(head=head, byline=byline, header=today)).published


def test_no_date_is_taken_from_header_footer_body_or_related_story() -> None:
    today = "<div class='date'>السبت 21 تشرين الثاني 2026</div>"
    told = FIRST.replace("مساء الثلاثاء", "مساء الثلاثاء 16 كانون الثاني 2024")
    assert read(page(header=today, body=f"<p>{told}</p><p>{SECOND}</p>")).published is None


def test_the_outlet_is_the_site_name_else_the_host() -> None:
    named = read(page(head="<meta property='og:site_name' content='صحيفة الخيال'>"))
    assert named.outlet == "صحيفة الخيال"
    assert read(page()).outlet == "khayal.example"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-1"])
def test_a_wrong_declared_charset_is_overridden(encoding: str, declared: str) -> None:
    draft = read(page(head=f"<meta charset='{declared}'>"), encoding=encoding, charset="utf-8")
    assert f"{FIRST}\n{SECOND}" == draft.text


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(DocumentError) as caught:
        read("<html><head><title>فارغة</title></head><body><script>x=1</script></body></html>")
    assert caught.value.kind == "no_text"


def test_a_deeply_nested_page_is_no_crash() -> None:
    html = f"<html><body>{'<div>' * 5000}<p>{FIRST}</p>{'</div>' * 5000}</body></html>"
    try:
        assert FIRST in read(html).text
    except DocumentError as error:
        assert error.kind in ("malformed", "no_text")
