"""Small PDFs written by hand: words at places, lines, and the faults that a reader meets."""

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


@dataclass
class Sheet:
    """One page: operators of its content stream, in drawing order."""

    operators: list[str] = field(default_factory=list)
    rotate: int = 0

    def text(self, x: float, top: float, words: str, *, size: float = 10, bold: bool = False) -> "Sheet":
        """Print words with their baseline `top` points below the top edge."""
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        font = "B" if bold else "F"
        self.operators.append(f"BT /{font} {size} Tf {x} {HEIGHT - top} Td ({escaped}) Tj ET")
        return self

    def lines(self, x: float, top: float, words: Sequence[str], *, size: float = 10, pitch: float = 13) -> "Sheet":
        """Print lines one below the other."""
        for number, line in enumerate(words):
            self.text(x, top + number * pitch, line, size=size)
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        """Draw a straight line."""
        self.operators.append(f"{x0} {HEIGHT - top} m {x1} {HEIGHT - bottom} l S")
        return self

    def frame(self, x0: float, top: float, x1: float, bottom: float) -> "Sheet":
        """Draw a rectangle."""
        self.operators.append(f"{x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re S")
        return self


def write_pdf(sheets: Sequence[Sheet], info: str = "", catalog: str = "") -> bytes:
    """The bytes of a PDF with these pages; Helvetica in WinAnsi."""
    first = 5
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(sheets)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
    ]
    for number, sheet in enumerate(sheets):
        content = "\n".join(sheet.operators).encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {sheet.rotate} /Contents"
            f" {first + 1 + 2 * number} 0 R /Resources << /Font << /F 3 0 R /B 4 0 R >> >> >>".encode()
        )
        objects.append(stream(content))
    objects.append(f"<< {info} >>".encode())
    return assemble(objects, f"/Info {len(objects)} 0 R")


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def assemble(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Objects, cross-reference table and trailer; the first object is the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
