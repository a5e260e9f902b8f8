"""The number words of each language, from `rules/numbers.yaml`."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules

SPACES = " \u00a0\u202f\u2009\u2007\u2008\u200a"
"""Every blank that stands between groups of digits; never a line break or a tab."""


class NumberFormatError(ValueError):
    """Something written as a number that has no one reading; the message says why."""


class Words(BaseModel):
    """Number words of a language written with letters; magnitudes are powers of ten."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    small: dict[str, int]
    hundred: frozenset[str]
    thousand: frozenset[str]
    joiner: str
    articles: frozenset[str]
    half: frozenset[str]
    collective: dict[str, int]
    magnitude: dict[str, int]
    short: dict[str, int]


class Characters(BaseModel):
    """Number characters of Chinese; `small` and `large` are powers of ten."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    digits: dict[str, int]
    small: dict[str, int]
    large: dict[str, int]
    point: str
    more: str


class NumberRules(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fr: Words
    en: Words
    zh: Characters


def number_rules() -> NumberRules:
    """The vocabulary, loaded once a process."""
    return load_rules("numbers", NumberRules)


@cache
def words_of(language: str) -> Words:
    """Words for French, else English: Chinese texts write English magnitudes when they leave Chinese."""
    return number_rules().fr if language.startswith("fr") else number_rules().en
