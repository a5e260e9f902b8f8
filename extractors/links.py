"""Links: what a document states between its facts, or between a fact and words. Runs after all fact extractors."""

from collections.abc import Collection, Iterable, Iterator

from extractors.linking.chinese import find_chinese
from extractors.linking.chinese_shares import find_chinese_shares
from extractors.linking.flat import flat_tables
from extractors.linking.grid import Table, tables_of
from extractors.linking.lines import find_in_lines
from extractors.linking.located import find_located
from extractors.linking.mentions import find_programmes
from extractors.linking.parties import find_parties
from extractors.linking.periods import find_periods
from extractors.linking.purposes import find_prices, find_purposes
from extractors.linking.scene import Scene, Sentence, Span
from extractors.linking.shares import find_shares
from extractors.linking.sheets import find_in_sheets
from extractors.linking.tables import find_in_table
from extractors.linking.twice import repeat
from schemas.document import BlockKind, Document
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

NAME = "links"
VERSION = 2
# The extractors whose facts it ties together.
AFTER = ("amounts", "dates", "programmes")


def find_links(document: Document, facts: Iterable[Fact]) -> list[Link]:
    """Every link of a document, by position; `facts` are what the extractors found in its reading."""
    scene = Scene(document, list(facts))
    flat = list(flat_tables(scene))
    tables = [*tables_of(scene), *flat]
    found: dict[tuple[object, ...], Link] = {}
    for link in _links(scene, tables, flat):
        found.setdefault((link.relation, link.from_start, link.from_end, link.to_start, link.to_end), link)
    return sorted(found.values(), key=lambda link: (link.from_start, link.from_end, link.relation, link.to_start or -1))


def _links(scene: Scene, tables: list[Table], flat: list[Table]) -> Iterator[Link]:
    for table in tables:
        yield from find_in_table(table)
    yield from find_in_sheets(scene, tables)
    yield from find_in_lines(scene)
    prices = list(find_prices(scene))
    yield from prices
    priced = {_near(link) for link in prices}
    heading = ""
    rows = {block.start for table in flat for block in table.cells.values()}
    for sentence in scene.sentences:
        if rows and any(fact.start in rows for fact in sentence.facts):
            continue
        if sentence.kind is BlockKind.HEADING:
            heading = sentence.text
        stated = list(_in_sentence(sentence, heading, priced))
        yield from stated
        yield from repeat(sentence, stated)


def _in_sentence(sentence: Sentence, heading: str, priced: Collection[Span]) -> Iterator[Link]:
    """The links that one sentence states; sums in `priced` have their purpose from a list of prices."""
    if not sentence.facts:
        return
    parties = []
    for link in _of_money_and_shares(sentence, heading):
        if link.relation is not Relation.PURPOSE or _near(link) not in priced:
            parties.append(link)
            yield link
    yield from find_programmes(sentence)
    yield from find_located(sentence, _parties_of(parties))


def _of_money_and_shares(sentence: Sentence, heading: str) -> Iterator[Link]:
    yield from find_periods(sentence)
    if sentence.language == "zh":
        yield from find_chinese(sentence, heading)
        yield from find_chinese_shares(sentence)
        return
    yield from find_parties(sentence, heading)
    yield from find_purposes(sentence)
    yield from find_shares(sentence)


def _parties_of(links: Iterable[Link]) -> list[Span]:
    """Who gives and who gets the sums of a sentence: where they are spent is another question."""
    parties = (link for link in links if link.relation in (Relation.GIVER, Relation.RECEIVER))
    return [(link.to_start or 0, link.to_end or 0) for link in parties]


def _near(link: Link) -> tuple[int, int]:
    return link.from_start, link.from_end
