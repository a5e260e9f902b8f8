"""An index of the catalogue's names: a trie of units, walked wherever a name may begin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from extractors.catalogue import Programme, load_catalogue
from extractors.naming.folding import BETWEEN, HAN, UNIT, unit_of, units_of

# What a document may put inside a name that the catalogue has without it: "Fonds (de l'OIT) pour …".
_INSERTIONS = (("de", "l", "oit"), ("du", "oit"), ("de", "l", "un"), ("des", "nation", "unie"), ("oit",))

_INSERTION_STARTS = {insertion[0] for insertion in _INSERTIONS}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one programme in one language."""

    programme: Programme
    language: str
    text: str
    ambiguous: bool
    unverified: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that stands at `start:end` of the folded text."""

    start: int
    end: int
    name: Name


@dataclass
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


class NameIndex:
    """Finds every catalogue name in a folded text; where one holds another, the longest."""

    def __init__(self, names: list[Name]) -> None:
        self._root = _Node()
        for name in names:
            node = self._root
            for unit in units_of(name.text):
                node = node.children.setdefault(unit, _Node())
            node.names.append(name)
        self._starts = re.compile("|".join([rf"[^\W\d_{HAN}]+|\d+", *self._chinese_starts()]))

    def _chinese_starts(self) -> list[str]:
        """Patterns for two characters with which a name begins: no other place in a Chinese text is looked at."""
        pairs = {
            unit: "".join(sorted(node.children)) for unit, node in sorted(self._root.children.items()) if unit > HAN[0]
        }
        firsts = "".join(pairs)
        patterns = "|".join(
            rf"{first}(?=\W{{0,3}}[{re.escape(seconds)}])" for first, seconds in pairs.items() if seconds
        )
        return [rf"(?=[{firsts}])(?:{patterns})"] if pairs else []

    def find(self, folded: str) -> Iterator[Hit]:
        """The names in the text, in order, without overlaps."""
        position = 0
        children = self._root.children
        for match in self._starts.finditer(folded):
            if match.start() < position:
                continue
            node = children.get(unit_of(match.group()))
            if node is None:
                continue
            end, names = self._longest(folded, match.end(), node)
            if names:
                yield from (Hit(match.start(), end, name) for name in names)
                position = end

    def _longest(self, folded: str, position: int, node: _Node) -> tuple[int, list[Name]]:
        best = (position, node.names)
        inserted = False
        while True:
            step = _next_unit(folded, position)
            if step is None:
                return best
            unit, end = step
            child = node.children.get(unit)
            if child is None:
                after = _insertion_end(folded, position) if not inserted and unit in _INSERTION_STARTS else None
                if after is None:
                    return best
                position, inserted = after, True
                continue
            node, position = child, end
            if node.names:
                best = (position, node.names)


def _next_unit(folded: str, position: int) -> tuple[str, int] | None:
    between = BETWEEN.match(folded, position)
    match = UNIT.match(folded, between.end() if between else position)
    return (unit_of(match.group()), match.end()) if match else None


def _insertion_end(folded: str, position: int) -> int | None:
    """Where an insertion that begins here ends; None if there is none."""
    for insertion in _INSERTIONS:
        end: int | None = position
        for wanted in insertion:
            step = _next_unit(folded, end) if end is not None else None
            end = step[1] if step and step[0] == wanted else None
        if end is not None:
            return end
    return None


@cache
def catalogue_index() -> NameIndex:
    """The index of the shipped catalogue, built once a process."""
    return NameIndex(
        [
            Name(
                programme,
                language,
                text,
                ambiguous=text in programme.ambiguous,
                unverified=language in programme.unverified or text in programme.unverified,
            )
            for programme in load_catalogue()
            for language, texts in programme.names.items()
            for text in texts
        ]
    )


@cache
def catalogue_acronyms() -> dict[str, list[Programme]]:
    """The programmes that an acronym may stand for."""
    found: dict[str, list[Programme]] = {}
    for programme in load_catalogue():
        for acronym in programme.acronyms:
            found.setdefault(acronym, []).append(programme)
    return found
