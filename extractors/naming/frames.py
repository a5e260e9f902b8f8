"""Names that the frame of a sentence gives: `under the name of …`, `“…”, a project that …`, `名为“…”的项目`.

The frames are regular expressions in the rule files, with words in angle brackets for what they are made of:
`<name>`, `<quoted>`, `<any>` (either of them) and `<acronym>` are names, `<type>` and `<types>` a type word in the
singular and in the plural. A frame without a type word counts where its sentence has one.
"""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.brackets import is_country
from extractors.naming.candidates import Candidate, is_acronym
from extractors.naming.folding import HAN, fold
from extractors.naming.initials import spells
from extractors.naming.rules import NamingRules
from schemas.facts.programme import ProgrammeType

# How far from a name the type word of its sentence may stand, in characters.
_NEAR = 160
# A line that goes on in the next one.
_WRAP = re.compile(r"(?<=[^\n])\n(?=[a-zà-ÿ])")
_SENTENCE = re.compile(r"[.!?](?=\s|$)|[。！？]|\n\s*\n")
_QUOTED = (
    r"(?:“(?P<a{0}>[^“”\n]{{2,90}})”|«\s?(?P<b{0}>[^«»\n]{{3,90}}?)\s?»|‘(?P<c{0}>(?:[^‘’\n]|’(?=\w)){{3,90}})’"
    r"|\"(?P<d{0}>[^\"\n]{{3,90}})\"|(?<!\w)'(?P<e{0}>(?:[^'\n]|'(?=\w)){{3,90}})'(?!\w)"
    r"|[「『《](?P<f{0}>[^「」『』《》\n]{{2,40}})[」』》])"
)
_ACRONYM = r"(?P<m{0}>[A-Z][\w@&+'’-]{{2,18}})"


def find_framed(text: str, rules: NamingRules) -> Iterator[Candidate]:
    """Candidates that one of the language's frames announces."""
    text = _WRAP.sub(" ", text)
    for pattern, sure in _frames(rules):
        for match in pattern.finditer(text):
            kind = _kind(text, match, rules)
            if sure or kind is not None:
                yield from _names(text, match, kind or ProgrammeType.PROJECT, rules, sure=sure)


def _names(
    text: str, match: re.Match[str], kind: ProgrammeType, rules: NamingRules, *, sure: bool
) -> Iterator[Candidate]:
    names = [(group, words) for group, words in match.groupdict().items() if words and group not in ("kind", "kinds")]
    if not all(_is_name(group, words, rules) for group, words in names):
        return
    for group, written in names:
        start, end = match.span(group)
        words = written.removeprefix("The ")
        start += len(written) - len(words)
        if group[0] == "f":
            start, end = start - 1, end + 1
        bracketed = not sure and group[0] == "n" and text.startswith(" (", end)
        if bracketed and not spells(text[end + 2 : text.find(")", end)], words):
            continue
        short = re.split(r" \(|（", words)[0]
        alias = short if len(short) > 5 or is_acronym(short) or re.match(f"[{HAN}]", short) else None
        yield Candidate(start, end, _own_kind(short, rules) or kind, "framed", 0.55, alias=alias)


def _own_kind(name: str, rules: NamingRules) -> ProgrammeType | None:
    """The type that a name says itself: by the word that it begins with, else by its last type word."""
    said = list(_types_in(rules).finditer(fold(name)))
    if not said:
        return None
    return rules.type_of[(said[0] if said[0].start() == 0 else said[-1]).group()]


def _is_name(group: str, words: str, rules: NamingRules) -> bool:
    """Whether what stands in a frame is written as a name, and is no body's, country's or remark."""
    if group[0] == "f" or re.match(f"[{HAN}]", words):
        return True
    if group[0] == "m":
        return is_acronym(words) and not _is_other(group, words, rules)
    if re.match(r"(?:The )?[A-Z]+[’']s? ", words):
        return False
    if not words[0].isupper() or words.endswith((",", ".", "?", "!")) or _is_other(group, words, rules):
        return False
    if group[0] == "n" and "(" in words and not spells(words.split(" (", maxsplit=1)[0], words.split(" (")[1]):
        return False
    return (
        rules.sentence_case
        or group[0] != "n"
        or all(word[0].isupper() or not word[0].isalpha() for word in words.split() if len(word) > 5)
    )


def _is_other(group: str, words: str, rules: NamingRules) -> bool:
    folded = re.findall(r"[\w'-]+", fold(words))
    return (
        bool(rules.organisations.intersection(folded))
        or is_country(words)
        or (group[0] == "n" and folded[-1] in rules.closing)
    )


def _kind(text: str, match: re.Match[str], rules: NamingRules) -> ProgrammeType | None:
    """The type that the frame says, or the sentence around it."""
    groups = match.groupdict()
    said = groups.get("kind") or groups.get("kinds")
    if said:
        return rules.type_of.get(fold(said))
    begin, stop = max(0, match.start() - _NEAR), match.end() + _NEAR
    for sentence in _SENTENCE.finditer(text, begin, match.start()):
        begin = sentence.end()
    ahead = _SENTENCE.search(text, match.end(), stop)
    following = _types_in(rules).search(fold(text[match.end() : ahead.start() if ahead else stop]))
    before = list(_types_in(rules).finditer(fold(text[begin : match.start()])))
    word = following or (before[-1] if before else None)
    return rules.type_of[word.group()] if word else None


@cache
def _types_in(rules: NamingRules) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z-])(?:{_words(rules.framed_types)})(?![a-z-])")


def _words(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _frames(rules: NamingRules) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The frames as patterns, and whether one is enough without a type word."""
    return tuple(
        (re.compile(_filled(frame, rules), re.M), frames is rules.sure_frames)
        for frames in (rules.frames, rules.sure_frames)
        for frame in frames
    )


def _filled(frame: str, rules: NamingRules) -> str:
    """A frame as a regular expression."""
    count = 0
    plural = [word for word in rules.framed_types if word.endswith("s") and word != "fonds"]
    singular = [word for word in rules.framed_types if word not in plural]

    def fill(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        quoted, name = _QUOTED.format(count), f"(?P<n{count}>{rules.name_form})"
        return {
            "quoted": quoted,
            "name": name,
            "any": f"(?:{quoted}|{name})",
            "acronym": _ACRONYM.format(count),
            "type": f"(?P<kind>{_words(singular)})",
            "types": f"(?P<kinds>{_words(plural)})",
            "words": rules.frame_words,
        }[match.group(1)]

    return re.sub(r"<(quoted|name|any|acronym|types?|words)>", fill, frame)
