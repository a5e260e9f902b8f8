"""Characters to words and lines, furniture, and the joins between lines."""

import pytest

from extractors.layout.furniture import is_caption, part_furniture
from extractors.layout.joins import Vocabulary, soft_join
from extractors.layout.shapes import Layer, Line, Rect, Word, upright
from extractors.layout.words import Glyph, line_of, words_of
from extractors.reflow import Join


def glyphs(text: str, *, width: float = 5.0, size: float = 10.0, gap: float = 0.0) -> list[Glyph]:
    """Characters side by side; a blank is printed as such."""
    return [
        Glyph(character, Rect(n * (width + gap), 0, n * (width + gap) + width, size))
        for n, character in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("six word", ["six", "word"]),
        ("12\u00a0500", ["12", "500"]),
        ("社会保护", ["社会保护"]),
        ("à 5 %", ["à", "5", "%"]),
    ],
)
def test_words_end_at_blanks(printed: str, expected: list[str]) -> None:
    words = words_of(glyphs(printed))
    assert [word.text for word in words] == expected
    assert Line.of(words).text == printed


def test_words_end_at_gaps_and_doubled_characters_are_dropped() -> None:
    first = glyphs("work")
    shadow = [Glyph(g.text, Rect(g.rect.x0 + 0.4, g.rect.top, g.rect.x1 + 0.4, g.rect.bottom)) for g in first]
    far = [Glyph("x", Rect(40, 0, 45, 10))]
    assert [word.text for word in words_of([*first, *shadow, *far])] == ["work", "x"]


def test_a_blank_without_room_is_none() -> None:
    part = [Glyph("a", Rect(0, 0, 5, 10)), Glyph(" ", Rect(5, 0, 8, 10)), Glyph("b", Rect(5, 0, 10, 10))]
    assert [word.text for word in words_of(part)] == ["ab"]


def test_raised_figures_are_no_digits() -> None:
    line = line_of([Word("2015", Rect(0, 0, 20, 10)), Word("1", Rect(20, 0, 23, 6))])
    assert line.text == "2015¹"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turning_there_and_back(turn: int) -> None:
    rect = Rect(10, 20, 60, 40)
    layer = Layer(600, 800, [], turn=turn)
    there = upright(rect, turn, 600, 800)
    assert layer.on_page(there) == rect
    assert 0 <= there.x0 < there.x1 <= layer.width
    assert 0 <= there.top < there.bottom <= layer.height


def printed(text: str, x: float, top: float, size: float = 10) -> list[Word]:
    words = []
    for part in text.split():
        words.append(Word(part, Rect(x, top, x + 5 * len(part), top + size)))
        x += 5 * len(part) + 3
    return words


def pages(header: str, footer: str, count: int) -> list[Layer]:
    return [
        Layer(
            600,
            800,
            printed(header.format(n), 50, 30, 8)
            + printed(f"Body of page {'abcdef'[n]}", 50, 300)
            + printed(footer.format(n), 500, 770, 8),
        )
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("header", "footer"),
    [
        ("Annual report 2022", "Page {}"),
        ("Rapport annuel", "– {} –"),
        ("年度报告", "第 {} 页"),
        ("Report, page {}", "{} / 3"),
    ],
)
def test_recurring_lines_and_page_numbers_are_furniture(header: str, footer: str) -> None:
    parted = part_furniture(pages(header, footer, 3))
    assert [" ".join(word.text for word in page.body) for page in parted] == [f"Body of page {c}" for c in "bcd"]
    assert all(len(page.top) == len(page.bottom) == 1 for page in parted)


def test_figures_at_the_edge_that_do_not_count_pages_stay() -> None:
    layers = [Layer(600, 800, printed(f"{n * 137} 000", 50, 30) + printed("Body", 50, 300)) for n in (3, 1, 2)]
    assert all(len(page.top) == 0 for page in part_furniture(layers))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Table 1. Budget", True),
        ("Tableau n° 2 : dépenses", True),
        ("表2 主要捐助方", True),
        ("Tables are laid", False),
        ("表明", False),
    ],
)
def test_captions(text: str, expected: bool) -> None:
    assert is_caption(text) is expected


def vocabulary(*lines: str) -> Vocabulary:
    return Vocabulary([line_of(printed(line, 0, 20 * n)) for n, line in enumerate(lines)])


HYPHENATED = vocabulary("we finan-", "ce organi-", "sations in long-term work", "and employment")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the employ-", "ment of all", Join.UNHYPHEN),
        ("une orga-", "nisation", Join.UNHYPHEN),
        ("for long-", "term work", Join.NOTHING),
        ("in Asia-", "Pacific", Join.NOTHING),
        ("see www.ilo.org/social-", "protection", Join.NOTHING),
        ("2019-", "2020", Join.NOTHING),
        ("cut\u00ad", "ting", Join.UNHYPHEN),
        ("国际劳工", "组织", Join.NOTHING),
        ("in the", "world", Join.SPACE),
        ("dans le", "monde", Join.SPACE),
    ],
)
def test_joins(before: str, after: str, expected: Join) -> None:
    assert soft_join(before, after, HYPHENATED) is expected


def test_a_text_without_hyphenation_keeps_its_hyphens() -> None:
    plain = vocabulary(*["a line of plain text about the follow and the rest"] * 200)
    assert soft_join("a first follow-", "up of it", plain) is Join.NOTHING
