"""The sentence around a date, and how near in it a word stands that governs the date."""

import re
from dataclasses import dataclass, field
from functools import cache

from extractors.calendar.grammar import scanner

FARTHEST = 75
"""A word further away than this governs something else; commas count for more than a character."""

_REACH_BEFORE, _REACH_AFTER = 110, 150
_NEAR_AFTER = 100
"""Where the date does not open its clause: enough for a word within `FARTHEST`."""
_COMMA = 25
"""Characters that a comma between the word and the date counts for."""
_AFTER_WEIGHT, _AFTER_START = 2, 5
"""In French and English a word after a date that ends its clause mostly belongs to what comes next."""

_SENTENCE_END = re.compile(r"(?<!\bno)(?<!\bart)[.!?;](?= |$)|[。！？；\n\t]")
_PAUSE = re.compile(r",(?![0-9]{3}(?![0-9]| ?[年./-]))")
"""A comma that groups no digits."""
_OPENING = re.compile(
    r"(?:^|[,:|(•·-]) ?(?:(?:and|but|while|then|et|mais|puis|or) )?"
    r"(?:(?:in|on|at|by|for|during|the|early|late|mid|year|months?|end|of|en|le|la|les|au|aux|du|de|des|a|pour|des"
    r"|fin|debut|mi|mois|annee|an|cours|l'annee|l'an|于|在|到|至) ?){0,4}$"
)
_AGENT = re.compile(r"[a-z]* (?:by|par) [a-z' -]{2,50}(?:,? (?:on|in|en|le))? $")
"""`adopted by the Conference on`: who did it does not part the word from the date."""
_NEVER = "(?!)"


@cache
def cues(language: str, name: str) -> re.Pattern[str]:
    """The words of a role, or of a way of saying it; a pattern that matches nothing where the language has none."""
    words = scanner(language)
    return words.compile(words.grammar.roles.get(name, _NEVER))


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence of a date, folded and cut at the date: `before`, its own `words`, `after`."""

    before: str
    words: str
    after: str
    language: str
    in_list: bool = False
    """Whether a semicolon parts it from a neighbour in the same line."""
    _known: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_alone(self) -> bool:
        """Whether nothing else stands in the line or cell."""
        return not self.before.strip(" ,-(").split("|")[-1] and not self.after.strip(" ).").split("|")[0]

    @property
    def in_row(self) -> bool:
        """Whether a stroke parts it from a neighbour, as in a row of a table."""
        return self.before.rstrip(" ").endswith("|") or self.after.lstrip(" ").startswith("|")

    @property
    def is_labelled(self) -> bool:
        """Whether a label with a colon leads the date."""
        return self.before.rstrip(" ").endswith(":")

    @property
    def opens(self) -> bool:
        """Whether the date opens its clause, so that the word that governs it follows."""
        return _OPENING.search(self.before) is not None

    def near(self, name: str) -> int:
        """How far the nearest word of a role stands, in characters; `FARTHEST` where none is within reach."""
        if name not in self._known:
            self._known[name] = self._nearest(name)
        return self._known[name]

    def _nearest(self, name: str) -> int:
        pattern = cues(self.language, name)
        distances = [self._back(match.end()) for match in pattern.finditer(self.before)]
        match = pattern.search(self.after, 0, _REACH_AFTER if self.opens else _NEAR_AFTER)
        if match:
            distances.append(self._forth(match.start()))
        return min([*distances, FARTHEST])

    def _back(self, end: int) -> int:
        gap = self.before[end:]
        if _AGENT.fullmatch(gap):
            return 0
        return len(gap) + _COMMA * len(_PAUSE.findall(gap))

    def _forth(self, start: int) -> int:
        gap = self.after[:start]
        pauses = len(_PAUSE.findall(gap))
        if self.opens:
            return len(gap) // 2 + _COMMA * (pauses - 1 if gap.lstrip(" ").startswith(",") else pauses)
        if self.language == "zh":
            return len(gap) + _COMMA * pauses
        return len(gap) * _AFTER_WEIGHT + _AFTER_START + _COMMA * pauses


def clause_around(folded: str, start: int, end: int, language: str, heading: str = "") -> Clause:
    """The sentence around `folded[start:end]`; the heading of its column, if any, comes before it."""
    before = _SENTENCE_END.split(folded[max(0, start - _REACH_BEFORE) : start])[-1]
    after = _SENTENCE_END.split(folded[end : end + _REACH_AFTER], maxsplit=1)[0]
    left, right = start - len(before) - 1, end + len(after)
    in_list = folded[left : left + 1] == ";" if left >= 0 else False
    in_list = in_list or folded[right : right + 1] == ";"
    return Clause(f"{heading} {before}" if heading else before, folded[start:end], after, language, in_list)
