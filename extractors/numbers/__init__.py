"""Numbers in French, English and Chinese: digits in every grouping, number words, Chinese numerals."""

from extractors.numbers.scan import Numeral, Writing, find_numerals, parse_number, read_scale
from extractors.numbers.vocabulary import SPACES, NumberFormatError

__all__ = ["SPACES", "NumberFormatError", "Numeral", "Writing", "find_numerals", "parse_number", "read_scale"]
