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
    labels = labels_of(scene.language_of(scene.document.blocks[scene.block_at(fields[0].start)]))
    budget = _budget(scene, fields, labels)
    if budget is None:
        return
    for item in fields:
        facts = scene.facts_in(item.start, item.end)
        if means(item.label, labels.giver) and not any(isinstance(f, Amount) for f in facts):
            span = _first_words(scene, item)
            yield make_link(Relation.GIVER, budget, span, "giver.sheet", 0.85)
        elif means(item.label, labels.period):
            for date in [f for f in facts if isinstance(f, Date)][:1]:
                yield make_link(Relation.PERIOD, budget, (date.start, date.end), "period.sheet", 0.85)
        elif means(item.label, labels.place):
            language = scene.language_of(scene.document.blocks[scene.block_at(item.start)])
            for place in find_places(scene.document.reading[item.start : item.end], language):
                span = (item.start + place.start, item.start + place.end)
                yield make_link(Relation.PLACE, budget, span, "place.sheet", 0.8, place.code)
    mention = _about(scene, fields[0].start)
    if mention is not None:
        yield make_link(Relation.PROGRAMME, budget, (mention.start, mention.end), "programme.sheet", 0.8)


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


def find_results(scene: Scene, tables: list[Table]) -> Iterator[Link]:
    """In a sheet whose title is a programme's name: the grand total of its budget, and the counts in its tables."""
    about = _subject(scene)
    if about is None:
        return
    for table in tables:
        last = (table.rows[-1], table.columns - 1)
        for (row, column), block in table.cells.items():
            for fact in scene.facts_in(block.start, block.end):
                if not isinstance(fact, Amount) or table.columns < 3 or table.is_label(row, column):
                    continue
                total = (row, column) == last and table.is_total(row)
                if fact.measure is Measure.COUNT or (fact.measure is Measure.MONEY and total):
                    yield make_link(Relation.PROGRAMME, fact, (about.start, about.end), "programme.title", 0.7)


def _subject(scene: Scene) -> ProgrammeMention | None:
    """The programme whose name is most of the first heading."""
    first = next((block for block in scene.document.blocks if block.kind is BlockKind.HEADING), None)
    if first is None:
        return None
    inside = (m for m in scene.programmes if first.start <= m.start and m.end <= first.end)
    return next((m for m in inside if 2 * (m.end - m.start) > first.end - first.start), None)


def _fields_of_lines(scene: Scene) -> Iterator[_Field]:
    for block in scene.document.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            text = scene.document.reading[block.start : block.end]
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
    text = scene.document.reading[item.start : item.end]
    match = re.match(r"[^,;(，；（]{2,}", text)
    return item.start, item.start + len((match.group() if match else text).rstrip())
