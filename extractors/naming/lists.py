"""Names in a list: `Our projects: Green Lanes; SPARK`, and the items of a list under a line that ends with a colon."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.brackets import is_country, read_bracket
from extractors.naming.candidates import Candidate, is_acronym
from extractors.naming.folding import HAN, fold
from extractors.naming.rules import NamingRules
from schemas.facts.programme import ProgrammeType

_LONGEST = 80
_WORDS = 9
_ITEM = re.compile(r"[^;；\n|•]+")
_QUOTED_ITEM = re.compile(
    r"\n[ \t]{0,8}(?:——|—|–|[-*·•●▪■◆]|\d{1,2}[.、)])[ ]?([“「『«][^“”「」『』«»\n]{2,40}[”」』»])(?=[,，:：;；（(])"
)


def find_listed(text: str, rules: NamingRules) -> Iterator[Candidate]:
    """Candidates that a list of programmes holds."""
    for label in _labels(rules).finditer(text):
        kind = _type_in(label.group(), rules)
        line = text.find("\n", label.end())
        items = list(_items(text, label.end(), line if line >= 0 else len(text), rules))
        if len(items) > 1 and (kind or any(_type_in(text[begin:end], rules) for begin, end in items)):
            for begin, end in items:
                said = _type_in(text[begin:end], rules) or kind or ProgrammeType.PROGRAMME
                yield Candidate(begin, end, said, "listed", 0.5, alias=text[begin:end])
    yield from _below(text, rules)
    yield from _enumerated(text, rules)


def _enumerated(text: str, rules: NamingRules) -> Iterator[Candidate]:
    """`Two projects, Dawn and Harbour Lights, …`, `programmes such as Better Looms and Fair Harvest`."""
    pattern = _enumerations(rules) if rules.enumerations else None
    for match in pattern.finditer(text) if pattern else ():
        kind = rules.type_of.get(fold(match.group("kind")))
        spans = _split(match.group("items"), rules) if kind else []
        for first, last in spans:
            words = _to_verb(match.group("items")[first:last], rules)
            start = match.start("items") + first
            if kind and words and not rules.organisations.intersection(fold(words).split()) and not is_country(words):
                yield Candidate(start, start + len(words), kind, "listed", 0.5, alias=words if " " in words else None)


def _to_verb(words: str, rules: NamingRules) -> str:
    """An item without the verb after it, where names go on in small letters."""
    kept = []
    for word in words.split(" "):
        if rules.sentence_case and word.islower() and (fold(word) in rules.verbs_after or word.endswith("ent")):
            break
        kept.append(word)
    return " ".join(kept)


@cache
def _enumerations(rules: NamingRules) -> re.Pattern[str]:
    types = [word for word in rules.framed_types if word.endswith("s") and word != "fonds"]
    # One set of letters to begin with is looked for quickly.
    firsts = "".join({sign for word in types for sign in (word[0], word[0].upper())})
    rests = "|".join({word[1:] for word in types})
    joints = "|".join(rules.joints)
    item = rules.item_form
    return re.compile(
        rf"(?P<kind>[{firsts}](?:{rests}))(?:{'|'.join(rules.enumerations)})"
        rf"(?P<items>{item}(?:, {item}){{0,5}},? (?:{joints}) {item})"
    )


def _below(text: str, rules: NamingRules) -> Iterator[Candidate]:
    """`新设的项目有：` and, on lines of their own, names in quotation marks."""
    heads = list(_heads(rules).finditer(text)) if _QUOTED_ITEM.search(text) else []
    for head in heads:
        stop = head.end() + 600
        for item in _QUOTED_ITEM.finditer(text, head.end() - 1, stop):
            kind = _type_in(item.group(1).strip("”」』» "), rules) or _type_in(head.group(), rules)
            if kind:
                yield Candidate(item.start(1), item.end(1), kind, "listed", 0.5, alias=item.group(1)[1:-1].strip())


def _items(text: str, begin: int, end: int, rules: NamingRules) -> Iterator[tuple[int, int]]:
    """The items of a list that look like names; none where a comma list has something else among them."""
    part = text[begin:end]
    spans = [match.span() for match in _ITEM.finditer(part)]
    if len(spans) == 1:
        spans = _split(part, rules)
    for first, last in spans:
        words = part[first:last].strip(" .\t")
        start = begin + part.index(words, first) if words else begin
        name = words.split(" (")[0].split("（")[0]
        if words and _is_item(name, rules):
            bracket = read_bracket(text, start + len(name))
            if bracket is not None or len(name) == len(words):
                yield start, start + len(name)


def _split(part: str, rules: NamingRules) -> list[tuple[int, int]]:
    """A list with commas and a last `and`."""
    spans, begin = [], 0
    for comma in re.finditer(
        rf", (?:(?:{'|'.join(rules.joints)}) )?| (?:{'|'.join(rules.joints)}) (?=[^,]*$)|、", part
    ):
        spans.append((begin, comma.start()))
        begin = comma.end()
    return [*spans, (begin, len(part))] if spans else []


def _is_item(name: str, rules: NamingRules) -> bool:
    folded = fold(name)
    words = folded.split()
    if not 2 < len(name) <= _LONGEST or len(words) > _WORDS or re.search(r"[.:!?@/]|\d{3}", name):
        return False
    if rules.organisations.intersection(words) or is_country(name) or any(phrase in folded for phrase in rules.out):
        return False
    if re.match(rf"[“「{HAN}]", name):
        return name[0] in "“「" or _type_in(name, rules) is not None or len(name) <= _WORDS
    return name[0].isupper() and (len(words) > 1 or is_acronym(name))


def _type_in(words: str, rules: NamingRules) -> ProgrammeType | None:
    found = [match.group() for match in _types(rules).finditer(fold(words))]
    return rules.type_of[found[-1]] if found else None


@cache
def _types(rules: NamingRules) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, rules.framed_types), key=len, reverse=True)))


@cache
def _labels(rules: NamingRules) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=\n)|(?<=[.。] ))(?:{'|'.join(rules.lists)})[ ]?[:：][ ]?(?=\S)")


@cache
def _heads(rules: NamingRules) -> re.Pattern[str]:
    types = "|".join(sorted(rules.framed_types, key=len, reverse=True))
    return re.compile(rf"(?:{types})[^\n。;；]{{0,16}}[:：][ ]?\n", re.I)
