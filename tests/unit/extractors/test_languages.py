"""Languages of blocks and documents, on a labelled set of our own."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.languages import find_languages

ROOT = Path(__file__).parents[3]
LABELLED = [json.loads(line) for line in (ROOT / "tests/data/languages.jsonl").read_text("utf-8").splitlines()]
BY_LANGUAGE: dict[str, list[str]] = {}
for _row in LABELLED:
    BY_LANGUAGE.setdefault(_row["language"], []).append(_row["text"])


def test_the_set_is_what_it_says() -> None:
    assert len(LABELLED) == 200
    assert all(20 <= len(row["text"]) <= 400 for row in LABELLED)
    assert len({row["text"] for row in LABELLED}) == 200
    assert set(BY_LANGUAGE) == {"fr", "en", "zh-Hans", "zh-Hant", "es", "de", "ko", "ja"}


def test_blocks_alone() -> None:
    right = sum(find_languages([row["text"]]).blocks == (row["language"],) for row in LABELLED)
    assert right / len(LABELLED) >= 0.97


def test_documents_and_their_blocks() -> None:
    blocks = right = 0
    for language, texts in BY_LANGUAGE.items():
        for start in range(0, len(texts), 5):
            found = find_languages(texts[start : start + 5])
            assert found.main == language
            blocks += len(found.blocks)
            right += found.blocks.count(language)
    assert right / blocks >= 0.97


def test_documents_of_two_languages() -> None:
    dice = random.Random(7)
    blocks = right = 0
    for _ in range(40):
        one, two = dice.sample(sorted(BY_LANGUAGE), 2)
        texts = [(one, text) for text in dice.sample(BY_LANGUAGE[one], 8)]
        texts += [(two, text) for text in dice.sample(BY_LANGUAGE[two], 3)]
        dice.shuffle(texts)
        found = find_languages([text for _, text in texts])
        blocks += len(texts)
        right += sum(tag == label for tag, (label, _) in zip(found.blocks, texts, strict=True))
        if {one, two} != {"zh-Hans", "zh-Hant"}:
            assert {found.main, *found.all} <= {one, two}
    assert right / blocks >= 0.97


def test_every_run_says_the_same() -> None:
    code = (
        "import json; from extractors.languages import find_languages; "
        "rows = [json.loads(line) for line in open('tests/data/languages.jsonl', encoding='utf-8')]; "
        "print([find_languages([row['text']]).blocks for row in rows])"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True).stdout for _ in range(2)
    }
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("texts", "main", "blocks"),
    [
        (["Le travail décent pour tous.", "OIT Beijing"], "fr", ("fr", "fr")),
        (
            [
                "本项目由欧盟资助，为期三年，覆盖全国十一个地区的制衣厂和制鞋厂。",
                "Better Work",
                "The programme covers all the factories of the country.",
            ],
            "zh-Hans",
            ("zh-Hans", "zh-Hans", "en"),
        ),
        (["社會保障", "各國部長在達喀爾會面。"], "zh-Hant", ("zh-Hant", "zh-Hant")),
        (["中文", "工人"], "zh-Hans", ("zh-Hans", "zh-Hans")),
        (["これは日本語の文章です。", "国際労働機関"], "ja", ("ja", "ja")),
        (["Программа достойного труда в регионе", "+7 495 000"], "ru", ("ru", "ru")),
        (["العمل اللائق في المنطقة العربية"], "ar", ("ar",)),
        (["งานที่มีคุณค่าสำหรับทุกคน"], "th", ("th",)),
        (["12 500", "+41 22"], None, (None, None)),
        ([], None, ()),
        (
            ["LUTTER CONTRE LA PAUVRETÉ DES ENFANTS", "Le projet est financé par la Suisse et par le Japon."],
            "fr",
            ("fr", "fr"),
        ),
        (["press@ilo.org", "Contact the office for more on this project."], "en", ("en", "en")),
    ],
)
def test_short_blocks_lean_on_their_document(
    texts: list[str], main: str | None, blocks: tuple[str | None, ...]
) -> None:
    found = find_languages(texts)
    assert (found.main, found.blocks) == (main, blocks)
