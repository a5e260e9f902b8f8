"""Floors: scores that may rise and may not fall unnoticed, in one data file with the digests of their gold."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas.errors import SettingsError

# What is scored (a kind, or the scope of cases), language, half or class; then the rate's name.
Rates = Mapping[tuple[str, str, str], Mapping[str, float]]
# A floor is the score rounded down to whole hundredths: two runs that read alike never differ by a last digit.
_STEPS = 100


class Lowered(BaseModel):
    """Floors that were lowered, from what to what, and why."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1)
    floors: dict[str, tuple[float, float | None]]


class Section(BaseModel):
    """The floors of one sort of gold: by kind, language, half (or class of cases) and name of the rate."""

    model_config = ConfigDict(extra="forbid")

    gold: dict[str, str] = Field(default_factory=dict)
    floors: dict[str, dict[str, dict[str, dict[str, float]]]] = Field(default_factory=dict)

    def flat(self) -> Iterator[tuple[tuple[str, str, str, str], float]]:
        """Each floor with its path."""
        for kind, languages in self.floors.items():
            for language, halves in languages.items():
                for half, rates in halves.items():
                    yield from (((kind, language, half, rate), floor) for rate, floor in rates.items())


class Floors(BaseModel):
    """The file of floors."""

    model_config = ConfigDict(extra="forbid")

    sections: dict[str, Section] = Field(default_factory=dict)
    lowered: list[Lowered] = Field(default_factory=list)


class LoweringRefusedError(SettingsError):
    """Scores stand below floors that were to be set anew, and nobody said that they may be lowered."""

    reason = "floors"


def read_floors(path: Path) -> Floors:
    """The floors of a file, none where there is no file; raises `SettingsError` for a file that is none."""
    if not path.is_file():
        return Floors()
    try:
        return Floors.model_validate_json(path.read_text("utf-8"))
    except (OSError, ValidationError) as error:
        raise SettingsError(f"{path}: {error}", advice="restore the file") from error


def write_floors(path: Path, floors: Floors) -> None:
    """Write the file, sorted, so that a change shows as the lines that changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(floors.model_dump(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def changed_gold(section: Section, digests: Mapping[str, str]) -> list[str]:
    """Names of gold files that are not the ones for which the floors were set; new files have no floors yet."""
    return sorted(name for name, value in digests.items() if section.gold.get(name, value) != value)


def missed(section: Section, rates: Rates, kinds: frozenset[str], halves: frozenset[str] | None = None) -> list[str]:
    """Each floor that is missed, with its name, the score and the floor.

    Only `kinds`, and of those only `halves` (or classes of cases) where they are given, were scored.
    """
    problems = []
    for (kind, language, half, name), floor in section.flat():
        if kind not in kinds or (halves is not None and half not in halves):
            continue
        score = rates.get((kind, language, half), {}).get(name)
        label = f"{kind} {language} {half} {name}"
        if score is None:
            problems.append(f"{label}: not scored any more, the floor is {floor:.2f}")
        elif _rounded_down(score) < floor:
            problems.append(f"{label}: {score:.4f} is below the floor of {floor:.2f}")
    return problems


def raise_floors(
    floors: Floors, name: str, rates: Rates, digests: Mapping[str, str], kinds: frozenset[str], reason: str = ""
) -> Floors:
    """The floors with those of `kinds` in one section set to the scores, rounded down.

    Where a score stands below its floor, or is gone, a reason lowers the floor and is kept with it; without one
    `LoweringRefusedError` names what would be lowered and nothing changes.
    """
    section = floors.sections.get(name, Section())
    old = {path: floor for path, floor in section.flat() if path[0] in kinds}
    scores = {
        (*group, rate): _rounded_down(score)
        for group, by_name in rates.items()
        for rate, score in by_name.items()
        if group[0] in kinds
    }
    lower = {path: (floor, scores.get(path)) for path, floor in old.items() if scores.get(path, -1.0) < floor}
    if lower and not reason:
        names = "; ".join(f"{' '.join(path)} {was:.2f} → {_shown(now)}" for path, (was, now) in lower.items())
        raise LoweringRefusedError(
            f"this would lower floors: {names}", advice='say why with --lower-floors "…", or mend the extractor'
        )
    kept = {path: floor for path, floor in section.flat() if path[0] not in kinds}
    new = Section(gold={**section.gold, **digests}, floors=_nested({**kept, **scores}))
    lowered = [Lowered(reason=reason, floors={" ".join(path): pair for path, pair in lower.items()})] if lower else []
    return Floors(sections={**floors.sections, name: new}, lowered=[*floors.lowered, *lowered])


def _rounded_down(score: float) -> float:
    """To whole hundredths; 0.7999999999, which only the arithmetic of floats keeps from 0.80, is 0.80."""
    return math.floor(score * _STEPS + 1e-6) / _STEPS


def _nested(flat: Mapping[tuple[str, str, str, str], float]) -> dict[str, dict[str, dict[str, dict[str, float]]]]:
    tree: dict[str, dict[str, dict[str, dict[str, float]]]] = {}
    for (kind, language, half, rate), floor in flat.items():
        tree.setdefault(kind, {}).setdefault(language, {}).setdefault(half, {})[rate] = floor
    return tree


def _shown(score: float | None) -> str:
    return "none" if score is None else f"{score:.2f}"
