"""Tells dates from numbers and words that only look like them, by what stands around them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from extractors.calendar.folding import fold
from extractors.calendar.grammar import scanner
from extractors.calendar.joining import Joined
from extractors.calendar.points import Grain, Point

_BEFORE, _AFTER = 32, 24
_STRONG_YEARS, _WEAK_YEARS = range(1100, 2200), range(1900, 2101)
_LONG_SPAN = 40
"""Years: what stands further apart before a counted noun is a range of numbers (`1900 to 2000 workers`)."""
_CHRONICLED = range(1700, 2101)
_OPENING = '([«"“|©'


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A joined expression in its passage, in the text as it is and folded."""

    joined: Joined
    text: str
    folded: str
    language: str
    has_reference: bool
    cell_is_date: bool | None = None
    """In a table cell: whether its column and row make a number of four digits a year; None elsewhere."""
    in_header: bool = False
    timely: bool = False
    """Whether the document speaks of the time of its publication, which is known."""
    follows_year: bool = False
    """Whether only a comma or an `and` parts it from a year just found."""

    @property
    def before(self) -> str:
        """What stands before on the same line, folded."""
        start = self.joined.expression.start
        return re.split(r"[\n\t]", self.folded[max(0, start - _BEFORE) : start])[-1]

    @property
    def after(self) -> str:
        """What stands after on the same line, folded."""
        end = self.joined.expression.end
        return re.split(r"[\n\t]", self.folded[end : end + _AFTER], maxsplit=1)[0]

    @property
    def is_alone(self) -> bool:
        """Whether nothing else stands in the line or cell."""
        return not self.before.strip() and not self.after.strip(" .?!,;")


@dataclass(frozen=True)
class _Words:
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    against_before: re.Pattern[str]
    partitive: re.Pattern[str]
    definite: re.Pattern[str]
    approximate: re.Pattern[str]
    against_after: re.Pattern[str]
    counted: re.Pattern[str]
    month: re.Pattern[str]
    short: re.Pattern[str]
    numbered: re.Pattern[str]
    decade: re.Pattern[str]
    recurring: re.Pattern[str]
    yearly: re.Pattern[str]
    yearly_after: re.Pattern[str]
    no_day_before: re.Pattern[str]
    no_day_after: re.Pattern[str]
    number_sign: re.Pattern[str]
    numbered_day_before: re.Pattern[str]
    numbered_day_after: re.Pattern[str]
    named: re.Pattern[str]
    titled: re.Pattern[str]
    address_after: re.Pattern[str]
    more_weekdays: re.Pattern[str]
    weekday_before: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    words = scanner(language)
    grammar, years = words.grammar, words.grammar.years
    boundary = "(?<![a-z])" if grammar.bounded else ""
    stop = "(?![a-z])" if grammar.bounded else ""

    def lead(pattern: str) -> re.Pattern[str]:
        return words.compile(f"{boundary}(?:{pattern})[ '-]?$")

    return _Words(
        strong=lead(years.strong),
        weak=lead(years.weak),
        against_before=lead(f"(?:{years.against_before})[ :°.]?"),
        partitive=lead(years.partitive),
        definite=lead(years.definite),
        approximate=lead(years.approximate),
        against_after=words.compile(f" ?(?:{years.against_after}){stop}"),
        counted=words.compile(f" (?:{years.counted}){stop}"),
        month=lead(grammar.month_evidence),
        short=lead(grammar.short_evidence),
        numbered=lead(f"(?:{grammar.numbered})[. :°]{{0,2}}(?:no?[.°]? ?)?"),
        decade=lead(grammar.decade_evidence),
        recurring=lead(grammar.recurring),
        yearly=lead(grammar.yearly),
        yearly_after=words.compile(f" ?(?:{grammar.yearly_after})"),
        no_day_before=lead(grammar.no_day_before),
        no_day_after=words.compile(f" ?(?:{grammar.no_day_after})"),
        number_sign=words.compile(f"(?:{grammar.number_sign})$"),
        numbered_day_before=lead(grammar.numbered_day_before),
        numbered_day_after=words.compile(f" ?(?:{grammar.numbered_day_after})"),
        named=lead(grammar.named),
        titled=lead(f"(?:{grammar.titled})\\.?"),
        address_after=words.compile(f" (?:{grammar.address_after}){stop}"),
        more_weekdays=words.compile(r" ?(?:-|to|through|au|a|et|and|,|、|至|到) ?(?:周|星期|礼拜)?@weekday"),
        weekday_before=words.compile(r"@weekday ?(?:-|to|through|au|a|et|and|,|、|至|到)? ?$"),
    )


