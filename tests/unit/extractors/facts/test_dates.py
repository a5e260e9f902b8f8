"""Dates as releases, brochures and reports write them: spans, days, EDTF and roles."""

import datetime

import pytest
from spacy.vocab import Vocab

from extractors.facts.base import set_up_extensions
from extractors.facts.dates import DateExtractor
from extractors.reading import ReadingBuilder
from extractors.tokenizer import SocleTokenizer
from schemas.document import BlockKind, Cell, Document, DocumentKind
from schemas.facts.base import Unresolved
from schemas.facts.date import Date, Role

PUBLISHED = datetime.date(2023, 5, 11)


def document_of_text(
    text: str, language: str, published: datetime.date | None = None, rows: list[list[str]] | None = None
) -> Document:
    """A document of paragraphs, with a table after them where rows are given."""
    whole = text + "".join("\n" + "\t".join(row) for row in rows or [])
    builder = ReadingBuilder(whole)
    builder.begin()
    builder.copy(0, len(text))
    builder.end_block()
    position = len(text) + 1
    for number, row in enumerate(rows or []):
        for column, words in enumerate(row):
            builder.begin("\t" if column else "\n")
            builder.copy(position, position + len(words))
            builder.end_block(BlockKind.CELL, cell=Cell(0, number, column, number == 0))
            position += len(words) + 1
    reading, offsets, blocks = builder.build()
    return Document(
        "0" * 64,
        "text/plain",
        "plain",
        whole,
        reading,
        offsets,
        blocks,
        language=language,
        published=published,
        kind=DocumentKind.PRESS_RELEASE,
    )


def found_in(document: Document) -> list[Date | Unresolved]:
    set_up_extensions()
    doc = SocleTokenizer(Vocab())(document.reading)
    doc._.document, doc._.outcomes = document, {}
    return list(DateExtractor().find(doc))


def dates_of(text: str, language: str, published: datetime.date | None = None) -> list[tuple[str, str | None]]:
    document = document_of_text(text, language, published)
    return [
        (document.reading[date.start : date.end], date.edtf) for date in found_in(document) if isinstance(date, Date)
    ]


