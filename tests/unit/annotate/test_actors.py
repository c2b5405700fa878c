"""Which words of a text name a party, and what the text around them makes of a name."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.annotate import annotate
from rasd.annotate.actors import ActorForm
from rasd.knowledge import load_knowledge
from rasd.resolve.actors import ActorContext, resolve_actor
from rasd.text import fold


def named(text: str, country: str = "", when: date | None = None) -> list[tuple[str, str | None]]:
    """The parties of a text as their folded words and ids; `None` for one without a row."""
    knowledge = load_knowledge()
    context = ActorContext(country or None, when, (), None)
    found = []
    for annotated in annotate(None, fold(text), knowledge):
        tokens = annotated.sentence.tokens
        for span in annotated.actors:
            resolved = resolve_actor(span, context, knowledge)
            if resolved is not None and span.form is not ActorForm.STATE:
                words = " ".join(t.text for t in tokens[span.start : span.end])
                found.append((words.removeprefix(span.prefix), resolved.id))
    return found


def who(text: str, country: str, main: str) -> list[str | None]:
    """The ids of the contextual names of a text that speaks most of the group `main`."""
    knowledge = load_knowledge()
    context = ActorContext(country, None, (), main)
    return [
        resolved.id
        for annotated in annotate(None, fold(text), knowledge)
        for span in annotated.actors
        if span.form is ActorForm.CONTEXTUAL
        and (resolved := resolve_actor(span, context, knowledge)) is not None
    ]


def ids(text: str, country: str = "", when: date | None = None) -> list[str | None]:
    return [ident for _, ident in named(text, country, when)]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("القوات الموالية للرئيس السابق علي صالح", "YE", ["yem_saleh_gpc"]),
        ("القوات الموالية لحكومة الرئيس هادي", "YE", ["yem_irg"]),
        ("القوات الموالية لشرعية الرئيس عبد ربه منصور هادي", "YE", ["yem_irg"]),
        ("قوات المخلوع علي عبدالله صالح", "YE", ["yem_saleh_gpc"]),
        ("مقاتلين موالين لتركيا", "SY", ["syr_sna"]),
        ("ميليشيات موالية لإيران", "SY", ["syr_pro_iran_militia"]),
        ("القوات الموالية للحكومة", "LB", ["lbn_army"]),
        ("متمردين موالين لروسيا", "UA", [None]),
        ("الانفصاليين المدعومين من روسيا", "UA", [None]),
    ],
)
def test_a_band_is_its_patron_s(text: str, country: str, expected: list[str | None]) -> None:
    assert ids(f"هاجمت {text} البلدة", country) == expected


def test_a_patron_without_a_band_is_no_party() -> None:
    assert ids("زار الرئيس هادي المدينة الموالية للحزب", "YE") == []


def test_a_band_owned_by_a_listed_party_is_that_party() -> None:
    expected = [("قوه امنيه تابعه لقوات البيشمركه", "irq_peshmerga")]
    assert expected == named("شنت قوة أمنية تابعة لقوات البيشمركة عملية", "IQ")
    assert ids("شنت قوة أمنية عملية تابعة لقوات البيشمركة", "IQ") != ["irq_peshmerga"]


def test_the_base_of_a_report_on_a_base_is_no_group() -> None:
    base = "سيطرت القوات على قاعدة الرمال الجوية. وفر المسلحون من القاعدة"
    assert "yem_aqap" not in ids(base, "YE")
    assert "yem_aqap" not in ids("قصف الطيران القاعدة العسكرية", "YE")
    assert "yem_aqap" in ids("قتل عنصران من القاعدة في غارة", "YE")
    assert "yem_aqap" in ids(
        "هاجم تنظيم القاعدة قاعدة الرمال الجوية. وأعلنت القاعدة ذلك في بيان", "YE"
    )


def test_young_people_are_a_group_only_where_it_is_named() -> None:
    assert ids("استهدف التفجير مجموعة من الشباب", "SO") == ["gen_civilians"]
    assert ids("تبنت حركة الشباب التفجير. وقال الشباب إنهم نفذوه", "SO") == ["som_alshabaab"] * 2


@pytest.mark.parametrize(
    "text",
    ["بعد هجوم انتحاري", "وقع الهجوم الانتحاري", "في بيان صحفي", "ووصفه بأنه عمل إرهابي"],
)
def test_an_adjective_is_nobody(text: str) -> None:
    assert ids(f"{text} في المدينة") == []


@pytest.mark.parametrize(
    "text",
    ["استهدف مزارعين", "خطف مهندسا", "اعتقل الناشطة", "قصف نازحات", "قتل مواطنة", "اعتقل تلاميذ"],
)
def test_a_noun_of_persons_is_civilians_in_each_of_its_forms(text: str) -> None:
    assert ids(f"{text} أمس") == ["gen_civilians"]


@pytest.mark.parametrize("text", ["طالبا من السلطات", "أمام مدرسة للفتيات", "بين سكانه وأسر"])
def test_what_only_looks_like_a_noun_of_persons_is_nobody(text: str) -> None:
    assert ids(f"وقف {text} أمس") == []


@pytest.mark.parametrize("text", ["فجر انتحاري نفسه", "مقتل صحفي", "قتل إرهابي"])
def test_the_same_word_as_a_noun_is_somebody(text: str) -> None:
    assert len(ids(f"{text} في المدينة")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('كتيبة "الرمال"', [None]),
        ("حركة الفجر الوطنية الثورية", [None]),
        ("سرايا الفجر", [None]),
        ("جماعة متشددة", ["gen_unidentified_armed"]),
        ("حركة كردية", ["gen_unidentified_armed"]),
        ("حركة السير", []),
        ("حركة نزوح", []),
        ("تنظيم المظاهرات", []),
    ],
)
def test_an_unlisted_group_is_read_by_its_noun(text: str, expected: list[str | None]) -> None:
    assert ids(f"شهدت المدينة {text} أمس") == expected


def test_a_name_said_in_full_in_brackets_is_the_one_in_brackets() -> None:
    assert ids("أعلنت قوى الأمن الداخلي (الأسايش) عن الهجوم", "SY", date(2025, 5, 1)) == [
        "syr_asayish"
    ]
    assert ids("أعلنت قوى الأمن الداخلي عن الهجوم", "LB") == ["lbn_isf"]
    assert ids("أعلنت قوى الأمن الداخلي عن الهجوم", "BI") == ["gen_police_local"]


def test_a_bare_army_is_the_one_just_named_in_full() -> None:
    text = "قال الجيش الأمريكي إنه نفذ غارات. ووفقا لبيان الجيش دمر مبنى"
    assert ids(text, "IQ") == ["ext_us", "ext_us"]
    both = "قال الجيش الأمريكي إنه ساند الجيش العراقي. ووفقا لبيان الجيش دمر مبنى"
    assert ids(both, "IQ") == ["ext_us", "irq_army", "irq_army"]


def test_an_organisation_is_the_one_its_sentence_named() -> None:
    text = "هاجمت جبهة النصرة البلدة. وقصف التحالف داعش ودمر مواقع للتنظيم"
    assert ids(text, "SY") == ["syr_nusra", "ext_us_coalition", "is_core", "is_core"]


def test_an_occupation_is_whose_its_adjective_says() -> None:
    assert ids("أصيب طفل في قصف الاحتلال التركي", "SY")[-1] == "ext_turkey"
    assert ids("أصيب طفل في قصف الاحتلال", "PS")[-1] == "isr_military"


def test_an_opposition_fights_only_where_one_does() -> None:
    assert ids("هاجمت المعارضة البلدة", "SY", date(2015, 1, 1)) == ["syr_opposition_generic"]
    assert ids("انتقدت المعارضة الحكومة", "BI") == []


@pytest.mark.parametrize(
    "text",
    ["يحتاج النظام الغذائي", "وقال رئيس الهيئة العامة", "تعطلت الحركة المرورية في"],
)
def test_a_plain_word_beside_its_adjective_is_nobody(text: str) -> None:
    assert ids(f"{text} المدينة", "SY") == []


def test_militants_with_the_article_are_the_group_spoken_of() -> None:
    assert who("قصف الطيران مواقع المتطرفين", "IQ", "is_core") == ["is_core"]
    assert who("قتل خمسة متطرفين", "IQ", "is_core") == ["gen_unidentified_armed"]
    assert who("قصف الطيران قواعد المتمردين", "IQ", "pkk") == ["pkk"]
    assert who("قصف الطيران قواعد المتمردين", "IQ", "is_core") == ["gen_unidentified_armed"]
    assert who("قصف الطيران مواقع المتمردين", "YE", "is_core") == ["yem_houthi"]


def test_forces_and_those_loyal_to_them_are_two_parties() -> None:
    found = named("بقصف لقوات النظام والميليشيات المساندة له طال القرية", "SY", date(2021, 5, 1))
    assert found[0] == ("قوات النظام", "syr_army_pre2024")
    assert [words.split()[0] for words, _ in found] == ["قوات", "الميليشيات"]


def test_a_listed_band_is_no_unlisted_one() -> None:
    assert ids("أسر ستة من ميليشيات الانقلاب", "YE") == ["yem_houthi"]
    assert ids("أسر ستة من ميليشيات الوادي", "YE") == [None]


def test_what_a_group_is_a_branch_of_takes_no_part() -> None:
    assert ids("خطفت جبهة النصرة، ذراع تنظيم القاعدة في سوريا، مجموعة", "SY") == ["syr_nusra"]
    assert ids("هاجمت جبهة النصرة (تنظيم القاعدة في بلاد الشام) البلدة", "SY") == ["syr_nusra"]
    assert ids("هاجمت جبهة النصرة تنظيم داعش", "SY") == ["syr_nusra", "is_core"]


def test_a_group_noun_with_the_article_behind_a_proclitic_names_nobody_new() -> None:
    assert ids("قصف للميليشيات الطائفية", "YE") == ["yem_houthi"]
    assert ids("قصف لميليشيات الطائفة", "YE") == [None]


def test_a_verb_that_a_group_is_called_after_names_it_only_beside_its_full_name() -> None:
    assert ids("لم يتم حسم المعركة", "EG") == []
    assert ids("تبنت حركة حسم التفجير. وقالت حسم إنها نفذته", "EG") == ["egy_hasm", "egy_hasm"]
