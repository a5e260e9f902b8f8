"""The PDF reader, on small files written by hand."""

import random
import zlib

import pytest

from extractors.registry import reader_for
from extractors.text.base import RawFile
from extractors.text.pdf import PdfReader, created_at
from schemas.document import BlockKind, Document
from schemas.errors import NoTextError, ReadError, TooLargeError
from schemas.limits import Limits
from tests.unit.extractors.text.pdf_files import HEIGHT, Sheet, assemble, stream, write_pdf

LEFT = [
    "The programme began in the spring and",
    "reached four provinces before the end of",
    "the year, when a second phase was agreed",
    "with the ministry and the social partners",
]
RIGHT = [
    "that sit on its board. Each province has a",
    "team of three, who visit the workplaces in",
    "turn and report to the board every month",
    "on what they saw and what was changed.",
]


def read(*sheets: Sheet, **options: str) -> Document:
    return PdfReader().read(RawFile(write_pdf(sheets, **options), "sample.pdf"))


def test_claims_what_has_the_signature_near_its_beginning() -> None:
    assert PdfReader().claim(RawFile(b"\n\n%PDF-1.7 ...")) == 100
    assert PdfReader().claim(RawFile(b" " * 2000 + b"%PDF-1.7")) == 0
    assert reader_for(RawFile(write_pdf([Sheet().text(72, 72, "x")]))).name == "pdf"


def two_columns() -> Sheet:
    sheet = Sheet().text(60, 80, "A heading across both of the columns", size=18)
    return sheet.lines(60, 120, LEFT).lines(310, 120, RIGHT)


@pytest.mark.parametrize("seed", range(5))
def test_columns_are_read_one_after_the_other_whatever_the_drawing_order(seed: int) -> None:
    sheet = two_columns()
    random.Random(seed).shuffle(sheet.operators)
    document = read(sheet)
    assert document.reading == "\n\n".join(["A heading across both of the columns", " ".join([*LEFT, *RIGHT])])
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert len(document.blocks[1].boxes) == 2


def test_contacts_side_by_side_stay_apart() -> None:
    sheet = Sheet().lines(60, 100, ["Anna Berg", "Programme officer", "Tel. +41 22 799 0000", "berg@example.org"])
    sheet.lines(300, 100, ["Paul Roy", "Director", "Tel. +33 1 4000 0000", "roy@example.org"])
    assert read(sheet).reading.split("\n\n") == [
        "Anna Berg\nProgramme officer\nTel. +41 22 799 0000\nberg@example.org",
        "Paul Roy\nDirector\nTel. +33 1 4000 0000\nroy@example.org",
    ]


def table(sheet: Sheet, *, ruled: bool) -> Sheet:
    rows = [("Component", "2022", "Total"), ("Training", "310 000", "1 000 000"), ("Staff costs", "145 500", "600 000")]
    for number, row in enumerate(rows):
        for x, cell in zip((64, 204, 304), row, strict=True):
            sheet.text(x, 120 + 20 * number, cell, bold=number == 0)
    if ruled:
        for level in range(4):
            sheet.rule(60, 106 + 20 * level, 400, 106 + 20 * level)
        for x in (60, 200, 300, 400):
            sheet.rule(x, 106, x, 166)
    return sheet


@pytest.mark.parametrize("ruled", [True, False])
def test_tables_are_read_row_by_row(ruled: bool) -> None:
    sheet = Sheet().lines(60, 60, [*LEFT[:2]])
    document = read(table(sheet, ruled=ruled).lines(60, 200, RIGHT))
    cells = [block for block in document.blocks if block.kind is BlockKind.CELL]
    assert "Component\t2022\tTotal\nTraining\t310 000\t1 000 000\nStaff costs\t145 500\t600 000" in document.reading
    assert [block.cell.row for block in cells if block.cell] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert [block.cell.header for block in cells if block.cell] == [True] * 3 + [False] * 6


def test_an_aside_in_a_frame_is_kept_together() -> None:
    sheet = (
        Sheet().lines(60, 100, LEFT).frame(50, 150, 290, 205).lines(60, 165, ["Good to know", "It is free.", "Ask us."])
    )
    assert read(sheet).reading.endswith("Good to know\nIt is free.\nAsk us.")


