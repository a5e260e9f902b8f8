"""Currencies, numbers and days as other libraries give them, brought to the annotation guide's values."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

# What the annotation guide says of names that more than one currency has.
_BARE = {"dollar": "USD", "pound": "GBP", "livre": "GBP", "元": "CNY"}


def decimal_of(value: object) -> str | None:
    """A number as plain digits; None where it is none."""
    text = str(value).strip().rstrip("%")
    for form in (text, text.replace(",", ".")):
        try:
            return format(Decimal(form).normalize(), "f")
        except InvalidOperation:
            continue
    return None


def international(phone: str) -> str:
    """A phone number with `+` for a leading 00, and without the trunk zero in brackets."""
    phone = "+" + phone[2:] if phone.startswith("00") else phone
    return phone.replace("(0)", "") if phone.startswith("+") else phone


def iso_currency(name: str | None, language: str, symbols: Sequence[str] = ()) -> str | None:
    """The code of a currency by its name, or among its symbols; None where neither says it."""
    codes = _codes_by_name(language)
    name = (name or "").casefold()
    if name in _BARE:
        return _BARE[name]
    named = codes.get(name) or codes.get(name.rstrip("s"))
    return named or next((symbol for symbol in symbols if symbol in codes.values()), None)


@cache
def _codes_by_name(language: str) -> dict[str, str]:
    """Codes of today's currencies by their names in a language and in English, whatever their number."""
    from babel import Locale

    names: dict[str, str] = {}
    for locale in (Locale.parse(language), Locale.parse("en")):
        forms: Any = locale._data["currency_names_plural"]
        for code, name in locale.currencies.items():
            for form in (name, *forms.get(code, {}).values()):
                names.setdefault(str(form).casefold(), code)
    return names


def period_of(day: date, period: str | None) -> tuple[date, date]:
    """First and last day of the month or year that a day stands for; else the day itself."""
    if period == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if period == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return day, day


def day_readings(value: str | None, *, alone: bool, end: bool = False, timex: str = "") -> list[str | None]:
    """What the end of a range can mean under the guide, which includes the last day.

    An end may be the first day after the range, or name the last day, month or year of it; a beginning that stands
    alone ("after") may name the last day before.
    """
    if not value or not value[:4].isdigit():
        return [None]
    day = date.fromisoformat(value[:10])
    if day.year in (date.min.year, date.max.year):
        return [day.isoformat()]
    if not end:
        return [day.isoformat(), *([(day + timedelta(days=1)).isoformat()] if alone else [])]
    readings = [day - timedelta(days=1), day]
    if timex.endswith("Y)") and (day.month, day.day) == (1, 1):
        readings.append(period_of(day, "year")[1])
    if timex.endswith("M)") and day.day == 1:
        readings.append(period_of(day, "month")[1])
    return [reading.isoformat() for reading in readings]
