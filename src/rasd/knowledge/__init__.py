"""The language's words and the world's names, compiled from data files."""

from rasd.knowledge.forms import Trait
from rasd.knowledge.lexicon import Entry, Kind, Lexicon, Match, find_matches
from rasd.knowledge.load import (
    is_machine_code,
    knowledge_digest,
    llm_digest,
    load_knowledge,
    merge_digest,
    recipe_digest,
)
from rasd.knowledge.rows import (
    ANY_POLICE,
    NAMELESS,
    PATRON_KEY,
    ActorRow,
    ContextRow,
    Knowledge,
    OutletRow,
    TriggerRow,
)

__all__ = [
    "ANY_POLICE",
    "NAMELESS",
    "PATRON_KEY",
    "ActorRow",
    "ContextRow",
    "Entry",
    "Kind",
    "Knowledge",
    "Lexicon",
    "Match",
    "OutletRow",
    "Trait",
    "TriggerRow",
    "find_matches",
    "is_machine_code",
    "knowledge_digest",
    "llm_digest",
    "load_knowledge",
    "merge_digest",
    "recipe_digest",
]