def test_furniture_is_in_the_text_and_not_in_the_reading() -> None:
    sheets = [
        Sheet().text(60, 30, "Annual report", size=8).lines(60, 100, lines).text(300, 820, str(number), size=8)
        for number, lines in enumerate((LEFT, RIGHT), 1)
    ]
    document = read(*sheets)
    assert document.reading == " ".join([*LEFT, *RIGHT])
    assert document.text.count("Annual report") == 2
    assert [page.number for page in document.pages] == [1, 2]
    assert document.page_of(document.text.index("that sit")) == 2


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The organisation finan-", "ces projects in the South."], "The organisation finances projects in the South."),
        (["Le projet a été lancé à l'appui des orga-", "nisations du pays."], "organisations du pays."),
        (["Work in the region of Asia-", "Pacific began in the spring."], "Asia-Pacific began"),
        (["See www.example.org/reports/", "annual for the whole of it."], "www.example.org/reports/annual for"),
    ],
)
def test_lines_and_words_are_joined(lines: list[str], expected: str) -> None:
    assert expected in read(Sheet().lines(60, 100, lines)).reading


def test_doubled_characters_are_read_once() -> None:
    sheet = Sheet().text(60, 100, "Bold by hand").text(60.3, 100, "Bold by hand")
    assert read(sheet).reading == "Bold by hand"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_shown_turned_is_read_and_its_boxes_lie_on_it(rotate: int) -> None:
    sheet = two_columns()
    sheet.rotate = rotate
    document = read(sheet)
    assert document.reading.endswith(" ".join([*LEFT, *RIGHT]))
    page = document.pages[0]
    assert {page.width, page.height} == {595, HEIGHT}
    assert page.width == (HEIGHT if rotate in {90, 270} else 595)
    assert all(
        0 <= w.box.x0 < w.box.x1 <= page.width and 0 <= w.box.top < w.box.bottom <= page.height for w in document.words
    )


def test_every_word_has_a_box_and_spans_lead_to_it() -> None:
    document = read(two_columns())
    assert [document.text[word.start : word.end] for word in document.words] == document.text.split()
    start = document.reading.index("four provinces")
    [box] = document.boxes_of(*document.offsets.to_text(start, start + len("four provinces")))
    assert (box.page, round(box.bottom - box.top)) == (1, 10)
    assert 60 < box.x0 < box.x1 < 290


def test_metadata() -> None:
    info = "/Title (Report) /Author (ILO) /CreationDate (D:20160831120000+02'00')"
    metadata = read(two_columns(), info=info, catalog="/Lang (fr-FR)").metadata
    assert metadata["layout_title"] == "A heading across both of the columns"
    assert metadata["created"] == "2016-08-31T12:00:00+02:00"
    assert (metadata["title"], metadata["author"], metadata["language"]) == ("Report", "ILO", "fr-FR")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("D:20160831120000Z", "2016-08-31T12:00:00+00:00"),
        ("2016-08-31T12:00:00+08:00", "2016-08-31T12:00:00+08:00"),
        ("D:2016", "2016-01-01"),
        ("D:20161331", None),
        ("yesterday", None),
    ],
)
def test_dates_of_creation(written: str, expected: str | None) -> None:
    assert created_at(written) == expected


def form_loop() -> bytes:
    sheet = Sheet().text(72, 100, "Still here")
    sheet.operators.append("/X Do")
    data = write_pdf([sheet]).replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")
    return data.replace(b"<<  /Length", b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length")


def page_loop() -> bytes:
    return write_pdf([Sheet().text(72, 100, "Still here")]).replace(b"/Kids [5 0 R]", b"/Kids [5 0 R 2 0 R]")


def no_page_size() -> bytes:
    return write_pdf([Sheet().text(72, 100, "Still here")]).replace(b"[0 0 595 842]", b"null")


@pytest.mark.parametrize("make", [form_loop, page_loop, no_page_size])
def test_the_sane_part_of_a_broken_file_is_read(make: object) -> None:
    assert callable(make)
    assert "Still here" in PdfReader().read(RawFile(make())).reading


def packed(entries: str, data: bytes) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    head = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page]
    return assemble([*head, stream(data, entries)])


ZEROS = zlib.compress(b" " * 60_000_000)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"%PDF-1.7\n", ReadError),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, ReadError),
        (write_pdf([two_columns()])[:700], ReadError),
        (write_pdf([Sheet()]), NoTextError),
        (packed("/Filter /FlateDecode", ZEROS), TooLargeError),
        (packed("/Filter [/FlateDecode /FlateDecode]", zlib.compress(ZEROS)), TooLargeError),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error):
        PdfReader().read(RawFile(data, "bad.pdf"))


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(TooLargeError):
        PdfReader().read(RawFile(write_pdf([Sheet().text(72, 72, "x")] * 4), limits=Limits(pages=3)))
