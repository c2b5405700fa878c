"""What the rule engine makes of short reports: tolls, status, joining, what is no event."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import (
    INCIDENT_TYPES,
    CodedDocument,
    Count,
    Document,
    EventType,
    Mention,
    Status,
    sha256_text,
)
from rasd.pipeline import code_document

PUBLISHED = date(2023, 6, 15)


def code(text: str, title: str | None = None, published: date | None = PUBLISHED) -> CodedDocument:
    return code_document(
        Document(id="t", text=text, title=title, sha256=sha256_text(text), published=published)
    )


def incidents(text: str, title: str | None = None) -> list[Mention]:
    return [
        m
        for m in code(text, title).mentions
        if m.event_type in INCIDENT_TYPES and m.status in (Status.REPORTED, Status.CLAIMED)
    ]


def bounds(count: Count | None) -> tuple[int, int | None] | None:
    return None if count is None else (count.min, count.max)


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("قتل ثلاثة جنود وأصيب خمسة في انفجار عبوة ناسفة في بعقوبة", (3, 3), (5, 5)),
        (
            "إن شخصين على الأقل قتلا وأصيب خمسة آخرون عندما انفجرت سيارة مفخخة في بغداد",
            (2, None),
            (5, 5),
        ),
        ("أن أربعة جنود قتلوا وأصيب 15 في اشتباكات مع مسلحين في تعز", (4, 4), (15, 15)),
        ("لقي أربعة أشخاص مصرعهم في تفجير سيارة مفخخة في بغداد", (4, 4), None),
        ("سقط 7 جنود قتلى في كمين نصبه مسلحون قرب الرطبة", (7, 7), None),
        ("قتل جنديان وأصيب ثالث بانفجار عبوة ناسفة في الحويجة", (2, 2), (1, 1)),
        ("هاجم مسلحون ثكنة للجيش في سبها ما أدى لمقتل ٤ عناصر", (4, 4), None),
        ("قتل ثلاثة مدنيين، هم رجلان وطفلة، إثر قصف مدفعي على سرمين", (3, 3), None),
        ("قتل عدد من الجنود في انفجار لغم قرب منبج", (1, None), None),
        ("قتل العشرات في غارة جوية على سوق في إدلب", (20, 99), None),
        ("اغتال مسلحون مجهولون الضابط سالم البان في عدن", (1, 1), None),
        ("انفجرت عبوة ناسفة في بعقوبة دون وقوع إصابات", None, (0, 0)),
        ("انفجرت عبوة لاصقة في عدن دون أن تخلف ضحايا", (0, 0), (0, 0)),
    ],
)
def test_a_toll_has_its_bounds(
    text: str, killed: tuple[int, int | None] | None, wounded: tuple[int, int | None] | None
) -> None:
    found = incidents(text)
    assert len(found) == 1
    assert (bounds(found[0].killed), bounds(found[0].wounded)) == (killed, wounded)


def test_killed_and_wounded_together_is_one_number() -> None:
    found = incidents("أسفر انفجار عبوة ناسفة في القائم عن مقتل وإصابة 12")
    assert bounds(found[0].killed_or_wounded) == (12, 12)
    assert found[0].killed is None


def test_a_part_of_a_toll_is_harm_and_no_more_dead() -> None:
    found = incidents("قتل ستة مدنيين بينهم طفلان في غارة جوية على إدلب")
    assert bounds(found[0].killed) == (6, 6)
    assert ("children", 2) in {(h.group, h.min) for h in found[0].harm}


@pytest.mark.parametrize(
    "text",
    [
        "يخطط التنظيم لشن هجوم على بغداد",
        "حذرت السفارة من هجوم محتمل على فندق في كابول",
        "شن النائب هجوما إعلاميا على الحكومة",
        "لم يقع أي هجوم في المدينة",
        "نفت الشرطة وقوع انفجار في سوق العشار",
        "خطف المنتخب الأضواء في المباراة",
        "قتل ثلاثة أشخاص في حادث سير قرب طنجة",
        "مناورات عسكرية تحاكي قصف مواقع معادية",
        "أصيب اللاعب في المباراة أمام الهلال",
        "انفجار الأسعار يهدد الأسر قبل العيد",
    ],
)
def test_what_did_not_happen_is_no_incident(text: str) -> None:
    assert incidents(text) == []


def test_a_definite_noun_points_back_at_the_incident() -> None:
    found = incidents(
        "انفجرت سيارة مفخخة في مدينة الباب أمس. وأسفر الانفجار عن مقتل شخصين وإصابة تسعة."
    )
    assert len(found) == 1
    assert bounds(found[0].killed) == (2, 2)
    assert len([e for e in found[0].evidence if e.field == "event"]) == 2


def test_a_headline_joins_the_incident_below_it() -> None:
    found = incidents(
        "قتل خمسة مدنيين اليوم في قصف مدفعي لقوات النظام على مدينة سرمين.",
        title="مقتل خمسة مدنيين بقصف على سرمين",
    )
    assert len(found) == 1
    assert {e.part for e in found[0].evidence if e.field == "event"} == {None, "title"}


def test_a_further_item_of_a_sentence_is_an_incident_of_its_own() -> None:
    found = incidents(
        "فجر مسلحون عبوة ناسفة على دورية للجيش في بعقوبة، فيما هاجم آخرون نقطة تفتيش في المقدادية"
        " وقتلوا شرطيا"
    )
    assert len(found) == 2
    places = {m.place.name_en for m in found if m.place is not None}
    assert places == {"Baqubah", "Shahraban (Muqdadiyah)"}


def test_headings_give_the_items_below_them_their_country() -> None:
    found = incidents(
        "هجمات متفرقة\nسوريا\nانفجرت عبوة ناسفة في ذيبان وقتل عنصران.\n"
        "العراق\nانفجرت عبوة ناسفة في القائم وقتل جندي."
    )
    assert [m.place.country for m in found if m.place is not None] == ["SY", "IQ"]


def test_a_claim_alone_makes_the_incident_claimed() -> None:
    found = incidents("أعلن تنظيم داعش تبنيه الهجوم الذي استهدف السفارة في طرابلس بسيارة مفخخة")
    assert [m.status for m in found] == [Status.CLAIMED]
    assert found[0].claimed_by[0].id == "is_core"


def test_a_denied_event_is_denied() -> None:
    mentions = code("نفت الشرطة وقوع انفجار عبوة ناسفة في سوق العشار بالبصرة").mentions
    assert all(m.status is Status.DENIED or m.event_type is EventType.STATEMENT for m in mentions)


def test_a_second_deed_of_the_same_doer_is_no_other_incident() -> None:
    text = "أطلق رجل النار على عدد من المارة في لندن أمس، وطعن شرطيا قرب البرلمان"
    assert len(incidents(text)) == 1


def test_since_beside_a_superlative_is_no_date() -> None:
    first = "قتل شرطيان في انفجار عبوة ناسفة الثلاثاء في سترة. "
    second = "ويعتبر الانفجار الذي أدى إلى إصابة ستة أشخاص الأكثر دموية منذ أشهر."
    (found,) = incidents(first + second)
    assert bounds(found.wounded) == (6, 6)


def test_a_copula_says_what_the_event_before_it_was() -> None:
    text = "أسفر القصف الذي طال منزلا في سرمين، كان هجوما صاروخيا، عن مقتل خمسة أشخاص"
    assert len(incidents(text)) <= 1


def test_what_was_is_no_hypothesis() -> None:
    text = "كان مسلحون هاجموا أمس ثكنة للجيش في سبها وقتلوا أربعة جنود"
    assert bounds(incidents(text)[0].killed) == (4, 4)


def test_an_old_event_is_background() -> None:
    mentions = code("انفجرت سيارة مفخخة في بغداد في 3 آذار 2019 وقتل عشرة أشخاص").mentions
    assert [m.status for m in mentions] == [Status.BACKGROUND]


def test_the_day_of_a_statement_leaves_a_range() -> None:
    found = incidents("قالت الشرطة الثلاثاء إن عبوة ناسفة انفجرت في بعقوبة وقتل جندي")
    value = found[0].date
    assert value is not None
    assert (value.start, value.end) == (date(2023, 6, 12), date(2023, 6, 13))


def test_without_a_publication_date_yesterday_stays_unresolved() -> None:
    mentions = code("انفجرت عبوة ناسفة أمس في بعقوبة وقتل جندي", published=None).mentions
    assert all(m.date is None or m.date.start is None for m in mentions)


def test_the_two_sides_of_a_clash_stand_opposite() -> None:
    found = incidents(
        "تجددت الاشتباكات بين الجيش السوداني وقوات الدعم السريع في الخرطوم اليوم. وقصف الجيش "
        "السوداني مواقع قوات الدعم السريع في الخرطوم."
    )
    clash = next(m for m in found if m.event_type is EventType.BATTLE)
    assert [a.id for a in clash.perpetrators] == ["sdn_rsf"]
    assert "sdn_saf" in [a.id for a in clash.targets]


def test_an_unnamed_attacker_is_unidentified() -> None:
    found = incidents("انفجرت عبوة ناسفة على دورية للشرطة في بعقوبة وقتل شرطيان")
    assert [a.id for a in found[0].perpetrators] == ["gen_unidentified_armed"]


def test_a_total_over_a_campaign_is_a_figure_and_no_toll() -> None:
    coded = code("أقر التحالف الدولي بمقتل 801 مدني في غاراته الجوية في سوريا والعراق")
    assert [f.value.min for f in coded.figures] == [801]
    assert all(m.killed is None for m in coded.mentions)


def test_the_same_input_has_the_same_ids() -> None:
    text = "انفجرت عبوة ناسفة في بعقوبة وقتل جندي"
    assert [m.id for m in code(text).mentions] == [m.id for m in code(text).mentions]


def test_confidence_lies_between_nothing_and_certainty() -> None:
    (found,) = incidents("انفجرت عبوة ناسفة في بعقوبة وقتل جندي")
    assert 0.0 < found.confidence < 1.0


def test_a_further_toll_with_its_own_cause_and_place_is_another_incident() -> None:
    found = incidents(
        "قتل تسعة مدنيين في غارة جوية على مدينة سرمين، "
        "فيما قتل أربعة آخرون في قصف على بلدة كفرنوران"
    )
    assert [bounds(m.killed) for m in found] == [(9, 9), (4, 4)]


def test_a_further_toll_of_the_same_strike_is_no_other_incident() -> None:
    found = incidents(
        "قتل تسعة مدنيين في غارة جوية على مدينة سرمين، فيما أصيب أربعة آخرون في القصف"
    )
    assert len(found) == 1
    assert bounds(found[0].wounded) == (4, 4)


def test_protesters_shot_by_police_are_met_with_excessive_force() -> None:
    found = incidents("أصيب متظاهران برصاص الشرطة مساء أمس في مدينة بعقوبة")
    assert [str(m.sub_event_type) for m in found] == ["excessive_force_against_protesters"]


def test_protesters_hit_by_a_bomb_are_not() -> None:
    found = incidents("قتل ستة متظاهرين في انفجار عبوة ناسفة في بعقوبة، بحسب الشرطة")
    assert [str(m.sub_event_type) for m in found] == ["remote_explosive"]


def test_the_lead_tells_whether_an_attack_is_a_clash() -> None:
    found = incidents(
        "تعرض مدرس لمحاولة اغتيال مساء أمس في مدينة بعقوبة، ما أسفر عن إصابته بجروح.\n"
        "وقال الشاهد إن مسلحا أطلق خمس رصاصات أصابت إحداها كتفه."
    )
    assert {str(m.sub_event_type) for m in found} == {"attack"}


def test_a_source_that_adds_another_attack_opens_another_incident() -> None:
    found = incidents(
        "قتلت قوة من الجيش 11 مسلحا قرب مدينة بعقوبة، وأشار المسؤولون إلى مقتل 10 مدنيين "
        "في انفجار عبوتين ناسفتين في قضاء بلدروز"
    )
    assert [bounds(m.killed) for m in found] == [(11, 11), (10, 10)]


def test_one_of_several_attacks_opens_another_incident() -> None:
    found = incidents(
        "هاجم مسلحون حاجزا للجيش في مدينة بيجي وقتلوا جنديين.\n"
        "واستهدف أكثر الهجمات دموية سوقا في مدينة بعقوبة حيث قتل 19 شخصا."
    )
    assert [bounds(m.killed) for m in found] == [(2, 2), (19, 19)]


def test_an_attack_told_again_with_the_article_does_not() -> None:
    found = incidents("هاجم مسلحون حاجزا للجيش في مدينة بيجي.\nوأسفر الهجوم عن مقتل 19 جنديا.")
    assert [bounds(m.killed) for m in found] == [(19, 19)]


def test_what_the_attack_answers_lends_it_no_dead() -> None:
    found = incidents(
        "هاجم مسلحون حاجزا للجيش في مدينة بيجي ردا على مقتل أربعة مدنيين الشهر الماضي"
    )
    assert found[0].killed is None


def test_the_suspects_arrest_does_not_join_the_killing() -> None:
    found = code(
        "قتل شرطيان برصاص مسلحين مجهولين في مدينة بعقوبة.\n"
        "واعتقلت الشرطة اليوم ثلاثة أشخاص في مدينة الخالص."
    ).mentions
    assert [str(m.sub_event_type) for m in found] == ["armed_clash", "arrest"]


def test_hours_ago_is_no_earlier_event() -> None:
    found = incidents("تعرضت بلدة سرمين منذ ساعات لقصف مدفعي عنيف من قوات النظام السوري")
    assert [m.status for m in found] == [Status.REPORTED]


def test_the_doer_may_stand_between_the_light_verb_and_its_noun() -> None:
    found = incidents(
        "شنت طائرات التحالف العربي الذي تقوده السعودية في اليمن، سلسلة غارات "
        "على مواقع في مدينة صعدة"
    )
    assert [str(m.sub_event_type) for m in found] == ["air_strike"]


def test_a_second_deed_of_the_same_doer_is_the_same_attack() -> None:
    found = incidents("دهس المهاجم بسيارته عددا من المارة في مدينة بعقوبة، وطعن شرطيا ثم فر")
    assert len(found) == 1


def test_a_second_deed_elsewhere_is_another_attack() -> None:
    found = incidents("قصفت المدفعية قرية كفرنوران، وقصفت مدينة الأتارب بعشر قذائف")
    assert len(found) == 2


def test_a_dateline_on_its_own_line_opens_no_section() -> None:
    found = incidents(
        "رصد - كركوك\n\nانفجرت عبوة ناسفة في سوق وسط كركوك.\n\nتفاصيل الحادث\n\n"
        "وأسفر الانفجار عن مقتل ثلاثة أشخاص."
    )
    assert [bounds(m.killed) for m in found] == [(3, 3)]


def test_a_sentence_without_a_verb_tells_by_opening_with_the_dead() -> None:
    found = incidents("شهداء وجرحى من عائلة واحدة بغارات للطيران الروسي على بلدة سرمين")
    assert [bounds(m.killed) for m in found] == [(1, None)]
    assert incidents("زار الوزير أهالي الشهداء والجرحى في بلدة سرمين") == []


def test_a_claim_that_nobody_made_is_no_statement() -> None:
    text = "انفجرت عبوة ناسفة في مدينة بعقوبة وقتل ثلاثة مدنيين. "
    kinds = [m.event_type for m in code(text + "ولم تعلن أي جهة مسؤوليتها عن الهجوم.").mentions]
    assert EventType.STATEMENT not in kinds
    (found,) = incidents(text + "وأعلن تنظيم داعش مسؤوليته عن الهجوم.")
    assert [a.id for a in found.claimed_by] == ["is_core"]


def test_what_a_war_left_behind_is_no_clash() -> None:
    (found,) = incidents("قتل طفل في انفجار لغم من مخلفات المعارك في بلدة سرمين")
    assert str(found.sub_event_type) == "remote_explosive"


def test_arrested_planners_are_no_victims_of_what_they_planned() -> None:
    text = "تمكنت السلطات من القبض على 5 أشخاص خططوا لتنفيذ تفجيرات في مدينة بعقوبة"
    assert incidents(text) == []


def test_a_militia_that_helps_an_army_is_no_part_of_its_name() -> None:
    (found,) = incidents(
        "استهدفت قوات النظام السوري والميليشيات المساندة له محيط مدينة سرمين بالمدفعية"
    )
    assert "syr_army_pre2024" in {p.id for p in found.perpetrators}


def test_an_attack_on_armed_men_is_the_bombing_told_next() -> None:
    (found,) = incidents(
        "قتل شرطيان جراء هجوم في مدينة بعقوبة أمس.\n"
        "وبيّن المصدر أن الهجوم نتج عن تفجير عبوة ناسفة في حي المفرق بمدينة بعقوبة."
    )
    assert str(found.sub_event_type) == "remote_explosive"
    assert bounds(found.killed) == (2, 2)


def test_last_month_is_not_the_undated_lead() -> None:
    told = code(
        "استهدفت طائرة مسيرة تركية ثكنة لقسد في الحسكة.\n"
        "والشهر الماضي استهدفت مسيرتان تركيتان مواقع لقسد في الحسكة."
    ).mentions
    assert [str(m.sub_event_type) for m in told] == ["drone_strike", "drone_strike"]


def test_clashes_that_leave_dead_are_violence_and_those_of_words_are_not() -> None:
    assert len(incidents("اندلعت اشتباكات في مدينة نوى أسفرت عن قتيل وثلاثة جرحى")) == 1
    assert incidents("اندلعت اشتباكات لفظية في البرلمان بين نائبين") == []


def test_a_family_is_at_least_two() -> None:
    (found,) = incidents("استشهاد عائلة كاملة جراء غارة جوية على بلدة سرمين")
    assert bounds(found.killed) == (2, None)
    (one,) = incidents("مقتل طفل من عائلة واحدة في غارة جوية على بلدة سرمين")
    assert bounds(one.killed) == (1, 1)
