"""Language, kind, title and publication date of a document that has been read."""

from dataclasses import replace
from datetime import date

from extractors.kinds import find_kind
from extractors.languages import find_languages
from extractors.publication import find_published, find_told_day
from extractors.titles import find_title
from schemas.document import Block, Document, DocumentKind


def identify(document: Document, *, language: str | None = None, published: date | None = None) -> Document:
    """The document with language, kind, title and date filled in; `language` and `published` overrule what is found."""
    document = _with_languages(document, language)
    document = replace(document, title=find_title(document))
    document = replace(document, kind=find_kind(document), published=published or find_published(document))
    if document.published is None and document.kind is DocumentKind.PRESS_RELEASE:
        return replace(document, published=find_told_day(document))
    return document


def _with_languages(document: Document, language: str | None) -> Document:
    if language is not None:
        blocks = tuple(replace(block, language=language) for block in document.blocks)
        return replace(document, language=language, languages=(language,), blocks=blocks)
    found = find_languages([document.reading[block.start : block.end] for block in document.blocks])
    blocks = tuple(map(_in_language, document.blocks, found.blocks))
    return replace(document, language=found.main, languages=found.all, blocks=blocks)


def _in_language(block: Block, language: str | None) -> Block:
    return replace(block, language=language)
