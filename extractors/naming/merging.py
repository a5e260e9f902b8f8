"""Catalogue names and the candidates of the grammars, brought together."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from extractors.catalogue import Programme
from extractors.naming.brackets import is_country
from extractors.naming.candidates import Candidate
from extractors.naming.chinese_bare import uncommon
from extractors.naming.folding import HAN, fold, units_of
from extractors.naming.mentions import Mention, type_in
from extractors.naming.rules import chinese_rules, english_rules, french_rules, organisations

# Characters beyond the usual ones that make another name of what stands around a Chinese catalogue name.
_OWN_WORDS = 2
# Another wording of a Chinese name this long has so many of its characters.
_FULL_NAME, _SHARED = 8, 0.7


def join(names: list[Mention], candidates: Iterable[Candidate], text: str) -> list[Mention]:
    """One list without overlaps; a candidate around a name takes its key unless it clearly names something else."""
    joined = list(names)
    starts = [name.start for name in joined]
    for candidate in sorted(candidates, key=lambda one: (one.start, -one.end)):
        first = max(0, bisect_left(starts, candidate.start) - 1)
        around = [
            index
            for index in range(first, min(bisect_left(starts, candidate.end), len(names)))
            if joined[index].start < candidate.end and candidate.start < joined[index].end
        ]
        if around:
            for index in around:
                joined[index] = _merged(joined[index], candidate, text)
        else:
            joined.append(_from_candidate(candidate))
    return joined


def _from_candidate(candidate: Candidate) -> Mention:
    return Mention(
        candidate.start,
        candidate.end,
        candidate.start,
        candidate.end,
        candidate.type,
        candidate.rule,
        candidate.confidence,
        alias=candidate.alias,
        acronym=candidate.alias
        if candidate.alias and candidate.alias.isupper() and " " not in candidate.alias
        else None,
    )


def _merged(name: Mention, candidate: Candidate, text: str) -> Mention:
    """The name again, as wide as the candidate, or the candidate where it names something else."""
    inside = name.start <= candidate.start and candidate.end <= name.end
    if inside or not (candidate.start <= name.start and name.end <= candidate.end):
        return name
    extra = text[candidate.start : name.start] + " " + text[name.end : candidate.end]
    others = [unit for unit in units_of(extra) if not _is_filler(unit)]
    if not others:
        grown = candidate.end > name.end or candidate.start < name.start
        typed = grown and type_in(extra) is not None and type_in(text[name.start : name.end]) is None
        return replace(
            name, start=candidate.start, end=candidate.end, name_start=candidate.start, name_end=candidate.end,
            ambiguous=name.ambiguous and not typed,
        )  # fmt: skip
    if name.programme and re.search(f"[{HAN}]", text[name.start : name.end]):
        return _merged_chinese(name, candidate, text)
    sure = not name.ambiguous and len(units_of(text[name.start : name.end])) > 3
    return _from_candidate(candidate) if candidate.named and name.programme is not None and not sure else name


def _merged_chinese(name: Mention, candidate: Candidate, text: str) -> Mention:
    """The catalogue's name with what stands before it, or the candidate where it says something of its own."""
    before, after = fold(text[candidate.start : name.start]), fold(text[name.end : candidate.end])
    wider = replace(
        name, start=candidate.start, end=candidate.end, name_start=candidate.start, name_end=candidate.end,
        ambiguous=False,
    )  # fmt: skip
    if not after and _resembles(text[candidate.start : candidate.end], name.programme):
        return wider
    if uncommon(re.sub(rf"[^{HAN}]", "", before + after)) < _OWN_WORDS or not candidate.named:
        return name
    return _from_candidate(candidate)


def _resembles(words: str, programme: Programme | None) -> bool:
    """Whether a long Chinese name is another wording of one of the programme's."""
    signs = set(fold(words))
    full = (set(fold(name)) for name in (programme.names.get("zh", []) if programme else []) if len(name) >= _FULL_NAME)
    return any(len(signs & known) >= _SHARED * len(signs) for known in full)


def _is_filler(unit: str) -> bool:
    """Whether a word around a catalogue name leaves it the same programme."""
    french, english, chinese = french_rules(), english_rules(), chinese_rules()
    return (
        any(unit in {*rules.type_of, *rules.generic} for rules in (french, english, chinese))
        or unit in {"program", "oit", "un"}
        or unit in organisations()
        or unit in french.prepositions | french.determiners | english.articles | {"for", "on"}
        or unit in ("l", "d", "s", "&")
        or is_country(unit)
    )
