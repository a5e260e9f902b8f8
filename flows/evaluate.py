"""`socle evaluate`: how much of what a careful reader finds is found, and how much of what is found is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractors import registry
from flows.console import say, write_json
from flows.scoring import report
from flows.scoring.cases import read_cases, score_cases
from flows.scoring.choices import By, CaseClass
from flows.scoring.documents import DocumentScore, Extractions, score_set
from flows.scoring.floors import Rates, changed_gold, missed, raise_floors, read_floors, write_floors
from flows.scoring.gold import GoldSet, package_folders, read_gold
from flows.scoring.keys import Keys
from schemas.errors import SettingsError

OK, FLOOR_MISSED = 0, 1
SAMPLES, PASSAGES, CORPUS, CASES = "samples", "passages", "corpus", "cases"
DEFAULT_GOLD = Path("tests/gold")
DEFAULT_FLOORS = Path("tests/quality/floors.json")


@dataclass(frozen=True, slots=True)
class Options:
    """What is scored and shown. `sort` is the class of cases; `reason` says why floors may be lowered."""

    cases: bool = False
    sort: CaseClass = CaseClass.ALL
    documents: Path | None = None
    by: By = By.LANGUAGE
    errors: bool = False
    as_json: bool = False
    floors: Path | None = None
    raise_floors: bool = False
    reason: str = ""


@dataclass
class _Outcome:
    """What floors are held against, for one gold set or all cases."""

    section: str
    rates: Rates
    digests: Mapping[str, str]
    kinds: frozenset[str]
    folder: Path
    json: dict[str, Any] = field(default_factory=dict)


def evaluate(gold: Sequence[Path], options: Options = Options()) -> int:
    """Score, print, and hold against the floors (or set them anew); the exit code, 1 where a floor is missed.

    Without `gold` the project's own is scored, and that of packages that bring extractors. Raises `SettingsError` for
    what is no gold, and where floors would be lowered without a reason.
    """
    paths = list(gold) or ([] if options.cases else default_gold())
    if not paths:
        raise SettingsError("no gold is named", advice=f"name files or folders of gold, such as {DEFAULT_GOLD}")
    outcomes = [_score_cases(paths, options)] if options.cases else _score_gold(paths, options)
    if options.raise_floors or options.reason:
        problems = []
        _set_floors(outcomes, options)
    else:
        problems = [problem for outcome in outcomes for problem in _hold_against_floors(outcome, options)]
    if options.as_json:
        write_json({"scores": [outcome.json for outcome in outcomes], "floors_missed": problems})
    for problem in problems:
        say(f"floor missed: {problem}")
    return FLOOR_MISSED if problems else OK


def default_gold() -> list[Path]:
    """The project's own gold, where the command runs in the project, and that of outside extractors' packages."""
    outside = [
        c.__module__ for c in registry.extractor_classes().values() if not c.__module__.startswith("extractors.")
    ]
    return [*([DEFAULT_GOLD] if DEFAULT_GOLD.is_dir() else []), *package_folders(outside)]


def keys_by_kind() -> dict[str, Keys]:
    """The keys of each kind that some extractor yields."""
    return {kind: Keys.of(model) for kind, model in registry.fact_models().items()}


def section_of(gold: GoldSet) -> str:
    """The section of the floors that a gold set belongs to; passages are texts that the gold itself lists."""
    if gold.anchored:
        return SAMPLES
    return PASSAGES if gold.documents else CORPUS


def kinds_of(gold: GoldSet) -> frozenset[str]:
    """What a gold set scores: kinds of fact, links, documents."""
    kinds = {*gold.kinds, *(["link"] if gold.links else []), *([report.DOCUMENT] if gold.scores_documents else [])}
    return frozenset(kinds)


def _score_gold(paths: Sequence[Path], options: Options) -> list[_Outcome]:
    keys = keys_by_kind()
    extractions = Extractions()
    outcomes = []
    for gold in read_gold(paths):
        for kind in sorted(set(gold.kinds) - keys.keys()):
            say(f"{gold.folder}: no extractor finds {kind}; all of it counts as missed")
        results = score_set(gold, keys, extractions, options.documents)
        outcome = _Outcome(section_of(gold), report.rates_of(results), gold.digests, kinds_of(gold), gold.folder)
        outcome.json = {"gold": str(gold.folder)} | report.scores_as_json(results, options.by)
        if options.errors:
            outcome.json["errors"] = report.mistakes_of(results)
        if not options.as_json:
            report.write_scores(str(gold.folder), results, options.by)
            if options.errors:
                report.write_mistakes(results)
        _say_what_failed(results)
        outcomes.append(outcome)
    return outcomes


def _score_cases(paths: Sequence[Path], options: Options) -> _Outcome:
    cases, digests = read_cases(paths)
    groups = score_cases(cases, keys_by_kind(), options.sort)
    rates = {group: score.rates() for group, score in groups.items()}
    outcome = _Outcome(CASES, rates, digests, frozenset(group[0] for group in groups), paths[0].parent)
    outcome.json = {"cases": report.cases_as_json(groups)}
    if options.errors:
        outcome.json["errors"] = [mistake for score in groups.values() for mistake in score.mistakes]
    if not options.as_json:
        report.write_cases("cases", groups)
        if options.errors:
            report.write_case_mistakes(groups)
    return outcome


def _say_what_failed(results: Sequence[DocumentScore]) -> None:
    for result in results:
        if result.unread:
            say(f"{result.name}: not read, all its gold counts as missed: {result.unread}")
        for extractor, error in result.failed.items():
            say(f"{result.name}: the extractor {extractor} failed, its gold counts as missed: {error}")
    lost = {result.name: sum(score.unanchored for score in result.scores.values()) for result in results}
    for name, count in lost.items():
        if count and not any(result.unread for result in results if result.name == name):
            say(f"{name}: {count} anchors not found, counted as missed")


def _floors_of(outcome: _Outcome, options: Options) -> tuple[Path, bool]:
    """The file of floors, and whether it was set for just this gold: named by the user, or beside the gold."""
    beside = outcome.folder.resolve().parent / "quality" / DEFAULT_FLOORS.name
    if options.floors:
        return options.floors, True
    return (beside, True) if beside.is_file() else (DEFAULT_FLOORS, False)


def _hold_against_floors(outcome: _Outcome, options: Options) -> list[str]:
    path, own = _floors_of(outcome, options)
    section = read_floors(path).sections.get(outcome.section)
    if section is None:
        return []
    changed = changed_gold(section, outcome.digests)
    if changed and not own:
        say(f"{outcome.folder}: not the gold that floors were set for; not held against them")
        return []
    problems = [f"{name}: the gold has changed since its floors were set; set them with --raise-floors"
                for name in changed]  # fmt: skip
    asked = frozenset({options.sort}) if options.cases and options.sort is not CaseClass.ALL else None
    return problems + missed(section, outcome.rates, outcome.kinds, asked)


def _set_floors(outcomes: Sequence[_Outcome], options: Options) -> None:
    if options.cases and options.sort is not CaseClass.ALL:
        raise SettingsError("floors are set for all cases", advice="leave --class out")
    for outcome in outcomes:
        path, _ = _floors_of(outcome, options)
        floors = raise_floors(
            read_floors(path), outcome.section, outcome.rates, outcome.digests, outcome.kinds, options.reason
        )
        write_floors(path, floors)
        say(f"{path}: floors of {outcome.section} set")
