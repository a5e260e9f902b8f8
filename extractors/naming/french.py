"""French names: a type word, then what it is called, then where the name ends."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.candidates import Candidate, Token, Words, begins_sentence, is_acronym
from extractors.naming.rules import french_rules
from schemas.facts.programme import ProgrammeType

# The longest name looked for, in characters: the longest in the catalogue has 205.
REACH = 260
_QUOTES = {"«": "»", "“": "”", '"': '"', "‘": "’"}
_END = re.compile(r"[\n\t]|[.!?;:](?=\s|$)")
_SHOUTED = re.compile(r"[ '’A-ZÀ-ÖØ-Þ-]{8,200}[A-ZÀ-ÖØ-Þ]")
# `école-entreprise`, `ville-campagne`; a verb with its subject after it is none.
_COMPOUND = re.compile(r"[^\W\d_]{3,}-(?!(?:ils?|elles?|on|ce|t|en|y|l[ae]s?|nous|vous|je|tu|ci|la)\b)[^\W\d_]{3,}")
_ACRONYM_AHEAD = re.compile(r"\s?\([^()\n]{2,80}\)")


def find_french(text: str, folded: str) -> Iterator[Candidate]:
    """Candidates in a French passage."""
    yield from _introduced(text)
    position = 0
    for match in _heads().finditer(folded):
        if match.start() < position:
            continue
        candidate = _Name(text, folded, match).read()
        if candidate:
            position = candidate.end if candidate.named else position
            yield candidate


@cache
def _introductions() -> re.Pattern[str]:
    rules = french_rules()
    return re.compile(
        rf"(?:^|(?<=[.\n] )|(?<=\n))(?!(?:{'|'.join(rules.no_names)})\b)"
        rf"([A-ZÀ-Þ][^.,;:!?()\n]{{8,80}}?),? (?:est )?une? "
        rf"(?:[\w-]+ ){{0,1}}({'|'.join(rules.introducing)})(?: conjointe?)? "
        rf"(?:du |de la |de l['’]|des |de |d['’])[A-ZÀ-Þ]",
        re.M,
    )


def _introduced(text: str) -> Iterator[Candidate]:
    """`Agir contre le travail forcé est un projet du BIT`: the name that a sentence begins with."""
    for match in _introductions().finditer(text):
        if not re.search(r"\b(?:est|sont|a|ont)\b", match.group(1)):
            kind = french_rules().type_of[match.group(2)]
            yield Candidate(match.start(1), match.end(1), kind, "fr.introduced", 0.55, alias=match.group(1))


@cache
def _heads() -> re.Pattern[str]:
    words = sorted(french_rules().type_of, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w])(?:-(?:phare|pilote|cadre)\b)?")


class _Name:
    """Reads one name from its type word on."""

    def __init__(self, text: str, folded: str, head: re.Match[str]) -> None:
        self.rules = french_rules()
        self.text = text
        self.start = head.start()
        self.head = text[head.start() : head.end()]
        self.type = self.rules.type_of[re.split(r"-(?:phare|pilote|cadre)", head.group())[0]]
        self.out = any(folded.startswith(phrase, head.start()) for phrase in self.rules.out)
        stop = _END.search(text, head.end(), head.end() + REACH)
        self.limit = stop.start() if stop else min(len(text), head.end() + REACH)
        self.tokens = Words(text, folded, head.end(), head.end() if self.out else self.limit)
        self.i = 0
        self.at_start = begins_sentence(text, head.start())
        self.shouted = self.head.isupper()
        self.plural = self.head.lower().endswith("s") and not self.head.lower().startswith("fonds")
        self.reached = 0

    def read(self) -> Candidate | None:
        """The candidate that begins here, or None."""
        modified = self._modifiers()
        token = self._peek()
        if token is None:
            return None
        if token.folded in self.rules.naming and (opening := self._peek(1)) and opening.text in _QUOTES:
            return self._quoted(opening)
        if token.text in _QUOTES:
            return self._quoted(token)
        if self.shouted:
            return self._shouted()
        if token.capital and self._is_proper(token):
            return self._proper(token)
        return self._described(modified)

    def _peek(self, ahead: int = 0) -> Token | None:
        """The token `ahead` of the current one, if only a blank stands before it."""
        i = self.i + ahead
        token = self.tokens.get(i)
        if token is None:
            return None
        before = self.tokens.at(i - 1).end if i else self.start + len(self.head)
        return token if self.text[before : token.start] in ("", " ") else None

    def _modifiers(self) -> int:
        """Pass the adjectives after the type word; how many there are."""
        count = 0
        while (token := self._peek()) and not token.capital and count < 4:
            participle = token.text.endswith(("é", "és")) and not self._stops(token)
            if token.folded in self.rules.naming or not (
                participle or self._is_adjective(token) or token.folded in self.rules.generic
            ):
                break
            self.i += 1
            count += 1
        return count

    def _quoted(self, opening: Token) -> Candidate | None:
        close = self.text.find(_QUOTES[opening.text], opening.end, opening.end + 160)
        line = self.text.find("\n\n", opening.end, opening.end + 160)
        name = self.text[opening.end : close].strip()
        if close < 0 or 0 <= line < close or not any(sign.isupper() for sign in name[:1] + name):
            return None
        alias = name if len(name) > 5 else None
        return Candidate(self.start, close + 1, self.type, "fr.quoted", 0.85, alias=alias)

    def _quoted_after_complement(self, begin: int) -> Candidate | None:
        """`campagne de sensibilisation « … »`, `Programme mondial de l'OIT « … »`."""
        kept, self.i = self.i, self.reached
        opening = self._peek()
        self.i = kept
        if opening is None or opening.text not in _QUOTES or self.plural:
            return None
        small = self.rules.prepositions | self.rules.determiners
        content = [token.folded for token in self.tokens[begin : self.reached] if token.folded not in small]
        if not content or content[0] in self.rules.not_after:
            return None
        return self._quoted(opening)

    def _shouted(self) -> Candidate | None:
        """`PROGRAMME D'URGENCE DE DÉVELOPPEMENT (PUD)`: a heading in capitals up to its acronym."""
        head_end = self.start + len(self.head)
        heading = _SHOUTED.match(self.text, head_end, head_end + REACH)
        if heading is None or not _ACRONYM_AHEAD.match(self.text, heading.end()):
            return None
        return Candidate(self.start, heading.end(), self.type, "fr.acronym", 0.65, named=False)

    def _is_proper(self, token: Token) -> bool:
        """Whether a capital right after the type word begins a name, not an organisation or a country's people."""
        parts = re.split(r"[/–-]", token.folded)
        if all(part in self.rules.organisations for part in parts) and not (len(parts) > 1 and self._has_complement()):
            return False
        if self.type is ProgrammeType.NETWORK and self.head[0].islower() and not token.acronym:
            return False
        return len(token.text) > 1 and self.type is not ProgrammeType.SCHEME

    def _has_complement(self) -> bool:
        following = self._peek(1)
        return following is not None and following.folded in ("sur", "pour")

    def _proper(self, first: Token) -> Candidate | None:
        """Capitalised words right after the type word, and their complement."""
        begin = first.start
        made_up = is_acronym(first.text) and not re.search(r"[/–]", first.text)
        self._capitals(joined=not made_up and not self.plural)
        pure = self.text[begin : self.tokens.at(self.i - 1).end]
        if not made_up:
            self._adjectives()
            self._complement(places=False)
        end = self.tokens.at(self.i - 1).end
        alias = pure if made_up or len(pure.split()) > 1 else None
        confidence = 0.8 if made_up or self.head[0].isupper() else 0.7
        return Candidate(self.start, end, self.type, "fr.proper", confidence, alias=alias)

    def _capitals(self, *, joined: bool = False) -> None:
        """Pass capitalised words, numbers beside them, and short words between two of them."""
        between = {"in", "of", "for", "and", "to", "the", "at"} | ({"et"} if joined else set())
        while token := self._peek():
            following = self._peek(1)
            if (
                token.capital
                or token.text in "&+"
                or (token.text.isdigit() and not re.fullmatch(r"(19|20)\d\d", token.text))
            ):
                self.i += 1
            elif token.folded in between and following and following.capital:
                self.i += 2
            else:
                return

    def _described(self, modified: int) -> Candidate | None:
        """A name made of common words: it counts with a capital in mid-sentence, or with an acronym after it."""
        first = self._peek()
        if first is None:
            return None
        begin = self.i
        self._complement(places=True)
        if quoted := self._quoted_after_complement(begin):
            return quoted
        if self.i == 0 or (self.i > begin and not self._speaks_of_its_matter(begin, modified)):
            return None
        if self.i > begin and self.head[0].isupper() and (token := self._peek()) and token.capital:
            self._capitals()
        end = self.tokens.at(self.i - 1).end
        followed = bool(_ACRONYM_AHEAD.match(self.text, end))
        if self.i == begin:
            capital = self.head[0].isupper()
            return (
                Candidate(self.start, end, self.type, "fr.acronym", 0.6, named=False) if capital and followed else None
            )
        capital = self.head[0].isupper() and not self.at_start and (modified > 0 or self._content(begin) > 1)
        whole_cell = (
            self.head[0].isupper() and self.at_start and re.match(r"\s*(?:\n\n|\t|$)", self.text[end : end + 9])
        )
        long = self.i - begin >= 4
        if capital or (whole_cell and long and self._begins_cell()):
            return Candidate(self.start, end, self.type, "fr.complement", 0.7 if capital else 0.5)
        return Candidate(self.start, end, self.type, "fr.acronym", 0.65, named=False) if followed else None

    def _content(self, begin: int) -> int:
        """How many words since `begin` say something."""
        small = self.rules.prepositions | self.rules.determiners
        return sum(token.folded not in small for token in self.tokens[begin : self.i])

    def _begins_cell(self) -> bool:
        return self.text[: self.start].endswith("\t")

    def _speaks_of_its_matter(self, begin: int, modified: int) -> bool:
        words = [token.folded for token in self.tokens[: self.i]]
        content = [word for word in words[begin:] if word not in self.rules.prepositions | self.rules.determiners]
        if not content or (content[0] in self.rules.not_after and not modified):
            return False
        if content[0] in self.rules.organisations and len(content) <= 2:
            return False
        needed = self.rules.needs.get(self.type)
        if self.head.lower().startswith(("initiative", "fonds")):
            return True
        return needed is None or bool(needed.intersection(words))

    # The grammar of complements: (preposition determiner? noun adjective*)*, with coordinations inside.

    def _complement(self, *, places: bool) -> None:
        kept = self.i
        owner = False
        while True:
            before = self.i
            if not self._link(places):
                break
            between = self.tokens.at(before).folded == "entre"
            if not self._noun_phrase() or (between and not self._other_side()):
                break
            places = True
            # An organisation, and what belongs to its name, only says whose it is, unless more of the name follows.
            owner = not between and (
                self._is_organisation(before)
                or (owner and self.tokens.at(before).folded in ("de", "du", "des", "d'", "et"))
            )
            if not owner:
                kept = self.i
            self.reached = self.i
        self.i = kept

    def _other_side(self) -> bool:
        """Pass the second of two between whom something is."""
        token = self._peek()
        if token is None or token.folded != "et":
            return False
        self.i += 1
        return self._noun_phrase()

    def _is_organisation(self, begin: int) -> bool:
        """Whether the phrase just read only says whose it is: it stays only if more of the name comes after it."""
        words = [token.folded for token in self.tokens[begin : self.i]]
        content = [word for word in words if word not in self.rules.prepositions | self.rules.determiners]
        return bool(content) and content[0] in self.rules.organisations

    def _link(self, places: bool) -> bool:
        """Pass a preposition, or a coordination that goes on with the phrase."""
        token = self._peek()
        if token is None:
            return False
        if token.folded in self.rules.coordinators:
            return self._coordination()
        phrase = self._phrase()
        if phrase:
            self.i += phrase
            return True
        if token.folded not in self.rules.prepositions or token.capital or token.text == "a":
            return False
        following = self._peek(1)
        if not places and following and following.capital and token.folded in ("au", "en", "a", "aux", "dans"):
            return False
        self.i += 1
        return True

    def _coordination(self) -> bool:
        """`et` goes on where the same kind of phrase follows: a preposition again, or an article again."""
        following = self._peek(1)
        if following is None or following.capital or self._stops(following):
            return False
        if following.folded in self.rules.determiners:
            noun = self._peek(2)
            articles = any(token.folded in self.rules.determiners for token in self.tokens[: self.i])
            if not articles or noun is None or noun.capital or noun.folded in self.rules.organisations:
                return False
        elif following.folded in ("au", "aux", "a", "du"):
            noun = self._peek(2)
            if noun is None or noun.capital or noun.folded in self.rules.organisations:
                return False
        if (self._peek(2) or following).folded in self.rules.type_of:
            return False
        self.i += 1
        if following.folded in self.rules.prepositions:
            self.i += 1
        return True

    def _phrase(self) -> int:
        """How many tokens a prepositional phrase such as `en faveur de` takes here; 0 if there is none."""
        for size in (5, 4, 3):
            tokens = self.tokens[self.i : self.i + size]
            words = "".join(f" {token.folded}" for token in tokens)[1:].replace("' ", "'")
            if len(tokens) == size and words in self.rules.phrases:
                return size
        return 0

    def _noun_phrase(self) -> bool:
        before = self.i
        while (token := self._peek()) and token.folded in self.rules.determiners | self.rules.premodifiers:
            self.i += 1
        token = self._peek()
        if (
            token is None
            or not token.text[0].isalpha()
            or self._stops(token)
            or token.folded in self.rules.prepositions
        ):
            # `des jeunes au Sahel`: what could stand before a noun is the noun.
            return self.i > before and self.tokens.at(self.i - 1).folded in self.rules.premodifiers
        self.i += 1
        if token.capital:
            self._capitals()
        elif (
            token.folded.endswith(("er", "ir", "re"))
            and (after := self._peek())
            and after.folded in ("la", "le", "les", "l'")
        ):
            return self._noun_phrase()
        self._adjectives()
        return True

    def _adjectives(self) -> None:
        while token := self._peek():
            following = self._peek(1)
            if self._is_adjective(token):
                self.i += 1
            elif (token.folded in ("et", "ou") and following and self._is_adjective(following)) or (
                token.folded == "et" and following and self._is_bare_noun(following)
            ):
                self.i += 2
            else:
                return

    def _is_adjective(self, token: Token) -> bool:
        if token.capital or token.folded in self.rules.stop or token.folded in self.rules.prepositions:
            return False
        if _COMPOUND.fullmatch(token.folded):
            return True
        return token.folded in self.rules.adjectives or (
            len(token.folded) > 3 and token.folded.endswith(self.rules.adjective_endings)
        )

    def _stops(self, token: Token) -> bool:
        """Whether a word ends any name; `à` and `a`, `ou` and `où` are told apart by their accents."""
        return (token.folded in self.rules.stop and token.text != "à") or token.text == "où"

    def _is_bare_noun(self, token: Token) -> bool:
        """A noun without article after `et`: `formation et apprentissage`."""
        words = self.rules
        return (
            token.text.isalpha()
            and token.text.islower()
            and token.folded not in words.stop | words.prepositions | words.determiners | words.organisations
            and token.folded not in words.type_of
        )
