"""Our events beside an ACLED, GED or GTD file: which are one, how far they agree, who lacks."""

from rasd.evaluate.compare.comparison import Comparison, LackedRow, PairedRow, compare
from rasd.evaluate.compare.incident import Codebook, Fault, Incident, Kind, People, Theirs
from rasd.evaluate.compare.ours import event_in_terms
from rasd.evaluate.compare.ours_files import read_our_file
from rasd.evaluate.compare.outputs import write_comparison
from rasd.evaluate.compare.summary import summary_json, summary_lines
from rasd.evaluate.compare.theirs import read_theirs

__all__ = [
    "Codebook",
    "Comparison",
    "Fault",
    "Incident",
    "Kind",
    "LackedRow",
    "PairedRow",
    "People",
    "Theirs",
    "compare",
    "event_in_terms",
    "read_our_file",
    "read_theirs",
    "summary_json",
    "summary_lines",
    "write_comparison",
]
