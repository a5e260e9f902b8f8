"""The English noun of what is counted."""

import pytest

from tests.amounts_kit import document_of, found_in, short, shorts


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "48 centres de santé ont été équipés.", "48 centres = 48 centre"),
        ("fr", "26 sages-femmes ont été recrutées.", "26 sages-femmes = 26 midwife"),
        ("en", "16 community health workers were hired.", "16 community health workers = 16 worker"),
        ("en", "The union has 1.6m members.", "1.6m members = 1600000 member"),
        ("en", "The hotline took 15,200 calls in a year.", "15,200 calls = 15200 call"),
        ("zh", "帮助320名村级联络员。", "320名村级联络员 = 320 liaison"),
        ("zh", "来自180名代表出席会议。", "180名代表 = 180 delegate"),
        ("zh", "六十五家安装了降温设备。", "六十五家 = 65 enterprise"),
        ("zh", "为2310户用人单位服务。", "2310户用人单位 = 2310 enterprise"),
    ],
)
def test_units_are_head_nouns(language: str, text: str, expected: str) -> None:
    assert shorts(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "head", "figure", "expected"),
    [
        ("fr", "Nombre attendu de bénéficiaires", "Inde  100 millions", "100 millions = 100000000 person"),
        ("en", "Number of jobs", "Kenya – 12,500", "12,500 = 12500 job"),
        ("zh", "参保人数", "1.3亿", "1.3亿 = 130000000 person"),
    ],
)
def test_a_heading_names_the_unit_of_figures_under_it(language: str, head: str, figure: str, expected: str) -> None:
    document = document_of(head, figure, language=language)
    assert [short(found, document.reading) for found in found_in(document)] == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le vol LX 2818 part de la porte A62."),
        ("fr", "Le vol 2818 part à midi."),
        ("en", "Gazette No. 1,047, as amended, and SDG 8."),
        ("en", "Flight KQ 101 leaves at noon."),
        ("zh", "海港路14号B座2单元，312国道旁，符合ISO 45001标准。"),
    ],
)
def test_codes_count_nothing(language: str, text: str) -> None:
    assert shorts(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Il a versé 1 milliard 200 millions d'euros.", "1 milliard 200 millions d'euros = 1200000000 EUR"),
        ("fr", "Le SMIG atteint 429,312 dinars en Tunisie.", "429,312 dinars = 429.312 TND"),
        ("fr", "Un don de 7,5 M$ canadiens.", "7,5 M$ = 7500000 CAD"),
        ("en", "The fund disbursed N250 million in Nigeria.", "N250 million = 250000000 NGN"),
        ("zh", "臺灣平均薪資3萬2,000元。", "3萬2,000元 = 32000 TWD"),
    ],
)
def test_sums_written_in_the_manner_of_a_country(language: str, text: str, expected: str) -> None:
    assert shorts(text, language) == [expected]


def test_what_has_no_exact_value_is_unresolved() -> None:
    reasons = [getattr(found, "reason", "") for found in found_in(document_of("三分之一至三分之二的人", language="zh"))]
    assert set(reasons) == {"fraction"}


def test_a_number_too_large_to_store_is_unresolved() -> None:
    (found,) = found_in(document_of("Il doit 999999999999999999 milliards de milliards d'euros.", language="fr"))
    assert getattr(found, "reason", "") == "too_large"
