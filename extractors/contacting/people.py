"""Tells names of people from names of bodies, roles and addresses, in French, English and Chinese."""

import re
from dataclasses import dataclass
from enum import Enum

from extractors.contacting.addresses import is_address
from extractors.contacting.places import has_place, is_place, regions
from extractors.contacting.vocabulary import Vocabulary, fold, vocabulary
from extractors.tokenizer import CJK

_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*\.?")
_HAN_ONLY = re.compile(f"[{CJK}]+")
_HAN_NAME = re.compile(f"[{CJK}]{{1,8}}(?:[·•・][{CJK}]{{1,8}}){{1,3}}")
_LETTERS = re.compile(r"[^\W\d_]")
_NOT_IN_NAMES = re.compile(rf"[0-9:;!?,(«»\"“”\[\]{{}}<>=%&*#@_/\\+{CJK}]")

# Ministries and their like end in these even where three characters could be a name ("农业部", "勞工處").
_OF_STATE = frozenset("局部院处處厅廳司署社办辦")
_SHORTEST_BODY_ZH = 4
# A Chinese body's name from so many characters on stands for itself.
_FULL_NAME_ZH = 8
# A surname in capitals is longer than most acronyms.
_LONGEST_ACRONYM = 6


class Sort(Enum):
    """What a piece of a contact line is."""

    PERSON = "person"
    ROLE = "role"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    PLACE = "place"
    REGION = "region"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as written, `text[start:end]`, without title; `titled` where it has one."""

    start: int
    end: int
    titled: bool


def sort_of(text: str) -> Sort:
    """What a piece without points and labels is, by its own words alone."""
    folded = fold(text)
    if is_place(text):
        return Sort.PLACE
    if _is_region(folded, vocabulary()):
        return Sort.REGION
    if is_address(text):
        return Sort.ADDRESS
    name = name_in(text)
    if name and name.titled:
        return Sort.PERSON
    other = _sort_of_han(text, vocabulary()) if _HAN_ONLY.search(text) else _sort_of_latin(text, folded, vocabulary())
    return Sort.PERSON if name and other not in (Sort.ROLE, Sort.ORGANISATION) else other


def name_in(text: str) -> Name | None:
    """The name that a piece is, title left out; None where it may be anything else."""
    words = vocabulary()
    title = words.title.match(fold(text))
    start = title.end() if title else 0
    after = words.title_after.search(text)
    end = after.start() if after else len(text)
    if title and text[:1].islower():
        return None
    name = text[start:end].strip(" .,")
    start += text[start:end].index(name) if name else 0
    titled = bool(title or after)
    if not name or not (_is_latin_name(name, words, titled=titled) or is_han_name(name, titled=titled)):
        return None
    return Name(start, start + len(name), titled)


def is_han_name(text: str, *, titled: bool = False) -> bool:
    """Whether it is a Chinese name of two to four characters, or a foreign one with a middle dot."""
    words = vocabulary()
    if len(text) == 3 and text[1] == " ":
        text = text[0] + text[2]
    if _HAN_NAME.fullmatch(text):
        return not words.not_names_zh.search(text)
    if not _HAN_ONLY.fullmatch(text) or text in regions() or words.not_names_zh.search(text):
        return False
    if text[:2] in words.compound_surnames:
        return 3 <= len(text) <= 4
    if text[:2] in words.japanese_surnames or text[:3] in words.japanese_surnames:
        return 4 <= len(text) <= 5 or (titled and len(text) <= 5)
    if text[0] not in words.surnames:
        return False
    return (1 if titled else 2) <= len(text) <= 3


def has_acronym(text: str) -> bool:
    """Whether a piece names a body by its acronym: a known one, or capitals that stand with a place or alone."""
    tokens = [token for token in re.split(r"[\s,()/–-]+", text) if token]
    if any(fold(token) in vocabulary().acronyms and token.isupper() for token in tokens):
        return True
    capitals = [
        token for token in tokens if token.isupper() and token.isalpha() and 2 <= len(token) <= _LONGEST_ACRONYM
    ]
    return bool(capitals) and (len(tokens) == 1 or has_place(text))


def role_before_body(text: str) -> tuple[int, int] | None:
    """Where the role ends and its body begins in a piece, or None: it ends before "in" and "at the", but goes on
    through "Directrice du Département …"."""
    words = vocabulary()
    folded = fold(text)
    for joiner in words.joiner.finditer(folded):
        rest = folded[joiner.end() :]
        article = re.match(r"(?:la |le |les |l'|the )", rest)
        start = joiner.end() + (article.end() if article else 0)
        body = words.organisation.match(folded, start) or (
            words.organisation.search(folded, start) if text.isascii() else None
        )
        several = len(text[start:].split()) > 1
        if ((body and several) or has_acronym(text[start:])) and text[start : start + 1].isupper():
            return joiner.start() if joiner.group().strip() in words.locatives else len(text), start
    return None


def body_before_role(text: str) -> int:
    """Where the role begins in a Chinese piece that names body and role ("…局传播官员"); 0 without a body."""
    words = vocabulary()
    role = words.role_zh.search(text)
    if role is None:
        return 0
    ends = [body.end() for body in words.organisation_zh.finditer(text, 0, role.start())]
    if not ends or ends[-1] <= 2 or text[: ends[-1]].endswith("社会"):
        return 0
    # "区域局局长" is a role of whoever heads the body before; "…局传播官员" names the body, a long name too.
    return 0 if text[ends[-1] - 1] == text[ends[-1]] and ends[-1] < _FULL_NAME_ZH else ends[-1]


def name_after_role(text: str) -> int:
    """Where the name begins in a Chinese piece that names role and person ("…局新闻官李娜女士"); 0 if it does not."""
    words = vocabulary()
    after = words.title_after.search(text)
    end = after.start() if after else len(text)
    for start in (end - 3, end - 2, end - 4):
        if start > 1 and is_han_name(text[start:end], titled=bool(after)) and words.role_zh.search(text, 0, start):
            return start
    return 0


def name_after_body(text: str) -> int:
    """Where the name begins in a Chinese piece that names body and person ("…办公室阿米娜·迪奥普"), else 0."""
    words = vocabulary()
    if not _HAN_ONLY.match(text) or _sort_of_han(text, words) != Sort.OTHER:
        return 0
    after = words.title_after.search(text)
    end = after.start() if after else len(text)
    ends = [body.end() for body in words.organisation_zh.finditer(text, 0, end) if body.end() > _SHORTEST_BODY_ZH]
    return next((start for start in reversed(ends) if is_han_name(text[start:end], titled=bool(after))), 0)


def sentence_words_in(text: str) -> list[str]:
    """The words that sentences have and names have not; those in capitals are acronyms ("WHO")."""
    whole = text.isupper() and " " in text
    found = vocabulary().sentence_word.finditer(fold(text))
    return [
        match.group() for match in found if whole or len(match.group()) < 2 or not text[slice(*match.span())].isupper()
    ]


def _sort_of_latin(text: str, folded: str, words: Vocabulary) -> Sort:
    if sentence_words_in(text) or words.opener.match(folded):
        return Sort.OTHER
    body, role = words.organisation.search(folded), words.role.search(folded)
    # "Liaison Office", "Press Office": the role's word only says what kind of body it is.
    attribute = role and body and folded[role.end() : body.start()] == " " and body.group() in words.attributed
    headed = body and body.start() == 0 and words.joiner.match(folded, body.end())  # "Office of the Director"
    if (
        role
        and not attribute
        and not headed
        and (not body or role.start() <= body.start() or _ends_in_role(folded, words))
    ):
        return Sort.ROLE
    return Sort.ORGANISATION if body or has_acronym(text) else Sort.OTHER


def _sort_of_han(text: str, words: Vocabulary) -> Sort:
    if words.role_zh.search(text):
        return Sort.ROLE
    ends = [body.end() for body in words.organisation_zh.finditer(text)]
    if ends and ends[-1] == len(text) and (len(text) > 3 or (len(text) == 3 and text[-1] in _OF_STATE)):
        return Sort.ORGANISATION
    return Sort.ORGANISATION if has_acronym(text) else Sort.OTHER


def _is_latin_name(text: str, words: Vocabulary, *, titled: bool) -> bool:
    fewest = 1 if titled else 2
    tokens = text.split()
    if not fewest <= len(tokens) <= 6 or _NOT_IN_NAMES.search(text) or not _LETTERS.match(text):
        return False
    proper = [token for token in tokens if fold(token).rstrip("'") not in words.particles or token[:1].isupper()]
    spelt = all(_TOKEN.fullmatch(token) and token[0].isupper() for token in proper)
    if len(proper) < fewest or not spelt or all(len(token.strip(".")) == 1 for token in proper):
        return False
    folded = [fold(token).strip(".") for token in proper]
    if any(token in words.not_names for token in folded):
        return False
    # "St." and "Way" inside a name are no street.
    if not titled and any(words.street.fullmatch(folded[index]) for index in (0, -1)):
        return False
    return titled or not (has_acronym(text) or folded[-1] in regions() or all(map(_is_shouted, tokens)))


def _is_shouted(token: str) -> bool:
    return token.isupper() and len(token) > 2


def _is_region(folded: str, words: Vocabulary) -> bool:
    tokens = re.split(r"[\s,]+|(?<=')", folded.strip(" ."))
    return folded.strip() in words.region_words or all(
        token in words.region_words or token in regions() for token in tokens if token
    )


def _ends_in_role(folded: str, words: Vocabulary) -> bool:
    """Whether a role closes the piece, or what stands before its first joiner ("Programme Officer in the …")."""
    joiner = words.joiner.search(folded)
    ends = [len(folded.rstrip(" .")), *([len(folded[: joiner.start()].rstrip())] if joiner else [])]
    return any(role.end() in ends for role in words.role.finditer(folded))
