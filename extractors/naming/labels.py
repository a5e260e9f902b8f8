"""Names after a label: `Project sheet: …`, `Titre du projet : …`, `项目名称：…`."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.brackets import read_bracket
from extractors.naming.candidates import Candidate, is_acronym
from extractors.naming.initials import spells
from extractors.naming.rules import NamingRules, chinese_rules, english_rules, french_rules
from schemas.facts.programme import ProgrammeType

# How far above a plain `Title:` the head of its sheet may stand, in characters.
HEAD_OF_SHEET = 120
# `RAF/20/01/NOR – `: the number of the project.
_CODE = re.compile(r"(?=[\w/.-]{0,20}\d)[A-Z][\w.]{1,12}(?:/[\w.]{1,8}){1,5} ?[-–—:] ?")
_NAME = re.compile(r"[^\n\t(（.。;；]{4,160}")


def find_labelled(text: str, folded: str) -> Iterator[Candidate]:
    """What stands after a label to the end of its line or cell."""
    for match in _pattern().finditer(folded):
        kind = _types().get(match.group(1)) or _type_of_sheet(folded, match.start())
        code = _CODE.match(text, match.end())
        begin = code.end() if code else match.end()
        name = _NAME.match(text, begin)
        if not kind or not name or not (name.group()[0].isupper() or name.group()[0] > "\u3000"):
            continue
        end = begin + len(name.group().rstrip())
        stands_alone = end >= len(text) or text[end] in "\n\t" or read_bracket(text, end)
        if stands_alone:
            alias = text[begin:end]
            yield Candidate(begin, end, kind, "label", 0.6, alias=alias)
            if is_acronym(alias) and (spelled := _spelled_below(text, end, alias)):
                yield Candidate(end + 1, spelled, kind, "label", 0.6)


def _spelled_below(text: str, line: int, acronym: str) -> int | None:
    """Where the name ends that stands in the line below its acronym and is spelled by it."""
    below = text[line + 1 : line + 160].split("\n", 1)[0]
    ends = [word.end() for word in re.finditer(r"[^\W\d_][\w'’-]*(?! [A-Z])", below)]
    return next((line + 1 + end for end in ends if spells(acronym, below[:end])), None)


def _type_of_sheet(folded: str, position: int) -> ProgrammeType | None:
    """What a plain `Title:` is the title of, where the lines above are the head of a sheet."""
    above = _sheets().search(folded, max(0, position - HEAD_OF_SHEET), position)
    return _sheet_types()[above.group()] if above else None


@cache
def _types() -> dict[str, ProgrammeType]:
    return {label: kind for rules in _all_rules() for label, kind in rules.label_type.items()}


@cache
def _sheet_types() -> dict[str, ProgrammeType]:
    return {head: kind for rules in _all_rules() for kind, heads in rules.sheets.items() for head in heads}


@cache
def _sheets() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_sheet_types(), key=len, reverse=True)))


def _all_rules() -> tuple[NamingRules, ...]:
    return french_rules(), english_rules(), chinese_rules()


@cache
def _pattern() -> re.Pattern[str]:
    titles = (title for rules in _all_rules() for title in rules.titles)
    labels = "|".join(sorted({*_types(), *titles}, key=len, reverse=True))
    return re.compile(rf"(?:(?<=\n)|(?<=\t)|^)({labels})(?:[ ]?:[ ]?|\t)")
