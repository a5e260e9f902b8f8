"""What one payment is for, wherever the text says it."""

import pytest

from tests.amounts_kit import shorts


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Chaque ménage reçoit 15 000 FCFA au Mali.", "15 000 FCFA = 15000 XOF /household"),
        ("en", "Each rural household receives KES 2,000.", "KES 2,000 = 2000 KES /household"),
        ("zh", "每名学员补助1500元。", "1500元 = 1500 CNY /participant"),
        ("fr", "Le coût par élève est de 310 euros.", "310 euros = 310 EUR /pupil"),
        ("en", "The cost per trainee was $310.", "$310 = 310 USD /trainee"),
        ("zh", "单位成本为每人310美元。", "310美元 = 310 USD /person"),
        ("fr", "Le Fonds verse 200 000 USD à chacun des 12 pays.", "200 000 USD = 200000 USD /country"),
        ("en", "A grant of $5,000 per country office is made.", "$5,000 = 5000 USD /office"),
        ("en", "This is the $1.90-a-day line.", "$1.90 = 1.90 USD /day"),
        ("en", "It allocates $250,000 to each of the eleven countries.", "$250,000 = 250000 USD /country"),
        ("zh", "标准为2000元/户。", "2000元 = 2000 CNY /household"),
        ("fr", "Les vingt lauréats recevront 5 000 euros chacun.", "5 000 euros = 5000 EUR /winner"),
        ("en", "The 40 schools got $500 each.", "$500 = 500 USD /school"),
        ("fr", "Prix : 12 € l'exemplaire.", "12 € = 12 EUR /copy"),
        ("fr", "Les familles touchent 50 € de plus par enfant.", "50 € = 50 EUR /child"),
    ],
)
def test_the_words_around_say_what_it_is_per(language: str, text: str, expected: str) -> None:
    assert expected in shorts(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Rent averages $120 a month, up from $95.", "$95 = 95 USD /month"),
        ("fr", "Le salaire passe de 36 270 à 41 875 euros par mois.", "36 270 = 36270 EUR /month"),
        ("zh", "收入由每月3200元增至4100元。", "3200元 = 3200 CNY /month"),
    ],
)
def test_sums_held_against_each_other_are_per_the_same(language: str, text: str, expected: str) -> None:
    assert expected in shorts(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le projet, financé par la Suède, coûte 5 millions d'euros.", "5 millions d'euros = 5000000 EUR"),
        ("en", "Each of the three donors spoke. The fund holds $3 million.", "$3 million = 3000000 USD"),
        ("zh", "项目总投资3.6亿元。", "3.6亿元 = 360000000 CNY"),
    ],
)
def test_other_words_say_nothing(language: str, text: str, expected: str) -> None:
    assert shorts(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Fees per participant:\n• tuition $900\n• lodging $450",
            ["$900 = 900 USD /participant", "$450 = 450 USD /participant"],
        ),
        ("fr", "Tarifs par jour :\n- chambre simple 90 €\n- double 60 €", ["90 € = 90 EUR /day", "60 € = 60 EUR /day"]),
        (
            "zh",
            "补贴标准（每人每月）：\n• 城镇600元\n• 农村400元",
            ["600元 = 600 CNY /month", "400元 = 400 CNY /month"],
        ),
        ("en", "The costs were:\n• tuition $900", ["$900 = 900 USD"]),
    ],
)
def test_a_line_opens_a_list_of_prices(language: str, text: str, expected: list[str]) -> None:
    assert shorts(text, language) == expected