ABSOLUTE = [
    ("fr", "du 6 au 8 septembre 2016 à Turin", [("du 6 au 8 septembre 2016", "2016-09-06/2016-09-08")]),
    ("en", "held on 6-8 September 2016", [("6-8 September 2016", "2016-09-06/2016-09-08")]),
    ("zh", "2016年9月6日至8日在北京", [("2016年9月6日至8日", "2016-09-06/2016-09-08")]),
    ("fr", "les 31 août et 1er septembre 2016", [("31 août et 1er septembre 2016", "2016-08-31/2016-09-01")]),
    ("en", "on 5, 7 and 9 May 2021", [("5", "2021-05-05"), ("7", "2021-05-07"), ("9 May 2021", "2021-05-09")]),
    ("en", "on 17, 18 and 19 May 2021", [("17, 18 and 19 May 2021", "2021-05-17/2021-05-19")]),
    ("en", "from June 5 to July 3, 2024", [("from June 5 to July 3, 2024", "2024-06-05/2024-07-03")]),
    ("en", "from November to February 2021", [("from November to February 2021", "2020-11/2021-02")]),
    ("fr", "d'octobre 2021 à mars 2022", [("d'octobre 2021 à mars 2022", "2021-10/2022-03")]),
    ("zh", "2021年10月至2022年3月", [("2021年10月至2022年3月", "2021-10/2022-03")]),
    ("fr", "De 2006 à 2012, le BIT", [("De 2006 à 2012", "2006/2012")]),
    ("en", "between 2010 and 2013", [("between 2010 and 2013", "2010/2013")]),
    ("zh", "在2010年和2013年之间", [("2010年和2013年之间", "2010/2013")]),
    ("en", "the 2016–17 biennium", [("2016–17", "2016/2017")]),
    ("fr", "l'exercice 2019/20", [("2019/20", "2019/2020")]),
    ("zh", "2016/17年度", [("2016/17年度", "2016/2017")]),
    ("en", "in March, April and June 2016", [("March", "2016-03"), ("April", "2016-04"), ("June 2016", "2016-06")]),
    ("fr", "en 2010, 2012 et 2015", [("2010", "2010"), ("2012", "2012"), ("2015", "2015")]),
    ("zh", "2021、2022和2023年", [("2021", "2021"), ("2022", "2022"), ("2023年", "2023")]),
    ("fr", "d'ici à la fin de 2025", [("d'ici à la fin de 2025", "../2025")]),
    ("fr", "avant le 1er août 2024", [("avant le 1er août 2024", "../2024-07-31")]),
    ("en", "by the end of 2025", [("by the end of 2025", "../2025")]),
    ("en", "before 2018 or after 2020", [("before 2018", "../2017"), ("after 2020", "2021/..")]),
    ("en", "from 2024 onwards", [("from 2024 onwards", "2024/..")]),
    ("zh", "到2030年，2025年底前", [("到2030年", "../2030"), ("2025年底前", "../2025")]),
    ("zh", "自2004年起", [("自2004年起", "2004/..")]),
    ("zh", "由2012年的5万户增加到2016年的8万户", [("2012年", "2012"), ("2016年", "2016")]),
    ("fr", "depuis les années 1970", [("depuis les années 1970", "197X/..")]),
    ("en", "since the early 1990s", [("since the early 1990s", "199X/..")]),
    ("zh", "二十世纪九十年代", [("二十世纪九十年代", "199X")]),
    ("fr", "fin mars 2021", [("fin mars 2021", "2021-03")]),
    ("en", "in late February 2021", [("late February 2021", "2021-02")]),
    ("zh", "2021年8月下旬", [("2021年8月下旬", "2021-08")]),
    ("fr", "au 4e trimestre 2024", [("4e trimestre 2024", "2024-10/2024-12")]),
    ("en", "the first half of 2023", [("first half of 2023", "2023-01-01/2023-06-30")]),
    ("zh", "2021年上半年", [("2021年上半年", "2021-01-01/2021-06-30")]),
    ("en", "last Sunday of March 2014", [("last Sunday of March 2014", "2014-03-30")]),
    (
        "en",
        "29-May-17, then 29 May–16 June 2023",
        [("29-May-17", "2017-05-29"), ("29 May–16 June 2023", "2023-05-29/2023-06-16")],
    ),
    ("zh", "2021.11.08—11.12", [("2021.11.08—11.12", "2021-11-08/2021-11-12")]),
    ("fr", "la convention (n° 189), 2011, et la recommandation", [("2011", "2011")]),
    ("en", "the World Cup 2022 (2013)", [("2022", "2022"), ("2013", "2013")]),
    ("en", "5 May 2016 and, later, on 7 June", [("5 May 2016", "2016-05-05"), ("7 June", "2016-06-07")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), ABSOLUTE)
def test_absolute_dates(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert dates_of(text, language) == expected


RELATIVE = [
    ("en", "yesterday", "2023-05-10"),
    ("en", "two years ago", "2021-05-11"),
    ("en", "next Friday", "2023-05-19"),
    ("en", "on Tuesday", "2023-05-09"),
    ("en", "by the end of the year", "../2023"),
    ("fr", "l'an dernier", "2022"),
    ("en", "from 4 to 23 of next month", "2023-06-04/2023-06-23"),
    ("fr", "lundi prochain", "2023-05-15"),
    ("fr", "il y a deux ans", "2021-05-11"),
    ("fr", "mercredi 10 mai", "2023-05-10"),
    ("fr", "la semaine dernière", "2023-05-01/2023-05-07"),
    ("zh", "去年12月25日", "2022-12-25"),
    ("zh", "下周一", "2023-05-15"),
    ("zh", "三年前", "2020-05-11"),
    ("zh", "今年第三季度", "2023-07/2023-09"),
]


@pytest.mark.parametrize(("language", "text", "edtf"), RELATIVE)
def test_relative_dates_count_from_the_publication(language: str, text: str, edtf: str) -> None:
    found = [date for date in found_in(document_of_text(text, language, PUBLISHED)) if isinstance(date, Date)]
    assert [(date.edtf, date.relative) for date in found] == [(edtf, True)]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "yesterday"), ("fr", "l'an dernier"), ("zh", "去年"), ("fr", "le 3 mai")]
)
def test_without_a_reference_nothing_is_guessed(language: str, text: str) -> None:
    found = found_in(document_of_text(text, language))
    assert [type(item) for item in found] == [Unresolved]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "31 February 2020"), ("fr", "le 31 février 2020"), ("zh", "2023年2月29日")]
)
def test_a_day_that_is_none_is_unresolved(language: str, text: str) -> None:
    (item,) = found_in(document_of_text(text, language))
    assert isinstance(item, Unresolved)
    assert item.reason == "no_such_date"


