"""Whatever the text: links lie in the reading, start from a fact, and come within linear time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import registry
from extractors.identify import identify
from extractors.links import find_links
from extractors.pipeline import extract
from extractors.text.base import RawFile
from schemas.document import Document

PIECES = st.sampled_from(
    [
        "Norway",
        " gave ",
        "US$ 5 million",
        " to ",
        "the Ministry",
        " for ",
        "schools",
        ", ",
        ". ",
        "\n\n",
        " from ",
        "2021–2025",
        "38 per cent",
        " of ",
        "workers",
        "la Suisse",
        " a versé ",
        "3 millions d'euros",
        " pour ",
        "la formation",
        "Au Mali",
        " et ",
        "中国",
        "出资",
        "100万美元",
        "，用于",
        "培训",
        "。",
        "占",
        "60%",
        "的",
        "工人",
        "Better Work",
        "更好的工作计划",
        " (",
        ")",
        "- Ghana: ",
        "Donor: ",
        "Budget: ",
    ]
)
LONG = [
    "1,",
    "        x",
    "@",
    "二",
    "US$ 5 million ",
    "Norway gave ",
    "38% of ",
    "Bolsa Família 5 people, ",
    "中国出资100万美元",
    "| 5 ",
]


def read(text: str) -> Document:
    return identify(registry.read(RawFile(text.encode(), "-")))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(str.strip))
def test_ends_lie_in_the_reading_and_start_from_a_fact(text: str) -> None:
    extraction = extract(read(text))
    length = len(extraction.document.reading)
    near = {(fact.found.start, fact.found.end) for fact in extraction.facts}
    assert {outcome.extractor: outcome.error for outcome in extraction.outcomes}["links"] is None
    for link in extraction.links:
        assert (link.from_start, link.from_end) in near
        assert link.to_start is not None
        assert link.to_end is not None
        assert 0 <= link.to_start < link.to_end <= length
        assert extraction.document.reading[link.to_start : link.to_end].strip()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", LONG)
def test_long_repetitions_come_to_an_end(piece: str) -> None:
    document = read(piece * (100_000 // len(piece)))
    facts = [fact.found for fact in extract(document, withheld=["links"]).facts]
    links = find_links(document, facts)
    assert all(link.from_end <= len(document.reading) for link in links)
