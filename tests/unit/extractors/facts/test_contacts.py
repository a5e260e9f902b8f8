"""Contacts grouped from lines, tables and sentences, in the three languages."""

from typing import Any

import pytest
from spacy.vocab import Vocab

from extractors.facts.base import set_up_extensions
from extractors.facts.contacts import ContactExtractor
from extractors.identify import identify
from extractors.reading import ReadingBuilder
from extractors.registry import reader_for
from extractors.text.base import RawFile
from extractors.tokenizer import SocleTokenizer
from schemas.document import BlockKind, Cell, Document
from schemas.facts.contact import Contact


def contacts_of(document: Document) -> list[Contact]:
    """The contacts of a document."""
    set_up_extensions()
    doc = SocleTokenizer(Vocab())(document.reading)
    doc._.document = document
    doc._.outcomes = {}
    ContactExtractor()(doc)
    outcome = doc._.outcomes["contacts"]
    assert outcome.error is None
    return list(outcome.facts)


def contacts_in(text: str, language: str = "en") -> list[dict[str, Any]]:
    """The values of the contacts of a text, without what is empty."""
    raw = RawFile(text.encode(), "-")
    document = identify(reader_for(raw).read(raw), language=language)
    return [filled(contact) for contact in contacts_of(document)]


def filled(contact: Contact) -> dict[str, Any]:
    """The parts that a contact has."""
    return {name: list(part) if isinstance(part, list) else part for name, part in contact.value().items() if part}


def table_of(rows: list[list[str]]) -> Document:
    """A document that is one table."""
    text = "\n".join("\t".join(row) for row in rows)
    builder = ReadingBuilder(text)
    position = 0
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            builder.begin("\t" if column else "\n")
            for index, line in enumerate(words.split("\n")):
                if index:
                    builder.replace(position - 1, position, "\n")
                builder.copy(position, position + len(line))
                position += len(line) + 1
            builder.end_block(BlockKind.CELL, cell=Cell(0, number, column, header=False))
    reading, offsets, blocks = builder.build()
    return Document("0" * 64, "text/plain", "plain", text, reading, offsets, blocks, language="en")


@pytest.mark.parametrize(
    ("text", "language", "contact"),
    [
        pytest.param(
            "Contact\n\nAwa Ndiaye\nChargée de communication\nOIT Dakar\n33 869 92 00\nndiaye@ilo.org",
            "fr",
            {
                "person": "Awa Ndiaye",
                "role": "Chargée de communication",
                "organisation": "OIT Dakar",
                "emails": ["ndiaye@ilo.org"],
                "phones": ["+221338699200"],
            },
            id="fr-block",
        ),
        pytest.param(
            "Presse : M. Paul Meyer, attaché de presse, DDC – 058 465 12 00 – paul.meyer@eda.admin.ch",
            "fr",
            {
                "person": "Paul Meyer",
                "role": "attaché de presse",
                "organisation": "DDC",
                "emails": ["paul.meyer@eda.admin.ch"],
                "phones": ["+41584651200"],
            },
            id="fr-line",
        ),
        pytest.param(
            "Direction de la protection sociale\nImmeuble Alpha\n4, rue des Écoles\n1000 Bruxelles\nBelgique\n"
            "Tél. : 02 528 60 11",
            "fr",
            {
                "organisation": "Direction de la protection sociale",
                "address": "Immeuble Alpha 4, rue des Écoles 1000 Bruxelles Belgique",
                "phones": ["+3225286011"],
            },
            id="fr-address",
        ),
        pytest.param(
            "Léa Roux,\nCheffe, Service des normes et des statistiques,\nroux@ilo.org",
            "fr",
            {
                "person": "Léa Roux",
                "role": "Cheffe",
                "organisation": "Service des normes et des statistiques",
                "emails": ["roux@ilo.org"],
            },
            id="fr-role-and-service",
        ),
        pytest.param(
            "Mina Lee | Press Officer | ILO Country Office for Nepal | Tel. +977 1 555 1234 | lee@ilo.org | @minal",
            "en",
            {
                "person": "Mina Lee",
                "role": "Press Officer",
                "organisation": "ILO Country Office for Nepal",
                "emails": ["lee@ilo.org"],
                "phones": ["+97715551234"],
                "handles": ["@minal"],
            },
            id="en-bars",
        ),
        pytest.param(
            "roux@ilo.org – Lea Roux, ILO Geneva",
            "en",
            {"person": "Lea Roux", "organisation": "ILO Geneva", "emails": ["roux@ilo.org"]},
            id="en-name-after",
        ),
        pytest.param(
            "Journalists can reach Lea Roux at +33 1 45 68 29 30 or roux(at)ilo(dot)org before Friday.",
            "en",
            {"person": "Lea Roux", "emails": ["roux@ilo.org"], "phones": ["+33145682930"]},
            id="en-sentence",
        ),
        pytest.param(
            "联系人：王小明（项目官员） 电话：010-65325091 传真：010-65325092 邮箱：wangxm@ilo.org",
            "zh-Hans",
            {"person": "王小明", "role": "项目官员", "emails": ["wangxm@ilo.org"], "phones": ["+861065325091"]},
            id="zh-labels",
        ),
        pytest.param(
            "张伟，国际劳工组织北京局传播官员，手机：138 0013 8000，zhangwei[at]ilo.org",
            "zh-Hans",
            {
                "person": "张伟",
                "role": "传播官员",
                "organisation": "国际劳工组织北京局",
                "emails": ["zhangwei@ilo.org"],
                "phones": ["+8613800138000"],
            },
            id="zh-body-and-role",
        ),
        pytest.param(
            "傳媒查詢：勞工處新聞主任陳大文先生（電話：2852 4114）",
            "zh-Hant",
            {"person": "陳大文", "role": "新聞主任", "organisation": "勞工處", "phones": ["+85228524114"]},
            id="zh-hant-run-together",
        ),
        pytest.param(
            "如有疑问，请联系张伟（电话：010-6532 5091，邮箱：zhangwei@ilo.org）。",
            "zh-Hans",
            {"person": "张伟", "emails": ["zhangwei@ilo.org"], "phones": ["+861065325091"]},
            id="zh-sentence",
        ),
    ],
)
def test_one_contact(text: str, language: str, contact: dict[str, Any]) -> None:
    assert contacts_in(text, language) == [contact]


