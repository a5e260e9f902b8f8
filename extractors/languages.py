"""Tells languages apart: by script, then by small words, then by langdetect; short blocks lean on their document."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules

HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_SCRIPTS = {
    "han": re.compile(f"[{HAN}]"),
    "kana": re.compile("[\u3041-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9d]"),
    "hangul": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "devanagari": re.compile("[\u0900-\u097f]"),
}
_EAST_ASIAN = ("han", "kana", "hangul")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
# Addresses are words of no language, and full of `to`, `la` and `en`.
# What stands before an @ is tried once for each run of letters: a long Chinese line is a single run of \S.
_ADDRESS = re.compile(r"(?<![A-Za-z0-9_.%+-])[A-Za-z0-9_.%+-]{1,64}@\S+|(?:https?://|www\.)\S+|[@#]\w+")

# Chinese characters for one word of a language with blanks, to weigh mixed text.
_CHARACTERS_PER_WORD = 1.6
# Small words decide alone from this many on, if they are this many times those of the next language. The figures below
# were chosen on blocks of `tests/data/languages.jsonl`; measure again after changing one.
_CLEAR_VOTE = 1.5
_CLEAR_LEAD = 1.6
# langdetect is believed from this many letters and this probability on; it takes headlines for Dutch or Danish below.
_LETTERS_FOR_DETECTOR = 36
_SURE = 0.85
# A language must be this share of a document's words to be one of its languages.
_LEAST_SHARE = 0.04
_SAMPLE = 4_000


class LanguageRules(BaseModel):
    """`extractors/rules/languages.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scripts: dict[str, str]
    profiles: dict[str, list[str]]
    words: dict[str, list[str]]
    letters: dict[str, str]
    both_scripts: str


@dataclass(frozen=True, slots=True)
class Languages:
    """Tags by BCP 47: the document's main language (None without words), all of them by weight, one for each block."""

    main: str | None
    all: tuple[str, ...]
    blocks: tuple[str | None, ...]


def find_languages(texts: Sequence[str]) -> Languages:
    """The languages of a document that is given by the texts of its blocks."""
    whole = "\n".join(texts)
    chinese = _chinese_script(whole) or "zh-Hans"
    primary = _document_language(whole)
    found = [_block_language(text, primary) for text in texts]
    weights: dict[str, float] = {}
    for text, language in zip(texts, found, strict=True):
        weights[language or ""] = weights.get(language or "", 0.0) + _words_in(text)
    total = sum(weights.values())
    if primary is None or not total:
        return Languages(None, (), (None,) * len(texts))
    by_weight = sorted(weights.items(), key=lambda pair: -pair[1])
    ranked = [language for language, weight in by_weight if language and weight >= total * _LEAST_SHARE]
    main = ranked[0] if ranked else primary
    tags = [
        (_chinese_script(text) or chinese) if language == "zh" else language
        for text, language in zip(texts, (language or main for language in found), strict=True)
    ]
    main_tag = chinese if main == "zh" else main
    others = [chinese if language == "zh" else language for language in ranked]
    return Languages(main_tag, tuple(dict.fromkeys([main_tag, *others])), tuple(tags))


def _document_language(text: str) -> str | None:
    """The language of most of a text: its small words where they speak clearly, else langdetect.

    langdetect is asked only then: its profiles take half a second to load.
    """
    language = _by_script(text)
    if language:
        return language
    votes = _votes(text)
    voted = _clear_winner(votes)
    if voted:
        return voted
    detected = _detect(text[: _SAMPLE * 4], "latin") if _LATIN_WORD.search(text) else None
    if votes and (detected is None or detected[1] < _SURE or _letters(text) < _LETTERS_FOR_DETECTOR):
        return max(votes, key=lambda name: votes[name])
    return detected[0] if detected else None


def _block_language(text: str, lean: str | None) -> str | None:
    """The language of a block as its primary subtag; `lean` where it says too little of itself."""
    language = _by_script(text)
    if language == "zh" and lean == "ja" and len(_SCRIPTS["han"].findall(text)) < 12:
        return lean
    if language:
        return language
    votes = _votes(text)
    voted = _clear_winner(votes)
    if voted:
        return voted
    if lean in votes and votes[lean] >= max(votes.values()):
        return lean
    if _letters(text) >= _LETTERS_FOR_DETECTOR and not text.isupper():
        detected = _detect(text[:_SAMPLE], "latin")
        if detected and detected[1] >= _SURE and (not votes or votes.get(detected[0], 0) > 0):
            return detected[0]
    return lean


def _by_script(text: str) -> str | None:
    """The language where its script, by words or characters, outweighs Latin letters and tells it."""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    latin = len(_LATIN_WORD.findall(_ADDRESS.sub(" ", text)))
    asian = sum(counts[name] for name in _EAST_ASIAN)
    if asian >= 2 and asian / _CHARACTERS_PER_WORD >= latin:
        if counts["hangul"] > asian * 0.2:
            return "ko"
        return "ja" if counts["kana"] > asian * 0.08 else "zh"
    for name in ("cyrillic", "arabic", "devanagari"):
        if counts[name] > 2 and counts[name] / 5 >= latin:
            detected = _detect(text[:_SAMPLE], name)
            return detected[0] if detected else _rules().profiles[name][0]
    if len(text) - len(text.encode("ascii", "ignore")) < 3:
        return None
    for language, pattern in _single_scripts().items():
        if len(pattern.findall(text)) / 4 > max(latin, 1):
            return language
    return None


def _letters(text: str) -> int:
    return sum(map(len, _LATIN_WORD.findall(_ADDRESS.sub(" ", text))))


def _words_in(text: str) -> float:
    """How many words a text has, Chinese and Japanese by their characters."""
    asian = sum(len(_SCRIPTS[name].findall(text)) for name in _EAST_ASIAN)
    return asian / _CHARACTERS_PER_WORD + len(_WORD.findall(_ADDRESS.sub(" ", text)))


def _votes(text: str) -> dict[str, float]:
    """For each language with any, its small words; a word of several languages counts for each in part."""
    votes: dict[str, float] = {}
    shared = _small_words()
    for word in _LATIN_WORD.findall(_ADDRESS.sub(" ", text).lower()):
        for language in shared.get(word, ()):
            votes[language] = votes.get(language, 0.0) + 1 / len(shared[word])
    for letter, languages in _telling_letters().items():
        if letter in text:
            for language in languages:
                votes[language] = votes.get(language, 0.0) + 0.5
    return votes


def _clear_winner(votes: dict[str, float]) -> str | None:
    ranked = sorted(votes.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _CLEAR_VOTE:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= ranked[1][1] * _CLEAR_LEAD else None


def _chinese_script(text: str) -> str | None:
    """`zh-Hans` or `zh-Hant` by the characters that only one of them has; None where there are as many of both."""
    if not _SCRIPTS["han"].search(text):
        return None
    traditional, simplified = _telling_characters()
    marks = Counter(character for character in text if character in traditional or character in simplified)
    balance = sum(count if character in traditional else -count for character, count in marks.items())
    return None if balance == 0 else "zh-Hant" if balance > 0 else "zh-Hans"


@cache
def _telling_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only traditional, and that only simplified Chinese has, by OpenCC's tables."""
    import opencc

    characters = [chr(code) for code in range(0x4E00, 0x9FA6)]
    lines = "\n".join(characters)
    to_simplified = opencc.OpenCC("t2s").convert(lines).split("\n")
    to_traditional = opencc.OpenCC("s2t").convert(lines).split("\n")
    changed = {one for one, other in zip(characters, to_simplified, strict=True) if one != other}
    back = {one for one, other in zip(characters, to_traditional, strict=True) if one != other}
    # What changes only towards the traditional is simplified, unless traditional text has it too, in another sense.
    return frozenset(changed - back), frozenset(back - changed - set(_rules().both_scripts))


@cache
def _rules() -> LanguageRules:
    return load_rules("languages", LanguageRules)


@cache
def _single_scripts() -> dict[str, re.Pattern[str]]:
    return {language: re.compile(f"[{letters}]") for language, letters in _rules().scripts.items()}


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    shared: dict[str, tuple[str, ...]] = {}
    for language, words in _rules().words.items():
        for word in words:
            shared[word] = (*shared.get(word, ()), language)
    return shared


@cache
def _telling_letters() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, letters in _rules().letters.items():
        for letter in letters:
            found[letter] = (*found.get(letter, ()), language)
    return found


@lru_cache(maxsize=512)
def _detect(text: str, script: str) -> tuple[str, float] | None:
    """What langdetect takes a text for, among the languages of a script, and how sure it is; the same on every run."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory(script).create()
    detector.append(_ADDRESS.sub(" ", text))
    try:
        best = detector.get_probabilities()[:1]
    except LangDetectException:
        return None
    return (best[0].lang, best[0].prob) if best else None


@cache
def _factory(script: str) -> Any:
    """langdetect with the profiles of one script alone: quicker to load than its fifty-five, and less often wrong."""
    from langdetect import detector_factory

    class Seeded(detector_factory.DetectorFactory):  # type: ignore[misc]
        """langdetect draws lots; with a seed it draws the same each time."""

        seed = 0

    factory = Seeded()
    folder = Path(detector_factory.PROFILES_DIRECTORY)
    factory.load_json_profile([(folder / name).read_text("utf-8") for name in _rules().profiles[script]])
    return factory
