"""Value F1 on the shared external cases that need no day of writing, Socle beside other libraries."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bench.kit import Table, shared
from bench.peers import NOT_INSTALLED, PEERS, Finding, Peer
from flows.evaluate import keys_by_kind
from flows.scoring.cases import Case, read_cases, score_cases
from flows.scoring.choices import CaseClass
from flows.scoring.gold import GOLD_DIR
from flows.scoring.keys import Keys

Answer = Callable[[str], dict[str, Any]]


def run() -> Iterator[Table]:
    """One row a kind and language."""
    folder = shared("external")
    title = "cases: value F1 of absolute cases, per cent"
    columns = ["kind", "language", "cases", "Socle", *(peer.name for peer in PEERS)]
    if folder is None:
        yield Table(title, columns, [], f"{GOLD_DIR} names no folder with external cases: not measured.")
        return
    keys = keys_by_kind()
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in read_cases([folder])[0]:
        if CaseClass(case.sort) is CaseClass.ABSOLUTE:
            groups.setdefault((case.scope or case.kind, case.lang), []).append(case)
    rows = [
        (
            scope,
            language,
            len(cases),
            _f1(cases, keys),
            *(_peer_f1(peer, scope, language, cases, keys) for peer in PEERS),
        )
        for (scope, language), cases in sorted(groups.items())
    ]
    yield Table(
        title, columns, rows, "Empty: the library does not do it. In doubt an answer is read as the case has it."
    )


def _peer_f1(peer: Peer, scope: str, language: str, cases: list[Case], keys: dict[str, Keys]) -> int | str | None:
    if not any(task.scope == scope and language in task.languages for task in peer.tasks):
        return None
    if not peer.available():
        return NOT_INSTALLED
    by_id = {case.id: case for case in cases}
    return _f1(cases, keys, partial(_answer, peer, scope, cases=by_id, keys=keys))


def _f1(cases: list[Case], keys: dict[str, Keys], answer: Answer | None = None) -> int | None:
    [score] = score_cases(cases, keys, CaseClass.ABSOLUTE, answer).values()
    return None if score.value.f1 is None else round(100 * score.value.f1)


def _answer(peer: Peer, scope: str, line: str, *, cases: dict[str, Case], keys: dict[str, Keys]) -> dict[str, Any]:
    case = cases[json.loads(line)["id"]]
    findings = peer.answer(scope, case.lang, case.text)
    facts = [
        {
            "kind": case.kind,
            "start": finding.start,
            "end": finding.end,
            "text": case.text[finding.start : finding.end],
            "value": _best_reading(finding, case, keys[case.kind]),
        }
        for finding in findings
    ]
    return {"id": case.id, "facts": facts}


def _best_reading(finding: Finding, case: Case, keys: Keys) -> dict[str, Any]:
    """The reading that the case takes, else the first."""
    taken = [value for expected in case.expected for value in (expected.value, *expected.also)]
    right = (
        reading for reading in finding.values if any(keys.agree(value, reading, frozenset(value)) for value in taken)
    )
    return next(right, finding.values[0])
