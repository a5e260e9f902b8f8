"""Reads each number of a text together with the currency or per cent sign beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.amounts.currencies import Tender, part_after, tender_after, tender_before
from extractors.amounts.rules import patterns_of, primary
from extractors.numbers import SPACES, Numeral, Writing, find_numerals, read_scale

_TENTHS = re.compile(
    r"\s{0,2}成(?:(?P<half>半)|(?P<more>[一二三四五六七八九])(?![\u4e00-\u9fff]*[万亿]))?"
    r"(?![员員为為立果功本年都效就人绩績长長套分品份型熟交像])"
)
_FRACTION = re.compile(r"\s{0,2}分\s{0,2}之\s{0,2}")
_SWISS_END = re.compile(r"\.[–—-]{1,2}|,[–—-]{2}|,[–—](?!\d)")
_MINUS = re.compile(r"(?:^|[\s(（])([-−–])$")
_MINUS_WORD = re.compile(r"(?i)(?:^|\b)(?:minus|moins)\s$|[负負]\s?$")
_PARTS_JOIN = re.compile(r"\s{0,2}(?:and|et|又)?\s{0,2}", re.IGNORECASE)
_SMALLEST_SPLIT = 1_000_000
_BARE_SCALE = re.compile(r"[百千万萬亿億兆佰仟]")
_ROUNDING = tuple("近约約逾超过達达")
_INDEFINITE = tuple("数數几幾上成好")
_FORWARD = re.compile(rf"[{SPACES}\n]{{0,2}}\d")


@dataclass(frozen=True, slots=True)
class Item:
    """A number and its sign: `tender` for money, `percent` for shares, neither yet for counts and members of lists.

    `leads` says that the sign stands before the number, `times` what the sign multiplies by (成: ten), `fixed` is the
    value where it is not simply that of the number.
    """

    numeral: Numeral
    start: int
    end: int
    tender: Tender | None = None
    leads: bool = False
    percent: bool = False
    times: int = 1
    fixed: Decimal | None = None

    @property
    def bare(self) -> bool:
        """Whether nothing says yet what is measured."""
        return self.tender is None and not self.percent


def read_items(text: str, language: str) -> Iterator[Item]:
    """Every number of the text that is not part of a code, with what stands beside it."""
    floor = 0
    numerals = list(find_numerals(text, language))
    index = 0
    while index < len(numerals):
        numeral = numerals[index]
        index += 1
        if numeral.start < floor:
            continue
        while index < len(numerals) and _goes_on(text, numeral, numerals[index]):
            numeral = _joined(numeral, numerals[index])
            index += 1
        if is_bare_scale(text, numeral):
            continue
        item = _percent_of(text, numeral, numerals[index : index + 2], language) or _item(
            text, numeral, floor, language
        )
        if item is None:
            continue
        if item.tender:
            item, used = _with_parts(text, item, numerals[index : index + 3])
            index += used
        floor = item.end
        yield item


def _goes_on(text: str, numeral: Numeral, following: Numeral) -> bool:
    """Whether the next number is the smaller part of this one (1 milliard 200 millions, two million 500 thousand)."""
    if following.start == numeral.end and numeral.writing is following.writing is Writing.DIGITS:
        whole = not following.scaled and 1000 <= following.value < numeral.factor
        return whole and not numeral.short and numeral.base == int(numeral.base)
    if numeral.factor < _SMALLEST_SPLIT or not 1 < following.factor < numeral.factor:
        return False
    if numeral.short or following.short:
        return False
    return numeral.base == int(numeral.base) and bool(_PARTS_JOIN.fullmatch(text, numeral.end, following.start))


def _joined(numeral: Numeral, following: Numeral) -> Numeral:
    base = numeral.base + following.value / numeral.factor
    return replace(numeral, end=following.end, digits_end=following.digits_end, base=base, decimal=base, grouped=True)


def is_bare_scale(text: str, numeral: Numeral) -> bool:
    """Whether Chinese magnitudes stand without a digit and without a bound (万国宫, 千美元), or after 数, 几 or 上."""
    if numeral.writing is not Writing.CHINESE:
        return False
    before = text[max(0, numeral.start - 1) : numeral.start]
    if before in _INDEFINITE:
        return bool(before)
    if numeral.more or _FRACTION.match(text, numeral.end):
        return False
    return not _BARE_SCALE.sub("", text[numeral.start : numeral.end]) and before not in _ROUNDING


def _item(text: str, numeral: Numeral, floor: int, language: str) -> Item | None:
    before = tender_before(text, numeral, floor)
    after = tender_after(text, numeral)
    if after and _binds_forward(text, numeral, before, after, language):
        after = None
    if before is None and _inside_code(text, numeral.start):
        return None
    if after is None and _runs_on(text, numeral.end) and not (before and numeral.short):
        return None
    if before is None and after is None:
        return Item(numeral, numeral.start, numeral.end)
    return _money(text, numeral, before, after, language)


def _inside_code(text: str, start: int) -> bool:
    """Whether the number goes on from a letter, a sign of reference or another number (COVID-19, 1.2.3, n°5, 12/5)."""
    if start == 0:
        return False
    last = text[start - 1]
    before = text[start - 2] if start > 1 else ""
    if last.isalpha() and last < "\u2e80":
        return True
    if last in "_#°№@&=\\^*§":
        return True
    if last in ".,:/" and (before.isalnum() and before < "\u2e80"):
        return True
    if last in ")]»”" and before.isalpha() and before < "\u2e80":
        return True
    return last in "-‑–/" and before.isalpha() and before < "\u2e80"


def _runs_on(text: str, end: int) -> bool:
    """Whether a letter, or a sign and more digits, go on from the number (3D, 15h30, 1.2.3, 24/7, 10:30)."""
    sign = text[end : end + 1]
    if not sign:
        return False
    if sign.isalpha() and sign < "\u2e80":
        return True
    following = text[end + 1 : end + 2]
    return sign in "_/:.,°" and following.isdigit() and following.isascii()


def _binds_forward(text: str, numeral: Numeral, before: Tender | None, after: Tender, language: str) -> bool:
    """Whether the sign behind the number belongs to the next number ("in 2019 US$ 5", "rmb 10 usd 20")."""
    if not after.sign or not _FORWARD.match(text, after.end):
        return False
    if before is not None:
        return True
    if after.start == numeral.end and text[after.end : after.end + 1] in SPACES:
        return False
    if primary(language) == "fr" or not after.word[-1:].isascii():
        return primary(language) != "fr" or is_year(numeral)
    return "$" in after.word or "£" in after.word or is_year(numeral)


def is_year(numeral: Numeral) -> bool:
    """Whether the number is written like a year of our time."""
    plain = numeral.writing is Writing.DIGITS and not numeral.grouped and not numeral.scaled
    return plain and 1800 <= numeral.base <= 2100 and numeral.base == int(numeral.base)


def _money(text: str, numeral: Numeral, before: Tender | None, after: Tender | None, language: str) -> Item:
    tender = before or after
    assert tender is not None
    start, end = before.start if before else numeral.start, numeral.end
    if before and after and set(before.codes) & set(after.codes):
        tender = after if len(after.codes) < len(before.codes) else before
        end = after.end
    elif before and after and before.word.endswith("$") and len(before.word) <= 3 and not after.sign:
        tender, end = after, after.end
    elif after and not before:
        end = after.end
        scale = read_scale(text, after.end, language) if after.sign and not numeral.scaled else None
        if scale and not scale[2]:
            numeral, end = numeral.scaled_by(scale[0]), scale[1]
    swiss = _SWISS_END.match(text, end) if before else None
    if swiss:
        end = swiss.end()
    if tender.factor != 1 and not numeral.scaled:
        numeral = numeral.scaled_by(tender.factor)
    return Item(numeral, start, end, tender, leads=before is not None)


def _percent_of(text: str, numeral: Numeral, following: list[Numeral], language: str) -> Item | None:
    chinese = primary(language) == "zh"
    patterns = patterns_of(primary(language))
    if chinese and following:
        over = _FRACTION.match(text, numeral.end)
        if over and over.end() == following[0].start:
            return _chinese_fraction(numeral, following[0])
    sign = patterns.points.match(text, numeral.end) or patterns.percent.match(text, numeral.end)
    if sign is None and chinese:
        return _tenths(text, numeral)
    if sign is None or (_inside_code(text, numeral.start) and not _minus(text, numeral.start)):
        return None
    if _runs_on(text, sign.end()) and text[sign.end() : sign.end() + 1].isalnum() and sign.group().strip() in "%％":
        return None
    start, value = numeral.start, None
    if sign[1] in "‰" or sign[1].lower() in {"pour mille", "per mille"}:
        value = numeral.value / 10
    minus = _minus(text, start)
    if minus is not None:
        start, value = minus, -(_percent_value(numeral, language) if value is None else value)
    return Item(numeral, start, sign.end(), percent=True, fixed=value)


def _minus(text: str, start: int) -> int | None:
    """Where a minus right before the number begins."""
    sign = _MINUS.search(text[max(0, start - 2) : start]) if start else None
    if sign and not (start >= 3 and text[start - 3].isdigit()):
        return start - 1
    word = _MINUS_WORD.search(text[max(0, start - 8) : start])
    if word and not word.group().lower().startswith("moins"):
        return max(0, start - 8) + word.start()
    return None


def _percent_value(numeral: Numeral, language: str) -> Decimal:
    return value_of(Item(numeral, numeral.start, numeral.end, percent=True), language)


def _chinese_fraction(numeral: Numeral, part: Numeral) -> Item | None:
    """百分之八十, 千分之一百一十一; other fractions (三分之二) are no percentages."""
    power = numeral.value
    if power < 100 or power != Decimal(10) ** (len(str(int(power))) - 1):
        return Item(replace(part, start=numeral.start), numeral.start, part.end, percent=True, fixed=Decimal("NaN"))
    value = part.value * 100 / power
    return Item(replace(part, start=numeral.start), numeral.start, part.end, leads=True, percent=True, fixed=value)


def _tenths(text: str, numeral: Numeral) -> Item | None:
    """三成, 七成半, 八成五."""
    match = _TENTHS.match(text, numeral.end)
    if match is None or numeral.value > 10 or numeral.more:
        return None
    value = numeral.value * 10
    if match["half"]:
        value += 5
    elif match["more"]:
        value += "零一二三四五六七八九".index(match["more"])
    return Item(numeral, numeral.start, match.end(), percent=True, times=10, fixed=value)


def _with_parts(text: str, item: Item, following: list[Numeral]) -> tuple[Item, int]:
    """The sum with its hundredths (20 dollars 43 cents, 五块七毛八), and how many numbers that took."""
    used, total, end = 0, value_of(item, "en"), item.end
    smallest = Decimal(1)
    for numeral in following:
        join = _PARTS_JOIN.match(text, end)
        if join is None or join.end() != numeral.start or numeral.scaled or numeral.value >= 100 or numeral.grouped:
            break
        part = part_after(text, numeral.end)
        if part and Decimal(1) / part[1] < smallest:
            total += numeral.value / part[1]
            smallest, end = Decimal(1) / part[1], part[0]
        elif join.group() == "" and numeral.value < 10 and text[end - 1] in "块塊毛角":
            total += numeral.value * smallest / 10
            end = numeral.end
        else:
            break
        used += 1
    if not used:
        return item, 0
    return replace(item, end=end, fixed=total), used


def value_of(item: Item, language: str) -> Decimal:
    """The number of the item, its separator read by what is measured and by the custom of the language."""
    numeral = item.numeral
    if item.fixed is not None:
        return item.fixed
    if numeral.base == numeral.decimal:
        return numeral.value * item.times
    return (numeral.decimal if _reads_decimal(item, language) else numeral.base) * numeral.factor


def _reads_decimal(item: Item, language: str) -> bool:
    """Whether a lone separator before three digits is a decimal sign (1,234 milliard, 12.345 %, $1.239).

    The comma groups in English and Chinese, always. Elsewhere magnitude words and per cent make decimals likely, while
    sums and counts rarely have three; round thousands are grouped whatever the language (CHF 2.500, 1.400 milliards).
    """
    numeral = item.numeral
    comma = numeral.decimal_first == (primary(language) == "fr")
    if primary(language) != "fr" and comma:
        return False
    if item.percent:
        return True
    if numeral.scaled:
        return comma or numeral.base % 100 != 0
    if primary(language) == "fr" or item.bare:
        return False
    return numeral.base < 10_000 and numeral.base % 10 != 0


def outside(items: Iterable[Item], masked: "list[tuple[int, int]]", offset: int) -> Iterator[Item]:
    """The items that no masked span holds; a sum of money stays where the mask covers only part of it."""
    position = 0
    for item in items:
        start, end = item.start + offset, item.end + offset
        while position < len(masked) and masked[position][1] <= start:
            position += 1
        if position < len(masked) and masked[position][0] < end:
            inside = (
                masked[position][0] <= item.numeral.start + offset and masked[position][1] >= item.numeral.end + offset
            )
            if inside or item.bare:
                continue
        yield item
