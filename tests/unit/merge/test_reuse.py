"""Copies are found passage by passage, with their direction."""

from __future__ import annotations

import gzip
import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import DAY, make_document
from tests.reuse_cases import ReuseCase, read_cases

from rasd.merge import find_reuse
from rasd.model import ReuseKind

# Invented: no such town, date or group exists.
REPORT = (
    "قالت شرطة مدينة تل وردة إن سيارة مفخخة انفجرت صباح الثلاثاء قرب سوق الخضار في حي البساتين "
    "ما أدى إلى مقتل أربعة أشخاص وإصابة تسعة آخرين بينهم بائعان كانا عند المدخل الشرقي للسوق"
)
REWORDED = (
    "وذكرت شرطة مدينة تل ورده ان سياره مفخخه انفجرت صباح الثلاثاء قرب سوق الخضار في حي البساتين "
    "مما أدى الى مقتل 4 أشخاص واصابة ٩ آخرين بينهم بائعان كانا عند المدخل الشرقي للسوق"
)
OTHER = (
    "أعلنت بلدية قصر الزيتون افتتاح مكتبة جديدة تضم آلاف الكتب وقاعة للأطفال وحديقة صغيرة "
    "وقال رئيس البلدية إن المشروع استغرق ثلاث سنوات وموله أهالي البلدة المقيمون في الخارج"
)


def test_the_later_document_copies_from_the_earlier() -> None:
    early = make_document("z", REPORT, published=DAY)
    late = make_document("a", OTHER + ". " + REPORT, published=DAY + timedelta(days=1))
    found = find_reuse([late, early])
    assert list(found) == ["a"]
    assert found["a"][0].of == "z"
    assert 0.4 < found["a"][0].share < 0.6


def test_documents_of_one_day_go_by_id() -> None:
    assert list(find_reuse([make_document("b", REPORT), make_document("a", REPORT)])) == ["b"]


def test_undated_documents_come_last() -> None:
    undated = make_document("a", REPORT, published=None)
    assert list(find_reuse([undated, make_document("b", REPORT)])) == ["a"]


def test_spans_cut_the_same_words_from_both_bodies() -> None:
    early = make_document("a", OTHER + "\n" + REPORT)
    late = make_document("b", REPORT)
    (reuse,) = find_reuse([early, late])["b"]
    (span,) = reuse.spans
    assert late.text[span.start : span.end] == early.text[span.of_start : span.of_end] == REPORT


def test_spelling_digits_and_clitics_do_not_hide_a_copy() -> None:
    (reuse,) = find_reuse([make_document("a", REPORT), make_document("b", REWORDED)])["b"]
    assert len(reuse.spans) == 1
    assert reuse.share > 0.9


def test_swapped_sentences_are_two_passages() -> None:
    early = make_document("a", REPORT + " . " + OTHER)
    late = make_document("b", OTHER + " . " + REPORT)
    (reuse,) = find_reuse([early, late])["b"]
    assert len(reuse.spans) == 2
    assert reuse.share > 0.95


def test_texts_on_different_matters_share_nothing() -> None:
    assert find_reuse([make_document("a", REPORT), make_document("b", OTHER)]) == {}


def test_a_copy_of_a_copy_names_the_first_before_the_second() -> None:
    documents = [
        make_document(name, body, published=DAY + timedelta(days=number))
        for number, (name, body) in enumerate(
            [("z", REPORT), ("m", REWORDED), ("a", REWORDED + " كما قيل")]
        )
    ]
    assert [reuse.of for reuse in find_reuse(documents)["a"]] == ["z", "m"]


def test_a_text_in_many_copies_leads_to_a_few_of_the_first() -> None:
    documents = [
        make_document(f"d{number:02}", f"{REPORT} {number}", published=DAY) for number in range(40)
    ]
    copies = find_reuse(documents)["d39"]
    assert copies[0].of == "d00"
    assert len(copies) == 5


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_hard_case_has_its_kind(case: ReuseCase) -> None:
    found = find_reuse([case.later, case.earlier])
    assert set(found) <= {case.later.id}
    copies = found.get(case.later.id, ())
    assert [case.kind] * bool(case.kind) == [copy.kind.value for copy in copies]
    assert case.passages <= sum(len(copy.spans) for copy in copies)


