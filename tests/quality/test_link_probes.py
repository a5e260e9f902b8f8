"""Short passages with their links, `tests/data/probes/links.<language>.jsonl`, against their floors.

The ends stand as quotes: the first place where the words stand whole. A link counts by relation and both ends.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors import registry
from extractors.identify import identify
from extractors.pipeline import extract
from extractors.text.base import RawFile
from flows.extract import STDIN, link_record
from flows.scoring.links import LinkItem, score_links
from flows.scoring.tallies import Score

Json = dict[str, Any]

ROOT = Path(__file__).parents[2]
# F1 by language and half; raise them with the rules.
FLOORS = {
    ("fr", "open"): 0.93,
    ("fr", "frozen"): 0.79,
    ("en", "open"): 0.84,
    ("en", "frozen"): 0.85,
    ("zh", "open"): 0.89,
    ("zh", "frozen"): 0.88,
}


def probes(language: str, half: str) -> list[Json]:
    text = (ROOT / f"tests/data/probes/links.{language}.jsonl").read_text("utf-8")
    return [probe for probe in map(json.loads, text.splitlines()) if probe["frozen"] == (half == "frozen")]


def place_of(quote: str, text: str) -> tuple[int, int]:
    """The first place of a quote that is not a part of a longer number or Latin word."""
    found = re.search(rf"(?<![A-Za-zÀ-ÿ\d]){re.escape(quote)}(?![A-Za-zÀ-ÿ\d])", text) or re.search(
        re.escape(quote), text
    )
    assert found, f"{quote!r} does not stand in {text!r}"
    return found.span()


def expected(probe: Json) -> list[LinkItem]:
    return [
        LinkItem(
            link["relation"],
            place_of(link["from"], probe["text"]),
            place_of(link["to"], probe["text"]),
            link.get("value"),
            f"{link['from']} → {link['to']}",
            link.get("optional", False),
        )
        for link in probe["links"]
    ]


def found(probe: Json) -> list[LinkItem]:
    extraction = extract(identify(registry.read(RawFile(probe["text"].encode(), STDIN)), language=probe["lang"]))
    items = []
    for link in extraction.links:
        record = link_record(extraction.document, link, STDIN)
        far = record["to"]
        words = f"{record['text']} → {extraction.document.text[slice(*far)] if far else None} ({link.rule})"
        near = (record["start"], record["end"])
        items.append(
            LinkItem(link.relation.value, near, tuple(far) if far else None, record["value"].get("country_code"), words)
        )
    return items


@cache
def score(language: str, half: str) -> Score:
    total = Score()
    for probe in probes(language, half):
        total.add(score_links(expected(probe), found(probe)))
    return total


@pytest.mark.parametrize(("language", "half"), FLOORS)
def test_link_probes_hold_their_floors(language: str, half: str) -> None:
    reached = score(language, half).detection.f1 or 0
    assert reached >= FLOORS[language, half], f"{language} {half} fell to {reached:.3f}"


@pytest.mark.parametrize("language", ["fr", "en", "zh"])
def test_every_probe_quotes_its_text(language: str) -> None:
    for half in ("open", "frozen"):
        assert all(expected(probe) or not probe["links"] for probe in probes(language, half))
