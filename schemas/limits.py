"""How much one document may ask for. Past a limit it is quarantined, never shortened."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, unless the name says otherwise."""

    file: int = 100_000_000
    html: int = 10_000_000
    text_characters: int = 10_000_000
    pages: int = 2_000
    seconds: float = 60.0
    worker_memory: int = 512_000_000
    archive_expanded: int = 500_000_000
    archive_ratio: int = 100
    archive_entries: int = 10_000
    archive_depth: int = 3
