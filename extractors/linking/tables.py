"""What the heads of a table say about the amounts in its cells."""

import re
from collections.abc import Iterator

from extractors.linking.grid import Table, means, plain
from extractors.linking.scene import make_link
from schemas.facts.amount import Amount, Measure
from schemas.facts.date import Date, Role
from schemas.facts.link import Link, Relation
from schemas.facts.programme import ProgrammeMention

# What a date in a caption is where it says nothing of the sums below.
_NOT_PERIODS = (Role.PUBLISHED, Role.CITED, Role.SIGNED)


def find_in_table(table: Table) -> Iterator[Link]:
    """Purpose, giver, programme, period and place of the amounts in a table, and what its percentages measure."""
    for row in table.rows:
        if row <= table.head:
            continue
        label = table.label_column(row)
        for column in range(table.columns):
            for fact in table.facts(row, column):
                if isinstance(fact, Amount) and not table.is_label(row, column):
                    yield from _of_cell(table, row, column, label, fact)
                elif isinstance(fact, Date) and not table.is_total(row):
                    yield from _programme(table, row, fact)


def _of_cell(table: Table, row: int, column: int, label: int | None, fact: Amount) -> Iterator[Link]:
    yield from _places(table, row, column, fact)
    if fact.measure is Measure.MONEY:
        yield from _period(table, row, column, fact)
    if label is None:
        return
    if table.is_total(row):
        if fact.measure is Measure.COUNT and _is_bare(table, fact) and _counts(table, column):
            yield make_link(Relation.DESCRIBES, fact, table.words(table.head, column), "describes.column", 0.7)
        return
    yield from _programme(table, row, fact)
    if fact.measure is Measure.MONEY:
        yield from _labels(table, row, label, fact)
    elif fact.measure is Measure.PERCENT:
        yield from _share(table, row, column, label, fact)
    elif _is_bare(table, fact):
        yield from _counted(table, row, column, label, fact)


def _programme(table: Table, row: int, fact: Amount | Date) -> Iterator[Link]:
    """The programme that a row is about."""
    for mention in _mentions(table, row):
        if not mention.start <= fact.start < mention.end:
            yield make_link(Relation.PROGRAMME, fact, (mention.start, mention.end), "programme.row", 0.85)
        return


def _mentions(table: Table, row: int) -> Iterator[ProgrammeMention]:
    for column in range(table.columns):
        yield from (fact for fact in table.facts(row, column) if isinstance(fact, ProgrammeMention))


def _places(table: Table, row: int, column: int, fact: Amount) -> Iterator[Link]:
    """Countries in the labels of rows and the heads of columns."""
    labels = [(row, other) for other in range(table.columns) if other != column and not table.is_party(other)]
    for cell in ((table.head, column), *labels):
        found = table.place(*cell)
        if found:
            place, span = found
            yield make_link(Relation.PLACE, fact, span, "place.cell", 0.8, place.code)


def _labels(table: Table, row: int, label: int, fact: Amount) -> Iterator[Link]:
    """What the labels of a row are to the sums in it: who gives, who receives, what for."""
    for column in range(table.columns):
        words = plain(table.text(row, column))
        if not table.is_label(row, column) or words in table.labels.others:
            continue
        if table.is_giver(column):
            yield make_link(Relation.GIVER, fact, table.words(row, column), "giver.row", 0.85)
        elif table.is_receiver(column):
            yield make_link(Relation.RECEIVER, fact, table.words(row, column), "receiver.row", 0.85)
        elif column == label and _is_purpose(table, row, column, words):
            yield make_link(Relation.PURPOSE, fact, table.words(row, column), "purpose.row", 0.8)


def _is_purpose(table: Table, row: int, column: int, words: str) -> bool:
    """Whether the label of a row says what its sums are for: it is no place, programme or word for the budget."""
    programmes = (fact for fact in table.facts(row, column) if isinstance(fact, ProgrammeMention))
    return words not in table.labels.budget and not table.place(row, column) and next(programmes, None) is None


def _share(table: Table, row: int, column: int, label: int, fact: Amount) -> Iterator[Link]:
    """A percentage measures what its row says; where rows are places, what the head of its column or caption says."""
    heading = table.headings[column] if table.head >= 0 else ""
    bare = not heading or table.is_share(column) or column in table.dated
    if table.is_giver(label) and (bare or means(heading, table.labels.share)):
        yield make_link(Relation.DESCRIBES, fact, table.words(row, label), "describes.row", 0.75)
    elif table.place(row, label) or table.is_giver(label) or table.dates(row, label):
        if not bare and (table.head, column) in table.cells:
            yield make_link(Relation.DESCRIBES, fact, table.words(table.head, column), "describes.column", 0.7)
        elif table.caption and not table.is_giver(label):
            yield make_link(Relation.DESCRIBES, fact, table.topic, "describes.caption", 0.6)
    elif bare or not means(heading, table.labels.share):
        yield make_link(Relation.DESCRIBES, fact, table.words(row, label), "describes.row", 0.75)


def _is_bare(table: Table, fact: Amount) -> bool:
    """Whether a count is a number without its noun."""
    return not re.search(r"[^\W\d_]{2,}", table.scene.reading[fact.start : fact.end])


def _counted(table: Table, row: int, column: int, label: int, fact: Amount) -> Iterator[Link]:
    """A bare number counts what the head of its column says, or the label of its row where heads are years."""
    if _counts(table, column):
        yield make_link(Relation.DESCRIBES, fact, table.words(table.head, column), "describes.column", 0.7)
    elif not table.place(row, label) and not table.dates(row, label):
        yield make_link(Relation.DESCRIBES, fact, table.words(row, label), "describes.row", 0.7)


def _counts(table: Table, column: int) -> bool:
    """Whether the head of a column says what its numbers count: it is there, and neither a date nor a total."""
    heading = table.headings[column] if table.head >= 0 else ""
    silent = not heading or column in table.dated or means(heading, table.labels.total)
    return not silent and (table.head, column) in table.cells


def _period(table: Table, row: int, column: int, fact: Amount) -> Iterator[Link]:
    """The date in the head of the column, in the row's column of periods, or a year in the caption."""
    date = table.dated.get(column)
    if date is not None:
        yield make_link(Relation.PERIOD, fact, (date.start, date.end), "period.column", 0.85)
        return
    in_row = [(other, d) for other in range(table.columns) for d in table.facts(row, other) if isinstance(d, Date)]
    periods = [date for other, date in in_row if means(table.headings[other], table.labels.period)]
    if periods:
        yield make_link(Relation.PERIOD, fact, (periods[0].start, periods[0].end), "period.row", 0.8)
    elif table.caption and not table.dated:
        facts = table.scene.facts_in(table.caption.start, table.caption.end)
        dates = [date for date in facts if isinstance(date, Date) and date.role not in _NOT_PERIODS]
        if len(dates) == 1:
            yield make_link(Relation.PERIOD, fact, (dates[0].start, dates[0].end), "period.caption", 0.7)
