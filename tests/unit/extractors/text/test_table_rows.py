"""Tables that plain text draws with tabs, pipes, wide blanks or columns of figures."""

import pytest

from extractors.text.base import RawFile
from extractors.text.plain import PlainReader
from schemas.document import Document
from schemas.limits import Limits

TABLES = [
    ("Fees (in EUR)\nCourse\tTuition\tBoard\nOnline\t950\t–\nTurin\t2,240\t1,100\nA discount applies.",
     ["Course|Tuition|Board*", "Online|950|–", "Turin|2,240|1,100"]),
    ("2019\t2020\nSalaires\t1 250\t1 310\nVoyages\t85\t40", ["|2019|2020*", "Salaires|1 250|1 310", "Voyages|85|40"]),
    ("| Pays | Visites |\n|---|---|\n| Bénin | 1 210 |\n| Togo | 980 |", ["Pays|Visites*", "Bénin|1 210", "Togo|980"]),
    ("年份  死亡  受伤\n2019  41人  1,203人\n2020  36人  1,118人",
     ["年份|死亡|受伤*", "2019|41人|1,203人", "2020|36人|1,118人"]),
    ("Sector        2019      2021\nAgriculture     1,204     1,187", ["Sector|2019|2021*", "Agriculture|1,204|1,187"]),
    ("部门 项目\n(个)\n金额\n(百万元)\n农业 31 2,766.30\n能源 44 4,180.65\n金融 9 620.72",
     ["部门|项目 (个)|金额 (百万元)*", "农业|31|2,766.30", "能源|44|4,180.65", "金融|9|620.72"]),
    ("Region\nWomen\nMen\nNorth\n45\n38\nLake\n–\n26\nSource: survey.",
     ["Region|Women|Men*", "North|45|38", "Lake|–|26"]),
    ("Fees\nCourse\nTuition\n(EUR)\nBoard\nOnline\n950\n–\nTurin\n2,240\n1,100",
     ["Course|Tuition (EUR)|Board*", "Online|950|–", "Turin|2,240|1,100"]),
    ("Bailleur\n2018\n2019\nSuède\n1 200\n640\nPays-Bas\n800\n95",
     ["Bailleur|2018|2019*", "Suède|1 200|640", "Pays-Bas|800|95"]),
    ("N°\nMétier\nEffectif\n1\nMaçon\n45\n2\nCouture\n120\n3\nForge\n38",
     ["Métier|Effectif*", "Maçon|45", "Couture|120", "Forge|38"]),
    ("地区\n金额\n（万元）\n占比\n贵阳\n120\n40%\n遵义\n180\n60%",
     ["地区|金额 （万元）|占比*", "贵阳|120|40%", "遵义|180|60%"]),
    ("Pays Entreprises Salariés Taux (%)\nBénin 42 1 830 12\nTogo 37 2 415 9",
     ["Pays|Entreprises|Salariés|Taux (%)*", "Bénin|42|1 830|12", "Togo|37|2 415|9"]),
    ("Axe 2018 2019 Total\nSols 1 200 800 2 000\nEau 640 20 660",
     ["Axe|2018|2019|Total*", "Sols|1 200|800|2 000", "Eau|640|20|660"]),
    ("Axe Dons Prêts\nSols 1 200 800\nEau 2 640 310\nEnsemble 3 840 1 110",
     ["Axe|Dons|Prêts*", "Sols|1 200|800", "Eau|2 640|310", "Ensemble|3 840|1 110"]),
    ("Members\t132,500\nUnions\t48", ["Members|132,500", "Unions|48"]),
]  # fmt: skip

NO_TABLES = [
    "News | 8 October 2009\nThe fair opened in Lima.",
    "Tel.  +41 22 799 7912\nFax   +41 22 799 8577",
    "left column of prose    right column of prose\nthat goes on below      and ends here in 2019",
    "Name\tE-mail\nAna Ruiz\truiz@example.org",
    "Geneva 12 1211\nThe rest of the letter follows.",
    # Neither the head nor the sums tell whether 1 200 800 is one number or two, or where they part.
    "Sols 1 200 800 640\nEau 2 640 110 300\nAir 3 100 900 120",
    "Contents\nIntroduction\n3\nMethod\n12\nResults\n20",
    "Annual Report\nIntroduction 3\nMethod 12\nResults 20",
    "Introduction 3\nMethod 12\nResults 20",
]


def read(text: str) -> Document:
    return PlainReader().read(RawFile(text.encode(), "x.txt", Limits()))


def rows_of(document: Document) -> list[str]:
    rows: dict[tuple[int, int], list[str]] = {}
    heads = set()
    for block in document.blocks:
        if block.cell:
            place = (block.cell.table, block.cell.row)
            rows.setdefault(place, []).append(document.reading[block.start : block.end])
            heads |= {place} if block.cell.header else set()
    return ["|".join(cells) + "*" * (place in heads) for place, cells in rows.items()]


@pytest.mark.parametrize(("text", "rows"), TABLES)
def test_rows_and_heads(text: str, rows: list[str]) -> None:
    assert rows_of(read(text)) == rows


@pytest.mark.parametrize("text", NO_TABLES)
def test_what_is_no_table_stays_as_it_is(text: str) -> None:
    assert rows_of(read(text)) == []


@pytest.mark.parametrize("text", [text for text, _ in TABLES])
def test_cells_keep_their_place_in_the_text(text: str) -> None:
    document = read(text)
    for block in document.blocks:
        start, end = document.offsets.to_text(block.start, block.end)
        words = document.reading[block.start : block.end]
        assert not words or "".join(text[start:end].split()) == "".join(words.split())
