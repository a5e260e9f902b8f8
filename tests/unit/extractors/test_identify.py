"""Kind, title and day of publication: a row for each rule, in the three languages, and the sample documents."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractors import registry
from extractors.front import front_lines
from extractors.identify import identify
from extractors.kinds import find_kind, has_dateline, has_other_label, has_press_label, speaks_to_reader
from extractors.publication import by_dateline, by_label, by_masthead, by_metadata, by_signature, find_published
from extractors.text.base import RawFile
from schemas.document import Document, DocumentKind

ROOT = Path(__file__).parents[3]
BODY = {
    "fr": "Le programme a été lancé dans onze régions, avec les syndicats et les employeurs du pays.",
    "en": "The programme was launched in eleven regions, together with trade unions and employers.",
    "zh-Hans": "该项目已经在十一个地区启动，工会和雇主组织共同参与，首批培训即将开始。",
}


def document(text: str, language: str = "fr", name: str = "x.txt", **metadata: str) -> Document:
    read = registry.read(RawFile(text.encode(), name))
    return replace(read, language=language, metadata={**read.metadata, **metadata})


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("Publié le 3 mai 2021", "fr", date(2021, 5, 3)),
        ("Dernière mise à jour : 1er février 2020", "fr", date(2020, 2, 1)),
        ("État au 31 mars 2022", "fr", date(2022, 3, 31)),
        ("Published on: 5 June 2019", "en", date(2019, 6, 5)),
        ("Last updated: 15 Feb 2023", "en", date(2023, 2, 15)),
        ("发布日期：2023年10月9日", "zh-Hans", date(2023, 10, 9)),
        ("發布日期：2023年10月9日", "zh-Hant", date(2023, 10, 9)),
        ("更新日期：2024/05/20。如有变动，请告知编辑部。", "zh-Hans", date(2024, 5, 20)),
        ("Dernière mise à jour des coordonnées : 3 mai 2021", "fr", date(2021, 5, 3)),
        ("Details checked on 3 May 2021", "en", date(2021, 5, 3)),
        ("2023年6月14日发布", "zh-Hans", date(2023, 6, 14)),
        ("信息核实日期：2023年10月2日", "zh-Hans", date(2023, 10, 2)),
        ("报名时间：2023年10月2日", "zh-Hans", None),
        ("Durée : du 1er mars 2020 au 31 mai 2021", "fr", None),
        ("As of 3 May 2021, three offices were open.", "en", None),
        ("项目期限：2020年1月1日至2022年12月31日", "zh-Hans", None),
    ],
)
def test_by_label(line: str, language: str, day: date | None) -> None:
    found = document(f"Un titre assez long\n\n{line}\n\n{BODY['fr']}", language)
    assert by_label(front_lines(found), found, language) == day


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("Actualité | 22 mars 2012", "fr", date(2012, 3, 22)),
        ("31 août 2016 -15:50", "fr", date(2016, 8, 31)),
        ("Genève, le lundi 3 mai 2021", "fr", date(2021, 5, 3)),
        ("Press release | 23 November 2023", "en", date(2023, 11, 23)),
        ("June 5, 2024", "en", date(2024, 6, 5)),
        ("Brussels, 14.05.2019", "en", date(2019, 5, 14)),
        ("IP/19/2517 Brussels, 14 May 2019", "en", date(2019, 5, 14)),
        ("新闻稿 | 二〇二三年六月十四日", "zh-Hans", date(2023, 6, 14)),
        ("2024年4月15日 星期一", "zh-Hans", date(2024, 4, 15)),
        ("Numéro 12 – 3 mai 2024", "fr", date(2024, 5, 3)),
        ("Par la rédaction | 10 décembre 2020", "fr", date(2020, 12, 10)),
        ("Issue 12 · 3 May 2024", "en", date(2024, 5, 3)),
        ("2021-12-08 14:36　来源：人民网　责任编辑：赵敏", "zh-Hans", date(2021, 12, 8)),
        ("国际劳工组织新闻稿　2024年3月5日08:30", "zh-Hans", date(2024, 3, 5)),
        ("第12期（2024年5月3日）", "zh-Hans", date(2024, 5, 3)),
        ("Lomé, du 12 au 14 août 2024", "fr", None),
        ("Kathmandu, 12–14 August 2024", "en", None),
        ("2024年8月12日至14日，昆明", "zh-Hans", None),
        ("La réunion du 3 mai 2021 à Dakar", "fr", None),
        ("Du 3 mai 2021 au 5 juin 2021", "fr", None),
        ("Seminar on 3 May 2021 with partners", "en", None),
        ("2021年3月5日会议在北京举行", "zh-Hans", None),
    ],
)
def test_by_masthead(line: str, language: str, day: date | None) -> None:
    found = document(f"{line}\n\nUn titre assez long\n\n{BODY['fr']}", language)
    assert by_masthead(front_lines(found), found, language) == day


@pytest.mark.parametrize(
    ("opening", "language", "day"),
    [
        ("BRUXELLES, le 3 mai 2021 – ", "fr", date(2021, 5, 3)),
        ("GENÈVE, 12 mars 2024 (Nouvelles de l'OIT) - ", "fr", date(2024, 3, 12)),
        ("GENEVA, 5 June 2019 (ILO News) – ", "en", date(2019, 6, 5)),
        ("GENEVA (5 June 2019) — ", "en", date(2019, 6, 5)),
        ("新华社北京2016年9月7日电 ", "zh-Hans", date(2016, 9, 7)),
        ("香港（2025年3月12日）——", "zh-Hans", date(2025, 3, 12)),
        ("（万象，2024年3月5日）", "zh-Hans", date(2024, 3, 5)),
        ("北京，2016年9月6日：", "zh-Hans", date(2016, 9, 6)),
        ("Genève, mercredi 3 mars 2021. ", "fr", date(2021, 3, 3)),
        ("Geneva, April 28, 2017: ", "en", date(2017, 4, 28)),
        ("Le 3 mai 2021, la ministre a signé l'accord – ", "fr", None),
        ("From 3 May 2021 to 5 May 2021 – ", "en", None),
        ("国际劳工组织将于2025年3月12日在北京举行大会——", "zh-Hans", None),
    ],
)
def test_by_dateline(opening: str, language: str, day: date | None) -> None:
    found = document(f"Un titre assez long\n\n{opening}{BODY[language]}", language)
    assert by_dateline(front_lines(found), found, language) == day


@pytest.mark.parametrize(
    ("ending", "language", "day"),
    [
        ("国际劳工组织北京局\n2022年4月18日", "zh-Hans", date(2022, 4, 18)),
        ("Genève, le 3 mai 2021", "fr", date(2021, 5, 3)),
        ("Geneva, 3 May 2021", "en", date(2021, 5, 3)),
        ("Fait à Genève, le 3 mai 2021", "fr", date(2021, 5, 3)),
        ("Press Office\n31 May 2021", "en", date(2021, 5, 31)),
        ("31 May 2021", "en", None),
        ("2022年3月11日，伦敦／日内瓦", "zh-Hans", date(2022, 3, 11)),
        ("（中国职业安全健康协会　2020年4月28日）", "zh-Hans", date(2020, 4, 28)),
        ("全国总工会\n2022年4月18日\n\n联系人：王芳\n新闻官\n电话\n传真\na@ilo.org", "zh-Hans", date(2022, 4, 18)),
        ("申请截止至2022年4月18日前", "zh-Hans", None),
    ],
)
def test_by_signature(ending: str, language: str, day: date | None) -> None:
    found = document(f"Un titre assez long\n\n{BODY[language]}\n\n{ending}", language)
    assert by_signature(front_lines(found), found, language) == day


@pytest.mark.parametrize(
    ("metadata", "day"),
    [
        ({"date": "2021-05-03"}, date(2021, 5, 3)),
        ({"date": "2021-02-31"}, None),
        ({"created": "2021-05-03"}, None),
        ({}, None),
    ],
)
def test_by_metadata(metadata: dict[str, str], day: date | None) -> None:
    found = document(f"Un titre\n\n{BODY['fr']}", **metadata)
    assert by_metadata([], found, "fr") == day
    assert find_published(found) == day


def test_the_text_goes_before_the_metadata() -> None:
    found = document(f"Un titre assez long\n\nPublié le 3 mai 2021\n\n{BODY['fr']}", date="2022-01-01")
    assert find_published(found) == date(2021, 5, 3)


@pytest.mark.parametrize(
    ("line", "language", "labelled"),
    [
        ("Communiqué de presse", "fr", True),
        ("Actualité | 22 mars 2012", "fr", True),
        ("FOR IMMEDIATE RELEASE", "en", True),
        ("News | 3 May 2021", "en", True),
        ("国际劳工组织中国和蒙古局新闻稿", "zh-Hans", True),
        ("新聞公報", "zh-Hant", True),
        ("Good news for workers everywhere in the region", "en", False),
        ("Une actualité chargée pour les syndicats", "fr", False),
        ("新闻工作者的权益保护", "zh-Hans", False),
    ],
)
def test_press_labels(line: str, language: str, labelled: bool) -> None:
    found = document(f"{line}\n\nUn titre assez long\n\n{BODY['fr']}", language)
    assert has_press_label(front_lines(found), found) is labelled


@pytest.mark.parametrize(
    ("opening", "language", "news"),
    [
        ("GENÈVE (Nouvelles de l’OIT) – ", "fr", True),
        ("Dakar (OIT Infos) - ", "fr", True),
        ("WASHINGTON – ", "en", True),
        ("DHAKA (ILO News) – ", "en", True),
        ("日内瓦（国际劳工组织新闻）—— 6月14日，", "zh-Hans", True),
        ("【金边讯】", "zh-Hans", True),
        ("L'OIT – l'agence du travail – ", "fr", False),
        ("The ILO (founded in 1919) – ", "en", False),
        ("【背景】", "zh-Hans", False),
    ],
)
def test_datelines(opening: str, language: str, news: bool) -> None:
    found = document(f"Un titre assez long\n\n{opening}{BODY[language]}", language)
    assert has_dateline(front_lines(found)) is news


@pytest.mark.parametrize(
    ("title", "labelled"),
    [
        ("Rapport annuel 2022", True),
        ("Fiche de projet : emploi des jeunes", True),
        ("Project sheet: SERJ", True),
        ("Floor by floor: the newsletter, issue 3", True),
        ("亚洲合作年度报告2023", True),
        ("机构通讯录", True),
        ("Un socle pour chacun", False),
        ("Factories report fewer violations", False),
        ("携手建设社会保护底线", False),
    ],
)
def test_other_labels(title: str, labelled: bool) -> None:
    found = document(f"{title}\n\n{BODY['fr']}")
    assert has_other_label(front_lines(found), found) is labelled


@pytest.mark.parametrize(
    ("text", "appeals"),
    [
        ("devenez partenaire. votre soutien compte.", True),
        ("your support can change lives. contact us.", True),
        ("加入我们，您的支持很重要。", True),
        ("suivez-nous sur facebook. contactez-nous.", False),
        ("the report was published by the ministry.", False),
        ("委员会通过了预算。", False),
    ],
)
def test_brochures_speak_to_their_reader(text: str, appeals: bool) -> None:
    assert speaks_to_reader(text) is appeals


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        (
            "31 août 2016 - 15:50\n\nLe ministère partage son expérience\n\nElle est là, a déclaré la ministre.",
            "fr",
            "press_release",
        ),
        ("3 May 2021\n\nThe budget of the office\n\nThe committee met twice.", "en", "other"),
        ("Changeons la vie\n\nDevenez partenaire : votre soutien compte.", "fr", "brochure"),
        ("让我们携手\n\n加入我们，您的支持很重要。", "zh-Hans", "brochure"),
        ("Minutes of the meeting\n\nYour support can change lives. Join us.", "en", "other"),
    ],
)
def test_kinds(text: str, language: str, kind: str) -> None:
    assert find_kind(document(text, language)) is DocumentKind(kind)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("# Lettre d'information, n° 31\n\n3 mai 2021\n\nTexte.", "a.md", "Lettre d'information, n° 31"),
        (
            "31 août 2016 -15:50\n\nLe ministère partage son expérience\n\nTexte long.",
            "a.txt",
            "Le ministère partage son expérience",
        ),
        ("Press release\n\nJune 5, 2024\n\nWages rise in all regions\n\nText.", "a.txt", "Wages rise in all regions"),
        ("国际劳工组织\n\n新闻稿 | 2023年6月14日\n\n工资上涨\n\n正文。", "a.txt", "工资上涨"),
        (
            "Labour Statistics Branch\n\nWages on plantations\n\nResearch report\n\nJune 2023",
            "a.txt",
            "Wages on plantations",
        ),
        ("FICHE DE PROJET\n\nEmplois verts au Ghana\n\nDurée : un an", "a.txt", "Emplois verts au Ghana"),
        ("Issue 12, March 2024\n\nSkills for trade\n\nText.", "a.txt", "Skills for trade"),
        ("即时发布\n\n工资上涨\n\n正文。", "a.txt", "工资上涨"),
        ("www.ilo.org\n\nContact: a@ilo.org\n\nA short leaflet", "a.txt", "A short leaflet"),
        (
            "<html><title>Of the tab | ILO</title><h1>Of the page</h1><p>Some text of it.</p></html>",
            "a.html",
            "Of the page",
        ),
        (
            "<html><title>Stated title of it</title><p>Stated title of it</p><p>Some text.</p></html>",
            "a.html",
            "Stated title of it",
        ),
        ("A sentence that is no title, since it ends like one.", "a.txt", None),
    ],
)
def test_titles(text: str, name: str, title: str | None) -> None:
    assert identify(registry.read(RawFile(text.encode(), name))).title == title


def test_what_the_caller_knows_goes_first() -> None:
    read = registry.read(RawFile(b"Published on 3 May 2021. The text of it.", "x.txt"))
    found = identify(read, language="zh", published=date(2020, 1, 1))
    assert (found.language, found.languages, found.published) == ("zh", ("zh",), date(2020, 1, 1))
    assert {block.language for block in found.blocks} == {"zh"}


SAMPLES = [json.loads(line) for line in (ROOT / "tests/gold/documents.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("truth", [row for row in SAMPLES if not row["frozen"]], ids=lambda row: str(row["path"]))
def test_the_sample_documents(truth: dict[str, str]) -> None:
    path = ROOT / "raw" / truth["path"]
    found = identify(registry.read(RawFile(path.read_bytes(), path.name)))
    published = found.published.isoformat() if found.published else None
    assert (found.title, found.kind, found.language, published) == (
        truth["title"],
        truth["kind"],
        truth["language"],
        truth["published"],
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Communiqué de presse\n\nUn accord est signé\n\nLe 3 mai 2021, ", date(2021, 5, 3)),
        ("Press release\n\nAn agreement is signed\n\nOn 3 May 2021, ", date(2021, 5, 3)),
        ("新闻稿\n\n双方签署新协议\n\n（日内瓦讯）2021年5月3日，", date(2021, 5, 3)),
        ("新闻稿\n\n双方签署新协议\n\n今天（2021年5月3日），", date(2021, 5, 3)),
        ("Rapport annuel\n\nUn accord est signé\n\nLe 3 mai 2021, ", None),
        ("Press release\n\nAn agreement is signed\n\nThe law of 3 May 2021 says that ", None),
    ],
)
def test_an_undated_release_has_the_day_of_its_news(text: str, day: date | None) -> None:
    body = BODY["zh-Hans"] if "新" in text else BODY["en" if "agreement" in text else "fr"]
    assert identify(registry.read(RawFile(f"{text}{body}".encode(), "x.txt"))).published == day


@pytest.mark.parametrize(
    "text",
    [
        "Dated 3 May 2021\n\nQuestions and answers on leave\n\nAnnounced today.",
        "Publié le 3 mai 2021\n\nAvant-propos\n\nA annoncé le ministre.",
        "发布日期：2021年5月3日\n\n养老保险问答\n\n记者近日获悉。",
    ],
)
def test_a_dated_paper_is_no_release(text: str) -> None:
    assert identify(registry.read(RawFile(text.encode(), "x.txt"))).kind is DocumentKind.OTHER


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ["1,", "@", "一", "A-", "x@", "2024年", "来源："])
def test_long_lines_take_no_more_than_their_length(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert identify(registry.read(RawFile(text.encode(), "x.txt"))).published is None
