"""Mentions of programmes, projects, initiatives, funds, campaigns, schemes and networks, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.facts.base import FactExtractor, document_of, passages_of
from extractors.naming import aliases as short
from extractors.naming.candidates import Candidate
from extractors.naming.chinese import find_chinese
from extractors.naming.english import find_english
from extractors.naming.folding import CLOSING, HAN, OPENING, fold
from extractors.naming.frames import find_framed
from extractors.naming.french import find_french
from extractors.naming.headings import find_headings
from extractors.naming.labels import find_labelled
from extractors.naming.lists import find_listed
from extractors.naming.mentions import Mention, find_names, type_word_around, with_brackets, without_overlaps
from extractors.naming.merging import join
from extractors.naming.rules import chinese_rules, english_rules, french_rules
from schemas.facts.base import Unresolved
from schemas.facts.programme import ProgrammeMention

if TYPE_CHECKING:  # the models are asked for without loading spaCy
    from spacy.tokens import Doc

# `Livelihood Support (LISU) programme`: the acronym has a field of its own.
_INNER_BRACKET = re.compile(r"\s?[(（][^()（）\n]{2,80}[)）](?=.)", re.S)
_CHINESE_GAP = re.compile(rf"(?<=[{HAN}/—-]) (?=[{HAN}])|(?<=[{HAN}]) (?=[/—-])")
# Rules whose type is that of a list, a label or a frame around the name.
_LOOSE = frozenset({"label", "listed", "heading", "framed"})
_GRAMMARS = {
    "fr": (find_french, french_rules),
    "en": (find_english, english_rules),
    "zh": (find_chinese, chinese_rules),
}


class ProgrammeExtractor(FactExtractor[ProgrammeMention]):
    """Find mentions by the catalogue's names, by the grammars of names, and by the acronyms that a text defines."""

    name = "programmes"
    version = 2
    languages = frozenset(_GRAMMARS)
    model = ProgrammeMention

    def find(self, doc: Doc) -> Iterator[ProgrammeMention | Unresolved]:
        """Every mention of the document; nothing is unresolved, a name without a key is a fact too."""
        text = document_of(doc).reading
        folded = fold(text)
        candidates = list(self._candidates(doc, folded))
        full = with_brackets(join(find_names(text, folded), candidates, text), text)
        sure = {mention.programme.key for mention in full if mention.programme and not mention.ambiguous}
        full = [mention for mention in full if _counts(mention, sure)]
        full = _as_typed(text, without_overlaps(full))
        for mention in without_overlaps([*full, *_short(text, folded, full)]):
            yield _fact(text, mention)

    def _candidates(self, doc: Doc, folded: str) -> Iterator[Candidate]:
        for passage in passages_of(doc, self.languages):
            grammar, rules = _GRAMMARS[passage.language.split("-")[0]]
            text, part = passage.text, folded[passage.start : passage.end]
            for candidate in (
                *find_labelled(text, part),
                *find_listed(text, rules()),
                *find_framed(text, rules()),
                *find_headings(text, rules()),
                *grammar(text, part),
            ):
                yield replace(candidate, start=candidate.start + passage.start, end=candidate.end + passage.start)


def _counts(mention: Mention, sure: set[str]) -> bool:
    """A name that also means other things counts only beside an unambiguous one of the same programme."""
    return not mention.ambiguous or (mention.programme is not None and mention.programme.key in sure)


def _as_typed(text: str, full: list[Mention]) -> list[Mention]:
    """The mentions; a name from a label or a list has the type that the document gives it beside its type word."""
    typed = {mention.alias: mention.type for mention in full if mention.alias and mention.rule not in _LOOSE}
    return [
        replace(mention, type=typed.get(text[mention.name_start : mention.name_end], mention.type))
        if mention.rule in _LOOSE
        else mention
        for mention in full
    ]


def _short(text: str, folded: str, full: list[Mention]) -> Iterator[Mention]:
    """Mentions by acronym or alias, with the type word beside them."""
    keys = {mention.programme.key for mention in full if mention.programme}
    own = short.defined_aliases(full)
    known = {**short.known_acronyms(text, keys), **own}
    maybe = {word: alias for word, alias in short.ambiguous_acronyms(text).items() if word not in known}
    places = [
        (start, end, word, alias, type_word_around(text, folded, start, end))
        for start, end, word, alias in short.find_aliases(text, {**known, **maybe})
    ]
    # Named once with its type word, an acronym means the programme wherever the document has it again.
    typed = {word for start, end, word, _, around in places if around != (start, end)}
    for _, _, word, alias, (begin, stop) in places:
        if word in maybe and word not in typed:
            continue
        acronym = word if len(word.split()) == 1 or word.split()[0].isupper() else None
        yield Mention(
            begin, stop, begin, stop, alias.type, alias.rule, alias.confidence, alias.programme, acronym=acronym
        )


def plain_name(written: str) -> str:
    """A name without the brackets inside it and the quotes around it; white space folded, and none where Chinese
    characters meet."""
    name = _INNER_BRACKET.sub("", written)
    if name[:1] in OPENING and name[-1:] in CLOSING and not any(sign in CLOSING for sign in name[1:-1]):
        name = name[1:-1]
    return _CHINESE_GAP.sub("", re.sub(r"\s+", " ", name).strip())


def _fact(text: str, mention: Mention) -> ProgrammeMention:
    name = plain_name(text[mention.name_start : mention.name_end])
    return ProgrammeMention(
        start=mention.start,
        end=mention.end,
        rule=mention.rule,
        confidence=mention.confidence,
        name=name,
        type=mention.type,
        programme_key=mention.programme.key if mention.programme else None,
        acronym=mention.acronym,
    )
