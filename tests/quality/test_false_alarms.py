"""Prose of the project's own writing that holds no fact, against the false alarms that it may raise.

`tests/data/prose/<language>.<half>.txt` holds no fact of any kind. The frozen half is counted, and its false alarms
are never printed. `amounts.*`, `dates.*` and `<language>.txt` hold none of the kinds named for them here.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from flows.extract import answer_case

Json = dict[str, Any]

PROSE = Path(__file__).parents[1] / "data/prose"
KINDS = ("amount", "date", "contact", "programme")
LANGUAGES = ("fr", "en", "zh")
# A date of publication opens more readings: a bare day or month is then placed.
PUBLISHED = (None, "2022-11-07")
# False alarms a character: one in 2,000, over at least 20,000 characters a language.
_RATE = 0.0005
_LENGTH = 20_000
# Characters of context on each side of a printed false alarm.
_AROUND = 30


def halves() -> list[tuple[str, str]]:
    names = (path.name.split(".") for path in PROSE.glob("*.txt"))
    return sorted((name[0], name[1]) for name in names if name[0] in LANGUAGES and name[1] in ("open", "frozen"))


def prose(name: str) -> str:
    return (PROSE / f"{name}.txt").read_text("utf-8")


@cache
def alarms(name: str, language: str, published: str | None = None) -> list[Json]:
    case = {"id": name, "text": prose(name), "language": language, "published": published}
    answer = answer_case(json.dumps(case))
    assert "error" not in answer
    return [fact for fact in answer["facts"] if fact["kind"] in KINDS]


def shown(fact: Json, text: str) -> str:
    start, end = fact["start"], fact["end"]
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"{fact['kind']}: {before}[{text[start:end]}]{after}".replace("\n", " ")


@pytest.mark.parametrize("published", PUBLISHED)
@pytest.mark.parametrize(("language", "half"), halves())
def test_prose_without_facts_raises_hardly_a_false_alarm(language: str, half: str, published: str | None) -> None:
    name = f"{language}.{half}"
    text, found = prose(name), alarms(name, language, published)
    allowed = int(len(text) * _RATE)
    lines = [shown(fact, text) for fact in found] if half == "open" else []
    # A bare `assert` would print what it compares, the frozen half too.
    if len(found) > allowed:
        pytest.fail("\n".join([f"{name}: {len(found)} false alarms, {allowed} allowed", *lines]), pytrace=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_enough_prose_without_facts(language: str) -> None:
    assert sum(len(prose(f"{language}.{half}")) for half in ("open", "frozen")) >= _LENGTH


@pytest.mark.parametrize(
    ("name", "kinds"), [("{}", ("contact", "programme")), ("dates.{}", ("date",)), ("amounts.{}", ("amount",))]
)
@pytest.mark.parametrize("published", PUBLISHED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_prose_without_facts_of_a_kind(language: str, published: str | None, name: str, kinds: tuple[str, ...]) -> None:
    name = name.format(language)
    for kind in kinds:
        found = [fact for fact in alarms(name, language, published) if fact["kind"] == kind]
        assert len(found) <= len(prose(name)) * _RATE
