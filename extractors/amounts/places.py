"""Settles a currency word that several currencies share by the country that the text speaks of."""

import re
from collections import Counter
from functools import cache, cached_property

from extractors.amounts.currencies import Tender, currency_data, currency_words
from extractors.amounts.han import simplified
from schemas.document import Document

# Chosen on the sample documents: further away than this a country is no better than the whole document.
_NEAR = 1200
# So much of a text tells traditional characters from simplified ones.
_SAMPLED = 2000
# Abbreviated magnitudes that French texts write in Switzerland alone.
_SWISS_MAGNITUDE = re.compile(r"(?i)\b(?:mio|mia|mrd)s?\b")
_STATED = re.compile(
    r"(?:amounts?|figures|sums|dollars?|montants?|sommes|chiffres|\$)[^.\n]{0,40}\b(?:in|are|en|is|means|refers? to|"
    r"d[ée]signent?|sont|exprim[ée]e?s en|=)\s(?:the\s|le\s|des\s)?([^\W\d_]+(?:[ -][^\W\d_]+){0,3})",
    re.IGNORECASE,
)


@cache
def _names_of(codes: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the countries and other places of these currencies, and the currency of each name."""
    names = {place: code for code in codes for place in currency_words().places.get(code, ())}
    names |= {country: code for country, code in currency_data().countries.items() if code in codes}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    latin = "|".join(re.escape(name) for name in ordered if name[0] < "\u2e80") or "(?!)"
    chinese = "|".join(re.escape(name) for name in ordered if name[0] >= "\u2e80") or "(?!)"
    return re.compile(rf"\b(?:{latin})\b|{chinese}"), names


class Places:
    """The currencies that one document's words stand for."""

    def __init__(self, document: Document) -> None:
        self.text = document.reading.replace("’", "'")
        self.language = document.language or ""
        self._by_word: dict[tuple[str, ...], str | None] = {}

    def code_of(self, tender: Tender, position: int, language: str, written: str = "") -> str | None:
        """The ISO code of a currency read at `position` in the sum as `written`; None where the text leaves it open."""
        if tender.word in ("¥", "￥", "圆"):
            return self._yen_or_yuan(tender, position, language)
        if tender.word == "元":
            return self._yuan
        if tender.word in ("$", "dollar", "dollars"):
            return self._yuan if language.startswith("zh") and self._yuan != "CNY" else self._dollar
        if len(tender.codes) == 1 and tender.word not in currency_words().letters:
            return tender.codes[0]
        if "CHF" in tender.codes and _SWISS_MAGNITUDE.search(written):
            return "CHF"
        near = self._nearest(tender.codes, position)
        return near or self._most(tender.codes) or currency_words().defaults.get(tender.word)

    @cached_property
    def _dollar(self) -> str:
        """USD unless the document states another dollar for its bare signs."""
        for match in _STATED.finditer(self.text):
            words = match[1].lower().split()
            for size in range(len(words), 1, -1):
                code = currency_data().names.get(" ".join(words[:size]))
                if code and "dollar" in match[1].lower():
                    return code
        return "USD"

    @cached_property
    def _yuan(self) -> str:
        """CNY unless the document is about Hong Kong, Macao or Taiwan."""
        places = currency_words().places
        counts = {code: self._count(places[code]) for code in ("HKD", "MOP", "TWD")}
        code = max(counts, key=lambda code: counts[code])
        mainland = self._count(("中国", "中國", "内地", "人民币", "人民幣", "全国", "国务院"))
        if self.language == "zh-Hant" or self._is_traditional:
            return code if counts[code] and counts[code] * 2 >= mainland else "CNY"
        return code if counts[code] >= 3 and counts[code] > mainland else "CNY"

    @cached_property
    def _is_traditional(self) -> bool:
        """Whether a good part of the signs are traditional characters, whatever the document's language tag says."""
        head = self.text[:_SAMPLED]
        changed = sum(one != other for one, other in zip(head, simplified(head), strict=True))
        return changed * 10 > sum(sign >= "\u3400" for sign in head)

    def _yen_or_yuan(self, tender: Tender, position: int, language: str) -> str:
        if language.startswith("zh"):
            return "CNY"
        return self._nearest(tender.codes, position) or self._most(tender.codes) or "JPY"

    def _nearest(self, codes: tuple[str, ...], position: int) -> str | None:
        """The currency of the place named nearest; one named behind the sum counts as twice as far."""
        pattern, names = _names_of(codes)
        best: tuple[int, str] | None = None
        for match in pattern.finditer(self.text, max(0, position - _NEAR), position + _NEAR // 2):
            ahead = match.start() - position
            distance = 2 * ahead if ahead > 0 else -ahead
            if best is None or distance < best[0]:
                best = (distance, names[match.group()])
        return best[1] if best else None

    def _most(self, codes: tuple[str, ...]) -> str | None:
        """The currency whose places the document names most."""
        if codes not in self._by_word:
            pattern, names = _names_of(codes)
            counts = Counter(names[match.group()] for match in pattern.finditer(self.text))
            self._by_word[codes] = counts.most_common(1)[0][0] if counts else None
        return self._by_word[codes]

    def _count(self, names: tuple[str, ...]) -> int:
        return sum(self.text.count(name) for name in names)
