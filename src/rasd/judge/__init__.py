"""What people say of the events: events are a function of the reports and of their judgements."""

from rasd.judge.adding import ADDABLE
from rasd.judge.apply import apply, apply_to, without_judgements
from rasd.judge.changes import Change, What, read_changes
from rasd.judge.constraints import constraints_of, overruled
from rasd.judge.disputes import contested
from rasd.judge.fields import EDITABLE, check_field, read_value, typed_value
from rasd.judge.make import (
    KnownError,
    Told,
    Who,
    accept,
    add,
    edit,
    grade_outlet,
    join,
    reject,
    split,
    withdraw,
)
from rasd.judge.received import check_received, check_words
from rasd.judge.standing import Standing, added, holding, rejected, set_aside, stand
from rasd.model import TOLLS, in_force

__all__ = [
    "ADDABLE",
    "EDITABLE",
    "TOLLS",
    "Change",
    "KnownError",
    "Standing",
    "Told",
    "What",
    "Who",
    "accept",
    "add",
    "added",
    "apply",
    "apply_to",
    "check_field",
    "check_received",
    "check_words",
    "constraints_of",
    "contested",
    "edit",
    "grade_outlet",
    "holding",
    "in_force",
    "join",
    "overruled",
    "read_changes",
    "read_value",
    "reject",
    "rejected",
    "set_aside",
    "split",
    "stand",
    "typed_value",
    "withdraw",
    "without_judgements",
]
