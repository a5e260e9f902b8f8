"""Writes `rules/places.yaml` from Babel's CLDR data: `python -m extractors.linking.build_places`.

The file is committed so that a run does not load Babel's locales. Other names go to the `places` of the link rules.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pycountry
import yaml
from babel import Locale

TARGET = Path(__file__).parent.parent / "rules" / "places.yaml"
LOCALES = {"en": ("en",), "fr": ("fr",), "zh": ("zh_Hans", "zh_Hant")}
REGIONS = "regions"
# The world is no place to tell facts apart by; the others are unions and stand-ins.
LEFT_OUT = {"001", "EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}
# Also short for China and Africa, China and America.
AMBIGUOUS = {"中非", "中美"}
HEADER = "# Made by extractors/linking/build_places.py from CLDR; regions have no ISO 3166-1 code.\n"
# "Congo - Kinshasa", "Congo-Kinshasa" and "Hong Kong SAR China" are not what documents write.
_ARTIFICIAL = re.compile(r" - |^Congo-|SAR China|R\.A\.S\.|特别行政区|特別行政區")
_BRACKETS = re.compile(r"\s*[(（](.*?)[)）]")


def build() -> dict[str, dict[str, list[str]]]:
    """Names of countries and regions by language and ISO 3166-1 alpha-2 code."""
    found: dict[str, dict[str, list[str]]] = {}
    for language, locales in LOCALES.items():
        names: dict[str, set[str]] = defaultdict(set)
        for locale in locales:
            for code, territory in Locale.parse(locale).territories.items():
                if code not in LEFT_OUT:
                    names[code if pycountry.countries.get(alpha_2=code) else REGIONS].update(_variants(territory))
        found[language] = {code: sorted(variants - AMBIGUOUS) for code, variants in sorted(names.items()) if variants}
    return found


def _variants(territory: str) -> Iterator[str]:
    """The name without and, for Myanmar (Burma), with the words in brackets; straight apostrophes."""
    if _ARTIFICIAL.search(territory):
        return
    name = territory.replace("’", "'").replace("\u00a0", " ")
    for variant in (_BRACKETS.sub("", name), *_BRACKETS.findall(name)):
        if len(variant) > 1 and variant[0].isupper() | (variant[0] >= "\u2e80"):
            yield variant.replace("&", "and" if territory.isascii() else "et") if "&" in variant else variant


if __name__ == "__main__":
    body = yaml.safe_dump(build(), allow_unicode=True, width=120, sort_keys=False, default_flow_style=None)
    TARGET.write_text(HEADER + body, "utf-8")
