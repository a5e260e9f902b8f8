"""Dates as timetables, project sheets, footnotes and notices write them, and numbers that only look like days."""

import datetime

import pytest

from schemas.facts.date import Role
from tests.unit.extractors.facts.test_dates import dates_of, document_of_text, found_in

PUBLISHED = datetime.date(2022, 11, 7)

NUMBERED = [
    "四号仓库地方不够。",
    "保安跟到六号门。",
    "三号泵的油枪漏油。",
    "填好RH-7号表。",
    "离开了九号工作面。",
    "车公庄大街甲9号 邮编",
    "至少每15日清洁一次。",
]
DAYS = [
    ("10月8日开幕，9号、10号分会场", ["10月8日", "9号", "10号"]),
    ("我15号去找他，12号那天又来", ["15号", "12号"]),
    ("会议定于15日举行，18号闭幕", ["15日", "18号"]),
]


@pytest.mark.parametrize("text", NUMBERED)
def test_numbered_things_are_no_chinese_days(text: str) -> None:
    assert dates_of(text, "zh", PUBLISHED) == []


@pytest.mark.parametrize(("text", "spans"), DAYS)
def test_days_of_the_month_by_their_number(text: str, spans: list[str]) -> None:
    assert [span for span, _ in dates_of(text, "zh", PUBLISHED)] == spans


RANGES = [
    ("en", "Between 1990 and the early 2000s they left", "Between 1990 and the early 2000s", "1990/200X"),
    ("en", "from the late 1970s to the mid-1980s", "from the late 1970s to the mid-1980s", "197X/198X"),
    ("fr", "Entre 1990 et le début des années 2000,", "Entre 1990 et le début des années 2000", "1990/200X"),
    ("en", "Dates: 4-8/07/2022", "4-8/07/2022", "2022-07-04/2022-07-08"),
    ("en", "Dates: 11.–15.7.2022", "11.–15.7.2022", "2022-07-11/2022-07-15"),
    ("fr", "Dates : 18.07-22.07.2022", "18.07-22.07.2022", "2022-07-18/2022-07-22"),
    ("en", "in FY2021/22 it rose", "FY2021/22", "2021/2022"),
    ("fr", "les neuf premiers mois de l'année", "neuf premiers mois de l'année", "2022-01/2022-09"),
    ("fr", "au premier trimestre de l'exercice 2022", "premier trimestre de l'exercice 2022", "2022-01/2022-03"),
    ("en", "the first quarter of the 2022 fiscal year", "first quarter of the 2022 fiscal year", "2022-01/2022-03"),
    ("zh", "2022年3月1日零时至2022年3月15日24时", "2022年3月1日零时至2022年3月15日", "2022-03-01/2022-03-15"),
    ("zh", "2022年1月1日（含）以后提交", "2022年1月1日（含）以后", "2022-01-01/.."),
    ("fr", "2019 et années suivantes : estimations", "2019 et années suivantes", "2019/.."),
]


@pytest.mark.parametrize(("language", "text", "span", "edtf"), RANGES)
def test_ranges_and_parts_of_years(language: str, text: str, span: str, edtf: str) -> None:
    assert dates_of(text, language, PUBLISHED) == [(span, edtf)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The three-year project has a first-aid kit, and one. May I ask?"),
        ("fr", "Il arriva le premier, puis un autre."),
    ],
)
def test_number_words_before_a_hyphen_or_a_stop_are_no_days(language: str, text: str) -> None:
    assert dates_of(text, language, PUBLISHED) == []


def test_bare_days_of_a_range_are_in_the_month_told_of() -> None:
    assert dates_of("They met on 3 May 2022, then from the 15th to the 17th; all", "en", PUBLISHED)[1:] == [
        ("from the 15th to the 17th", "2022-05-15/2022-05-17")
    ]
    assert dates_of("Le 3 mai 2022, réunion du 15 au 17 ; clôture", "fr", PUBLISHED)[1:] == [
        ("du 15 au 17", "2022-05-15/2022-05-17")
    ]


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("en", "The same is found (Smith, 2018; Oke et al., 2019a).", [Role.CITED, Role.CITED]),
        ("zh", "来源：本站　更新：2021/06/02", [Role.PUBLISHED]),
        ("fr", "Date d'ouverture : 8 janvier 2024", [Role.PUBLISHED]),
        ("fr", "Fin 2020, la couverture était de 82 %.", [Role.PERIOD]),
    ],
)
def test_roles_of_references_and_labels(language: str, text: str, roles: list[Role]) -> None:
    found = found_in(document_of_text(text, language, PUBLISHED))
    assert [getattr(date, "role", None) for date in found] == roles
