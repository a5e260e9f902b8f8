"""What a web page states about itself for machines: title, date, canonical address, language, site."""

import json
import re
from collections.abc import Iterator
from typing import Any

Element = Any

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
_DATES = (
    "article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dcterms.created", "citation_publication_date", "pubdate", "publish-date", "publish_date", "parsely-pub-date",
    "date", "article.published",
)  # fmt: skip
_ARTICLE_TYPES = re.compile(r"Article|Report|BlogPosting|WebPage|PressRelease", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
_LONGEST_DATA = 500_000


def page_metadata(root: Element) -> dict[str, str]:
    """`title`, `date` (ISO 8601), `url`, `language` and `site`, as far as the page states them."""
    stated = _meta(root)
    linked = list(_linked_data(root))
    site = stated.get("og:site_name", "")
    found = {
        "title": _first(stated, _TITLES) or _from(linked, "headline", "name") or _page_title(root, site),
        "date": _date(_from(linked, "datePublished")) or _date(_first(stated, _DATES)) or _date(_time(root)),
        "url": _canonical(root) or stated.get("og:url", "") or _from(linked, "url"),
        "language": root.get("lang", "") or stated.get("content-language", "") or _from(linked, "inLanguage"),
        "site": site,
    }
    return {key: " ".join(value.split()) for key, value in found.items() if value.strip()}


def without_site(title: str, site: str) -> str:
    """A page title without the name of the site behind (or before) it."""
    parts = re.split(r"\s+[|–—·»]\s+|\s+-\s+", title.strip())
    if len(parts) > 1 and site:
        kept = [part for part in parts if part.lower() != site.lower()]
        return title if len(kept) == len(parts) else " – ".join(kept)
    if len(parts) > 1 and "|" in title:
        return title.split(" | ", maxsplit=1)[0].strip()
    return title.strip()


def _page_title(root: Element, site: str) -> str:
    return without_site(root.findtext(".//title") or "", site)


def _meta(root: Element) -> dict[str, str]:
    stated: dict[str, str] = {}
    for element in root.iter("meta"):
        content = element.get("content", "")
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(key, "").lower()
            if name and content.strip():
                stated.setdefault(name, content)
    return stated


def _canonical(root: Element) -> str:
    for element in root.iter("link"):
        if "canonical" in element.get("rel", "").lower().split():
            return str(element.get("href", ""))
    return ""


def _time(root: Element) -> str:
    """The one element that is marked as the time of publication."""
    for element in root.iter("time"):
        if element.get("pubdate") is not None or element.get("itemprop", "").lower() == "datepublished":
            return str(element.get("datetime", ""))
    return ""


def _linked_data(root: Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of the page that describe a text."""
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", "") or not script.text or len(script.text) > _LONGEST_DATA:
            continue
        try:
            waiting = [json.loads(script.text.strip().removeprefix("<!--").removesuffix("-->"))]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item[:100]
            elif isinstance(item, dict):
                waiting.append(item.get("@graph"))
                if _ARTICLE_TYPES.search(str(item.get("@type", ""))):
                    yield item


def _first(stated: dict[str, str], names: tuple[str, ...]) -> str:
    return next((stated[name] for name in names if stated.get(name)), "")


def _from(linked: list[dict[str, Any]], *keys: str) -> str:
    return next((item[key] for key in keys for item in linked if isinstance(item.get(key), str) and item[key]), "")


def _date(value: str) -> str:
    match = _DAY.match(value.strip())
    return "-".join(match.groups()) if match else ""
