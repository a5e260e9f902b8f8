"""A document as the link rules see it: sentences in which every fact is one run of a private sign.

Masking keeps offsets: each character of a sum of money becomes `MONEY`, of a date `DATE`, and so on. A rule can then
speak of "a sum, then `from`, then a name" without a look at how sums are written. Readings hold no private-use signs.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractors.amounts.han import simplified
from schemas.document import Block, BlockKind, Document
from schemas.facts.amount import Amount, Measure
from schemas.facts.base import Fact
from schemas.facts.date import Date
from schemas.facts.link import Link, Relation
from schemas.facts.programme import ProgrammeMention

MONEY, DATE, PROGRAMME, COUNT, PERCENT = "\ue000\ue001\ue002\ue003\ue004"
SIGNS = f"{MONEY}-{PERCENT}"
EVERY_SIGN = f"{MONEY}{DATE}{PROGRAMME}{COUNT}{PERCENT}"
AMOUNTS = f"{MONEY}{COUNT}{PERCENT}"
_AMOUNT_SIGN = {Measure.MONEY: MONEY, Measure.COUNT: COUNT, Measure.PERCENT: PERCENT}
_LATIN_END = re.compile(
    r"\n|[.!?…](?<![ .'’(][A-Z]\.)(?<!No\.)(?<!Mr\.)(?<!Ms\.)(?<!Dr\.)(?<!St\.)(?<!Fr\.)(?<!cf\.)(?<!rt\.)(?<!vs\.)"
    rf"[»”\"')]{{0,2}}[ ]+(?=[«“\"'(]?[ ]?[A-ZÀ-ÖØ-Þ{SIGNS}])"
)
# Lines of one paragraph in a text of fixed width: long, without a label, and the next goes on with a word.
_WRAPPED = re.compile(r"(?<=[^\n:：]{30})\n(?=[\u3400-\u9fff])")
_CHINESE_END = re.compile(rf"(?!{_WRAPPED.pattern})\n|[。！？!?]+[”』」）]?")
# Rules look back over the whole sentence for each of its facts, so what has no end in sight is cut at this length. The
# longest sentences of the samples have some 550 characters, list items 630.
_LONGEST = 1_000
# Chinese text on the web often has the signs of a Latin keyboard.
_WIDE = str.maketrans(",;:()?!", "，；：（）？！")

Span = tuple[int, int]


@dataclass(frozen=True)
class Sentence:
    """One sentence: `text` is `reading[start:end]`, `masked` the same with signs for facts; offsets are of the text."""

    text: str
    masked: str
    start: int
    end: int
    language: str
    block: int
    kind: BlockKind
    facts: tuple[Fact, ...]
    outer: frozenset[Span]

    def of(self, sign: str) -> list[Fact]:
        """The facts that show as this sign, in order; those inside another fact do not show."""
        return self._shown.get(sign, [])

    @cached_property
    def _shown(self) -> dict[str, list[Fact]]:
        shown: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if (fact.start, fact.end) in self.outer:
                shown.setdefault(sign_of(fact), []).append(fact)
        return shown

    def span(self, fact: Fact) -> Span:
        """Where a fact stands in the sentence."""
        return fact.start - self.start, fact.end - self.start

    def at(self, position: int) -> Fact | None:
        """The fact whose sign stands at `position`."""
        return next((f for f in self.facts if f.start - self.start <= position < f.end - self.start), None)

    def link(self, relation: Relation, fact: Fact, far: Span | Fact, rule: str, confidence: float) -> Link:
        """A link from a fact to words of this sentence, or to a fact."""
        to_start, to_end = (far.start, far.end) if isinstance(far, Fact) else (far[0] + self.start, far[1] + self.start)
        return make_link(relation, fact, (to_start, to_end), rule, confidence)


def make_link(
    relation: Relation, fact: Fact, far: Span, rule: str, confidence: float, value: str | None = None
) -> Link:
    """A link from a fact to a span of the reading."""
    return Link(
        relation=relation,
        from_start=fact.start,
        from_end=fact.end,
        to_start=far[0],
        to_end=far[1],
        value=value,
        rule=f"links.{rule}",
        confidence=confidence,
    )


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of a pattern in `text[start:end]`."""
    last = None
    for match in pattern.finditer(text, start, end):
        last = match
    return last


