"""Reads a document block by block and turns what was measured into amounts."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from extractors.amounts.context import head_before, headings_of_counts, label_noun
from extractors.amounts.currencies import currency_words
from extractors.amounts.guards import is_labelled
from extractors.amounts.han import simplified
from extractors.amounts.items import Item, is_year, outside, read_items
from extractors.amounts.per import listed_per
from extractors.amounts.places import Places
from extractors.amounts.quantities import Quantity, find_quantities
from extractors.amounts.records import (
    AMBIGUOUS,
    CLEAR,
    INFERRED,
    Sentence,
    bare_count,
    bare_money,
    bound_of,
    closes_line,
    compared_per,
    confidence,
    count,
    elliptic,
    is_alone,
    is_postal,
    label_below,
    label_unit,
    part_of_count,
    percent,
    repeated_per,
    shared_per,
    stored,
    surroundings,
    unit_behind,
)
from extractors.amounts.rules import primary
from extractors.amounts.tables import Heading, Tables, read_heading
from extractors.numbers import Writing
from schemas.document import Block, BlockKind, Document
from schemas.facts.amount import Amount, Bound, Measure
from schemas.facts.base import Unresolved

_DIGIT = re.compile(r"\d|[一二两兩三四五六七八九十百千万萬亿億]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>，。；）\u3400-\u9fff]{1,2000}|[\w.+-]{1,64}@[A-Za-z0-9.-]{1,255}")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[«“\"(]?[A-ZÀ-ÖØ-Þ\u4e00-\u9fff0-9])|[。！？]|\n(?=[-•–])")
# Larger numbers are codes; the warehouse keeps 32 digits before the point.
_LARGEST = Decimal(10) ** 26
# A label that says in brackets what its number is: 单价（元/人）：450, Budget (US$): 1,200.
_LABEL = re.compile(r"(?:^|\n|[;；。，,]\s?)([^\n:：;；。，,]{1,50}[(（][^()（）\n]{1,24}[)）])\s?[:：]\s{0,2}$")
_LONGEST_LABEL = 90
# A heading over the figures of a list reaches about a page.
_HEADED_WITHIN = 3000
# "a thousand" alone is a turn of phrase more often than a count.
_SMALLEST_BARE_WORDS = 1_000_000


class AmountReader:
    """The amounts of one document.

    `taken` are spans of other facts, with whether no number inside them is an amount; inside the others (contacts,
    names of programmes) sums and shares are read, counts are not.
    """

    def __init__(self, document: Document, languages: frozenset[str], taken: list[tuple[int, int, bool]]) -> None:
        self.document = document
        self.languages = languages
        self.places = Places(document)
        self.tables = Tables(document)
        addresses = [(match.start(), match.end()) for match in _ADDRESS.finditer(document.reading)]
        self.masked = _merged([*((start, end) for start, end, closed in taken if closed), *addresses])
        self.half_masked = _merged([(start, end) for start, end, closed in taken if not closed])

    def amounts(self) -> Iterator[Amount | Unresolved]:
        """Every amount, in the order of the reading."""
        reading = self.document.reading
        blocks = self.document.blocks or (Block(BlockKind.PARAGRAPH, 0, len(reading)),)
        for index, block in enumerate(blocks):
            language = self._language_of(block)
            text = reading[block.start : block.end]
            if language is None or (not _DIGIT.search(text) and not re.search(r"[^\W\d_]{2}", text)):
                continue
            yield from self._of_block(blocks, index, text, language)

    def _language_of(self, block: Block) -> str | None:
        """The block's language; a short block that seems to be in a foreign one follows its document."""
        for language in (block.language, self.document.language):
            if language and language.split("-")[0] in self.languages:
                return language
        return None

    def _of_block(
        self, blocks: tuple[Block, ...], index: int, text: str, language: str
    ) -> Iterator[Amount | Unresolved]:
        block = blocks[index]
        if primary(language) == "zh":
            text = simplified(text)
        items = outside(read_items(text, language), self._masks(block.start, block.end), block.start)
        sentence = Sentence()
        for quantity in find_quantities(text, list(items), language):
            if quantity.low.is_nan() or abs(quantity.high) >= _LARGEST:
                if quantity.measure is not None:
                    yield _beyond(quantity, block.start)
                continue
            if _SENTENCE_END.search(text, sentence.end, quantity.start):
                sentence = Sentence(paid=sentence.paid)
            sentence.end = quantity.start
            found = self._amount(blocks, index, text, quantity, language, sentence)
            if found is None:
                continue
            if isinstance(found, Amount):
                sentence.note(found, quantity, text)
            yield found.model_copy(update={"start": found.start + block.start, "end": found.end + block.start})

    def _masks(self, start: int, end: int) -> list[tuple[int, int]]:
        first = max(0, bisect_left(self.masked, (start, start)) - 1)
        last = bisect_left(self.masked, (end, end))
        return self.masked[first:last]

    def _amount(
        self, blocks: tuple[Block, ...], index: int, text: str, quantity: Quantity, language: str, sentence: Sentence
    ) -> Amount | Unresolved | None:
        block = blocks[index]
        if quantity.measure is Measure.MONEY:
            return self._money(block, text, quantity, language, sentence)
        if quantity.measure is Measure.PERCENT:
            return percent(text, quantity, language)
        if self._in_other_fact(block.start + quantity.start):
            return None
        if quantity.measure is Measure.COUNT:
            return count(text, quantity, language, sentence, in_cell=block.cell is not None)
        if block.cell is not None and is_alone(text, quantity):
            return self._in_cell(block, text, quantity, language)
        return self._bare(blocks, index, text, quantity, language, sentence)

    def _in_other_fact(self, position: int) -> bool:
        index = bisect_left(self.half_masked, (position + 1, 0)) - 1
        return index >= 0 and self.half_masked[index][1] > position

    def _money(
        self, block: Block, text: str, quantity: Quantity, language: str, sentence: Sentence
    ) -> Amount | Unresolved | None:
        tender = quantity.tender
        assert tender is not None
        written = text[quantity.start : quantity.end]
        code = self.places.code_of(tender, block.start + quantity.start, language, written)
        start, end = quantity.start, quantity.end
        rule = f"money.{'sign' if tender.sign else 'noun'}_{'before' if quantity.first.leads else 'after'}"
        if code is None and tender.word in currency_words().letters:
            return None
        if code is None:
            detail = f"{tender.word}: {', '.join(tender.codes)}"
            return Unresolved(
                start=start, end=end, rule=rule, kind="amount", reason="currency_ambiguous", detail=detail
            )
        low = _in_thousandths(quantity.first, quantity.low, code)
        high = _in_thousandths(quantity.last, quantity.high, code)
        bound, per = surroundings(text, quantity, language)
        if per == "item" and primary(language) == "zh":
            per = sentence.unit or per
        per = (
            per
            or repeated_per(text, start, sentence.last, language)
            or shared_per(text, end, sentence, language)
            or compared_per(text, quantity, sentence.paid.get(code), language)
            or listed_per(self.document.reading, block.start + start, language)
        )
        if per is None and block.cell is not None:
            per = next((heading.per for heading in self.tables.headings_of(block, language) if heading.per), None)
        sure = len(tender.codes) == 1 or tender.word in ("$", "dollar", "dollars", "元", "pounds")
        return Amount(
            start=start, end=end, rule=rule, confidence=confidence(quantity, CLEAR if sure else AMBIGUOUS),
            measure=Measure.MONEY, currency_code=code, low=stored(low), high=stored(high), bound=bound, per=per,
        )  # fmt: skip

    def _in_cell(self, block: Block, text: str, quantity: Quantity, language: str) -> Amount | None:
        """A number alone in its cell is what the heads of its column, its row and its table say."""
        numeral = quantity.last.numeral
        headings = self.tables.headings_of(block, language)
        silent = not (headings[0].tender or headings[0].percent or headings[0].unit or headings[0].counted)
        if headings[0].plain or (silent and headings[1].plain) or (is_year(numeral) and self.tables.is_head(block)):
            return None
        says = next((head for head in headings if head.tender or head.percent or head.unit or head.counted), None)
        if says is None and (not (numeral.grouped or numeral.scaled) or is_year(numeral)):
            return None
        return self._headed(block, text, quantity, language, headings, says)

    def _headed(
        self, block: Block, text: str, quantity: Quantity, language: str, headings: list[Heading], says: Heading | None
    ) -> Amount | None:
        """The amount that a number is under headings of which one says what is measured."""
        measure, code, unit, per = Measure.COUNT, None, says.unit if says else None, None
        if says and says.tender:
            measure, code = Measure.MONEY, self.places.code_of(says.tender, block.start, language)
            per = next((head.per for head in headings if head.per), None)
            if code is None:
                return None
        elif says and says.percent:
            measure = Measure.PERCENT
        factor = _factor(headings, says, quantity)
        bound = bound_of(text, quantity, language) or next((head.bound for head in headings if head.bound), None)
        return Amount(
            start=quantity.start, end=quantity.end, rule=f"{measure}.table", confidence=INFERRED, measure=measure,
            currency_code=code, low=stored(quantity.low * factor), high=stored(quantity.high * factor),
            bound=bound or Bound.EXACT, per=per, unit=unit,
        )  # fmt: skip

    def _bare(
        self, blocks: tuple[Block, ...], index: int, text: str, quantity: Quantity, language: str, sentence: Sentence
    ) -> Amount | Unresolved | None:
        """A number whose unit stands elsewhere: in the sentence, in a label beside it, or above and below it."""
        numeral = quantity.last.numeral
        if is_labelled(text, quantity.start, language) or (numeral.short and not sentence.last) or is_year(numeral):
            return None
        label = _LABEL.search(text[max(0, quantity.start - _LONGEST_LABEL) : quantity.start])
        head = read_heading(label[1].strip(), language) if label else None
        if head and (head.tender or head.percent):
            return self._headed(blocks[index], text, quantity, language, [head], head)
        unit = unit_behind(text, quantity.end, language) or label_unit(text, quantity, language)
        unit = unit or head_before(text, quantity.start, language) or label_below(text, quantity, language)
        unit = unit or self._headed_unit(blocks[index].start + quantity.start, text, quantity)
        unit = unit or self._neighbour_unit(blocks, index, text, quantity, language)
        spelled = numeral.writing is Writing.WORDS and numeral.value < _SMALLEST_BARE_WORDS
        if unit is None and (spelled or not (numeral.grouped or numeral.scaled)):
            return elliptic(text, quantity, language, sentence) or part_of_count(text, quantity, language, sentence)
        if unit is None and _is_no_amount(text, quantity):
            return None
        return bare_money(text, quantity, language, sentence, unit) or bare_count(
            text, quantity, language, sentence, unit
        )

    @cached_property
    def _headings(self) -> list[tuple[int, str]]:
        return list(headings_of_counts(self.document.reading, self.document.language or ""))

    def _headed_unit(self, position: int, text: str, quantity: Quantity) -> str | None:
        """The unit of a large number without words of its own, from a heading above it (Nombre de bénéficiaires)."""
        numeral = quantity.last.numeral
        if not (numeral.grouped or numeral.scaled) or not closes_line(text, quantity):
            return None
        index = bisect_left(self._headings, (position, "")) - 1
        if index < 0 or position - self._headings[index][0] > _HEADED_WITHIN:
            return None
        return self._headings[index][1]

    def _neighbour_unit(
        self, blocks: tuple[Block, ...], index: int, text: str, quantity: Quantity, language: str
    ) -> str | None:
        """The unit of a number alone in its block, from the label printed under or over it."""
        if blocks[index].cell is not None or not is_alone(text, quantity):
            return None
        reading, large = self.document.reading, quantity.last.numeral.grouped or quantity.last.numeral.scaled
        for other in blocks[index + 1 : index + 2] + blocks[max(0, index - 1) : index]:
            label = reading[other.start : min(other.end, other.start + 80)].strip()
            if other.cell is None and label and (label[0].islower() or len(label.split()) <= 6):
                label = re.sub(r"(?i)^(?:de |d['’]|of )", "", simplified(label))
                # A small number alone is a page's more often than not: its label must begin with what it counts.
                unit = label_noun(label, language, whole=large)
                if unit:
                    return unit
        return None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _in_thousandths(item: Item, value: Decimal, code: str) -> Decimal:
    """The value, three places behind a comma read as decimals where the currency has them (429,312 dinars in Tunis)."""
    numeral = item.numeral
    if code not in currency_words().three_places or not numeral.decimal_first or numeral.scaled:
        return value
    return numeral.decimal


def _beyond(quantity: Quantity, offset: int) -> Unresolved:
    """A fraction that has no exact decimal, or a number too large to be stored."""
    reason = "fraction" if quantity.low.is_nan() else "too_large"
    start, end = quantity.start + offset, quantity.end + offset
    return Unresolved(start=start, end=end, rule=f"{quantity.measure}.beyond", kind="amount", reason=reason)


def _is_no_amount(text: str, quantity: Quantity) -> bool:
    """Whether a large number without a noun is a postal code, a telephone number or a turn of phrase."""
    numeral = quantity.last.numeral
    return is_postal(text, quantity) or (numeral.writing is Writing.WORDS and numeral.value < _SMALLEST_BARE_WORDS)


def _factor(headings: list[Heading], says: Heading | None, quantity: Quantity) -> Decimal:
    """The magnitude of a cell's number: of sums, any heading's; of counts, the one that names them; of shares, none."""
    if quantity.last.numeral.scaled or says is None or says.percent:
        return Decimal(1)
    if says.tender:
        return next((heading.factor for heading in headings if heading.factor != 1), Decimal(1))
    titles = (heading.factor for heading in headings if not heading.tender and heading.factor != 1)
    return says.factor if says.factor != 1 else next(titles, Decimal(1))
