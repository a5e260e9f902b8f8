"""What a document is for its readers: press release, brochure or another paper."""

import re

from extractors.front import FrontLine, appeals, count, fold, front_lines, holds, segments, words
from extractors.publication import by_dateline, by_masthead, by_metadata, by_news_label, by_signature
from schemas.document import Document, DocumentKind

# A label stands on a short line, and soon.
_LABEL_LINES = 8
_LABEL_LENGTH = 90
_TITLE_LINES = 4
# `GENÈVE (Nouvelles de l'OIT) – `, `WASHINGTON – `: a place in capitals, or a source in brackets, before the dash.
_PLACE_IN_CAPITALS = re.compile(
    r"(?P<place>(?:[A-ZÀ-ÖØ-Þ]['’])?[A-ZÀ-ÖØ-Þ]{3}[A-ZÀ-ÖØ-Þ'’ .,/-]{0,40})(?:\([^()]{2,60}\)\s*)?"
    r"(?:,\s*[^–—()]{3,30}(?:\([^()]{2,60}\)\s*)?)?(?:[–—]|--)\s*\S"
)
_CJK = re.compile("[\u3400-\u9fff]")
# `Tunis – Les ministres …`, `San José (Costa Rica) – …`: a dateline only where the paper has a date.
_PLACE_AND_DASH = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ ,/]{1,2}[A-ZÀ-ÖØ-Þ][\w'’-]+){0,3}\s?(?:\([^()]{2,40}\)\s?)?(?:\s[–-]|[–—]|\s--)\s?[\w«“]"
)
# `12月8日，联合国…`: a Chinese report that opens with its day.
_DAY_FIRST = re.compile(r"\d{1,2}月\d{1,2}日(?:上午|下午|晚)?[，,]")
_REPORT_BEGINS = 1_200
"""A report of news shows itself within so many characters."""
_SOURCE_IN_BRACKETS = re.compile(r".{2,40}?[(（](?P<source>[^()（）]{2,40})[)）]\s*(?:[–—]|--|-\s)")
_CHINESE_DATELINE = re.compile(
    r"【[^【】]{1,15}[讯訊]】|(?:新华社|新華社|中新社|中新网)[^，。]{0,30}[电電]|本(?:报|報|网|網)[讯訊]|[（(][^（）()]{1,20}[讯訊][）)]"
)


def find_kind(document: Document) -> DocumentKind:
    """Press release by its label or dateline, else other by its label, else by what speaks for release or brochure."""
    lines = front_lines(document)
    if has_press_label(lines, document) or has_dateline(lines) or _has_dated_dateline(lines, document):
        return DocumentKind.PRESS_RELEASE
    if has_other_label(lines, document):
        return DocumentKind.OTHER
    text = fold(document.reading)
    if reports_news(lines, document, text):
        return DocumentKind.PRESS_RELEASE
    return DocumentKind.BROCHURE if speaks_to_reader(text) else DocumentKind.OTHER


def has_press_label(lines: list[FrontLine], document: Document) -> bool:
    """Whether a short line near the beginning, a running header included, says that this is a press release."""
    first = [line.text for line in lines[:_LABEL_LINES]]
    running = [line for line in document.text[:400].split("\n")[:4] if line.strip()]
    for text in (*first, *running):
        if len(text) > _LABEL_LENGTH:
            continue
        parts = segments(text)
        if any(part in words("press_marks") for part in parts):
            return True
        if any(holds(part, words("press_labels")) and len(part) <= _LABEL_LENGTH // 2 for part in parts):
            return True
    return False


def has_dateline(lines: list[FrontLine]) -> bool:
    """Whether one of the first paragraphs opens with place and source, as news reports do."""
    for line in lines[:_LABEL_LINES]:
        if len(line.text) + len(_CJK.findall(line.text)) < _LABEL_LENGTH // 2:
            continue
        source = _SOURCE_IN_BRACKETS.match(line.text)
        if source and holds(fold(source["source"]), words("agencies")):
            return True
        place = _PLACE_IN_CAPITALS.match(line.text)
        if place and not _is_body(place["place"]):
            return True
        if _CHINESE_DATELINE.match(line.text):
            return True
    return False


def _is_body(name: str) -> bool:
    """Whether capitals stand for a body (`OIT – …`, `L'OIT – …`) and for no place."""
    return re.sub(r"^[ld]'", "", fold(name)) in (*words("furniture"), *words("agencies"))


def _has_dated_dateline(lines: list[FrontLine], document: Document) -> bool:
    """Whether a paragraph, not a line of its own, opens with place, date and dash."""
    long = [line for line in lines if len(line.text) + len(_CJK.findall(line.text)) > _LABEL_LENGTH]
    return by_dateline(long, document, document.language or "en") is not None


def has_other_label(lines: list[FrontLine], document: Document) -> bool:
    """Whether the title or a short line names another kind of paper, or is a heading that only papers have."""
    heads = (fold(line.text).strip("#0123456789.、: ：") for line in lines if len(line.text) <= _LABEL_LENGTH // 3)
    if any(head in words("paper_heads") for head in heads):
        return True
    running = [line for line in document.text[:200].split("\n")[:2] if line.strip()]
    first = [line.text for line in lines[:_TITLE_LINES] if len(line.text) <= _LABEL_LENGTH]
    return any(holds(fold(text), words("other_labels")) for text in (document.title or "", *first, *running))


def reports_news(lines: list[FrontLine], document: Document, text: str) -> bool:
    """Whether a paper that bears a date tells news: by its title, its words or a place before its first words."""
    if is_dated_like_news(lines, document):
        if holds(text, words("press_words")) or holds(text[:_REPORT_BEGINS], words("reporting")):
            return True
    elif not _is_dated_otherwise(lines, document):
        return False
    if holds(fold(document.title or ""), words("statement_labels")) or holds(text[:_REPORT_BEGINS], words("reporting")):
        return True
    long = [
        line.text[:_REPORT_BEGINS]
        for line in lines
        if len(line.text) + len(_CJK.findall(line.text)) > _LABEL_LENGTH // 2
    ]
    return any(_PLACE_AND_DASH.match(opening) or _DAY_FIRST.match(opening) for opening in long)


def is_dated_like_news(lines: list[FrontLine], document: Document) -> bool:
    """Whether a date stands alone near the beginning, or opens the first paragraph."""
    language = document.language or "en"
    return bool(by_masthead(lines, document, language) or by_dateline(lines, document, language))


def _is_dated_otherwise(lines: list[FrontLine], document: Document) -> bool:
    """Whether a label, the last lines or the page's own data say when it came out."""
    language = document.language or "en"
    return any(rule(lines, document, language) for rule in (by_news_label, by_metadata, by_signature))


def speaks_to_reader(text: str) -> bool:
    """Whether a folded text turns to its reader and asks for support, as brochures do."""
    strong = count(text, appeals("strong"))
    return strong >= 2 or (strong == 1 and count(text, appeals("weak")) >= 1)