def test_people_in_sequence_are_apart() -> None:
    text = "Ana Ruiz\nILO Lima\nruiz@ilo.org\n\nBo Lind\nILO Oslo\nlind@ilo.org\n\nservice de presse\npresse@ilo.org"
    assert [(contact.get("person"), contact["emails"]) for contact in contacts_in(text)] == [
        ("Ana Ruiz", ["ruiz@ilo.org"]),
        ("Bo Lind", ["lind@ilo.org"]),
        (None, ["presse@ilo.org"]),
    ]


def test_people_in_one_line_are_apart() -> None:
    text = "Contacts: Ana Ruiz, ruiz@ilo.org; Bo Lind, lind@ilo.org"
    assert [(contact["person"], contact["emails"]) for contact in contacts_in(text)] == [
        ("Ana Ruiz", ["ruiz@ilo.org"]),
        ("Bo Lind", ["lind@ilo.org"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "www.ilo.org\n\nSuivez-nous :\n\nwww.facebook.com/ILO\n\n@ilo",
        "Visit our site: www.ilo.org\n\nFollow us: www.facebook.com/ILO\n\n@ilo",
        "网站：www.ilo.org\n\n关注我们：www.facebook.com/ILO\n\n推特：@ilo",
    ],
)
def test_a_list_of_sites_is_one_contact(text: str) -> None:
    assert contacts_in(text) == [{"urls": ["http://www.ilo.org", "http://www.facebook.com/ILO"], "handles": ["@ilo"]}]


def test_an_address_in_a_sentence_is_doubted() -> None:
    raw = RawFile(b"The full report can be found at www.ilo.org/report and is free of charge.", "-")
    (contact,) = contacts_of(identify(reader_for(raw).read(raw), language="en"))
    assert contact.urls == ("http://www.ilo.org/report",)
    assert contact.confidence == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "“We welcome this step,” said Ana Ruiz, Director of the ILO Office for the Andes.",
        "« Un pas important », a déclaré Awa Ndiaye, ministre du Travail, le 3 mai 2019.",
        "国际劳工组织北京局局长李明说：“这是重要的一步。”",
    ],
)
def test_who_cannot_be_reached_is_no_contact(text: str) -> None:
    assert contacts_in(text) == []


def test_a_number_whose_country_is_open_keeps_its_digits_and_is_doubted() -> None:
    raw = RawFile(b"Helpline: 0800 123 456", "-")
    (contact,) = contacts_of(identify(reader_for(raw).read(raw), language="en"))
    assert contact.phones == ("0800123456",)
    assert contact.confidence == 0.5


def test_the_country_comes_from_the_rest_of_the_document() -> None:
    contacts = contacts_in("Ana Ruiz: +41 22 799 60 00\n\nBo Lind: 022 799 60 01, lind@ilo.org")
    assert [contact["phones"] for contact in contacts] == [["+41227996000"], ["+41227996001"]]


def test_a_row_of_a_table_is_a_contact() -> None:
    rows = [
        ["Name", "Organisation", "Phone", "E-mail"],
        ["Ana Ruiz", "ILO Lima", "+51 1 615 0300", "ruiz@ilo.org"],
        ["Bo Lind", "ILO Oslo", "+47 22 05 60 00", "lind@ilo.org"],
    ]
    assert [(contact.person, contact.organisation, contact.phones) for contact in contacts_of(table_of(rows))] == [
        ("Ana Ruiz", "ILO Lima", ("+5116150300",)),
        ("Bo Lind", "ILO Oslo", ("+4722056000",)),
    ]


