"""What is read as an amount in running text, and what is not."""

import pytest

from extractors.amounts.reading import AmountReader
from schemas.facts.amount import Amount
from schemas.facts.base import Unresolved
from tests.amounts_kit import LANGUAGES, amounts_in, document_of, found_in, shorts


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "un total de 6,7 millions d'euros", ["6,7 millions d'euros = 6700000 EUR"]),
        (
            "fr",
            "CHF 8'400'000.– et 5,75 mio de francs",
            ["CHF 8'400'000.– = 8400000 CHF", "5,75 mio de francs = 5750000 CHF"],
        ),
        (
            "fr",
            "12,5 M€, 250 k€ et 3 mds d'euros",
            ["12,5 M€ = 12500000 EUR", "250 k€ = 250000 EUR", "3 mds d'euros = 3000000000 EUR"],
        ),
        (
            "fr",
            "100 meticais par mois (soit environ $2,85)",
            ["100 meticais = 100 MZN /month", "$2,85 = 2.85 USD approx /month"],
        ),
        (
            "fr",
            "11 MMDH au Maroc, 12 MDT en Tunisie, 125 mille FC",
            ["11 MMDH = 11000000000 MAD", "12 MDT = 12000000 TND", "125 mille FC = 125000 CDF"],
        ),
        ("fr", "un budget de 60 à 90 000 euros", ["60 à 90 000 euros = 60000-90000 EUR"]),
        ("fr", "de 1 à 10 000 euros", ["1 à 10 000 euros = 1-10000 EUR"]),
        (
            "fr",
            "Ils sont 1800 fonctionnaires, dont une trentaine au siège.",
            ["1800 fonctionnaires = 1800 official", "une trentaine = 30 official approx"],
        ),
        ("fr", "À ce jour 1400 entreprises", ["1400 entreprises = 1400 enterprise"]),
        ("fr", "1 OBJET DE LA MISSION ……………… 2", []),
        ("en", "$A50,000 and $A2.67m", ["$A50,000 = 50000 AUD", "$A2.67m = 2670000 AUD"]),
        ("en", "above the $2.6 billion achieved", ["$2.6 billion = 2600000000 USD"]),
        ("zh", "高于14.3%的全国平均水平，高于20%", ["14.3% = 14.3 %", "20% = 20 % at_least"]),
        ("zh", "另有24名 官员，大约等于260万美元", ["24名 官员 = 24 official", "260万美元 = 2600000 USD approx"]),
        ("fr", "50 000 USD par visite et délégation", ["50 000 USD = 50000 USD /visit"]),
        (
            "fr",
            "Au Sénégal, 150.000 FCFA ; au Cameroun, 25 000 F CFA",
            ["150.000 FCFA = 150000 XOF", "25 000 F CFA = 25000 XAF"],
        ),
        ("fr", "un salaire mensuel de 200 dollars É.-U. au moins", ["200 dollars É.-U. = 200 USD at_least /month"]),
        (
            "en",
            "US$1.3bn, $ 41m, 150m USD and Rs 86,000 crore",
            [
                "US$1.3bn = 1300000000 USD",
                "$ 41m = 41000000 USD",
                "150m USD = 150000000 USD",
                "Rs 86,000 crore = 860000000000 INR",
            ],
        ),
        (
            "en",
            "12,500 taka a month (around US$113)",
            ["12,500 taka = 12500 BDT /month", "US$113 = 113 USD approx /month"],
        ),
        (
            "en",
            "20 dollars 43 cents, fifty cents an hour",
            ["20 dollars 43 cents = 20.43 USD", "fifty cents = 0.50 USD /hour"],
        ),
        (
            "en",
            "rmb 10 usd 20, but 10 rmb 20 usd",
            ["rmb 10 = 10 CNY", "usd 20 = 20 USD", "10 rmb = 10 CNY", "20 usd = 20 USD"],
        ),
        (
            "en",
            "In 2019 US$ 5 million, 75 USD million and 48.5 MGBP",
            ["US$ 5 million = 5000000 USD", "75 USD million = 75000000 USD", "48.5 MGBP = 48500000 GBP"],
        ),
        (
            "zh",
            "人民币50元、34万元人民币、１欧元",
            ["人民币50元 = 50 CNY", "34万元人民币 = 340000 CNY", "１欧元 = 1 EUR"],
        ),
        ("zh", "五块六到五块七毛八，三百万美元", ["五块六到五块七毛八 = 5.6-5.78 CNY", "三百万美元 = 3000000 USD"]),
        (
            "zh",
            "每人每月补贴100元，12万美元/年，每名学员300元",
            ["100元 = 100 CNY /month", "12万美元 = 120000 USD /year", "300元 = 300 CNY /participant"],
        ),
        ("zh-Hant", "香港最低工資每小時40元，涉及1.2億元", ["40元 = 40 HKD /hour", "1.2億元 = 120000000 HKD"]),
    ],
)
def test_money(language: str, text: str, expected: list[str]) -> None:
    assert shorts(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "27%, 95 pour cent, cent pour cent", ["27% = 27 %", "95 pour cent = 95 %", "cent pour cent = 100 %"]),
        ("fr", "10, 20 et 30 pour cent", ["10 = 10 %", "20 = 20 %", "30 pour cent = 30 %"]),
        ("fr", "passant de 12 à 18 %, soit 2 à 3 % du PIB", ["12 = 12 %", "18 % = 18 %", "2 à 3 % = 2-3 %"]),
        ("fr", "une baisse de 3,9 % (-3,9 %)", ["3,9 % = 3.9 %", "-3,9 % = -3.9 %"]),
        (
            "en",
            "2 or 3 per cent, 30-40%, minus five percent",
            ["2 or 3 per cent = 2-3 %", "30-40% = 30-40 %", "minus five percent = -5 %"],
        ),
        ("en", "12.345% and 5 percentage points", ["12.345% = 12.345 %", "5 percentage points = 5 %"]),
        (
            "zh",
            "三成，八成五，三成半，百分之八十",
            ["三成 = 30 %", "八成五 = 85 %", "三成半 = 35 %", "百分之八十 = 80 %"],
        ),
        ("zh", "60%～70%，六个百分点，负3.9%", ["60%～70% = 60-70 %", "六个百分点 = 6 %", "负3.9% = -3.9 %"]),
        ("zh", "三分之二的成员国，成立三成立", []),
        ("zh", "由6千5百名增至1万8千名", ["6千5百名 = 6500 person", "1万8千名 = 18000 person"]),
        ("zh", "红十字国际委员会，万一社员，第02类、0220组", []),
        ("zh", "2、国内评审。 3、两国分别评审。", []),
        ("fr", "NOMBRE D’EXPERTS 3, puis 40 jeunes placés", ["3 = 3 expert", "40 jeunes = 40 young person"]),
        ("en", "Number of trainees ........ 45, some of the 60 strands", ["45 = 45 trainee", "60 strands = 60 strand"]),
    ],
)
def test_percent(language: str, text: str, expected: list[str]) -> None:
    assert shorts(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "90 responsables et 341 nouveaux bénéficiaires",
            ["90 responsables = 90 person", "341 nouveaux bénéficiaires = 341 person"],
        ),
        (
            "fr",
            "3,5 millions d’enfants, dix experts",
            ["3,5 millions d’enfants = 3500000 child", "dix experts = 10 expert"],
        ),
        (
            "fr",
            "une centaine de pays, 187 États",
            ["une centaine de pays = 100 country approx", "187 États = 187 state"],
        ),
        ("fr", "29 usines en 2019 ; plus que 4", ["29 usines = 29 factory", "4 = 4 factory"]),
        (
            "en",
            "250K workers in 14 African countries",
            ["250K workers = 250000 worker", "14 African countries = 14 country"],
        ),
        ("en", "2,600 garment and textile workers", ["2,600 garment and textile workers = 2600 worker"]),
        ("en", "3.3 million of them children", ["3.3 million = 3300000 child"]),
        (
            "en",
            "300+ companies, 12 or more countries",
            ["300+ companies = 300 company at_least", "12 or more countries = 12 country at_least"],
        ),
        ("en", "2.280 people between 10 and 15 sites", ["2.280 people = 2280 person", "10 and 15 sites = 10-15 site"]),
        (
            "zh",
            "300多个项目，十余个国家，1700万人次",
            ["300多个项目 = 300 project at_least", "十余个国家 = 10 country at_least", "1700万人次 = 17000000 person"],
        ),
        ("zh", "二十五个移民工人服务中心", ["二十五个移民工人服务中心 = 25 centre"]),
        ("zh", "培训劳动监察员1 200名，成员工厂有1 270家", ["1 200名 = 1200 inspector", "1 270家 = 1270 factory"]),
        ("zh-Hant", "約有19,300名僱員", ["19,300名僱員 = 19300 employee approx"]),
    ],
)
def test_counts(language: str, text: str, expected: list[str]) -> None:
    assert shorts(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "bound"),
    [
        ("fr", "près de 90 pour cent", "approx"),
        ("fr", "3,8 milliards de personnes environ", "approx"),
        ("fr", "jusqu’à 70 %", "at_most"),
        ("fr", "d’au moins la somme de 5 millions de francs suisses", "at_least"),
        ("fr", "au moins un des 12 pays", "exact"),
        ("fr", "plus de la moitié des 1 200 salariés", "exact"),
        ("en", "no fewer than 12 countries", "at_least"),
        ("en", "less than $2.50", "at_most"),
        ("en", "an estimated 160 million children", "approx"),
        ("en", "as many as 300 workers", "exact"),
        ("zh", "约占工人的87%", "approx"),
        ("zh", "不少于150万美元", "at_least"),
        ("zh", "95%以上", "at_least"),
        ("zh", "不到17%", "at_most"),
        ("zh", "高达300万美元", "exact"),
        ("zh", "公约100多个条款", "at_least"),
        ("zh", "批准公约12项", "exact"),
    ],
)
def test_bounds(language: str, text: str, bound: str) -> None:
    assert [amount.bound for amount in amounts_in(text, language)] == [bound]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'article 12 de la loi no 2004-17, page 34, figure 2, les paragraphes 3 et 4, le Décret 19/93."),
        ("fr", "Le G20 et le Groupe des 77 ; la convention n° 102 ; l'ODD 8 et la cible 1.3 ; ISBN 978-92-2-234567-8."),
        ("fr", "Les enfants de 5 à 17 ans travaillent 48 heures par semaine pendant 12 mois, 3 fois plus."),
        ("fr", "CH-1211 Genève 22, tél. +41 22 799 79 12 ; deux organisations ; une personne sur cinq ; 100 m2."),
        ("en", "Article 12(3) of Act No. 19 of 1993, section 4, page 7. Convention No. 189. Goal 8. COVID-19."),
        ("en", "In 2015 countries agreed. The 2016 elections. Children aged 5–17 work 48 hours, 24/7, at 10:30."),
        ("en", "Two-thirds of workers, one in five workers, three times more, 20 km, 5 tonnes, dozens of countries."),
        ("en", "See https://example.org/?q=30%25%2020% or write to room12@example.org."),
        ("zh", "第102号公约第3条，15岁以上，二十国集团，十四五规划，二十大报告，一百年，十分重要，三个月。"),
        ("zh", "二元经济，三八妇女节，数十个国家，上千家企业，万国宫，一块贴在墙上的告示，三方机制。"),
    ],
)
def test_other_numbers_are_left_alone(language: str, text: str) -> None:
    assert found_in(document_of(text, language=language)) == []


