"""How Arabic is searched: folded, without clitics, and by what inflected forms share."""

from rasd.search.analyser import ArabicAnalyser, arabic_analyser

__all__ = ["ArabicAnalyser", "arabic_analyser"]