def test_contacts_side_by_side_in_cells_are_read_column_by_column() -> None:
    rows = [["Ana Ruiz", "Bo Lind"], ["ILO Lima", "ILO Oslo"], ["ruiz@ilo.org", "lind@ilo.org"]]
    assert [(contact.person, contact.organisation, contact.emails) for contact in contacts_of(table_of(rows))] == [
        ("Ana Ruiz", "ILO Lima", ("ruiz@ilo.org",)),
        ("Bo Lind", "ILO Oslo", ("lind@ilo.org",)),
    ]


def test_columns_drawn_with_blanks_are_read_one_after_the_other() -> None:
    text = "Ana Ruiz            Bo Lind\nILO Lima            ILO Oslo\nruiz@ilo.org        lind@ilo.org\n"
    assert [(contact["person"], contact["emails"]) for contact in contacts_in(text)] == [
        ("Ana Ruiz", ["ruiz@ilo.org"]),
        ("Bo Lind", ["lind@ilo.org"]),
    ]


@pytest.mark.parametrize(
    ("text", "language", "phone"),
    [
        ("Dublin, Ireland: 01 631 8000", "en", "+35316318000"),
        ("In the US: 212.555.1234", "en", "+12125551234"),
        ("Bruxelles, tél. 02/506.65.11", "fr", "+3225066511"),
        ("Yaoundé, tél. (237) 222 20 50 40", "fr", "+237222205040"),
        ("澳门电话：(853) 2856 4109", "zh-Hans", "+85328564109"),
        ("北京办事处8610 8532 5091（电话）", "zh-Hans", "+861085325091"),
    ],
)
def test_a_place_beside_a_number_gives_its_country(text: str, language: str, phone: str) -> None:
    assert [contact["phones"] for contact in contacts_in(text, language)] == [[phone]]


@pytest.mark.parametrize(
    ("text", "language", "organisation"),
    [
        ("Connect with Better Work:\nwww.facebook.com/betterwork\n@betterwork", "en", "Better Work"),
        ("Suivez l'OIT :\nwww.facebook.com/OIT\n@OITinfo", "fr", "OIT"),
        ("关注联合国儿童基金会：\nwww.weibo.com/unicefchina\n@unicef", "zh-Hans", "联合国儿童基金会"),
    ],
)
def test_a_heading_names_whose_accounts_follow(text: str, language: str, organisation: str) -> None:
    assert [contact["organisation"] for contact in contacts_in(text, language)] == [organisation]


@pytest.mark.parametrize(
    ("text", "language", "emails"),
    [
        ("Send enquiries to newsroom AT ilo DOT org", "en", ["newsroom@ilo.org"]),
        ("Courriel : info@ilo.orgwww.ilo.org", "fr", ["info@ilo.org"]),
        ("电子邮箱：info@ilo.orgwww.ilo.org", "zh-Hans", ["info@ilo.org"]),
    ],
)
def test_emails_said_in_words_or_run_together(text: str, language: str, emails: list[str]) -> None:
    assert [contact["emails"] for contact in contacts_in(text, language)] == [emails]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Total 45 67 89 12 34 participants", "en"),
        ("2 500 000 personnes au Mali : 20 22 12 34 en milliers", "fr"),
        ("共投入资金1234567890元，惠及13800000000人次", "zh-Hans"),
        ("第13800138000号提案", "zh-Hans"),
    ],
)
def test_counts_and_sums_are_no_numbers_to_call(text: str, language: str) -> None:
    assert contacts_in(text, language) == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("联系人：黄磊（13611112222）、宋敏（13633334444）", ["黄磊", "宋敏"]),
        ("联系人：王 芳\n电　话：010-62781234", ["王 芳"]),
        ("山本由美子\n项目官员\n电邮：yamamoto@ilo.org", ["山本由美子"]),
    ],
)
def test_chinese_and_japanese_names(text: str, people: list[str]) -> None:
    assert [contact["person"] for contact in contacts_in(text, "zh-Hans")] == people


@pytest.mark.parametrize("text", ["Tel. 12345678901234567", "Tél. 12345678901234567", "电话：12345678901234567"])
def test_what_nobody_can_call_is_unresolved(text: str) -> None:
    raw = RawFile(text.encode(), "-")
    document = identify(reader_for(raw).read(raw), language="en")
    assert contacts_of(document) == []
    set_up_extensions()
    doc = SocleTokenizer(Vocab())(document.reading)
    doc._.document, doc._.outcomes = document, {}
    ContactExtractor()(doc)
    assert [item.reason for item in doc._.outcomes["contacts"].unresolved] == ["invalid_phone"]
