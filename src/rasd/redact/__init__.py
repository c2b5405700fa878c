"""Records made fit to be published: names hidden, quotes cut, recent places coarse."""

from rasd.redact.log import Removals, Removed, Rule, removed_text
from rasd.redact.records import Redactor
from rasd.redact.words import load_words

__all__ = ["Redactor", "Removals", "Removed", "Rule", "load_words", "removed_text"]
