"""A family of near-identical versions: its members, and what changed between them, words and facts."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path

from flows.console import write, write_json, write_table
from warehouse.query import Version, family_of

_TOKEN = re.compile(r"[\u3400-\u9fff]|\d+(?:[.,]\d+)*|[^\W_]+")
_CONTEXT = 4


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one version in the place of words of another; either may be empty; `before` leads there."""

    before: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a stretch of text, as compared and where they stand."""

    text: str
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> "_Words":
        matches = list(_TOKEN.finditer(text))
        return cls(text, tuple(match.group() for match in matches), tuple(match.span() for match in matches))

    def between(self, start: int, end: int) -> str:
        """The words from `start` to `end` as the text has them, white space folded."""
        if start >= end:
            return ""
        return " ".join(self.text[self.spans[start][0] : self.spans[end - 1][1]].split())


def write_versions(warehouse: Path, document: str, *, as_json: bool) -> None:
    """Print a document's family and what each version has otherwise than the canonical one."""
    family = family_of(warehouse, document)
    canonical, *others = family.versions
    if as_json:
        write_json(
            {
                "family_id": family.family_id,
                "versions": [
                    {
                        "document_id": version.document_id,
                        "title": version.title,
                        "path": version.path,
                        "canonical": version.canonical,
                        "likeness": version.likeness,
                        "changes": [asdict(change) for change in word_changes(canonical.reading, version.reading)],
                    }
                    for version in family.versions
                ],
                "fact_changes": [dict(zip(family.changes.columns, row, strict=True)) for row in family.changes.rows],
            }
        )
        return
    write_table(
        ["document", "file", "title", "canonical", "likeness"],
        [(v.document_id[:12], v.path, v.title, v.canonical, _share(v.likeness)) for v in family.versions],
        title=f"family {family.family_id[:12]}: {len(family.versions)} version{'s' if others else ''}",
    )
    for other in others:
        _write_changes(canonical, other)
    if family.changes.rows:
        wanted = [name for name in family.changes.columns if not name.endswith("_id")]
        picked = [family.changes.columns.index(name) for name in wanted]
        write_table(
            wanted, [[row[index] for index in picked] for row in family.changes.rows], title="facts that differ"
        )


def word_changes(old: str, new: str) -> Iterator[Change]:
    """Where two texts differ, word by word (character by character in Chinese), in the order of the first.

    Paragraphs that are the same are passed over first, so that long documents take little time; marks between words are
    no difference.
    """
    first, second = old.split("\n\n"), new.split("\n\n")
    keys = [[_Words.of(block).folded for block in blocks] for blocks in (first, second)]
    for tag, start, end, other_start, other_end in SequenceMatcher(
        None, keys[0], keys[1], autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield from _changes("\n\n".join(first[start:end]), "\n\n".join(second[other_start:other_end]))


def _changes(old: str, new: str) -> Iterator[Change]:
    first, second = _Words.of(old), _Words.of(new)
    matcher = SequenceMatcher(None, first.folded, second.folded, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            lead = first.between(max(0, start - _CONTEXT), start)
            yield Change(lead, first.between(start, end), second.between(other_start, other_end))


def _write_changes(canonical: Version, other: Version) -> None:
    rows = [(change.before, change.old, change.new) for change in word_changes(canonical.reading, other.reading)]
    title = f"words of {other.path or other.document_id[:12]} against {canonical.path or canonical.document_id[:12]}"
    if rows:
        write_table(["after", "canonical version", "this version"], rows, title=title)
    else:
        write(f"{title}: the same")


def _share(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"