def test_what_stays_open_is_unresolved() -> None:
    (francs,) = found_in(document_of("Il a reçu 3 000 francs.", language="fr"))
    assert isinstance(francs, Unresolved)
    assert francs.reason == "currency_ambiguous"
    (budget,) = found_in(document_of("Le budget est de 15 millions.", language="fr"))
    assert isinstance(budget, Unresolved)
    assert budget.reason == "currency_missing"


def test_dates_hide_numbers_but_not_the_counts_they_touch() -> None:
    text = "En 2019 300 personnes"
    reader = AmountReader(document_of(text, language="fr"), LANGUAGES, [(0, 7, True)])
    assert [text[found.start : found.end] for found in reader.amounts()] == ["300 personnes"]


def test_counts_inside_contacts_are_left_alone_and_sums_are_not() -> None:
    text = "12 collaborateurs, 50 USD"
    reader = AmountReader(document_of(text, language="fr"), LANGUAGES, [(0, len(text), False)])
    assert [found.rule for found in reader.amounts() if isinstance(found, Amount)] == ["money.sign_after"]


def test_a_share_too_small_to_store_is_unresolved() -> None:
    (share,) = found_in(document_of("百万万分之七", language="zh"))
    assert isinstance(share, Unresolved)
    assert share.reason == "below_six_places"
