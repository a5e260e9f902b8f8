"""What the commands print: runs, status, queries, facts."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flows.console import write_json, write_list, write_pairs, write_table
from schemas.run import RunStatus

if TYPE_CHECKING:
    from flows.ingest import IngestResult
    from flows.scan import Found

_STATUS = {
    RunStatus.OK: "all well",
    RunStatus.WITH_ERRORS: "with errors",
}


def write_result(result: "IngestResult", *, as_json: bool) -> None:
    """The closing table of a run, and what could not be read."""
    if as_json:
        write_json(_result_as_json(result))
        return
    report = result.report
    pairs: dict[str, object] = {
        "run": result.run.run_id[:12],
        "outcome": _STATUS.get(report.status, report.status.value),
        "documents new": report.load.documents_new,
        "documents unchanged": report.documents_unchanged,
        "quarantined": report.quarantined,
        "ignored": report.ignored,
    }
    if report.load.re_extracted:
        pairs["extracted again"] = report.load.re_extracted
    pairs |= {f"facts: {kind}": _counts(result, kind) for kind in sorted({*result.facts, *report.load.facts})}
    pairs["unresolved"] = report.load.unresolved
    pairs["families"] = report.load.families
    pairs["orchestrator"] = result.orchestrator
    pairs["seconds"] = f"{result.seconds:.1f}"
    write_pairs(pairs)
    if result.quarantined:
        write_list(
            (
                (entry.location, {"reason": entry.reason, "why": entry.message, "what to do": entry.advice})
                for entry in result.quarantined
            ),
            title="quarantined in this run",
        )
    if result.extractor_errors:
        write_table(["extractor", "documents"], result.extractor_errors.items(), title="extractors that failed")


def write_plan(found: "Found", *, as_json: bool) -> None:
    """What an ingestion would read."""
    counts = {
        "documents new": len(found.new),
        "copies of new documents": len(found.copies),
        "documents unchanged": len(found.known),
        "cannot be read": len(found.refused),
        "waiting in quarantine": len(found.waiting),
        "ignored": len(found.ignored),
        "skipped": found.skipped,
    }
    if as_json:
        write_json(counts | {"new": [sighting.location for sighting in found.new]})
        return
    write_pairs(counts, title="dry run: nothing was read or published")
    if found.new:
        write_table(["would read"], [(sighting.location,) for sighting in found.new])


def _counts(result: "IngestResult", kind: str) -> str:
    loaded = result.report.load.facts.get(kind)
    if loaded is None:
        return str(result.facts.get(kind, 0))
    parts = {"added": loaded.added, "dropped": loaded.dropped, "changed": loaded.changed}
    return ", ".join(f"{count:,} {word}".replace(",", " ") for word, count in parts.items() if count or word == "added")


def _result_as_json(result: "IngestResult") -> Mapping[str, Any]:
    report = result.report
    return {
        "run_id": result.run.run_id,
        "status": report.status.value,
        "orchestrator": result.orchestrator,
        "documents_seen": report.documents_seen,
        "documents_new": report.load.documents_new,
        "documents_unchanged": report.documents_unchanged,
        "re_extracted": report.load.re_extracted,
        "quarantined": [
            {"file": entry.location, "reason": entry.reason, "message": entry.message, "advice": entry.advice}
            for entry in result.quarantined
        ],
        "quarantine_reasons": dict(Counter(entry.reason for entry in result.quarantined)),
        "ignored": report.ignored,
        "facts": {
            kind: {"added": c.added, "dropped": c.dropped, "changed": c.changed}
            for kind, c in sorted(report.load.facts.items())
        },
        "unresolved": report.load.unresolved,
        "families": report.load.families,
        "extractor_errors": result.extractor_errors,
        "seconds": round(result.seconds, 2),
    }
