"""Shows scores: tables that are read at a glance, or JSON; and the mistakes, on request."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flows.console import write, write_table
from flows.scoring.cases import CaseScore, Group
from flows.scoring.choices import By
from flows.scoring.documents import DocumentScore
from flows.scoring.tallies import Score, Tally

ALL = "all"
DOCUMENT = "document"


# Kind, group (a language, format or document), half.
Row = tuple[str, str, str]


def rows_of(results: Sequence[DocumentScore], by: By) -> dict[Row, Score]:
    """Scores added up by kind, group and half, with the sum of all groups after them where there are several."""
    rows: dict[Row, Score] = {}
    for result in results:
        groups = [ALL] if by is By.KIND else [_group(result, by), ALL]
        for kind, score in result.scores.items():
            for group in groups:
                rows.setdefault((kind, group, result.half), Score()).add(score)
    several = {kind for kind, group, _ in rows if len({g for k, g, _ in rows if k == kind} - {ALL}) > 1}
    kept = {row: score for row, score in rows.items() if row[1] != ALL or by is By.KIND or row[0] in several}
    return dict(sorted(kept.items(), key=lambda entry: (entry[0][0], entry[0][1] == ALL, *entry[0][1:])))


def fields_of(results: Sequence[DocumentScore], by: By) -> dict[Row, dict[str, Tally]]:
    """What was right of the documents themselves (title, kind, language, published), grouped likewise."""
    rows: dict[Row, dict[str, Tally]] = {}
    for result in results:
        if result.fields:
            fields = rows.setdefault((DOCUMENT, _group(result, by), result.half), {})
            for name, tally in result.fields.items():
                fields.setdefault(name, Tally()).add(tally)
    return dict(sorted(rows.items()))


def rates_of(results: Sequence[DocumentScore]) -> dict[Row, dict[str, float]]:
    """All rates by kind, language and half: what floors are held against."""
    rates = {row: score.rates() for row, score in rows_of(results, By.LANGUAGE).items() if row[1] != ALL}
    for row, fields in fields_of(results, By.LANGUAGE).items():
        rates[row] = {name: tally.recall for name, tally in fields.items() if tally.recall is not None}
    return rates


def write_scores(title: str, results: Sequence[DocumentScore], by: By) -> None:
    """The tables of one gold set."""
    rows = rows_of(results, by)
    write_table(
        ["kind", *_group_heads(by), "half", "gold", "found", *_heads("detection"), *_heads("value")],
        [
            (row[0], *_groups(row, by), s.detection.gold, s.detection.found, *_rates(s.detection), *_rates(s.value))
            for row, s in rows.items()
        ],
        title=f"{title}: facts",
    )
    for kind in dict.fromkeys(row[0] for row in rows):
        _write_sides(title, kind, {row: score.sides for row, score in rows.items() if row[0] == kind}, by)
    fields = fields_of(results, by)
    if fields:
        names = list(next(iter(fields.values())))
        write_table(
            [*_group_heads(by), "half", "documents", *names],
            [
                (*_groups(row, by), tallies[names[0]].gold, *(_percent(tallies[name].recall) for name in names))
                for row, tallies in fields.items()
            ],
            title=f"{title}: documents, per cent right",
        )


def _write_sides(title: str, kind: str, rows: Mapping[Row, Mapping[str, Tally]], by: By) -> None:
    """The keys of one kind that are scored apart, over its detected facts (for links: the relations)."""
    keys = sorted({key for sides in rows.values() for key, tally in sides.items() if tally.gold or tally.found})
    if keys:
        write_table(
            [*_group_heads(by), "half", *keys],
            [
                (*_groups(row, by), *(_f1_of_gold(sides.get(key, Tally())) for key in keys))
                for row, sides in rows.items()
            ],
            title=f"{title}: {kind}, F1 (gold)",
        )


def write_cases(title: str, groups: Mapping[Group, CaseScore]) -> None:
    """The table of short cases."""
    write_table(
        ["scope", "language", "class", "cases", "pass", *_heads("detection"), *_heads("value")],
        [
            (*group, s.cases, _percent(s.passed / s.cases), *_rates(s.detection), *_rates(s.value))
            for group, s in groups.items()
        ],
        title=title,
    )


def write_mistakes(results: Iterable[DocumentScore]) -> None:
    """Each mistake in the documents that may be looked into."""
    for mistake in mistakes_of(results):
        write(f"\n{mistake['sort']}: {mistake['kind']} in {mistake['doc']}\n  {mistake['context']}")
        for key in ("expected", "got"):
            if mistake[key] is not None:
                write(f"  {key}: {json.dumps(mistake[key], ensure_ascii=False)}")


def write_case_mistakes(groups: Mapping[Group, CaseScore]) -> None:
    """Each case that did not pass."""
    for score in groups.values():
        for mistake in score.mistakes:
            reference = f" (as of {mistake['reference_date']})" if mistake["reference_date"] else ""
            write(f"\n{mistake['id']}{reference}\n  {mistake['text']!r}")
            for key in ("expected", "got"):
                for item in mistake[key]:
                    write(f"  {key}: {json.dumps(item, ensure_ascii=False)}")


def mistakes_of(results: Iterable[DocumentScore]) -> list[dict[str, Any]]:
    """Each mistake with its document."""
    return [
        {
            "sort": mistake.sort,
            "kind": mistake.kind,
            "doc": result.name,
            "start": mistake.start,
            "end": mistake.end,
            "context": mistake.context,
            "expected": mistake.expected,
            "got": mistake.got,
        }
        for result in results
        for mistake in (*result.field_mistakes, *(m for score in result.scores.values() for m in score.mistakes))
    ]


def scores_as_json(results: Sequence[DocumentScore], by: By) -> dict[str, Any]:
    """The rows of the tables, for programs."""
    return {
        "rows": [
            _head(row, by)
            | {"detection": score.detection.as_dict(), "value": score.value.as_dict()}
            | {"keys": {key: tally.as_dict() for key, tally in sorted(score.sides.items())}}
            | {"anchors_not_found": score.unanchored}
            for row, score in rows_of(results, by).items()
        ],
        "documents": [
            _head(row, by) | {name: {"right": tally.gold_hits, "of": tally.gold} for name, tally in fields.items()}
            for row, fields in fields_of(results, by).items()
        ],
        "unread": {result.name: result.unread for result in results if result.unread},
        "failed_extractors": {result.name: result.failed for result in results if result.failed},
    }


def cases_as_json(groups: Mapping[Group, CaseScore]) -> list[dict[str, Any]]:
    """The rows of the table of cases, for programs."""
    return [
        dict(zip(("scope", "language", "class"), group, strict=True))
        | {"cases": score.cases, "passed": score.passed}
        | {"detection": score.detection.as_dict(), "value": score.value.as_dict()}
        for group, score in groups.items()
    ]


def _head(row: Row, by: By) -> dict[str, str]:
    return {"kind": row[0], "half": row[2]} | ({} if by is By.KIND else {by.value: row[1]})


def _group(result: DocumentScore, by: By) -> str:
    names = {By.LANGUAGE: result.language, By.FORMAT: result.format, By.DOCUMENT: result.name}
    return names.get(by, ALL)


def _group_heads(by: By) -> list[str]:
    return [] if by is By.KIND else [by.value]


def _groups(row: Row, by: By) -> tuple[str, ...]:
    """Group and half as cells; by kind there are no groups to tell apart."""
    return row[2:] if by is By.KIND else row[1:]


def _heads(name: str) -> list[str]:
    return [f"{name} {rate}".strip() for rate in ("P", "R", "F1")]


def _rates(tally: Tally) -> tuple[float | None, float | None, float | None]:
    return _percent(tally.precision), _percent(tally.recall), _percent(tally.f1)


def _f1_of_gold(tally: Tally) -> str | None:
    return None if tally.f1 is None else f"{100 * tally.f1:5.1f} ({tally.gold})"


def _percent(rate: float | None) -> float | None:
    return None if rate is None else round(100 * rate, 1)
