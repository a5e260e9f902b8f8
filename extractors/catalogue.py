"""The catalogue of programmes: what a mention can link to, and the names it is known by."""

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from extractors.rules import load_rules
from schemas.facts.programme import ProgrammeType

LANGUAGES = ("fr", "en", "zh")


class Source(BaseModel):
    """Where the names in one language were seen, and the year of that page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    year: int


class Programme(BaseModel):
    """One programme, project, initiative, fund, campaign, scheme or network."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    type: ProgrammeType
    names: dict[str, list[str]] = Field(description="full names, variants and short forms by language, preferred first")
    acronyms: list[str] = []
    ambiguous: list[str] = Field(default=[], description="names and acronyms that also mean other things")
    sources: dict[str, Source] = {}
    unverified: list[str] = Field(default=[], description="languages, or single names, that nobody has checked")

    @model_validator(mode="after")
    def _parts_agree(self) -> "Programme":
        for language in (*self.names, *self.sources):
            if language not in LANGUAGES:
                raise ValueError(f"{self.key}: {language} is not one of {', '.join(LANGUAGES)}")
        known = {*self.acronyms, *(name for names in self.names.values() for name in names)}
        strangers = [term for term in self.ambiguous if term not in known]
        strangers += [term for term in self.unverified if term not in known and term not in LANGUAGES]
        if strangers:
            raise ValueError(f"{self.key}: ambiguous or unverified, but no name: {', '.join(strangers)}")
        return self

    @property
    def verified(self) -> bool:
        """Whether the names of at least one language were checked against a public source."""
        return bool(self.sources)


class Catalogue(RootModel[list[Programme]]):
    """All programmes, each key once."""

    @model_validator(mode="after")
    def _keys_are_unique(self) -> "Catalogue":
        keys = [programme.key for programme in self.root]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"keys that stand twice: {', '.join(twice)}")
        return self

    def __iter__(self) -> Iterator[Programme]:  # type: ignore[override]
        return iter(self.root)

    def __len__(self) -> int:
        return len(self.root)


@cache
def load_catalogue() -> Catalogue:
    """The catalogue in `rules/programmes.yaml`; raises `RuleError` where the file is not well formed."""
    return load_rules("programmes", Catalogue)
