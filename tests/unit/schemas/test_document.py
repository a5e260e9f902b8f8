"""Places in a document: pages, lines, boxes, offsets."""

import pytest

from schemas.document import Box, Document, OffsetMap, Page, Segment, Word

SEGMENTS = [Segment(0, 3, 0, 3), Segment(3, 4, 3, 5), Segment(4, 5, 5, 5), Segment(5, 8, 7, 10)]
"""`abc` + a space for two signs + an inserted sign + `hij`; two signs of the text left out."""


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        ((0, 3), (0, 3)),
        ((1, 2), (1, 2)),
        ((3, 4), (3, 5)),
        ((2, 6), (2, 8)),
        ((5, 8), (7, 10)),
        ((4, 5), (5, 5)),
        ((0, 0), (0, 1)),
    ],
)
def test_from_reading_to_text(reading: tuple[int, int], text: tuple[int, int]) -> None:
    assert OffsetMap(SEGMENTS).to_text(*reading) == text


@pytest.mark.parametrize(
    ("text", "reading"), [((0, 3), (0, 3)), ((3, 5), (3, 4)), ((7, 10), (5, 8)), ((5, 7), (5, 5)), ((8, 9), (6, 7))]
)
def test_from_text_to_reading(text: tuple[int, int], reading: tuple[int, int]) -> None:
    assert OffsetMap(SEGMENTS).to_reading(*text) == reading


def test_an_empty_map_gives_the_beginning() -> None:
    assert OffsetMap.identity(0).to_text(0, 0) == (0, 0)
    assert OffsetMap.identity(4).to_text(1, 3) == (1, 3)


def document(text: str, **parts: object) -> Document:
    return Document("id", "text/plain", "plain", text, text, OffsetMap.identity(len(text)), **parts)  # type: ignore[arg-type]


def test_pages_and_lines() -> None:
    paged = document("一\n二\fthree", pages=(Page(1, 0, 4), Page(2, 4, 9)))
    assert [paged.page_of(offset) for offset in (0, 3, 4, 8)] == [1, 1, 2, 2]
    assert [paged.line_of(offset) for offset in (0, 1, 2, 8)] == [1, 1, 2, 2]
    assert document("x").page_of(0) is None


def test_one_box_for_each_printed_line() -> None:
    words = (
        Word(0, 3, Box(1, 10, 10, 30, 20)),
        Word(4, 7, Box(1, 35, 11, 60, 21)),
        Word(8, 11, Box(1, 10, 30, 30, 40)),
        Word(12, 15, Box(2, 10, 10, 30, 20)),
    )
    boxed = document("one two six ten", words=words)
    assert boxed.boxes_of(0, 15) == (Box(1, 10, 10, 60, 21), Box(1, 10, 30, 30, 40), Box(2, 10, 10, 30, 20))
    assert boxed.boxes_of(5, 6) == (Box(1, 35, 11, 60, 21),)
    assert boxed.boxes_of(3, 4) == ()
