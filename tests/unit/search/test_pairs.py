"""Words that a search for one another finds, and words that it must keep apart."""

from __future__ import annotations

import pytest

from rasd.knowledge.tables import read_rows
from rasd.search import ArabicAnalyser, arabic_analyser

MEET = """
قتل مقتل | قتل قتلى | قتل القتلى | قتلت مقتلهم | قتيل قتيلة | يقتلون قتلوا | قتل بمقتل
هجوم هجمات | هجوم الهجمات | هجوم هجمة | هجوم هاجموا | هجوما هجماتهم | هاجم مهاجمة | يهاجم ستهاجم
قرية قرى | قرية القرى | قرية قريتين | قرية بقراها | بلدة بلدات | بلدة البلدة | مدينة مدن
حي أحياء | جريح جرحى | جرح جريحا | جرح الجرحى | أصيب إصابة | إصابات مصابين | أصاب أصيبوا
شهيد شهداء | استشهد شهيدا | اغتيال اغتيل | اغتيل اغتال | إعدام أعدموا | ذبح مذبحة | توفي وفاته
تفجير تفجيرات | تفجير التفجيرين | انفجر انفجار | انفجارا انفجارات | اشتباك اشتبكت
اشتباكات واشتبك | استهدف استهداف | استهدفت تستهدف | اقتحام اقتحموا | مداهمة داهمت | قصف قصفت
قصف يقصف | خطف اختطاف | خطف مخطوفين | اختطفوا مختطفين | اعتقل اعتقالات | اعتقال معتقلين
احتجز محتجزين | أسير أسرى | أفرج الإفراج | نزوح نازحين | تظاهرة مظاهرات | تظاهر متظاهرين
احتجاج احتجوا | انسحب انسحاب | سيطر سيطرة | سيطرت للسيطرة | استولى استولت | استيلاء استولوا
هدد تهديدات | نفذ نفذت | نفى ينفي | أطلق يطلقون | حاصر حصار | تبنى تبنت | أوقف توقيف
أرسل أرسلت | شخص أشخاص | ساكن سكان | امرأة نساء | طفل أطفال | طفل طفلة | عنصر عناصر
مقاتل مقاتلو | مسلح مسلحوها | حوثي الحوثيين | قيادي قياديين | قائد قادة | شقيق أشقاء
ناشط ناشطين | ضحية ضحايا | ضابط ضباط | لغم ألغام | صاروخ صواريخ | قذيفة قذائف | قنبلة قنابل
مدفع مدافع | سلاح أسلحة | رصاص رصاصة | منزل منازل | بيت بيوت | جسر جسور | نفق أنفاق | ثكنة ثكنات
دورية دوريات | رتل أرتال | خلية خلايا | مجزرة مجازر | كمين كمائن | معركة معارك | غارة غاراتها
مواجهة مواجهات | هدف أهداف | محافظة محافظات | فصيل فصائل | كتيبة كتائب | ميليشيا المليشيات
طريق طرق | هدنة هدن | اتفاق اتفاقية
دمر تدمير | حررت تحرير | اتهم اتهامات | أدانت إدانة | أعلن إعلان | وقفة وقفات | تلة تلال
وادي وديان | جزيرة جزر | نار نيران | النار ناري | الأمن أمنية | ريف أرياف | تونس بتونس
"""

APART = """
بعقوبة عقوبة | عمل عامل | عمل عملية | عملية عميل | عمل معمل | قتل قاتل | قتل مقاتل | قتل قتال
قتال قتيل | مقتل مقاتلين | هجوم هجرة | هجوم نجوم | هجمات مهاجم | قرية قارة | قرية قريب
قرية قرار | بلدة بلد | فجر تفجير | فجر انفجار | شهيد شاهد | شهداء شهادة | شهد استشهد | أسير أسرة
أسرى أسر | أسرى سري | محافظ محافظة | محافظات حافظ | مدني مدينة | مدن مدنيين | دين مدينة
سكان سكين | سكان مساكن | سلاح صلح | مسلح مصلح | مسلح سلم | حاجز حجز | حاجز عاجز | حجز احتجز
قائد قاعدة | قوات قوت | قوة ألقى | تقدم أقدم | يبلغ أبلغ | يقدم أقدم | طال طالما | رصاص رصد
غارة غار | غارة غاز | منزل نزل | نزح نازي | معتقل عقل | حصار حصاد | حصار صحراء | نفق نفقة
اتفاق نفاق | خلية خلاف | أهداف هدم | لغم غنم | شقة شقيق | جسر خسر | حي حياة | مظاهرة ظاهرة
مظاهرات مظهر | تظاهر ظهر | سيطرة سطر | انتحاري نحر | مواجهة جهة | اشتباك شبكة | مشتبه اشتباك
توقيف وقف | عبوة عبودية | قصف وقف | بيت بيان | الناس إناث | سفر فر | وفر فر | برمته رمى
البروتين روى | دعوى ادعى
الجزائر جزيرة | الجزائر جزر | الفرات فرار | الفرات فر | تعز يعز | تونس يونس | صعدة صعد
عفرين عفر | البحرين بحر | درعا درع | اليمني أيمن | يمني أمني | غربي أغرب | الأمن أما
الأمن أيمن | ريف رأفة | إيران أير | أنقرة نقير | يوسف أسف | وقفة وقف | أدان دين | وأدت وادي
"""

OF_ANOTHER_NOUN = {"قائد قياديون", "قائد قياديين"}


def pairs(text: str) -> list[tuple[str, str]]:
    found = [tuple(pair.split()) for line in text.split("\n") for pair in line.split("|")]
    return [(pair[0], pair[1]) for pair in found if pair]


@pytest.fixture(scope="module")
def analyser() -> ArabicAnalyser:
    return arabic_analyser()


def lemma(analyser: ArabicAnalyser, word: str) -> str:
    [found] = analyser.words(word)
    return found.lemma


@pytest.mark.parametrize(("one", "other"), pairs(MEET))
def test_one_finds_the_other(analyser: ArabicAnalyser, one: str, other: str) -> None:
    assert lemma(analyser, one) == lemma(analyser, other)


@pytest.mark.parametrize(("one", "other"), pairs(APART))
def test_one_does_not_find_the_other(analyser: ArabicAnalyser, one: str, other: str) -> None:
    assert lemma(analyser, one) != lemma(analyser, other)


def test_what_a_list_of_nouns_gives_as_plurals_is_found_by_the_singular(
    analyser: ArabicAnalyser,
) -> None:
    rows = [row for row in read_rows("ar/people.tsv") if " " not in row["singular"]]
    given = [(row["singular"], plural) for row in rows for plural in row.many("plurals")]
    apart = {
        f"{singular} {plural}"
        for singular, plural in given
        if singular and " " not in plural and lemma(analyser, singular) != lemma(analyser, plural)
    }
    assert len(given) > 100
    assert apart == OF_ANOTHER_NOUN
