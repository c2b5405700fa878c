"""The choice of an engine: what travels to workers, and the recipe that it stands for."""

from __future__ import annotations

import pickle

from rasd import __version__
from rasd.engines.choice import RULES, EngineChoice
from rasd.knowledge import recipe_digest
from rasd.pipeline import recipe


def test_a_choice_comes_back_from_another_process_as_it_was() -> None:
    assert pickle.loads(pickle.dumps(RULES)) == RULES == EngineChoice()


def test_the_recipe_of_rules_names_them_the_version_and_the_knowledge() -> None:
    assert f"rules/{__version__}/{recipe_digest()[:16]}" == recipe() == recipe(RULES)
