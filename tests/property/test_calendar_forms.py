"""Dates written at random in each language read back to the same; any text whatever keeps to the rules."""

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from extractors.calendar import edtf, parse_full_dates
from extractors.calendar.folding import fold
from extractors.facts.base import set_up_extensions
from extractors.facts.dates import DateExtractor
from extractors.tokenizer import SocleTokenizer
from schemas.document import Block, BlockKind, Document, OffsetMap
from schemas.facts.base import Unresolved
from schemas.facts.date import Date

_ENGLISH = "January February March April May June July August September October November December"
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
MONTHS = {"en": _ENGLISH.split(), "fr": _FRENCH.split()}
DIGITS = "〇一二三四五六七八九"
LANGUAGES = st.sampled_from(["en", "fr", "zh"])
DAYS = st.dates(datetime.date(1920, 1, 1), datetime.date(2099, 12, 31))
REFERENCE = datetime.date(2023, 5, 11)
TOKENIZER = SocleTokenizer(Vocab())


def chinese(number: int) -> str:
    """A number below a hundred in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def forms(day: datetime.date, language: str) -> list[str]:
    """The ways in which a language writes a day."""
    iso = day.isoformat()
    if language == "zh":
        year = "".join(DIGITS[int(digit)] for digit in str(day.year))
        wide = str.maketrans("0123456789", "０１２３４５６７８９")
        plain = f"{day.year}年{day.month}月{day.day}日"
        return [iso, plain, plain.translate(wide), f"{year}年{chinese(day.month)}月{chinese(day.day)}日"]
    month = MONTHS[language][day.month - 1]
    if language == "fr":
        first = "1er" if day.day == 1 else str(day.day)
        return [
            iso,
            f"{first} {month} {day.year}",
            f"{day:%d/%m/%Y}",
            f"{day:%d.%m.%Y}",
            f"{day.day}\u00a0{month}\u202f{day.year}",
        ]
    suffix = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return [
        iso,
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day}{suffix} of {month} {day.year}",
    ]


def ranges(first: datetime.date, last: datetime.date, language: str, form: int) -> str:
    """From one day to another in words."""
    here, there = forms(first, language)[form], forms(last, language)[form]
    return {"en": f"from {here} to {there}", "fr": f"du {here} au {there}", "zh": f"从{here}至{there}"}[language]


def found_in(text: str, language: str, published: datetime.date | None = REFERENCE) -> list[Date | Unresolved]:
    set_up_extensions()
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    offsets = OffsetMap.identity(len(text))
    document = Document(
        "0" * 64, "text/plain", "plain", text, text, offsets, blocks, language=language, published=published
    )
    doc = TOKENIZER("x")  # the extractor reads the document
    doc._.document, doc._.outcomes = document, {}
    return list(DateExtractor().find(doc))


@given(DAYS, LANGUAGES, st.integers(0, 3))
def test_a_written_day_reads_back(day: datetime.date, language: str, form: int) -> None:
    written = forms(day, language)[form]
    assert [found for _, _, found in parse_full_dates(f"({written})", language)] == [day]


@given(DAYS, DAYS, LANGUAGES, st.integers(0, 3))
def test_a_written_range_reads_back(one: datetime.date, other: datetime.date, language: str, form: int) -> None:
    first, last = sorted((one, other))
    if first == last:
        return
    written = ranges(first, last, language, form)
    (found,) = found_in(f"{written}.", language)
    assert isinstance(found, Date)
    assert (found.start_date, found.end_date) == (first, last)
    assert found.edtf == f"{first}/{last}"
    assert (found.start, found.end) == (0, len(written))


@given(st.integers(1900, 2098), st.integers(1, 99), LANGUAGES)
def test_a_written_range_of_years_reads_back(year: int, years: int, language: str) -> None:
    last = min(year + years, 2100)
    written = {"en": f"between {year} and {last}", "fr": f"entre {year} et {last}", "zh": f"{year}年至{last}年"}[
        language
    ]
    (found,) = found_in(f"{written}.", language)
    assert isinstance(found, Date)
    assert found.edtf == f"{year}/{last}"


_WORDS = (
    " 2016| mai | May |from | to | au |du | et |since |depuis |avant |le 5 |12 June|1er|Monday |last | ago|three |"
    "Q3|19|20|trimestre |今年|以来|世纪|年代|年底|années 90|next week|deux mille |"
    "first |31 février 2015|until |début |Sept. |的"
)
PIECES = st.sampled_from([*"0123456789 -–/.,()年月日号至到前后一二十〇周上下'\n\t", *_WORDS.split("|")])


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=120), LANGUAGES, st.booleans())
@example("٣١ mai ٢٠١٦ İİ ﬁ ²⁰¹⁶", "fr", True)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_dates_that_keep_the_rules(text: str, language: str, dated: bool) -> None:
    assert len(fold(text)) == len(text)
    previous = 0
    for found in found_in(text, language, REFERENCE if dated else None):
        assert 0 <= found.start < found.end <= len(text)
        if isinstance(found, Unresolved):
            continue
        assert found.start >= previous
        previous = found.end
        assert found.edtf is not None
        assert edtf.bounds(found.edtf) == (found.start_date, found.end_date)


@pytest.mark.parametrize("piece", ["1", " ", "1 ", "1,", "1/1/", "1-1-", "1.", "一", "十", "@", "2016-", "the ", "1年"])
@pytest.mark.parametrize("language", ["en", "fr", "zh"])
@pytest.mark.timeout(60)
def test_no_rule_backtracks_without_end(piece: str, language: str) -> None:
    text = piece * (300_000 // len(piece))
    assert len(found_in(text, language)) <= len(text)
