"""Finds phone and fax numbers, and normalises them once the country of their contact is known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from extractors.contacting.places import regions_in
from extractors.contacting.points import Point, PointKind, Spans
from extractors.contacting.vocabulary import fold, vocabulary
from extractors.tokenizer import CJK
from schemas.facts.base import Unresolved

# Digits of a number: E.164 allows 15 with the country's; labelled ones may be as short as a hotline.
_FEWEST, _FEWEST_LABELLED, _MOST, _MOST_NATIONAL = 7, 5, 15, 13
# A run of digits and signs longer than this is a table, not a few numbers.
_LONGEST_RUN = 90
_LABEL_WINDOW = 48
_PLACE_WINDOW = 100
_DASHES = ("–", "—", "-")
# A postcode before a dash has as many digits; so many follow "00" and a country's code, whose plans of numbers change.
_FEWEST_OF_POSTCODE, _FEWEST_AFTER_ZEROS = 4, 11

_RUN = re.compile(r"(?:\+|[(（]\+?|(?<![A-Za-z\d]))\d[\d ()（）.\-–/+]*", re.ASCII)
# What a number goes on with after a line break that cuts it.
_REST = re.compile(r"\n(\d{2,4}(?:[ -]\d{2,4}){0,2})(?=[\s，,;；/]|$)", re.ASCII)
_PLACE_BEFORE = re.compile(r"([^\n:：;；]{2,40})\s?[:：]\s?$")
_UNIT_AFTER = re.compile(r"[=*%‰:€$£]|,(?!\d{7,8}(?!\d))\d|\s?(?:%|€|\$|pour cent|percent)")
# "010-68523836、68598013": the second number is dialled with the area code of the first.
_WITH_AREA_CODE = re.compile(r"[(（]?(0\d{2,3})[)）]?[ -]?(\d{7,8})")
_LIST_SIGN = re.compile(r"\s?[,，、/;；或和]\s?")
_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥￥=*:]|\b[A-Z]{3}\s?)$|[$€£¥￥]\s$")
_GROUPS = re.compile(r"\d+")
_SHORT_ALTERNATIVE = re.compile(r"\s?/\s?(\d{1,4})(?!\d|[ .-]\d)")

# Written forms that nothing but a phone number has, whatever stands around.
_CLEAR = re.compile(
    r"(?:1[ .-]?)?\(\d{3}\)[ .-]?\d{3}[ .-]\d{4}"
    r"|(?:1[ .-])?\d{3}([ .-])\d{3}\1\d{4}|[2-9]\d{2}/[2-9]\d{2}-\d{4}"
    r"|0\d(?:[ .-]\d{2}){4}"
    r"|\(0\d{1,4}\)[ -]?\d{2,4}(?:[ -]?\d{2,4}){1,3}"
    r"|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-\d{7,8}(?:-\d{1,5})?|400-?\d{3}-?\d{4}"
)
_NORTH_AMERICAN = re.compile(r"(?:1[ .-]?\(?\d{3}\)?[ .-]|\(\d{3}\) ?)\d{3}[ .-]\d{4}$")
_LETTER = re.compile(r"[^\W\d_]")
_GROUPED = re.compile(r"\(?\+[1-9]\d{1,2}\)?(?:[ .-]\d{2}){4}")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+$")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/.]\s?(?:(?:19|20)?\d\d)(?:\s?[-–/.]\s?\d{1,4})?$")
_DATE = re.compile(r"\d{1,4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,4}$")
# "(237) 222 20 50 40", "(30-210) 366 2000"
_CODE_IN_BRACKETS = re.compile(r"\([1-9]\d{0,2}(?:-\d{1,4})?\)")
_BRACKETED = re.compile(r"(?:\(\+?[\d .–-]{7,20}\)|（\+?[\d .–-]{7,20}）)")
_BOOK = re.compile(r"97[89][ -]?\d")
_NESTED = re.compile(r"\([^)]*\(")
_HYPHENED_EXTENSION = re.compile(r"\s?-\s?\d{2,5}$")


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number as it goes into a contact; `confidence` is lower where its country stays open."""

    value: str
    confidence: float


