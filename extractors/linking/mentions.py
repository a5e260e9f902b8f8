"""Which programme a sum or a count belongs to: one of the same sentence, or the one that the text is about there."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache

from extractors.linking.places import find_places
from extractors.linking.rules import any_of, any_word, chinese_rules, latin_rules
from extractors.linking.scene import COUNT, DATE, MONEY, PROGRAMME, Scene, Sentence
from schemas.document import BlockKind
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation
from schemas.facts.programme import ProgrammeMention

_BARE = re.compile(r"[A-Z][A-Za-z0-9+&-]{1,11}")
_CHINESE_AFTER = re.compile(
    rf"(?:的|，?(?:用于|支持|资助|投入|注入|拨给))[^。；，{COUNT}{MONEY}]{{0,10}}(?={PROGRAMME})"
)
# A Chinese sentence that begins so turns to something else than the programme of the one before.
_CHINESE_TURN = re.compile(rf"^(?:{DATE}|据|根据|调查|由|“|一位|这一)")
# "The fund of guarantees" takes nothing up.
_NOT_OF = r"(?!\s(?:of|for|de|du|des|d['’]))"
# How near to the beginning of its sentence a mention is the subject; in characters.
_SUBJECT = 40


@cache
def _after(language: str) -> re.Pattern[str]:
    leads = any_word(latin_rules(language).programme_leads)
    return re.compile(
        rf"(?:,?(?:\s[^;:.{COUNT}{MONEY}]{{0,40}}?)?\s{leads}\s?(?:[^\W\d_]{{2,12}}\s){{0,4}}?"
        rf"|,\s(?:the|le|la|l['’])\s?)(?={PROGRAMME})",
        re.I,
    )


@cache
def _anaphora(language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(any_of(chinese_rules().anaphora))
    return re.compile(rf"{any_word(latin_rules(language).anaphora)}{_NOT_OF}", re.I)


@cache
def _anywhere(language: str) -> re.Pattern[str]:
    """Nouns that take up a programme wherever they stand: "With 5 million, the project …"."""
    words = latin_rules(language).anaphora_anywhere
    return re.compile(rf"(?<![\w'’-]){any_word(words)}{_NOT_OF}", re.I)


@cache
def _budget(language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(rf"{any_of(chinese_rules().budgets)}[^，。；]{{0,6}}$")
    return re.compile(rf"(?<![\w-]){any_word(latin_rules(language).labels.budget[:4])}[^,;:.]{{0,20}}$", re.I)


@dataclass
class Mentions:
    """Walks through the sentences and remembers what programme the text is about."""

    scene: Scene
    _topic: ProgrammeMention | None = None
    _title: str | None = None
    _block: int = -1
    _heading_end: int = 0
    _known: dict[str, ProgrammeMention] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def find(self, sentence: Sentence, given: Collection[Fact]) -> Iterator[Link]:
        """Links from the sums and counts of a sentence, called for each in order; `given` are sums with a giver."""
        if not self.scene.programmes:
            return
        if sentence.block != self._block:
            self._topic, self._block = None, sentence.block
        mentions = [fact for fact in sentence.of(PROGRAMME) if isinstance(fact, ProgrammeMention)]
        self._remember(sentence, mentions)
        if sentence.kind is BlockKind.HEADING:
            return
        if not mentions:
            self._follow(sentence, given)
        for fact in (*sentence.of(MONEY), *sentence.of(COUNT)):
            found = self._in_sentence(sentence, fact, mentions) if mentions else self._of_text(sentence, fact, given)
            if found:
                mention, rule, confidence = found
                yield sentence.link(Relation.PROGRAMME, fact, mention, f"programme.{rule}", confidence)
        if mentions and mentions[0].start - sentence.start < _SUBJECT:
            self._topic = self._full(mentions[0], sentence.language)

    def _follow(self, sentence: Sentence, given: Collection[Fact]) -> None:
        """Take up the programme spoken of last ("The programme …"), or drop it where the text turns away."""
        lead = _anaphora(sentence.language).match(sentence.masked)
        if lead is None and sentence.language != "zh":
            lead = _anywhere(sentence.language).search(sentence.masked)
        if lead:
            self._topic = self._topic or (self._main() if " " in lead.group() or "'" in lead.group() else None)
        elif sentence.language == "zh" and not given and _turns(sentence):
            self._topic = None

    def _in_sentence(
        self, sentence: Sentence, fact: Fact, mentions: list[ProgrammeMention]
    ) -> tuple[ProgrammeMention, str, float] | None:
        start, end = sentence.span(fact)
        before = [mention for mention in mentions if mention.end <= fact.start]
        if before:
            between = sentence.masked[sentence.span(before[-1])[1] : start]
            if not re.search("[;；]", between) and not _elsewhere(sentence, between, fact):
                return self._full(before[-1], sentence.language), "before", 0.75
        pattern = _CHINESE_AFTER if sentence.language == "zh" else _after(sentence.language)
        match = pattern.match(sentence.masked, end)
        mention = sentence.at(match.end()) if match else None
        if isinstance(mention, ProgrammeMention):
            return self._full(mention, sentence.language), "after", 0.75
        return None

    def _of_text(
        self, sentence: Sentence, fact: Fact, given: Collection[Fact]
    ) -> tuple[ProgrammeMention, str, float] | None:
        if self._topic is not None:
            leads = sentence.language == "zh" or (
                _anaphora(sentence.language).match(sentence.masked)
                or _anywhere(sentence.language).search(sentence.masked)
            )
            return (self._topic, "topic", 0.6) if leads or fact in given else None
        if self._title and _budget(sentence.language).search(sentence.masked[: sentence.span(fact)[0]]):
            about = self._known.get(self._title)
            return (about, "budget", 0.6) if about else None
        return None

    def _full(self, mention: ProgrammeMention, language: str) -> ProgrammeMention:
        """For an acronym or a short form, the fuller name that stands before it."""
        known = self._known.get(_key(mention))
        if known is None or known.start > mention.start:
            return mention
        short = _BARE.fullmatch(mention.name) or (language == "zh" and len(mention.name) < len(known.name))
        return known if short else mention

    def _main(self) -> ProgrammeMention | None:
        """The programme that was named most up to here, the first of equals."""
        most = self._counts.most_common(1)
        return self._known[most[0][0]] if most else None

    def _in_title(self, mention: ProgrammeMention) -> bool:
        return mention.name in (self.scene.document.title or "")

    def _remember(self, sentence: Sentence, mentions: list[ProgrammeMention]) -> None:
        heading = sentence.kind is BlockKind.HEADING
        if self._title is None and mentions and self._in_title(mentions[0]):
            self._title = _key(mentions[0])
        for mention in mentions:
            key = _key(mention)
            self._counts[key] += 1
            known = self._known.get(key)
            longer = known is None or len(mention.name) > len(known.name)
            if longer or (not heading and known is not None and known.end <= self._heading_end):
                self._known[key] = mention
        if heading:
            self._heading_end = sentence.end


def _key(mention: ProgrammeMention) -> str:
    return mention.programme_key or mention.name


def _elsewhere(sentence: Sentence, between: str, fact: Fact) -> bool:
    """Whether a Chinese count stands after a country that it is of, rather than of the whole programme."""
    if sentence.language != "zh" or fact in sentence.of(MONEY):
        return False
    clause = max(between.rfind(sign) for sign in "，；：")
    return any(place.code for place in find_places(between[clause + 1 :], "zh"))


def _turns(sentence: Sentence) -> bool:
    if _CHINESE_TURN.match(sentence.masked):
        return True
    return next((True for place in find_places(sentence.masked[:12], "zh") if place.start <= 1), False)
