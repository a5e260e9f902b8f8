"""Whatever happened to the bytes of a PDF, the reader gives a sound document or one of our errors."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.text.base import RawFile
from extractors.text.pdf import PdfReader
from schemas.document import Document
from schemas.errors import NoTextError, ReadError
from tests.unit.extractors.text.pdf_files import Sheet, write_pdf

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEED = write_pdf(
    [
        Sheet().text(60, 60, "A heading of the page", size=18).lines(60, 100, ["left one", "left two", "left three"]),
        Sheet().lines(300, 100, ["right one", "right two"]).frame(50, 80, 500, 140).rule(50, 100, 500, 100),
    ]
)
WORDS = st.text(st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=40)
PLACES = st.tuples(st.integers(-50, 650), st.integers(-50, 900), WORDS, st.integers(4, 40))


def is_sound(document: Document) -> bool:
    """Whether words, pages and blocks lie where they say, in rising order."""
    assert "".join(document.text[word.start : word.end] for word in document.words) == "".join(document.text.split())
    assert all(before.end <= after.start for before, after in zip(document.words, document.words[1:], strict=False))
    assert all(0 <= page.start <= page.end <= len(document.text) for page in document.pages)
    assert all(0 <= block.start <= block.end <= len(document.reading) for block in document.blocks)
    for block in document.blocks:
        start, end = document.offsets.to_text(block.start, block.end)
        assert 0 <= start <= end <= len(document.text)
    return True


@QUICK
@given(st.integers(0, len(SEED) - 1), st.integers(0, 60), st.binary(max_size=30))
def test_changed_bytes(place: int, length: int, piece: bytes) -> None:
    data = SEED[:place] + piece + SEED[place + length :]
    try:
        assert is_sound(PdfReader().read(RawFile(data, "changed.pdf")))
    except ReadError:
        return


@QUICK
@given(st.lists(st.lists(PLACES, max_size=25), min_size=1, max_size=3))
def test_words_anywhere(pages: list[list[tuple[int, int, str, int]]]) -> None:
    sheets = []
    for page in pages:
        sheet = Sheet()
        for x, top, words, size in page:
            sheet.text(x, top, words, size=size)
        sheets.append(sheet)
    try:
        assert is_sound(PdfReader().read(RawFile(write_pdf(sheets), "words.pdf")))
    except NoTextError:
        return
