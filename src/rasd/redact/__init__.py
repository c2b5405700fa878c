"""Records made fit to be published: names hidden, quotes cut, recent places coarse."""

from rasd.redact.lists import load_words
from rasd.redact.log import Removals, Removed, Rule, removed_text
from rasd.redact.records import Redactor

__all__ = ["Redactor", "Removals", "Removed", "Rule", "load_words", "removed_text"]
