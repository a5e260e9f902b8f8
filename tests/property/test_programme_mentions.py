"""Whatever the text, mentions lie in it and do not overlap, and no text makes the rules run on and on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.catalogue import load_catalogue
from extractors.naming.folding import fold
from tests.unit.extractors.facts.test_programmes import mentions

PIECES = (
    *("Programme", "projet", "Initiative", "Fund", " for ", " de la ", "(PAX)", "（PAX）", "“", "”", "« ", " »"),
    *("项目", "计划", "全球", "一带一路", "Better Work", " et ", ", ", ". ", "\n\n", "\t", "ILO", "l'", "’", "1"),
    *("é", "İ", "\U0001d400", "的", "IPEC+", "Skills"),
)
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(max_size=80))


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.sampled_from(["fr", "en", "zh-Hans"]))
def test_mentions_lie_in_the_text_and_apart(text: str, language: str) -> None:
    end = 0
    for mention in mentions(text, language):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.name == " ".join(mention.name.split())
        end = mention.end


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([(p, name) for p in load_catalogue() for names in p.names.values() for name in names]))
def test_a_sure_name_of_the_catalogue_is_found_with_its_key(named: tuple[object, str]) -> None:
    programme, name = named
    if name not in programme.ambiguous and name[0].isupper() and len(name) > 12:  # type: ignore[attr-defined]
        keys = {mention.programme_key for mention in mentions(f"{name}.", "en")}
        assert programme.key in keys  # type: ignore[attr-defined]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("piece", ["1,", " ", "@", "一", "“", "(", "A"])
@pytest.mark.parametrize("language", ["fr", "en", "zh"])
def test_monotonous_texts_come_to_an_end(piece: str, language: str) -> None:
    assert mentions(piece * (200_000 // len(piece)), language) == []
