"""Documents are compared with the first few earlier ones that share their wording."""

from __future__ import annotations

from rasd.merge.fingerprint import RUN, WINDOW, Fingerprint, fingerprint
from rasd.merge.origins import Origins
from rasd.merge.words import Words

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def text(start: int, length: int) -> str:
    return " ".join(
        LETTERS[n % 23] * 2 + LETTERS[n // 23 % 23] * 2 + LETTERS[n // 529 % 23]
        for n in range(start, start + length)
    )


def print_of(body: str) -> Fingerprint:
    return fingerprint(Words(body).stems)


def origins(*bodies: str, days: int = 1) -> Origins:
    prints = [print_of(body) for body in bodies]
    return Origins(prints, [str(number % days) for number in range(len(bodies))])


def test_equal_words_in_a_row_leave_a_run_in_common() -> None:
    enough = RUN + WINDOW - 1
    for start in range(20):
        one = print_of(text(start, 30) + " " + text(300, enough) + " " + text(start + 60, 30))
        other = print_of(text(400, start) + " " + text(300, enough) + " " + text(450, 20))
        assert set(one.runs) & set(other.runs)


def test_a_fingerprint_knows_where_its_runs_stand() -> None:
    body = text(0, 40)
    found = print_of(body)
    for run, at in zip(found.runs, found.at, strict=True):
        assert run in print_of(" ".join(body.split()[at : at + RUN])).runs


def test_texts_of_fewer_words_than_a_run_have_none() -> None:
    assert list(print_of(text(0, RUN - 1)).runs) == []
    assert origins(text(0, 3), text(0, 3)).of(1) == []


def test_later_documents_are_no_origins() -> None:
    found = origins(text(0, 40), text(0, 40), text(0, 40))
    assert [found.of(position) for position in range(3)] == [[], [0], [0, 1]]


def test_the_one_that_shares_most_comes_first() -> None:
    found = origins(text(0, 25), text(0, 60), text(100, 60), text(0, 60) + text(200, 20))
    assert found.of(3) == [1, 0]


def test_wording_of_many_days_is_standing_unless_the_documents_are_alike() -> None:
    alike = origins(*[text(0, 60)] * 12, days=12)
    differing = origins(*[text(100 * n, 60) + " " + text(9000, 12) for n in range(12)], days=12)
    assert alike.of(11)
    assert differing.of(11) == []


def test_an_empty_corpus_has_no_origins() -> None:
    assert origins("", "").of(1) == []
