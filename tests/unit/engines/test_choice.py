"""The choice of an engine: what travels to workers, and the recipe that it stands for."""

from __future__ import annotations

import pickle
from importlib.resources.abc import Traversable

import pytest

from rasd import __version__
from rasd.engines.choice import RULES, EngineChoice, EngineName, Model
from rasd.knowledge import llm_digest, load, recipe_digest
from rasd.model import SettingsError
from rasd.pipeline import recipe


def test_a_choice_comes_back_from_another_process_as_it_was() -> None:
    assert pickle.loads(pickle.dumps(RULES)) == RULES == EngineChoice()


def test_the_recipe_of_rules_names_them_the_version_and_the_knowledge() -> None:
    assert f"rules/{__version__}/{recipe_digest()[:16]}" == recipe() == recipe(RULES)


@pytest.mark.parametrize("changed", ["engines/choice.py", "engines/llm/proved.py"])
def test_what_belongs_to_other_engines_is_no_part_of_the_recipe_of_rules(
    changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules, others = recipe_digest.__wrapped__(), llm_digest.__wrapped__()
    walk = load._walk

    def walked(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
        return [each for each in walk(folder, path) if each[0] != changed]

    monkeypatch.setattr(load, "_walk", walked)
    assert recipe_digest.__wrapped__() == rules
    assert llm_digest.__wrapped__() != others


def test_an_engine_that_asks_needs_a_model_and_rules_take_none() -> None:
    with pytest.raises(SettingsError, match="--llm-model"):
        EngineChoice(name=EngineName.LLM)
    with pytest.raises(SettingsError, match="asks no language model"):
        EngineChoice(model=Model(name="m"))
