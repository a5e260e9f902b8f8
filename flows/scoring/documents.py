"""Scores documents: reads them, extracts, and compares with the gold in the text that the gold refers to."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extractors.pipeline import Extraction
from flows.scoring.anchors import Anchor, AnchorFinder
from flows.scoring.facts import score_facts
from flows.scoring.gold import GoldDocument, GoldFact, GoldLink, GoldSet, Place
from flows.scoring.keys import Keys
from flows.scoring.links import LinkItem, score_links
from flows.scoring.pairing import Item, Span
from flows.scoring.tallies import Mistake, Score, Tally
from schemas.errors import SocleError
from schemas.facts.base import kind_of
from schemas.facts.link import Link

OPEN, FROZEN = "open", "frozen"
LINK = "link"
# Characters either side of a mistake that are shown.
_CONTEXT = 60


@dataclass
class DocumentScore:
    """What one document scored: each kind, and what is known of the document as a whole.

    `unread` says why it could not be read, in which case all its gold counts as missed; `failed` names the extractors
    that raised. A frozen document has no mistakes to show.
    """

    name: str
    language: str
    format: str
    half: str
    scores: dict[str, Score] = field(default_factory=dict)
    fields: dict[str, Tally] = field(default_factory=dict)
    field_mistakes: list[Mistake] = field(default_factory=list)
    unread: str | None = None
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Ground:
    """An extraction and the text in which spans are compared: the reading for anchors, the text for offsets."""

    extraction: Extraction
    text: str
    find: Callable[[Place], Span | None]
    span: Callable[[int, int], Span]


class Extractions:
    """Extractions of files, each made once; what cannot be read is the error that says why."""

    def __init__(self, extract: Callable[[Path], Extraction] | None = None) -> None:
        self._extract = extract or _extract_file
        self._known: dict[Path, Extraction | SocleError] = {}

    def of(self, path: Path) -> Extraction | SocleError:
        """The extraction of a file, without its language or date being told."""
        path = path.resolve()
        if path not in self._known:
            try:
                self._known[path] = self._extract(path)
            except SocleError as error:
                self._known[path] = error
        return self._known[path]


def score_set(
    gold: GoldSet, keys: Mapping[str, Keys], extractions: Extractions, folder: Path | None = None
) -> list[DocumentScore]:
    """The score of each document that the gold names. Documents are looked for in `folder`, else beside the gold."""
    facts: dict[str, list[GoldFact]] = {}
    links: dict[str, list[GoldLink]] = {}
    for fact in gold.facts:
        facts.setdefault(fact.doc, []).append(fact)
    for link in gold.links:
        links.setdefault(link.doc, []).append(link)
    results = []
    for name in gold.names():
        path = gold.file_of(name, folder)
        extraction = extractions.of(path) if path else SocleError("no such file beside the gold")
        result = _start(gold, name, extraction)
        ground = None if isinstance(extraction, SocleError) else _ground(extraction, anchored=gold.anchored)
        _score_kinds(result, gold, facts.get(name, []), ground, keys)
        if gold.links and (name in links or gold.covers(name)):
            result.scores[LINK] = _score_links(links.get(name, []), ground)
        if gold.scores_documents and name in gold.documents:
            _score_fields(result, gold.documents[name], ground)
        _show(result, ground)
        results.append(result)
    return results


def _start(gold: GoldSet, name: str, extraction: Extraction | SocleError) -> DocumentScore:
    known = gold.documents.get(name)
    result = DocumentScore(
        name,
        language=known.language if known else "und",
        format=(known.format if known else None) or Path(name).suffix.lstrip("."),
        half=FROZEN if gold.frozen(name) else OPEN,
    )
    if isinstance(extraction, SocleError):
        result.unread = str(extraction)
    else:
        result.language = known.language if known else extraction.document.language or "und"
        result.failed = {
            outcome.extractor: _sort_of(outcome.error) if result.half == FROZEN else outcome.error
            for outcome in extraction.outcomes
            if outcome.error
        }
    result.language = result.language.split("-")[0]
    return result


def _sort_of(error: str) -> str:
    """An error without its message, which may hold words of the document."""
    return error.partition(":")[0]


def _score_kinds(
    result: DocumentScore,
    gold: GoldSet,
    facts: Sequence[GoldFact],
    ground: _Ground | None,
    keys: Mapping[str, Keys],
) -> None:
    for kind in gold.kinds:
        wanted = [fact for fact in facts if fact.kind == kind]
        if not wanted and not gold.covers(result.name):
            continue
        items = [
            Item(kind, ground.find(fact.place) if ground else None, fact.words, fact.value, fact.optional)
            for fact in wanted
        ]
        found = [
            Item(kind, ground.span(fact.found.start, fact.found.end), fact.text, fact.found.value())
            for fact in (ground.extraction.facts if ground else ())
            if ground and kind_of(fact.found) == kind
        ]
        result.scores[kind] = score_facts(items, found, keys.get(kind, Keys(kind)))


def _score_links(gold: Sequence[GoldLink], ground: _Ground | None) -> Score:
    found = [_found_link(link, ground) for link in _links_of(ground.extraction)] if ground else []
    return score_links([_link_item(link, ground) for link in gold], found)


def _score_fields(result: DocumentScore, known: GoldDocument, ground: _Ground | None) -> None:
    expected = {"title": known.title, "kind": known.kind, "language": known.language, "published": known.published}
    got: dict[str, Any] = {}
    if ground:
        document = ground.extraction.document
        published = document.published.isoformat() if document.published else None
        got = {"kind": document.kind.value, "language": document.language, "published": published}
        got["title"] = document.title
    for key, value in expected.items():
        right = bool(got) and _folded(value) == _folded(got[key])
        result.fields[key] = Tally.of(1, 1, int(right))
        if got and not right:
            result.field_mistakes.append(Mistake(f"wrong {key}", "document", "", expected=value, got=got[key]))


def _show(result: DocumentScore, ground: _Ground | None) -> None:
    """Give the mistakes their context; take them away where they must not be seen, or say nothing."""
    if result.half == FROZEN or ground is None:
        result.field_mistakes = []
        for score in result.scores.values():
            score.mistakes = []
        return
    for score in result.scores.values():
        score.mistakes = [replace(mistake, context=_context(ground.text, mistake)) for mistake in score.mistakes]


def _context(text: str, mistake: Mistake) -> str:
    if mistake.start is None or mistake.end is None:
        return mistake.text
    before = text[max(0, mistake.start - _CONTEXT) : mistake.start]
    after = text[mistake.end : mistake.end + _CONTEXT]
    return re.sub(r"\s+", " ", f"…{before}[{text[mistake.start : mistake.end]}]{after}…")


def _ground(extraction: Extraction, *, anchored: bool) -> _Ground:
    document = extraction.document
    if not anchored:
        return _Ground(extraction, document.text, _as_offsets, document.offsets.to_text)
    finder = AnchorFinder(document)
    return _Ground(
        extraction,
        document.reading,
        lambda place: finder.find(place) if isinstance(place, Anchor) else document.offsets.to_reading(*place),
        lambda start, end: (start, end),
    )


def _as_offsets(place: Place) -> Span | None:
    return None if isinstance(place, Anchor) else place


def _link_item(link: GoldLink, ground: _Ground | None) -> LinkItem:
    place = link.far_place()
    near = ground.find(link.near_place) if ground else None
    far = ground.find(place) if ground and place else None
    anchored = near is not None and (far is not None or link.far is None)
    return LinkItem(link.relation, near, far, link.value, link.words, link.optional, anchored)


def _links_of(extraction: Extraction) -> Iterable[Link]:
    links: Iterable[Link] = getattr(extraction, "links", ())
    return links


def _found_link(link: Link, ground: _Ground) -> LinkItem:
    far = None
    if link.to_start is not None and link.to_end is not None:
        far = ground.span(link.to_start, link.to_end)
    near = ground.span(link.from_start, link.from_end)
    words = " → ".join(ground.text[end[0] : end[1]] for end in (near, far) if end)
    return LinkItem(link.relation.value, near, far, link.value, words)


def _folded(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _extract_file(path: Path) -> Extraction:
    from flows.documents import read_file
    from flows.extract import extract_raw
    from schemas.limits import Limits

    return extract_raw(read_file(path, Limits()))
