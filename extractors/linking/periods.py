"""When a sum of money is for, or was spent: the date that the same clause ties to it."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extractors.linking.rules import any_word, chinese_rules, latin_rules
from extractors.linking.scene import DATE, MONEY, SIGNS, Sentence
from schemas.facts.base import Fact
from schemas.facts.date import Date, Precision, Role
from schemas.facts.link import Link, Relation

_REACH = 60
_NOT_PERIODS = (Role.PUBLISHED, Role.CITED, Role.SIGNED, Role.FOUNDED)
_OPENING = re.compile(rf"[•\-– ]*[^,;:.{SIGNS}]{{0,30}}")
_BRACKETS = re.compile(r"\s?\([^()]{0,30}\)")
# ", in 2024, an outlay of 5 million"; "(2022 to 2025; 5 million".
_FRAMED = re.compile(rf",\s(?:an?|the|une?|le|la|les)\s[^,;:.{SIGNS}]{{2,40}}")
_IN = re.compile(r"\b(?:in|for|en|pour)\s(?:the\s)?$", re.I)
_SHEET = re.compile(rf"[;,]\s[^,;:.(){SIGNS}]{{0,12}}")
# A sum that is a part of the one before.
_OF_WHICH = re.compile(
    rf",?\s(?:of which|including|dont|y compris)\s[^,;:.{SIGNS}]{{0,20}}|[，,]其中[^，。；{SIGNS}]{{0,8}}"
)
_CHINESE_AFTER = re.compile(r"(?:，?[^。；，]{0,12}(?:期|期间|时间|为|在|于|从|自))")
_CHINESE_OPENING = re.compile("[•·\\s]*(?:截至|截止|在|自|从|到)?")
# Between a date and the sum of its clause, in Chinese and after the opening of a French or English sentence.
_CHINESE_BETWEEN = re.compile(rf"(?:间|期间|，)?[^。；：，{MONEY}{DATE}]{{0,40}}")


@cache
def _leads(language: str) -> re.Pattern[str]:
    """What leads to a date at the end of the words before it: a preposition, a comma or a bracket."""
    return re.compile(
        rf"(?:,\s|\s\(|\s{any_word(latin_rules(language).period_leads)}\s?)(?:(?:the|le|la|les)\s)?$", re.I
    )


@cache
def _told(language: str) -> re.Pattern[str]:
    """Verbs whose date is not the period of the sum before it."""
    return re.compile(rf"(?<![\w-]){any_word(latin_rules(language).told)}", re.I)


def find_periods(sentence: Sentence) -> Iterator[Link]:
    """The period of each sum of a sentence, where the clause gives one."""
    if DATE not in sentence.masked:
        return
    sums = sentence.of(MONEY)
    taken: dict[Fact, Date] = {}
    for look, rule, confidence in (
        (_date_after, "after", 0.8),
        (_date_before, "before", 0.65),
        (_date_alone, "alone", 0.6),
    ):
        for fact in sums:
            date = None if fact in taken else look(sentence, fact)
            again = sentence.language != "zh" and date in taken.values()
            if date is not None and not again and date.role not in _NOT_PERIODS:
                taken[fact] = date
                yield sentence.link(Relation.PERIOD, fact, date, f"period.{rule}", confidence)
    for whole, part in pairwise(sums):
        if whole in taken and part not in taken:
            between = sentence.masked[sentence.span(whole)[1] : sentence.span(part)[0]]
            if _OF_WHICH.fullmatch(between):
                yield sentence.link(Relation.PERIOD, part, taken[whole], "period.part", 0.65)


def _date_after(sentence: Sentence, fact: Fact) -> Date | None:
    """5 million over 2021–25; 204 dollars a month (about 190 euros) from January 2024."""
    _, end = sentence.span(fact)
    masked = sentence.masked
    position = masked.find(DATE, end, end + _REACH + 10)
    date = sentence.at(position) if position >= 0 else None
    if not isinstance(date, Date):
        return None
    between = _BRACKETS.sub("", masked[end:position])
    if len(between) > _REACH or re.search(rf"[{SIGNS};:.。；]", between):
        return None
    if sentence.language == "zh":
        return date if _CHINESE_AFTER.fullmatch(between) else None
    if _told(sentence.language).search(between):
        return None
    close = is_extended(date) or len(between) <= _REACH // 2
    leads = _leads(sentence.language)
    return date if close and (leads.search(between) or _own_lead(sentence, date)) else None


def _own_lead(sentence: Sentence, date: Date) -> bool:
    """Whether the date's own span begins with a preposition ("from January 2024")."""
    words = any_word(latin_rules(sentence.language).period_leads)
    return bool(re.match(words, sentence.text[date.start - sentence.start : date.end - sentence.start], re.I))


def _date_alone(sentence: Sentence, fact: Fact) -> Date | None:
    """The one stretch of time of a sentence with one sum, however far behind it."""
    dates = [date for date in sentence.of(DATE) if isinstance(date, Date)]
    if len(dates) != 1 or len(sentence.of(MONEY)) != 1 or not _is_closed(dates[0]) or dates[0].start < fact.end:
        return None
    between = sentence.masked[sentence.span(fact)[1] : dates[0].start - sentence.start]
    return None if re.search("[;:；：]", between) else dates[0]


def _date_before(sentence: Sentence, fact: Fact) -> Date | None:
    """The programme runs from 2019 to 2022 with 5 million; 2023年到位的资金总额为4860万美元."""
    start = sentence.span(fact)[0]
    masked = sentence.masked
    last = masked.rfind(DATE, 0, start)
    date = sentence.at(last) if last >= 0 else None
    if not isinstance(date, Date):
        return None
    between = masked[last + 1 : start]
    if sentence.language == "zh":
        return date if _is_chinese_period(masked, date, date.start - sentence.start, between) else None
    if _FRAMED.fullmatch(between) and _IN.search(masked, 0, date.start - sentence.start):
        return date
    if _SHEET.fullmatch(between) and masked[: date.start - sentence.start].endswith("("):
        return date
    opening = _OPENING.fullmatch(masked, 0, date.start - sentence.start)
    if (
        opening
        and (date.precision is not Precision.DAY or is_extended(date))
        and not re.search(rf"[{SIGNS};:.；：。]", between)
    ):
        return date
    return (
        date if _is_closed(date) and len(between) <= _REACH // 2 and not re.search(rf"[{SIGNS};:.,]", between) else None
    )


def _is_chinese_period(masked: str, date: Date, start: int, between: str) -> bool:
    """Whether a date before a Chinese sum is its time: in the same clause, or as the opening of the sentence."""
    timely = date.precision is not Precision.DAY or _is_closed(date) or date.role is Role.SINCE
    if not timely or any(word in between for word in chinese_rules().told):
        return False
    opens = _CHINESE_OPENING.fullmatch(masked, 0, start) and between.startswith("，") and len(between) <= 2 * _REACH
    return bool(opens or _CHINESE_BETWEEN.fullmatch(between))


def is_extended(date: Date) -> bool:
    """Whether the date is a stretch of time rather than a day or a month."""
    return "/" in (date.edtf or "") or date.role in (Role.PERIOD, Role.SINCE)


def _is_closed(date: Date) -> bool:
    return "/" in (date.edtf or "") and ".." not in (date.edtf or "")
