"""Roles of parties in short fictional phrases."""

from __future__ import annotations

import pytest

from rasd.annotate import annotate
from rasd.assemble.frames import build_frames
from rasd.assemble.parties import read_parties
from rasd.assemble.roles import Role
from rasd.knowledge import load_knowledge
from rasd.text import fold

PERPETRATOR, TARGET, NONE = Role.PERPETRATOR, Role.TARGET, Role.NONE


def roles(phrase: str) -> list[Role]:
    knowledge = load_knowledge()
    return [
        party.role
        for annotated in annotate(None, fold(phrase), knowledge)
        for frame in build_frames(annotated, knowledge)
        for party in read_parties(frame)
    ]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("شن عناصر التنظيم عمليات استهدف من خلالها قوات سوريا الديمقراطية", [PERPETRATOR, TARGET]),
        ("قصف من قوات النظام وروسيا على القرية", [PERPETRATOR, PERPETRATOR]),
        ("قصفتها مدفعية الجيش السوري", [PERPETRATOR]),
        ("هاجم مسلحون تابعون لتنظيم الدولة نقطة للجيش العراقي", [PERPETRATOR, TARGET]),
        ("وجه طيران الجيش العراقي ضربات إلى التنظيم", [PERPETRATOR, TARGET]),
        ("استهداف منزل أحد قادة قوات سوريا الديمقراطية", [TARGET]),
        ("بعد استهداف التنظيم لسفارة المدينة", [PERPETRATOR]),
        ("استهدفت مسيرتان تركيتان مواقع لقسد", [PERPETRATOR, TARGET]),
        ("قصف طيران تابع لقوات #النظام_السوري البلدة", [PERPETRATOR]),
        ("تعرض الجيش العراقي لهجوم من مسلحين", [TARGET, PERPETRATOR]),
        ("شن الجيش العراقي هجوما على مسلحين", [PERPETRATOR, TARGET]),
        ("قتل جنديان من الجيش العراقي في اشتباكات مع تنظيم داعش", [TARGET, PERPETRATOR]),
        ("دارت اشتباكات عنيفة مع تنظيم داعش", [TARGET]),
        ("قصف طيران التحالف الدولي مدرسة في منطقة يسيطر عليها الحوثيون", [PERPETRATOR, NONE]),
        ("قصف طيران التحالف الدولي معسكرا يسيطر عليه الحوثيون", [PERPETRATOR, TARGET]),
        ('غارات على مناطق سيطرة المعارضة و"هيئة تحرير الشام"', [NONE, NONE]),
        ('غارات على مواقع المعارضة و"هيئة تحرير الشام"', [TARGET, TARGET]),
        ("الجيش السوري قصف البلدة", [PERPETRATOR]),
        ("الجيش السوري تحت القصف", [NONE]),
        ("قتل أربعة جنود في قتال مع متمردين موالين لروسيا", [PERPETRATOR]),
        ("قصفت ميليشيات مدعومة من إيران القرية", [PERPETRATOR]),
        ("قصفت ميليشيات القرية ودخلتها من إيران", [PERPETRATOR]),
        ("شنت طائرات التحالف العربي الذي تقوده السعودية غارات على القرية", [PERPETRATOR]),
        ("انفجرت سيارة مفخخة يقودها انتحاري", [PERPETRATOR]),
        ("قصف الجيش العراقي القرية ردا على هجمات شنها تنظيم داعش", [PERPETRATOR, NONE]),
        ("ردا على هجمات تنظيم داعش قصف الجيش العراقي مواقعه", [NONE, PERPETRATOR]),
        ("هجوم على حاجز نفذه على الأرجح تنظيم داعش", [PERPETRATOR]),
        ("تمكنت الشرطة البلجيكية من تحديد هوية منفذي الهجوم", [NONE]),
        ("تمكنت الشرطة البلجيكية من قتل المهاجم", [PERPETRATOR, TARGET]),
        ("انفجر لغم أثناء قيام الجيش العراقي بعملية تمشيط", [NONE]),
        ("طعن مهاجم شرطيا", [PERPETRATOR, TARGET]),
        ("قتل شرطي في السوق", [TARGET]),
        ("قتل مسلحون شرطيين", [PERPETRATOR, TARGET]),
        ("قوة أمنية تابعة لقوات البيشمركة قتلت مسلحا", [PERPETRATOR, TARGET]),
        ("طائرات التحالف الدولي تنفذ غارات على تنظيم داعش", [PERPETRATOR, TARGET]),
        ("أعلن الجيش العراقي أنه قصف مواقع تنظيم داعش", [PERPETRATOR, TARGET]),
        ("أعلن الجيش العراقي أن قصفا استهدف مواقع تنظيم داعش", [Role.SPEAKER, TARGET]),
        ("استشهد أربعة آخرون في قصف الاحتلال منزلا", [PERPETRATOR]),
        ("قتل أربعة من الجيش العراقي", [TARGET]),
        ("تقاطع المعارضة الانتخابات بعد أن فجر الرئيس أزمة", [NONE]),
        (
            "تدور اشتباكات بين الجيش اليمني من جهة، والحوثيين من جهة أخرى",
            [Role.BOTH, Role.BOTH],
        ),
        ("أعلنت قوات سوريا الديمقراطية (قسد) أن لغما انفجر بسيارة", [Role.SPEAKER]),
        ("قصف دبابة للجيش العراقي", [TARGET]),
        ("وقعت مواجهات خلف مواقع المعارضة", [TARGET]),
        ("حين يرصد الجيش العراقي أهدافا لداعش نقصفها", [PERPETRATOR, NONE]),
        ("القوات اليمنية، بدعم جوي كبير منذ أيام، نجحت في استعادة المدينة", [PERPETRATOR]),
    ],
)
def test_the_role_follows_from_what_governs_the_party(phrase: str, expected: list[Role]) -> None:
    assert roles(phrase) == expected


def test_a_country_that_is_only_a_place_is_no_party() -> None:
    assert roles("انفجرت عبوة في العراق") == []


def test_armed_as_an_adjective_and_parts_of_names_are_no_parties() -> None:
    assert roles("قتل حارسا مسلحا") == []
    assert roles("قتل أبو طالب") == []


def test_persons_of_whom_no_more_is_said_do_nothing_unless_a_cue_says_so() -> None:
    assert roles("قصف المخيم نازحون") == [TARGET]
    assert roles("قتل التاجر على يد شاب في السوق") == [PERPETRATOR]


def test_what_a_statement_says_is_not_who_made_it() -> None:
    assert roles("قالت الوزارة في بيان إن الجيش العراقي قصف البلدة") == [PERPETRATOR]
    assert roles("انفجار في فندق وحركة الشباب الصومالية تعلن أنها نفذته") == [Role.SPEAKER]
    assert roles("انفجار في فندق والجيش الصومالي") != [Role.SPEAKER]


def test_whoever_stands_between_a_verb_of_saying_and_that_says_it() -> None:
    assert roles("قال مسؤول محلي ومصدران في الجيش العراقي إن قنبلة انفجرت") == [Role.SPEAKER]
    assert roles("قال مسؤول إن قنبلة استهدفت الجيش العراقي") == [TARGET]
