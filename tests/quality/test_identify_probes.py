"""Title, kind, language and day of publication: short pages of all sorts, and the project's own open documents."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from extractors import registry
from extractors.identify import identify
from extractors.text.base import RawFile
from schemas.document import Document

ROOT = Path(__file__).parents[2]
FIELDS = ("title", "kind", "language", "published")
# Shares of `tests/data/probes/identify.jsonl` that are right, by field and half; raise them with the rules.
FLOORS = {"title": 0.95, "kind": 0.99, "language": 1.0, "published": 0.99}
LANGUAGES = ("en", "fr", "zh")


def lines(path: str) -> list[dict[str, str | None]]:
    return [json.loads(line) for line in (ROOT / path).read_text("utf-8").splitlines()]


def squeeze(text: str | None) -> str | None:
    return "".join(text.split()) if text else None


def right(document: Document, known: dict[str, str | None]) -> dict[str, bool]:
    return {
        "title": squeeze(document.title) == squeeze(known["title"]),
        "kind": document.kind.value == known["kind"],
        "language": document.language == known["language"],
        "published": (document.published.isoformat() if document.published else None) == known["published"],
    }


@cache
def counted() -> tuple[Counter[tuple[str, str, bool]], Counter[tuple[str, bool]]]:
    """Right fields and all probes, by language and half."""
    hits: Counter[tuple[str, str, bool]] = Counter()
    every: Counter[tuple[str, bool]] = Counter()
    for probe in lines("tests/data/probes/identify.jsonl"):
        name, language = f"{probe['name']}.{probe['media']}", str(probe["language"])[:2]
        found = identify(registry.read(RawFile(str(probe["text"]).encode(), name)))
        frozen = bool(probe["frozen"])
        every[language, frozen] += 1
        hits.update((field, language, frozen) for field, good in right(found, probe).items() if good)
    return hits, every


def test_there_are_probes_enough_in_each_language() -> None:
    _, every = counted()
    assert {language for language, _ in every} == set(LANGUAGES)
    assert all(every[language, False] + every[language, True] >= 25 for language in LANGUAGES)


@pytest.mark.parametrize("frozen", [False, True], ids=["open", "frozen"])
@pytest.mark.parametrize("field", FIELDS)
def test_probes_hold_their_floors(field: str, frozen: bool) -> None:
    hits, every = counted()
    good = sum(hits[field, language, frozen] for language in LANGUAGES)
    assert good >= FLOORS[field] * sum(every[language, frozen] for language in LANGUAGES)


def own_open() -> list[dict[str, str | None]]:
    return [known for known in lines("tests/gold/documents.jsonl") if not known["frozen"]]


@pytest.mark.parametrize("known", own_open(), ids=lambda known: str(known["doc"]))
def test_every_field_of_the_open_documents_is_right(known: dict[str, str | None]) -> None:
    path = ROOT / "raw" / str(known["path"])
    found = identify(registry.read(RawFile(path.read_bytes(), path.name)))
    assert right(found, known) == dict.fromkeys(FIELDS, True)