NO_DATES = [
    ("en", "May I ask? It may march on. The second report, in his 80s, aged 45, for 18 months."),
    ("en", "ISBN 978-92-2-131234-5, tel. +41 22 799 2012, Room 2016, page 2019, No. 2015, GB.325/2015, C189, G20"),
    ("en", "over 2000 workers, 1950 employers, 2016 participants, US$ 2015, 2015%, 2,015, 2015.5, 12 2015, EUR 1998"),
    ("en", "open Monday to Friday, 8/1.5 and 4:3, version 10.11.12"),
    ("fr", "2 000 travailleurs, 1950 employeurs, page 2019, n° 2015, article 2012, décret n° 2012-123, 2000 euros"),
    ("fr", "sept jours, un second tour, 12 à 15 ans, 1211 Genève 22, CH-1950 Sion, tél. 079 123 20 16"),
    ("zh", "约2000人，2015人，2000万元，第2015号，三个月，十天，20年来，10日内，秀水街1号，第一号公约"),
]


@pytest.mark.parametrize(("language", "text"), NO_DATES)
def test_numbers_and_words_that_are_no_dates(language: str, text: str) -> None:
    assert dates_of(text, language, PUBLISHED) == []


ROLES = [
    ("fr", "La convention a été signée le 24 novembre 2022 à Ouagadougou.", Role.SIGNED),
    ("fr", "Créé en 2009, le système", Role.FOUNDED),
    ("fr", "Depuis 2011, dix experts", Role.SINCE),
    ("fr", "la recommandation sur les socles, 2012 (no 202)", Role.CITED),
    ("en", "First published 2019", Role.PUBLISHED),
    ("en", "The meeting was held on 4 May 2021", Role.EVENT),
    ("en", "submit the report by 15 March 2024", Role.DEADLINE),
    ("en", "The programme (2018–2022)", Role.PERIOD),
    ("zh", "国际劳工组织成立于1919年", Role.FOUNDED),
    ("zh", "《2012年社会保护底线建议书》", Role.CITED),
    ("zh", "2022年9月30日前提交", Role.DEADLINE),
    ("zh", "2012年签订的协议", Role.SIGNED),
]


@pytest.mark.parametrize(("language", "text", "role"), ROLES)
def test_roles(language: str, text: str, role: Role) -> None:
    (date,) = found_in(document_of_text(text, language))
    assert isinstance(date, Date)
    assert date.role is role


GOVERNED = [
    ("en", "Set up in 1998, the fund paid 4,300 pensions in 2020.", [Role.FOUNDED, Role.PERIOD]),
    ("en", "The text was adopted by the Conference on 21 June 2019.", [Role.CITED]),
    ("en", "It came into force on 25 June 2021 and was amended in 2023.", [Role.FOUNDED, Role.SIGNED]),
    ("en", "In 2023, 41 per cent paid late, against 58 per cent in 2014.", [Role.PERIOD, Role.PERIOD]),
    ("en", "The Global Wage Report 2022–23 was discussed at a meeting in May 2023.", [Role.CITED, Role.EVENT]),
    ("en", "Many hospitals joined the schemes before 2019.", [Role.PERIOD]),
    ("en", "As of 31 October 2023, 26 families had a pension.", [Role.PERIOD]),
    ("fr", "Elles étaient 31 % en 2019. Le bureau a ouvert en mai 2015.", [Role.PERIOD, Role.FOUNDED]),
    ("fr", "La loi du 30 juin 2020 est entrée en vigueur le 1er juillet 2021.", [Role.CITED, Role.FOUNDED]),
    ("fr", "On comptait 612 emplois au 31 décembre 2022.", [Role.PERIOD]),
    ("fr", "Fait à Dakar, le 3 mars 2017.", [Role.SIGNED]),
    ("fr", "Ouvert en mars 1951, il a fermé en 2003.", [Role.FOUNDED, Role.EVENT]),
    ("zh", "该项目于2016年启动，2019年11月4日双方签署协议。", [Role.FOUNDED, Role.SIGNED]),
    ("zh", "2014年这一比例为58%，截至2022年4月30日降至41%。", [Role.PERIOD, Role.PERIOD]),
    ("zh", "该公约于2019年6月21日在大会上通过，2021年6月25日生效。", [Role.CITED, Role.FOUNDED]),
    ("zh", "报名截止日期：2022年6月15日", [Role.DEADLINE]),
    ("zh", "新华社日内瓦2021年6月9日电", [Role.PUBLISHED]),
]


