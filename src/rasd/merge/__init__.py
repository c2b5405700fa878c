"""Many documents to one dataset: copies found, mentions of one incident made one event."""

from rasd.merge.beside import candidates_of, partners_of, surroundings_of
from rasd.merge.compare import Comparison, Feature
from rasd.merge.events import corpus_of, explain_merge, merge_bonded, merge_mentions
from rasd.merge.incremental import (
    Keep,
    Load,
    Merged,
    Report,
    Unit,
    merge_reports,
)
from rasd.merge.library import Head, Library, head_of
from rasd.merge.lore import Lore, Outlet, load_lore, outlets_by_name
from rasd.merge.made import Made, made, unpack_event, unpacked
from rasd.merge.memory import ReuseMemory, pack_memory, unpack_memory
from rasd.merge.packed import EventDigests, Left, MergeMemory, is_of_merge, pack_merge_memory
from rasd.merge.reuse import find_reuse
from rasd.merge.shares import Hands, Share, TextShare
from rasd.merge.weights import Weights, load_weights

__all__ = [
    "Comparison",
    "EventDigests",
    "Feature",
    "Hands",
    "Head",
    "Keep",
    "Left",
    "Library",
    "Load",
    "Lore",
    "Made",
    "MergeMemory",
    "Merged",
    "Outlet",
    "Report",
    "ReuseMemory",
    "Share",
    "TextShare",
    "Unit",
    "Weights",
    "candidates_of",
    "corpus_of",
    "explain_merge",
    "find_reuse",
    "head_of",
    "is_of_merge",
    "load_lore",
    "load_weights",
    "made",
    "merge_bonded",
    "merge_mentions",
    "merge_reports",
    "outlets_by_name",
    "pack_memory",
    "pack_merge_memory",
    "partners_of",
    "surroundings_of",
    "unpack_event",
    "unpack_memory",
    "unpacked",
]
