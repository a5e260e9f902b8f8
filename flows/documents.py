"""One document's way through: bytes to `Document`, identified, fingerprinted, with its facts. Runs in a worker."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from extractors import links, registry
from extractors.fingerprint import sign
from extractors.identify import identify
from extractors.text.base import RawFile
from flows.scan import access_error
from schemas.document import Document
from schemas.errors import EmptyFileError, TooLargeError
from schemas.limits import Limits
from warehouse.rows import Rows, document_rows, extraction_rows, link_rows, merge_rows


@dataclass(frozen=True, slots=True)
class FileJob:
    """A file to be read: `location` is the path as sightings state it."""

    path: Path
    location: str
    limits: Limits = field(default_factory=Limits)
    withheld: Collection[str] = ()
    """Extractors that are not run on it: they hung on it before."""


@dataclass(frozen=True, slots=True)
class TextJob:
    """A document whose stored text is extracted again, by the extractors named in `only` alone."""

    document: Document
    only: frozenset[str]
    withheld: Collection[str] = ()

    @property
    def location(self) -> str:
        """What names the document in messages."""
        return self.document.id[:12]


@dataclass(frozen=True, slots=True)
class FoundRows:
    """The rows of a document, and what is told of them: facts by kind, unresolved values, errors by extractor."""

    rows: Rows
    facts: dict[str, int]
    unresolved: int
    errors: dict[str, str]


def read_file(path: Path, limits: Limits) -> RawFile:
    """The bytes of a file; raises `AccessError`, `EmptyFileError` or `TooLargeError`."""
    try:
        size = path.stat().st_size
        if size > limits.file:
            raise TooLargeError(
                f"{path}: {size:,} bytes, more than the limit of {limits.file:,}",
                advice="split the file or raise SOCLE_LIMITS__FILE",
            )
        data = path.read_bytes()
    except OSError as error:
        raise access_error(str(path), error) from error
    if not data:
        raise EmptyFileError(f"{path}: the file is empty", advice="ask for the file again")
    return RawFile(data, path.name, limits)


def read_document(raw: RawFile) -> Document:
    """Read and identify; raises a `ReadError` for what cannot be read."""
    return identify(registry.read(raw))


def document_facts(
    document: Document,
    *,
    only: Collection[str] | None = None,
    withheld: Collection[str] = (),
    on_start: Callable[[str], None] = lambda _: None,
) -> FoundRows:
    """Extract, and make the rows of every extractor, or of those named in `only`; links follow the facts they tie."""
    from extractors.pipeline import extract

    extraction = extract(document, withheld=withheld, on_start=on_start)
    outcomes = [outcome for outcome in extraction.outcomes if only is None or outcome.extractor in (*only, links.NAME)]
    parts = [
        extraction_rows(
            document.id, outcome.extractor, outcome.version, extraction.facts, extraction.unresolved, outcome.error
        )
        for outcome in outcomes
    ]
    parts.append(link_rows(document, extraction.links, extraction.facts, extractor=links.NAME, version=links.VERSION))
    kept = {outcome.extractor for outcome in outcomes if not outcome.error}
    return FoundRows(
        merge_rows(parts),
        dict(Counter(item.found.kind for item in extraction.facts if item.extractor in kept)),
        sum(item.extractor in kept for item in extraction.unresolved),
        {outcome.extractor: outcome.error for outcome in outcomes if outcome.error},
    )


def read_rows(document: Document, size: int) -> Rows:
    """The rows of the document itself, with its fingerprint; `size` in bytes."""
    return document_rows(document, sign(document), size=size)
