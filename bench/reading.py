"""The PDF reader beside pdfplumber's and PDFium's own text: seconds, and paragraphs in the right order."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.kit import Table, shared
from extractors.text.base import RawFile
from extractors.text.pdf import PdfReader
from tests.quality.test_reading_order import Score, folded, layouts, order_score, total, truth_of

Extract = Callable[[bytes], str]

# Characters by which a paragraph is found whose rest a line break, a hyphen or a running head may cut.
BEGINNING = 20


@dataclass
class Reading:
    """How one reader did on some files: seconds, order by beginnings, order of whole paragraphs."""

    seconds: float = 0.0
    orders: list[Score] = field(default_factory=list)
    wholes: list[Score] = field(default_factory=list)

    def add(self, seconds: float, text: str, paragraphs: list[str]) -> None:
        """Count a file in."""
        self.seconds += seconds
        self.orders.append(order_score([folded(paragraph)[:BEGINNING] for paragraph in paragraphs], text))
        self.wholes.append(order_score(paragraphs, text))

    def cells(self) -> tuple[float, float, float]:
        """What a row shows of it."""
        return round(self.seconds, 2), round(total(self.orders).share, 3), round(total(self.wholes).share, 3)


def run() -> Iterator[Table]:
    """The sample PDFs with their order measured; the shared PDFs for time alone."""
    extracts: dict[str, Extract] = {"Socle": _socle, "pdfplumber": _pdfplumber, "PDFium": _pdfium}
    sums = {name: Reading() for name in extracts}
    rows: list[tuple[object, ...]] = []
    for layout, paths in layouts().items():
        readings = {name: Reading() for name in extracts}
        for path in paths:
            data, paragraphs = path.read_bytes(), [str(block) for block in truth_of(path)["blocks"]]
            for name, extract in extracts.items():
                seconds, text = _timed(extract, data)
                for reading in (readings[name], sums[name]):
                    reading.add(seconds, text or "", paragraphs)
        rows.append((layout, len(paths), *(cell for reading in readings.values() for cell in reading.cells())))
    files = sum(map(len, layouts().values()))
    rows.append(("all", files, *(cell for reading in sums.values() for cell in reading.cells())))
    heads = [f"{name} {what}" for name in extracts for what in ("s", "order", "whole")]
    note = (
        "Order: pairs of paragraphs up to 12 apart that begin in the source's order. Whole: and stand in one piece,\n"
        "without a running head, a neighbouring column or a hyphen inside."
    )
    yield Table("reading: sample PDFs by producer and columns", ["layout", "files", *heads], rows, note)
    folder = shared("pdfs")
    if folder:
        yield _shared_pdfs(folder, extracts)


def _shared_pdfs(folder: Path, extracts: dict[str, Extract]) -> Table:
    paths = sorted(folder.glob("*.pdf"))
    totals = dict.fromkeys(extracts, 0.0)
    read = dict.fromkeys(extracts, 0)
    for path in paths:
        for name, extract in extracts.items():
            seconds, text = _timed(extract, path.read_bytes())
            totals[name] += seconds
            read[name] += text is not None
    rows = [(name, f"{read[name]} of {len(paths)}", round(totals[name], 2)) for name in extracts]
    note = "Files that a reader refuses (encrypted, damaged, without text) count with the time until it does."
    return Table("reading: shared PDFs", ["reader", "read", "seconds"], rows, note)


def _timed(extract: Extract, data: bytes) -> tuple[float, str | None]:
    """Seconds, and the text; None where the file was refused, by whichever error the library has for that."""
    started = time.perf_counter()
    try:
        text = extract(data)
    except Exception:  # noqa: BLE001 - three libraries, each with errors of its own
        return time.perf_counter() - started, None
    return time.perf_counter() - started, text


def _socle(data: bytes) -> str:
    return PdfReader().read(RawFile(data, "file.pdf")).reading


def _pdfplumber(data: bytes) -> str:
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def _pdfium(data: bytes) -> str:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()