def is_supported(around: Surroundings) -> bool:
    """Whether what stands around an expression lets it be a date."""
    evidence = around.joined.expression.evidence
    words = _words(around.language)
    if _comes_back(around, words) or (words.named.search(around.before) and not around.joined.introduced):
        return False
    return evidence is None or _CHECKS[evidence](around, words)


def _comes_back(around: Surroundings, words: _Words) -> bool:
    """`every 1 May`, `le 1er mai de chaque année`, `每年5月1日`: a day of the calendar, and of no year."""
    point = _point(around)
    if point.year is not None or point.shifts:
        return False
    return bool(words.yearly.search(around.before) or words.yearly_after.match(around.after))


def _point(around: Surroundings) -> Point:
    return around.joined.expression.points()[0]


# -- years -------------------------------------------------------------------------------------------------------------


def _year(around: Surroundings, words: _Words) -> bool:
    """A number of four digits: strong words before make it a year, units and counted nouns unmake it."""
    if around.is_alone or around.in_header or _is_chronicle(around):
        return _lone_year(around)
    before, after = around.before, around.after
    numbers = [point.year or 0 for point in around.joined.expression.points()]
    counted = words.counted.match(after) and not (_is_span_of_years(numbers) or words.definite.search(before))
    counts = counted and (len(numbers) > 1 or words.partitive.search(before))
    listed = around.follows_year and not counted and all(number in _WEAK_YEARS for number in numbers)
    asked = words.strong.search(before) or around.joined.introduced or around.joined.part or listed
    if counts or _leads_figures(after) or _is_figure(before, after):
        return False
    if words.against_after.match(after) and not (asked and counted):
        return False
    if asked:
        return all(number in _STRONG_YEARS for number in numbers)
    approximate = len(numbers) == 1 and words.approximate.search(before)
    if words.against_before.search(before) or counted or approximate:
        return False
    return all(number in _WEAK_YEARS for number in numbers) and _stands_free(around, words, numbers)


_NEXT_NUMBER = re.compile(r" ?(?:[-~]|to|and|or|a|et|ou|au|至|到|和) ?([0-9]{4,})(?![0-9])")


def _leads_figures(after: str) -> bool:
    """`between 2000 and 3000 dollars`: the number that it goes with is no year."""
    match = _NEXT_NUMBER.match(after)
    return match is not None and int(match[1][:6]) not in _STRONG_YEARS


def _is_span_of_years(numbers: list[int]) -> bool:
    """`the 2013 to 2015 results`: two numbers so near to each other that they count nothing."""
    if len(numbers) < 2 or not all(number in _WEAK_YEARS for number in numbers):
        return False
    return numbers[1] - numbers[0] <= _LONG_SPAN and any(number % 50 for number in numbers)


def _stands_free(around: Surroundings, words: _Words, numbers: list[int]) -> bool:
    """Whether a year that no word asks for stands where years stand: in brackets, after a name, by itself."""
    before, after = around.before.rstrip(), around.after
    if words.address_after.match(after):
        return False
    if not before or before[-1] in _OPENING or words.weak.search(around.before):
        return True
    if before[-1] == "," and re.match(r" [A-Z]", around.text[around.joined.expression.end :][:2]):
        return False  # a postcode before its town
    return len(numbers) > 1 or numbers[0] % 100 != 0 or not re.match(r" [a-z]", after)


_GOES_ON_BEFORE = re.compile(r"[a-z0-9_@#/.:+=-]$|(?<![0-9])[0-9]{1,3} $|[0-9] ?[-:] ?$")
_GROUP_BEFORE = re.compile(r"(?<![0-9])([0-9]{4}) $")
_GOES_ON_AFTER = re.compile(
    r"(?![a-e][),;:\]])[a-z@_#°]|[.,/:-][0-9]|[-/][a-z]| [0-9]{3}(?![0-9])| ?[%€$£¥]|[.,/]-(?![0-9])"
)


