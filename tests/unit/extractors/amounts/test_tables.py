"""Numbers in tables, and figures that stand above or behind their label."""

import pytest

from schemas.document import Cell, Document
from schemas.facts.amount import Amount
from tests.amounts_kit import document_of, found_in, short

Row = tuple[str, ...]


def table(*rows: Row, before: str, language: str) -> Document:
    """A document of one line and a table."""
    cells = [
        (text, Cell(0, row, column, header=row == 0))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return document_of(before, *cells, language=language)


def shorts(document: Document) -> list[str]:
    return [short(found, document.reading) for found in found_in(document) if isinstance(found, Amount)]


@pytest.mark.parametrize(
    ("language", "before", "rows", "expected"),
    [
        (
            "fr",
            "Budget (en euros)",
            [("Composante", "2020", "Total"), ("Cadre juridique", "180 000", "420 000")],
            ["180 000 = 180000 EUR", "420 000 = 420000 EUR"],
        ),
        (
            "fr",
            "Effectifs",
            [("Pays", "Bénéficiaires"), ("Rwanda", "2’200’000"), ("Togo", "~300")],
            ["2’200’000 = 2200000 person", "300 = 300 person approx"],
        ),
        (
            "en",
            "Table 1",
            [("Country", "Budget (in thousands of US$)", "Share (%)"), ("Chad", "1,250", "23.1")],
            ["1,250 = 1250000 USD", "23.1 = 23.1 %"],
        ),
        (
            "en",
            "Results",
            [("Indicator", "Target for 2024"), ("Persons trained", "3 600"), ("Colleges", "6")],
            ["3 600 = 3600 person", "6 = 6 college"],
        ),
        ("en", "Years", [("Year", "Page"), ("2019", "12")], []),
        (
            "en",
            "Minimum wages (monthly, in US dollars)",
            [("Country", "2022"), ("Peru", "270")],
            ["270 = 270 USD /month"],
        ),
        (
            "fr",
            "Budget par secteur (en milliers d'euros)",
            [("Poste", "2022"), ("Santé", "48,2")],
            ["48,2 = 48200 EUR"],
        ),
        (
            "en",
            "Employed persons by sector (thousands)",
            [("Sector", "2019"), ("Services", "2,310")],
            ["2,310 = 2310000 person"],
        ),
        ("en", "Accidents at work", [("Year", "Fatal"), ("2018", "1,920")], ["1,920 = 1920 accident"]),
        (
            "zh",
            "就业人数（单位：万人）",
            [("地区", "城镇"), ("东部", "18,450")],
            ["18,450 = 184500000 person"],
        ),
        ("zh", "收费标准（单位：元）", [("课程", "会员"), ("研讨", "380")], ["380 = 380 CNY"]),
        ("fr", "Parts", [("Pays", "Pourcentage"), ("Togo", "45")], ["45 = 45 %"]),
        (
            "zh",
            "表2 主要捐助方（单位：千美元）",
            [("捐助方", "金额", "占比（%）"), ("日本", "7 650", "15.7")],
            ["7 650 = 7650000 USD", "15.7 = 15.7 %"],
        ),
        (
            "zh",
            "指标",
            [("指标", "2022"), ("新增受保障人口（万人）", "2 050"), ("参加人数", "64")],
            ["2 050 = 20500000 person", "64 = 64 person"],
        ),
    ],
)
def test_cells_take_their_unit_from_their_heads(
    language: str, before: str, rows: list[Row], expected: list[str]
) -> None:
    assert shorts(table(*rows, before=before, language=language)) == expected


def test_a_title_may_stand_in_the_first_row() -> None:
    rows = [("表1 活动", "", ""), ("时间", "参加人数", "费用（美元）"), ("2021年3月", "64", "38,500")]
    assert shorts(table(*rows, before="活动", language="zh")) == ["64 = 64 person", "38,500 = 38500 USD"]


@pytest.mark.parametrize(
    ("language", "blocks", "expected"),
    [
        ("fr", ["136", "pays"], ["136 = 136 country"]),
        ("en", ["1.2 million", "workers covered"], ["1.2 million = 1200000 worker"]),
        ("fr", ["Enfants ˜3’500’000"], ["3’500’000 = 3500000 child approx"]),
        ("en", ["Number of participants: 120"], ["120 = 120 participant"]),
        ("zh", ["参会人数：120"], ["120 = 120 person"]),
        ("zh", ["单价（元/人）：450"], ["450 = 450 CNY /person"]),
        ("fr", ["Coût (en milliers d’euros) : 320"], ["320 = 320000 EUR"]),
        ("en", ["Share (%): 45"], ["45 = 45 %"]),
        ("en", ["11", "SOCIAL PROTECTION CHANGES LIVES"], []),
    ],
)
def test_figures_and_their_labels(language: str, blocks: list[str], expected: list[str]) -> None:
    assert shorts(document_of(*blocks, language=language)) == expected


def test_a_column_may_name_each_rows_unit() -> None:
    rows = [
        ("指标", "单位", "2022"),
        ("新增就业", "万人", "1206"),
        ("基金收入", "亿元", "69 800"),
        ("失业率", "%", "5.6"),
    ]
    expected = ["1206 = 12060000 person", "69 800 = 6980000000000 CNY", "5.6 = 5.6 %"]
    assert shorts(table(*rows, before="统计", language="zh")) == expected
