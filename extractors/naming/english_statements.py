"""English names that a sentence gives: `known as …`, `… is a project of …`, `the … and … projects`."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.brackets import is_country
from extractors.naming.candidates import Candidate, is_acronym
from extractors.naming.initials import spells
from extractors.naming.rules import english_rules


def find_stated(text: str) -> Iterator[Candidate]:
    """Candidates that do not stand beside a type word of their own."""
    yield from _renamed(text)
    yield from _introduced(text)
    yield from _from_heading(text)
    yield from _coordinated(text)


@cache
def _other_names() -> re.Pattern[str]:
    rules = english_rules()
    types = "|".join(word for word in rules.type_of if word not in rules.weak_types)
    renamed = "|".join(rules.renamed)
    return re.compile(
        rf"\b(?i:({types}))(?: \([^()\n]{{2,40}}\))?,? "
        rf"\(?(?:which is |(?:now|also|locally|popularly|commonly|better|formerly) ){{0,2}}"
        rf"(?:{renamed})(?: (?:locally|nationally|in [A-Z]\w+))?(?: as)? (?:the )?"
        rf"((?:[A-Z][\w'’-]+)(?: (?:[a-z]{{1,3}} )?[A-Z][\w'’-]+){{0,5}})"
    )


def _renamed(text: str) -> Iterator[Candidate]:
    """`Social Cash Transfer Programme, locally known as Mtukula Pakhomo`: the second name."""
    for match in _other_names().finditer(text):
        kind = english_rules().type_of[match.group(1).lower()]
        yield Candidate(match.start(2), match.end(2), kind, "en.renamed", 0.6, alias=match.group(2))


@cache
def _introductions() -> re.Pattern[str]:
    rules = english_rules()
    return re.compile(
        rf"(?:^|(?<=[.\n] )|(?<=\n)|(?<=, ))"
        rf"((?:[A-Z][\w'’-]+)(?: (?:(?:of|for|to|in|the|and|against|with|on|an?) ){{0,2}}[A-Z][\w'’-]+){{1,7}})"
        rf"(?:[ \n]is (?:an?|the)|, an?|\. An?| – an?) (?:[\w-]+ ){{0,2}}"
        rf"({'|'.join(rules.introducing)})(?:,? (?:{'|'.join(rules.introduced_by)})\b)",
        re.M,
    )


@cache
def _owned() -> re.Pattern[str]:
    """`EUROSHA is a European Union pilot project that …`, `Add Hope is the chain's initiative`."""
    return re.compile(
        rf"(?:^|(?<=[.\n] )|(?<=\n)|(?<=, ))"
        rf"([A-Z][\w'’+-]{{2,24}}(?: [A-Z][\w'’+-]{{1,24}}){{0,3}}) is (?:an? |the |one of )?"
        rf"((?:[\w’'/-]{{1,24}} ){{0,6}})({'|'.join(english_rules().introducing)})\b(?! managers?\b)",
        re.M,
    )


def _introduced(text: str) -> Iterator[Candidate]:
    """`Seeds of Change is a project of …`, `Youth Rising, a project financed by …`."""
    rules = english_rules()
    for match in _introductions().finditer(text):
        words = match.group(1).lower().split()
        if words[0] in rules.starters or rules.organisations.intersection(words) or is_country(match.group(1)):
            continue
        kind = rules.type_of[match.group(2)]
        yield Candidate(match.start(1), match.end(1), kind, "en.introduced", 0.55, alias=match.group(1))
    for match in _owned().finditer(text):
        words = match.group(1).lower().split()
        named = is_acronym(match.group(1)) or (len(words) > 1 and re.search(r"['’]s |[A-Z]{2}", match.group(2)))
        if named and words[0] not in rules.starters and not rules.organisations.intersection(words):
            kind = rules.type_of[match.group(3)]
            yield Candidate(match.start(1), match.end(1), kind, "en.introduced", 0.5, alias=match.group(1))


@cache
def _headed() -> re.Pattern[str]:
    name = r"(?:[A-Z][\w'’-]+)(?: (?:(?:of|for|to|in|the|and|against|with|on|an?) ){0,2}[A-Z][\w'’-]+){2,8}"
    kinds = "|".join(word for word in english_rules().type_of if word not in english_rules().spelled)
    return re.compile(
        rf"(?:^|(?<=\n)|(?<=[0-9]\. ))({name})(?: \(([A-Z][\w-]{{2,12}})\))?(?:\.? |\.?\n{{1,2}})"
        rf"(This|The|An?) (?:[\w-]+ ){{0,3}}({kinds})\b(?! (?:of|on) the [A-Z])",
        re.M,
    )


def _from_heading(text: str) -> Iterator[Candidate]:
    """`Skills for Growth (SGRO). The national scheme …`: a heading that the next sentence says the kind of."""
    rules = english_rules()
    for match in _headed().finditer(text):
        name, acronym = match.group(1), match.group(2)
        words = name.lower().split()
        common = rules.starters | rules.organisations | rules.jobs | rules.laws_and_bodies | set(rules.type_of)
        if acronym is not None:
            named = spells(acronym, name) and not rules.laws_and_bodies.intersection(words)
        else:
            named = match.group(3) == "This" and "\n" in match.group() and not common.intersection(words)
        if named:
            yield Candidate(match.start(1), match.end(1), rules.type_of[match.group(4)], "en.heading", 0.5, alias=name)


@cache
def _coordinations() -> re.Pattern[str]:
    name = r"[A-Z][\w@+'’-]{1,24}(?: [A-Z][\w'’-]{1,24}){0,3}"
    plurals = "|".join(word for word in english_rules().type_of if word.endswith("s"))
    return re.compile(rf"\b((?:{name}, ){{0,4}}{name},?) and ({name}) ({plurals})\b")


def _coordinated(text: str) -> Iterator[Candidate]:
    """`the STREAM and Rise Up projects`: each name; one of them at least is made up, or both have two words."""
    rules = english_rules()
    for match in _coordinations().finditer(text):
        opener = re.match(rf"(?:{'|'.join(rules.starters)}) ", match.group(1), re.I)
        first = match.start(1) + (opener.end() if opener else 0)
        spans = [
            (first + part.start(), first + part.end())
            for part in re.finditer(r"[^, ][^,]*", text[first : match.end(1)])
        ]
        names = [text[begin:end] for begin, end in (*spans, match.span(2))]
        plain = [name for name in names if not any(map(is_acronym, name.split()))]
        if len(plain) == len(names) or any(rules.organisations.intersection(name.lower().split()) for name in names):
            continue
        kind = rules.type_of[match.group(3)]
        for (begin, end), name in zip(spans, names, strict=False):
            yield Candidate(begin, end, kind, "en.coordinated", 0.6, alias=name)
        yield Candidate(match.start(2), match.end(), kind, "en.coordinated", 0.6, alias=names[-1])
