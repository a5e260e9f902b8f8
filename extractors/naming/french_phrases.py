"""The grammar of French complements: how far the words after a type word go on with the name."""

import re

from extractors.naming.brackets import is_country
from extractors.naming.candidates import Token, Words, is_acronym
from extractors.naming.rules import french_rules

# `école-entreprise`, `ville-campagne`; a verb with its subject after it is none.
_COMPOUND = re.compile(r"[^\W\d_]{3,}-(?!(?:ils?|elles?|on|ce|t|en|y|l[ae]s?|nous|vous|je|tu|ci|la)\b)[^\W\d_]{3,}")


class Phrases:
    """Reads phrases from the words after a type word that ends at `begin`, up to `limit`; `i` is the next word."""

    def __init__(self, text: str, folded: str, begin: int, limit: int) -> None:
        self.rules = french_rules()
        self.text, self.folded = text, folded
        self.begin = begin
        self.tokens = Words(text, folded, begin, limit)
        self.i = 0
        self.reached = 0

    def _peek(self, ahead: int = 0) -> Token | None:
        """The token `ahead` of the current one, if only a blank stands before it."""
        i = self.i + ahead
        token = self.tokens.get(i)
        if token is None:
            return None
        before = self.tokens.at(i - 1).end if i else self.begin
        return token if self.text[before : token.start] in ("", " ") else None

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
        if not content:
            return False
        last = self.tokens.at(self.i - 1).text
        owned = self.tokens.at(begin).folded in ("de", "du", "des", "d'")
        return content[0] in self.rules.organisations or (
            owned and len(content) == 1 and is_acronym(last) and last.isupper() and not is_country(last)
        )

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
        while (token := self._peek()) and (
            token.folded in self.rules.determiners | self.rules.premodifiers or self._is_article(token)
        ):
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

    def _is_article(self, token: Token) -> bool:
        """`pour des ports sûrs`: *des* after another preposition."""
        return token.folded == "des" and self.i > 0 and self.tokens.at(self.i - 1).folded in ("pour", "contre", "vers")

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
        if token.text[0].isupper() and self._after_article(token):
            return False
        return (token.folded in self.rules.stop and token.text != "à") or token.text == "où"

    def _after_article(self, token: Token) -> bool:
        """`l'Est`: a capital after an article makes a noun of what is else a verb."""
        return self.text[max(0, token.start - 2) : token.start].lower() in ("l'", "l’", "d'", "d’")

    def _is_bare_noun(self, token: Token) -> bool:
        """A noun without article after `et`: `formation et apprentissage`."""
        words = self.rules
        return (
            token.text.isalpha()
            and token.text.islower()
            and token.folded not in words.stop | words.prepositions | words.determiners | words.organisations
            and token.folded not in words.type_of
        )
