"""Links in tables and sheets of labelled values, in three languages."""

import pytest
from test_links import linked, written

BUDGET = {
    "en": (
        ["Component | 2022 | 2023", "Skills training | USD 310,000 | USD 420,000", "Total | USD 310,000 | USD 420,000"],
        ["purpose: USD 310,000 => Skills training", "period: USD 420,000 => 2023"],
    ),
    "fr": (
        [
            "Composante | 2022 | 2023",
            "Formation des juges | 310 000 euros | 420 000 euros",
            "Total | 310 000 euros | 1 euro",
        ],
        ["purpose: 310 000 euros => Formation des juges", "period: 420 000 euros => 2023"],
    ),
    "zh": (
        ["活动 | 2022年 | 2023年", "精算培训 | 31万美元 | 42万美元", "合计 | 31万美元 | 42万美元"],
        ["purpose: 31万美元 => 精算培训", "period: 42万美元 => 2023年"],
    ),
}
DONORS = {
    "en": ("| Donor | Amount |\n|---|---|\n| Norway | USD 5 million |\n| Other | USD 1 million |\n", "Norway"),
    "fr": (
        "| Bailleur | Montant |\n|---|---|\n| Norvège | 5 millions d'euros |\n| Autres | 2 millions d'euros |\n",
        "Norvège",
    ),
    "zh": ("| 捐助方 | 金额 |\n|---|---|\n| 挪威 | 500万美元 |\n| 其他 | 100万美元 |\n", "挪威"),
}
SHEETS = {
    "en": (
        "Donor: Kingdom of Norway\n\nDuration: 2020–2022\n\nCountry: Ghana\n\nBudget: USD 2,400,000\n",
        ["giver: USD 2,400,000 => Kingdom of Norway", "place: USD 2,400,000 => Ghana=GH"],
    ),
    "fr": (
        "Bailleur : Royaume de Norvège\n\nPériode : 2020-2022\n\nPays : Ghana\n\nBudget : 2 400 000 dollars\n",
        ["giver: 2 400 000 dollars => Royaume de Norvège", "place: 2 400 000 dollars => Ghana=GH"],
    ),
    "zh": (
        "捐助方：挪威王国\n\n执行期：2020年至2022年\n\n国家：加纳\n\n预算：240万美元\n",
        ["giver: 240万美元 => 挪威王国", "place: 240万美元 => 加纳=GH"],
    ),
}


def table_of(rows: list[str]) -> str:
    """A Markdown table."""
    head, *others = rows
    return "\n".join(f"| {row} |" for row in (head, " | ".join(["---"] * head.count("|")) + " | ---", *others)) + "\n"


@pytest.mark.parametrize("language", BUDGET)
def test_rows_say_what_for_and_columns_when(language: str) -> None:
    rows, expected = BUDGET[language]
    found = written(linked(table_of(rows), language, "case.md"))
    assert set(expected) <= found
    assert not [link for link in found if "Total" in link or "合计" in link]


@pytest.mark.parametrize("language", DONORS)
def test_a_column_of_donors_names_givers(language: str) -> None:
    table, donor = DONORS[language]
    givers = [link for link in written(linked(table, language, "case.md")) if link.startswith("giver")]
    assert len(givers) == 1
    assert givers[0].endswith(f"=> {donor}")


@pytest.mark.parametrize("language", SHEETS)
def test_fields_of_a_sheet_speak_of_its_budget(language: str) -> None:
    sheet, expected = SHEETS[language]
    found = written(linked(sheet, language))
    assert set(expected) <= found
    assert any(link.startswith("period") for link in found)


def test_countries_as_rows_place_what_stands_in_them() -> None:
    table = "| Country | Workers insured |\n|---|---|\n| Ghana | 45,000 |\n| Togo | 12,000 |\n"
    found = written(linked(table, "en", "case.md"))
    assert {"place: 45,000 => Ghana=GH", "place: 12,000 => Togo=TG"} <= found


def test_columns_of_donors_programmes_and_receivers_stand_side_by_side() -> None:
    table = (
        "| Donor | Project | Recipient | Amount |\n|---|---|---|---|\n"
        "| Norway | Better Work programme | Ministry of Labour | USD 5 million |\n"
        "| Japan | Bridge Project | Ministry of Health | USD 3 million |\n"
    )
    found = written(linked(table, "en", "case.md"))
    assert {
        "giver: USD 5 million => Norway",
        "receiver: USD 5 million => Ministry of Labour",
        "giver: USD 3 million => Japan",
    } <= found
    assert any(link.startswith("programme: USD 5 million => Better Work") for link in found)


LINES = {
    "en": (
        "Number of inspectors: 312\nShare of women: 27%\nTravel: USD 1,200",
        ["describes: 27% => Share of women", "purpose: USD 1,200 => Travel"],
    ),
    "fr": (
        "Nombre d'inspecteurs : 312\nPart des femmes : 27 %\nMissions : 1 200 euros",
        ["describes: 27 % => Part des femmes", "purpose: 1 200 euros => Missions"],
    ),
    "zh": (
        "监察员人数：312\n女性占比：27%\n差旅：1200美元",
        ["describes: 27% => 女性占比", "purpose: 1200美元 => 差旅"],
    ),
}
PRICES = {
    "en": (
        "Training of inspectors in the regions\nUSD 12,000\nStudy visits\nUSD 5,000",
        "purpose: USD 5,000 => Study visits",
    ),
    "fr": (
        "Formation des inspecteurs\n12 000 euros\nVisites d'étude\n5 000 euros",
        "purpose: 5 000 euros => Visites d'étude",
    ),
    "zh": ("编写国别研究报告\n每年12万美元\n举办技术讲习班\n5万美元", "purpose: 12万美元 => 编写国别研究报告"),
}
ROWS = {
    "en": (
        "Rate of unemployment, 2021\nFiji   4.8%\nSamoa   5.2%",
        ["place: 4.8% => Fiji=FJ", "describes: 5.2% => Rate of unemployment"],
    ),
    "fr": (
        "Taux de chômage, 2021\nGabon   4,8 %\nTogo   5,2 %",
        ["place: 4,8 % => Gabon=GA", "describes: 5,2 % => Taux de chômage"],
    ),
    "zh": ("失业率（2021年）\n斐济   4.8%\n萨摩亚   5.2%", ["place: 4.8% => 斐济=FJ", "describes: 5.2% => 失业率"]),
}


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_a_label_says_what_the_figure_behind_it_is(language: str) -> None:
    text, expected = LINES[language]
    assert set(expected) <= written(linked(text, language))


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_a_price_on_a_line_of_its_own_is_for_the_item_above(language: str) -> None:
    text, expected = PRICES[language]
    assert expected in written(linked(text, language))


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
def test_rows_of_a_flattened_table_have_their_place_and_caption(language: str) -> None:
    text, expected = ROWS[language]
    assert set(expected) <= written(linked(text, language))
