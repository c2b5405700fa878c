"""Decides how programs judge: each judgement as `rasd judge` takes it, in its owner's name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from rasd.judge import Who
from rasd.model import Judgement, Role, to_json
from rasd.review.api.access import ApiError, Call, Writing
from rasd.review.api.schemas import of
from rasd.run import judge as say
from rasd.run.adding import add

router = APIRouter()
_MOST = 200
_Id = Annotated[str, Field(min_length=1, max_length=500)]
_Words = Annotated[str, Field(min_length=1, max_length=2000)]


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid")
    reason: Annotated[str | None, Field(max_length=2000, description="In free words.")] = None


class Accept(_Said):
    """An event, or one field of it, is right."""

    action: Literal["accept"]
    event: _Id
    field: str | None = None


class Edit(_Said):
    """A field of an event is otherwise."""

    action: Literal["edit"]
    event: _Id
    field: str
    value: Annotated[_Words, Field(description="As `rasd judge edit` takes it: `2-6`, `172955`.")]
    quote: Annotated[_Words | None, Field(description="Words that show it.")] = None
    document: Annotated[_Id | None, Field(description="Where the words stand.")] = None


class Reject(_Said):
    """An event, or one mention, is none."""

    action: Literal["reject"]
    record: _Id


class Join(_Said):
    """Events are one."""

    action: Literal["join"]
    events: Annotated[list[_Id], Field(min_length=2, max_length=_MOST)]


class Split(_Said):
    """Some mentions of an event tell another."""

    action: Literal["split"]
    event: _Id
    reports: Annotated[list[_Id], Field(min_length=1, max_length=_MOST)]


class Add(_Said):
    """A document tells an incident that was missed."""

    action: Literal["add"]
    document: _Id
    quotes: Annotated[list[_Words], Field(min_length=1, max_length=20)]
    values: Annotated[dict[str, _Words], Field(max_length=50)]
    words: Annotated[dict[str, _Words], Field(max_length=50)] = {}


class GradeOutlet(_Said):
    """An outlet is so reliable."""

    action: Literal["grade"]
    outlet: _Id
    grade: Annotated[str, Field(max_length=10)]


class Withdraw(_Said):
    """A judgement holds no longer."""

    action: Literal["withdraw"]
    judgement: _Id


Asked = Annotated[
    Accept | Edit | Reject | Join | Split | Add | GradeOutlet | Withdraw,
    Body(discriminator="action"),
]


@router.post(
    "/judgements",
    status_code=201,
    summary="Judge",
    responses={201: of("Judgement")[200], **{k: v for k, v in of("Error").items() if k != 200}},
)
def judge(call: Writing, asked: Asked) -> JSONResponse:
    """Writes down what the token's owner says, and derives the events anew.

    `Link` in the answer names the events that hold what was judged.
    """
    who = Who(by=call.person.name, at=call.context.settings.judging_clock(), reason=asked.reason)
    judgement = _made(call, asked, who)
    say.record(call.store, judgement)
    links = [
        f'</api/v1/events/{event.id}>; rel="related"'
        for event in say.shown_on(call.store, judgement)
    ]
    headers = {"Link": ", ".join(links)} if links else None
    return JSONResponse(to_json(judgement), 201, headers)


def _made(call: Call, asked: Any, who: Who) -> Judgement:
    store = call.store
    match asked:
        case Accept():
            return say.accept(store, asked.event, who, field=asked.field)
        case Edit():
            return say.edit(
                store,
                asked.event,
                who,
                field=asked.field,
                value=asked.value,
                quote=asked.quote,
                doc_id=asked.document,
            )
        case Reject():
            return say.reject(store, asked.record, who)
        case Join():
            return say.join(store, asked.events, who)
        case Split():
            return say.split(store, asked.event, asked.reports, who)
        case Add():
            return add(
                store,
                asked.document,
                who,
                quotes=asked.quotes,
                values=asked.values,
                words=asked.words,
            )
        case GradeOutlet():
            _need(call, Role.EDITOR, "grade outlets")
            return say.grade_outlet(asked.outlet, asked.grade, who)
        case Withdraw():
            made = say.withdraw(store, asked.judgement, who)
            undone = store.judgement(made.withdraws or "")
            if undone is not None and undone.by != who.by:
                _need(call, Role.EDITOR, "withdraw what others said")
            return made
    raise AssertionError(asked)


def _need(call: Call, role: Role, what: str) -> None:
    if call.person.role < role:
        raise ApiError(
            403,
            f"a {call.person.role.code} may not {what}",
            f"ask whoever manages the accounts for the role of an {role.code}",
        )
