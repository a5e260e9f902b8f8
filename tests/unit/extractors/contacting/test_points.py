"""E-mail addresses, web addresses, accounts and phone numbers in running text."""

import pytest

from extractors.contacting.phones import find_phones, normalised
from extractors.contacting.points import Point, PointKind, Spans
from extractors.contacting.web import find_emails, find_handles, find_urls
from schemas.document import Document, OffsetMap
from schemas.facts.base import Unresolved


def document_of(text: str) -> Document:
    """A document whose reading is its text."""
    return Document("0" * 64, "text/plain", "plain", text, text, OffsetMap.identity(len(text)))


def emails_in(text: str) -> list[tuple[str, str]]:
    """Value and words of each address."""
    return [
        (found.value, text[found.start : found.end])
        for found in find_emails(document_of(text))
        if isinstance(found, Point)
    ]


def phones_in(text: str, *regions: str, dates: Spans | None = None) -> list[str]:
    """The numbers that stand for themselves, faxes left out."""
    points = find_phones(text, Spans(len(text)), dates or Spans(len(text)))
    sure = [point for point in points if point.kind == PointKind.PHONE and not point.doubtful]
    return [number.value for point in sure for number in normalised(point, text, regions)]


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Write to Ana.Ruiz@ilo.org.", "ana.ruiz@ilo.org", "Ana.Ruiz@ilo.org"),
        ("Courriel : <presse@cnss.tn>", "presse@cnss.tn", "presse@cnss.tn"),
        ("邮箱：wang.li@mohrss.gov.cn。", "wang.li@mohrss.gov.cn", "wang.li@mohrss.gov.cn"),
        ("mailto:info@ilo.org", "info@ilo.org", "info@ilo.org"),
        ("ruiz [at] ilo.org", "ruiz@ilo.org", "ruiz [at] ilo.org"),
        ("ruiz(at)ilo(dot)org", "ruiz@ilo.org", "ruiz(at)ilo(dot)org"),
        ("ruiz [arobase] ilo [point] org", "ruiz@ilo.org", "ruiz [arobase] ilo [point] org"),
        ("wangli#ilo.org（请将#换成@）", "wangli@ilo.org", "wangli#ilo.org"),
        ("ruiz@\nilo.org", "ruiz@ilo.org", "ruiz@\nilo.org"),
        ("ruiz@social-\nprotection.org", "ruiz@social-protection.org", "ruiz@social-\nprotection.org"),
    ],
)
def test_email(text: str, value: str, words: str) -> None:
    assert emails_in(text) == [(value, words)]


@pytest.mark.parametrize("text", ["Ann@office", "two @ signs @@ here", "point (a) of the list", "see #3.2 below"])
def test_no_email(text: str) -> None:
    assert emails_in(text) == []


def test_an_address_that_cannot_be_right_is_unresolved() -> None:
    (found,) = find_emails(document_of("write to ann@my_office.org"))
    assert isinstance(found, Unresolved)
    assert found.reason == "invalid_email"
    assert "_" in found.detail


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("See https://www.ilo.org/beijing, or call.", ["https://www.ilo.org/beijing"]),
        ("(www.ilo.org/a_(b))", ["http://www.ilo.org/a_(b)"]),
        ("site : www.cnss.tn.", ["http://www.cnss.tn"]),
        ("官网是：mohrss.gov.cn。", ["mohrss.gov.cn"]),
        ("http://a.org/看", ["http://a.org/"]),
        ("<http://flagship.ilo.org>", ["http://flagship.ilo.org"]),
        ("http://www.ilo.org/global/\ntopics/floors.html", ["http://www.ilo.org/global/topics/floors.html"]),
        ("www.ilo.org\nwww.itcilo.org", ["http://www.ilo.org", "http://www.itcilo.org"]),
        ("at 10.30 on the 3rd.The end of part 1.in", []),
        ("http://# and https:// alone", []),
        ("the file annex.zip", []),
    ],
)
def test_urls(text: str, urls: list[str]) -> None:
    assert [point.value for point in find_urls(document_of(text), Spans(len(text)))] == urls


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("Follow @ILO_Asia.", ["@ILO_Asia"]),
        ("Suivez @oit_info, @bit", ["@oit_info", "@bit"]),
        ("微博：@国际劳工组织", ["@国际劳工组织"]),
        ("5 @ 3 and @42", []),
    ],
)
def test_handles(text: str, handles: list[str]) -> None:
    assert [point.value for point in find_handles(text, Spans(len(text)))] == handles


@pytest.mark.parametrize(
    ("text", "regions", "phones"),
    [
        ("+41 (0)22 799 60 00", (), ["+41227996000"]),
        ("00 41 22 799 60 00 est le numéro : tél. 00 41 22 799 60 00", (), ["+41227996000"]),
        ("Tél. : 022 799 60 00", ("CH",), ["+41227996000"]),
        ("Tel. 022 799 60 00", (), ["0227996000"]),
        ("Tél. : 71 963 485 / 71 963 486", ("TN",), ["+21671963485", "+21671963486"]),
        ("+41 22 799 60 01/02", (), ["+41227996001", "+41227996002"]),
        ("Tel./Fax: +66 2 288 1234", (), ["+6622881234"]),
        ("Tel +66 2 288 1234, fax +66 2 280 1735", (), ["+6622881234"]),
        ("call (202) 555-0143 x12", ("US",), ["+12025550143"]),
        ("电话：010-65325091转123", ("CN",), ["+861065325091"]),
        ("电话：（010）6532 5091", ("CN",), ["+861065325091"]),
        ("手机 138 0013 8000", ("CN",), ["+8613800138000"]),
        ("電話 2852 4114", ("HK",), ["+85228524114"]),
        ("T +41 22 799 60 00", (), ["+41227996000"]),
        ("mobile +251 911\n223 344", (), ["+251911223344"]),
    ],
)
def test_phones(text: str, regions: tuple[str, ...], phones: list[str]) -> None:
    assert phones_in(text, *regions)[-len(phones) :] == phones


@pytest.mark.parametrize(
    "text",
    [
        "in 2012-2016, 1 200 000 people",
        "ISBN 978-92-2-131234-5",
        "compte 12345678",
        "账号：6222 0212 3456 7890",
        "Visa 4111 1111 1111 1111",
        "le 12/05/2019 à 10:30",
        "46.204391, 6.143158",
        "USD 1 500 000.00",
        "réf. 2019-4455-12A",
        "GB.325/INS/5",
        "3333*2=6666",
        "s12345678 and 12345678s",
    ],
)
def test_what_is_no_phone(text: str) -> None:
    assert phones_in(text) == []


def test_a_date_is_no_phone_unless_labelled() -> None:
    text = "05 06 20 21 22"
    dates = Spans(len(text))
    dates.add(0, len(text))
    assert phones_in(text) == ["0506202122"]
    assert phones_in(text, dates=dates) == []
