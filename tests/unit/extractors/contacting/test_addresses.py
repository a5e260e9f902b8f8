"""Parts of postal addresses told by their words, and addresses, bodies and roles put together from rows."""

from typing import Any

import pytest

from extractors.contacting.addresses import is_address, is_building, may_be_address
from extractors.contacting.people import Sort, sort_of
from tests.unit.extractors.facts.test_contacts import contacts_in


@pytest.mark.parametrize(
    "text",
    [
        "P.O. Box MB 84",
        "Private Bag 51",
        "Islamabad 44000",
        "Dhaka-1000",
        "Level 8",
        "Kanbe (Thitsar) Road",
        "01 BP 1914 Abidjan 01",
        "Place de la Nation",
        "4e étage",
        "Immeuble Fahd",
        "邮政信箱号347",
        "朝阳区惠新东街17号",
    ],
)
def test_an_address_by_itself(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize("text", ["Las Flores 275", "122-124", "110 003", "Palais fédéral Est", "老挝万象市班占潘街"])
def test_part_of_an_address_beside_others(text: str) -> None:
    assert may_be_address(text)
    assert not is_address(text)


@pytest.mark.parametrize(
    "text", ["Better Work Global", "Street Vendors Federation", "Horizon 2020", "Appui technique", "国际合作司"]
)
def test_no_address(text: str) -> None:
    assert not is_address(text)
    assert not may_be_address(text)


@pytest.mark.parametrize(
    ("text", "building"),
    [
        ("Crestway House", True),
        ("Cité administrative Nord", True),
        ("c/o UN House", True),
        ("House", False),
        ("工人大厦", False),
    ],
)
def test_building(text: str, building: bool) -> None:
    assert is_building(text) is building


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        (
            "ILO Abuja Office\nUN House, Plot 617 Diplomatic Drive\nPMB 2851, Garki, Abuja\nNigeria\nabuja@ilo.org",
            "en",
            {
                "organisation": "ILO Abuja Office",
                "address": "UN House, Plot 617 Diplomatic Drive PMB 2851, Garki, Abuja Nigeria",
            },
        ),
        (
            "Ministry of Gender, Labour and Youth\nPlot 2, Lourdel Road, P.O. Box 7136, Kampala\nps@mgly.go.ug",
            "en",
            {
                "organisation": "Ministry of Gender, Labour and Youth",
                "address": "Plot 2, Lourdel Road, P.O. Box 7136, Kampala",
            },
        ),
        (
            "Press: Robert Kamara (Head of Communications, Labour Congress), kamara@lc.org",
            "en",
            {"person": "Robert Kamara", "role": "Head of Communications", "organisation": "Labour Congress"},
        ),
        (
            "Linh Tran, National Officer, Communications\nILO Country Office for Viet Nam\nlinht@ilo.org",
            "en",
            {
                "person": "Linh Tran",
                "role": "National Officer, Communications",
                "organisation": "ILO Country Office for Viet Nam",
            },
        ),
        (
            "Orders can be sent to ILO Publications, 4 route des Morillons, CH-1211 Geneva 22, or to pub@ilo.org.",
            "en",
            {"organisation": "ILO Publications", "address": "4 route des Morillons, CH-1211 Geneva 22"},
        ),
        ("WHO: Paul Lim, plim@who.int", "en", {"person": "Paul Lim", "organisation": "WHO"}),
        (
            "Bureau de l'OIT au Sénégal\nLes Almadies, route de Ngor\nB.P. 414 Dakar\nSénégal\ndakar@ilo.org",
            "fr",
            {
                "organisation": "Bureau de l'OIT au Sénégal",
                "address": "Les Almadies, route de Ngor B.P. 414 Dakar Sénégal",
            },
        ),
        (
            "Les demandes sont à adresser au Service des publications, CH-1211 Genève 22, Suisse, ou à pub@ilo.org.",
            "fr",
            {"organisation": "Service des publications", "address": "CH-1211 Genève 22, Suisse"},
        ),
        (
            "Ministère du Travail, de l'Emploi et de la Prévoyance\nB.P. 893, Moroni\ncab@travail.km",
            "fr",
            {
                "organisation": "Ministère du Travail, de l'Emploi et de la Prévoyance",
                "address": "B.P. 893, Moroni",
            },
        ),
        (
            "Yves Martin, économiste à la Section de l'emploi, martiny@ilo.org",
            "fr",
            {"person": "Yves Martin", "role": "économiste", "organisation": "Section de l'emploi"},
        ),
        (
            "请与人力资源和社会保障部新闻办徐明联系，xuming@mohrss.gov.cn。",
            "zh",
            {"person": "徐明", "organisation": "人力资源和社会保障部新闻办"},
        ),
        (
            "国际劳工组织达喀尔局阿米娜·迪奥普，diopa@ilo.org",
            "zh",
            {"person": "阿米娜·迪奥普", "organisation": "国际劳工组织达喀尔局"},
        ),
        (
            "联系人：马晓琳\n邮箱：ma@bjzgh.org\n单位：北京市总工会职工服务中心",
            "zh",
            {"person": "马晓琳", "organisation": "北京市总工会职工服务中心"},
        ),
        (
            "本报告可向国际劳工局出版处（瑞士日内瓦莫里永路4号，CH-1211）索取，请发邮件至pub@ilo.org。",
            "zh",
            {"organisation": "国际劳工局出版处", "address": "瑞士日内瓦莫里永路4号，CH-1211"},
        ),
    ],
)
def test_who_and_where(text: str, language: str, named: dict[str, Any]) -> None:
    (found,) = contacts_in(text, language)
    parts = {key: found[key] for key in ("person", "role", "organisation", "address") if key in found}
    assert parts == named


