"""How short fictional reports stand behind their incident: reported, claimed, background."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.model import INCIDENT_TYPES, Document, Mention, Status, sha256_text
from rasd.pipeline import code_document

PUBLISHED = date(2023, 6, 15)


def only(text: str, title: str | None = None) -> Mention:
    document = Document(
        id="t", text=text, title=title, sha256=sha256_text(text), published=PUBLISHED
    )
    (found,) = [m for m in code_document(document).mentions if m.event_type in INCIDENT_TYPES]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "قال الجيش الأمريكي إن طائراته قصفت مواقع لتنظيم داعش قرب الرمادي أمس",
        "أعلن المتحدث باسم الجيش العراقي أن القوات قتلت عشرة من عناصر داعش قرب الرمادي أمس",
        "قال قائد في المقاومة الشعبية إن الحوثيين قصفوا حي النخيل في تعز أمس وقتلوا طفلين",
        "أعلنت قوى الأمن الداخلي (الأسايش) أن طائرة مسيرة تركية قصفت سيارة في القامشلي أمس",
        "قتل عشرة من عناصر داعش في غارة للتحالف الدولي قرب الرمادي أمس، بحسب بيان للتحالف",
        "تبنى تنظيم داعش تفجير عبوة ناسفة بدورية للجيش العراقي في الحويجة أمس",
    ],
)
def test_what_only_a_party_tells_is_claimed(text: str) -> None:
    assert only(text).status is Status.CLAIMED


@pytest.mark.parametrize(
    "text",
    [
        "قصفت طائرات أمريكية مواقع لتنظيم داعش قرب الرمادي أمس",
        "قال شهود إن الحوثيين قصفوا حي النخيل في تعز أمس وقتلوا طفلين",
        "قالت الشرطة العراقية إن مسلحين قتلوا ثلاثة أشخاص في بعقوبة أمس",
        "قال المتحدث باسم وزارة الدفاع إن لغما انفجر أمس في جبال الكاف وأصاب عسكريا تونسيا",
        "قتل شرطيان في هجوم في الحويجة أمس تبناه تنظيم داعش",
        "أعلن تنظيم داعش مسؤوليته عن هجوم انتحاري في بغداد أمس أوقع 20 قتيلا",
        # the lead is the outlet's own, whatever a party adds
        "قصفت طائرات أمريكية مواقع لتنظيم داعش قرب الرمادي أمس.\n"
        "وقال الجيش الأمريكي إن الغارات قتلت سبعة من عناصر التنظيم.",
    ],
)
def test_what_the_outlet_or_a_neutral_source_tells_is_reported(text: str) -> None:
    assert only(text).status is Status.REPORTED


def test_a_passage_without_a_source_goes_on_in_the_voice_before_it() -> None:
    lead = "قال الجيش الأمريكي إن طائراته قصفت مواقع لتنظيم داعش قرب الرمادي أمس. "
    assert only(lead + "ودمرت الغارات ثلاث مركبات.").status is Status.CLAIMED
    assert only(lead + "\nوقال شهود إن الغارات دمرت ثلاث مركبات.").status is Status.REPORTED


def test_a_repeated_headline_is_no_voice() -> None:
    title = "غارة أمريكية تقتل قياديا في داعش قرب الرمادي"
    text = (
        "قال الجيش الأمريكي إن غارة جوية أمريكية قتلت قياديا في تنظيم داعش قرب الرمادي أمس. "
        f"رابط الخبر بصحيفة النخيل: {title}"
    )
    assert only(text, title).status is Status.CLAIMED


def test_a_source_named_again_keeps_its_side() -> None:
    text = (
        "قال مصدر في المقاومة الشعبية إن 17 حوثيا قتلوا أمس في مواجهات في مأرب. "
        "وأوضح المصدر أن ثمانية حوثيين أصيبوا في المواجهات."
    )
    assert only(text).status is Status.CLAIMED
    assert only(text.replace("في المقاومة الشعبية", "طبي")).status is Status.REPORTED


def test_an_earlier_word_on_the_news_is_no_earlier_event() -> None:
    said = "وكان مصدر أمني قد أفاد بأن مسلحين قتلوا ثلاثة أشخاص في بعقوبة"
    assert only(said).status is Status.REPORTED
    assert only("وكان مسلحون قد قتلوا ثلاثة أشخاص في بعقوبة").status is Status.BACKGROUND


def test_nobody_claims_what_no_side_has_claimed() -> None:
    text = "قتل ثلاثة أشخاص في تفجير في بعقوبة أمس ولم تعلن أي جهة على الفور المسؤولية عن التفجير"
    assert only(text).claimed_by == ()
    assert only(text).status is Status.REPORTED


def test_an_army_that_counts_its_own_dead_boasts_of_nothing() -> None:
    text = "أعلن الجيش اليمني أن ستة جنود قتلوا وأصيب 20 في قتال مع متمردين قرب مأرب أمس"
    assert only(text).status is Status.REPORTED
    text = "أعلن الجيش اليمني أن ستة مسلحين قتلوا وأصيب 20 في قتال مع متمردين قرب مأرب أمس"
    assert only(text).status is Status.CLAIMED


def test_who_says_our_forces_is_a_party() -> None:
    text = (
        "شن تنظيم داعش أمس هجوما انتحاريا على تجمع للقوات جنوب سرت، وفقا للمتحدث سالم البان.\n"
        'وقال البان: "استهدف الهجوم قواتنا في سرت وقتل ثلاثة جنود".'
    )
    assert only(text).status is Status.CLAIMED
    assert only(text.replace("قواتنا", "الحي")).status is Status.REPORTED


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("تبنى تنظيم داعش تفجير عبوة ناسفة في الحويجة أمس أوقع أربعة قتلى", "is_core"),
        (
            "قتل شرطيان في الحويجة أمس وأعلن تنظيم داعش مسؤوليته عن قتلهما ردا على حزب الله",
            "is_core",
        ),
        ("قال الجيش الأمريكي إن طائراته قصفت مواقع لتنظيم داعش قرب الرمادي أمس", "ext_us"),
        ("قال الجيش الأمريكي إن غارات شنت قرب الرمادي أمس دمرت مواقع لتنظيم داعش", "ext_us"),
    ],
)
def test_the_claimant_is_who_makes_the_claim(text: str, claimant: str) -> None:
    assert [c.id for c in only(text).claimed_by] == [claimant]


def test_a_force_that_others_report_on_claims_nothing() -> None:
    text = "قال شهود إن الجيش الأمريكي قصف مواقع لتنظيم داعش قرب الرمادي أمس"
    assert only(text).claimed_by == ()


def test_a_general_may_be_called_turk() -> None:
    text = (
        "أوضح المتحدث بوزارة الداخلية اللواء سالم التركي أن قذائف أصابت أمس جنديا في جازان.\n"
        "وأضاف اللواء التركي أن قذائف أخرى سقطت أمس على نجران وقتلت ثلاثة مدنيين."
    )
    document = Document(id="t", text=text, sha256=sha256_text(text), published=PUBLISHED)
    sources = {a.id for m in code_document(document).mentions for a in m.attribution}
    assert sources == {"ext_saudi"}


def test_yesterday_is_news_though_nobody_knows_which_day_it_was() -> None:
    text = "وكان الطيران الروسي قد قصف سوقا في إدلب {}وقتل ثلاثة مدنيين"
    undated = [
        Document(id="t", text=text.format(when), sha256=sha256_text(when), published=None)
        for when in ("أمس ", "")
    ]
    statuses = [code_document(d).mentions[0].status for d in undated]
    assert statuses == [Status.REPORTED, Status.BACKGROUND]


def test_an_old_day_named_later_does_not_age_the_news() -> None:
    text = (
        "قتل مسلح ثلاثة أطفال في مدينة الرقة السورية.\n"
        "وسيطر تنظيم داعش على معظم أجزاء قضاء سنجار في 3 أغسطس 2014."
    )
    document = Document(id="t", text=text, sha256=sha256_text(text), published=PUBLISHED)
    kinds = {m.event_type.value: m.status for m in code_document(document).mentions}
    assert kinds == {
        "violence_against_civilians": Status.REPORTED,
        "battle": Status.BACKGROUND,
    }


def test_a_claim_of_the_incident_told_before_joins_it() -> None:
    text = (
        "أصيب 18 مجندا إثر انفجار عبوة ناسفة بحافلة في العريش أمس.\n"
        "وتبنت جماعة أنصار بيت المقدس مسؤوليتها عن الحادث في بيان نشر على تويتر اليوم."
    )
    found = only(text)
    assert found.status is Status.REPORTED
    assert [(c.id, c.channel) for c in found.claimed_by] == [("egy_abm", "Twitter")]
    assert [p.id for p in found.perpetrators] == ["egy_abm"]
    assert found.date is not None
    assert found.date.end == date(2023, 6, 14)


@pytest.mark.parametrize(
    "text",
    ["تبنت الجماعة عدة أفكار متطرفة", "قناة لا تتبنى الفكر الحوثي", "تبنى التنظيم هذا المنهج"],
)
def test_a_thought_is_adopted_and_not_claimed(text: str) -> None:
    document = Document(id="t", text=f"{text}.", sha256=sha256_text(text), published=PUBLISHED)
    assert code_document(document).mentions == ()


def test_a_condemned_attack_is_news_where_the_text_is_about_it() -> None:
    lead = (
        'أدان مجلس الأمن الدولي "الهجمات التي استهدفت، الإثنين الماضي، ثكنة عسكرية في بن قردان '
        'وأسفرت عن استشهاد مدنيين".\n'
    )
    rest = "ودعا المجلس الدول الأعضاء إلى التعاون في ما بينها."
    found = only(lead + rest, "مجلس الأمن يدين الهجمات في بن قردان")
    assert found.status is Status.REPORTED
    for other in (lead, f"{rest}\n{rest}\n{lead}"):
        document = Document(id="t", text=other, sha256=sha256_text(other), published=PUBLISHED)
        assert not [m for m in code_document(document).mentions if m.event_type in INCIDENT_TYPES]


def test_a_former_name_is_no_earlier_event() -> None:
    text = "استهدفت هيئة تحرير الشام (جبهة النصرة سابقا) بالمدفعية بلدة أورم الكبرى وقتلت مدنيين"
    assert only(text).status is Status.REPORTED


def test_police_are_a_party_to_what_their_own_state_did() -> None:
    text = "قال قائد الشرطة إن {} في اشتباكات قرب الرمادي أمس"
    own = text.format("القوات العراقية قتلت عشرة من عناصر داعش")
    others = text.format("عناصر داعش قتلوا عشرة مدنيين")
    assert (only(own).status, only(others).status) == (Status.CLAIMED, Status.REPORTED)


def test_officers_of_nobody_knows_whose_army_claim_nothing() -> None:
    text = "قال مصدر عسكري إن قوات النظام قصفت بالمدفعية سوقا في سراقب أمس وقتلت مدنيين"
    assert only(text).claimed_by == ()


def test_a_drone_is_no_media_arm() -> None:
    text = (
        "قصفت الطائرات المسيرة التابعة لحركة أنصار الله مطار أبها أمس وأصابت ثلاثة مدنيين.\n"
        "وأصابت المسيرة الثانية منزلا قرب المطار."
    )
    assert {
        m.status
        for m in code_document(
            Document(id="t", text=text, sha256=sha256_text(text), published=PUBLISHED)
        ).mentions
    } == {Status.REPORTED}


def test_the_arab_coalition_is_no_television() -> None:
    text = "وكان التحالف العربي بقيادة السعودية قد أعلن أنه قصف مواقع للحوثيين في صعدة أمس"
    assert [a.id for a in only(text).attribution] == ["ext_saudi_coalition"]


def test_an_earlier_deed_of_the_same_force_does_not_age_the_news() -> None:
    text = (
        "قتلت قوات الأمن الروسية ثلاثة مسلحين في عملية أمنية في قبردين بلقار بجنوب روسيا.\n"
        "وكانت قوات الأمن الروسية قد قتلت في 14 مايو ثلاثة مسلحين في عملية أمنية في قبردين بلقار."
    )
    document = Document(id="t", text=text, sha256=sha256_text(text), published=PUBLISHED)
    statuses = [m.status for m in code_document(document).mentions]
    assert statuses == [Status.REPORTED, Status.BACKGROUND]


def test_what_a_lead_tells_is_news_though_its_day_comes_later_and_is_old() -> None:
    text = (
        "قال الجيش الأمريكي إن غارة جوية أمريكية قتلت قياديا في تنظيم داعش قرب الرمادي.\n"
        "وذكر الجيش الأمريكي أن الغارة وقعت قرب الرمادي في 2 يونيو وقتلت القيادي."
    )
    assert only(text).status is Status.CLAIMED


def test_what_a_group_had_claimed_before_is_no_part_of_the_news() -> None:
    text = (
        "قالت الشرطة إن ثلاثة متشددين قتلوا أمس في اشتباكات في داكا.\n"
        "وكان تنظيم داعش قد أعلن مسؤوليته عن هجوم المقهى في داكا."
    )
    document = Document(id="t", text=text, sha256=sha256_text(text), published=PUBLISHED)
    news = [m for m in code_document(document).mentions if m.status is not Status.BACKGROUND]
    assert [m.claimed_by for m in news if m.event_type in INCIDENT_TYPES] == [()]


@pytest.mark.parametrize("published", [PUBLISHED, None], ids=["dated", "undated"])
@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("الشهر الماضي", Status.BACKGROUND),
        ("في مارس الماضي", Status.BACKGROUND),
        ("نهاية الشهر الفائت", Status.BACKGROUND),
        ("أمس", Status.REPORTED),
        ("الجمعة الماضي", Status.REPORTED),
    ],
)
def test_the_month_before_is_no_news(when: str, status: Status, published: date | None) -> None:
    text = f"قتل ثلاثة مدنيين {when} في قصف مدفعي على بلدة سرمين بريف إدلب."
    document = Document(id="t", text=text, sha256=sha256_text(text), published=published)
    (found,) = code_document(document).mentions
    assert found.status is status
