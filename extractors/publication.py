"""The day of publication: what a document says of itself, else what its page states for machines."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from extractors.calendar import parse_full_dates
from extractors.front import FrontLine, fold, front_lines, words
from schemas.document import Document

_LONGEST_LINE = 120
_FIRST_LINES = 10
_LAST_LINES = 4
_SIGNATURE_LINES, _TAIL, _IMPRINT = 14, 900, 6_000
"""Lines of the end that may bear a signature (contacts follow it), their characters, and those of an imprint."""
_REACHED = re.compile(r"\S@\S|https?://|www\.|\+\d|\d{3}[ -]\d{3}|\d{2}(?:[ .]\d{2}){3}")
_SHORT_LABEL, _LONGEST_SUBJECT = 8, 12
_SENTENCE = re.compile(r"(?<=[^\W\d])\.\s+|(?<=\d{4})\.\s+|[。；;\n|]")
_SOON = 70
"""A dateline has its date within so many characters of the paragraph's beginning."""
_TIME = re.compile(
    r"(?<!\d)\d{1,2}\s?[:h时時]\s?\d{2}(?!\d)(?:\s?(?:分|:\d{2}))?|\b\d{1,2}\s?(?:h|am|pm)\b", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[\s|｜,;:，：；、.。·•/／()\[\]（）【】<>«»–—－─-]+")
_PLACE = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.]*")
_PLACE_AND_DATE = re.compile(r"[A-ZÀ-ÖØ-Þ][^,\d]{2,30}, (?:(?:le|on|this) )?(?:\d|[A-Z])")
_DASH = re.compile(r"\s[–—|｜-]{1,2}\s|[–—－─]|--|[电電讯訊][】）)]?")
_AGENCY_BRACKET = re.compile(r"[(（][^()（）]{2,60}[)）]")
_CJK = re.compile("[\u3400-\u9fff]")
_LONGEST_PLACE, _MOST_PLACES = 5, 3
"""Characters of a Chinese name of a place or a reporter, and how many of them open a report."""
_REFERENCE = re.compile(r"\b[A-Z]{2,6}(?:[-/][A-Z0-9]{1,8}){1,4}\b")
_STATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_PLAUSIBLE = range(1919, 2100)
# A day that names its year, in digits or Chinese numerals: without one, no grammar of dates is loaded for the line.
_YEAR = re.compile(r"\d{4}|[〇○零一二三四五六七八九]{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
# `12–14 August 2024`, `5 and 6 June`, `12日至14日`; `2024-03-05` is none.
_RANGE = re.compile(
    r"\d\s?(?:[日号號]?\s?(?:[–—~～至到和与及]|、)|(?:to|and|au|et|&)\b|-(?=\d{1,2}\s?[^\W\d]))", re.IGNORECASE
)
# `Geneva, 3 May 2021. Eighteen hotels …`, `北京，2016年9月6日：…`: behind place and date these do for a dash.
_STOP = re.compile(r"\s?(?:[:：]|\.(?=\s+[A-ZÀ-ÖØ-Þ«“\"]))\s*\S")
_BY = re.compile(r"(?:^|(?<=[|·•]))\s*(?:by|par|from)\s[^|·•\d]{2,40}(?=$|[|·•])", re.IGNORECASE)
# `（万象，2024年3月5日）` opens a paragraph, or stands alone on a line.
_BRACKETED = re.compile(r"[(（【\[]\s*([^()（）【】\[\]]{6,40})\s*[)）】\]]")
_AT_PLACE = re.compile("(?<=[日号號])[于於](?=[\u3400-\u9fff]{2,6}[)）]?$)")
_DATELINE_END = re.compile(r"[）)】\]—–－]|--|\s-\s")
_MADE_AT = re.compile(r"(?:fait à|done (?:at|in)|signed (?:at|in)|订于|訂於)\s*", re.IGNORECASE)


def find_published(document: Document) -> date | None:
    """The day of publication, or None where the document states none."""
    language = document.language or "en"
    lines = front_lines(document)
    for rule in RULES:
        found = rule(lines, document, language)
        if found and found.year in _PLAUSIBLE:
            return found
    return None


def by_label(lines: Sequence[FrontLine], document: Document, language: str) -> date | None:
    """A date behind a label: `Publié le 3 mai 2021`, `Last updated: 15 Feb 2023`, `发布日期：2023年10月9日`."""
    return _labelled(lines, document, language, (*words("date_labels"), *words("update_labels")))


def by_news_label(lines: Sequence[FrontLine], document: Document, language: str) -> date | None:
    """A date behind a label of what comes out once, and is not kept up to date: `Publié le`, not `Mis à jour le`."""
    return _labelled(lines, document, language, words("date_labels"))


def _labelled(lines: Sequence[FrontLine], document: Document, language: str, labels: tuple[str, ...]) -> date | None:
    near = [line.text for line in lines] + _last_lines(document)
    for text in near:
        if len(text) <= _LONGEST_LINE and (day := _labelled_in(text, language, labels)):
            return day
    # An imprint stands behind the title page or at the very end; there a label must open its sentence.
    openings = tuple(label for label in labels if len(label) > _SHORT_LABEL or _CJK.match(label))
    for text in _imprint_sentences(document):
        if fold(text).startswith(openings) and (day := _labelled_in(text, language, labels)):
            # `Publié le 3 mai 2021, le décret …` tells of something else.
            ends = [end for _, end, found in _days(text, language) if found == day]
            if ends and len(text) - ends[0] <= _LONGEST_SUBJECT:
                return day
    return None


def _labelled_in(text: str, language: str, labels: tuple[str, ...]) -> date | None:
    for start, end, day in _days(text, language):
        before = fold(text[:start]).strip(" :：-–|(（[")
        bare = before.removesuffix(" le").removesuffix(" on").removesuffix("于").removesuffix("於").rstrip(" :：")
        if _ends_in(before, labels) or _ends_in(bare, labels):
            return day
        after = _SEPARATORS.sub("", text[end:])
        # `Mise à jour des coordonnées : 3 mai 2021`
        if not after and text[:start].rstrip().endswith((":", "：")) and before.startswith(words("update_labels")):
            return day
        told = not before or (before.endswith(("于", "於")) and len(before) <= _LONGEST_SUBJECT)
        if told and after.startswith(words("labels_after")):
            return day
        if before in words("status_labels") and not after:
            return day
    return None


def _ends_in(text: str, labels: tuple[str, ...]) -> bool:
    """Whether a label ends the text and is not the end of a longer word (`reposted`, `报名时间`)."""
    for label in labels:
        # In Chinese only the shortest are ambiguous: 报名时间 is no 时间.
        if text.endswith(label) and ((_CJK.match(label) and len(label) > 2) or not text[: -len(label)][-1:].isalnum()):
            return True
    return False


def _days(text: str, language: str) -> list[tuple[int, int, date]]:
    """The full dates in a line, ranges left out: nothing is published for days. A line without a year costs nothing."""
    if not _YEAR.search(text):
        return []
    # 年 is the year of a Chinese date, also on a page in another language; a Chinese page may have an English line.
    if "年" in text:
        language = "zh"
    elif language.startswith("zh") and not _CJK.search(text):
        language = "en"
    found = parse_full_dates(text, language)
    return [(start, end, day) for start, end, day in found if not _RANGE.search(text, start, end)]


def by_masthead(lines: Sequence[FrontLine], document: Document, language: str) -> date | None:
    """A date alone on its line, or with a place, a time or a label: `Actualité | 22 mars 2012`."""
    first = [line.text for line in lines[:_FIRST_LINES]] + _first_lines_of_text(document)
    chinese = language.startswith("zh")
    return next((day for text in first if (day := _alone(text, language, chinese=chinese))), None)


def by_dateline(lines: Sequence[FrontLine], document: Document, language: str) -> date | None:
    """A date before the dash, or in the brackets, that open a report: `GENEVA, 5 June 2019 (ILO News) –`."""
    del document
    for line in lines[:_FIRST_LINES]:
        head = line.text[: _SOON * 2]
        found = _days(head, language)
        bracketed = _BRACKETED.match(head)
        if bracketed and (day := _alone(bracketed[1], language, chinese=True)):
            return day
        if len(found) != 1 or found[0][0] > _SOON:
            continue
        start, end, day = found[0]
        stop = _STOP.match(head, end)
        if stop and head[:start].strip(" ,，") and _opens(head[:start]):
            return day
        dash = _DASH.search(head, end)
        if dash and dash.start() <= end + _SOON and _opens(f"{head[:start]}, {head[end : dash.start()]}"):
            return day
    return None


def by_signature(lines: Sequence[FrontLine], document: Document, language: str) -> date | None:
    """A date on one of the last lines: alone in Chinese releases, behind a place in letters."""
    del lines
    last = [_MADE_AT.sub("", text, count=1) for text in _last_lines(document, _SIGNATURE_LINES)]
    reached = [bool(_REACHED.search(text)) for text in last]
    found = {
        day
        for number, (before, text) in enumerate(pairwise(["", *last]), 1)
        if (number > len(last) - _LAST_LINES or any(reached[number:])) and (day := _signed(before, text, language))
    }
    # Several are a list of events.
    return found.pop() if len(found) == 1 else None


def _signed(before: str, text: str, language: str) -> date | None:
    """The day that a line signs with; in letters it has its place, or a body on the line before."""
    if language.startswith("zh"):
        return _alone(text, language, chinese=True)
    body = len(before) <= _LONGEST_LINE // 2 and not set(fold(before).split()).isdisjoint(words("bodies"))
    return _alone(text, language) if body or _PLACE_AND_DATE.match(text) else None


def find_told_day(document: Document) -> date | None:
    """The day that an undated release begins with: `今天（2024年3月5日）…`, `On 5 June 2024, the ILO …`."""
    language = document.language or "en"
    for line in front_lines(document)[:_FIRST_LINES]:
        if len(line.text) + len(_CJK.findall(line.text)) <= _SOON:
            continue
        for start, _, day in _days(line.text[: _SOON * 2], language):
            before = _DATELINE_END.split(fold(line.text[:start]).rstrip(" (（,，"))[-1].strip()
            if (not before or before.endswith(words("today"))) and day.year in _PLAUSIBLE:
                return day
        return None
    return None


def by_running_label(lines: Sequence[FrontLine], document: Document, language: str) -> date | None:
    """A date behind a label at the top or the foot of the first page: last, since what repeats is seldom renewed."""
    del lines
    labels = (*words("date_labels"), *words("update_labels"))
    short = (text for text in _running_lines(document) if len(text) <= _LONGEST_LINE)
    return next((day for text in short if (day := _labelled_in(text, language, labels))), None)


def by_metadata(lines: Sequence[FrontLine], document: Document, language: str) -> date | None:
    """What a page states for machines. When a file was made says little: it is saved again, and copied."""
    del lines, language
    match = _STATED.match(document.metadata.get("date", ""))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


Rule = Callable[[Sequence[FrontLine], Document, str], date | None]
RULES: tuple[Rule, ...] = (by_label, by_masthead, by_dateline, by_metadata, by_signature, by_running_label)


def _alone(text: str, language: str, *, chinese: bool = False) -> date | None:
    """The day that a line consists of, apart from places, times and labels; with `chinese`, apart from bodies too."""
    if len(text) > _LONGEST_LINE:
        return None
    text = _TIME.sub(" ", _issue().sub(" ", _AT_PLACE.sub(" ", text)))
    found = _days(text, language)
    if len(found) != 1:
        return None
    start, end, day = found[0]
    rest = _REFERENCE.sub(" ", f"{text[:start]} | {text[end:]}")
    rest = _BY.sub(" ", _byline().sub(" ", rest))
    parts = [part for part in _SEPARATORS.split(rest) if part]
    known = words("masthead")
    strange = [part for part in parts if fold(part) not in known]
    if len(" ".join(strange)) > 60 or any(char.isdigit() for part in strange for char in part):
        return None
    glued = text[end : end + 1].isalnum() or (
        text[:start][-1:].isalnum() and not text[:start].endswith(words("body_ends"))
    )
    placed = _are_places(strange) or _is_masthead(rest) or (chinese and not glued and _are_chinese_names(strange))
    return day if placed else None


def _are_chinese_names(parts: Sequence[str]) -> bool:
    """Whether what stands beside a date is a few short Chinese names, of places or of bodies."""
    left = [part for part in map(_without_masthead, parts) if part]
    long = [part for part in left if len(part) > _LONGEST_PLACE and not part.endswith(words("body_ends"))]
    unknown = [part for part in long if part not in words("agencies")]
    return len(left) <= _MOST_PLACES and not unknown and all(_CJK.match(part) for part in left)


def _without_masthead(part: str) -> str:
    for word in words("masthead"):
        part = part.replace(word, "") if len(word) > 1 and _CJK.match(word) else part
    return part


@cache
def _issue() -> re.Pattern[str]:
    """The number of an issue: `Issue 12`, `Numéro 12`, `第12期`."""
    labels = "|".join(re.escape(word) for word in sorted(words("issue_labels"), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:{labels})\.?\s?\d{{1,4}}(?!\d)|(?:\d{{4}}年)?(?:总|總)?第\s?[\d一二三四五六七八九十百]{{1,5}}\s?[期号號卷]",
        re.IGNORECASE,
    )


@cache
def _byline() -> re.Pattern[str]:
    """What pages set beside the date: `来源：新华社`, `浏览次数：1024`, `By Jane Doe`, `N° 412`."""
    labels = "|".join(re.escape(word) for word in sorted(words("byline_labels"), key=len, reverse=True))
    colon = rf"(?:(?<!\w)|(?<=[\u3400-\u9fff]))(?:{labels})\s?[:：]\s?(?:\[[^\]]{{1,20}}\]|[^\s|｜:：]{{1,30}})?"
    return re.compile(
        rf"{colon}|(?<!\w)(?:n[o°º]\.?|no\.)\s?\d[\w/-]{{0,12}}|[(（\[]?OR\. [a-z]{{2}}[)）\]]?", re.IGNORECASE
    )


def _is_masthead(rest: str) -> bool:
    """Whether nothing but the words of a masthead is left, also where they are phrases or run together."""
    left = fold(rest)
    for word in sorted(words("masthead"), key=len, reverse=True):
        left = left.replace(word, " ")
    return not _SEPARATORS.sub("", left)


def _are_places(parts: Sequence[str]) -> bool:
    """Whether words are names: they have their capitals, and there are few of them."""
    names = [part for part in parts if part and fold(part) not in words("masthead")]
    return len(names) <= 5 and all(_PLACE.fullmatch(name) for name in names)


def _opens(rest: str) -> bool:
    """Whether what stands beside the date in a dateline is places and sources: names, or a few Chinese characters."""
    left = fold(rest)
    for source in sorted(words("agencies"), key=len, reverse=True):
        if not source.isascii() or len(source) > 2:
            left = left.replace(source, " ")
    chinese = [part for part in _SEPARATORS.split(left) if _CJK.search(part)]
    latin = [part for part in _SEPARATORS.split(_AGENCY_BRACKET.sub(" ", rest)) if part and not _CJK.search(part)]
    return all(len(part) <= _LONGEST_PLACE for part in chinese) and len(chinese) <= _MOST_PLACES and _are_places(latin)


def _first_lines_of_text(document: Document) -> list[str]:
    """The first lines of the text itself: a running header stands there and not in the reading."""
    return [line.strip() for line in document.text[:600].split("\n") if line.strip()][:4]


def _running_lines(document: Document) -> list[str]:
    """What stands at the top of the text and at the foot of its first page, and may be no part of the reading."""
    foot = document.text[: document.pages[0].end][-300:] if document.pages else ""
    return _first_lines_of_text(document) + [line.strip() for line in foot.split("\n") if line.strip()][-3:]


def _last_lines(document: Document, most: int = _LAST_LINES) -> list[str]:
    lines = [line.strip() for line in document.reading[-_TAIL:].split("\n") if line.strip()]
    return lines[-most:]


def _imprint_sentences(document: Document) -> list[str]:
    """The short sentences and lines of the first pages and of the end."""
    ends = f"{document.reading[:_IMPRINT]}\n{document.reading[_IMPRINT:][-_IMPRINT:]}"
    return [text for text in map(str.strip, _SENTENCE.split(ends)) if text and len(text) <= _LONGEST_LINE]


def is_dated_line(text: str, language: str) -> bool:
    """Whether a line is a date with what stands beside one, and so no title."""
    return _alone(text, language, chinese=language.startswith("zh")) is not None
