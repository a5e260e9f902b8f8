"""English names: capitals before the type word, a phrase after it, or quotation marks beside it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from extractors.naming.brackets import is_country
from extractors.naming.candidates import Candidate, Token, Words, begins_sentence, is_acronym
from extractors.naming.english_statements import find_stated
from extractors.naming.folding import OPENING
from extractors.naming.initials import bracket_spelling
from extractors.naming.rules import english_rules

# How far a name reaches either side of its type word, in characters.
REACH = 160
MOST_WORDS = 14
_BREAK = re.compile(r"[\n\t]|[.!?;:](?=\s|$)")
# Connectors that as often lead out of a name as on.
_LOOSE = frozenset({"and", "in", "at", "from", "by", "through", "with", "within", "into"})
_BRACKET_BEFORE = re.compile(r" \((?:[A-Z][\w+@&-]{1,15}|[A-Z][\w'’& -]{6,80})\) $")
# Signs of footnotes, which may stand after any word.
_NOTES = "*†‡¹²³"
# `Potenti'Elles`
_INNER_CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{3,}['’][A-ZÀ-Þ][a-zà-ÿ]{2,}")
# `the Nordic Fund and the Coastal Resilience Facility`
_LISTED_BEFORE = re.compile(r"(?:Fund|Programme|Program|Project|Initiative|Facility),? (?:and )?the $")
# `LeadHer`, a name that no body has.
_MADE_UP = re.compile(r"[a-z]{2}[A-Z][a-z]")
_QUOTED = r"(?:[“«\"‘]|(?<!\w)')([^“”«»\"\n]{3,150})(?:[”»\"’]|'(?!\w))"


def find_english(text: str, folded: str) -> Iterator[Candidate]:
    """Candidates in an English passage."""
    yield from find_stated(text)
    position = 0
    for match in _heads().finditer(folded):
        if match.start() < position:
            continue
        if match.group() in english_rules().spelled:
            yield from _spelled(text, folded, match)
            continue
        candidate = _quoted_before(text, match) or _quoted_after(text, match) or _Name(text, folded, match).read()
        if candidate:
            position = candidate.end
            yield candidate


@cache
def _heads() -> re.Pattern[str]:
    words = sorted(english_rules().type_of, key=len, reverse=True)
    return re.compile(rf"(?<![\w@/.])(?:{'|'.join(words)})(?![\w@])")


@cache
def _after_quote() -> re.Pattern[str]:
    naming = "|".join(english_rules().naming)
    return re.compile(rf",? (?:(?:{naming}),? )?{_QUOTED}")


def _quoted_before(text: str, head: re.Match[str]) -> Candidate | None:
    """`“Name” project`, with at most a word such as *flagship* between."""
    window = text[max(0, head.start() - REACH) : head.start()]
    match = re.search(rf"{_QUOTED},? (?:(?:flagship|pilot|joint|global|regional|national) )?$", window)
    # `the “skills for all” programme`: two small words beside the type word are enough.
    small = (
        match is not None
        and re.fullmatch(r"[a-z]+(?: [a-z]+){1,5}", match.group(1))
        and window[: match.start()][-4:] in ("the ", "The ")
    )
    if not match or not (small or _names(match.group(1))):
        return None
    start = head.start() - len(window) + match.start()
    kind = english_rules().type_of[head.group()]
    return Candidate(start, head.end(), kind, "en.quoted", 0.85, alias=_alias(match.group(1)))


def _quoted_after(text: str, head: re.Match[str]) -> Candidate | None:
    """`project “Name”`, `a project called “Name”`."""
    match = _after_quote().match(text, head.end(), head.end() + REACH + 30)
    shouted = text[head.start() : head.end()].isupper()
    if not match or shouted or not _names(match.group(1)):
        return None
    kind = english_rules().type_of[head.group()]
    return Candidate(head.start(), match.end(), kind, "en.quoted", 0.85, alias=_alias(match.group(1)))


def _spelled(text: str, folded: str, head: re.Match[str]) -> Iterator[Candidate]:
    """`Child Support Grant (CSG)`: a common word ends a name where an acronym spells it."""
    if not text[head.start()].isupper() or not text.startswith((" (", "\n("), head.end()):
        return
    candidate = _Name(text, folded, head).read()
    if candidate and bracket_spelling(text, candidate.start, head.end(), head.end() + 1) == head.end():
        yield replace(candidate, end=head.end(), named=False)


def _names(quoted: str) -> bool:
    """Whether words in quotation marks are a name, not a remark."""
    return quoted[0].isupper() and not quoted.rstrip().endswith((",", ".", "?", "!"))


def _alias(name: str) -> str | None:
    return name if len(name) > 5 and " " in name else None


class _Name:
    """Reads one name around its type word."""

    def __init__(self, text: str, folded: str, head: re.Match[str]) -> None:
        self.rules = english_rules()
        self.text, self.folded = text, folded
        self.head_start, self.head_end = head.span()
        self.word = head.group()
        self.type = self.rules.type_of[self.word]
        self.capital = text[self.head_start].isupper()
        self.shouted = text[self.head_start : self.head_end].isupper()
        self.content: list[Token] = []
        self.bracket = self.head_start
        self._small = self.rules.connectors | self.rules.articles | {"flagship", "pilot", "joint", "global"}

    def read(self) -> Candidate | None:
        """The candidate around this type word, or None."""
        if not self.capital and not self._may_be_named():
            return self._title_after()
        before = self._before()
        start = before[0].start if before else self.head_start
        end = self._after() if self.capital and not self.shouted else self.head_end
        if self._is_out(start, end):
            return None
        self.content = [token for token in before if self._has_content(token)]
        if not self.capital:
            return self._lower(start, before) or self._title_after()
        if self.shouted and not before:
            return None
        return self._upper(start, end, before)

    def _may_be_named(self) -> bool:
        """Cheap test for a lower-case type word: a capital, a digit or a sign ends what stands before it."""
        before = self.text[max(0, self.head_start - 24) : self.head_start].rstrip(" )").rsplit(" ", 1)[-1]
        return any(sign.isupper() or sign.isdigit() for sign in before) or before in ("flagship", "pilot", "joint")

    def _upper(self, start: int, end: int, before: list[Token]) -> Candidate | None:
        complement = end > self.head_end
        if self.word in self.rules.weak_types and not self._is_worldwide(before, complement):
            return None
        if not self.content:
            words = self.text[self.head_end : end].split()
            capitals = sum(word[0].isupper() for word in words)
            qualified = any(token.folded not in self.rules.organisations for token in before)
            if not complement or words[0] in _LOOSE or capitals < 2 - qualified:
                return None
        alias = None
        if self.content and is_acronym(self.content[-1].text):
            alias = self.content[-1].text if len(self.content) == 1 else None
        confidence = 0.8 if len(self.content) > 1 or complement or alias else 0.65
        return Candidate(start, end, self.type, "en.capitals", confidence, alias=alias)

    def _lower(self, start: int, before: list[Token]) -> Candidate | None:
        """`Better Work programme`, `SERJ project`: capitals that name no body, people or month."""
        while len(before) > 1 and before[0].folded in self.rules.organisations - {"un"} and is_acronym(before[-1].text):
            # `GIZ TSD project`: the body before a made-up name is its owner.
            before = before[1:]
            start = before[0].start
        if self.word in self.rules.weak_types or any(token.folded in self.rules.organisations for token in before):
            return None
        made_up = [token for token in self.content if is_acronym(token.text)]
        if self._is_single(before):
            alias = before[0].text if _INNER_CAPITAL.fullmatch(before[0].text) else None
            return Candidate(start, self.head_end, self.type, "en.single", 0.5, alias=alias)
        capitals = [token for token in before if token.capital and token.folded not in self.rules.connectors]
        if not made_up and (len(capitals) < 2 or not self.content):
            return None
        alias = None
        if self.bracket < self.head_start:
            alias = self.text[self.bracket : self.head_start].strip(" ()")
        elif before:
            last = next(token for token in reversed(before) if token.capital)
            alias = self.text[start : last.end]
        return Candidate(start, self.head_end, self.type, "en.name", 0.7 if made_up else 0.6, alias=alias)

    def _is_single(self, before: list[Token]) -> bool:
        """`the Aasara scheme`: one capitalised word after an article in mid-sentence that is no place or body."""
        if len(before) != 1 or not self.content:
            return False
        token = before[0]
        if self.word not in self.rules.single_types and not _INNER_CAPITAL.fullmatch(token.text):
            return False
        article = re.search(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir) $", self.text[max(0, token.start - 8) : token.start])
        return (
            article is not None
            and len(token.text) > 4
            and (token.text.isalpha() or bool(_INNER_CAPITAL.fullmatch(token.text)))
            and not token.folded.endswith(self.rules.common_endings)
            and not is_country(token.text)
        )

    def _title_after(self) -> Candidate | None:
        """`the project Improving Industrial Relations in Viet Nam`, `programme SEIP`."""
        if self.word in self.rules.weak_types or not re.match(r" [A-Z]", self.text[self.head_end : self.head_end + 2]):
            return None
        end = self._after()
        words = self.text[self.head_end : end].split()
        if not words or words[0].lower() in self.rules.organisations | self.rules.calendar:
            return None
        made_up = is_acronym(words[0])
        capitals = sum(word[0].isupper() for word in words)
        if not made_up and capitals < 3 - (capitals < len(words)):
            return None
        alias = self.text[self.head_end : end].strip()
        return Candidate(self.head_start, end, self.type, "en.title", 0.6, alias=alias)

    def _is_worldwide(self, before: list[Token], complement: bool) -> bool:
        words = {token.folded for token in before}
        if any(_MADE_UP.search(token.text) for token in self.content):
            return True
        if len(self.content) > 1 and _LISTED_BEFORE.search(self.text, max(0, before[0].start - 24), before[0].start):
            return True
        if self.word in self.rules.regional_types and len(self.content) > 0 and any(map(self._is_regional, before)):
            return True
        return bool(words & {"global", "international", "world"}) and (complement or len(self.content) > 1)

    def _is_regional(self, token: Token) -> bool:
        return self._is_people(token.folded) or is_country(token.text)

    def _is_out(self, start: int, end: int) -> bool:
        name = " ".join(self.folded[start:end].split())
        last = name.rsplit(" ", 1)[-1]
        return last in self.rules.laws_and_bodies or any(phrase in name for phrase in self.rules.out)

    def _has_content(self, token: Token) -> bool:
        word = token.folded.removesuffix("'s")
        rules = self.rules
        if word in rules.generic or word in rules.organisations or word in rules.connectors or word in rules.calendar:
            return False
        if "/" in word or "-" in word:
            parts = re.split("[/-]", word)
            if all(part in rules.organisations or self._is_people(part) for part in parts):
                return False
        return token.capital and not self._is_people(word)

    def _is_people(self, word: str) -> bool:
        return word in self.rules.peoples or (len(word) > 5 and word.endswith(self.rules.people_endings))

    # Leftwards: capitalised words, and connectors between two of them.

    def _before(self) -> list[Token]:
        window = max(0, self.head_start - REACH)
        for stop in _BREAK.finditer(self.text, window, self.head_start):
            window = stop.end()
        # `Emergency Social Safety Net (ESSN) programme`
        bracket = _BRACKET_BEFORE.search(self.text, max(window, self.head_start - 90), self.head_start)
        self.bracket = bracket.start() if bracket else self.head_start
        words = self._words_before(window, self.bracket + 1 if bracket else self.bracket)
        taken: list[Token] = []
        while words:
            token = words.pop(0)
            if not self._belongs(token, words, taken):
                break
            taken.insert(0, token)
        return self._trimmed(taken)

    def _words_before(self, window: int, right: int) -> list[Token]:
        """The words before the type word that may be its name's, nearest first."""
        words: list[Token] = []
        while len(words) < MOST_WORDS and right > window and self.text[right - 1] in " -":
            end = right - 1
            start = max(self.text.rfind(" ", window, end) + 1, window)
            quoted = self.text[start] in OPENING + "'"
            start += quoted
            word = self.text[start:end]
            if not word or not word[0].isalnum() or word[-1] in ",)":
                if word not in ("&", "+"):
                    break
            elif word[0].islower() and word.lower() not in self._small:
                break
            words.append(Token(word, self.folded[start:end], start, end))
            if quoted:
                break
            right = start
        return words

    def _belongs(self, token: Token, left: list[Token], taken: list[Token]) -> bool:
        word = token.folded
        if word in ("a", "an"):
            # `the Book a Day campaign`
            return bool(taken) and len(left) > 1 and left[0].capital and left[1].folded in self.rules.articles
        if word in self.rules.articles:
            return word == "the" and bool(left) and left[0].folded in ("of", "for", "on", "in", "to") and bool(taken)
        if word in self.rules.connectors or token.text in "&+":
            previous = left[0] if left else None
            if previous is not None and previous.folded in self.rules.connectors and len(left) > 1:
                previous = left[1]
            return (
                bool(taken) and previous is not None and previous.capital and previous.folded not in self.rules.type_of
            )
        if word in ("flagship", "pilot", "joint", "global") and not taken:
            return True
        if token.text.isdigit():
            return bool(left) and (left[0].capital or left[0].folded == "the")
        return token.capital and token.text[0].isalnum()

    def _trimmed(self, taken: list[Token]) -> list[Token]:
        """What is left after openers of sentences, owners and organisations at the beginning are taken away."""
        begin = 0
        for index, token in enumerate(taken):
            if (token.folded.rstrip(_NOTES).endswith(("'s", "s'")) and not self._is_of_the_name(token)) or (
                token.folded in self.rules.organisations and self._owns(taken, index)
            ):
                begin = index + 1
        while begin < len(taken) and (
            taken[begin].folded in self.rules.starters
            or taken[begin].folded in self.rules.connectors
            or (not taken[begin].capital and taken[begin].folded not in ("flagship", "pilot", "joint"))
        ):
            begin += 1
        return taken[self._after_opener(taken, begin) :]

    def _is_of_the_name(self, token: Token) -> bool:
        """Whether a possessive says for whom: `the Farmers' Future Fund`, not `the Netherlands' Future Fund`."""
        plural = token.folded.endswith("s'") and self.text[max(0, token.start - 4) : token.start].lower() == "the "
        owner = token.folded.rstrip("'") in self.rules.organisations or is_country(token.text.rstrip("'’"))
        return token.folded in self.rules.possessives or (plural and not owner)

    def _after_opener(self, taken: list[Token], begin: int) -> int:
        """Where the name begins after `Lessons of the …`, `Phase II of the …`."""
        words = [token.folded for token in taken]
        for at in (begin + 1, begin + 2):
            stage = words[begin : begin + 1] and words[begin] in self.rules.stages
            opens = stage or (at == begin + 1 and begin < len(taken) and begins_sentence(self.text, taken[begin].start))
            if opens and words[at : at + 2] in (["of", "the"], ["for", "the"], ["on", "the"]):
                return at + 2
        return begin

    def _owns(self, taken: list[Token], index: int) -> bool:
        """Whether an organisation's word ends the organisation's name, so that the programme's begins after it."""
        if taken[index].text.isupper():
            return False
        following = taken[index + 1].folded if index + 1 < len(taken) else ""
        return following not in self.rules.organisations and taken[index].folded not in (
            "ilo", "un", "eu", "world", "united", "nations", "asean", "union", "us", "au",
        )  # fmt: skip

    # Rightwards: more capitals, or a preposition and capitals.

    def _after(self) -> int:
        limit = self.head_end + REACH
        stop = _BREAK.search(self.text, self.head_end, limit)
        words = Words(self.text, self.folded, self.head_end, stop.start() if stop else limit)
        end = last = self.head_end
        i, opened = 0, False
        while (token := words.get(i)) and self.text[last : token.start] in ("", " "):
            if opened and token.text in "'’" and token.start == last:
                last = token.end
                i += 1
                continue
            if token.capital and token.text[0].isalnum():
                if token.folded in self.rules.jobs or (not opened and self._opens_no_name(token)):
                    break
                end, opened = token.end, True
            elif (token.folded not in self.rules.connectors and (opened or token.folded not in self.rules.after)) or (
                token.folded in _LOOSE
                and not (opened and self._goes_on(words.get(i + 1)))
                and not (opened and token.folded == "in" and self._place_ahead(words, i))
            ):
                break
            last = token.end
            i += 1
        return end

    def _opens_no_name(self, token: Token) -> bool:
        """Whether a capital after the type word begins a sentence, a remark in a heading, or names an owner."""
        owner = token.folded.endswith("'s") and token.folded.removesuffix("'s") in self.rules.organisations
        return owner or token.folded in self.rules.starters or token.folded in self.rules.introduced_by

    def _goes_on(self, following: Token | None) -> bool:
        """Whether a connector leads to more of the name: not to an article or an organisation."""
        if following is None or following.folded in self.rules.articles:
            return False
        return following.capital and following.folded not in self.rules.organisations

    def _place_ahead(self, words: Words, i: int) -> bool:
        """`in the Horn of Africa`: an article, and a capital that is no body's."""
        article, place = words.get(i + 1), words.get(i + 2)
        return (
            article is not None
            and article.folded == "the"
            and place is not None
            and self._goes_on(place)
            and place.folded not in self.rules.jobs | self.rules.calendar
        )