def find_phones(text: str, taken: Spans, dates: Spans) -> Iterator[Point | Unresolved]:
    """Phone and fax numbers outside `taken`; those in `dates` only if a label or "+" makes them numbers.

    A number that a label announces and that has too few or too many digits is unresolved.
    """
    last: Point | None = None
    for run in _RUN.finditer(text):
        if len(run.group()) < _FEWEST_LABELLED or taken.meets(*run.span()):
            continue
        if len(run.group()) <= _LONGEST_RUN and sum(map(str.isdigit, run.group())) >= _FEWEST_LABELLED:
            other = _in_same_area(text, run, last)
            for found in [other] if other else _numbers_in(text, run, dates):
                last = found if isinstance(found, Point) else None
                yield found


def _in_same_area(text: str, run: re.Match[str], last: Point | None) -> Point | None:
    """A number without its area code in a list after one that has it, as long as that one's own."""
    end = run.start() + len(run.group().rstrip(" ,.-–/"))
    if last is None or not _LIST_SIGN.fullmatch(text, last.end, run.start()):
        return None
    whole = _WITH_AREA_CODE.fullmatch(text, last.start, last.end)
    digits = text[run.start() : end]
    if whole is None or not digits.isdigit() or len(digits) != len(whole[2]) or digits[0] in "01":
        return None
    return Point(last.kind, run.start(), end, whole[1] + digits, run.start(), doubtful=last.doubtful)


def _numbers_in(text: str, run: re.Match[str], dates: Spans) -> Iterator[Point | Unresolved]:
    labelled: Point | None = None
    for part in _parts(run.group(), run.start()):
        start, end = _tidied(text, *part)
        point = _point_at(text, start, end, dates, labelled)
        if isinstance(point, Point):
            labelled = point
        if point is not None:
            yield point


def _parts(run: str, offset: int) -> Iterator[tuple[int, int]]:
    """The numbers of a run: a slash parts two that could each stand alone, a plus begins another, and so does a blank
    between two written alike."""
    cuts = [0]
    shape = _GROUPS.sub(lambda group: "9" * len(group.group()), run.rstrip(" .-–/"))
    half = len(shape) // 2
    if shape[half : half + 1] == " " and shape[:half] == shape[half + 1 :] and shape.count("9") >= 2 * _FEWEST:
        cuts.append(half + 1)
    for match in re.finditer(r"/|\s\+|\s\(\+|\s[–—-]\s", run):
        if match.start() < cuts[-1]:
            continue
        left, right = _digits(run[cuts[-1] : match.start()]), _digits(run[match.end() :])
        if match.group()[1:2] in _DASHES:
            if (
                len(right) >= _FEWEST
                and len(left) >= _FEWEST_OF_POSTCODE
                and (run[cuts[-1]] not in "+(0" or len(left) >= _FEWEST)
            ):
                cuts.append(match.end())
        elif len(left) >= _FEWEST and (len(right) >= _FEWEST or match.group() != "/" or len(right) <= 4):
            cuts.append(match.end() if match.group() == "/" else match.start())
    for start, end in zip(cuts, [*cuts[1:], len(run)], strict=True):
        yield offset + start, offset + end


