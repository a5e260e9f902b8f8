"""Fingerprints: what makes two texts versions of each other, in the three languages."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fingerprint import BANDS, SHORTEST, sign, sign_text, verify
from schemas.signature import Similarity
from tests.warehouse_kit import document_of

WORDS = {
    "fr": "travail emploi protection sociale ministère pays formation salaire agriculture santé école région",
    "en": "work job protection social ministry country training wage farming health school region union",
    "zh": "劳动就业社会保护部门国家培训工资农业健康学校地区工会合作发展",
}

PINNED_SHINGLES = (11005851, 77756855)
PINNED_BANDS = (10410319546201738390, 17326251291010491000)


def prose(language: str, *, seed: int = 1, words: int = 400) -> list[str]:
    """Words in no order, the same for the same seed."""
    chosen, known = random.Random(seed), WORDS[language]
    choices = list(known) if language == "zh" else known.split()
    return [chosen.choice(choices) for _ in range(words)]


def text_of(language: str, words: list[str]) -> str:
    return ("" if language == "zh" else " ").join(words)


def compare(one: str, other: str) -> Similarity:
    a, b = sign_text(one), sign_text(other)
    return verify(a.shingles, b.shingles, a.numbers, b.numbers)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(("edits", "versions"), [(0, True), (5, True), (20, True), (120, False)])
def test_few_edits_make_a_version(language: str, edits: int, versions: bool) -> None:
    words = prose(language)
    edited = list(words)
    for place in random.Random(7).sample(range(len(words)), edits):
        edited[place] = "变" if language == "zh" else "changé"
    assert compare(text_of(language, words), text_of(language, edited)).same_family is versions


@pytest.mark.parametrize("language", WORDS)
def test_other_texts_of_the_same_words_are_none(language: str) -> None:
    similarity = compare(text_of(language, prose(language)), text_of(language, prose(language, seed=2)))
    assert similarity.shingles < 0.1
    assert not similarity.same_family


@pytest.mark.parametrize("language", WORDS)
def test_other_numbers_on_one_template_make_no_version(language: str) -> None:
    template = text_of(language, prose(language))
    one, other = (f"{template} {' '.join(str(base + step) for step in range(8))}" for base in (100, 300))
    similarity = compare(one, other)
    assert similarity.shingles > 0.9
    assert similarity.numbers == 0
    assert not similarity.same_family


def test_a_corrected_number_is_still_a_version() -> None:
    template = text_of("fr", prose("fr"))
    one, other = (f"{template} 2016 2017 2018 12 15 31 {amount}" for amount in (1200, 1300))
    assert compare(one, other).same_family


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le Travail, décent !", "le travail décent"),
        ("Ｆｕｌｌ width １２", "full width 12"),
        ("broken\nacross lines", "broken across  lines"),
        ("国际劳工 组织。", "国际劳工组织"),
    ],
)
def test_case_width_signs_and_breaks_make_no_difference(one: str, other: str) -> None:
    assert sign_text(one) == sign_text(other)


@pytest.mark.parametrize("text", ["", " \n ", "… — !"])
def test_an_empty_text_has_no_hash_and_no_bands(text: str) -> None:
    signature = sign_text(text)
    assert signature.text_hash is None
    assert signature.bands == signature.shingles == signature.numbers == ()


@pytest.mark.parametrize(("words", "bands"), [(SHORTEST - 1, 0), (SHORTEST, BANDS)])
def test_short_texts_have_no_bands(words: int, bands: int) -> None:
    assert len(sign_text(text_of("fr", prose("fr", words=words))).bands) == bands


def test_numbers_are_those_written_in_digits() -> None:
    assert set(sign_text("2,85 dollars en 2016; ２０万, 2016").numbers) == {"2", "20", "2016", "85"}


def test_versions_share_bands() -> None:
    words = prose("fr")
    edited = [*words[:200], "nouveau", *words[200:]]
    one, other = sign_text(text_of("fr", words)), sign_text(text_of("fr", edited))
    assert sum(a == b for a, b in zip(one.bands, other.bands, strict=True)) > BANDS // 2


def test_bands_are_the_same_in_every_release() -> None:
    """Bands are stored: were they to change with a library, old documents would not be found again."""
    signature = sign_text(text_of("zh", prose("zh", words=60)))
    assert signature.shingles[:2] == PINNED_SHINGLES
    assert signature.bands[:2] == PINNED_BANDS


def test_the_reading_is_signed() -> None:
    document = document_of("Lu ainsi", reading="lu autrement")
    assert sign(document) == sign_text("lu autrement")


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    similarity = compare(one, other)
    assert similarity == compare(other, one)
    assert 0 <= similarity.shingles <= 1
    assert compare(one, one).same_family
