"""Sheets of labelled values: "Donor: …", "Budget: …", "Duration: …" in lines or in a table of two columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.linking.grid import Table, means
from extractors.linking.places import find_places
from extractors.linking.rules import Labels, labels_of
from extractors.linking.scene import Scene, Span, make_link
from schemas.document import BlockKind
from schemas.facts.amount import Amount, Measure
from schemas.facts.base import Fact
from schemas.facts.date import Date
from schemas.facts.link import Link, Relation
from schemas.facts.programme import ProgrammeMention

_LINE = re.compile(r"^[•\-– ]*(?P<label>[^:：\n]{2,40})[:：] ?(?P<value>[^\n]{2,200})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Field:
    label: str
    start: int
    end: int


def find_in_sheets(scene: Scene, tables: list[Table]) -> Iterator[Link]:
    """What the fields of a sheet say about its budget, and where its period is."""
    fields = [*_fields_of_tables(tables), *_fields_of_lines(scene)]
    for group in _groups(scene, fields):
        yield from _of_sheet(scene, group)


def _of_sheet(scene: Scene, fields: list[_Field]) -> Iterator[Link]:
    language = scene.language_of(scene.document.blocks[scene.block_at(fields[0].start)])
    labels = labels_of(language)
    budget, period = _budget(scene, fields, labels), _period(scene, fields, labels)
    facts = [fact for fact in (budget, period) if fact is not None]
    if budget and period:
        yield make_link(Relation.PERIOD, budget, (period.start, period.end), "period.sheet", 0.85)
    for item in fields:
        if budget and means(item.label, labels.giver) and not _holds_amount(scene, item):
            yield make_link(Relation.GIVER, budget, _first_words(scene, item), "giver.sheet", 0.85)
        elif means(item.label, labels.place):
            for place in find_places(scene.reading[item.start : item.end], language):
                span = (item.start + place.start, item.start + place.end)
                for fact in facts:
                    yield make_link(Relation.PLACE, fact, span, "place.sheet", 0.8, place.code)
    about = _named(scene, fields, labels)
    for fact in facts if about else ():
        yield make_link(Relation.PROGRAMME, fact, about or (0, 0), "programme.sheet", 0.8)


def _named(scene: Scene, fields: list[_Field], labels: Labels) -> Span | None:
    """The programme that a field of the sheet names, else the one of the title."""
    for item in fields:
        if item.label in labels.programme:
            mention = next(
                (fact for fact in scene.facts_in(item.start, item.end) if isinstance(fact, ProgrammeMention)), None
            )
            return (mention.start, mention.end) if mention else _first_words(scene, item)
    mention = _about(scene, fields[0].start)
    return (mention.start, mention.end) if mention else None


def _holds_amount(scene: Scene, item: _Field) -> bool:
    return any(isinstance(fact, Amount) for fact in scene.facts_in(item.start, item.end))


def _period(scene: Scene, fields: list[_Field], labels: Labels) -> Fact | None:
    for item in fields:
        if means(item.label, labels.period):
            return next((fact for fact in scene.facts_in(item.start, item.end) if isinstance(fact, Date)), None)
    return None


def _budget(scene: Scene, fields: list[_Field], labels: Labels) -> Fact | None:
    for item in fields:
        if means(item.label, labels.budget):
            for fact in scene.facts_in(item.start, item.end):
                if isinstance(fact, Amount) and fact.measure is Measure.MONEY:
                    return fact
    return None


def _about(scene: Scene, position: int) -> ProgrammeMention | None:
    """The programme that the document's title names: the first mention, in a heading before the sheet."""
    for mention in scene.programmes:
        if mention.start >= position:
            return None
        block = scene.document.blocks[scene.block_at(mention.start)]
        if block.kind is BlockKind.HEADING:
            return mention
    return None


def _fields_of_lines(scene: Scene) -> Iterator[_Field]:
    for block in scene.document.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            text = scene.reading[block.start : block.end]
            if ":" in text or "：" in text:
                for match in _LINE.finditer(text):
                    label = match["label"].strip().lower().replace("’", "'")
                    yield _Field(label, block.start + match.start("value"), block.start + match.end("value"))


def _fields_of_tables(tables: list[Table]) -> Iterator[_Field]:
    for table in tables:
        if table.columns != 2:
            continue
        for row in table.rows:
            value = table.cells.get((row, 1))
            label = table.text(row, 0).strip(" :：").lower().replace("’", "'")
            if value is not None and label:
                yield _Field(label, value.start, value.end)


def _groups(scene: Scene, fields: list[_Field]) -> Iterator[list[_Field]]:
    """Fields that stand together: no heading between them."""
    group: list[_Field] = []
    for item in sorted(fields, key=lambda item: item.start):
        if group and _parted(scene, group[-1].end, item.start):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _parted(scene: Scene, end: int, start: int) -> bool:
    first, last = scene.block_at(end), scene.block_at(start)
    return any(scene.document.blocks[number].kind is BlockKind.HEADING for number in range(first, last + 1))


def _first_words(scene: Scene, item: _Field) -> Span:
    """A field's value up to the first comma, semicolon or bracket."""
    text = scene.reading[item.start : item.end]
    match = re.match(r"[^,;(，；（]{2,}", text)
    return item.start, item.start + len((match.group() if match else text).rstrip())
