"""PDFs that LibreOffice makes from a Word document."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.samples.pages import steady
from tests.samples.source import Source
from tests.samples.word import WordWriter


def convert_pdf(source: Source, target: Path) -> None:
    """Write a Word document with columns, and let LibreOffice with an empty profile convert it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        document = folder / f"{source.attributes['id']}.docx"
        document.write_bytes(WordWriter(source, traps=False).write())
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        target.write_bytes(steady(document.with_suffix(".pdf").read_bytes()))
