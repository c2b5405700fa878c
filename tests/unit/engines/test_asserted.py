"""What the model of asserted events believes of short fictional sentences."""

from __future__ import annotations

import pytest

from rasd.engines.asserted import Belief, Model, weigh
from rasd.engines.post import is_post
from rasd.engines.rules import Candidate, is_kept, read
from rasd.engines.signs import signs_of
from rasd.knowledge import load_knowledge
from rasd.model import Document, sha256_text


def candidate(text: str) -> Candidate:
    """The first incident that the rules read in a text without a date."""
    document = Document(id="t", text=text, sha256=sha256_text(text))
    found = read(document, load_knowledge()).candidates
    return next(c for c in found if c.belief is not None)


def believed(text: str) -> Belief:
    """What the model holds of that incident."""
    belief = candidate(text).belief
    assert belief is not None
    return belief


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (
            "قتل خمسة أشخاص وأصيب عشرة في انفجار سيارة مفخخة في مدينة بعقوبة",
            "هذا الانفجار الذي تحدث عنه التقرير لا يغير السياسة في مدينة بعقوبة",
        ),
        (
            "خطف مسلحون ثلاثة مهندسين في مدينة سبها أمس",
            "تناول التقرير تفاصيل اختطافه الذي يجب أن تحقق فيه اللجنة في مدينة سبها",
        ),
        (
            "خرج المئات في مظاهرة وسط مدينة البصرة للمطالبة بالكهرباء",
            "تناول التقرير كل مظاهرة شارك فيها طلاب مدينة البصرة للمطالبة بالكهرباء",
        ),
    ],
)
def test_a_told_event_is_believed_more_than_a_named_one(told: str, named: str) -> None:
    assert believed(told).holds
    assert believed(named).probability < believed(told).probability


def test_the_parts_of_a_belief_add_up_to_it() -> None:
    belief = weigh(
        Model(
            bias=-1.0,
            threshold=0.6,
            threshold_sure=0.3,
            threshold_post=0.5,
            weights={"toll": 1.5, "weapon": 0.25},
        ),
        {"toll": 1.0, "weapon": 2.0, "unknown": 1.0},
    )
    assert belief.parts == (("toll", 1.5), ("weapon", 0.5))
    assert belief.probability == 0.731
    assert belief.holds


def test_what_is_told_by_several_sentences_needs_less() -> None:
    model = Model(bias=-0.5, threshold=0.6, threshold_sure=0.3, threshold_post=0.5, weights={})
    assert not weigh(model, {}).holds
    assert weigh(model, {}, sure=True).holds


def test_signs_name_how_the_event_is_told() -> None:
    text = "قال مصدر أمني إن جنديين قتلا وأصيب ثلاثة في هجوم بسيارة مفخخة في مدينة بعقوبة"
    signs = signs_of(candidate(text).group[0])
    told = {"harm_verb", "named_as_cause", "kill_and_wound", "toll", "own_place", "weapon"}
    assert told <= set(signs)
    assert not {"only_nouns", "relative_verb", "question"} & set(signs)


def test_signs_name_what_speaks_against_it() -> None:
    text = "هل تعرف اللجنة تفاصيل الهجوم بالصواريخ الذي استهدف السفارة في بيروت؟"
    signs = signs_of(candidate(text).group[0])
    assert {"question", "comment_before", "inquiry_before"} <= set(signs)
    assert "harm_verb" not in signs


POST = "قتلى وجرحى مدنيون بغارات جوية لقوات النظام على حي الملعب في مدينة حماة"


def test_a_post_needs_less_than_a_sentence_of_an_article() -> None:
    sentence, post = believed(POST), believed(f"#عاجل | {POST} #سوريا")
    assert post.threshold < sentence.threshold
    assert post.holds


def test_a_post_that_only_names_an_attack_is_believed_no_more_than_an_article() -> None:
    named = "تناول التقرير تفاصيل اختطافه الذي يجب أن تحقق فيه اللجنة في مدينة سبها"
    assert not believed(f"#ملف | {named}").holds


@pytest.mark.parametrize(
    ("expected", "title", "text"),
    [
        (True, None, "#عاجل قصف على حماة"),
        (True, None, "🔴 قصف على حماة"),
        (True, None, "قـ.ـصف على حماة"),
        (True, None, "قصف على حماة 00:14"),
        (False, None, "قصف على حماة"),
        (False, None, "قصف على حماة في الساعة 10:00"),
        (False, "قصف على حماة", "#عاجل قصف على حماة"),
        (False, None, "#عاجل " + "كلمة " * 120),
    ],
    ids=["tag", "picture", "parted word", "video", "no mark", "hour", "title", "long"],
)
def test_a_post_is_short_untitled_and_marked(expected: bool, title: str | None, text: str) -> None:
    assert is_post(title, text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "#عاجل جرحى مدنيون جراء القصف الهستيري لقوات النظام على مدينة حماة #سوريا",
        "غارات جوية روسية على محيط مدينة سراقب 🔴",
        "#حماة إصابات برمايات مدفعية لقوات النظام على حي الملعب في مدينة حماة",
        "جوية على مدينة سراقب 00:14",
        "الجيش الإسرائيلي يقـ.ـتل مدنيا في مدينة درعا",
        "عدوان ميليشيات النظام على مدينة حماة #سوريا",
        "#عاجلمقتل طفلين بقصف لقوات النظام على مدينة حماة #سوريا",
    ],
    ids=[
        "definite cause",
        "plural strike",
        "plural cause",
        "cut",
        "present",
        "attack",
        "glued tag",
    ],
)
def test_a_post_tells_its_event_without_a_verb_in_the_past(text: str) -> None:
    assert is_kept(candidate(text))


@pytest.mark.parametrize(
    "text",
    [
        "#عاجل الوزير: لسنا نحن من يقصف المدنيين في #اليمن",
        "#تحليل أسباب الهجوم الأخير على مدينة حماة وآثاره السياسية",
        "النظام السوري يقـ.ـتل المدنيين كل يوم في مدينة حماة",
    ],
    ids=["politics", "comment", "habit"],
)
def test_a_post_about_violence_in_general_tells_no_event(text: str) -> None:
    document = Document(id="t", text=text, sha256=sha256_text(text))
    assert not any(is_kept(c) for c in read(document, load_knowledge()).candidates)


def test_a_cut_word_is_one_only_where_it_opens_the_text() -> None:
    cut = candidate("مدفعي على مدينة سراقب 00:14").group[0].frame.triggers
    whole = candidate("#عاجل رد مدفعي على مدينة سراقب وقصف على حماة").group[0].frame.triggers
    assert any(t.row.opens for t in cut)
    assert not any(t.row.opens for t in whole)
