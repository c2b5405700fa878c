"""Which of several places of one name is meant, and how exact the answer is."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.knowledge import load_knowledge
from rasd.model import Document, Mention, PlacePrecision, distance_km, sha256_text
from rasd.pipeline import code_document
from rasd.resolve.places import place_between


def mention(text: str) -> Mention:
    """The one mention of a short report."""
    document = Document(
        id="d", text=text, sha256=sha256_text(text), published=date(2019, 4, 9), title=None
    )
    mentions = code_document(document).mentions
    assert len(mentions) == 1, [m.sub_event_type for m in mentions]
    return mentions[0]


def test_a_unit_after_a_village_rules_out_its_foreign_namesake() -> None:
    place = mention("قتل مدنيان بقصف على قرية أم الخير بريف الحسكة.").place
    assert place is not None
    assert (place.country, place.admin1) == ("SY", "Al-Hasakah")
    assert place.precision is PlacePrecision.ADMIN1


def test_the_countryside_of_a_governorate_is_no_finer_than_it() -> None:
    place = mention("قتل ثلاثة جنود بانفجار عبوة ناسفة في ريف إدلب الشمالي.").place
    assert place is not None
    assert place.precision is PlacePrecision.ADMIN1
    assert place.admin1 == "Idlib"


def test_an_event_on_a_road_lies_between_its_ends() -> None:
    place = mention("قتل جنديان بانفجار عبوة ناسفة على طريق الحسكة - الشدادي.").place
    assert place is not None
    assert place.lat is not None
    assert place.lon is not None
    assert 36.1 < place.lat < 36.45
    assert place.precision is PlacePrecision.NEAR
    assert place.text == "طريق الحسكة - الشدادي"


def test_a_single_foreign_name_does_not_outweigh_the_document() -> None:
    text = "شهدت محافظة الرقة اشتباكات أمس. قتل مدنيان بقصف على قرية السويدية في ريف الرقة."
    places = [
        m.place
        for m in code_document(
            Document(id="d", text=text, sha256=sha256_text(text), published=date(2019, 4, 9))
        ).mentions
    ]
    assert places
    assert {p.country for p in places if p} == {"SY"}


def test_a_dateline_gives_the_country_alone() -> None:
    place = mention("بغداد (رويترز) - قال الجيش إن أربعة جنود قتلوا في انفجار سيارة مفخخة.").place
    assert place is not None
    assert (place.country, place.precision) == ("IQ", PlacePrecision.COUNTRY)


def test_the_country_meant_by_al_bilad_is_the_documents() -> None:
    place = mention("قتل أربعة جنود عراقيين بانفجار سيارة مفخخة شمال البلاد.").place
    assert place is not None
    assert (place.country, place.precision) == ("IQ", PlacePrecision.COUNTRY)


def test_far_ends_have_no_near_middle() -> None:
    gazetteer = load_knowledge().gazetteer
    one = next(r for r in gazetteer.find("بغداد") if r.kind == "city")
    other = next(r for r in gazetteer.find("الموصل") if r.kind == "city")
    assert distance_km(one.lat, one.lon, other.lat, other.lon) > 300
    assert place_between("x", one, other).precision is PlacePrecision.COUNTRY


def test_a_strip_between_two_areas_is_no_finer_than_a_town_named_elsewhere() -> None:
    text = (
        "قتل مدنيان في غارة جوية على نفق في رفح جنوب قطاع غزة. "
        "واستهدفت الغارة نفقا في الشريط الحدودي بين قطاع غزة ومصر."
    )
    place = mention(text).place
    assert place is not None
    assert place.name_en == "Rafah"


def test_a_district_is_finer_than_the_town_that_names_its_governorate() -> None:
    place = mention("استهدفت غارات جوية مواقع للحوثيين في حرف سفيان في عمران.").place
    assert place is not None
    assert place.name_en == "Harf Sufyan"


def test_a_town_that_names_its_governorate_stays_a_town_alone() -> None:
    place = mention("استهدفت غارات جوية مواقع للحوثيين في صعدة.").place
    assert place is not None
    assert (place.name_en, place.precision) == ("Sa'dah", PlacePrecision.EXACT)


def places_of(text: str) -> list[tuple[str | None, str | None]]:
    """Name and governorate of the place of each mention."""
    document = Document(id="d", text=text, sha256=sha256_text(text), published=date(2019, 4, 9))
    return [(m.place.name_en, m.place.admin1) for m in code_document(document).mentions if m.place]


def test_a_quarter_is_read_where_its_town_is_named() -> None:
    assert places_of("انفجرت سيارة مفخخة في بغداد. وقتل شرطي برصاص مسلحين في حي الجهاد.")[-1] == (
        "Jihad, Baghdad",
        "Baghdad",
    )


def test_a_quarter_of_a_town_that_is_not_named_is_any_quarter_of_that_name() -> None:
    place = mention("قتل رجل برصاص مسلحين في حي النصر بمدينة كركوك.").place
    assert place is not None
    assert (place.text, place.name_en, place.admin1) == ("حي النصر", None, "Kirkuk")
    assert place.precision is PlacePrecision.NEAR


def test_an_unlisted_village_lies_by_the_district_that_a_noun_takes_up() -> None:
    text = (
        "قصفت المدفعية مركز ناحية أبو راسين في الحسكة. "
        "وأصيب مدني بانفجار لغم في قرية النفلية الواقعة شمال الناحية."
    )
    document = Document(id="d", text=text, sha256=sha256_text(text), published=date(2019, 4, 9))
    place = code_document(document).mentions[-1].place
    assert place is not None
    assert place.name_ar == "النفلية"
    assert place.lat is not None
    assert round(place.lat, 1) == 36.7


def test_a_distance_and_a_side_move_the_point() -> None:
    place = mention("قتل جندي بانفجار عبوة ناسفة على بعد 35 كيلومترا شرقي دير الزور.").place
    assert place is not None
    assert place.lat is not None
    assert place.lon is not None
    assert (round(place.lat, 1), round(place.lon, 1)) == (35.3, 40.5)
    assert place.admin1 is None


def test_a_side_without_a_distance_stays_at_the_point() -> None:
    place = mention("قتل 35 جنديا بانفجار عبوة ناسفة شرقي دير الزور.").place
    assert place is not None
    assert place.lon == pytest.approx(40.14, abs=0.02)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("في محافظة مأرب، شرق صنعاء، شنت طائرات التحالف غارات جوية.", "Marib"),
        ("قتل مدنيان بقصف في محافظة ديالى شمال شرق بعقوبة.", "Baqubah"),
        ("قتل جنود بقصف صاروخي من اتجاه البحر غرب بانياس على محيط حماة.", "Hamah"),
        ("قصفت قوات النظام المتمركزة في معسكر جورين قرية السرمانية.", "Sirmaniyah"),
        ("قتل شاب من أبناء مدينة الطبقة بانفجار لغم في بادية الرصافة.", None),
        ("استهدف هجوم مسلح تجمعا وسط العاصمة صنعاء.", "Sanaa"),
        ("قتل شرطي باشتباكات في بلدة كلس التركية.", "Kilis"),
        ("قتل ثلاثة من كتيبة شهداء أبو سليم في هجوم بمدينة درنة الليبية.", "Darnah"),
    ],
)
def test_what_only_describes_a_place_is_not_where_it_was(text: str, name: str | None) -> None:
    place = mention(text).place
    assert place is not None
    assert place.name_en == name


@pytest.mark.parametrize(
    ("text", "name", "admin1"),
    [
        ("قصفت طائرات بلدة يارين جنوب لبنان.", "Yarine", "South Lebanon"),
        ("قتل ثلاثة برصاص مسلح في لافاييت بولاية لويزيانا الأمريكية.", "Lafayette", "Louisiana"),
        ("قتل شرطيان بانفجار عبوة ناسفة في قرية أبين في ناحية شيراوا بريف حلب.", "Ibbin", "Aleppo"),
        ("قتل مدني بقصف على بلدات الزر والشحيل بريف دير الزور الشرقي.", None, "Deir ez-Zor"),
    ],
)
def test_a_place_is_sought_near_what_is_named_beside_it(
    text: str, name: str | None, admin1: str
) -> None:
    place = mention(text).place
    assert place is not None
    assert (place.name_en, place.admin1) == (name, admin1)


def test_an_unlisted_village_lies_in_the_governorate_told_of_last() -> None:
    text = "قصفت المدفعية مدينة الرقة فقتل مدني. كما داهم مسلحون قرية العطوانية وقتلوا رجلا."
    document = Document(id="d", text=text, sha256=sha256_text(text), published=date(2019, 4, 9))
    place = code_document(document).mentions[-1].place
    assert place is not None
    assert (place.text, place.admin1) == ("قرية العطوانية", "Ar-Raqqah")
    assert place.precision is PlacePrecision.ADMIN1


def test_an_adjective_gives_an_unlisted_town_its_country() -> None:
    text = "قتل ثلاثة بانفجار في دمشق. وقتل عشرة بتفجير انتحاري في مدينة زلطانية التركية."
    document = Document(id="d", text=text, sha256=sha256_text(text), published=date(2019, 4, 9))
    places = [m.place for m in code_document(document).mentions if m.place]
    assert places[-1].country == "TR"
    assert places[-1].admin1 is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قصفت المدفعية مخيم درعا جنوبي سوريا فقتل مدني.", "Dara"),
        ("قتل جندي بقصف على أطراف مدينة أريحا جنوب إدلب.", "Ariha"),
        ("قتل مدنيان بقصف على منطقة الحوبان في تعز ومدينة مأرب وعدن.", "Hawban, Taiz"),
    ],
)
def test_a_settlement_is_meant_rather_than_its_unit(text: str, name: str) -> None:
    place = mention(text).place
    assert place is not None
    assert place.name_en == name
    assert place.precision in (PlacePrecision.EXACT, PlacePrecision.NEAR)


def test_a_small_namesake_far_from_all_that_is_named_is_not_meant() -> None:
    place = mention("قتل عنصران بقصف على بلدات الزر والشحيل والبصيرة شرقي دير الزور.").place
    assert place is not None
    assert place.admin1 == "Deir ez-Zor"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قتل مهرب برصاص مسلحين قرب معبر باب السلامة الحدودي مع تركيا.", "Bab al-Salama crossing"),
        (
            "نقل جرحى إلى مستشفى الشفاء في مدينة غزة بعد قصف منزل بالمدفعية في بيت لاهيا.",
            "Bayt Lahya",
        ),
        ("أعلنت السلطات في أنقرة مقتل جنديين بهجوم مسلح في ولاية هكاري.", "Hakkari"),
        ("قصفت المدفعية قرية تل شعير بريف القحطانية شرقي القامشلي فقتل مدني.", None),
        ("استهدفت غارة جوية سيارة على طريق دمشق بيروت الدولي فقتل سائقها.", "Damascus"),
    ],
)
def test_where_it_was_is_not_where_they_speak_go_or_border(text: str, name: str | None) -> None:
    place = mention(text).place
    assert place is not None
    assert place.name_en == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قتل خمسة مدنيين بقصف على بلدتي حيان وبيانون بريف حلب الشمالي.", "Hayyan"),
        ("قتل عنصر بهجوم مسلح على أوتوستراد دمشق - حمص قرب النبك.", "An Nabk"),
        ("فجر انتحاري نفسه في سوق شعبي بمدينة الصدر شرقي بغداد فقتل 20.", "Sadr City, Baghdad"),
    ],
)
def test_the_first_of_a_list_the_nearest_on_a_road_the_named_not_the_described(
    text: str, name: str
) -> None:
    place = mention(text).place
    assert place is not None
    assert place.name_en == name
