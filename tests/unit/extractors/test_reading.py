"""The builder of readings: signs cleaned, blocks parted, offsets kept."""

import pytest

from extractors.reading import ReadingBuilder
from schemas.document import BlockKind, Cell


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("12\u202f500\u00a0€", "12 500 €"),
        ("a \t  b", "a b"),
        ("ef\ufb01cace", "efficace"),
        ("2023年6⽉14⽇", "2023年6月14日"),
        ("２０万（约）", "20万（约）"),
        ("\uf0b7 point", "• point"),
        ("co\u00adopé\u200bration", "coopération"),
        ("line\nbreak", "line\nbreak"),
        ("a\x00b\x08c", "abc"),
    ],
)
def test_signs_are_cleaned_and_lead_back(text: str, reading: str) -> None:
    builder = ReadingBuilder(text)
    builder.begin()
    builder.copy(0, len(text))
    builder.end_block()
    built, offsets, blocks = builder.build()
    assert built == reading
    assert offsets.to_text(0, len(built)) == (0, len(text)) or text[-1] in "\u200b\x1f"
    assert (blocks[0].start, blocks[0].end) == (0, len(reading))


def test_blocks_are_parted_and_empty_ones_dropped() -> None:
    builder = ReadingBuilder("ab")
    for start, kind in ((0, BlockKind.HEADING), (1, BlockKind.PARAGRAPH), (2, BlockKind.PARAGRAPH)):
        builder.begin()
        builder.copy(start, min(start + 1, 2))
        builder.end_block(kind)
    reading, _, blocks = builder.build()
    assert reading == "a\n\nb"
    assert [block.kind for block in blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_empty_cells_are_kept() -> None:
    builder = ReadingBuilder("ac")
    for column, (start, end) in enumerate([(0, 1), (1, 1), (1, 2)]):
        builder.begin("\t" if column else "\n\n")
        builder.copy(start, end)
        builder.end_block(BlockKind.CELL, cell=Cell(0, 0, column, header=False))
    reading, offsets, blocks = builder.build()
    assert reading == "a\t\tc"
    assert [(block.start, block.end) for block in blocks] == [(0, 1), (2, 2), (3, 4)]
    assert offsets.to_text(3, 4) == (1, 2)


def test_pieces_stand_for_what_they_replace() -> None:
    text = "presta-\ntions et\nplus"
    builder = ReadingBuilder(text)
    builder.begin()
    builder.copy(0, 6)
    builder.copy(8, 16)
    builder.replace(16, 17, " ")
    builder.copy(17, 21)
    builder.end_block()
    reading, offsets, _ = builder.build()
    assert reading == "prestations et plus"
    assert text[slice(*offsets.to_text(0, 11))] == "presta-\ntions"
    assert reading[slice(*offsets.to_reading(8, 13))] == "tions"


def test_a_reading_never_runs_backwards() -> None:
    builder = ReadingBuilder("abc")
    builder.copy(1, 2)
    with pytest.raises(ValueError, match="backwards"):
        builder.copy(0, 1)
    with pytest.raises(ValueError, match="without begin"):
        builder.end_block()
