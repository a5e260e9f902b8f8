"""Plain text and Markdown."""

import re
from typing import ClassVar

from extractors.reading import ReadingBuilder
from extractors.text.base import RawFile
from schemas.document import Document
from schemas.errors import UnrecognisedError


class PlainReader:
    """Reads decodable text as paragraphs parted by blank lines."""

    name: ClassVar[str] = "plain"
    media_types: ClassVar[tuple[str, ...]] = ("text/plain", "text/markdown")

    def claim(self, raw: RawFile) -> int:
        """A last resort: anything that decodes."""
        return 0 if b"\x00" in raw.data else 10

    def read(self, raw: RawFile) -> Document:
        """The text as it is; the reading has its paragraphs."""
        try:
            text = raw.data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnrecognisedError(f"{raw.name}: {error}") from error
        builder = ReadingBuilder(text)
        for match in re.finditer(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*", text):
            builder.begin()
            builder.copy(match.start(), match.end())
            builder.end_block()
        reading, offsets, blocks = builder.build()
        return Document(raw.id, "text/plain", self.name, text, reading, offsets, blocks)
