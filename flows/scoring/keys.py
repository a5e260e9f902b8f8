"""Which keys of a kind are compared, and when two values of a key agree."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from schemas.facts.base import Fact

# A null in the gold says here that no entry of the list (the catalogue, the roles) fits the fact: nothing is compared.
_OPEN_WHERE_NULL = {("programme", "key"), ("date", "role")}
# Words as a person writes them: commas stand for line breaks, and the other way round.
_FREE_WORDS = {("contact", "person"), ("contact", "role"), ("contact", "organisation"), ("contact", "address")}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a kind, by their names in JSON: those that make its value, and those scored apart."""

    kind: str
    compared: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    decimals: frozenset[str] = frozenset()

    @classmethod
    def of(cls, model: type[Fact]) -> "Keys":
        """The keys as the record model states them."""
        names = {name: model.model_fields[name].serialization_alias or name for name in model.columns()}
        decimals = (name for name in names if _holds_decimal(model.model_fields[name].annotation))
        return cls(
            model.kind,
            tuple(names[name] for name in model.compared),
            tuple(json_name for name, json_name in names.items() if name not in model.compared),
            frozenset(names[name] for name in decimals),
        )

    def agree(self, expected: dict[str, Any], got: dict[str, Any], only: frozenset[str] | None = None) -> bool:
        """Whether two values agree on the compared keys (on those of them in `only`, where it is given)."""
        keys = [key for key in self.compared if only is None or key in only]
        return all(self._same(key, expected.get(key), got.get(key)) for key in keys)

    def is_open(self, key: str, expected: object) -> bool:
        """Whether the gold leaves the key open, so that any value is right."""
        return expected is None and (self.kind, key) in _OPEN_WHERE_NULL

    def alike(self, key: str, expected: object, got: object) -> bool:
        """Whether two values of a key that is scored apart agree: white space and case do not count."""
        if isinstance(expected, str) and isinstance(got, str):
            fold = _words if (self.kind, key) in _FREE_WORDS else _folded
            return fold(expected) == fold(got)
        return self._same(key, expected, got)

    def _same(self, key: str, expected: object, got: object) -> bool:
        if self.is_open(key, expected):
            return True
        if key in self.decimals and expected is not None and got is not None:
            return _decimal(expected) == _decimal(got) is not None
        if isinstance(expected, list) and isinstance(got, list):
            return sorted(map(str, expected)) == sorted(map(str, got))
        return expected == got


def stated(value: object) -> bool:
    """Whether a value says something: null, false and what is empty do not."""
    return value not in (None, False, "", [])


def _holds_decimal(annotation: object) -> bool:
    return Decimal in (annotation, *get_args(annotation))


def _decimal(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
