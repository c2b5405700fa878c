"""Many documents to one dataset: copies found, mentions of one incident made one event."""

from rasd.merge.compare import Comparison, Feature
from rasd.merge.events import explain_merge, merge_mentions
from rasd.merge.lore import Lore, Outlet, load_lore, outlets_by_name
from rasd.merge.memory import ReuseMemory, pack_memory, unpack_memory
from rasd.merge.reuse import find_reuse
from rasd.merge.weights import Weights, load_weights

__all__ = [
    "Comparison",
    "Feature",
    "Lore",
    "Outlet",
    "ReuseMemory",
    "Weights",
    "explain_merge",
    "find_reuse",
    "load_lore",
    "load_weights",
    "merge_mentions",
    "outlets_by_name",
    "pack_memory",
    "unpack_memory",
]
