"""Mentions of programmes in a text: catalogue names as wide as they are, brackets after them, no overlaps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from extractors.catalogue import Programme, load_catalogue
from extractors.naming.brackets import Bracket, is_country, read_bracket
from extractors.naming.candidates import is_acronym
from extractors.naming.chinese import LATIN
from extractors.naming.chinese_bare import SHORT_FORM, is_short_form
from extractors.naming.folding import CLOSING, HAN, OPENING, fold, units_of
from extractors.naming.index import Hit, Name, catalogue_index
from extractors.naming.initials import spells
from extractors.naming.rules import chinese_rules, english_rules, french_rules, organisations
from schemas.facts.programme import ProgrammeType

# No mention of a name that nobody has checked is surer than this.
UNVERIFIED = 0.5

# `le PAX, le Programme d'appui …`; `le Programme d'appui …, PAX,`.
_APPOSED_BEFORE = re.compile(r"(?<!\w)([A-Z][\w+-]{2,14}), (?:l[ea] |l['’]|the )?$")
_APPOSED_AFTER = re.compile(r", (?:le |the )?([A-Z][\w+-]{2,14})(?=[,.;)])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as found: `end` includes the bracket that belongs to it, `name_end` does not."""

    start: int
    end: int
    name_start: int
    name_end: int
    type: ProgrammeType
    rule: str
    confidence: float
    programme: Programme | None = None
    ambiguous: bool = False
    acronym: str | None = None
    alias: str | None = None


def find_names(text: str, folded: str) -> list[Mention]:
    """Catalogue names, each as wide as its type word, its country and its quotation marks make it."""
    best: dict[tuple[int, int], Hit] = {}
    for hit in catalogue_index().find(folded):
        if not _well_written(text[hit.start : hit.end], hit.name) or _is_part_of_word(text, hit):
            continue
        span = (hit.start, hit.end)
        if span not in best or _rank(hit.name) > _rank(best[span].name):
            best[span] = hit
    return [_widened(text, folded, hit) for hit in best.values()]


