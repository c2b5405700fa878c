"""An anchor finds its report again by id, by its words' place, or by its words."""

from __future__ import annotations

from tests.builders import make_document, make_evidence, make_mention

from rasd.model import Anchor, Document, Mention, SubEventType, anchor_of, find_mention, replace

FIRST = "انفجرت عبوة قرب السوق"
SECOND = "وقصفت الطائرات القرية"
TEXT = f"{FIRST}. {SECOND}."
DOCUMENT = make_document("a", TEXT)


def telling(quote: str, *, text: str = TEXT, number: int = 0, **overrides: object) -> Mention:
    """A mention that the first occurrence of the words tells of."""
    evidence = (make_evidence(quote, start=text.index(quote)),)
    return make_mention("a", number, evidence=evidence, **overrides)


def anchor(mention: Mention, document: Document = DOCUMENT) -> Anchor:
    return anchor_of(mention, document)


def test_the_same_id_is_the_same_report_whatever_else_changed() -> None:
    mention = telling(FIRST)
    now = replace(telling(SECOND), id=mention.id)
    assert find_mention(anchor(mention), DOCUMENT, [telling(FIRST, number=9), now]) == now


def test_another_id_at_the_same_words_is_the_same_report() -> None:
    now = [telling(SECOND, number=7), telling(FIRST, number=8)]
    assert find_mention(anchor(telling(FIRST)), DOCUMENT, now) == now[1]


def test_the_report_that_shares_most_words_is_meant() -> None:
    narrow, wide = telling(FIRST[:12], number=7), telling(FIRST[:20], number=8)
    assert find_mention(anchor(telling(FIRST)), DOCUMENT, [narrow, wide]) == wide


def test_a_report_of_the_same_kind_goes_before_one_that_shares_more() -> None:
    other = telling(FIRST, number=7, sub_event_type=SubEventType.ARREST)
    same = telling(FIRST[:12], number=8)
    assert find_mention(anchor(telling(FIRST)), DOCUMENT, [other, same]) == same
    assert find_mention(anchor(telling(FIRST)), DOCUMENT, [other]) == other


def test_words_that_moved_are_found_where_they_stand_now() -> None:
    text = f"عاجل: {SECOND}. ثم {FIRST}."
    now = [telling(SECOND, text=text, number=7), telling(FIRST, text=text, number=8)]
    found = find_mention(anchor(telling(FIRST)), make_document("a", text), now)
    assert found == now[1]


def test_of_words_that_now_stand_twice_the_nearest_are_meant() -> None:
    text = f"{TEXT} {'وقال شهود ' * 9}{FIRST}"
    near, far = telling(FIRST, text=text, number=7), make_mention("a", 8)
    far = replace(far, evidence=(make_evidence(FIRST, start=text.rindex(FIRST)),))
    assert find_mention(anchor(telling(FIRST)), make_document("a", text), [far, near]) == near


def test_a_passage_in_which_a_word_was_changed_is_the_same_one() -> None:
    mended = FIRST.replace("عبوة", "سيارة")
    text = f"{SECOND}. {mended}."
    now = [telling(SECOND, text=text, number=7), telling(mended, text=text, number=8)]
    assert find_mention(anchor(telling(FIRST)), make_document("a", text), now) == now[1]


def test_of_changed_passages_one_of_the_same_kind_goes_first() -> None:
    near, same = FIRST.replace("عبوة", "سيارة"), FIRST.replace("قرب السوق", "قرب المدرسة")
    text = f"{near}. {same}."
    other = telling(near, text=text, number=7, sub_event_type=SubEventType.ARREST)
    now = [other, telling(same, text=text, number=8)]
    assert find_mention(anchor(telling(FIRST)), make_document("a", text), now) == now[1]
    assert find_mention(anchor(telling(FIRST)), make_document("a", text), now[:1]) == other


def test_words_that_stand_and_tell_nothing_any_more_are_no_other_reports() -> None:
    alike = FIRST.replace("السوق", "الجسر")
    document = make_document("a", f"{TEXT} {alike}")
    now = [telling(alike, text=document.text, number=7)]
    assert find_mention(anchor(telling(FIRST), document), document, now) is None


def test_words_that_are_gone_are_not_found() -> None:
    now = [telling(SECOND, text=SECOND, number=7)]
    assert find_mention(anchor(telling(FIRST)), make_document("a", SECOND), now) is None
    assert find_mention(anchor(telling(FIRST)), None, []) is None


def test_words_of_a_title_are_not_those_of_the_body() -> None:
    titled = replace(DOCUMENT, title=FIRST)
    headline = replace(make_evidence(FIRST), part="title")
    mention = make_mention("a", evidence=(headline,))
    body, title = telling(FIRST, number=7), make_mention("a", 8, evidence=(headline,))
    assert find_mention(anchor(mention, titled), titled, [body]) is None
    assert find_mention(anchor(mention, titled), titled, [body, title]) == title