def _tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and signs at its ends, and without a bracket that has no partner."""
    while end > start and not (text[end - 1].isdigit() or text[end - 1] in ")）"):
        end -= 1
    while start < end and text[start] in " .-–/)":
        start += 1
    piece = text[start:end]
    if _BRACKETED.fullmatch(piece):
        return start + 1, end - 1
    if piece.count("(") > piece.count(")") and piece.startswith("("):
        start += 1
    elif piece.endswith(")") and piece.count(")") > piece.count("("):
        end -= 1
    return start, end


def _point_at(text: str, start: int, end: int, dates: Spans, before: Point | None) -> Point | Unresolved | None:
    if before is not None and end - start <= 4:
        return None
    kind, label = _label(text, start)
    if before is not None and label is None and text[before.end : start].strip(" /-–.()") == "":
        kind, label = before.kind, (start if before.labelled is not None else None)
    end = _with_rest(text, start, end, labelled=label is not None)
    number = text[start:end]
    digits = _digits(number)
    international = "+" in number[:3]
    extension = vocabulary().extension.match(text, end, end + 20)
    stop = extension.end() if extension else end
    if label is None and vocabulary().label_after.match(fold(text[stop : stop + 24])):
        label = start
    sure = international or label is not None
    if not _is_bounded(text, start, stop, digits, sure=sure) or (not sure and dates.meets(start, end)):
        return None
    clear = (international and is_possible(f"+{digits}", number)) or _CLEAR.fullmatch(number)
    enough = _could_be(number, digits) if label is None else _is_long_enough(number, digits)
    if not (enough or (clear and label is None)):
        return _impossible(start, stop, digits) if label is not None and kind == PointKind.PHONE else None
    value = f"+{digits}" if international else digits
    doubtful = not clear and label is None and not _follows_its_place(text, start, number)
    return Point(kind, start, stop, value, label, doubtful=doubtful)


def _impossible(start: int, end: int, digits: str) -> Unresolved | None:
    """What a label announces and nobody can call."""
    if len(digits) < _FEWEST_LABELLED:
        return None
    detail = f"{len(digits)} digits"
    return Unresolved(start=start, end=end, rule="phone", kind="contact", reason="invalid_phone", detail=detail)


def _follows_its_place(text: str, start: int, number: str) -> bool:
    """Whether a place and a colon stand before a number that is right there ("Dublin, Ireland: 01 631 8000")."""
    if number[:1] not in ("0", "("):
        return False
    place = _PLACE_BEFORE.search(text, max(0, start - _LABEL_WINDOW), start)
    return place is not None and any(
        (parsed := _parsed(_digits(number), region)) is not None and phonenumbers.is_valid_number(parsed)
        for region in regions_in(place[1])
    )


def regions_around(text: str, point: Point) -> list[str]:
    """Countries of the places named around a number, the nearest first: before it in its paragraph, then after it."""
    window = max(0, point.start - _PLACE_WINDOW)
    since = max(text.rfind("\n\n", window, point.start) + 1, window)
    stop = text.find("\n", point.end, point.end + _PLACE_WINDOW)
    after = text[point.end : stop if stop >= 0 else point.end + _PLACE_WINDOW]
    return [*regions_in(text[since : point.start]), *reversed(regions_in(after))]


def _with_rest(text: str, start: int, end: int, *, labelled: bool) -> int:
    """The end of a number that a line break cuts: it is too short without the next line, and right with it."""
    rest = _REST.match(text, end)
    number = text[start:end]
    if rest is None:
        return end
    if number.startswith("+"):
        whole = _parsed("+" + _digits(number + rest[1]), None)
        alone = _parsed("+" + _digits(number), None)
        cut = whole and phonenumbers.is_valid_number(whole) and not (alone and phonenumbers.is_valid_number(alone))
        return rest.end() if cut else end
    return rest.end() if labelled and len(_digits(number)) <= _FEWEST and len(rest[1]) <= 4 else end


def _label(text: str, start: int) -> tuple[PointKind, int | None]:
    """What the words before a number say it is, and where they begin."""
    line = text.rfind("\n", max(0, start - _LABEL_WINDOW), start) + 1 or max(0, start - _LABEL_WINDOW)
    if not _LETTER.search(text, line, start):
        return PointKind.PHONE, None
    folded = fold(text[line:start])
    match = vocabulary().label_before.search(folded)
    if match is None or not (match["phone"] or match["fax"]):
        return PointKind.PHONE, None
    fax_only = match["fax"] and not match["phone"]
    return (PointKind.FAX if fax_only else PointKind.PHONE), line + match.start()


def _is_bounded(text: str, start: int, end: int, digits: str, *, sure: bool) -> bool:
    """Whether nothing around the number makes it a part of something else: an identifier, a sum, a coordinate."""
    if _UNIT_AFTER.match(text, end) or (text[end : end + 1].isalnum() and not _is_han(text[end])):
        return False
    number = text[start:end]
    if _NESTED.search(number) or (_BOOK.match(number) and len(digits) == 13):
        return False
    before = text[max(0, start - _LABEL_WINDOW) : start]
    if before[-1:].isalnum() and not _is_han(before[-1]) and not (sure and number.startswith("(")):
        return False
    return sure or not _is_announced_otherwise(text, end, number, before)


def _is_announced_otherwise(text: str, end: int, number: str, before: str) -> bool:
    """Whether the words around a number without a label make it a count, a sum or an identifier."""
    if vocabulary().counted.match(fold(text[end : end + 16])):
        return True
    if re.search(r"[A-Za-z0-9][-./_]$", before) and not _CLEAR.fullmatch(number):
        return True
    if _CURRENCY_BEFORE.search(before):
        return True
    words = before.rsplit("\n", maxsplit=1)[-1]
    return bool(_LETTER.search(words) and vocabulary().not_phone.search(fold(words)))


def _is_long_enough(number: str, digits: str) -> bool:
    """Whether a labelled number has the digits of a number to call; few digits come in one group or in equal ones."""
    sizes = {len(group) for group in _GROUPS.findall(number)}
    if len(digits) < _FEWEST and len(sizes) > 1:
        return False
    return _FEWEST_LABELLED <= len(digits) <= _MOST or len(_without_extension(number)) in range(_FEWEST, _MOST)


def _could_be(number: str, digits: str) -> bool:
    """Whether an unlabelled number without "+" may be a phone if it stands in a contact."""
    groups = _GROUPS.findall(number)
    if not _FEWEST <= len(digits) <= 12 or any(form.match(number) for form in (_THOUSANDS, _YEARS, _DATE)):
        return False
    if len(groups) == 1:
        return len(digits) >= 8
    return not (len(groups) == 2 and "." in number)


def normalised(point: Point, text: str, regions: Sequence[str]) -> Iterator[Number]:
    """The number in E.164 if it is international or right in the first of `regions` where it is, else its digits.

    A short ending after a slash ("12/13") is a second number.
    """
    number = text[point.start : point.end]
    value, confidence = _e164(point.value, number, regions)
    yield Number(value, confidence)
    other = _SHORT_ALTERNATIVE.match(text, point.end)
    if other and value.startswith("+"):
        yield Number(value[: -len(other[1])] + other[1], confidence - 0.1)


def alternative_end(point: Point, text: str) -> int:
    """Where a number ends with the short ending of a second one after a slash."""
    other = _SHORT_ALTERNATIVE.match(text, point.end)
    called = point.value.startswith("+") or point.labelled is not None
    return other.end() if other and called else point.end


def region_of(point: Point) -> str | None:
    """The country of an international number."""
    number = _parsed(point.value, None) if point.value.startswith("+") else None
    return phonenumbers.region_code_for_number(number) if number else None


def is_possible(value: str, written: str) -> bool:
    """Whether an international number has a country and a length that it can have there, or had: plans of numbers
    change, so groups after a country's code count too; groups of three, as sums have them, must make a valid number."""
    number = _parsed(value, None)
    if number is None or not (phonenumbers.is_possible_number(number) or _GROUPED.fullmatch(written)):
        return False
    return not _THOUSANDS.match(written.lstrip("+")) or phonenumbers.is_valid_number(number)


