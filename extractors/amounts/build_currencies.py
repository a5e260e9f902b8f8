"""Writes `rules/currencies.yaml` from Babel's CLDR data: `python -m extractors.amounts.build_currencies`.

The file is committed so that a run loads neither Babel's locale data nor pycountry.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pycountry
import yaml
from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

TARGET = Path(__file__).parent.parent / "rules" / "currencies.yaml"
LATIN = ("en", "fr")
LOCALES = (*LATIN, "zh_Hans", "zh_Hant")
NOT_MONEY = {"XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XDR", "XBA", "XBB", "XBC", "XBD", "XUA", "XSU", "XRE"}
HEADER = "# Made by extractors/amounts/build_currencies.py from CLDR; add to currency_words.yaml instead of editing.\n"


def build() -> dict[str, object]:
    """Codes, names by language, nouns that several currencies share, and the currency of each country by its name."""
    territories = [str(territory) for territory in Locale("en").territories]
    current = {territory: _currency_of(territory) for territory in territories if len(territory) == 2}
    codes = sorted({entry.alpha_3 for entry in pycountry.currencies} - NOT_MONEY)
    countries = dict(sorted(_countries(current)))
    in_use = {code for code in current.values() if code}
    named: dict[str, set[str]] = defaultdict(set)
    heads: dict[str, set[str]] = defaultdict(set)
    for code in sorted({*codes, *Locale("en").currencies} - NOT_MONEY):
        for locale in LOCALES:
            for name in _names(code, locale):
                named[name].add(code)
                if locale in LATIN and code in in_use:
                    heads[_head(name, locale)].add(code)
    for territory, code in current.items():
        for name in _with_country(territory, code):
            named[name].add(code or "")
    return {
        "codes": codes,
        "names": {
            name: _one(found, in_use)
            for name, found in sorted(named.items())
            if _one(found, in_use) and name not in {country.lower() for country in countries}
        },
        "heads": {head: sorted(found) for head, found in sorted(heads.items()) if re.fullmatch(r"[^\W\d_]{3,}", head)},
        "countries": countries,
    }


def _currency_of(territory: str) -> str | None:
    found = get_territory_currencies(territory, date(2024, 1, 1), tender=True)
    return found[0] if found else None


def _names(code: str, locale: str) -> Iterator[str]:
    """Singular and plural, without what CLDR adds in brackets; names with years are of dead currencies."""
    for count in (None, 1, 2):
        name = re.sub(r"\s*[(（].*[)）]", "", get_currency_name(code, count, locale)).strip().lower().replace("’", "'")
        if name and name != code.lower() and not re.search(r"\d", name):
            yield name


def _head(name: str, locale: str) -> str:
    words = name.split()
    return words[-1] if locale == "en" else words[0]


def _with_country(territory: str, code: str | None) -> Iterator[str]:
    """Hong Kong dollars, Malaysia ringgit: the English country before the noun of its currency."""
    if code:
        country = Locale("en").territories[territory].lower()
        for count in (1, 2):
            yield f"{country} {get_currency_name(code, count, 'en').lower().split()[-1]}"


def _countries(current: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    for territory, code in current.items():
        for locale in LOCALES:
            name = Locale.parse(locale).territories.get(territory)
            if code and name:
                yield re.sub(r"\s*[(（].*[)）]", "", name).replace("’", "'"), code


def _one(codes: Iterable[str], in_use: set[str]) -> str:
    """The currency in use where one name stands for an old and a new one; none where that leaves several."""
    found = set(codes)
    living = found & in_use
    pick = living or found
    return next(iter(pick)) if len(pick) == 1 else ""


if __name__ == "__main__":
    body = yaml.safe_dump(build(), allow_unicode=True, width=120, sort_keys=False, default_flow_style=None)
    TARGET.write_text(HEADER + body, "utf-8")
