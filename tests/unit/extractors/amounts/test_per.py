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
        ("en", "The average annual wage in South Africa is R84,000.", "R84,000 = 84000 ZAR /year"),
        ("fr", "Le revenu mensuel d'un vendeur ne dépasse pas 90 euros.", "90 euros = 90 EUR at_most /month"),
        ("zh", "建筑工人日工资300元。", "300元 = 300 CNY /day"),
        ("zh", "每艘渔船补助1.5万元。", "1.5万元 = 15000 CNY /ship"),
        ("zh", "拟资助12个项目，每项6万美元。", "6万美元 = 60000 USD /project"),
        ("zh", "租金为60元/台。", "60元 = 60 CNY /machine"),
        ("en", "They get 300 rupees for a day's work in India.", "300 rupees = 300 INR /day"),
        ("en", "Cost per participant: EUR 240.", "EUR 240 = 240 EUR /participant"),
        ("fr", "Elle touche 80 francs suisses (CHF) par mois.", "80 francs suisses = 80 CHF /month"),
        ("en", "It earns Rs 7,000–9,000 per month.", "Rs 7,000–9,000 = 7000-9000 INR /month"),
        ("en", "Workers lost $1,900 each in wages.", "$1,900 = 1900 USD /worker"),
        ("fr", "Prix : 20 € bruts par heure.", "20 € = 20 EUR /hour"),
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
        ("en", "Fees are £1,850 a year for small firms and £2,600 for others.", "£2,600 = 2600 GBP /year"),
        ("zh", "城市每人每月720元，农村560元。", "560元 = 560 CNY /month"),
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
        ("en", "One per cent of payroll raised $46 million.", "$46 million = 46000000 USD"),
    ],
)
def test_other_words_say_nothing(language: str, text: str, expected: str) -> None:
    assert expected in shorts(text, language)


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