def _e164(value: str, written: str, regions: Sequence[str]) -> tuple[str, float]:
    if not value.startswith("+") and value.startswith("00") and len(value) >= 10:
        number = _parsed(f"+{value[2:]}", None)
        value = f"+{value[2:]}" if number and len(value) >= _FEWEST_AFTER_ZEROS else value
    if not value.startswith("+") and _NORTH_AMERICAN.match(written):
        regions = [*regions, "US"]
    if value.startswith("+"):
        return _international(value, written)
    for region in regions:
        for digits in (value, _without_extension(written)):
            number = _parsed(digits, region) if digits else None
            if number and phonenumbers.is_valid_number(number):
                return phonenumbers.format_number(number, PhoneNumberFormat.E164), 0.9
    local = _parsed(value, regions[0]) if regions and value.startswith("0") else None
    if local and _dials_zero(regions[0]) and phonenumbers.is_possible_number(local):
        return phonenumbers.format_number(local, PhoneNumberFormat.E164), 0.6
    whole = _CODE_IN_BRACKETS.match(written) and _parsed(f"+{value}", None)
    if whole and phonenumbers.is_valid_number(whole):
        return phonenumbers.format_number(whole, PhoneNumberFormat.E164), 0.7
    return value, 0.5


def _dials_zero(region: str) -> bool:
    """Whether national numbers of a country are written with a zero before them."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    return metadata is not None and metadata.national_prefix == "0"


def _international(value: str, written: str) -> tuple[str, float]:
    for digits in (value, f"+{_without_extension(written)}"):
        number = _parsed(digits, None)
        if number and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164), 0.97
    number = _parsed(value, None)
    if number is None:
        return value.lstrip("+"), 0.4
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), 0.7


def _without_extension(written: str) -> str:
    """The digits before a last group after a hyphen, which Chinese numbers have for an extension; else nothing."""
    match = _HYPHENED_EXTENSION.search(written)
    return _digits(written[: match.start()]) if match else ""


def _parsed(value: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(value, region)
    except NumberParseException:
        return None


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _is_han(sign: str) -> bool:
    return bool(re.match(f"[{CJK}]", sign))
