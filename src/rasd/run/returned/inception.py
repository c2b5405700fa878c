"""Decides what a CAS from INCEpTION says: JSON or XMI, on the layers that rasd gave out.

An incident is known by its report, in the feature `mention`; one without is new. Words are tied to
an incident by its number. Offsets in a CAS count UTF-16 units, which the reader turns back.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rasd.export.tasks import (
    EVENT,
    INCIDENT,
    TASK,
    VALUE,
    Given,
    Mark,
    features_of,
    fields,
    labels,
    read_given,
)
from rasd.model import InputError
from rasd.run.returned.answers import Answer, Head, Words, gathered

if TYPE_CHECKING:
    from cassis import Cas

_TIE = "write the number of the incident into its feature incident"
_TOOLS = ("uima.", "de.tudarmstadt.ukp.")
_ANNOTATION = "uima.tcas.Annotation"


def read_json_cas(content: bytes, where: str, by: str | None) -> Answer:
    """What a document says that was exported as UIMA CAS JSON."""
    from cassis import load_cas_from_json  # noqa: PLC0415 - half a second that few commands need

    return _answer(_loaded(lambda: load_cas_from_json(content.decode("utf-8"))), where, by)


def read_xmi(content: bytes, types: bytes | None, where: str, by: str | None) -> Answer:
    """What a document says that was exported as UIMA CAS XMI; `types` is its `TypeSystem.xml`."""
    import io  # noqa: PLC0415 - see above

    from cassis import TypeSystem, load_cas_from_xmi, load_typesystem  # noqa: PLC0415

    if b"<!DOCTYPE" in content or b"<!DOCTYPE" in (types or b""):
        raise InputError("it holds a DOCTYPE, which no export of INCEpTION does")

    def load() -> Cas:
        system = load_typesystem(io.BytesIO(types)) if types else TypeSystem()
        for layer in () if types else (INCIDENT, VALUE, TASK):
            made = system.create_type(layer, supertypeName=_ANNOTATION)
            for name in features_of(layer):
                system.create_feature(made, name=name, rangeType="uima.cas.String")
        return load_cas_from_xmi(io.BytesIO(content), typesystem=system, lenient=True)

    return _answer(_loaded(load), where, by)


def _loaded(load: Any) -> Cas:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cas: Cas = load()
            if cas.sofa_string is None:
                raise InputError("it holds no text")
            return cas
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - the library raises whatever it trips over
        raise InputError(
            f"it is no CAS that can be read ({type(error).__name__}: {error})"
        ) from None


def _answer(cas: Cas, where: str, by: str | None) -> Answer:
    tasks = list(_all(cas, TASK))
    if len(tasks) != 1:
        raise InputError(f"it has {len(tasks)} annotations {TASK} and needs one: export it anew")
    try:
        given = read_given(json.loads(str(tasks[0].given)))
    except ValueError as error:
        raise InputError(f"what it was given is damaged ({error}): export it anew") from None
    faults: list[str] = []
    heads = dict(_heads(cas, given, faults))
    incidents, loose = gathered(heads, _words(cas, given, faults), tie=_TIE)
    faults += _foreign(cas)
    return Answer(
        where=where,
        given=given,
        text=str(cas.sofa_string),
        by=by,
        incidents=incidents,
        faults=(*faults, *loose),
    )


def _heads(cas: Cas, given: Given, faults: list[str]) -> Iterator[tuple[str, Head]]:
    known = {each.mention: each.key for each in given.incidents}
    names = [each.name for each in fields() if each.kind != "label"]
    seen: set[str] = set()
    for number, each in enumerate(_all(cas, INCIDENT), 1):
        mention = _said(each, "mention")
        key = known.get(mention)
        name = _said(each, "incident") or key or f"new-{number}"
        if mention and key is None:
            faults.append(f"incident {name} names a report that was not given: {mention}")
        elif name in seen:
            faults.append(f"two incidents have the number {name}: give the second another")
        else:
            seen.add(name)
            values = {feature: _said(each, feature) for feature in names}
            mark = Mark(field=EVENT, start=each.begin, end=each.end)
            yield name, Head(mark=mark, key=key, values=values)


def _words(cas: Cas, given: Given, faults: list[str]) -> Iterator[Words]:
    known = {each.key for each in given.incidents}
    for each in _all(cas, VALUE):
        label = _said(each, "field")
        if label not in labels():
            faults.append(
                f"the words at {each.begin}-{each.end} have the field {label!r}; there are: "
                f"{', '.join(labels())}"
            )
            continue
        number = _said(each, "incident") or None
        mark = Mark(field=label, start=each.begin, end=each.end)
        # A given number that no incident has any more is that of one that was taken out.
        yield Words(mark=mark, of=number, key=number if number in known else None)


def _foreign(cas: Cas) -> Iterator[str]:
    ours = {INCIDENT, VALUE, TASK}
    others = {each.type.name for each in cas.select(_ANNOTATION)} - ours
    for name in sorted(others):
        if not name.startswith(_TOOLS):
            yield f"layer {name} is none of rasd's: what it says is left"


def _all(cas: Cas, layer: str) -> list[Any]:
    return list(cas.select(layer)) if cas.typesystem.contains_type(layer) else []


def _said(annotation: Any, feature: str) -> str:
    return " ".join(str(getattr(annotation, feature, None) or "").split())
