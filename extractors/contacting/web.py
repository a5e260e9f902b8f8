"""Finds e-mail addresses, web addresses and accounts written as @name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email
from tld import get_tld

from extractors.contacting.places import is_place
from extractors.contacting.points import Point, PointKind, Spans
from extractors.contacting.vocabulary import vocabulary
from extractors.tokenizer import CJK
from schemas.document import Document
from schemas.facts.base import Unresolved

# The longest local part of an address (RFC 5321) and the longest domain that is worth reading.
_LOCAL = 64
_DOMAIN = 120

_AT = re.compile(r"(?<=[A-Za-zÀ-ÿ0-9_+-])@(?=[A-Za-zÀ-ÿ0-9_-]{1,63}[. \n]|[ \n])")
_LOCAL_PART = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9_%+&'’.-]{1,64}$")
_DOMAIN_PART = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9](?:[A-Za-zÀ-ÖØ-öø-ÿ0-9_-]{0,62}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9])")
_BROKEN_DOMAIN = re.compile(r"[A-Za-z0-9.-]{1,80}[.-][ \n](?:[a-z0-9-]{1,40}\.){0,4}[a-z]{2,24}(?!\w)")
_SPELT_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){0,6}[A-Za-z0-9-]{1,63}")

# A web address that runs into the domain before it; a letter before an address.
_RUN_IN = re.compile(r"(?<=[a-z])(?:www\.|https?$)")
_LATIN_END = re.compile(r"[A-Za-z0-9]")
# "name#ilo.org", as Chinese pages write it to keep robots away.
_HASH = re.compile(r"(?<=[A-Za-z0-9])#(?=[a-z0-9-]{2,40}\.[a-z])")

_URL_SIGN = r"A-Za-z0-9À-ÖØ-öø-ÿ\-._~:/?#\[\]@!$&'()*+,;=%"
_URL = re.compile(
    rf"(?:https?://(?=[A-Za-z0-9À-ÿ])|(?<![@./_-])www\.(?=[A-Za-z0-9]))[{_URL_SIGN}]{{1,2000}}", re.IGNORECASE
)
_TRAILING = frozenset(".,;:!?'\"[]*")
# A piece of an address that a line break cut off: it has a sign that words do not have.
_URL_TAIL = re.compile(rf"(?=[^\s]{{0,200}}[/=_%?&#.-][A-Za-z0-9])[a-z0-9%?&#=/_-][{_URL_SIGN}]{{1,300}}")
_OPEN_END = tuple("/-_=?&%#")

_DOT = re.compile(r"\.(?<=[a-z0-9]\.)[a-z]{2,24}(?![A-Za-z0-9_@À-ÿ]|[.-][A-Za-z0-9])")
_HOST_BEFORE = re.compile(r"(?<![A-Za-z0-9_À-ÿ@./:\\-])[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){0,4}$")
_PATH_AFTER = re.compile(r"(?::\d{2,5})?/[A-Za-z0-9\-._~/?#&=%+]{0,500}|[/?#](?=[\s)）。，]|$)")
# Country codes that are also small words, and endings that files have: a missing space must not make an address.
_WORDLIKE = frozenset(
    [
        "am",
        "as",
        "at",
        "be",
        "by",
        "ca",
        "de",
        "do",
        "es",
        "et",
        "eu",
        "id",
        "il",
        "in",
        "is",
        "it",
        "la",
        "le",
        "me",
        "my",
        "ne",
        "no",
        "pm",
        "se",
        "so",
        "to",
        "tu",
        "us",
    ]
)
_FILE_ENDINGS = frozenset(["zip", "mov", "md", "py", "sh", "pl", "rs", "ps", "ai", "cab", "app", "bat", "bar"])

_HANDLE = re.compile(
    rf"(?<![\w.@/=+-])@(?:(?P<latin>(?=[\w.]{{0,30}}[A-Za-z_])[A-Za-z0-9_](?:[\w.]{{0,40}}\w)?(?:@[a-z0-9-]{{1,40}}\.[a-z]{{2,20}})?)"
    rf"|(?P<han>[{CJK}]{{2,16}}(?![{CJK}\w])))",
    re.ASCII,
)
_HAN_AFTER = re.compile(rf"[{CJK}]{{2,4}}(?![{CJK}])")


def find_emails(document: Document) -> Iterator[Point | Unresolved]:
    """Addresses with @, with a bracketed word for it, and those that a line break cuts; invalid ones are unresolved."""
    text = document.reading
    last = 0
    for match in _AT.finditer(text):
        if match.start() >= last and (found := _email_at(document, match.start())):
            last = found.end
            yield found
    for match in vocabulary().spelt_at.finditer(text):
        if found := _said_email(text, match):
            yield found
    for match in (*vocabulary().at_sign.finditer(text), *_HASH.finditer(text)):
        if match.start() and (found := _spelt_email(text, match)):
            yield found


def find_urls(document: Document, taken: Spans) -> Iterator[Point]:
    """Web addresses outside `taken`, which grows by them: with a scheme, with www., or plainly a bare domain."""
    text = document.reading
    for match in _URL.finditer(text):
        if _is_inside_word(text, match.start(), taken):
            continue
        start, end = match.start(), _trimmed(text, match.start(), match.end())
        end = _continued(document, start, end)
        if "." not in text[start:end] and "://localhost" not in text[start:end].lower():
            continue
        taken.add(start, end)
        yield Point(PointKind.URL, start, end, _as_address(text[start:end]))
    for match in _DOT.finditer(text):
        span = _bare_domain(text, match)
        if span and not taken.meets(*span):
            taken.add(*span)
            yield Point(PointKind.URL, *span, text[span[0] : span[1]])


def find_handles(text: str, taken: Spans) -> Iterator[Point]:
    """Accounts written as @name, outside `taken`."""
    for match in _HANDLE.finditer(text):
        if not taken.meets(*match.span()):
            other = vocabulary().account_after.search(text, match.start() + 2, match.end()) if match["han"] else None
            end = other.start() if other else _past_place(text, match.end())
            yield Point(PointKind.HANDLE, match.start(), end, text[match.start() : end])


def _past_place(text: str, end: int) -> int:
    """The end of an account that a country's Chinese name closes ("@ILO中国")."""
    after = _HAN_AFTER.match(text, end)
    return after.end() if after and is_place(after.group()) else end


@lru_cache(4096)
def is_public_domain(domain: str) -> bool:
    """Whether the domain ends in a registered top-level domain and has a name before it."""
    ending = get_tld(f"http://{domain}", fail_silently=True)
    return isinstance(ending, str) and ending != domain


def _email_at(document: Document, at: int) -> Point | Unresolved | None:
    text = document.reading
    local = _LOCAL_PART.search(text, max(0, at - _LOCAL), at)
    after = at + 1
    if after < len(text) and text[after] in " \n" and is_line_break(document, after):
        after += 1
    if local is None or text[after : after + 1] == "@":
        return None
    start = local.start() + len(local.group()) - len(local.group().lstrip(".'’-"))
    domain = _DOMAIN_PART.match(text, after, after + _DOMAIN) or _broken_domain(document, after)
    if domain is None or start == at:
        return None
    end = _cut_at_web(text, domain)
    address = text[start:at] + "@" + re.sub(r"\s", "", text[domain.start() : end])
    return _checked(address, start, end)


def _cut_at_web(text: str, domain: re.Match[str]) -> int:
    """The end of a domain without a web address that runs into it ("info@ilo.orgwww.ilo.org")."""
    web = _RUN_IN.search(text, domain.start(), domain.end())
    return web.start() if web and is_public_domain(text[domain.start() : web.start()].lower()) else domain.end()


def _is_inside_word(text: str, start: int, taken: Spans) -> bool:
    """Whether an address begins in the middle of a word that is not itself an address."""
    within = start > 0 and text[start] in "wW" and bool(_LATIN_END.match(text, start - 1))
    return within and not taken.meets(start - 1, start)


def _broken_domain(document: Document, start: int) -> re.Match[str] | None:
    """A domain that a line break cuts after a dot or hyphen."""
    text = document.reading
    match = _BROKEN_DOMAIN.match(text, start)
    if match and is_line_break(document, re.search(r"\s", match.group()).start() + start):  # type: ignore[union-attr]
        return match
    return None


