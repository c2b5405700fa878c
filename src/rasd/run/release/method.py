"""Decides what the method statement of a release says: how its data came about, how right they are.

What holds for every release is prose in `data/release/method.{en,ar}.md`; what is counted here
holds for one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rasd import __version__
from rasd.run.release.accuracy import Accuracy, Share, accuracy
from rasd.run.release.facts import Facts
from rasd.run.release.wanted import Named
from rasd.run.release.words import country, filled, label, table, word

_OUTLETS_SHOWN = 40


def method(release: Named, facts: Facts, removed: Mapping[str, int] | None, language: str) -> str:
    """The statement; `removed` counts what public mode removed, by rule, and is `None` without."""
    return filled(
        "method",
        language,
        {
            "title": release.called(language),
            "version": release.version,
            "as_of": release.as_of.isoformat(),
            "rasd": __version__,
            "mode": word("private" if release.private else "public", language),
            "counts": counts(facts, language),
            "overview": _overview(facts, language),
            "sources": _sources(facts, language),
            "outlets": _outlets(facts, language),
            "status": _values("status", facts, language),
            "recipes": _recipes(facts, language),
            "date_precision": _values("date_precision", facts, language),
            "place_precision": _values("place_precision", facts, language),
            "review": _review(facts, language),
            "accuracy": _accuracy(accuracy(), language),
            "measured": _measured(accuracy(), facts, language),
            "removed": _removed(removed, language),
        },
    )


def counts(facts: Facts, language: str) -> str:
    """How much a release holds."""
    return word(
        "counts",
        language,
        events=facts.events,
        mentions=facts.mentions,
        reports=facts.reports,
        figures=facts.figures,
    )


def _overview(facts: Facts, language: str) -> str:
    said = [
        _span("days", facts.days, language),
        word("several", language, several=facts.several_sources, conflicts=facts.with_conflicts),
    ]
    tables = (_values(name, facts, language) for name in ("event_type", "country"))
    return "\n\n".join([" ".join(filter(None, said)), *filter(None, tables)])


def _sources(facts: Facts, language: str) -> str:
    said = [_span("published", facts.published, language)]
    if facts.undated:
        said.append(word("undated", language, undated=facts.undated))
    return " ".join(filter(None, said))


def _outlets(facts: Facts, language: str) -> str:
    every = sorted(facts.outlets.items(), key=lambda item: (-item[1], item[0]))
    rows = [(name or word("no_outlet", language), f"{n:,}") for name, n in every[:_OUTLETS_SHOWN]]
    if rest := every[_OUTLETS_SHOWN:]:
        number = sum(n for _, n in rest)
        rows.append((word("others", language, n=len(rest)), f"{number:,}"))
    return _table(("outlet", "reports"), rows, language)


def _values(name: str, facts: Facts, language: str) -> str:
    rows = [(_value(name, key, language), f"{n:,}") for key, n in facts.values(name)]
    return _table((name, "events"), rows, language)


def _value(name: str, key: str, language: str) -> str:
    if name == "country":
        return f"`{key}` {country(key, language)}" if key else word("no_country", language)
    return f"`{key}` {label(name, key, language)}"


def _recipes(facts: Facts, language: str) -> str:
    rows = [
        (f"`{recipe}`" if recipe else word("no_recipe", language), f"{n:,}")
        for recipe, n in facts.recipes.items()
    ]
    said = word("recipes", language)
    return f"{said}\n\n{_table(('recipe', 'reports'), rows, language)}"


def _review(facts: Facts, language: str) -> str:
    judged = sum(n for state, n in facts.values("review") if state)
    said = word("reviewed", language, reviewed=judged, events=facts.events)
    if facts.stale:
        said += " " + word("stale", language, stale=facts.stale)
    rows = [
        (label("review", state, language) if state else word("no_review", language), f"{n:,}")
        for state, n in facts.values("review")
    ]
    return f"{said}\n\n{_table(('review', 'events'), rows, language)}"


def _accuracy(known: Accuracy, language: str) -> str:
    articles, ours = known.of("articles"), {it.measure: it for it in known.of("annotations")}
    rows = []
    for theirs in articles:
        own = ours[theirs.measure]
        name = (
            word(theirs.measure, language)
            if theirs.measure in _WHOLE
            else _field(theirs.measure, language)
        )
        rows.append((name, _share(theirs.all), _share(own.all), _share(own.unread)))
    shown = _table(("measure", "articles", "annotations", "annotations_unread"), rows, language)
    empty = next(each for each in known.of("empty") if each.measure == "stay_empty")
    sizes = {each.id: each for each in known.sets}
    stay = word("stay_empty", language, n=sizes["empty"].documents, all=_share(empty.all))
    return f"{shown}\n\n{stay}"


_WHOLE = ("incidents_f1", "record")


def _field(name: str, language: str) -> str:
    return word("on_found", language, field=word(name, language))


def _measured(known: Accuracy, facts: Facts, language: str) -> str:
    sizes = {each.id: each for each in known.sets}
    said = word(
        "sizes",
        language,
        **{
            name: value
            for of in ("articles", "annotations")
            for name, value in (
                (of, sizes[of].documents),
                (f"{of}_first", sizes[of].first),
                (f"{of}_last", sizes[of].last),
            )
        },
    )
    other = facts.reports - facts.recipes.get(known.recipe, 0)
    held = word(
        "other_recipe" if other else "same_recipe",
        language,
        measured=known.recipe,
        other=other,
        reports=facts.reports,
    )
    return f"{said}\n\n{held}"


def _removed(removed: Mapping[str, int] | None, language: str) -> str:
    if removed is None:
        return word("nothing_removed", language)
    rows = [(f"`{rule}`", word(f"rule_{rule}", language), f"{n:,}") for rule, n in removed.items()]
    shown = _table(("rule", "what", "words"), rows, language)
    return f"{word('removed', language)}\n\n{shown}".rstrip()


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], language: str) -> str:
    return table([word(name, language) for name in header], rows) if rows else ""


def _span(key: str, span: tuple[date, date] | None, language: str) -> str:
    return word(key, language, first=span[0], last=span[1]) if span else ""


def _share(share: Share | None) -> str:
    return f"{share.value:.2f} ({share.low:.2f}-{share.high:.2f})" if share else "–"
