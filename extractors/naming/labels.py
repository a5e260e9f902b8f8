"""Names after a label: `Project sheet: …`, `Titre du projet : …`, `项目名称：…`."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.brackets import read_bracket
from extractors.naming.candidates import Candidate
from extractors.naming.rules import chinese_rules, english_rules, french_rules
from schemas.facts.programme import ProgrammeType

_NAME = re.compile(r"[^\n\t(（.。;；]{4,160}")


def find_labelled(text: str, folded: str) -> Iterator[Candidate]:
    """What stands after a label to the end of its line or cell."""
    for match in _pattern().finditer(folded):
        name = _NAME.match(text, match.end())
        if not name or not (name.group()[0].isupper() or name.group()[0] > "\u3000"):
            continue
        end = match.end() + len(name.group().rstrip())
        stands_alone = end >= len(text) or text[end] in "\n\t" or read_bracket(text, end)
        if stands_alone:
            alias = text[match.end() : end]
            yield Candidate(match.end(), end, _types()[match.group(1)], "label", 0.6, alias=alias)


@cache
def _types() -> dict[str, ProgrammeType]:
    return {**french_rules().label_type, **english_rules().label_type, **chinese_rules().label_type}


@cache
def _pattern() -> re.Pattern[str]:
    labels = "|".join(sorted(_types(), key=len, reverse=True))
    return re.compile(rf"(?:(?<=\n)|(?<=\t)|^)({labels})(?:[ ]?:[ ]?|\t)")
