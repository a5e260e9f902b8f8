"""Anchors: words, surroundings and page lead to the same place whatever the reader made of white space and hyphens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.scoring.anchors import Anchor, AnchorFinder, squeeze
from schemas.document import Document, OffsetMap, Page


def document(reading: str, pages: tuple[Page, ...] = ()) -> Document:
    return Document("0" * 64, "text/plain", "plain", reading, reading, OffsetMap.identity(len(reading)), pages=pages)


@pytest.mark.parametrize(
    ("reading", "anchor", "found"),
    [
        ("Doté de 6,7\u00a0millions d’euros.", Anchor("6,7 millions d'euros"), "6,7\u00a0millions d’euros"),
        ("la coopé-\nration tech-\nnique", Anchor("coopération technique"), "coopé-\nration tech-\nnique"),
        ("from 78 to 84 per\u202fcent", Anchor("84 per cent"), "84 per\u202fcent"),
        ("A name: Mei\tLin\tILO Beijing", Anchor("Mei Lin ILO Beijing"), "Mei\tLin\tILO Beijing"),
        ("捐款 3 000 万\n美元。", Anchor("3000万美元"), "3 000 万\n美元"),
        ("共２０２３年", Anchor("2023年"), "２０２３年"),
        ("ANNUAL REPORT 2022", Anchor("Annual report"), "ANNUAL REPORT"),
    ],
)
def test_white_space_hyphens_and_variants_do_not_count(reading: str, anchor: Anchor, found: str) -> None:
    span = AnchorFinder(document(reading)).find(anchor)
    assert span is not None
    assert reading[slice(*span)] == found


@pytest.mark.parametrize(
    ("reading", "anchor", "start"),
    [
        ("12 pays en 2012, puis 12 pays en 2013", Anchor("12 pays", before="puis"), 22),
        ("12 pays en 2012, puis 12 pays en 2013", Anchor("12 pays", after="en 2012"), 0),
        ("in 1978 some 78 states", Anchor("78"), 13),
        ("2012年，2012年12月", Anchor("2012年", after="12月"), 6),
        ("twelve, twelve", Anchor("twelve"), 0),
    ],
)
def test_the_nearest_surroundings_decide(reading: str, anchor: Anchor, start: int) -> None:
    span = AnchorFinder(document(reading)).find(anchor)
    assert span is not None
    assert span[0] == start


def test_the_page_narrows() -> None:
    reading = "5 states. 5 states."
    pages = (Page(1, 0, 10), Page(2, 10, 19))
    finder = AnchorFinder(document(reading, pages))
    assert finder.find(Anchor("5 states", page=1)) == (0, 8)
    assert finder.find(Anchor("5 states", page=2)) == (10, 18)


@pytest.mark.parametrize("quote", ["seven states", " - "])
def test_words_that_stand_nowhere_are_not_found(quote: str) -> None:
    assert AnchorFinder(document("six states")).find(Anchor(quote)) is None


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_what_stands_in_the_reading_is_found(before: str, quote: str, after: str) -> None:
    reading = before + quote + after
    span = AnchorFinder(document(reading)).find(Anchor(quote, before, after))
    if squeeze(quote)[0]:
        assert span is not None
        assert squeeze(quote)[0] in squeeze(reading[slice(*span)])[0]
    else:
        assert span is None


def test_squeezing_keeps_the_way_back() -> None:
    text = "ﬁn de l’an"
    squeezed, offsets = squeeze(text)
    assert squeezed == "findelan"
    assert [text[offset] for offset in offsets] == ["ﬁ", "ﬁ", "n", "d", "e", "l", "a", "n"]