def sign_of(fact: Fact) -> str:
    """The sign that stands for a fact; a space for kinds that no link starts from."""
    if isinstance(fact, Amount):
        return _AMOUNT_SIGN[fact.measure]
    if isinstance(fact, Date):
        return DATE
    return PROGRAMME if isinstance(fact, ProgrammeMention) else " "


@dataclass
class Scene:
    """A document and its facts, by position."""

    document: Document
    facts: Sequence[Fact]
    sentences: list[Sentence] = field(default_factory=list)

    def __post_init__(self) -> None:
        wanted = (Amount, Date, ProgrammeMention)
        self.facts = sorted((f for f in self.facts if isinstance(f, wanted)), key=lambda f: (f.start, -f.end))
        self._starts = [fact.start for fact in self.facts]
        self.masked, self._outer = _mask(self.reading, self.facts)
        self.sentences = list(self._sentences())

    @cached_property
    def reading(self) -> str:
        """The reading, with simplified characters where it is Chinese; no offset moves."""
        chinese = any(tag.startswith("zh") for tag in (self.document.language or "", *self.document.languages))
        return simplified(self.document.reading) if chinese else self.document.reading

    @cached_property
    def programmes(self) -> list[ProgrammeMention]:
        """Every programme mention, in order."""
        return [fact for fact in self.facts if isinstance(fact, ProgrammeMention)]

    def facts_in(self, start: int, end: int) -> list[Fact]:
        """The facts that lie in a span of the reading."""
        first = bisect_left(self._starts, start)
        return [fact for fact in self.facts[first : bisect_left(self._starts, end)] if fact.end <= end]

    def language_of(self, block: Block) -> str:
        """Primary subtag of a block's language: fr, zh, or en for all others."""
        primary = (block.language or self.document.language or "en").split("-")[0]
        return primary if primary in ("fr", "zh") else "en"

    def block_at(self, offset: int) -> int:
        """The number of the block that holds an offset of the reading."""
        return max(0, bisect_right(self.document.blocks, offset, key=lambda block: block.start) - 1)

    def _sentences(self) -> Iterator[Sentence]:
        blocks = self.document.blocks or (Block(BlockKind.PARAGRAPH, 0, len(self.document.reading)),)
        for number, block in enumerate(blocks):
            if block.kind is BlockKind.CELL:
                continue
            for start, end in _cut(self.masked, block.start, block.end, self.language_of(block)):
                yield self.stretch(start, end, number, block)

    def stretch(self, start: int, end: int, number: int, block: Block) -> Sentence:
        """Any stretch of a block as a sentence; `number` is the block's."""
        text, masked = self.reading[start:end], self.masked[start:end]
        language = self.language_of(block)
        masked = _WRAPPED.sub(" ", masked).translate(_WIDE) if language == "zh" else masked
        facts = tuple(self.facts_in(start, end))
        return Sentence(text, masked, start, end, language, number, block.kind, facts, self._outer)

    def items(self) -> Iterator[tuple[Sentence, str]]:
        """The items of lists, each as one sentence, with the heading above."""
        heading = ""
        for number, block in enumerate(self.document.blocks):
            if block.kind is BlockKind.HEADING:
                heading = self.reading[block.start : block.end]
            elif block.kind is BlockKind.LIST_ITEM:
                yield self.stretch(block.start, min(block.end, block.start + _LONGEST), number, block), heading


def _mask(text: str, facts: Iterable[Fact]) -> tuple[str, frozenset[Span]]:
    """The text with signs for facts, as long as it was, and the spans of the facts that show."""
    pieces: list[str] = []
    outer: set[Span] = set()
    position = 0
    for fact in facts:
        if fact.start >= position:
            pieces += (text[position : fact.start], sign_of(fact) * (fact.end - fact.start))
            outer.add((fact.start, fact.end))
            position = fact.end
    pieces.append(text[position:])
    return "".join(pieces), frozenset(outer)


def _cut(masked: str, start: int, end: int, language: str) -> Iterator[Span]:
    ends = _CHINESE_END if language == "zh" else _LATIN_END
    position = start
    for match in ends.finditer(masked, start, end):
        yield from _pieces(position, match.end())
        position = match.end()
    yield from _pieces(position, end)


def _pieces(start: int, end: int) -> Iterator[Span]:
    """A sentence, or pieces of one that is longer than any real one."""
    for position in range(start, end, _LONGEST):
        yield position, min(end, position + _LONGEST)