def test_a_statement_without_its_frame_is_quoted_however_long_the_rest() -> None:
    said = f"«{OTHER}»"
    early = make_document("a", f"{REPORT} وجاء في البيان: {said}")
    late = make_document("b", f"كتب المراسل ما سمع ثم أضاف {said}")
    (reuse,) = find_reuse([early, late])["b"]
    assert reuse.kind is ReuseKind.QUOTED
    assert reuse.share > 0.7


def test_a_signature_under_many_articles_is_no_copy() -> None:
    signature = (
        "إذا وجدت خطأ في هذا الخبر فأرسل تصحيحا إلى بريد التحرير وسنراجعه في أقرب وقت ممكن "
        "شكرا لثقتكم بشبكة الوردة المحلية"
    )
    bodies = [
        " ".join(f"كلمة{number}ذ{word}" for word in range(60)) + " " + signature
        for number in range(20)
    ]
    documents = [
        make_document(f"d{number:02}", body, published=date(2031, 1, 1) + timedelta(days=number))
        for number, body in enumerate(bodies)
    ]
    assert find_reuse(documents) == {}
    assert find_reuse(documents[:2]) != {}, "two documents alone cannot show that it is standing"


def test_a_report_under_many_outlets_is_a_copy_everywhere() -> None:
    documents = [
        make_document(f"d{number:02}", REPORT, published=DAY + timedelta(days=number))
        for number in range(20)
    ]
    assert sorted(find_reuse(documents)) == [f"d{number:02}" for number in range(1, 20)]


def test_empty_and_short_texts_share_nothing() -> None:
    texts = ["", " ", "كلمة", "كلمة واحدة", "كلمة واحدة"]
    assert find_reuse([make_document(str(n), text) for n, text in enumerate(texts)]) == {}


@pytest.mark.shared
def test_the_seed_pair_is_found_passage_by_passage(shared: Path) -> None:
    names = {"000_c5386c9fabf33893.txt": "2015-04-13", "003_87f47c875e021c99.txt": "2015-04-01"}
    copy, origin = (
        make_document(
            name,
            (shared / "seeds" / name).read_text("utf-8"),
            published=date.fromisoformat(day),
        )
        for name, day in names.items()
    )
    found = find_reuse([copy, origin])
    assert list(found) == [copy.id]
    (reuse,) = found[copy.id]
    assert reuse.of == origin.id
    assert 0.2 < reuse.share < 0.5
    assert len(reuse.spans) >= 5
    assert any(span.start <= 2409 and span.end >= 2501 for span in reuse.spans)
    assert min(span.start for span in reuse.spans) > 1300, "the embassy attacks are its own news"


@pytest.mark.shared
def test_near_duplicates_are_told_from_random_pairs(shared: Path) -> None:
    packed = (shared / "dev" / "near_duplicates.jsonl.gz").read_bytes()
    rows = [json.loads(line) for line in gzip.decompress(packed).splitlines()]
    documents = {
        row[side]["id"]: make_document(
            row[side]["id"],
            row[side]["text"],
            published=date.fromisoformat(row[side]["date"][:10]) if row[side]["date"] else None,
        )
        for row in rows
        for side in "ab"
    }
    pairs = {frozenset((row["a"]["id"], row["b"]["id"])) for row in rows}
    found = {
        frozenset((copy, reuse.of))
        for copy, copies in find_reuse(list(documents.values())).items()
        for reuse in copies
    }
    assert len(pairs & found) / len(pairs) >= 0.97
    chance = random.Random(5)
    others = {frozenset(chance.sample(sorted(documents), 2)) for _ in range(4 * len(pairs))}
    others = {pair for pair in others if not _related(pair, pairs)}
    false = sum(bool(find_reuse([documents[name] for name in sorted(pair)])) for pair in others)
    # As many random pairs as true ones.
    false_rate = false / len(others)
    assert 1 / (1 + false_rate) >= 0.97


def _related(pair: frozenset[str], pairs: set[frozenset[str]]) -> bool:
    """Whether a chain of known copies leads from one to the other."""
    reached, grown = set(), {min(pair)}
    while grown != reached:
        reached = set(grown)
        for each in pairs:
            if each & reached:
                grown |= each
    return max(pair) in reached
