"""Makes records of quantities whose unit stands beside them, and finds what the words around say."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.amounts.context import (
    bound_after,
    bound_before,
    chinese_noun_before,
    counted_before,
    label_noun,
    noun_unit,
)
from extractors.amounts.guards import may_be_counted
from extractors.amounts.per import is_shared_out, per_after, per_before, subject_unit
from extractors.amounts.quantities import Quantity
from extractors.amounts.rules import AmountRules, chinese_units, primary, rules_of
from extractors.numbers import Writing
from schemas.facts.amount import Amount, Bound, Measure
from schemas.facts.base import Unresolved

CLEAR = 0.9
"""Confidence of a sum, a share or a count whose noun the lexicon knows."""
OPEN_NOUN = 0.75
"""A count whose noun the lexicon lacks."""
AMBIGUOUS = 0.7
"""A number whose separator has two readings, or a currency settled by the country spoken of."""
INFERRED = 0.6
"""A number whose unit stands elsewhere in the sentence or the table."""

# How far behind a sum the same sum may be told again in another currency (100 meticais par mois, soit environ $2,85).
_RESTATED_WITHIN = 40
_COMPARED_WITHIN = 200
# Sums that are held against each other differ by less than this.
_ALIKE = 5
_LONGEST_LABEL = 80
_PLACES = 6
_LONGEST_LEAD = 20
_ALONE = re.compile(r"[\s~˜≈<>≤≥±+*†‡()（）.:：,;，；\d]{0,8}")
_SMALLEST_SPELLED = 10
_POSTAL = re.compile(r"[ \u00a0,]{0,2}[A-ZÀ-ÖØ-Þ][^\W\d_]+")
_DIGIT_BEFORE = re.compile(r"[\d(+)][ \u00a0.–-]{1,2}$|\+$")
_DIGIT_AFTER = re.compile(r"[ \u00a0.–-]{1,2}\d")
_PART_OF = re.compile(
    r"\s(?:of (?:them|whom|these)|d['’]entre (?:eux|elles)|(?:are|were|sont|étaient))\s", re.IGNORECASE
)
_NEXT_WORD = re.compile(r"\s([^\W\d_]+)")
_PARALLEL = re.compile(r"[，,；;、]\s?([\u4e00-\u9fff]{1,10})[约達达近]?$")
_BOUND_TAILS = frozenset({"environ", "about", "some", "quelque", "nearly", "almost"})
_ELLIPTIC_LEAD = re.compile(r"(?:,|;|\b(?:et|and|puis)|[，、；和])\s{0,2}$")


@dataclass(slots=True)
class Sentence:
    """What was last measured in the sentence, for numbers whose unit is not repeated.

    `paid` goes on from sentence to sentence: the last sum of each currency that said what it is per.
    """

    last: Amount | None = None
    unit: str | None = None
    measure: str = ""
    factor: Decimal = Decimal(1)
    end: int = 0
    paid: dict[str, Amount] = field(default_factory=dict)

    def note(self, found: Amount, quantity: Quantity, text: str) -> None:
        """Remember what was found; a number that shares a magnitude hands it on."""
        self.last = found
        if found.currency_code and found.per:
            self.paid[found.currency_code] = found
        if found.measure is Measure.COUNT:
            self.unit, self.measure = found.unit, text[quantity.last.numeral.end : quantity.last.numeral.end + 1]
        if found.rule != "money.elliptic":
            self.factor = quantity.last.numeral.factor


def percent(text: str, quantity: Quantity, language: str) -> Amount | Unresolved:
    """A share; unresolved where it is too small to be stored."""
    if quantity.high and not stored(quantity.high):
        start, end = quantity.start, quantity.end
        return Unresolved(start=start, end=end, rule="percent.sign", kind="amount", reason="below_six_places")
    return Amount(
        start=quantity.start, end=quantity.end, rule="percent.shared" if quantity.shared else "percent.sign",
        confidence=confidence(quantity, CLEAR), measure=Measure.PERCENT, low=stored(quantity.low),
        high=stored(quantity.high), bound=bound_of(text, quantity, language) or Bound.EXACT,
    )  # fmt: skip


def count(text: str, quantity: Quantity, language: str, sentence: Sentence, *, in_cell: bool) -> Amount | None:
    """A count of people or things; None where the number before the noun counts nothing."""
    noun = quantity.noun
    if noun is None or not may_be_counted(text, quantity.last, noun, language, in_cell=in_cell):
        return None
    if quantity.shared and not may_be_counted(text, quantity.first, noun, language, in_cell=in_cell):
        return None
    unit = noun.unit
    if primary(language) == "zh" and not quantity.shared:
        unit = _chinese_unit(text, quantity, unit, sentence)
    return Amount(
        start=quantity.start, end=quantity.end, rule="count.noun" if noun.sure else "count.open_noun",
        confidence=confidence(quantity, CLEAR if noun.sure else OPEN_NOUN), measure=Measure.COUNT,
        low=stored(quantity.low), high=stored(quantity.high), unit=unit,
        bound=bound_of(text, quantity, language) or Bound.EXACT,
    )  # fmt: skip


def _chinese_unit(text: str, quantity: Quantity, unit: str | None, sentence: Sentence) -> str | None:
    """The narrower noun that a counting word points back to: 劳动监察员1 200名, 成员工厂有1 270家."""
    last = text[quantity.end - 1]
    if last not in chinese_units().measures or last in "人国例起宗" or text.endswith("人次", 0, quantity.end):
        return unit
    found = chinese_noun_before(text, quantity.start)
    if last == "户" and found and found[1] in chinese_units().people:
        return unit
    if found and (last not in "名位" or found[1] in chinese_units().people):
        return found[1]
    if last == sentence.measure and sentence.unit and last != "户":
        return sentence.unit
    return unit if unit not in (None, "item") or last in "名位" else sentence.unit or unit


def confidence(quantity: Quantity, most: float) -> float:
    """Less than `most` where a separator has two readings or the unit is taken from a neighbour."""
    numeral = quantity.last.numeral
    if numeral.base != numeral.decimal and numeral.decimal_first and quantity.measure is not Measure.PERCENT:
        return min(most, AMBIGUOUS)
    return min(most, AMBIGUOUS) if quantity.shared else most


def bound_of(text: str, quantity: Quantity, language: str) -> Bound | None:
    """The bound in the number, before it or behind it; a round figure (une centaine) is approximate."""
    if quantity.last.numeral.more or quantity.first.numeral.more:
        return Bound.AT_LEAST
    found = bound_before(text, quantity.start, language)
    if found:
        return found
    behind = bound_after(text, quantity.end, language) or bound_after(text, quantity.last.numeral.end, language)
    if behind:
        return behind[0]
    return Bound.APPROX if quantity.last.numeral.loose else None


def surroundings(text: str, quantity: Quantity, language: str) -> tuple[Bound, str | None]:
    """The bound of a sum and what one payment is for; either may stand behind the other."""
    bound = bound_of(text, quantity, language)
    behind = bound_after(text, quantity.end, language)
    per = per_after(text, behind[1] if behind else quantity.end, language)
    if per and bound is None:
        late = bound_after(text, per[1], language)
        bound = late[0] if late else None
    if per is None and quantity.tail > quantity.end:
        per = per_after(text, quantity.tail, language)
    return bound or Bound.EXACT, per[0] if per else per_before(text, quantity.start, language)


def shared_per(text: str, end: int, sentence: Sentence, language: str) -> str | None:
    """What was counted or paid for before, if the sum goes to each of it (twelve schools got 500 euros each)."""
    if not is_shared_out(text, end, language):
        return None
    last = sentence.last
    return sentence.unit or (last.per if last is not None and last.per else subject_unit(text, end, language))


def repeated_per(text: str, start: int, last: Amount | None, language: str) -> str | None:
    """What the sum before is per, if this one tells it again in another currency."""
    if last is None or last.per is None or last.measure is not Measure.MONEY or start - last.end > _RESTATED_WITHIN:
        return None
    between = text[last.end : start].lower()
    again = rules_of(language).per.repeats
    if re.search(r"[(（][^)）]*$", between):
        return last.per
    words = re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*\.?", between)
    if primary(language) == "zh":
        return last.per if any(word in between for word in again) else None
    return last.per if not again.isdisjoint(words) else None


def compared_per(text: str, quantity: Quantity, earlier: Amount | None, language: str) -> str | None:
    """What an earlier sum in the currency is per, if this one is held against it (…, up from 8,000 taka)."""
    if earlier is None or quantity.start - earlier.end > _COMPARED_WITHIN:
        return None
    alike = earlier.high <= quantity.high * _ALIKE and quantity.high <= earlier.high * _ALIKE
    lead = text[max(0, quantity.start - _LONGEST_LEAD) : quantity.start].lower().rstrip(" d'’u\u00a0")
    held = lead.endswith(tuple(rules_of(language).per.compares)) or _is_parallel(text, quantity, language)
    return earlier.per if alike and held else None


def _is_parallel(text: str, quantity: Quantity, language: str) -> bool:
    """Whether a sum is told side by side with the one before: … a year for small firms and £2,600 for others."""
    per = rules_of(language).per
    lead = text[max(0, quantity.start - _LONGEST_LEAD) : quantity.start].lower()
    if primary(language) == "zh":
        match = _PARALLEL.search(lead)
        ends = text[quantity.end : quantity.end + 1] in "，,。；、;" or quantity.end == len(text)
        return match is not None and ends and not any(word in match[1] for word in per.pay)
    words = re.findall(r"[^\W\d_]+", lead)
    joined = any(" ".join(words[-size:]) in per.parallels for size in (1, 2, 3))
    behind = _NEXT_WORD.match(text, quantity.end)
    return joined and behind is not None and behind[1].lower() in per.followers


def is_alone(text: str, quantity: Quantity) -> bool:
    """Whether a cell or block holds nothing but the number, a bound and marks."""
    if quantity.start > _LONGEST_LEAD or len(text) - quantity.end > _LONGEST_LEAD:
        return False
    before, after = text[: quantity.start], text[quantity.end :]
    if not _ALONE.fullmatch(after):
        return False
    return bool(_ALONE.fullmatch(before)) or (before.count(" ") <= 3 and "\n" not in before)


def closes_line(text: str, quantity: Quantity) -> bool:
    """Whether nothing but marks stands behind the number on its line, as in a column of figures."""
    return bool(_ALONE.fullmatch(text[quantity.end : quantity.end + _LONGEST_LEAD].split("\n", maxsplit=1)[0]))


def label_unit(text: str, quantity: Quantity, language: str) -> str | None:
    """The unit that a label on the same line gives: Participants : 120, Enfants ˜3’500’000, 参会人数：120."""
    rest = text[quantity.end : quantity.end + _LONGEST_LEAD].split("\n", maxsplit=1)[0]
    label = text[max(0, quantity.start - _LONGEST_LABEL - 1) : quantity.start].rsplit("\n", maxsplit=1)[-1]
    if not 0 < len(label) <= _LONGEST_LABEL or not _ALONE.fullmatch(rest):
        return None
    if primary(language) == "zh":
        named = counted_before(text, quantity.start, language)
        return named if re.search(r"[:：]\s*\D{0,2}$", label) or named else None
    if not re.fullmatch(r"\s*[-•▪·]?\s*[^:.;,]+?\s*[:：]?\s*[~˜≈<>≤≥±]?\s*", label):
        return None
    large = quantity.last.numeral.grouped or quantity.last.numeral.scaled
    if not large and not re.search(r"[:：]\s*\D{0,2}$", label):
        return None
    return counted_before(text, quantity.start, language) or noun_unit(label.strip(" -•▪·"), language)


def label_below(text: str, quantity: Quantity, language: str) -> str | None:
    """The unit that the line under a number alone on its line names (1.3亿, 参保人数)."""
    above = text[max(0, quantity.start - _LONGEST_LABEL) : quantity.start].rsplit("\n", maxsplit=1)[-1]
    below = text[quantity.end : quantity.end + 2 * _LONGEST_LABEL].split("\n", maxsplit=2)[:2]
    if len(below) < 2 or not below[1].strip() or len(below[1]) > _LONGEST_LABEL:
        return None
    alone = _ALONE.fullmatch(above) and _ALONE.fullmatch(below[0])
    return label_noun(below[1].strip(), language, whole=True) if alone else None


def unit_behind(text: str, end: int, language: str) -> str | None:
    """The noun that names part of what was counted before: 3.3 million of them children."""
    match = _PART_OF.match(text, end)
    return noun_unit(text[match.end() : match.end() + 60], language) if match else None


def bare_money(
    text: str, quantity: Quantity, language: str, sentence: Sentence, unit: str | None
) -> Amount | Unresolved | None:
    """A large number without a noun behind a sum takes its currency; among words of money it lacks one."""
    if unit is not None:
        return None
    last = sentence.last
    if last is not None and last.measure is Measure.MONEY:
        return last.model_copy(
            update={"start": quantity.start, "end": quantity.end, "low": stored(quantity.low),
                    "high": stored(quantity.high), "rule": "money.shared", "confidence": INFERRED,
                    "bound": bound_of(text, quantity, language) or Bound.EXACT, "per": None}
        )  # fmt: skip
    if not speaks_of_money(text, quantity.start, language):
        return None
    return Unresolved(
        start=quantity.start, end=quantity.end, rule="money.bare", kind="amount", reason="currency_missing"
    )


def bare_count(text: str, quantity: Quantity, language: str, sentence: Sentence, unit: str | None) -> Amount:
    """A large number without a noun: it counts what the words before it or the sentence named."""
    unit = unit or counted_before(text, quantity.start, language) or sentence.unit
    return Amount(
        start=quantity.start, end=quantity.end, rule="count.bare", confidence=confidence(quantity, INFERRED),
        measure=Measure.COUNT, low=stored(quantity.low), high=stored(quantity.high), unit=unit,
        bound=bound_of(text, quantity, language) or Bound.EXACT,
    )  # fmt: skip


def elliptic(text: str, quantity: Quantity, language: str, sentence: Sentence) -> Amount | None:
    """A decimal that shares the magnitude and the currency of the sum before (3,2 mio de francs à …, 2,6 à …)."""
    last, value = sentence.last, quantity.last.numeral.decimal
    lead = text[max(0, quantity.start - 8) : quantity.start]
    if last is None or last.measure is not Measure.MONEY or sentence.factor == 1 or quantity.low != quantity.high:
        return None
    if value == int(value) or not _ELLIPTIC_LEAD.search(lead):
        return None
    value = stored(value * sentence.factor)
    return last.model_copy(
        update={"start": quantity.start, "end": quantity.end, "low": value, "high": value, "rule": "money.elliptic",
                "confidence": INFERRED, "bound": bound_of(text, quantity, language) or Bound.EXACT, "per": None}
    )  # fmt: skip


def part_of_count(text: str, quantity: Quantity, language: str, sentence: Sentence) -> Amount | None:
    """A bare number that is part of what the sentence counted: of whom 280 found work, contre 12 en 2019."""
    last, numeral = sentence.last, quantity.last.numeral
    spelled = numeral.writing is Writing.WORDS and numeral.value >= _SMALLEST_SPELLED and last is not None
    if (numeral.writing is not Writing.DIGITS and not spelled) or numeral.short:
        return None
    if (last is None or last.measure is not Measure.COUNT) and not _makes_number(
        _lead(text, quantity), rules_of(language)
    ):
        return None
    if numeral.base != int(numeral.base) or not (numeral.loose or _is_part(text, quantity, language)):
        return None
    return Amount(
        start=quantity.start, end=quantity.end, rule="count.part", confidence=INFERRED, measure=Measure.COUNT,
        low=stored(quantity.low), high=stored(quantity.high), unit=sentence.unit,
        bound=bound_of(text, quantity, language) or Bound.EXACT,
    )  # fmt: skip


def _is_part(text: str, quantity: Quantity, language: str) -> bool:
    rules = rules_of(language)
    lead = _lead(text, quantity)
    phrases = {" ".join(lead[-size:]).replace("’", "'") for size in (1, 2, 3)}
    behind = _NEXT_WORD.match(text, quantity.end)
    if behind is None:
        return not phrases.isdisjoint(rules.parts.strong) or _makes_number(lead, rules)
    word = behind[1].lower()
    if not phrases.isdisjoint(rules.parts.strong) or _makes_number(lead, rules):
        return behind[1].islower()
    return not phrases.isdisjoint(rules.parts.weak) and word in rules.parts.followers


def _lead(text: str, quantity: Quantity) -> list[str]:
    """The words before a number, without those of bound."""
    lead = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[,;]", text[max(0, quantity.start - 40) : quantity.start].lower())
    while lead and lead[-1] in _BOUND_TAILS:
        lead.pop()
    return lead


def _makes_number(lead: list[str], rules: AmountRules) -> bool:
    """Whether the words lead to a number of something: brings their number to 16."""
    return (
        bool(lead)
        and lead[-1] in {"to", "at", "à", "is", "est", "de", "from"}
        and not rules.counted_heads.isdisjoint(lead[-6:])
    )


def is_postal(text: str, quantity: Quantity) -> bool:
    """Whether a grouped number is followed by a name, as a postal code is, or is part of a telephone number."""
    numeral = quantity.last.numeral
    if numeral.scaled or numeral.writing is not Writing.DIGITS:
        return False
    if _DIGIT_BEFORE.search(text[max(0, quantity.start - 3) : quantity.start]) or _DIGIT_AFTER.match(
        text, quantity.end
    ):
        return True
    short = numeral.value < 10**6 and text[quantity.start : quantity.end].replace(" ", "").isdigit()
    return (short and bool(_POSTAL.match(text, quantity.end))) or text[quantity.start : quantity.start + 1] == "0"


def speaks_of_money(text: str, start: int, language: str) -> bool:
    """Whether the words before a number are about money, so that its currency is missing."""
    window = re.split(r"[.;。；\n]", text[max(0, start - 60) : start])[-1].lower()
    words = rules_of(language).money_words
    if primary(language) == "zh":
        return any(word in window for word in words)
    return not words.isdisjoint(re.findall(r"[^\W\d_]+", window)[-6:])


def stored(value: Decimal) -> Decimal:
    """The value as it is stored, to six places."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    exponent = value.as_tuple().exponent
    return round(value, 6) if isinstance(exponent, int) and exponent < -_PLACES else value
