"""Finds readers and extractors: ours in their folders, other packages' by the entry-point group `socle.extractors`."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import TYPE_CHECKING

from extractors import text as text_package
from extractors.text.base import RawFile, Reader
from extractors.text.media import belies_name, known_type, refuse
from schemas.document import Document
from schemas.errors import SettingsError

if TYPE_CHECKING:
    from extractors.facts.base import FactExtractor
    from schemas.facts.base import Fact

GROUP = "socle.extractors"
NAME_MISMATCH = "name_mismatch"
# Claims below this rest on no more than that the bytes decode: content of a type that nobody reads goes before them.
WEAK_CLAIM = 30


@cache
def readers() -> tuple[Reader, ...]:
    """One instance of every reader, by name."""
    found = [
        member()
        for module in _modules(text_package)
        for member in _classes(module)
        if hasattr(member, "media_types") and hasattr(member, "claim") and not getattr(member, "_is_protocol", False)
    ]
    return tuple(sorted(found, key=lambda reader: reader.name))


def read(raw: RawFile) -> Document:
    """The document as its reader gives it, warned of where the file's name promised something else."""
    document = reader_for(raw).read(raw)
    if belies_name(raw.name, document.media_type):
        document = replace(document, warnings=(*document.warnings, NAME_MISMATCH))
    return document


def reader_for(raw: RawFile) -> Reader:
    """The reader with the strongest claim on the bytes; two equal claims are a fault of ours and say so.

    Raises `EmptyFileError`, `EncryptedFileError`, `UnsupportedMediaError` or `UnrecognisedError` where none has one.
    """
    claims = sorted(((reader.claim(raw), reader) for reader in readers()), key=lambda pair: -pair[0])
    if not claims or claims[0][0] == 0 or (claims[0][0] < WEAK_CLAIM and known_type(raw.data)):
        refuse(raw)
    if len(claims) > 1 and claims[0][0] == claims[1][0]:
        raise SettingsError(f"{raw.name}: claimed alike by {claims[0][1].name} and {claims[1][1].name}")
    return claims[0][1]


@cache
def extractors() -> "tuple[FactExtractor[Fact], ...]":
    """One instance of every fact extractor, in the order in which they run."""
    classes = extractor_classes()
    return tuple(classes[name]() for name in _in_order(classes))


@cache
def extractor_classes() -> "dict[str, type[FactExtractor[Fact]]]":
    """Every fact extractor by name; two of one name, or two for one table, are an error."""
    found: dict[str, type[FactExtractor[Fact]]] = {}
    tables: dict[str, str] = {}
    for member in (*_own_extractors(), *_outside_extractors()):
        other = found.get(member.name) or found.get(tables.get(member.model.table, ""))
        if other is not None and other is not member:
            raise SettingsError(f"{member.__module__} and {other.__module__} both claim the extractor {member.name}")
        found[member.name] = member
        tables[member.model.table] = member.name
    return found


def fact_models() -> "dict[str, type[Fact]]":
    """The record model of every kind of fact, by kind."""
    return {member.model.kind: member.model for member in extractor_classes().values()}


def _own_extractors() -> "Iterator[type[FactExtractor[Fact]]]":
    from extractors import facts as facts_package
    from extractors.facts.base import FactExtractor

    for module in _modules(facts_package):
        for member in _classes(module):
            if issubclass(member, FactExtractor) and not inspect.isabstract(member):
                yield member


def _outside_extractors() -> "Iterator[type[FactExtractor[Fact]]]":
    for entry_point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            yield entry_point.load()
        except Exception as error:
            raise SettingsError(
                f"the extractor {entry_point.name} ({entry_point.value}) cannot be loaded: {error}",
                advice="repair or uninstall its package",
            ) from error


def _in_order(classes: "dict[str, type[FactExtractor[Fact]]]") -> list[str]:
    """Names so that each stands after those it names in `after`; alphabetical where that leaves a choice."""
    order: list[str] = []
    waiting = sorted(classes)
    while waiting:
        ready = [
            name for name in waiting if all(other in order or other not in classes for other in classes[name].after)
        ]
        if not ready:
            raise SettingsError(f"these extractors wait for one another: {', '.join(waiting)}")
        order.append(ready[0])
        waiting.remove(ready[0])
    return order


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(package.__path__):
        if info.name != "base":
            yield importlib.import_module(f"{package.__name__}.{info.name}")


def _classes(module: ModuleType) -> Iterator[type]:
    for _, member in sorted(inspect.getmembers(module, inspect.isclass)):
        if member.__module__ == module.__name__:
            yield member