def _is_figure(before: str, after: str) -> bool:
    """Whether the digits go on: a grouped number, a code, a phone number, a web address, a sum of money."""
    group = _GROUP_BEFORE.search(before)
    if group is not None and int(group[1]) not in _WEAK_YEARS:
        return True
    return bool(_GOES_ON_BEFORE.search(before) or _GOES_ON_AFTER.match(after))


def _lone_year(around: Surroundings) -> bool:
    """A year that fills its line or cell: a table may know better, but not of a range."""
    expression = around.joined.expression
    if around.cell_is_date is not None and expression.is_single() and _point(around).grain is Grain.YEAR:
        return around.cell_is_date
    years = _WEAK_YEARS if around.is_alone else _CHRONICLED
    return all((point.year or 0) in years for point in expression.points())


def _is_chronicle(around: Surroundings) -> bool:
    """A year that begins a line, with another line after it that begins with one."""
    end = around.joined.expression.end
    return not around.before.strip() and _NEXT_YEAR.match(around.folded, end, end + _LINE) is not None


_LINE = 160
_NEXT_YEAR = re.compile(
    r" ?[-:]? ?[a-z][^\n]{3,}\n(?:1[89]|20)[0-9]{2}(?: ?[-/] ?(?:1[89]|20)[0-9]{2})?(?: ?[:-])? [a-z]"
)


def _strong(around: Surroundings, words: _Words) -> bool:
    counted = words.counted.match(around.after) or words.against_after.match(around.after)
    return not counted and bool(words.strong.search(around.before) or around.joined.introduced)


def _bare(around: Surroundings, words: _Words) -> bool:
    """A year without 年: in brackets, after the copyright sign, in a header, at either end of a line."""
    if around.is_alone or around.in_header:
        return _lone_year(around)
    before, after = around.before.rstrip(), around.after
    label = _LABEL.search(before)
    lead = around.before[: label.start()] if label else around.before
    if _is_figure(lead, after) or words.against_before.search(before):
        return False
    if any(point.year not in _WEAK_YEARS for point in around.joined.expression.points()):
        return False
    cell = before.endswith("|") and re.match(r" ?(?:\||$)", after)
    if cell or ((label or words.strong.search(before)) and _PAUSE.match(after)):
        return True
    if before.endswith(("(", "©", "[", "(c)", "copyright")):
        return not words.against_after.match(after)
    return not after.strip() or (not before and bool(re.match(r" (?![0-9%万亿元])", after)))


_LABEL = re.compile(r"(?<=[\u4e00-\u9fff]) ?: ?$")
_PAUSE = re.compile(r" ?[,。;)、]|\s*$")


def _bare_range(around: Surroundings, words: _Words) -> bool:
    return around.folded[around.joined.expression.end - 1] in "年间" or not re.match(
        r" ?[0-9%万亿元人个名家户次份页号条台件]", around.after
    )


# -- months, weekdays, days --------------------------------------------------------------------------------------------


def _month(around: Surroundings, words: _Words) -> bool:
    """A month by itself: a word that is only a month needs no more, any other a preposition, a short form is none."""
    if around.language == "zh" or around.joined.introduced or around.joined.part:
        return True
    expression = around.joined.expression
    name = around.folded[expression.start : expression.end].strip(" .")
    if name not in _full_months(around.language) or around.before.endswith("-"):
        return False
    if words.titled.search(around.before):
        return False
    return name not in _folded_ambiguous(around.language) or bool(words.month.search(around.before))


@cache
def _full_months(language: str) -> frozenset[str]:
    """The long name of each month."""
    longest: dict[int, str] = {}
    for name, number in scanner(language).grammar.values["month"].items():
        longest[number] = max(longest.get(number, ""), fold(name), key=len)
    return frozenset(longest.values())


@cache
def _folded_ambiguous(language: str) -> frozenset[str]:
    return frozenset(map(fold, scanner(language).grammar.ambiguous))