def with_brackets(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """The mentions with the brackets after them; those that only a bracket would have made a name are dropped."""
    found = []
    for mention in mentions:
        bracket = _same_name_again(text, mention) or read_bracket(text, mention.end)
        if bracket and _may_take(mention, bracket):
            taken = replace(mention, end=bracket.end, acronym=bracket.acronym or mention.acronym)
            found.append(_recognised(taken, bracket.acronym, bracket.original))
        elif (
            mention.rule not in ("fr.acronym", "zh.acronym")
            or mention.end != mention.name_end
            or _has_inner(text, mention)
        ):
            inner = re.search(LATIN, text[mention.start : mention.end])
            known = _apposed(text, mention)
            known = _recognised(known, inner.group()[1:-1], None) if inner else known
            found.append(_acronym_first(known, text))
    return found


def without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """The longest of overlapping mentions, keyed ones first, in the order of the text."""
    kept: list[Mention] = []
    ends = -1
    ordered = sorted(mentions, key=lambda one: (one.start, -one.end, one.programme is None))
    for mention in ordered:
        if mention.start < ends:
            last = kept[-1]
            if last.programme is None and mention.programme is not None and mention.end >= last.end:
                kept[-1] = mention
                ends = mention.end
            continue
        kept.append(mention)
        ends = mention.end
    return kept


def _same_name_again(text: str, mention: Mention) -> Bracket | None:
    """`最低生活保障制度（低保）`: a shorter Chinese name of the same programme in brackets."""
    if text[mention.end : mention.end + 1] not in ("（", "("):
        return None
    match = SHORT_FORM.match(fold(text[mention.end : mention.end + 20]))
    if not match:
        return None
    start, end = mention.end + match.start(2), mention.end + match.end(2)
    short = text[start:end]
    if mention.programme is not None and short in mention.programme.names.get("zh", []):
        return Bracket(mention.end + match.end(), short if match.end() <= 6 else None, None)
    own = match.group(1) or is_short_form(short, text[mention.start : mention.end])
    return Bracket(mention.end + match.end(), short, None) if own else None


def _recognised(mention: Mention, *names: str | None) -> Mention:
    """The mention with the key of the programme that its bracket calls by name, where its own words gave none."""
    acronym = next((name for name in names if name and is_acronym(name)), mention.acronym)
    if mention.programme is not None:
        return replace(mention, acronym=mention.acronym or acronym)
    for name in names:
        programme = _programme_called(name) if name else None
        if programme:
            return replace(mention, programme=programme, confidence=min(mention.confidence, 0.6), acronym=acronym)
    return replace(mention, acronym=acronym)


@cache
def _programme_called(name: str) -> Programme | None:
    """The one programme with this name or acronym; a short acronym that means other things too names none."""
    wanted = units_of(name)
    found = [
        programme
        for programme in load_catalogue()
        if any(units_of(text) == wanted for texts in programme.names.values() for text in texts)
        or any(
            acronym.lower() == name.lower() and (acronym not in programme.ambiguous or len(acronym) > 4)
            for acronym in programme.acronyms
        )
    ]
    return found[0] if len(found) == 1 else None


def _has_inner(text: str, mention: Mention) -> bool:
    return bool(re.search(LATIN, text[mention.start : mention.end]))


def _may_take(mention: Mention, bracket: Bracket) -> bool:
    """Whether a bracket may be the mention's: no second acronym beside the one that it has."""
    return not (mention.acronym and bracket.acronym and mention.acronym != bracket.acronym)


def _acronym_first(mention: Mention, text: str) -> Mention:
    """`SLCP（社会劳工融合计划）`: the acronym before the bracket that holds nothing but the name."""
    before = text[max(0, mention.start - 26) : mention.start]
    opened = re.search(r"(?<![\w@/.])([A-Z][\w@+&-]{1,20}) ?[(（]$", before)
    if not opened or text[mention.end : mention.end + 1] not in ("）", ")") or not is_acronym(opened.group(1)):
        return mention
    if opened.group(1).lower() in organisations():
        return mention
    start = mention.start - len(before) + opened.start()
    return replace(mention, start=start, end=mention.end + 1, acronym=opened.group(1))


def _apposed(text: str, mention: Mention) -> Mention:
    """The mention with the acronym that stands beside it between commas, and spells it, as its short name."""
    if mention.alias or mention.acronym:
        return mention
    before = _APPOSED_BEFORE.search(text, max(0, mention.start - 24), mention.start)
    after = _APPOSED_AFTER.match(text, mention.end, mention.end + 20)
    for beside in filter(None, (before, after)):
        if is_acronym(beside.group(1)) and spells(beside.group(1), text[mention.start : mention.end]):
            return replace(mention, alias=beside.group(1))
    return mention


def _rank(name: Name) -> tuple[bool, bool]:
    return (not name.ambiguous, not name.unverified)


def _well_written(written: str, name: Name) -> bool:
    """Whether a name is written as a name: common words without a type word need their capitals."""
    words = re.findall(r"[^\W\d_]+", written)
    if name.language == "zh" or not words or written.isupper() or name.text[0].islower() or len(words) == 1:
        return True
    typed = type_in(name.text) is not None
    if name.language == "fr" and typed:
        return True
    content = [word for word in words if len(word) > 3 or word[0].isupper()] or words
    capitals = sum(word[0].isupper() for word in content)
    if typed:
        content = [word for word in content if word.lower() not in english_rules().type_of] or content
        capitals = sum(word[0].isupper() for word in content)
    if name.language == "fr":
        return written[0].isupper()
    return capitals == len(content) or (len(content) >= 4 and written[0].isupper()) or (typed and len(content) >= 5)


def _is_part_of_word(text: str, hit: Hit) -> bool:
    """Whether the name runs on in an address, a handle or a hyphenated word."""
    before, after = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 2]
    if before in ("@", "#", "/", ".", "_") and not text[hit.start].isspace():
        return before != "/" or "." in text[max(0, hit.start - 30) : hit.start].rsplit(" ", 1)[-1]
    return bool(re.match(r"@|\.\w{2}|_|/\w+\.", after))


def type_in(name: str) -> str | None:
    """The type word that a name has in it."""
    types = {**french_rules().type_of, **english_rules().type_of}
    return next((unit for unit in re.findall(r"[^\W_]+", fold(name)) if unit in types), None)


# Widening a catalogue name.


def _widened(text: str, folded: str, hit: Hit) -> Mention:
    start, end = hit.start, hit.end
    programme = hit.name.programme
    start, end = _with_quotes(text, start, end)
    inner = (start, end)
    acronym = None
    typed = False
    if hit.name.language == "zh" or re.search(f"[{HAN}]", text[start:end]):
        start, end, acronym = _chinese_around(text, folded, start, end, hit.name)
        typed = end > inner[1]
    elif type_in(hit.name.text) is None:
        start, end = type_word_around(text, folded, start, end)
        typed = (start, end) != inner
        end = _with_country(text, end) if end == inner[1] else end
    unverified = hit.name.unverified
    confidence = min(0.95, UNVERIFIED) if unverified else 0.95
    return Mention(
        start, end, start, end, type_of_mention(folded[start:end], programme), "catalogue.name", confidence, programme,
        ambiguous=hit.name.ambiguous and not typed, acronym=acronym,
    )  # fmt: skip


