"""Says which lines of a contact's block hold its address or its points: the numbers there count nothing."""

import re
from collections.abc import Iterator

from schemas.facts.contact import Contact

_LINE = re.compile(r"[^\n]+")
_DIGITS_COMPARED = 6


def lines_of_points(reading: str, contact: Contact) -> Iterator[tuple[int, int]]:
    """The lines of the contact that a reader would write on an envelope or dial; a block on one line is one of them."""
    lines = [(line.start(), line.end()) for line in _LINE.finditer(reading, contact.start, contact.end)]
    if len(lines) < 2:
        yield from lines
        return
    digits = [re.sub(r"\D", "", phone)[-_DIGITS_COMPARED:] for phone in contact.phones]
    address = " ".join((contact.address or "").lower().split())
    for start, end in lines:
        line = " ".join(reading[start:end].lower().split())
        bare = re.sub(r"\D", "", line)
        words = (*contact.emails, *contact.handles, *(url.split("//")[-1].lower() for url in contact.urls))
        dialled = any(number and number in bare for number in digits)
        if (
            dialled
            or any(word in line for word in words)
            or (address and (line in address or address in line))
            or _shares_words(line, address)
        ):
            yield start, end


def _shares_words(line: str, address: str) -> bool:
    """Whether a line runs into the address or out of it, so that neither holds the other."""
    words = [word for word in re.findall(r"[^\W_]+", line) if len(word) > 1]
    return sum(word in address for word in words) * 2 > len(words) > 0