@pytest.mark.parametrize(("language", "text", "roles"), GOVERNED)
def test_the_nearest_governing_word_gives_the_role(language: str, text: str, roles: list[Role]) -> None:
    found = found_in(document_of_text(text, language))
    assert [date.role for date in found if isinstance(date, Date)] == roles


BROKEN = [
    ("en", "On May 5,\n2011, it was signed.", ["2011-05-05"]),
    ("fr", "La réunion du 12\nmars 2019 à Lomé", ["2019-03-12"]),
    ("zh", "2011年5\n月5日，法令签署。", ["2011-05-05"]),
    ("en", "the table of page 12\nMay 2019 began well", ["2019-05"]),
]


@pytest.mark.parametrize(("language", "text", "dates"), BROKEN)
def test_a_line_end_parts_no_date(language: str, text: str, dates: list[str]) -> None:
    assert [edtf for _, edtf in dates_of(text, language)] == dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2008年加入，翌年3月升任主管。", [("2008年", "2008"), ("翌年3月", "2009-03")]),
        ("2011年4月25日开会。同年10月会面。", [("2011年4月25日", "2011-04-25"), ("同年10月", "2011-10")]),
        ("自1986年加入该行以来,已有贷款。", [("自1986年加入该行以来", "1986/..")]),
        ("自1986年中国(大陆)加入该行以来,已有贷款。", [("自1986年", "1986/..")]),
        ("2018财年,共1.2亿元。估计截至2021,稻田翻倍。", [("2018财年", "2018"), ("2021", "2021")]),
        ("民國112/05/03修正", [("民國112/05/03", "2023-05-03")]),
        ("项目周期:2017.03-2020.02", [("2017.03-2020.02", "2017-03/2020-02")]),
        ("廿二日说", []),
        ("Geneva, 10 June 2021", [("10 June 2021", "2021-06-10")]),
        ("發佈日期: 07 九月 2021", [("07 九月 2021", "2021-09-07")]),
        ("2018年8、9、10月", [("2018年8", "2018-08"), ("9", "2018-09"), ("10月", "2018-10")]),
    ],
)
def test_chinese_of_the_web(text: str, found: list[tuple[str, str]]) -> None:
    assert dates_of(text, "zh") == found


def test_a_year_that_stands_in_the_text_is_not_relative() -> None:
    document = document_of_text("11 mai 2023\n\nLa mission arrive le 3 juin.", "fr", PUBLISHED)
    assert [date.relative for date in found_in(document) if isinstance(date, Date)] == [False, False]


def test_an_issue_number_is_no_day() -> None:
    assert dates_of("Bulletin n° 12 – juillet 2016", "fr") == [("juillet 2016", "2016-07")]


def test_a_dateline_is_the_publication_once() -> None:
    document = document_of_text("11 mai 2023\n\nGenève. Le 11 mai 2023, l'accord a été signé.", "fr", PUBLISHED)
    assert [date.role for date in found_in(document) if isinstance(date, Date)] == [Role.PUBLISHED, Role.SIGNED]


def test_a_table_tells_years_from_counts() -> None:
    rows = [["Country", "2015", "2016", "Period"], ["Togo", "2015", "1998", "2014-2016"], ["Peru", "900", "2020", ""]]
    document = document_of_text("Workers trained", "en", rows=rows)
    found = [document.reading[date.start : date.end] for date in found_in(document)]
    assert found == ["2015", "2016", "1998", "2014-2016", "2020"]


def test_month_first_where_the_document_shows_it() -> None:
    text = "Released 3/27/2017 in Washington; comments until then. Revised 3/7/2017."
    assert [edtf for _, edtf in dates_of(text, "en")] == ["2017-03-27", "2017-03-07"]
