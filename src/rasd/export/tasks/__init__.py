"""Documents with what was found in them, as tasks for people who annotate in another tool."""

from rasd.export.tasks.fields import (
    EVENT,
    NO_EVENT,
    REASON,
    RIGHT,
    VALUES,
    VERDICT,
    VERDICTS,
    Field,
    fields,
    labels,
)
from rasd.export.tasks.inception import INCIDENT, TASK, VALUE, features_of, inception_parts
from rasd.export.tasks.labelstudio import GIVEN, LABELS, config_text, tasks_text
from rasd.export.tasks.sheets import (
    Given,
    Incident,
    Mark,
    Sheet,
    read_given,
    sheets,
    shown_value,
)
from rasd.export.tasks.shown import Shown, shown_text, utf16_offsets
from rasd.export.tasks.written import written

__all__ = [
    "EVENT",
    "GIVEN",
    "INCIDENT",
    "LABELS",
    "NO_EVENT",
    "REASON",
    "RIGHT",
    "TASK",
    "VALUE",
    "VALUES",
    "VERDICT",
    "VERDICTS",
    "Field",
    "Given",
    "Incident",
    "Mark",
    "Sheet",
    "Shown",
    "config_text",
    "features_of",
    "fields",
    "inception_parts",
    "labels",
    "read_given",
    "sheets",
    "shown_text",
    "shown_value",
    "tasks_text",
    "utf16_offsets",
    "written",
]
