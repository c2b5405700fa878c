"""Documents are found by folded and inflected words, the same in every database."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from sqlalchemy import text
from tests.builders import make_document

from rasd.model import CodedDocument, Document, Found, SettingsError, replace
from rasd.search import ArabicAnalyser
from rasd.store import Store, open_store
from rasd.store.rows import PART

Open = Callable[[], Store]
TEXTS = {
    "attack": "هاجم مسلحون حاجزاً للجيش المتخيل شرق القرية، وقُتل جنديان.",
    "blast": "انفجرت عبوة ناسفة على الطريق. وأعلن المسلحون مسؤوليتهم عن الانفجار قرب الحواجز.",
    "market": "انفجاراتٌ عدة هزّت السوق، ولا ضحايا. الناسفة كانت عبوة صغيرة.",
    "weather": "أمطار غزيرة على المدينة اليوم.",
}


@pytest.fixture(scope="session")
def analyser() -> ArabicAnalyser:
    return ArabicAnalyser(names=frozenset({"بعقوبه"}))


@pytest.fixture
def open_again(place: str) -> Open:
    return lambda: open_store(place)


def coded(*documents: Document) -> list[CodedDocument]:
    return [CodedDocument(document=each, mentions=(), figures=()) for each in documents]


def corpus() -> list[CodedDocument]:
    return coded(*(make_document(name, body) for name, body in TEXTS.items()))


def ids(found: object) -> list[str]:
    return [each.doc_id for each in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("مسلح", ["attack", "blast"], id="a plural by its singular"),
        pytest.param("المسلحين", ["attack", "blast"], id="an oblique plural"),
        pytest.param("حاجز", ["attack", "blast"], id="a broken plural"),
        pytest.param("انفجار", ["blast", "market"], id="with article and plural"),
        pytest.param("إنفجار", ["blast", "market"], id="hamza does not matter"),
        pytest.param("اِنْفِجَار", ["blast", "market"], id="vowels do not matter"),
        pytest.param("مدينه", ["weather"], id="ta marbuta does not matter"),
        pytest.param("قتل", ["attack"], id="a verb with a conjunction"),
        pytest.param("مقتل", ["attack"], id="a verb by its noun"),
        pytest.param("هجمات", ["attack"], id="a verb by the plural of its noun"),
        pytest.param("قرى", ["attack"], id="a singular by its broken plural"),
        pytest.param("قاتل", [], id="who does it is another word"),
        pytest.param("مسلح انفجار", ["blast"], id="all words are wanted"),
        pytest.param("عبوة ناسفة", ["blast", "market"], id="words anywhere"),
        pytest.param('"عبوة ناسفة"', ["blast"], id="words in a row"),
        pytest.param("«العبوات الناسفة»", ["blast"], id="words in a row in other forms"),
        pytest.param('"عبوة ناسفة" مسلح', ["blast"], id="a phrase and a word"),
        pytest.param("دبابة", [], id="a word that no text has"),
    ],
)
def test_documents_are_found_by_what_their_words_share(
    open_again: Open, analyser: ArabicAnalyser, query: str, expected: list[str]
) -> None:
    with open_again() as store:
        store.write_coded(corpus(), "r", analyser=analyser)
        assert expected == sorted(ids(store.search(query, analyser)))


@pytest.mark.parametrize("query", ["", " ،!", '""'])
def test_a_query_without_a_word_is_refused(
    open_again: Open, analyser: ArabicAnalyser, query: str
) -> None:
    with open_again() as store, pytest.raises(SettingsError, match="no word to search for"):
        list(store.search(query, analyser))


@pytest.mark.parametrize(
    "query", ["NEAR(a b)", "a* OR b", "x:y", "a & !b | (c)", "12,500.5 10:30", "é×÷ß", "l'été'"]
)
def test_no_sign_in_a_query_means_anything(
    open_again: Open, analyser: ArabicAnalyser, query: str
) -> None:
    with open_again() as store:
        store.write_coded(coded(make_document("a", f"قال {query} أمس")), "r", analyser=analyser)
        assert ids(store.search(query, analyser)) == ["a"]


def test_the_better_match_comes_first_with_the_same_score_in_every_database(
    open_again: Open, analyser: ArabicAnalyser
) -> None:
    bodies = {
        "once": "قصف على القرية " + "كلمة " * 20,
        "often": "قصف وقصف ثم قصف " + "كلمة " * 20,
        "other": "القصف " + "كلمة " * 22,
        "none": "كلمة " * 20,
    }
    documents = [make_document(name, body) for name, body in bodies.items()]
    with open_again() as store:
        store.write_coded(coded(*documents), "r", analyser=analyser)
        found = list(store.search("قصف", analyser))
    assert ids(found) == ["often", "once", "other"]
    lengths = {name: len(body.split()) for name, body in bodies.items()}
    average = sum(lengths.values()) / len(lengths)
    rarity = math.log(1 + (4 - 3 + 0.5) / (3 + 0.5))
    for each, times, typed in zip(found, (3, 1, 1), (2, 1, 0), strict=True):
        room = 1.2 * (0.25 + 0.75 * lengths[each.doc_id] / average)
        expected = rarity * (times * 2.2 / (times + room) + 0.5 * typed / (typed + 1))
        assert pytest.approx(expected) == each.score


def test_found_documents_come_in_pages(open_again: Open, analyser: ArabicAnalyser) -> None:
    names = [f"d{number:02}" for number in range(12)]
    with open_again() as store:
        store.write_coded(
            coded(*(make_document(name, "قصف") for name in names)), "r", analyser=analyser
        )
        pages = [ids(store.search("قصف", analyser, limit=5, offset=at)) for at in (0, 5, 10)]
    assert [names[:5], names[5:10], names[10:]] == pages


def test_hits_are_offsets_into_the_text_as_it_was_given(
    open_again: Open, analyser: ArabicAnalyser
) -> None:
    body = "كلمة " * 100 + "ثم هاجم الـمُسلّحون القرية، وانسحب المسلحون." + " كلمة" * 100
    with open_again() as store:
        store.write_coded(coded(make_document("a", body)), "r", analyser=analyser)
        [found] = store.search("مسلح", analyser)
    assert found.part is None
    assert [body[start:end] for start, end in found.hits] == ["الـمُسلّحون", "المسلحون"]
    assert body[found.start : found.start + len(found.snippet)] == found.snippet
    assert "هاجم" in found.snippet
    assert len(found.snippet) < 300


def test_a_title_is_searched_and_shown(open_again: Open, analyser: ArabicAnalyser) -> None:
    document = replace(make_document("a", "نص قصير"), title="هجوم على القرية")
    with open_again() as store:
        store.write_coded(coded(document), "r", analyser=analyser)
        [found] = store.search("هجوم", analyser)
    assert (found.part, found.snippet, found.hits) == ("title", "هجوم على القرية", ((0, 4),))
    assert (found.title, found.published) == (document.title, document.published)


def test_a_changed_text_is_found_by_its_new_words_alone(
    open_again: Open, analyser: ArabicAnalyser
) -> None:
    with open_again() as store:
        store.write_coded(corpus(), "r", analyser=analyser)
        store.write_coded(coded(make_document("weather", "قصف")), "r", analyser=analyser)
        assert ids(store.search("أمطار", analyser)) == []
        assert ids(store.search("قصف", analyser)) == ["weather"]


def test_what_was_written_without_an_analyser_is_indexed_by_the_first_search(
    open_again: Open, analyser: ArabicAnalyser
) -> None:
    many = [make_document(f"d{number:03}", "قصف") for number in range(450)]
    with open_again() as store:
        store.write_coded(coded(*many), "r")
        assert len(list(store.search("قصف", analyser, limit=1000))) == 450
        store.write_coded(coded(make_document("d000", "مطر")), "r")
        assert len(list(store.search("قصف", analyser, limit=1000))) == 449


def test_another_analyser_has_all_indexed_anew(open_again: Open, analyser: ArabicAnalyser) -> None:
    with open_again() as store:
        store.write_coded(coded(make_document("a", "السيارات")), "r", analyser=analyser)
        assert ids(store.search("سيارة", analyser)) == ["a"]
        other = ArabicAnalyser(names=frozenset({"السيارات"}))
        assert other.version != analyser.version
        assert ids(store.search("سيارة", other)) in ([], ["a"])
        analysis = store._connection.execute(text("SELECT analysis FROM search_state"))  # type: ignore[attr-defined]
        assert [other.version] == list(analysis.scalars())


def test_a_document_of_many_pages_is_found_by_its_first_and_its_last_words(
    open_again: Open, analyser: ArabicAnalyser
) -> None:
    filler = "كلمة " * (PART - 22)
    body = f"قصف {filler}عبوة ناسفة {filler}انفجار"
    with open_again() as store:
        store.write_coded(coded(make_document("a", body)), "r", analyser=analyser)
        for query in ("قصف انفجار", '"عبوة ناسفة" قصف', '"ناسفة كلمة"'):
            [found] = store.search(query, analyser)
            assert all(body[start:end] for start, end in found.hits)


def test_writing_the_same_again_leaves_the_index_as_it_was(
    open_again: Open, analyser: ArabicAnalyser
) -> None:
    def content(store: Store) -> list[object]:
        found = store._connection.execute(text("SELECT * FROM search_part ORDER BY id"))  # type: ignore[attr-defined]
        return [tuple(row) for row in found]

    with open_again() as store:
        store.write_coded(corpus(), "r", analyser=analyser)
        before = content(store)
        store.write_coded(corpus(), "r", analyser=analyser)
        store.write_coded(corpus(), "r")
        assert before == content(store)
        assert len(before) == 4


def test_found_says_where_a_document_comes_from(open_again: Open, analyser: ArabicAnalyser) -> None:
    document = replace(make_document("a", "قصف"), outlet="وكالة الخيال")
    with open_again() as store:
        store.write_coded(coded(document), "r", analyser=analyser)
        [found] = store.search("قصف", analyser)
    assert isinstance(found, Found)
    assert (found.doc_id, found.outlet) == ("a", "وكالة الخيال")
