"""The tolls of short fictional sentences: who, how many, and what is no toll."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.assemble.frames import build_frames
from rasd.assemble.spared import read_spared
from rasd.assemble.tolls import read_tolls
from rasd.knowledge import load_knowledge
from rasd.text import fold


def tolls_of(phrase: str) -> list[str]:
    """Each toll as `outcome min..max`, parts of another with a plus before them."""
    knowledge = load_knowledge()
    return [
        f"{'+' if toll.part else ''}{toll.outcome} {toll.min}..{toll.max or ''}"
        for annotated in annotate(None, fold(phrase), knowledge)
        for frame in build_frames(annotated, knowledge)
        for toll in read_tolls(frame)
    ]


@pytest.mark.parametrize(
    ("expected", "phrase"),
    [
        (["killed 3..3", "wounded 6..6"], "لقي 3 جنود مصرعهم وأصيب ستة آخرون في انفجار"),
        (["killed 3..3", "wounded 2..2"], "لقي 3 مدنيين حتفهم وجرح اثنان في انفجار لغم"),
        (["killed 22..22", "wounded 9..9"], "22 من المدنيين والجنود لقوا مصرعهم وأصيب تسعة"),
        (["killed_or_wounded 12..12"], "مقتل وإصابة 12 جنديا في كمين"),
        (["killed 12..12", "wounded 30..30"], "أودى الهجوم الذي وقع أمس بحياة 12 شخصا وإصابة 30"),
        (["killed 1..1", "wounded 1..1"], "قصف أدى إلى فقدان شخص لحياته وإصابة آخر"),
        (["killed 1..1", "wounded 1..1"], "قتل شاب في العشرين من العمر وأصيب والده في قصف"),
        (["killed 1..1", "killed 1..1", "wounded 1..1"], "قتل رجل وزوجته وأصيب طفلهما في غارة"),
        (["killed 3..3", "wounded 40..40"], "مقتل 3 أشخاص فضلا عن أربعين جريحا في الهجوم"),
        (["killed 1..1"], "إن غارة جوية قتلت قياديا كبيرا"),
        (["detained 70..70", "killed 10..10"], "أسرت القوات 70 متمردا وقتلت 10 آخرين"),
        (["killed 5..5", "detained 3..3"], "مقتل خمسة جنود وأسر ثلاثة آخرين في كمين"),
        (["killed 200..999"], "إن جثث مئات القتلى تناثرت بعد القصف"),
        (["wounded 1..1"], "وكان بينهم إمام مسجد، إضافة إلى إصابة عامل واحد في الهجوم"),
        (["killed 1..1", "wounded 2..2"], "قتل مدني كما أصيبت امرأتان أيضا بجروح في القصف"),
        (["killed 4..4"], "أسفر الهجوم عن سقوط 4 أشخاص"),
        (["detained 5..5"], "سقط 5 جنود أسرى في الهجوم"),
        (["wounded 1..", "killed 1..1"], "تفجير خلّف عددا من الجرحى ومقتل منفذ العملية"),
    ],
)
def test_each_outcome_word_takes_those_that_it_governs(expected: list[str], phrase: str) -> None:
    assert tolls_of(phrase) == expected


@pytest.mark.parametrize(
    ("expected", "phrase"),
    [
        (["wounded 7..7"], "إن سبعة أشخاص أصيبوا في الهجوم ثلاثة منهم بشدة"),
        (["wounded 5..5", "+wounded 1..1"], "إن 5 مدنيين، بينهم امرأة، أصيبوا بقصف"),
        (["killed 3..3", "+killed 1..1", "+killed 1..1"], "مقتل ثلاثة بينهم طفل ووالده في قصف"),
        (["killed 12..12", "+killed 4..4"], "قتل 12 شخصا أربعة منهم في انفجار"),
        (["wounded 12..12", "killed 3..3"], "انفجار أوقع 12 جريحا توفي ثلاثة منهم"),
    ],
)
def test_a_part_is_no_more_than_the_whole(expected: list[str], phrase: str) -> None:
    assert tolls_of(phrase) == expected


@pytest.mark.parametrize(
    ("expected", "phrase"),
    [
        (["killed 15..15", "wounded 40..40"], "بلغ عدد القتلى 15 شخصا وعدد الجرحى 40"),
        (["killed 30..30", "wounded 50..50"], "ارتفعت حصيلة القتلى إلى 30 قتيلا والجرحى إلى 50"),
        (["killed_or_wounded 3..3"], "ارتفع عدد ضحايا القصف لـ 3 أشخاص بين شهيد وإصابتين"),
        (["killed 15..15"], "ارتفع عدد ضحايا التفجير من عشرة أشخاص إلى 15 شخصا"),
    ],
)
def test_a_tally_gives_the_number_behind_its_noun(expected: list[str], phrase: str) -> None:
    assert tolls_of(phrase) == expected


@pytest.mark.parametrize(
    ("expected", "phrase"),
    [
        (["killed 1..1"], "مقتل هاشم قدور في قصف على منزله"),
        (["killed 1..1"], 'أفادت الوكالة بمقتل "هاشم قدور" بغارة جوية'),
        (["killed 2..2"], "قتل محمد سالم وأحمد قدور في انفجار لغم"),
        (["killed 1..1"], "اغتيال محمد سالم برصاص مجهولين"),
        (["killed 1..1"], "اغتيال ناشط برصاص مجهولين"),
        (["detained 1..1"], "داهمت القوات المنزل واعتقلته"),
        (["detained 1..1"], "اعتقلت قوات التحالف الدولي الشاب محمود قدور"),
        (["killed 1..1"], "استهدف القصف سيارته فقتلته"),
    ],
)
def test_a_person_named_counts_one(expected: list[str], phrase: str) -> None:
    assert tolls_of(phrase) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "عمليات اغتيال في صف قادة الفصائل",
        "قتل على يد مجهولين",
        "لقد قتل صدام حسين كل المعارضين له جميعا",
        "هاجم مسلحون من حزب العمال الكردستاني مخفرا",
        "تسكن ثلاث أسر في المنزل الذي قصف",
        "تظاهرت عائلات الشهداء أمام المبنى",
        "فقدت القوات السيطرة على المدينة بعد هجوم",
        "تظاهرة ذوي الشهداء والجرحى جاءت رفضا للقرار",
        "نظم العشرات من جرحى وذوي شهداء الجيش تظاهرة",
        "أطلقت النار قرب سجن يقبع فيه معتقلون",
        "لم يسفر القصف عن وقوع إصابات",
        "انفجار دون أن يصاب أحد بأذى",
        "هاجموا المقر ولم يتم إصابة أي شخص",
        "وقع انفجار ولم ترد أنباء عن وقوع إصابات",
    ],
)
def test_what_harmed_nobody_is_no_toll(phrase: str) -> None:
    assert tolls_of(phrase) == []


def spared_in(phrase: str) -> list[set[str]]:
    knowledge = load_knowledge()
    return [
        {outcome.value for outcome in spared.outcomes}
        for annotated in annotate(None, fold(phrase), knowledge)
        for frame in build_frames(annotated, knowledge)
        for spared in read_spared(frame)
    ]


@pytest.mark.parametrize(
    ("expected", "phrase"),
    [
        ({"killed", "wounded"}, "لم يسفر القصف المدفعي عن أي ضحايا"),
        ({"wounded"}, "وقع انفجار دون تسجيل إصابات"),
        ({"killed"}, "وقع انفجار دون سقوط قتلى"),
    ],
)
def test_harm_that_is_denied_is_a_toll_of_zero(expected: set[str], phrase: str) -> None:
    assert expected in spared_in(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "وقع انفجار ولم ترد أنباء عن ضحايا",
        "لم يتمكنوا من منع انفجار أوقع ضحايا",
        "لم ينفجر اللغم، وسقط قتلى في القصف",
    ],
)
def test_harm_of_which_nothing_is_known_is_no_zero(phrase: str) -> None:
    assert all(not outcomes for outcomes in spared_in(phrase))
