"""Amounts of a text, in the short form that the tables of these tests use."""

from extractors.amounts.reading import AmountReader
from schemas.document import Block, BlockKind, Cell, Document, OffsetMap
from schemas.facts.amount import Amount, Bound
from schemas.facts.base import Unresolved

LANGUAGES = frozenset({"fr", "en", "zh"})


def document_of(*blocks: str | tuple[str, Cell], language: str) -> Document:
    """A document of paragraphs and, with their place, cells of tables."""
    reading, made = "", []
    for block in blocks:
        text, cell = block if isinstance(block, tuple) else (block, None)
        reading += "\n\n" if reading else ""
        kind = BlockKind.CELL if cell else BlockKind.PARAGRAPH
        made.append(Block(kind, len(reading), len(reading) + len(text), cell=cell))
        reading += text
    return Document(
        "0" * 64,
        "text/plain",
        "test",
        reading,
        reading,
        OffsetMap.identity(len(reading)),
        tuple(made),
        language=language,
    )


def found_in(document: Document, *taken: tuple[int, int, bool]) -> list[Amount | Unresolved]:
    """Everything that the reader yields."""
    return list(AmountReader(document, LANGUAGES, list(taken)).amounts())


def amounts_in(text: str, language: str) -> list[Amount]:
    """The amounts of one paragraph."""
    return [found for found in found_in(document_of(text, language=language)) if isinstance(found, Amount)]


def short(amount: Amount, text: str) -> str:
    """`words = value [unit, currency or %] [bound] [/per]`."""
    ends = f"{amount.low:f}" if amount.low == amount.high else f"{amount.low:f}-{amount.high:f}"
    what = {"money": amount.currency_code, "percent": "%", "count": amount.unit}[amount.measure]
    parts = [f"{text[amount.start : amount.end]} = {ends}", str(what)]
    parts += [amount.bound] if amount.bound is not Bound.EXACT else []
    parts += [f"/{amount.per}"] if amount.per else []
    return " ".join(parts)


def shorts(text: str, language: str) -> list[str]:
    """The amounts of one paragraph in short form."""
    return [short(amount, text) for amount in amounts_in(text, language)]
