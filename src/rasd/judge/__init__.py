"""What people say of the events: events are a function of the reports and of their judgements."""

from rasd.judge.apply import apply, without_judgements
from rasd.judge.constraints import constraints_of, overruled
from rasd.judge.fields import EDITABLE, read_value
from rasd.judge.make import Told, accept, edit, join, reject, split, withdraw
from rasd.judge.standing import Standing, holding, rejected, stand

__all__ = [
    "EDITABLE",
    "Standing",
    "Told",
    "accept",
    "apply",
    "constraints_of",
    "edit",
    "holding",
    "join",
    "overruled",
    "read_value",
    "reject",
    "rejected",
    "split",
    "stand",
    "withdraw",
    "without_judgements",
]
