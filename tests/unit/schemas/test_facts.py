"""The record models: what they refuse, and the form in which they show their value."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.facts.amount import Amount, Measure
from schemas.facts.base import fact_id
from schemas.facts.contact import Contact
from schemas.facts.date import Date, Precision

SPAN: dict[str, Any] = {"start": 0, "end": 4, "rule": "test", "confidence": 0.9}


def amount(**values: Any) -> Amount:
    return Amount(**SPAN | {"measure": Measure.MONEY, "currency_code": "EUR", "low": 1, "high": 1} | values)


@pytest.mark.parametrize(
    "values",
    [
        {"low": 2, "high": 1},
        {"currency_code": "euro"},
        {"low": Decimal(10) ** 33, "high": Decimal(10) ** 33},
        {"low": Decimal("0.0000001")},
        {"start": 4},
        {"end": -1},
        {"confidence": 1.5},
        {"colour": "blue"},
    ],
)
def test_amounts_that_cannot_be_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        amount(**values)


def test_a_date_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValidationError):
        Date(**SPAN, start_date=date(2020, 2, 1), end_date=date(2020, 1, 1), edtf=None, precision=Precision.DAY)


def test_values_have_the_names_and_forms_of_the_gold() -> None:
    assert amount(low=Decimal("6700000.00"), high=Decimal("6.7E+6")).value() == {
        "measure": "money",
        "currency": "EUR",
        "low": "6700000",
        "high": "6700000",
        "bound": "exact",
        "per": None,
        "unit": None,
    }
    day = date(2016, 9, 6)
    value = Date(**SPAN, start_date=day, end_date=None, edtf="2016-09-06/..", precision=Precision.DAY).value()
    assert (value["start"], value["end"]) == ("2016-09-06", None)
    assert Contact(**SPAN, emails=("a@ilo.org",)).value()["emails"] == ["a@ilo.org"]


@given(st.decimals(min_value=0, max_value=10**30, places=6))
def test_decimals_are_shown_exactly(number: Decimal) -> None:
    shown = amount(low=number, high=number).value()["low"]
    assert Decimal(shown) == number
    assert "E" not in shown


@given(st.tuples(*[st.text(max_size=8)] * 3), st.integers(0, 99), st.integers(0, 99))
def test_the_key_of_a_fact_tells_apart_what_is_apart(parts: tuple[str, str, str], start: int, end: int) -> None:
    key = fact_id(*parts, start, end)
    assert len(key) == 64
    assert key == fact_id(*parts, start, end)
    assert key != fact_id(*parts, start, end, 1)
    assert key != fact_id(*parts, start, end + 1)
