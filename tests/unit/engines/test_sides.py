"""Who did it and to whom, over all passages of one incident, and who claims it."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import Document, Mention, sha256_text
from rasd.pipeline import code_document


def first(text: str) -> Mention:
    found = code_document(
        Document(id="t", text=text, sha256=sha256_text(text), published=date(2023, 6, 15))
    )
    return found.mentions[0]


def names(actors: tuple[object, ...]) -> list[str]:
    return [getattr(a, "id", None) or getattr(a, "name_ar", None) or "?" for a in actors]


def test_a_group_that_no_list_knows_is_the_doer_and_the_claimant() -> None:
    found = first(
        "أصيب ثلاثة جنود بانفجار عبوة ناسفة في القاهرة أمس. "
        'وتبنى تنظيم "فرسان الوادي" التفجير في بيان على تويتر.'
    )
    assert names(found.perpetrators) == ["فرسان الوادي"]
    assert [(c.id, c.channel) for c in found.claimed_by] == [(None, "Twitter")]


def test_somebody_unidentified_claims_nothing() -> None:
    found = first("أصيب ثلاثة جنود بانفجار عبوة ناسفة في القاهرة أمس وتبنى مسلحون الهجوم.")
    assert names(found.perpetrators) == ["gen_unidentified_armed"]
    assert found.claimed_by == ()


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("استهداف مدرعة شرطة في القاهرة أمس، ومقتل ضابطين وإصابة شرطيين", ["egy_police"]),
        ("مقتل ضابطين بهجوم على حاجز في القاهرة أمس", ["egy_army"]),
    ],
)
def test_officers_belong_to_the_force_that_other_words_name(text: str, targets: list[str]) -> None:
    assert names(first(text).targets) == targets


def test_what_changes_hands_is_no_party() -> None:
    assert first("استعاد الجيش اليمني السيطرة على مبنى البريد في عدن أمس").targets == ()
    assert names(first("استهدف قصف مدفعي مبنى البريد في عدن أمس").targets) != []


def test_a_strike_before_the_first_author_is_nobody_s() -> None:
    text = (
        "قصف مدفعي استهدف بلدة تدمر أمس. "
        "وقصفت قوات النظام السوري بالمدفعية مدينة إدلب أمس وقتلت طفلا."
    )
    assert names(first(text).perpetrators) == ["gen_unidentified_armed"]
    text = (
        "قصفت قوات النظام السوري بالمدفعية مدينة إدلب أمس وقتلت طفلا. "
        "كما استهدف قصف مدفعي بلدة تدمر أمس."
    )
    assert names(first(text).perpetrators) == ["syr_army_pre2024"]


def test_a_base_that_the_text_names_is_not_the_organisation() -> None:
    text = "سيطر الجيش اليمني أمس على قاعدة العند في لحج، ودخلت قواته القاعدة بعد اشتباكات."
    assert "yem_aqap" not in names(first(text).targets)
    text = "هاجم الجيش اليمني أمس مواقع القاعدة في لحج، وقتل عشرة من القاعدة."
    assert "yem_aqap" in names(first(text).targets)


def test_of_two_camps_the_one_that_is_no_state_s_stands_first() -> None:
    text = (
        "دارت اشتباكات في تعز أمس بين الجيش اليمني والمقاومة الشعبية من جهة، "
        "والحوثيين وقوات صالح من جهة أخرى."
    )
    found = first(text)
    assert names(found.perpetrators) == ["yem_houthi", "yem_saleh_gpc"]
    assert names(found.targets) == ["yem_irg"]


def test_gunmen_loyal_to_it_take_no_name_from_a_side() -> None:
    text = (
        "دارت اشتباكات في إدلب أمس بين قوات النظام السوري والمسلحين الموالين لها من جهة، "
        "وهيئة تحرير الشام من جهة أخرى."
    )
    assert names(first(text).perpetrators) == ["syr_hts"]
    assert names(first(text).targets) == ["syr_army_pre2024"]


def test_a_joined_verb_without_a_subject_has_that_of_the_verb_before() -> None:
    found = code_document(
        Document(
            id="t",
            text="هاجم مسلحو داعش أمس قرية في كركوك، وأحرقوا المنازل وقتلوا خمسة مدنيين.",
            sha256="0",
            published=date(2023, 6, 15),
        )
    ).mentions
    assert all(names(m.perpetrators) == ["is_core"] for m in found)


def test_what_was_taken_was_the_only_enemy_s() -> None:
    text = "سيطر الجيش العراقي أمس على بلدة القيارة. "
    assert first(text).targets == ()
    text += "كما قتل الجيش العراقي أمس عشرة من تنظيم داعش في الموصل."
    assert names(first(text).targets) == ["is_core"]


def test_a_country_that_opens_a_passage_says_whose_forces_follow() -> None:
    def last(text: str) -> Mention:
        digest = sha256_text(text)
        day = date(2015, 6, 15)
        return code_document(Document(id="t", text=text, sha256=digest, published=day)).mentions[-1]

    text = (
        "قتل ثلاثة مدنيين في غارة على مدينة حلب السورية أمس.\n"
        "{}قتل عشرة أشخاص أمس في تفجيرات.\nوقتل جنديان من الجيش في انفجار عبوة ناسفة."
    )
    assert names(last(text.format("وفي العراق، ")).targets) == ["irq_army"]
    assert names(last(text.format("")).targets) == ["syr_army_pre2024"]
