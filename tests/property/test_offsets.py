"""Readings keep the way back: every character of a reading leads to where it stands in the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.reading import ReadingBuilder
from schemas.document import OffsetMap
from tests.property.test_readers import QUICK

PIECES = st.lists(st.tuples(st.sampled_from(["copy", "replace", "skip", "insert"]), st.integers(0, 8)), max_size=25)
TEXT = st.text(alphabet="ab \n\t\u00a0\u00ad\ufb01２月中é\uf0b7", min_size=1, max_size=120)


def build(text: str, pieces: list[tuple[str, int]]) -> tuple[str, OffsetMap, list[tuple[int, int, int, int]]]:
    """A reading of the text by these pieces, and for each piece its spans in reading and text."""
    builder = ReadingBuilder(text)
    spans: list[tuple[int, int, int, int]] = []
    position = written = 0
    for action, length in pieces:
        end = min(len(text), position + length)
        if action == "copy":
            builder.copy(position, end)
        elif action == "replace":
            builder.replace(position, end, "#" * (length % 3))
        elif action == "insert":
            builder.insert("+")
            end = position
        now = len(builder.build()[0])
        spans.append((written, now, position, end))
        position, written = end, now
    reading, offsets, _ = builder.build()
    return reading, offsets, spans


@given(text=TEXT, pieces=PIECES)
@settings(QUICK, max_examples=200)
def test_each_piece_leads_back(text: str, pieces: list[tuple[str, int]]) -> None:
    _, offsets, spans = build(text, pieces)
    for reading_start, reading_end, text_start, text_end in spans:
        if reading_end > reading_start:
            start, end = offsets.to_text(reading_start, reading_end)
            if text_end > text_start:
                assert text_start <= start <= end <= text_end
            else:  # what was inserted stands where the piece before it ended
                assert start == end <= text_start


@given(text=TEXT, pieces=PIECES, data=st.data())
@settings(QUICK, max_examples=200)
def test_spans_of_copied_characters_come_back(text: str, pieces: list[tuple[str, int]], data: st.DataObject) -> None:
    _, offsets, _ = build(text, pieces)
    copied = [
        offset
        for segment in offsets.segments
        if segment.reading_end - segment.reading_start == segment.text_end - segment.text_start
        for offset in range(segment.reading_start, segment.reading_end)
    ]
    if not copied:
        return
    first, last = sorted(data.draw(st.tuples(st.sampled_from(copied), st.sampled_from(copied))))
    text_start, text_end = offsets.to_text(first, last + 1)
    assert 0 <= text_start < text_end <= len(text)
    assert offsets.to_reading(text_start, text_end) == (first, last + 1)


@given(text=TEXT, pieces=PIECES, data=st.data())
@settings(QUICK, max_examples=200)
def test_any_span_stays_inside(text: str, pieces: list[tuple[str, int]], data: st.DataObject) -> None:
    reading, offsets, _ = build(text, pieces)
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(reading)), st.integers(0, len(reading)))))
    assert 0 <= min(offsets.to_text(start, end)) <= max(offsets.to_text(start, end)) <= len(text)
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    assert 0 <= min(offsets.to_reading(start, end)) <= max(offsets.to_reading(start, end)) <= len(reading)
