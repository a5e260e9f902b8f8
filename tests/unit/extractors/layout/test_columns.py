"""Reading order from geometry alone, on words placed by hand."""

import random
from collections.abc import Sequence

import pytest

from extractors.layout.columns import arrange, find_gutter
from extractors.layout.shapes import Aside, Flow, Piece, Rect, Table, Word
from extractors.layout.words import is_marker

SIZE = 10.0
PITCH = 13.0


def words(x: float, top: float, lines: Sequence[str], *, bold: bool = False) -> list[Word]:
    """Lines of words at a place; each character is 5 points wide, Chinese ones 10."""
    found = []
    for number, line in enumerate(lines):
        left = x
        for text in line.split(" "):
            width = sum(10 if character > "\u2e80" else 5 for character in text)
            y = top + number * PITCH
            found.append(Word(text, Rect(left, y, left + width, y + SIZE), bold))
            left += width + 3
    return found


def read(pieces: Sequence[Piece]) -> list[str]:
    """The lines of pieces in order; rows of tables with their cells parted by bars."""
    lines: list[str] = []
    for piece in pieces:
        if isinstance(piece, Flow):
            lines += [line.text for line in piece.lines]
        elif isinstance(piece, Aside):
            lines += ["[", *read(piece.pieces), "]"]
        else:
            rows: dict[int, list[str]] = {}
            for cell in piece.cells:
                rows.setdefault(cell.row, []).append(" ".join(line.text for line in cell.lines))
            lines += [" | ".join(row) for row in rows.values()]
    return lines


def prose(name: str, count: int, *, chinese: bool = False) -> list[str]:
    """Lines of one width, each named."""
    if chinese:
        return [f"{name}{number}行里的文字都排得一样满而且很长" for number in range(count)]
    return [f"{name}{number} is a line of words that fills it" for number in range(count)]


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("seed", [1, 2])
def test_columns_in_order_whatever_the_order_of_words(columns: int, seed: int, chinese: bool) -> None:
    wanted: list[str] = []
    placed: list[Word] = []
    for column in range(columns):
        lines = prose("abc"[column], 9 - column, chinese=chinese)
        placed += words(50 + column * 230, 100 + column * 4, lines)
        wanted += lines
    random.Random(seed).shuffle(placed)
    assert read(arrange(placed)) == wanted


def test_what_spans_the_gutter_parts_the_columns() -> None:
    heading = ["Something that reaches across both of the columns of the page here and there"]
    placed = words(50, 100, prose("a", 5)) + words(280, 100, prose("b", 5)) + words(50, 180, heading)
    placed += words(50, 210, prose("c", 5)) + words(280, 210, prose("d", 5))
    expected = [*prose("a", 5), *prose("b", 5), *heading, *prose("c", 5), *prose("d", 5)]
    assert read(arrange(placed)) == expected


def test_a_heading_at_the_foot_of_a_column_goes_with_the_table_below() -> None:
    table = Table(Rect(50, 220, 480, 300), (), (50, 200, 480))
    placed = words(50, 100, prose("a", 6)) + words(280, 100, prose("b", 6))
    placed += words(50, 200, ["The budget by year"], bold=True)
    pieces = arrange(placed, [table])
    assert read(pieces) == [*prose("a", 6), *prose("b", 6), "The budget by year"]
    assert pieces[-1] is table


def test_cards_in_rows_are_read_row_by_row() -> None:
    def card(name: str) -> list[str]:
        return [f"{name} Berg", "Director", "Geneva"]

    placed = [
        word
        for number, name in enumerate(["A", "B", "C", "D"])
        for word in words(50 + 200 * (number % 2), 100 + 70 * (number // 2), card(name))
    ]
    assert read(arrange(placed)) == [line for name in "ABCD" for line in card(name)]


def test_a_table_without_lines_is_read_by_rows() -> None:
    rows = [("Training", "310 000", "2022"), ("Staff", "145 500", "2023"), ("Travel", "9 000", "2024")]
    placed = [
        word
        for number, row in enumerate(rows)
        for x, cell in zip((50, 200, 300), row, strict=True)
        for word in words(x, 100 + 16 * number, [cell])
    ]
    assert read(arrange(placed)) == [" | ".join(row) for row in rows]


def test_bullets_make_no_column() -> None:
    placed = [
        word for n in range(4) for word in words(50, 100 + n * 16, ["•"]) + words(70, 100 + n * 16, [f"item {n} of it"])
    ]
    assert read(arrange(placed)) == [f"• item {n} of it" for n in range(4)]


def test_justified_lines_have_rivers_and_no_gutter() -> None:
    starts = [(50, 90, 182), (50, 110, 171), (50, 95, 190)]
    placed = [Word("word", Rect(x, 100 + 13 * n, x + 25, 110 + 13 * n)) for n, row in enumerate(starts) for x in row]
    assert len(read(arrange(placed))) == 3
    assert find_gutter([]) is None


def test_an_aside_stays_together_in_its_column() -> None:
    box = Rect(270, 150, 520, 200)
    placed = (
        words(50, 100, prose("a", 12)) + words(280, 100, prose("b", 3)) + words(280, 160, ["In the box", "all of it"])
    )
    placed += words(280, 210, prose("c", 4))
    expected = [*prose("a", 12), *prose("b", 3), "[", "In the box", "all of it", "]", *prose("c", 4)]
    assert read(arrange(placed, panels=[box])) == expected


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("•", True),
        ("–", True),
        ("\uf0b7", True),
        ("1.", True),
        ("a)", True),
        ("2022", False),
        (":", False),
        ("第", False),
    ],
)
def test_markers(text: str, marks: bool) -> None:
    assert is_marker(text) is marks
