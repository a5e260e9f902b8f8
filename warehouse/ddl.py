"""From a record model to its table: types, nullability and comments come from the model's fields."""

import datetime
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pydantic.fields import FieldInfo

from schemas.errors import WarehouseError
from schemas.facts.amount import Amount
from schemas.facts.base import Fact
from schemas.facts.contact import Contact
from schemas.facts.date import Date
from schemas.facts.programme import ProgrammeMention

FactModels = Mapping[str, type[Fact]]
"""Record model of each kind of fact, by kind."""

CORE_MODELS: FactModels = {model.kind: model for model in (Amount, Date, Contact, ProgrammeMention)}
"""The kinds that the views of analysts are built on: their tables are there even while nothing fills them."""

_TYPES: dict[type, str] = {
    str: "varchar",
    bool: "boolean",
    int: "bigint",
    float: "double",
    Decimal: "decimal(38,6)",
    datetime.date: "date",
    datetime.datetime: "timestamptz",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a fact table."""

    name: str
    type: str
    nullable: bool
    comment: str

    @property
    def sql(self) -> str:
        """Its line in `create table`."""
        return f"{quote(self.name)} {self.type}{'' if self.nullable else ' not null'}"


BOXES = "struct(page integer, x0 double, top double, x1 double, bottom double)[]"

PROVENANCE = (
    Column("fact_id", "varchar", False, "SHA-256 of document, extractor, kind, span and number"),
    Column("document_id", "varchar", False, "the document (documents)"),
    Column("extractor", "varchar", False, "extractor that found it"),
    Column("extractor_version", "integer", False, "its version"),
    Column("number", "integer", False, "tells apart several facts of one span, from 0"),
    Column("span_start", "bigint", False, "first code point in texts.text"),
    Column("span_end", "bigint", False, "end in texts.text, exclusive"),
    Column("text", "varchar", False, "the words of the document, as they stand there"),
    Column("page", "integer", True, "page, from 1; null where the document has none"),
    Column("line", "integer", True, "line of texts.text, from 1"),
    Column("boxes", BOXES, False, "where it is printed, a box a line, in points from the top left of the page"),
    Column("language", "varchar", True, "language of the passage, BCP 47 tag"),
    Column("sentence", "varchar", False, "the sentence around it"),
    Column("rule", "varchar", False, "rule that found it"),
    Column("confidence", "double", False, "how sure the rule is, 0 to 1"),
)
RUN_ID = Column("run_id", "varchar", False, "run that loaded the row")


def quote(name: str) -> str:
    """An identifier, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string, quoted for SQL."""
    return "'" + text.replace("'", "''") + "'"


def value_columns(model: type[Fact]) -> tuple[Column, ...]:
    """The columns that a model adds to the provenance."""
    return tuple(_column(model, name, model.model_fields[name]) for name in model.columns())


def columns(model: type[Fact]) -> tuple[Column, ...]:
    """Every column of a model's table, in order."""
    return (*PROVENANCE[:7], *value_columns(model), *PROVENANCE[7:], RUN_ID)


def comment_of(model: type[Fact]) -> str:
    """What the table holds: the first line of the model's docstring."""
    return (model.__doc__ or model.kind).strip().splitlines()[0].rstrip(".")


def create_table(model: type[Fact]) -> list[str]:
    """The statements that make a model's table, with its comments."""
    table = f"base.{quote(model.table)}"
    body = ",\n    ".join(column.sql for column in columns(model))
    return [
        f"create table {table} (\n    {body}\n)",
        f"comment on table {table} is {literal(comment_of(model))}",
        *(comment_on(table, column) for column in columns(model)),
    ]


def comment_on(table: str, column: Column) -> str:
    """The statement that sets a column's comment; `table` is quoted already."""
    return f"comment on column {table}.{quote(column.name)} is {literal(column.comment)}"


def alter_table(model: type[Fact], existing: Mapping[str, str]) -> list[str]:
    """The statements that bring an older table up to the model: new columns, and comments that changed.

    `existing` gives the types of its columns by name. Raises `WarehouseError` for a change that needs a migration: a
    column of another type, or a new one that may not be null.
    """
    table = f"base.{quote(model.table)}"
    statements: list[str] = []
    for column in columns(model):
        if column.name not in existing:
            if not column.nullable:
                raise WarehouseError(
                    f"{model.table}.{column.name}: a new column must be nullable, or come by migration"
                )
            statements.append(f"alter table {table} add column {quote(column.name)} {column.type}")
        elif _folded(existing[column.name]) != _folded(column.type):
            raise WarehouseError(
                f"{model.table}.{column.name} is {existing[column.name]}, and {column.type} in the model",
                advice="a change of type needs a migration",
            )
    return [*statements, *(comment_on(table, column) for column in columns(model))]


def with_core(models: FactModels) -> FactModels:
    """The models given and the four that views need."""
    return {**CORE_MODELS, **models}


def _folded(type_name: str) -> str:
    lowered = type_name.lower().replace("timestamp with time zone", "timestamptz")
    return "".join(character for character in lowered if character not in ' "')


def _column(model: type[Fact], name: str, info: FieldInfo) -> Column:
    if not info.description:
        raise WarehouseError(f"{model.__name__}.{name} has no description", advice="every column needs a comment")
    if name in {column.name for column in (*PROVENANCE, RUN_ID)}:
        raise WarehouseError(f"{model.__name__}.{name} has the name of a column of provenance", advice="rename it")
    inner, nullable = _without_none(info.annotation)
    return Column(name, _type_of(f"{model.__name__}.{name}", inner), nullable, info.description)


def _without_none(annotation: object) -> tuple[object, bool]:
    """An annotation without its `None`, and whether it had one."""
    if typing.get_origin(annotation) not in (typing.Union, types.UnionType):
        return annotation, False
    members = typing.get_args(annotation)
    others = [member for member in members if member is not type(None)]
    if len(others) != 1:
        return annotation, type(None) in members
    return others[0], len(others) < len(members)


def _type_of(where: str, annotation: object) -> str:
    if typing.get_origin(annotation) in (tuple, list):
        members: Iterable[object] = [member for member in typing.get_args(annotation) if member is not Ellipsis]
        inner = {_type_of(where, member) for member in members}
        if len(inner) == 1:
            return f"{inner.pop()}[]"
    if isinstance(annotation, type):
        if issubclass(annotation, StrEnum):
            return "varchar"
        if annotation in _TYPES:
            return _TYPES[annotation]
    raise WarehouseError(f"{where}: no column type for {annotation}")
