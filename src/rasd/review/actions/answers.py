"""Decides what a person sees after an action: the event as it stands, what was done, the way back.

Where the action failed, the open form stays as it is and says why: nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from rasd.judge import Who
from rasd.model import Event, Judgement
from rasd.review.actions.values import FormError
from rasd.review.event import event_view, read_ground
from rasd.review.event.showing import shown
from rasd.review.event.steps import steps_of
from rasd.review.request import Ask
from rasd.review.saying import Saying
from rasd.run.judging import OvertakenError, seen_of

_UNUSABLE = 422
_OVERTAKEN = 409
_LONGEST_REASON = 1_000
_OWN = frozenset({"field", "evidence", "other", "graded", "event", "lang", "whole"})
"""What stands in an address for a form or a page, not for the list."""


async def _form(request: Request) -> FormData:
    return await request.form()


Form = Annotated[FormData, Depends(_form)]
"""The form that a request sends."""


def who(ask: Ask, reason: str = "") -> Who:
    """The person who asks, now."""
    reason = " ".join(reason.split())[:_LONGEST_REASON]
    return Who(by=ask.person.name, at=ask.context.settings.judging_clock(), reason=reason or None)


def query_of(ask: Ask) -> str:
    """The list that the event is looked at in, as the query of an address."""
    pairs = ask.request.query_params.multi_items()
    query = urlencode([pair for pair in pairs if pair[0] not in _OWN])
    return f"?{query}" if query else ""


def gone_on(ask: Ask, event_id: str) -> Event | None:
    """The event that comes next in the list of the address; `None` at its end."""
    following = steps_of(ask.store, event_id, ask.request.query_params).next
    return ask.store.event(following) if following else None


def done(
    ask: Ask,
    event: Event | None,
    what: str,
    said: Sequence[Judgement] = (),
    *,
    of: str | None = None,
    moved: bool = False,
) -> HTMLResponse:
    """The event as it stands and a message; `of` is the event that was judged, where it is another.

    With `moved` the address of the page becomes that of the event. Without an event there is none
    left to show.
    """
    saying = Saying(ask.words)
    if event is None:
        body = ask.page("_event_gone.html.jinja", event_id=of, now=(), saying=saying)
    else:
        body = shown(ask, event)
    judged = of or (event.id if event else "")
    message = ask.page(
        "_done.html.jinja",
        what=what,
        said=[each.id for each in said],
        event_id=judged,
        query=query_of(ask),
    )
    answer = HTMLResponse(bytes(body.body) + bytes(message.body))
    if moved and event is not None:
        answer.headers["HX-Push-Url"] = f"/events/{event.id}{query_of(ask)}"
    return answer


def looked_at_again(ask: Ask, error: OvertakenError) -> HTMLResponse:
    """The event as others left it, for an action that has no form to come back to."""
    event = error.event or next(iter(error.instead), None)
    answer = done(ask, event, ask.t("edit.overtaken"), moved=error.event is None)
    answer.status_code = _OVERTAKEN
    return answer


def fault(ask: Ask, why: str, **given: object) -> HTMLResponse:
    """The open form stays, and says what is wrong with it."""
    answer = ask.page("_fault.html.jinja", status=_UNUSABLE, what=ask.t(why, **given))
    return _into_form(answer)


def fault_of(ask: Ask, error: FormError) -> HTMLResponse:
    """The same for what a form got wrong."""
    return fault(ask, error.why, **error.given)


def overtaken(ask: Ask, error: OvertakenError) -> HTMLResponse:
    """The open form stays, and says what the event has become meanwhile.

    It may be sent again, in the knowledge of that.
    """
    event, saying = error.event, Saying(ask.words)
    view = event_view(read_ground(ask.store, event), saying) if event else None
    fresh = {name: seen_of(event, name) for name in error.fields} if event else {}
    if event and not error.fields:
        fresh = {"": seen_of(event)}
    return _into_form(
        ask.page(
            "_overtaken.html.jinja",
            status=_OVERTAKEN,
            view=view,
            now=[view.field(name) for name in error.fields] if view else [],
            last=event.review.judgements[-1] if event and event.review else None,
            instead=error.instead,
            saying=saying,
            fresh=fresh,
            query=query_of(ask),
        )
    )


def _into_form(answer: HTMLResponse) -> HTMLResponse:
    answer.headers["HX-Retarget"] = "#editor-fault"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer
