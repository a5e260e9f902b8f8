"""Bytes to text: the encodings met in the wild, with or without a byte order mark."""

import codecs
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),  # the mark stays a character of the text: offsets count it, the reading leaves it out
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "big5", "cp1252")
_SAMPLE = 200_000
# A share of control characters above this is no text; a stray NUL or form feed in a real file stays far below.
_MOST_CONTROLS = 0.02
# Best and second-best reading nearer than this (share of common characters): the choice is uncertain.
_CLEAR_LEAD = 0.05
# Real Chinese has about this share of common characters and more; Chinese by chance has hardly any.
_MOSTLY_COMMON = 0.4


class CommonCharacters(BaseModel):
    """The characters that betray the right decoding: `extractors/rules/encodings.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    gb18030: str
    big5: str
    cp1252: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and whether another encoding would have served nearly as well."""

    text: str
    encoding: str
    uncertain: bool = False


def decode(data: bytes) -> Decoded | None:
    """Decode bytes, or None where they are no text in any encoding that we know."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    wide = _wide_encoding(data)
    if wide:
        return _strict(data, wide)
    return _strict(data, "utf-8") or _utf8_cut_short(data) or _wide_chinese(data) or _legacy(data)


def looks_like_text(data: bytes) -> bool:
    """Whether the head of a file decodes to something with hardly any control characters."""
    head = data[:_SAMPLE]
    decoded = decode(head if len(data) <= _SAMPLE else head[: len(head) // 4 * 4])
    return decoded is not None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    if _controls(text) > _MOST_CONTROLS:
        return None
    return Decoded(text, encoding)


def _utf8_cut_short(data: bytes) -> Decoded | None:
    """UTF-8 whose last character is incomplete: the head of a longer file."""
    if len(data) < _SAMPLE // 4 * 4:
        return None
    for cut in (1, 2, 3):
        decoded = _strict(data[:-cut], "utf-8")
        if decoded:
            return decoded
    return None


def _controls(text: str) -> float:
    head = text[:_SAMPLE]
    odd = sum(character < " " and character not in "\t\n\r\f\v" for character in head)
    odd += sum("\x7f" <= character <= "\x9f" for character in head)
    return odd / max(1, len(head))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is NUL, or there are some, and Chinese units."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.1:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.1:
        return "utf-16-be"
    return _wide_by_high_bytes(head) if b"\x00" in head else None


def _wide_by_high_bytes(head: bytes) -> str | None:
    """The byte order in which nearly all units are Chinese characters and their signs."""
    for high, name in ((head[1::2], "utf-16-le"), (head[0::2], "utf-16-be")):
        if sum(0x4E <= byte <= 0x9F or byte in {0, 0x30, 0xFF} for byte in high) > len(high) * 0.9:
            return name
    return None


def _wide_chinese(data: bytes) -> Decoded | None:
    """UTF-16 without a mark and without a single NUL, so Chinese alone; others look like it by chance."""
    name = _wide_by_high_bytes(data[:4096]) if len(data) >= 4 and len(data) % 2 == 0 else None
    decoded = _strict(data, name) if name else None
    common = load_rules("encodings", CommonCharacters)
    if decoded and _share(decoded.text, common.gb18030 + common.big5) > _MOSTLY_COMMON:
        return decoded
    return None


def _legacy(data: bytes) -> Decoded | None:
    """The best of the one- and two-byte encodings, by the share of common characters among those beyond ASCII."""
    common = load_rules("encodings", CommonCharacters)
    ranked: list[tuple[float, Decoded]] = []
    for encoding in _LEGACY:
        decoded = _strict(data, encoding)
        if decoded:
            ranked.append((_share(decoded.text, getattr(common, encoding)), decoded))
    if not ranked:
        return None
    ranked.sort(key=lambda pair: -pair[0])
    best, decoded = ranked[0]
    if best == 0:
        return None
    uncertain = len(ranked) > 1 and best - ranked[1][0] < _CLEAR_LEAD
    return Decoded(decoded.text, decoded.encoding, uncertain)


def _share(text: str, common: str) -> float:
    beyond = [character for character in text[:_SAMPLE] if character > "\x7f"]
    known = set(common)
    return sum(character in known for character in beyond) / max(1, len(beyond))