def _weekday(around: Surroundings, words: _Words) -> bool:
    """A weekday that is one day and no habit (`every Monday`, `le lundi`, `Monday to Friday`)."""
    expression = around.joined.expression
    name = around.folded[expression.start : expression.end].strip(" .")
    habit = (
        words.recurring.search(around.before)
        or words.more_weekdays.match(around.after)
        or words.weekday_before.search(around.before)
    )
    return not habit and (around.language == "zh" or len(name) > 4)


def _day(around: Surroundings, words: _Words) -> bool:
    """A day of the month by itself."""
    if around.language == "zh":
        return _is_chinese_day(around, words)
    lead = re.search(r"(?:^|[^a-z])(?:on|on the|the|le|du|en) $", around.before)
    led = lead or around.joined.introduced
    placed = around.has_reference or not around.joined.expression.is_single()
    return bool(placed and led and re.match(r" ?(?:[.;:!?)]|-(?![0-9])|,|$)| pour ", around.after))


def _is_chinese_day(around: Surroundings, words: _Words) -> bool:
    """`15日`, and `15号` only where what stands around it tells of a day: a gate or a pump is numbered alike."""
    if words.no_day_before.search(around.before) or words.no_day_after.match(around.after):
        return False
    expression = around.joined.expression
    if not expression.is_single() or not words.number_sign.search(around.folded, expression.start, expression.end):
        return True
    return bool(words.numbered_day_before.search(around.before) or words.numbered_day_after.match(around.after))


def _short(around: Surroundings, words: _Words) -> bool:
    """`22/04` without a year: a date where words lead it, or where no fraction has such numbers."""
    if not around.has_reference or re.match(r" (?:of|de|des|du|th)(?![a-z])", around.after):
        return False
    numbers = [int(number) for number in re.findall(r"[0-9]+", around.folded[slice(*_span(around))])]
    leads = words.short.search(around.before) or around.is_alone or around.joined.introduced
    return bool(leads) or (max(numbers) > 12 and not re.search(r"[a-z0-9]$", around.before))


def _span(around: Surroundings) -> tuple[int, int]:
    return around.joined.expression.start, around.joined.expression.end


def _pointed(around: Surroundings, words: _Words) -> bool:
    """`4.22`: only where a preposition leads it, nothing follows and it is no decimal of a small number."""
    lead = re.search(r"(?:^|[^a-z])(?:on|in|le|du|au) $", around.before)
    return bool(around.has_reference and lead and re.match(r"\s*(?:[.;!?,]|$)", around.after))


def _spaced(around: Surroundings, words: _Words) -> bool:
    return around.is_alone or bool(words.short.search(around.before)) or not re.match(r" ?[a-z0-9%]", around.after)


# -- others ------------------------------------------------------------------------------------------------------------


def _decade(around: Surroundings, words: _Words) -> bool:
    """`the 80s`, and not `in his 80s`."""
    return bool(words.decade.search(around.before)) or around.joined.introduced or around.joined.part


def _numbered(around: Surroundings, words: _Words) -> bool:
    """`11/2016` is no month in the number of a law."""
    return not words.numbered.search(around.before) and not re.search(r"[a-z0-9][-/.]$", around.before)


def _part(around: Surroundings, words: _Words) -> bool:
    return around.joined.part


def _near(around: Surroundings, words: _Words) -> bool:
    """`the end of the month`, `年底`: of the time of writing where the document speaks of its own day, else of any."""
    return around.joined.part and around.timely


def _led(around: Surroundings, words: _Words) -> bool:
    return around.is_alone or bool(words.short.search(around.before))


def _never(around: Surroundings, words: _Words) -> bool:
    return False


_CHECKS: dict[str, Callable[[Surroundings, _Words], bool]] = {
    "year": _year,
    "strong": _strong,
    "bare": _bare,
    "bare_range": _bare_range,
    "month": _month,
    "weekday": _weekday,
    "day": _day,
    "short": _short,
    "pointed": _pointed,
    "spaced": _spaced,
    "decade": _decade,
    "numbered": _numbered,
    "part": _part,
    "near": _near,
    "led": _led,
    "range_end": _never,
}
