"""Lists of people: rows below a header, fields parted by blanks, the body of a title, several people at once."""

import json
from typing import Any

import pytest

from flows.extract import answer_case

Fields = tuple[str | None, str | None, str | None]


def contacts_in(text: str, language: str) -> list[dict[str, Any]]:
    line = json.dumps({"id": "-", "text": text, "language": language, "published": None})
    return [fact["value"] for fact in answer_case(line)["facts"] if fact["kind"] == "contact"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            (
                "Maison du travail – annuaire\n\nNom\tFonction\tTél.\nAnne Roux\tGéographe\t+33 4 78 60 11 20\n"
                "Paul Brun\tPaysagiste\t+33 4 78 60 11 21"
            ),
            [("Anne Roux", "Géographe", "Maison du travail"), ("Paul Brun", "Paysagiste", "Maison du travail")],
        ),
        (
            "fr",
            (
                "Équipe du Bureau des métiers\n\nDURAND Luc   Directeur          01 45 67 80 10\n"
                "Mme Ève Lam  Assistante sociale 01 45 67 80 12"
            ),
            [
                ("DURAND Luc", "Directeur", "Bureau des métiers"),
                ("Ève Lam", "Assistante sociale", "Bureau des métiers"),
            ],
        ),
        (
            "en",
            (
                "Legal Unit\n\nAda Moss\nCounsel\n+44 20 7946 0451\na.moss@board.example\n\n"
                "Ian Cole\nParalegal\n+44 20 7946 0452\ni.cole@board.example"
            ),
            [("Ada Moss", "Counsel", "Legal Unit"), ("Ian Cole", "Paralegal", "Legal Unit")],
        ),
        (
            "en",
            (
                "Name: Ida Falk; Position: Weaver; Tel: +46 8 123 456 01\n"
                "Name: Leo Berg; Position: Dyer; Tel: +46 8 123 456 02"
            ),
            [("Ida Falk", "Weaver", None), ("Leo Berg", "Dyer", None)],
        ),
        (
            "zh",
            "河东就业中心通讯录\n\n姓名 职务 电话\n陈立 主任 010-62110001\n蔡明 工人代表 010-62110002",
            [("陈立", "主任", "河东就业中心"), ("蔡明", "工人代表", "河东就业中心")],
        ),
        (
            "zh",
            "单位\t联系人\t职务\t电话\n市总工会\t钱伟\t部长\t0512-65110001\n团市委\t施杰\t干事\t0512-65110003",
            [("钱伟", "部长", "市总工会"), ("施杰", "干事", "团市委")],
        ),
    ],
)
def test_rows_of_a_list_are_people(language: str, text: str, expected: list[Fields]) -> None:
    found = [(value["person"], value["role"], value["organisation"]) for value in contacts_in(text, language)]
    assert found == expected


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("fr", "Contact : Anne Roux et Paul Brun, tél. 01 45 67 80 10", "Anne Roux et Paul Brun"),
        ("en", "Contact: Ada Moss and Ian Cole, tel. +44 20 7946 0451", "Ada Moss and Ian Cole"),
        ("zh", "联系人：冯楠、戴承志 电话：010-66093911", "冯楠、戴承志"),
    ],
)
def test_two_people_reached_together_are_one_contact(language: str, text: str, person: str) -> None:
    assert [value["person"] for value in contacts_in(text, language)] == [person]


@pytest.mark.parametrize(
    ("language", "text", "phones"),
    [
        (
            "fr",
            "Anne Roux                Paul Brun\n01 45 67 80 10           01 45 67 80 12",
            ["+33145678010", "+33145678012"],
        ),
        ("en", "Tel: 020 7946 0311       020 7946 0312", ["+442079460311", "+442079460312"]),
        ("zh", "电话：010-64221301 010-64221305", ["+861064221301", "+861064221305"]),
    ],
)
def test_numbers_written_alike_side_by_side_are_two(language: str, text: str, phones: list[str]) -> None:
    found = [phone for value in contacts_in(text, language) for phone in value["phones"]]
    assert [phone[-9:] for phone in found] == [phone[-9:] for phone in phones]


def test_a_number_of_an_old_plan_is_kept() -> None:
    assert contacts_in("Écrire à Rose Alao au +229 21 30 44 55.", "fr")[0]["phones"] == ["+22921304455"]
