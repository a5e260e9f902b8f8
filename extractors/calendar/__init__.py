"""The calendar in French, English and Chinese: expressions read from text, placed in time, written as EDTF.

`parse_full_dates` reads the full dates of a short text and needs neither spaCy nor a document.
"""

from extractors.calendar.reader import parse_full_dates

__all__ = ["parse_full_dates"]
