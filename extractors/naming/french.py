"""French names: a type word, then what it is called, then where the name ends."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.brackets import is_country
from extractors.naming.candidates import Candidate, Token, Words, begins_sentence, is_acronym
from extractors.naming.folding import fold
from extractors.naming.french_phrases import Phrases
from extractors.naming.initials import bracket_spelling, spells
from extractors.naming.rules import french_rules
from schemas.facts.programme import ProgrammeType

_SHORTEST_PLURAL = 4
# The longest name looked for, in characters: the longest in the catalogue has 205.
REACH = 260
_QUOTES = {"«": "»", "“": "”", '"': '"', "‘": "’", "'": "'"}
_END = re.compile(r"[\n\t]|[.!?;:](?=\s|$)")
_SHOUTED = re.compile(r"[ '’A-ZÀ-ÖØ-Þ-]{8,200}[A-ZÀ-ÖØ-Þ]")
_QUOTED_AHEAD = re.compile(r" ?: ?[«“] ?([^«»“”]{8,200})[»”]")
# The next of several names after one type word.
_COORDINATED = re.compile(
    r"(?: \([^()\n]{2,40}\))?(?P<joint>,? et |,? ou |, )(?:l[ea] |d['’]|de |du )?"
    r"(?P<name>[«“] ?[^«»“”\n]{3,80}[»”]|[A-ZÀ-Þ][^()\n.;:«»,]{3,90}(?= \([A-Z][\w-]{2,12}\))"
    r"|[A-ZÀ-Þ][\w@+'’-]{2,30}(?: (?:d['’]|d[eu] |des |pour |en )?[A-ZÀ-Þ][\w'’-]{2,30}){0,4})"
)
_ACRONYM_BEFORE = re.compile(r"(?<!\w)([A-Z][\w+-]{2,14}) \($")
_ACRONYM_AHEAD = re.compile(r"\s?\([^()\n]{2,80}\)")


def find_french(text: str, folded: str) -> Iterator[Candidate]:
    """Candidates in a French passage."""
    yield from _introduced(text)
    yield from _without_type(text)
    position = 0
    for match in _heads().finditer(folded):
        if match.start() < position:
            continue
        name = _Name(text, folded, match)
        candidate = name.read()
        if candidate:
            position = candidate.end if candidate.named else position
            yield candidate
            if name.plural:
                yield from _others(text, candidate)


@cache
def _phases() -> re.Pattern[str]:
    return re.compile(r"\b[Pp]hases? (?:I{1,3} )?(?:de |d['’]|du )(?=[A-ZÀ-Þ][^\W\d_]+ )")


def _without_type(text: str) -> Iterator[Candidate]:
    """`la deuxième phase d'Appui à la pêche (ADAP)`: no type word, but a phase before and its acronym after."""
    for match in _phases().finditer(text):
        stop = _END.search(text, match.end(), match.end() + REACH)
        limit = stop.start() if stop else min(len(text), match.end() + REACH)
        bracket = bracket_spelling(text, match.end(), match.end(), limit)
        typed = _heads().match(fold(text[match.end() : match.end() + 24]))
        if bracket is not None and typed is None:
            yield Candidate(match.end(), bracket, ProgrammeType.PROJECT, "fr.acronym", 0.5, named=False)


def _others(text: str, first: Candidate) -> Iterator[Candidate]:
    """`les projets ACTIF, PROMIS et SAWA`: the names after the first."""
    found: list[re.Match[str]] = []
    position = first.end
    while (match := _COORDINATED.match(text, position)) and not _is_body(match.group("name")):
        found.append(match)
        position = match.end()
    if any(match.group("joint").strip() in ("et", "ou", "et de", "et d'", "et le", "et la") for match in found):
        for match in found:
            name = match.group("name")
            yield Candidate(match.start("name"), match.end("name"), first.type, "fr.coordinated", 0.6, alias=name)


def _is_body(words: str) -> bool:
    return fold(words.split(maxsplit=1)[0]) in french_rules().organisations or is_country(words)


@cache
def _introductions() -> re.Pattern[str]:
    rules = french_rules()
    return re.compile(
        rf"(?:^|(?<=[.\n] )|(?<=\n))(?!(?:{'|'.join(rules.no_names)})\b)"
        rf"([A-ZÀ-Þ][^.,;:!?()\n]{{8,80}}?|[«“] ?[^«»“”\n]{{4,100}}[»”]),? (?:est )?une? "
        rf"(?:[\w-]+ ){{0,1}}({'|'.join(rules.introducing)})(?: conjointe?)? "
        rf"(?:du |de la |de l['’]|des |de |d['’])[A-ZÀ-Þ]",
        re.M,
    )


def _introduced(text: str) -> Iterator[Candidate]:
    """`Agir contre le travail forcé est un projet du BIT`: the name that a sentence begins with."""
    for match in _introductions().finditer(text):
        if not re.search(r"\b(?:est|sont|a|ont)\b", match.group(1)):
            kind = french_rules().type_of[match.group(2)]
            alias = match.group(1).strip("«»“” ")
            yield Candidate(match.start(1), match.end(1), kind, "fr.introduced", 0.55, alias=alias)


@cache
def _slogans() -> re.Pattern[str]:
    openers = "|".join(french_rules().slogans)
    titled = "|".join(word.capitalize() for word in french_rules().slogans)
    return re.compile(rf"({titled}) (?:[\w'’-]+ ){{0,2}}[\w'’-]+, ({openers}) [\w'’-]{{3,}}")


@cache
def _heads() -> re.Pattern[str]:
    words = sorted(french_rules().type_of, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w])(?:-(?:phare|pilote|cadre)\b)?")


class _Name(Phrases):
    """Reads one name from its type word on."""

    def __init__(self, text: str, folded: str, head: re.Match[str]) -> None:
        stop = _END.search(text, head.end(), head.end() + REACH)
        self.limit = stop.start() if stop else min(len(text), head.end() + REACH)
        self.out = any(folded.startswith(phrase, head.start()) for phrase in french_rules().out)
        super().__init__(text, folded, head.end(), head.end() if self.out else self.limit)
        self.start = head.start()
        self.head = text[head.start() : head.end()]
        self.type = self.rules.type_of[re.split(r"-(?:phare|pilote|cadre)", head.group())[0]]
        self.at_start = begins_sentence(text, head.start())
        self.shouted = self.head.isupper()
        self.plural = self.head.lower().endswith("s") and not self.head.lower().startswith("fonds")

    def read(self) -> Candidate | None:
        """The candidate that begins here, or None."""
        modified = self._modifiers()
        token = self._peek()
        if token is None:
            return None
        if token.folded in self.rules.naming and (opening := self._peek(1)):
            return self._quoted(opening) if opening.text in _QUOTES else self._called()
        if token.text in _QUOTES:
            return self._quoted(token)
        if self.shouted:
            return self._shouted()
        return self._after_its_acronym() or self._slogan() or self._worded(token, modified)

    def _worded(self, token: Token, modified: int) -> Candidate | None:
        """A name that no sign sets apart."""
        found = self._proper(token) if token.capital and self._is_proper(token) else self._described(modified)
        return self._to_acronym(found)

    def _after_its_acronym(self) -> Candidate | None:
        """`ARCH (Assurance pour le renforcement du capital humain)`: the name between brackets that it opens."""
        before = _ACRONYM_BEFORE.search(self.text, max(0, self.start - 18), self.start)
        close = self.text.find(")", self.start, self.limit) if before else -1
        if before is None or close < 0 or not spells(before.group(1), self.text[self.start : close]):
            return None
        return Candidate(self.start, close, self.type, "fr.spelled", 0.7)

    def _to_acronym(self, found: Candidate | None) -> Candidate | None:
        """The name up to the acronym that spells it, where the grammar of its words ended earlier or nowhere."""
        end = found.end if found else self.begin
        if found and not found.named and self.head.lower() in self.rules.spelled:
            bracket = bracket_spelling(self.text, self.start, end, end + 1)
            opened = bracket is not None and self.text[bracket : bracket + 3].strip(" («")[:1]
            return found if opened == self.head[0].upper() else None
        if self.plural or self.out or (found and found.rule == "fr.quoted"):
            return found
        bracket = bracket_spelling(self.text, self.start, end, self.limit)
        if bracket is None or any(map(self._ends, self._between(end, bracket))):
            return found
        return Candidate(self.start, bracket, self.type, "fr.acronym", 0.7, named=False)

    def _ends(self, token: Token) -> bool:
        """Whether a word cannot stand between a name and its acronym: a verb, or the type word of another name."""
        another = token.folded in self.rules.type_of and (token.capital or self._after_article(token))
        return another or self._stops(token)

    def _between(self, start: int, end: int) -> Iterator[Token]:
        tokens = Words(self.text, self.folded, start, end)
        i = 0
        while token := tokens.get(i):
            yield token
            i += 1

    def _called(self) -> Candidate | None:
        """`le projet baptisé Sahel Vert`, `le projet dénommé PAX`."""
        self.i += 1
        first = self._peek()
        if first is None or not first.capital or not self._is_proper(first):
            return None
        self._capitals()
        self._agreeing(first)
        self._adjectives()
        end = self.tokens.at(self.i - 1).end
        return Candidate(self.start, end, self.type, "fr.called", 0.7, alias=self.text[first.start : end])

    def _slogan(self) -> Candidate | None:
        """`projet Ma santé, mon droit`: two halves that open alike."""
        halves = _slogans().match(self.text, self.tokens.at(self.i).start if self.i else self.begin + 1)
        if halves is None or fold(halves.group(1))[:1] != fold(halves.group(2))[:1]:
            return None
        return Candidate(self.start, halves.end(), self.type, "fr.slogan", 0.7, alias=halves.group())

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
        mark = re.compile(rf"{_QUOTES[opening.text]}(?!\w)").search(self.text, opening.end, opening.end + 160)
        close = mark.start() if mark else -1
        line = self.text.find("\n\n", opening.end, opening.end + 160)
        name = self.text[opening.end : close].strip()
        # `le programme « apprendre et gagner »`
        small = re.fullmatch(r"[a-zà-ÿ'’]+(?: [a-zà-ÿ'’]+){2,5}", name) and not self.plural
        if close < 0 or 0 <= line < close or not (small or any(sign.isupper() for sign in name)):
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
        if heading and (quoted := _QUOTED_AHEAD.match(self.text, heading.end())):
            return Candidate(self.start, quoted.end(), self.type, "fr.quoted", 0.7, alias=quoted.group(1).strip())
        if heading and self._is_whole_line(heading):
            return Candidate(self.start, heading.end(), self.type, "fr.heading", 0.5)
        if heading is None or not _ACRONYM_AHEAD.match(self.text, heading.end()):
            return None
        return Candidate(self.start, heading.end(), self.type, "fr.acronym", 0.65, named=False)

    def _is_whole_line(self, heading: re.Match[str]) -> bool:
        """`PROJET D'APPUI AUX PETITS PORTS` on a line of its own: a noun of doing after the type word."""
        words = fold(heading.group()).replace("'", "' ").split()
        line = self.text[: self.start].endswith("\n") or self.start == 0
        ends = self.text[heading.end() : heading.end() + 1] in ("\n", "")
        doing = len(words) > 3 and words[1].endswith((*self.rules.doing_endings, "appui", "aide", "acces", "lutte"))
        return line and ends and doing and words[1] not in self.rules.not_after and not self.plural

    def _is_proper(self, token: Token) -> bool:
        """Whether a capital right after the type word begins a name, not an organisation or a country's people."""
        parts = re.split(r"[/–-]", token.folded)
        if all(part in self.rules.organisations for part in parts) and not (len(parts) > 1 and self._has_complement()):
            return False
        if self.type is ProgrammeType.NETWORK and self.head[0].islower() and not token.acronym:
            return self._has_plural_name(token)
        return len(token.text) > 1 and (
            self.type is not ProgrammeType.SCHEME or self.head.lower() in self.rules.proper_schemes
        )

    def _has_plural_name(self, token: Token) -> bool:
        """`réseau Mutuelles sans frontières`: a common noun in the plural, and more about it."""
        following = self._peek(1)
        return (
            following is not None
            and token.folded.endswith("s")
            and token.text.istitle()
            and len(token.text) > _SHORTEST_PLURAL
            and following.text.islower()
            and (
                following.text == "sans"
                or following.folded in self.rules.coordinators | {"de", "d'", "pour", "en", "debout"}
                or self._is_adjective(following)
            )
        )

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
            self._agreeing(first)
            self._adjectives()
            pure = self.text[begin : self.tokens.at(self.i - 1).end]
            self._complement(places=False)
            self._without_place()
        end = self.tokens.at(self.i - 1).end
        alias = pure if made_up or len(pure.split()) > 1 else None
        confidence = 0.8 if made_up or self.head[0].isupper() else 0.7
        return Candidate(self.start, end, self.type, "fr.proper", confidence, alias=alias)

    def _agreeing(self, first: Token) -> None:
        """`projet Terres fertiles`: a word in the plural after one in the plural is its adjective."""
        token, following = self._peek(), self._peek(1)
        small = self.rules.prepositions | self.rules.determiners | self.rules.coordinators
        last = self.tokens.at(self.i - 1)
        if last is first and token and following and token.text == "sans" and following.text.islower():
            # `Mutuelles sans frontières`
            self.i += 2 * (following.folded not in small)
            return
        if last is first and token and first.text.endswith("s") and token.text.endswith("s") and token.text.islower():
            self.i += token.folded not in small and not self._stops(token)

    def _without_place(self) -> None:
        """Leave out a town at the end: `projet Maison des femmes à Bukavu`."""
        last = self.i - 1
        while last > 1 and self.tokens.at(last).capital:
            last -= 1
        if last > 1 and last < self.i - 1 and self.tokens.at(last).text == "à":
            self.i = last

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
            self._complement(places=True)
        end = self.tokens.at(self.i - 1).end
        followed = bool(_ACRONYM_AHEAD.match(self.text, end))
        if self.i == begin:
            capital = self.head[0].isupper()
            return (
                Candidate(self.start, end, self.type, "fr.acronym", 0.6, named=False) if capital and followed else None
            )
        aimed = self.tokens.at(begin).folded in ("pour", "contre") and self.head.lower() in (
            "fonds",
            "programme",
            "projet",
        )
        capital = self.head[0].isupper() and not self.at_start and (modified > 0 or aimed or self._content(begin) > 1)
        whole_cell = (
            self.head[0].isupper() and self.at_start and re.match(r"\s*(?:\n\n|\t|$)", self.text[end : end + 9])
        )
        long = self.i - begin >= 4
        capital = capital or (not self.plural and self._is_title(begin))
        if capital or (whole_cell and long and self._begins_cell()):
            return Candidate(self.start, end, self.type, "fr.complement", 0.7 if capital else 0.5)
        return Candidate(self.start, end, self.type, "fr.acronym", 0.65, named=False) if followed else None

    def _is_title(self, begin: int) -> bool:
        """`projet d'Appui à la Décentralisation`: a noun of doing and another one, both with capitals."""
        small = self.rules.prepositions | self.rules.determiners
        words = [token for token in self.tokens[begin : self.i] if token.folded not in small]
        first = self.tokens.at(begin + 1) if self.i > begin + 1 else None
        return (
            len(words) > 1
            and words[0] is first
            and words[0].text[0].isupper()
            and words[0].folded.endswith(self.rules.doing_endings)
            and any(token.text[0].isupper() and token.folded not in self.rules.organisations for token in words[1:])
        )

    def _content(self, begin: int) -> int:
        """How many words since `begin` say something."""
        small = self.rules.prepositions | self.rules.determiners
        return sum(token.folded not in small for token in self.tokens[begin : self.i])

    def _begins_cell(self) -> bool:
        return self.text[: self.start].endswith("\t")

    def _speaks_of_its_matter(self, begin: int, modified: int) -> bool:
        words = [token.folded for token in self.tokens[: self.i]]
        content = [word for word in words[begin:] if word not in self.rules.prepositions | self.rules.determiners]
        if not content or (
            content[0] in self.rules.not_after and not modified and content[:2] != ["travail", "decent"]
        ):
            return False
        if content[0] in self.rules.organisations and len(content) <= 2:
            return False
        needed = self.rules.needs.get(self.type)
        if self.head.lower().startswith(("initiative", "fonds")):
            return True
        return needed is None or bool(needed.intersection(words))