def _spelt_email(text: str, at: re.Match[str]) -> Point | Unresolved | None:
    """An address whose @ is a word in brackets; its dots may be such words too."""
    local = _LOCAL_PART.search(text, max(0, at.start() - _LOCAL), at.start())
    if local is None:
        return None
    end, domain = at.end(), ""
    while part := _SPELT_DOMAIN.match(text, end, end + _DOMAIN):
        domain += part.group()
        end = part.end()
        dot = vocabulary().dot_sign.match(text, end, end + 12)
        if dot is None or len(domain) > _DOMAIN:
            break
        domain += "."
        end = dot.end()
    if (
        _URL.search(text, max(0, local.start() - 12), at.start())
        or "." not in domain
        or not is_public_domain(domain.lower())
    ):
        return None
    return _checked(f"{local.group()}@{domain}", local.start(), end)


def _said_email(text: str, match: re.Match[str]) -> Point | Unresolved | None:
    """An address written as it is said ("newsroom at ilo dot org")."""
    local = _LOCAL_PART.search(text, max(0, match.start() - _LOCAL), match.start())
    domain = vocabulary().spelt_dot.sub(".", match["domain"])
    if local is None or not is_public_domain(domain.lower()):
        return None
    return _checked(f"{local.group()}@{domain}", local.start(), match.end())


def _checked(address: str, start: int, end: int) -> Point | Unresolved:
    fault = _fault_of(address.replace("’", "'"))
    if fault is None:
        return Point(PointKind.EMAIL, start, end, address.lower())
    return Unresolved(start=start, end=end, rule="email", kind="contact", reason="invalid_email", detail=fault)


@lru_cache(4096)
def _fault_of(address: str) -> str | None:
    """Why an address cannot be right; None where it can."""
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        return str(error)
    return None


def _as_address(text: str) -> str:
    text = re.sub(r"\s", "", text)
    return text if re.match("https?://", text, re.IGNORECASE) else f"http://{text}"


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of an address without the punctuation of the sentence and brackets that were opened outside."""
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        if text[end - 1] == ")" and surplus > 0:
            surplus -= 1
        elif text[end - 1] not in _TRAILING:
            break
        end -= 1
    return end


def _continued(document: Document, start: int, end: int) -> int:
    """The end of an address that goes on after a line break."""
    text = document.reading
    for _ in range(4):
        if end + 1 >= len(text) or text[end] not in " \n" or not is_line_break(document, end):
            return end
        tail = _URL_TAIL.match(text, end + 1, end + 400)
        opens = text[end - 1] in _OPEN_END or text[end + 1] in "/?&="
        if tail is None or not opens or _URL.match(text, end + 1):
            return end
        end = _trimmed(text, end + 1, tail.end())
    return end


def is_line_break(document: Document, offset: int) -> bool:
    """Whether the blank at this offset of the reading stands for one line break, not for a space or a blank line."""
    text = document.reading
    if text[offset] == "\n":
        return text[offset + 1 : offset + 2] != "\n" and text[offset - 1 : offset] != "\n"
    start, end = document.offsets.to_text(offset, offset + 1)
    return any(sign in "\r\n" for sign in document.text[start:end])


def _bare_domain(text: str, dot: re.Match[str]) -> tuple[int, int] | None:
    """The span of a domain that ends at this dot, or None where it may be something else."""
    window = text[max(0, dot.start() - _DOMAIN) : dot.start()]
    word = dot.start() - len(window.split()[-1])
    before = _HOST_BEFORE.search(text, word, dot.start())
    if before is None:
        return None
    ending = dot.group()[1:]
    host = before.group()
    labels = host.split(".")
    odd = any(sign in host for sign in "-0123456789.")
    path = _PATH_AFTER.match(text, dot.end())
    if ending in _FILE_ENDINGS or len(labels[-1]) < 2 or (ending in _WORDLIKE and not odd and not path):
        return None
    if host.replace(".", "").replace("-", "").isdigit() and len(host) > 3:
        return None
    if not is_public_domain(f"{host}.{ending}"):
        return None
    end = _trimmed(text, before.start(), path.end()) if path else dot.end()
    return before.start(), end