@pytest.mark.parametrize(
    ("text", "language", "bodies"),
    [
        ("Alizé Agency, for Africa:\nPaul Durand – p.durand@alize.fr\nAnne Petit – a.petit@alize.fr", "en", 2),
        ("Agence Alizé, pour l'Afrique :\nPaul Durand – p.durand@alize.fr\nAnne Petit – a.petit@alize.fr", "fr", 2),
    ],
)
def test_a_body_above_several_people_is_that_of_each(text: str, language: str, bodies: int) -> None:
    found = contacts_in(text, language)
    assert [contact["organisation"].startswith("A") for contact in found] == [True] * bodies


@pytest.mark.parametrize(
    ("text", "language", "owner"),
    [
        ("Follow the ILO on Twitter: @ilo and on Facebook: www.facebook.com/ILO.ORG", "en", "ILO"),
        ("Suivez l'OIT :\nwww.facebook.com/OIT", "fr", "OIT"),
        ("关注我们：国际劳工组织\n微博：@ILO中国\n网站：www.ilo.org/zh", "zh", "国际劳工组织"),
    ],
)
def test_whose_accounts_they_are(text: str, language: str, owner: str) -> None:
    assert [contact["organisation"] for contact in contacts_in(text, language)] == [owner]


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("电话：010-68701234，68705678", ["+861068701234", "+861068705678"]),
        ("电话:010-68523836,68598013", ["+861068523836", "+861068598013"]),
        ("P.O. Box 40326-00100, Nairobi, info@labour.go.ke", []),
        ("B.P. 40326-0010, Lomé, info@labour.tg", []),
    ],
)
def test_numbers_share_an_area_code_and_boxes_are_none(text: str, phones: list[str]) -> None:
    (found,) = contacts_in(text, "zh" if "电" in text else "en")
    assert found.get("phones", []) == phones


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("ILO Liaison Office for Myanmar", Sort.ORGANISATION),
        ("Office of the Director-General", Sort.ORGANISATION),
        ("Programme Officer in the Brasilia Office", Sort.ROLE),
        ("To arrange an interview with the Director", Sort.OTHER),
        ("Cabinet du Ministre", Sort.ORGANISATION),
        ("Directrice du Bureau de pays", Sort.ROLE),
        ("新华社", Sort.ORGANISATION),
        ("办公室主任", Sort.ROLE),
    ],
)
def test_bodies_told_from_roles(text: str, sort: Sort) -> None:
    assert sort_of(text) == sort
