"""Numbers written with digits: every grouping, and the two readings that a lone separator allows."""

import re
from decimal import Decimal
from typing import NamedTuple

from extractors.numbers.vocabulary import SPACES, NumberFormatError

# Groups of three behind one kind of separator, Indian lakhs, or plain digits; each with decimals.
DIGITS = rf"""(?:
    \d{{1,3}}(?:[{SPACES}]\d{{3}}(?!\d))+(?:[.,．]\d{{1,9}}(?!\d))?
  | \d{{1,3}}(?:['’‘´]\d{{3}}(?!\d))+(?:[.,．]\d{{1,9}}(?!\d))?
  | \d{{1,3}}(?:\.\d{{3}}(?!\d))+(?:,\d{{1,9}}(?!\d))?
  | \d{{1,3}}(?:[,，]\d{{3}}(?!\d))+(?:[.．]\d{{1,9}}(?!\d))?
  | \d{{1,2}}(?:,\d{{2}}(?!\d))+,\d{{3}}(?:\.\d{{1,2}})?(?!\d)
  | \d{{1,18}}(?:[.,．·]\d{{1,9}})?(?!\d)
)"""
_WHOLE = re.compile(DIGITS, re.VERBOSE)
_LONE = re.compile(r"(\d{1,3})([.,])(\d{3})")
_GROUPING = re.compile(rf"[{SPACES}'’‘´]")


class DigitReading(NamedTuple):
    """The value of a number in digits.

    `value` reads a lone separator before three digits as grouping, `decimal` as a decimal sign; for every other
    number both are the same. `decimal_first` says which the language's custom prefers where nothing else tells.
    """

    value: Decimal
    decimal: Decimal
    grouped: bool
    decimal_first: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether the separator can be read in two ways."""
        return self.value != self.decimal


def read_digits(text: str, language: str) -> DigitReading:
    """Both readings of a number in digits; raises `NumberFormatError` for what is not one number."""
    if not _WHOLE.fullmatch(text):
        raise NumberFormatError(f"{text!r} is not one number in digits")
    lone = _LONE.fullmatch(text)
    if lone:
        head, sign, tail = lone.groups()
        decimal = Decimal(f"{head}.{tail}")
        if int(head) == 0:
            return DigitReading(decimal, decimal, grouped=False)
        return DigitReading(Decimal(head + tail), decimal, True, (sign == ",") == language.startswith("fr"))
    value = Decimal(_plain(text))
    return DigitReading(value, value, grouped=_is_grouped(text))


def _plain(text: str) -> str:
    """Digits with a point: separators that group are gone."""
    text = _GROUPING.sub("", text).replace("，", "").replace("．", ".").replace("·", ".")
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return text
    groups = text.count(text[last]) > 1
    whole = text[:last].replace(",", "").replace(".", "")
    return whole + ("" if groups else ".") + text[last + 1 :]


def _is_grouped(text: str) -> bool:
    separators = [sign for sign in text if not sign.isdigit()]
    if not separators:
        return False
    return bool(_GROUPING.search(text)) or len(separators) > 1 or separators[0] == "，"
