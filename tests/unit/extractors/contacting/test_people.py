"""Names told from bodies, roles and addresses; countries of places and domains."""

import pytest

from extractors.contacting.people import Sort, name_in, sort_of
from extractors.contacting.places import region_of_domain, regions_in
from extractors.contacting.vocabulary import fold


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Awa Ndiaye", Sort.PERSON),
        ("M. Jean-Pierre de La Tour", Sort.PERSON),
        ("LEFÈVRE Anne", Sort.PERSON),
        ("Siti binti Ahmad", Sort.PERSON),
        ("John F. O'Neill", Sort.PERSON),
        ("李小龙", Sort.PERSON),
        ("欧阳明月", Sort.PERSON),
        ("陈女士", Sort.PERSON),
        ("玛丽亚·桑托斯", Sort.PERSON),
        ("Chargée de communication", Sort.ROLE),
        ("Senior Programme Officer", Sort.ROLE),
        ("Directrice du Bureau de pays", Sort.ROLE),
        ("项目官员", Sort.ROLE),
        ("Ministère du Travail", Sort.ORGANISATION),
        ("ILO Geneva", Sort.ORGANISATION),
        ("OIT Dakar", Sort.ORGANISATION),
        ("DDC", Sort.ORGANISATION),
        ("人力资源和社会保障部", Sort.ORGANISATION),
        ("勞工處", Sort.ORGANISATION),
        ("12, rue de Lausanne", Sort.ADDRESS),
        ("1211 Genève 22", Sort.ADDRESS),
        ("Washington, DC 20210", Sort.ADDRESS),
        ("朝阳区秀水街1号", Sort.ADDRESS),
        ("Belgique", Sort.PLACE),
        ("Addis Ababa", Sort.PLACE),
        ("金边", Sort.PLACE),
        ("Asie et Pacifique", Sort.REGION),
        ("Decent Work", Sort.OTHER),
        ("高级", Sort.OTHER),
    ],
)
def test_sort(text: str, sort: Sort) -> None:
    assert sort_of(text) == sort


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mme Awa Ndiaye", "Awa Ndiaye"),
        ("Dr. Li Wei", "Li Wei"),
        ("王芳女士", "王芳"),
        ("Sokha Chan女士", "Sokha Chan"),
        ("Contacts presse", None),
        ("国际司", None),
    ],
)
def test_name_is_without_title(text: str, name: str | None) -> None:
    found = name_in(text)
    assert (text[found.start : found.end] if found else None) == name


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("4 route des Morillons, Genève, Suisse", ["CH"]),
        ("ILO Country Office for Viet Nam, Hanoi", ["VN"]),
        ("国际劳工组织亚太区域局（曼谷）", ["TH"]),
        ("香港職業安全健康局", ["HK"]),
        ("no place at all", []),
    ],
)
def test_regions_named_in_a_text(text: str, codes: list[str]) -> None:
    assert regions_in(text) == codes


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("press@minsoc.fed.be", "BE"),
        ("https://www.dol.gov/ilab", "US"),
        ("http://www.gov.uk", "GB"),
        ("http://www.ilo.org", None),
        ("http://t.co/x", None),
        ("http://ec.europa.eu", None),
    ],
)
def test_region_of_a_domain(address: str, code: str | None) -> None:
    assert region_of_domain(address) == code


def test_folding_keeps_offsets() -> None:
    text = "Téléphone : İstanbul œuvre 电话 ﬁn"
    assert len(fold(text)) == len(text)
    assert fold("Téléphone") == "telephone"