def type_of_mention(folded: str, programme: Programme) -> ProgrammeType:
    """The type that a name says, where it says more than *programme*; else the catalogue's."""
    chinese = next((kind for word, kind in chinese_rules().type_of.items() if folded.rstrip('"').endswith(word)), None)
    word = type_in(folded)
    said = chinese or {**french_rules().type_of, **english_rules().type_of}.get(word or "")
    plain = (None, ProgrammeType.PROGRAMME, ProgrammeType.SCHEME, ProgrammeType.NETWORK)
    return programme.type if said in plain or said is None else said


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """Take a quotation mark whose partner stands inside the span."""
    wrapped = start > 0 and text[start - 1] in "“「『" and text[end : end + 1] in CLOSING
    if wrapped and end < len(text) and re.search(f"[{HAN}]", text[start:end]):
        return start - 1, end + 1
    if start and text[start - 1] in OPENING and any(sign in CLOSING for sign in text[start:end]):
        start -= 1
    elif text[end : end + 1] and text[end] in CLOSING and any(sign in OPENING for sign in text[start:end]):
        end += 1
    return start, end


def type_word_around(text: str, folded: str, start: int, end: int) -> tuple[int, int]:
    """Take the type word that stands before (fr) or after (en, zh) a name that has none."""
    if "\u4e00" <= folded[end : end + 1] <= "\u9fff":
        tail = _chinese_tail().match(folded, end, end + 12)
        return start, tail.end() if tail else end
    before, after = _around_patterns()
    left = before.search(folded, max(0, start - 40), start)
    if left and left.end() == start:
        sign = text[end : end + 2].strip()[:1]
        closed = sign != "" and sign in CLOSING and text[left.end() - 1] in OPENING + " "
        opened = any(sign in OPENING for sign in text[left.start() : start])
        if opened and closed:
            end = text.index(sign, end) + 1
        return left.start(), end
    right = after.match(folded, end)
    if right:
        opened = start > 0 and text[start - 1] in OPENING and '"' in right.group()
        return start - opened, right.end()
    # `SIYB Training`: what a programme of training is called by.
    training = re.match(r" Training\b(?! [A-Z])", text[end : end + 12])
    return start, end + (training.end() if training else 0)


def _singular(words: Iterable[str]) -> list[str]:
    """Type words of one thing: `Belt and Road projects` are not the initiative."""
    return [word for word in words if not word.endswith("s") or word == "fonds"]


@cache
def _around_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    french = "|".join(sorted(_singular(french_rules().type_of), key=len, reverse=True))
    english = "|".join(sorted(_singular(english_rules().type_of), key=len, reverse=True))
    return (
        re.compile(rf"(?<![\w-])(?:{french})(?:[ -](?:phare|mondial|global|national|conjoint)e?)? (?:\" ?)?$"),
        re.compile(rf"\"? (?:(?:global|flagship|joint|training) ){{0,2}}(?:{english})(?!\w)"),
    )


def _with_country(text: str, end: int) -> int:
    """`Better Work Cambodge`: a country right after a name belongs to it."""
    match = re.match(r" ([A-ZÀ-Þ][\w'’-]+)(?: ([A-ZÀ-Þ][\w'’-]+))?", text[end : end + 40])
    if not match:
        return end
    if match.group(2) and is_country(f"{match.group(1)} {match.group(2)}"):
        return end + match.end()
    return end + match.end(1) if is_country(match.group(1)) else end


@cache
def _chinese_tail() -> re.Pattern[str]:
    rules = chinese_rules()
    types = "|".join(sorted(rules.type_of, key=len, reverse=True))
    return re.compile(rf"(\")?([(]([a-z][\w+@& .-]{{1,40}})[)])?(?:{'|'.join(rules.modifiers)}){{0,2}}(?:{types})")


def _chinese_around(text: str, folded: str, start: int, end: int, name: Name) -> tuple[int, int, str | None]:
    """Take the quotation marks, the acronym and the type word that stand around a Chinese name."""
    rules = chinese_rules()
    acronym = None
    ends_typed = any(name.text.endswith(word) for word in rules.type_of)
    if not ends_typed:
        wrapped = text[start] in OPENING and text[end - 1] in CLOSING
        end -= wrapped
        quote = wrapped or (start > 0 and text[start - 1] in OPENING)
        first = start if wrapped or not quote else start - 1
        match = _chinese_tail().match(folded, end, end + 60)
        if match and bool(match.group(1)) == quote:
            if match.group(3):
                acronym = text[match.start(3) : match.end(3)]
            return first, match.end(), acronym
        if quote and text[end : end + 1] in CLOSING and (bracket := read_bracket(text, end + 1)):
            return first, end + 1, bracket.acronym
        end += wrapped
    for owner in ("联合国", "国际劳工组织"):
        if folded.endswith(owner, 0, start) and not folded.startswith(owner, start):
            start -= len(owner)
            break
    return start, end, acronym
