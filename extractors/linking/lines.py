"""Lines of a label and a figure: what the label says is what the figure measures, counts or pays."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.linking.grid import means, plain
from extractors.linking.places import find_places
from extractors.linking.rules import any_word, chinese_rules, labels_of
from extractors.linking.scene import COUNT, DATE, MONEY, PERCENT, SIGNS, Scene, Sentence, Span
from schemas.document import BlockKind
from schemas.facts.base import Fact
from schemas.facts.date import Date, Precision
from schemas.facts.link import Link, Relation

# A label, a colon, a figure, and little more than a unit or brackets behind it.
_LINE = re.compile(
    rf"[•●▪·*\-–—\s]*(?P<label>[^:：{MONEY}{COUNT}{PERCENT}\n]{{2,80}}?)\s?[:：]\s?(?P<bound>[^\d\W{SIGNS}]{{0,10}}\s?)"
    rf"(?P<sum>[{MONEY}{COUNT}{PERCENT}]+)(?P<rest>[^{SIGNS}\n]{{0,30}})[;；,.。]?\s*$"
)
_DATE_IN_LABEL = re.compile(rf"[\s,(（]*(?:(?:in|en|for|pour|à fin|au|on|at)\s)?{DATE}+年?[)）]?\s*")
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


@cache
def _budget_of(language: str) -> re.Pattern[str]:
    """The words after "budget for": what the sum is for."""
    labels = any_word(labels_of(language).budget)
    return re.compile(rf"{labels}\s(?:for|of|pour|de|du|des)\s?(?:the\s|la\s|le\s|les\s|l['’])?(?P<what>.+)", re.I)


def find_in_lines(scene: Scene) -> Iterator[Link]:
    """What labels before a colon say of the figures behind them, and the year of a title above such lines."""
    above: Date | None = None
    for sentence in scene.sentences:
        amounts = [fact for sign in (MONEY, COUNT, PERCENT) for fact in sentence.of(sign)]
        if not amounts:
            above = _year(sentence)
            continue
        match = _LINE.fullmatch(sentence.masked) if len(amounts) == 1 else None
        if match is None:
            above = None
            continue
        yield from _of_line(sentence, amounts[0], match, above)


def _year(sentence: Sentence) -> Date | None:
    """The one year that a title names."""
    dates = [date for date in sentence.of(DATE) if isinstance(date, Date)]
    short = len(sentence.text) <= 80 and not sentence.text.rstrip().endswith((".", "。"))
    return dates[0] if short and len(dates) == 1 and dates[0].precision is Precision.YEAR else None


def _of_line(sentence: Sentence, fact: Fact, match: re.Match[str], above: Date | None) -> Iterator[Link]:
    span = _words(sentence, match.span("label"))
    if span is None or sentence.kind is BlockKind.HEADING:
        return
    money = sentence.masked[match.start("sum")] == MONEY
    if not money:
        start, end = sentence.span(fact)
        bare = sentence.masked[start] == PERCENT or not re.search(
            r"[^\W\d_]{3,}|[^\W\d_a-zA-Z]{2,}", sentence.text[start:end]
        )
        if bare and not _is_place(sentence, span):
            yield sentence.link(Relation.DESCRIBES, fact, span, "describes.label", 0.75)
        return
    dated = [date for date in sentence.of(DATE) if sentence.span(date)[1] <= match.end("label")]
    period = dated[0] if dated else above
    if period is not None:
        yield sentence.link(Relation.PERIOD, fact, period, "period.label", 0.75)
    purpose = _purpose(sentence, span)
    if purpose:
        yield sentence.link(Relation.PURPOSE, fact, purpose, "purpose.label", 0.7)


def _words(sentence: Sentence, span: Span) -> Span | None:
    """A label without its date and unit."""
    start, end = span
    text = _BRACKETS.sub("", sentence.masked[start:end])
    dates = list(_DATE_IN_LABEL.finditer(text))
    if dates and dates[-1].end() == len(text):
        text = text[: dates[-1].start()]
    elif dates and not dates[0].start():
        start, text = start + dates[0].end(), text[dates[0].end() :]
    text = text.rstrip()
    return (start, start + len(text)) if len(text) > 1 and not re.search(f"[{SIGNS}]", text) else None


def _is_place(sentence: Sentence, span: Span) -> bool:
    words = sentence.masked[slice(*span)]
    place = next(find_places(words, sentence.language), None)
    return place is not None and 2 * (place.end - place.start) > len(words)


def _purpose(sentence: Sentence, span: Span) -> Span | None:
    """What a label says that a sum is for; None where it is a word for sums, a body or a country."""
    words = sentence.masked[slice(*span)]
    labels = labels_of(sentence.language)
    if sentence.language == "zh":
        ends = sorted((word for word in chinese_rules().budgets if words.endswith(word)), key=len)
        if ends:
            return (span[0], span[1] - len(ends[-1])) if len(words) - len(ends[-1]) >= 2 else None
    elif of := _budget_of(sentence.language).fullmatch(words):
        return span[0] + of.start("what"), span[0] + of.end("what")
    others = (*labels.budget, *labels.giver, *labels.giving, *labels.receiver, *labels.total, *labels.others)
    if means(plain(words), others) or _is_place(sentence, span):
        return None
    return span
