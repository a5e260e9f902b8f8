"""The base class of fact extractors: a spaCy component that turns a reading into facts."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from schemas.document import Document
from schemas.errors import ExtractionError
from schemas.facts.base import Fact, Found, Unresolved

if TYPE_CHECKING:  # a run that finds nothing new asks for the models of the extractors, and loads no spaCy
    from spacy.tokens import Doc

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of blocks in one language: `text` is `reading[start:end]`, so a match at `i` stands at `start + i`."""

    text: str
    start: int
    end: int
    language: str


@dataclass
class Outcome:
    """What one extractor made of one document; with an error its facts are withheld."""

    extractor: str
    version: int
    facts: list[Fact] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    error: str | None = None


class FactExtractor(ABC, Generic[F]):
    """Finds facts of one kind. A subclass states the four class variables and implements `find`."""

    name: ClassVar[str]
    version: ClassVar[int]
    languages: ClassVar[frozenset[str]]
    model: ClassVar[type[Fact]]
    after: ClassVar[tuple[str, ...]] = ()
    """Extractors whose facts this one looks at (`facts_of`): they run first."""

    @abstractmethod
    def find(self, doc: "Doc") -> Iterator[F | Unresolved]:
        """Yield facts and unresolved values; spans are offsets into `doc.text`, which is the document's reading."""

    def __call__(self, doc: "Doc") -> "Doc":
        outcome = Outcome(self.name, self.version)
        try:
            self._fill(outcome, doc)
        except Exception as error:  # noqa: BLE001 - one extractor must not take the others' facts with it
            outcome = Outcome(self.name, self.version, error=f"{type(error).__name__}: {error}")
        outcomes_of(doc)[self.name] = outcome
        return doc

    def _fill(self, outcome: Outcome, doc: "Doc") -> None:
        seen: set[tuple[int, int]] = set()
        length = len(document_of(doc).reading)
        for found in self.find(doc):
            self._check(found, length)
            if isinstance(found, Unresolved):
                outcome.unresolved.append(found)
            elif (found.start, found.end) in seen:
                raise ExtractionError(f"{self.name} yielded the span {found.start}:{found.end} twice")
            else:
                seen.add((found.start, found.end))
                outcome.facts.append(cast("Fact", found))
        outcome.facts.sort(key=lambda fact: (fact.start, fact.end))

    def _check(self, found: Found, length: int) -> None:
        if not isinstance(found, self.model | Unresolved):
            raise ExtractionError(
                f"{self.name} yielded a {type(found).__name__}; expected {self.model.__name__} or Unresolved"
            )
        if found.end > length:
            raise ExtractionError(f"{self.name} yielded the span {found.start}:{found.end}, past the end ({length})")


def set_up_extensions() -> None:
    """Give spaCy's `Doc` the two attributes that extractors read; calling it twice is harmless."""
    from spacy.tokens import Doc

    if not Doc.has_extension("document"):
        Doc.set_extension("document", default=None)
        Doc.set_extension("outcomes", default=None)


def document_of(doc: "Doc") -> Document:
    """The document that `doc` is the reading of."""
    return cast("Document", doc._.document)


def outcomes_of(doc: "Doc") -> dict[str, Outcome]:
    """What the extractors that already ran have found, by extractor name."""
    return cast("dict[str, Outcome]", doc._.outcomes)


def facts_of(doc: "Doc", extractor: str) -> list[Any]:
    """The facts that an extractor named in `after` has found, by position."""
    outcome = outcomes_of(doc).get(extractor)
    return list(outcome.facts) if outcome else []


def passages_of(doc: "Doc", languages: frozenset[str]) -> Iterator[Passage]:
    """The document cut where the language changes, in order; only passages in one of `languages` (primary subtags)."""
    document = document_of(doc)
    for start, end, language in _runs(document):
        primary = language.split("-")[0]
        if primary in languages:
            yield Passage(document.reading[start:end], start, end, language)


def _runs(document: Document) -> list[tuple[int, int, str]]:
    default = document.language or "en"
    runs: list[tuple[int, int, str]] = []
    for block in document.blocks:
        language = block.language or default
        if runs and runs[-1][2] == language:
            runs[-1] = (runs[-1][0], block.end, language)
        else:
            runs.append((block.start, block.end, language))
    return runs or [(0, len(document.reading), default)]
