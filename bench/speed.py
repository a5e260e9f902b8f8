"""Characters a second: the extractors and links, warm, in one process, and other libraries on the same text."""

from collections.abc import Callable, Iterator
from functools import partial

from bench.kit import EXCERPT, Table, best_of, document_of, long_documents, processor_time, speed
from bench.peers import NOT_INSTALLED, PEERS, Peer
from extractors import links, registry
from extractors.facts.base import outcomes_of
from extractors.pipeline import extract, load_pipeline
from schemas.document import Document

_RUNS = 5

# Which of our extractors does the work that another library does for a kind of fact.
_OURS = {"amount": "amounts", "date": "dates", "contact": "contacts"}


def run() -> Iterator[Table]:
    """Socle alone on whole documents, then beside others on their beginnings."""
    yield _alone()
    yield _beside()


def _alone() -> Table:
    names = [*(extractor.name for extractor in registry.extractors()), links.NAME]
    rows = []
    for name, document in long_documents():
        seconds, total = timed(document)
        length = len(document.reading)
        # What remains of the total: tokens, and the place of each fact in text, page and sentence.
        rest = max(total - sum(seconds.values()), 0.0)
        rows.append(
            (name, document.language, length, *(speed(length, seconds[n]) for n in names), speed(length, rest),
             speed(length, total))
        )  # fmt: skip
    columns = ["document", "language", "characters", *names, "places", "all"]
    note = "Wanted: 150,000 French and English, 100,000 Chinese."
    return Table("speed: characters a second of processor time, warm, one process", columns, rows, note)


def timed(document: Document, runs: int = _RUNS) -> tuple[dict[str, float], float]:
    """Seconds of each extractor, of links and of the whole extraction, each the best of several runs, warm."""
    extract(document)
    totals: list[float] = []
    best: dict[str, float] = {}
    for _ in range(runs):
        started = processor_time()
        extract(document)
        totals.append(processor_time() - started)
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in part_seconds(document).items()}
    return best, min(totals)


def part_seconds(document: Document) -> dict[str, float]:
    """Seconds that each extractor, and links, take for a document, once."""
    seconds: dict[str, float] = {}
    for name, call in parts_of(document):
        started = processor_time()
        call()
        seconds[name] = processor_time() - started
    return seconds


def parts_of(document: Document) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each extractor, then links, with the call that runs it; to be made before the next is asked for."""
    nlp = load_pipeline()
    with nlp.memory_zone():
        doc = nlp.make_doc(document.reading)
        doc._.document = document
        doc._.outcomes = {}
        for extractor in registry.extractors():
            yield extractor.name, partial(extractor, doc)
        facts = [fact for outcome in outcomes_of(doc).values() for fact in outcome.facts]
        yield links.NAME, partial(links.find_links, document, facts)


def _beside() -> Table:
    rows: list[tuple[object, ...]] = []
    for name, document in long_documents():
        language = (document.language or "en").split("-")[0]
        excerpt = document_of(document.reading[:EXCERPT], language)
        own, _ = timed(excerpt)
        for peer in PEERS:
            rows += [(name, language, *row) for row in _peer_rows(peer, language, excerpt.reading, own)]
    columns = ["document", "language", "library", "asked for", "characters/s", "Socle's", "times"]
    note = f"The first {EXCERPT:,} characters of each document; Socle's figure is that of its own extractor."
    return Table("speed: beside other libraries", columns, rows, note)


def _peer_rows(peer: Peer, language: str, text: str, own: dict[str, float]) -> list[tuple[object, ...]]:
    kinds = sorted({task.kind for task in peer.tasks if language in task.languages})
    if kinds and not peer.available():
        return [(peer.name, NOT_INSTALLED, None, None, None)]
    rows: list[tuple[object, ...]] = []
    for kind in kinds:
        seconds = sum(
            best_of(_asking(peer, task.scope, language, text))
            for task in peer.tasks
            if task.kind == kind and language in task.languages
        )
        ours = own[_OURS[kind]]
        rows.append((peer.name, f"{kind}s", speed(len(text), seconds), speed(len(text), ours), round(seconds / ours)))
    return rows


def _asking(peer: Peer, scope: str, language: str, text: str) -> Callable[[], object]:
    peer.answer(scope, language, text[:50])  # models are built at the first question
    return lambda: peer.answer(scope, language, text)
