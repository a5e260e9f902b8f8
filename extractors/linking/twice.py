"""A sum that is said again in another currency: `CHF 120,000 (about USD 135,000)` has the links of the first."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from extractors.linking.rules import any_of, any_word, chinese_rules, latin_rules
from extractors.linking.scene import MONEY, SIGNS, Sentence
from schemas.facts.amount import Amount
from schemas.facts.link import Link


@cache
def _again(language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(rf"(?:（|，?{any_of(chinese_rules().again)})[^{SIGNS}，。；]{{0,6}}")
    again = any_word(latin_rules(language).again)
    return re.compile(rf"[^{SIGNS},;.(]{{0,16}}(?:\s\(|,?\s{again})[^{SIGNS},;.()]{{0,14}}", re.I)


def repeat(sentence: Sentence, links: Sequence[Link]) -> Iterator[Link]:
    """The links of each first sum for the one that says it again, where that has none of the kind."""
    sums = [fact for fact in sentence.of(MONEY) if isinstance(fact, Amount)]
    for first, second in pairwise(sums):
        between = sentence.masked[sentence.span(first)[1] : sentence.span(second)[0]]
        if (
            first.currency_code == second.currency_code
            or MONEY in between
            or not _again(sentence.language).fullmatch(between)
        ):
            continue
        own = {link.relation for link in links if (link.from_start, link.from_end) == (second.start, second.end)}
        for link in links:
            if (link.from_start, link.from_end) == (first.start, first.end) and link.relation not in own:
                yield link.model_copy(update={"from_start": second.start, "from_end": second.end})
