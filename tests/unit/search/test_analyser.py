"""Words that mean one thing have one lemma, whatever is written onto them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasd.search import ArabicAnalyser, arabic_analyser, lemmas
from rasd.search.analyser import Strips, strips


@pytest.fixture(scope="module")
def analyser() -> ArabicAnalyser:
    return arabic_analyser()


def lemma(analyser: ArabicAnalyser, word: str) -> str:
    [found] = analyser.words(word)
    return found.lemma


@pytest.mark.parametrize(
    "forms",
    [
        "مسلح المسلحين مسلحون وبالمسلحين",
        "حاجز حواجز الحاجز بالحواجز",
        "جندي الجنود وللجنود",
        "قتيل قتلى القتلى",
        "جريح جرحى",
        "قتل يقتلون قتلت وقتلوا",
        "أطلق اطلق فأطلقوا",
        "أصيب وأصيبوا",
        "انفجار إنفجار انفجارات والانفجارات انفجارين",
        "سيارة سياره سيارات سيارتين سيارتهم",
        "منزل منازل منازلهم",
        "مدني مدنيين المدنيون",
        "قوة القوات لقوات",
        "صاروخ صواريخ بصاروخين",
        "مسؤول مسئول المسؤولين",
        "مستشفى مستشفيات المستشفى",
        "دمشق ودمشق بدمشق",
        "الرقة بالرقة والرقه",
        "بعقوبة وبعقوبة",
    ],
)
def test_forms_of_a_word_share_their_lemma(analyser: ArabicAnalyser, forms: str) -> None:
    found = {form: lemma(analyser, form) for form in forms.split()}
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("بعقوبة", "عقوبة", id="a town that begins like a preposition"),
        pytest.param("مدني", "مدينة", id="one root, two words"),
        pytest.param("قصف", "وقف", id="two verbs"),
        pytest.param("هجوم", "نجوم", id="two nouns"),
        pytest.param("حاجز", "عاجز", id="two patterns"),
    ],
)
def test_other_words_do_not(analyser: ArabicAnalyser, one: str, other: str) -> None:
    assert lemma(analyser, one) != lemma(analyser, other)


@pytest.mark.parametrize("word", ["وبالمسلحين", "سيارتها", "ستهاجمهم", "في", "و", "انفجار", "3x5"])
def test_what_may_be_taken_off_a_word_is_what_it_begins_and_ends_with(word: str) -> None:
    pairs = strips()
    fitting = tuple(p for p in pairs if word.startswith(p[0]) and word.endswith(p[1]))
    assert fitting == Strips(pairs).of(word)


def test_words_hold_letters_and_digits_alone(analyser: ArabicAnalyser) -> None:
    text = "بلغ 12,500.5 عند ١٠:٣٠، Jean-Luc_2 «×÷» ـــ user@example.org/x"
    found = [*analyser.words(text)]
    assert [w.form for w in found][:7] == ["بلغ", "12500x5", "عند", "10x30", "jean", "luc", "2"]
    assert all(word.form.isalnum() and word.lemma.isalnum() for word in found)


def test_placed_words_are_the_words_with_their_place(analyser: ArabicAnalyser) -> None:
    text = "هاجم الـمُسلّحون القرية، وانسحبوا."
    placed = [*analyser.placed_words(text)]
    assert [(w.form, w.lemma) for w in placed] == [(w.form, w.lemma) for w in analyser.words(text)]
    assert [text[w.start : w.end] for w in placed] == ["هاجم", "الـمُسلّحون", "القرية", "وانسحبوا"]


def test_other_names_make_another_version(analyser: ArabicAnalyser) -> None:
    other = ArabicAnalyser(frozenset({"كلمه"}))
    assert analyser.version != other.version
    assert other.version == ArabicAnalyser(frozenset({"كلمه"})).version


def test_a_damaged_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = lemmas.load_lemmas()
    monkeypatch.setenv("RASD_CACHE", str(tmp_path))
    path = tmp_path / f"rasd/lemmas-{lemmas.lemmas_version()}.marshal"
    path.parent.mkdir()
    path.write_bytes(b"no cache")
    lemmas.load_lemmas.cache_clear()
    assert expected == lemmas.load_lemmas()
    assert path.stat().st_size > 1_000_000
