"""Chinese names: quotation marks or an opening word before, the type word last, an acronym in brackets between."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.candidates import Candidate
from extractors.naming.chinese_bare import begin_of, find_bare, stops_in
from extractors.naming.folding import HAN, fold
from extractors.naming.rules import chinese_rules
from schemas.facts.programme import ProgrammeType

# The longest name without quotation marks, in characters.
REACH = 40
# Latin letters in brackets, as acronyms and original names stand there.
LATIN = r"[（(][A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9@+&.,'’ /-]{1,60}[）)]"


def find_chinese(text: str, folded: str) -> Iterator[Candidate]:
    """Candidates in a Chinese passage."""
    yield from _quoted(text)
    yield from _listed(text)
    followed = list(_quoted_after(text, folded))
    yield from followed
    taken = {text.index(one.alias, one.start) for one in followed if one.alias}
    for match in _heads().finditer(folded):
        if match.end() in taken:
            continue
        candidate = (
            _bracketed(text, folded, match)
            or _celled(text, folded, match)
            or _opened(text, folded, match)
            or find_bare(text, folded, match)
        )
        if candidate:
            yield candidate


@cache
def _heads() -> re.Pattern[str]:
    words = sorted(chinese_rules().type_of, key=len, reverse=True)
    return re.compile(rf"(?<=[{HAN})\"+\w])(?:{'|'.join(words)})")


@cache
def _quote_pattern() -> re.Pattern[str]:
    rules = chinese_rules()
    types = "|".join(_both(tuple(rules.type_of)))
    modifiers = "|".join(_both(rules.modifiers))
    return re.compile(
        rf"[“「『《]([^“”「」『』《》\n]{{2,60}})[”」』》](?:{LATIN})?(?:{modifiers}){{0,2}}({types})(?![{HAN}]?署)(?:书|组)?"
        rf"|[“「『]([^“”「」『』《》，。；\n]{{2,30}}?(?:{types}))[”」』]"
    )


def _both(words: tuple[str, ...]) -> list[str]:
    """The words in simplified and in traditional characters, longest first."""
    from opencc import OpenCC

    convert = OpenCC("s2t").convert
    return sorted({*words, *(convert(word) for word in words)}, key=len, reverse=True)


@cache
def _type_of(word: str) -> ProgrammeType:
    from opencc import OpenCC

    return chinese_rules().type_of[OpenCC("t2s").convert(word)]


@cache
def _type_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_both(tuple(chinese_rules().type_of)))})$")


def _quoted(text: str) -> Iterator[Candidate]:
    """`“…”项目`, `“…”（ABC）项目`, and `“…行动”`."""
    for match in _quote_pattern().finditer(text):
        name = match.group(1) or match.group(3)
        inside = _type_at_end().search(name)
        word = match.group(2) or (inside.group() if inside else "")
        if match.group().endswith(("书", "组")):
            continue
        if match.group(3) and not _may_name(fold(name)):
            continue
        rule, confidence = ("zh.quoted", 0.85) if match.group(2) else ("zh.in_quotes", 0.55)
        alias = text[match.start() : match.end(1) + 1] if match.group(1) else name
        end = match.end()
        fund = inside is not None and fold(inside.group()) in chinese_rules().bare.funds
        if match.group(1) and inside and fund and end - match.end(1) > len(match.group(2)) + 1:
            # `“…基金”合作项目`: the fund is named, its projects are not.
            end, word, rule = match.end(1) + 1, inside.group(), "zh.in_quotes"
        yield Candidate(match.start(), end, _type_of(word), rule, confidence, alias=alias)


@cache
def _several() -> re.Pattern[str]:
    heads = "|".join(_both(chinese_rules().several))
    count = "[两兩二三四五六七八九十0-9]{1,2}[个個项項大]"
    quote = "[“「][^“”「」\\n，。；]{2,30}[”」]"
    return re.compile(
        rf"({quote}(?:[、和及與与]?{quote}){{1,9}})(?:等|这样的|这类)?(?:{count})?[^“”「」\n，。；]{{0,4}}?({heads})"
    )


def _listed(text: str) -> Iterator[Candidate]:
    """`“…”“…”和“…”三个项目`: each name in quotation marks."""
    for match in _several().finditer(text):
        kind = _type_at_end().search(match.group(2))
        for name in re.finditer("[“「][^“”「」]+[”」]", match.group(1)):
            begin, end = match.start() + name.start(), match.start() + name.end()
            named = _type_at_end().search(name.group()[:-1]) or kind
            type_ = _type_of(named.group()) if named else ProgrammeType.PROGRAMME
            yield Candidate(begin, end, type_, "zh.listed", 0.55, alias=name.group())


@cache
def _after_pattern() -> re.Pattern[str]:
    rules = chinese_rules()
    heads, others = "|".join(_both(rules.quoted_after)), "|".join(_both(rules.not_quoted))
    modifiers = "|".join(_both(rules.modifiers))
    types = "|".join(_both(tuple(rules.type_of)))
    return re.compile(
        rf"(?<![该本此])(?:{modifiers}){{0,2}}({heads})(?:——|—|：)?"
        rf"([“「『][^“”「」『』《》，。；\n]{{4,40}}[”」』])(?!{others}|{types})"
    )


def _quoted_after(text: str, folded: str) -> Iterator[Candidate]:
    """`旗舰项目“…”`: the type word before the name in quotation marks."""
    for match in _after_pattern().finditer(text):
        kind = _type_at_end().search(match.group(1))
        if kind:
            begin = min(begin_of(text, folded, match.start(1))[0], match.start())
            if text[begin] in "该此本这這":
                begin = match.start(2)
            yield Candidate(begin, match.end(), _type_of(kind.group()), "zh.quoted_after", 0.6, alias=match.group(2))


def _may_name(name: str) -> bool:
    """Whether a name in quotation marks with the type word inside is no plan, law or body."""
    rules = chinese_rules()
    kind = _type_at_end().search(name)
    if (
        kind is None
        or len(name) < 4
        or name[: kind.start()] in rules.generic
        or any(phrase in name for phrase in rules.out)
    ):
        return False
    return kind.group() in (*rules.strong_types, "工程", "行动", "运动")


def _bracketed(text: str, folded: str, head: re.Match[str]) -> Candidate | None:
    """`…（ABC）项目`, and `…计划（ABC）`, whose bracket is looked for by whoever takes the candidate."""
    closed = text[head.start() - 1] in "）)"
    inner = re.search(rf"{LATIN}$", text[max(0, head.start() - 64) : head.start()]) if closed else None
    if inner:
        begin = _begin(text, folded, head.start() - len(inner.group()))
        if head.start() - len(inner.group()) - begin < 3:
            return None
        return Candidate(begin, head.end(), chinese_rules().type_of[head.group()], "zh.acronym", 0.7)
    if text[head.end() : head.end() + 1] not in ("（", "(") or not re.match(LATIN, text[head.end() : head.end() + 66]):
        return None
    begin = _begin(text, folded, head.start())
    if head.start() - begin < 2 or folded[begin : head.start()] in chinese_rules().generic:
        return None
    if any(phrase in folded[begin : head.end() + 2] for phrase in chinese_rules().out):
        return None
    return Candidate(begin, head.end(), chinese_rules().type_of[head.group()], "zh.acronym", 0.7, named=False)


def _celled(text: str, folded: str, head: re.Match[str]) -> Candidate | None:
    """A name that fills a cell of a table, such as the first column of a list of projects."""
    if head.group() not in chinese_rules().strong_types or text[head.end() : head.end() + 1] not in ("\t", "\n", ""):
        return None
    window = max(0, head.start() - REACH)
    begin = max(text.rfind("\t", window, head.start()), text.rfind("\n", window, head.start())) + 1
    if not begin:
        return None
    name = folded[begin : head.start()]
    in_table = text[begin - 1 : begin] == "\t" or text[head.end() : head.end() + 1] == "\t"
    if (
        not in_table
        or not 5 <= len(name) <= REACH
        or not re.fullmatch(r"[\w·/&+@ -]+", name)
        or name in chinese_rules().generic
    ):
        return None
    return Candidate(begin, head.end(), chinese_rules().type_of[head.group()], "zh.cell", 0.55)


def _opened(text: str, folded: str, head: re.Match[str]) -> Candidate | None:
    """A name without marks: it begins with a word that says whose it is, and says more than that."""
    rules = chinese_rules()
    if head.group() not in rules.strong_types or re.match("[署书组会员]", folded[head.end() : head.end() + 1]):
        return None
    if not _openings().search(folded, max(0, head.start() - REACH), head.start()):
        return None
    begin = _begin(text, folded, head.start())
    name = folded[begin : head.start()]
    opening = next((word for word in rules.openings if name.startswith(word)), None)
    if opening is None:
        return None
    rest = name[len(opening) :]
    if (
        len(rest) < 3
        or rest in rules.generic
        or rest.endswith(("援助", "贷款", "投资", "合作"))
        or any(phrase in name + head.group() for phrase in rules.out)
    ):
        return None
    if head.group() == "项目" and not re.search("[A-Za-z]", rest) and len(rest) < 6:
        return None
    return Candidate(begin, head.end(), chinese_rules().type_of[head.group()], "zh.opening", 0.55)


@cache
def _openings() -> re.Pattern[str]:
    return re.compile("|".join(chinese_rules().openings))


def _begin(text: str, folded: str, end: int) -> int:
    """Where the name that ends at `end` begins: after what cannot be inside it, or with a known opening before that."""
    rules = chinese_rules()
    begin = begin_of(text, folded, end)[0]
    window = max(0, end - REACH)
    for opening in rules.openings:
        found = folded.rfind(opening, window, begin)
        if found >= 0 and not re.search(r"[^\w·/&+@-]", folded[found:end]) and _fits(folded[found:end]):
            begin = min(begin, found)
    while begin < end and folded[begin] in " -/":
        begin += 1
    return begin


def _fits(inside: str) -> bool:
    """Whether nothing between an opening and the type word ends a name: no verb, no other name."""
    return all(word in chinese_rules().bare.inside for word in stops_in(inside))
