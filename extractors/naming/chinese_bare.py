"""Chinese names without marks, by what speaks for one: a place, a launch before, progress after, how much it says."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.candidates import Candidate
from extractors.naming.folding import HAN
from extractors.naming.rules import BareRules, chinese_rules

# The longest name looked for, in characters.
REACH = 40
# So much has to speak for a name.
ENOUGH = 3
_JOINTS = "和与及"
_LONG, _SPECIFIC = 10, 6
# A short form in brackets: `强制性公积金计划（强积金）`, `（以下简称“特岗计划”）`; signs are folded.
SHORT_FORM = re.compile(rf"[(]((?:以下|下)?简称:?)?\"?([{HAN}]{{2,10}})\"?[)]")


def find_bare(text: str, folded: str, head: re.Match[str]) -> Candidate | None:
    """The name that ends with this type word, if enough speaks for it."""
    bare = chinese_rules().bare
    if head.group() not in bare.types or _goes_on(head.group(), folded, head.end()):
        return None
    begin, clause = begin_of(text, folded, head.start())
    begin = _at_quote(folded, begin, head.start())
    # `——…基金，`: an item of a list.
    item = folded.startswith("-", begin) and clause
    begin += len(folded[begin : head.start()]) - len(folded[begin : head.start()].lstrip("-"))
    name = folded[begin : head.start()]
    if not bare.shortest <= len(name) <= REACH or not re.fullmatch(rf"[{HAN}\w+·\"-]+", name):
        return None
    if (
        name[-1] in _JOINTS
        or any(word in name for word in bare.vague)
        or any(out in name + head.group() for out in chinese_rules().out)
    ):
        return None
    tail = name.rpartition('"')[2]
    if name.endswith(tuple(bare.funds), 0, len(name) - len(tail) - 1) and uncommon(tail) == 0:
        return None
    listed = 2 * (item and folded[head.end() : head.end() + 1] in (",", "(", ":", ";"))
    if listed + _weight(folded, begin, head, clause=clause) < ENOUGH:
        return None
    return Candidate(begin, head.end(), chinese_rules().type_of[head.group()], "zh.bare", 0.5)


def _at_quote(folded: str, begin: int, end: int) -> int:
    """Where a name in quotation marks right before the type word begins; a place before it stays."""
    name = folded[begin:end]
    quote = name.find('"')
    if not name.endswith('"') or quote < 1 or _places().fullmatch(name, 0, quote):
        return begin
    return begin + quote


def _weight(folded: str, begin: int, head: re.Match[str], *, clause: bool) -> int:
    bare = chinese_rules().bare
    name = folded[begin : head.start()]
    place = _places().match(name)
    after = folded[head.end() : head.end() + 6]
    launched = bool(_launched().search(folded, max(0, begin - 10), begin))
    staged = bool(_ahead(bare.stages).match(after))
    founded = head.group() in bare.funds and bool(_founded().search(folded, max(0, begin - 4), begin))
    weight = 2 * launched + 2 * staged + 2 * bool(_dated().match(folded, head.end()))
    weight += 2 * bool(_short_name(folded, begin, head.end()))
    weight += 2 * bool(place and len(name) - place.end() >= 3) + 2 * ('"' in name) + 2 * (head.group() in bare.sure)
    weight += (clause or launched) and bool(staged or _ahead(bare.after).match(after))
    weight += (len(name) >= _SPECIFIC) + (len(name) >= _LONG) + name.endswith(bare.aims)
    left = uncommon(name[place.end() :] if place else name)
    weight += left > 1 and bool(launched or (clause and after[:1] != "的" and _ahead(bare.after).match(after)))
    if head.group() in bare.acts:
        weight -= 3 * (not launched or left < 2)
    return weight - 3 * (left == 0 and not (founded and len(name) >= _SPECIFIC))


def _short_name(folded: str, begin: int, end: int) -> bool:
    """Whether a bracket right after gives a short form of the name, made of its characters."""
    bracket = SHORT_FORM.match(folded, end)
    return bool(bracket) and is_short_form(bracket.group(2), folded[begin:end]) if bracket else False


def is_short_form(short: str, name: str) -> bool:
    """Whether the characters of `short` stand in `name`, in order, fewer of them."""
    signs = iter(name)
    return len(short) < len(name) and all(sign in signs for sign in short)


def _goes_on(word: str, folded: str, end: int) -> bool:
    """Whether what follows makes another word of the type word (`项目组`), or a verb of it (`计划于`)."""
    bare = chinese_rules().bare
    return folded.startswith(bare.not_before, end) or (word in bare.verbs and folded.startswith(bare.verb_before, end))


def begin_of(text: str, folded: str, end: int) -> tuple[int, bool]:
    """Where the name that ends at `end` begins, and whether a clause begins there."""
    bare = chinese_rules().bare
    window = max(0, end - REACH - 1)
    stretch = folded[window:end]
    if '"' in stretch:
        # Only the text itself tells opening quotation marks from closing ones.
        stretch = "".join(mark if sign == '"' else sign for sign, mark in zip(stretch, text[window:end], strict=True))
    begin, clause = 0, window == 0
    for match in _stops().finditer(stretch):
        if match.lastgroup == "kept" or (match.lastgroup == "joint" and _joins(stretch, begin, match)):
            continue
        # `支持项目`, `技术推广计划`: a verb right before the type word is part of the name.
        if match.group() in bare.verbal and match.end() == len(stretch) and match.start() - begin >= bare.shortest:
            continue
        begin, clause = match.end(), match.lastgroup == "sign"
    return window + begin, clause


def _joins(folded: str, begin: int, joint: re.Match[str]) -> bool:
    """Whether `和` stands inside the name: no body and no other name ends before it."""
    left = folded[begin : joint.start()]
    return bool(left) and not left.endswith(chinese_rules().bare.not_joined)


def uncommon(name: str) -> int:
    """How many characters of a name no word covers that any programme may have."""
    words = chinese_rules().bare.common | set(chinese_rules().generic)
    fewest = [0]
    for end in range(1, len(name) + 1):
        covered = (fewest[end - size] for size in range(1, min(5, end) + 1) if name[end - size : end] in words)
        fewest.append(min((fewest[end - 1] + 1, *covered)))
    return fewest[-1]


def stops_in(inside: str) -> Iterator[str]:
    """The words in a stretch that end what stands before a name."""
    for match in _stops().finditer(inside):
        if match.lastgroup != "kept":
            yield match.group()


def _alternatives(words: tuple[str, ...] | frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _stops() -> re.Pattern[str]:
    bare: BareRules = chinese_rules().bare
    return re.compile(
        rf"(?P<kept>{_alternatives(bare.kept)}|[“「][^“”「」\n，。；]{{1,14}}[”」])|(?P<joint>[{_JOINTS}])|(?P<word>{_alternatives(bare.stops)})"
        rf"|(?P<sign>[^\w·+-]|\d+(?:年度|[年月日]))"
    )


@cache
def _launched() -> re.Pattern[str]:
    bare = chinese_rules().bare
    owners = rf"(?:{_places().pattern}|[{''.join(bare.owners)}])的"
    return re.compile(rf"(?:(?:{_alternatives(bare.launches)})(?:了|的)?|{owners})$")


@cache
def _founded() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(chinese_rules().bare.foundings)})(?:了|的)?$")


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(r"[自于]\d{4}年")


@cache
def _ahead(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_alternatives(words))


@cache
def _places() -> re.Pattern[str]:
    from babel import Locale

    countries = (name for code, name in Locale("zh").territories.items() if code.isalpha() and len(code) == 2)
    bare = chinese_rules().bare
    short = "".join(bare.bilateral)
    known = rf"(?:{_alternatives((*countries, *bare.places))})(?:省|市|县|州|共和国)?|中[{short}](?!小)"
    return re.compile(rf"{known}|(?!{_alternatives(bare.not_places)})[{HAN}]{{2,3}}[省市县区州盟旗镇乡](?!场)")
