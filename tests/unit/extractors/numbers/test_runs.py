"""Long runs of figures with one sign between them are not read one by one; what stands behind them is."""

from decimal import Decimal

import pytest

from extractors.numbers import find_numerals


@pytest.mark.parametrize("language", ["fr", "en", "zh"])
@pytest.mark.parametrize("sign", list("/ :;|-\t"))
def test_only_the_last_of_a_long_run_is_read(language: str, sign: str) -> None:
    [numeral] = find_numerals(f"1{sign}" * 50 + "12", language)
    assert (numeral.start, numeral.value) == (100, Decimal(12))


def test_a_short_run_is_read_whole() -> None:
    assert len(list(find_numerals("7; " * 50, "en"))) == 50
    assert len(list(find_numerals("7 " * 20, "en"))) == 20
