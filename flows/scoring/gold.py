"""Reads gold: facts and links, anchored by page and quote or by offsets into the text, and their documents."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from flows.scoring.anchors import Anchor
from flows.scoring.pairing import Span
from schemas.errors import SettingsError

Place = Anchor | Span

GOLD_DIR = "SOCLE_GOLD_DIR"
DOCUMENTS = "documents.jsonl"
LINK = "link"
# Folders beside the gold, or further up, in which its documents may lie.
_FOLDERS = ("raw", "corpus", "documents")


class Record(BaseModel):
    """A line of gold; what else stands in it is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


R = TypeVar("R", bound=Record)


class _Words(Record):
    quote: str = Field(min_length=1)
    before: str = ""
    after: str = ""

    def anchor(self, page: int | None) -> Anchor:
        return Anchor(self.quote, self.before, self.after, page)


class GoldFact(Record):
    """A fact of the gold."""

    doc: str
    kind: str
    value: dict[str, Any]
    optional: bool = False
    page: int | None = None
    quote: str | None = Field(default=None, min_length=1)
    before: str = ""
    after: str = ""
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    text: str = ""

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        if self.quote is None and (self.start is None or self.end is None):
            raise ValueError("neither a quote nor start and end")
        return self

    @property
    def place(self) -> Place:
        """Where the fact stands: an anchor, or offsets into the text."""
        if self.quote is not None:
            return Anchor(self.quote, self.before, self.after, self.page)
        assert self.start is not None
        assert self.end is not None
        return self.start, self.end

    @property
    def words(self) -> str:
        """The fact as printed."""
        return self.quote or self.text


class GoldLink(Record):
    """A link of the gold."""

    doc: str
    relation: str
    near: _Words | Span = Field(alias="from")
    far: _Words | Span | None = Field(default=None, alias="to")
    value: str | None = None
    optional: bool = False
    page: int | None = None

    @property
    def near_place(self) -> Place:
        """Where the fact stands that the link begins at."""
        return self.near.anchor(self.page) if isinstance(self.near, _Words) else self.near

    def far_place(self) -> Place | None:
        """Where the other end stands: often on the page of the near end, so that its page is only a hint."""
        return self.far.anchor(self.page) if isinstance(self.far, _Words) else self.far

    @property
    def words(self) -> str:
        """Both ends as printed, as far as the gold has the words."""
        ends = [end.quote for end in (self.near, self.far) if isinstance(end, _Words)]
        return " → ".join(ends)


class GoldDocument(Record):
    """What the gold knows of a document as a whole; without a kind, it is only named. The mistakes in a frozen document
    are never shown."""

    doc: str
    path: str | None = None
    language: str
    kind: str | None = None
    title: str | None = None
    published: str | None = None
    format: str | None = None
    frozen: bool = False


@dataclass
class GoldSet:
    """The gold of one folder. `kinds` are those that it annotates, in every document that it names."""

    folder: Path
    facts: list[GoldFact] = field(default_factory=list)
    links: list[GoldLink] = field(default_factory=list)
    documents: dict[str, GoldDocument] = field(default_factory=dict)
    scores_documents: bool = False
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        """The kinds of fact that are annotated."""
        return sorted({fact.kind for fact in self.facts})

    @property
    def anchored(self) -> bool:
        """Whether its facts stand by quote; else by offsets into the text."""
        places = [*(fact.place for fact in self.facts[:1]), *(link.near_place for link in self.links[:1])]
        return any(isinstance(place, Anchor) for place in places) or not places

    def names(self) -> list[str]:
        """The documents, by name."""
        annotated = {fact.doc for fact in self.facts} | {link.doc for link in self.links}
        return sorted(annotated | self.documents.keys())

    def covers(self, name: str) -> bool:
        """Whether a document is annotated in every kind of this gold, so that what else is found in it is wrong."""
        return name in self.documents or not self.documents

    def frozen(self, name: str) -> bool:
        """Whether the mistakes in a document must not be shown."""
        return name in self.documents and self.documents[name].frozen

    def file_of(self, name: str, folder: Path | None = None) -> Path | None:
        """The file of a document: in `folder`, else in a folder beside the gold; None where there is none."""
        known = self.documents.get(name)
        relative = [known.path] if known and known.path else []
        for place in [folder] if folder else self._folders():
            for candidate in (*relative, name):
                if (place / candidate).is_file():
                    return place / candidate
        return None

    def _folders(self) -> Iterator[Path]:
        yield self.folder
        for parent in (self.folder, *self.folder.resolve().parents[:3]):
            yield from (parent / name for name in _FOLDERS)
        if os.environ.get(GOLD_DIR):
            yield Path(os.environ[GOLD_DIR]) / "corpus"


def read_gold(paths: Iterable[Path]) -> list[GoldSet]:
    """The gold of files and folders, one set a folder; raises `SettingsError` for what is no gold."""
    sets: dict[Path, GoldSet] = {}
    for path in paths:
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not files:
            raise SettingsError(f"{path}: no gold in it", advice="name a folder with .jsonl files, or the files")
        for file in files:
            _read_into(sets.setdefault(file.parent, GoldSet(file.parent)), file)
    for gold in sets.values():
        beside = gold.folder / DOCUMENTS
        if not gold.documents and beside.is_file():
            gold.documents = {record.doc: record for record in read_records(beside, GoldDocument)}
    return list(sets.values())


def _read_into(gold: GoldSet, file: Path) -> None:
    lines = list(_lines(file))
    gold.digests[file.name] = digest(file)
    if file.name == DOCUMENTS:
        gold.documents = {str(line.get("doc")): _checked(line, GoldDocument, where) for where, line in lines}
        gold.scores_documents = any(document.kind for document in gold.documents.values())
        return
    links = [(where, line) for where, line in lines if line.get("kind") == LINK]
    facts = [(where, line) for where, line in lines if line.get("kind") != LINK]
    gold.links += [_checked(line, GoldLink, where) for where, line in links]
    gold.facts += [_checked(line, GoldFact, where) for where, line in facts]


def read_records(path: Path, model: type[R]) -> list[R]:
    """The records of a file, one a line; raises `SettingsError` that names the line that is none."""
    return [_checked(line, model, where) for where, line in _lines(path)]


def digest(path: Path) -> str:
    """SHA-256 of a file, lower-case hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def package_folders(modules: Sequence[str]) -> list[Path]:
    """The `gold` folders of packages that bring extractors of their own, by the modules of these extractors."""
    import importlib

    folders: list[Path] = []
    for name in modules:
        top, inner = importlib.import_module(name.split(".")[0]), importlib.import_module(name)
        for module in (top, inner):
            folder = Path(module.__file__).parent / "gold" if module.__file__ else None
            if folder and folder not in folders and any(folder.glob("*.jsonl")):
                folders.append(folder)
    return folders


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}", advice="name files of gold, one JSON object a line") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise SettingsError(f"{where}: no JSON ({error})") from error
        if not isinstance(record, dict):
            raise SettingsError(f"{where}: no object")
        yield where, record


def _checked(line: dict[str, Any], model: type[R], where: str) -> R:
    if "expected" in line and "expected" not in model.model_fields:
        raise SettingsError(f"{where}: this is a case", advice="score cases with --cases")
    try:
        return model.model_validate(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise SettingsError(f"{where}: {place + ': ' if place else ''}{first['msg']}") from error
