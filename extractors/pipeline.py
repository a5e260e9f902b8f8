"""Runs the fact extractors over a document, as the components of one blank spaCy pipeline."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import spacy
from spacy.language import Language

from extractors import links, registry
from extractors.facts.base import Outcome, outcomes_of, set_up_extensions
from extractors.sentences import sentence_at
from extractors.tokenizer import SocleTokenizer
from schemas.document import Document
from schemas.facts.base import Fact, Found, Located, Unresolved
from schemas.facts.link import Link

F = TypeVar("F", bound=Found)
_WITHHELD = "withheld: it did not come to an end on an earlier try"


@dataclass(frozen=True)
class Extraction:
    """What the extractors made of one document: facts and unresolved values by position, and the links between them.

    Links have an outcome of their own, without facts: where it has an error there are none.
    """

    document: Document
    facts: tuple[Located[Fact], ...]
    unresolved: tuple[Located[Unresolved], ...]
    outcomes: tuple[Outcome, ...]
    links: tuple[Link, ...] = ()


@cache
def load_pipeline() -> Language:
    """The pipeline with every extractor, built once a process."""
    set_up_extensions()
    nlp = spacy.blank("xx")
    nlp.tokenizer = SocleTokenizer(nlp.vocab)
    for extractor in registry.extractors():
        factory = f"socle_{extractor.name}"
        if not Language.has_factory(factory):
            # The bound method, not the object: spaCy would write its own name onto that.
            Language.component(factory, func=extractor.__call__)
        nlp.add_pipe(factory)
    return nlp


def extract(
    document: Document,
    *,
    withheld: Collection[str] = (),
    on_start: Callable[[str], None] = lambda _: None,
) -> Extraction:
    """Find every fact of a document that has been read and identified.

    Extractors named in `withheld` are not run and get an outcome that says so; `on_start` is told the name of each
    extractor before it runs, so that a watcher knows which one hangs.
    """
    nlp = load_pipeline()
    with nlp.memory_zone():
        doc = nlp.make_doc(document.reading)
        doc._.document = document
        doc._.outcomes = {}
        for extractor in registry.extractors():
            if extractor.name in withheld:
                doc._.outcomes[extractor.name] = Outcome(extractor.name, extractor.version, error=_WITHHELD)
                continue
            on_start(extractor.name)
            doc = nlp.get_pipe(f"socle_{extractor.name}")(doc)
        outcomes = tuple(outcomes_of(doc).values())
    linked, outcome = _link(document, outcomes, withheld, on_start)
    return Extraction(
        document,
        tuple(_in_text_order(locate(document, fact, outcome) for outcome in outcomes for fact in outcome.facts)),
        tuple(_in_text_order(locate(document, item, outcome) for outcome in outcomes for item in outcome.unresolved)),
        (*outcomes, outcome),
        linked,
    )


def _link(
    document: Document, outcomes: Collection[Outcome], withheld: Collection[str], on_start: Callable[[str], None]
) -> tuple[tuple[Link, ...], Outcome]:
    """The links of a document and how that went; without the facts of one of ours there are none to be trusted."""
    failed = sorted(outcome.extractor for outcome in outcomes if outcome.error and outcome.extractor in links.AFTER)
    if links.NAME in withheld:
        return (), Outcome(links.NAME, links.VERSION, error=_WITHHELD)
    if failed:
        return (), Outcome(links.NAME, links.VERSION, error=f"without the facts of {', '.join(failed)}")
    on_start(links.NAME)
    try:
        found = links.find_links(document, (fact for outcome in outcomes for fact in outcome.facts))
    except Exception as error:  # noqa: BLE001 - an error in links must not take the facts with it
        return (), Outcome(links.NAME, links.VERSION, error=f"{type(error).__name__}: {error}")
    return tuple(found), Outcome(links.NAME, links.VERSION)


def locate(document: Document, found: F, outcome: Outcome) -> Located[F]:
    """Place something found in the reading in the document's text, on its page and in its sentence."""
    start, end = document.offsets.to_text(found.start, found.end)
    return Located(
        found,
        document_id=document.id,
        extractor=outcome.extractor,
        version=outcome.version,
        start=start,
        end=end,
        text=document.text[start:end],
        page=document.page_of(start),
        line=document.line_of(start),
        boxes=document.boxes_of(start, end),
        language=_language_at(document, found.start),
        sentence=sentence_at(document, found.start, found.end),
    )


def _in_text_order(items: Iterator[Located[F]]) -> list[Located[F]]:
    return sorted(items, key=lambda item: (item.start, item.end, item.extractor))


def _language_at(document: Document, offset: int) -> str | None:
    index = bisect_right(document.blocks, offset, key=lambda block: block.start) - 1
    return (document.blocks[index].language if index >= 0 else None) or document.language
