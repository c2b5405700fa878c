"""Which words stand around a mention, and what they say."""

from __future__ import annotations

from tests.builders import make_evidence, make_mention

from rasd.merge.context import words_around
from rasd.merge.rarity import bare_name, name_runs, rarest, rarity
from rasd.merge.wording import stems_of
from rasd.model import Mention

ITEM = "قصف على قرية رسم الزعفران"
OTHER = "اشتباكات في بلدة عين النخيل"
FILLER = "ويأتي ذلك بعد أيام من الهدوء الذي ساد المنطقة كلها منذ مطلع العام. " * 10


def told(quote: str, text: str) -> Mention:
    return make_mention("a", evidence=(make_evidence(quote, start=text.index(quote)),))


def test_a_short_text_tells_one_thing() -> None:
    text = f"عاجل\n{ITEM}\nالضحية زهير العنداني"
    assert "زهير" in words_around(told(ITEM, text), text)


def test_an_item_of_a_long_text_does_not_speak_for_the_next() -> None:
    text = f"{FILLER}\n{ITEM}\n{OTHER}\n{FILLER}"
    around = words_around(told(ITEM, text), text)
    assert stems_of("الزعفران")[0] in around
    assert stems_of("النخيل")[0] not in around


def test_without_the_text_the_quotes_speak() -> None:
    assert words_around(told(ITEM, ITEM), "") == stems_of(ITEM)


def test_a_hamlet_says_more_than_a_city_and_a_city_more_than_shelling() -> None:
    hamlet, city, shelling = (rarity(stems_of(word)[0]) for word in ("الزعفران", "حلب", "قصف"))
    assert hamlet > city > shelling


def test_common_words_are_left_out_of_names() -> None:
    assert bare_name(stems_of("محيط مدينة الزعفران")) == stems_of("الزعفران")
    assert bare_name(stems_of("ريف حلب")) == stems_of("ريف حلب")


def test_only_words_that_tell_something_are_kept() -> None:
    assert set(rarest(stems_of(ITEM), most=9)) == set(stems_of("الزعفران"))
    assert len(rarest(stems_of(FILLER + ITEM + OTHER), most=2)) == 2


def test_two_rare_neighbours_name_somebody() -> None:
    runs = name_runs(stems_of("مقتل زهير العنداني بقصف مدفعي"))
    assert runs == {stems_of("زهير العنداني")}
