"""What people corrected in another tool comes back as judgements."""

from rasd.run.returned.answers import Answer, Answered, Refusal
from rasd.run.returned.files import FORMATS, read_answers
from rasd.run.returned.importing import Outcome, import_answers

__all__ = [
    "FORMATS",
    "Answer",
    "Answered",
    "Outcome",
    "Refusal",
    "import_answers",
    "read_answers",
]
