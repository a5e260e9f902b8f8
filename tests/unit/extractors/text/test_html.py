"""The web reader: the article whole, the clutter gone, metadata as stated, hostile pages harmless."""

import json
from pathlib import Path

import pytest

from extractors.text.base import RawFile
from extractors.text.html import HtmlReader
from extractors.text.page_metadata import without_site
from schemas.document import BlockKind, Document
from schemas.errors import EmptyFileError, NoTextError, TooLargeError
from schemas.limits import Limits

CLUTTER = (
    '<div class="cookie-banner"><p>We use cookies to improve this site.</p></div>'
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/t">Topics</a></li></ul></nav>'
)
AFTER = (
    '<div class="social-share"><a href="#">Facebook</a> <a href="#">LinkedIn</a></div>'
    '<aside class="related-articles"><h2>You may also like</h2><ul><li><a href="/1">Another story</a></li></ul></aside>'
    '<footer class="site-footer"><a href="/terms">Terms of use</a><small>All rights reserved</small></footer>'
    "<script>var text = 'hidden';</script>"
)
TEXT = {
    "fr": "Le projet a formé 1 200 inspecteurs dans onze régions, dont une moitié de femmes, selon le rapport.",
    "en": "The project trained 1,200 inspectors in eleven regions, and half of them are women, says the report.",
    "zh": "该项目在十一个地区培训了1200名监察员，报告指出其中一半为女性，并将在明年继续扩大培训范围。",
}


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


USUAL = Limits()


def read(data: bytes, name: str = "page.html", limits: Limits = USUAL) -> Document:
    return HtmlReader().read(RawFile(data, name, limits))


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.reading[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize("language", ["fr", "en", "zh"])
@pytest.mark.parametrize("wrapper", ["article", "main", 'div id="main" class="content"', 'div class="left col-9"'])
def test_the_article_stays_and_the_clutter_goes(language: str, wrapper: str) -> None:
    paragraphs = "".join(f"<p>{TEXT[language]}</p>" for _ in range(3))
    tag = wrapper.split(maxsplit=1)[0]
    document = read(page(f"{CLUTTER}<{wrapper}><h1>Title of it</h1>{paragraphs}</{tag}>{AFTER}"))
    assert blocks(document) == [(BlockKind.HEADING, "Title of it"), *[(BlockKind.PARAGRAPH, TEXT[language])] * 3]


def test_contact_blocks_and_hard_breaks_stay() -> None:
    contact = "<p>Dara Vannak<br>Portable : +855 12 345 718<br><a href='mailto:d@ilo.org'>d@ilo.org</a></p>"
    contact = f"<aside class='sidebar'>{contact}</aside>"
    document = read(page(f"{CLUTTER}<article><p>{TEXT['fr']}</p><p>{TEXT['fr']}</p>{contact}</article>{AFTER}"))
    assert blocks(document)[-1] == (BlockKind.PARAGRAPH, "Dara Vannak\nPortable : +855 12 345 718\nd@ilo.org")
    assert "Facebook" not in document.text


def test_a_footer_of_the_article_stays() -> None:
    footer = "<footer><p>Bureau de Dakar, tél. +221 33 000 00 00</p></footer>"
    document = read(page(f"<article><p>{TEXT['fr']}</p><p>{TEXT['fr']}</p>{footer}</article>{AFTER}"))
    assert document.reading.endswith("+221 33 000 00 00")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            (
                "<table><caption>Aid</caption><tr><th>Pays</th><th>Montant</th></tr>"
                "<tr><td>Mali</td><td>3 M€</td></tr></table>"
            ),
            [("Pays", 0, 0, True), ("Montant", 0, 1, True), ("Mali", 1, 0, False), ("3 M€", 1, 1, False)],
        ),
        (
            "<table><tr><td>Country</td><td>Sum</td></tr><tr><td>Mali</td><td>12</td></tr><tr><td>Togo</td><td>9</td></tr></table>",
            [
                ("Country", 0, 0, True),
                ("Sum", 0, 1, True),
                ("Mali", 1, 0, False),
                ("12", 1, 1, False),
                ("Togo", 2, 0, False),
                ("9", 2, 1, False),
            ],
        ),
        (
            (
                "<table><thead><tr><td colspan=2>国家</td><td>金额</td></tr></thead>"
                "<tr><td>马里</td><td></td><td>3万</td></tr></table>"
            ),
            [
                ("国家", 0, 0, True),
                ("金额", 0, 2, True),
                ("马里", 1, 0, False),
                ("", 1, 1, False),
                ("3万", 1, 2, False),
            ],
        ),
    ],
)
def test_tables_row_by_row(table: str, expected: list[tuple[str, int, int, bool]]) -> None:
    document = read(page(f"<article><p>{TEXT['en']}</p>{table}<p>{TEXT['en']}</p></article>"))
    found = [
        (document.reading[block.start : block.end], block.cell.row, block.cell.column, block.cell.header)
        for block in document.blocks
        if block.cell
    ]
    assert found == expected
    assert "\t" in document.reading


def test_a_layout_table_is_read_as_blocks() -> None:
    cell = "<td><p>Name One</p><p>one@ilo.org</p></td><td><p>Name Two</p><p>two@ilo.org</p></td>"
    document = read(page(f"<div><p>{TEXT['en']}</p><table><tr>{cell}</tr></table></div>"))
    assert [text for _, text in blocks(document)[1:]] == ["Name One", "one@ilo.org", "Name Two", "two@ilo.org"]


def test_lists_are_items() -> None:
    document = read(page(f"<article><p>{TEXT['en']}</p><ul><li>one thing<li>another <b>thing</b></ul></article>"))
    assert blocks(document)[1:] == [(BlockKind.LIST_ITEM, "one thing"), (BlockKind.LIST_ITEM, "another thing")]


def test_metadata_as_stated() -> None:
    data = {"@graph": [{"@type": "NewsArticle", "headline": "In data", "datePublished": "2023-05-11T09:00:00Z"}]}
    head = (
        f'<title>On the tab | Site</title><link rel="canonical" href="https://ilo.org/a">'
        f'<meta property="og:site_name" content="Site">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )
    document = read(page(f"<article><p>{TEXT['en']}</p></article>", head))
    assert document.metadata == {"title": "In data", "date": "2023-05-11", "url": "https://ilo.org/a", "site": "Site"}


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        (
            "Salaires : une hausse | Organisation internationale du Travail",
            "Organisation internationale du Travail",
            "Salaires : une hausse",
        ),
        ("ILO - Wages rise", "ILO", "Wages rise"),
        ("工资上涨 | 国际劳工组织", "", "工资上涨"),
        ("Wages - and prices", "", "Wages - and prices"),
    ],
)
def test_titles_without_the_site(title: str, site: str, expected: str) -> None:
    assert without_site(title, site) == expected


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("windows-1252", "cp1252", "L’été à Genève coûte 3 € de plus à chaque famille, dit-on dans la presse locale."),
        ("iso-8859-1", "cp1252", "L’été à Genève coûte 3 € de plus à chaque famille, dit-on dans la presse locale."),
        ("gb2312", "gb18030", "国际劳工组织与中国签署合作协议，三年内培训五万名青年工人。"),
        ("big5", "big5hkscs", "國際勞工組織與政府簽署合作協議，三年內培訓五萬名青年工人。"),
        ("", "utf-16", "The project trained 1,200 inspectors in eleven regions of the country."),
        ("wrong-name", "utf-8", "L’été à Genève coûte 3 € de plus à chaque famille, dit-on."),
    ],
)
def test_encodings(label: str, encoding: str, text: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    document = read(f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(encoding))
    assert document.reading == text
    assert document.encoding == encoding


def test_short_pages_and_entities_are_read() -> None:
    defined = b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    assert read(defined + b"<html><body><p>x &amp; &a;&b; y</p>").text == "x & &a;&b; y"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b"  \n", EmptyFileError),
        (b"<html><body><img src=x><script>1</script></body></html>", NoTextError),
        (b"<html>" + b"<div>" * 100_000 + b"deep", TooLargeError),
        (b"<html><body>" + b"<p>words</p>" * 100, TooLargeError),
    ],
)
def test_what_cannot_be_read(data: bytes, error: type[Exception]) -> None:
    limits = Limits(html=1_000) if len(data) < 10_000 else Limits()
    with pytest.raises(error):
        read(data, limits=limits)


@pytest.mark.parametrize(
    "body",
    [
        "<a href=/x>link</a> " * 40_000,
        "<table>" + "<tr><td>a</td><td>1</td></tr>" * 20_000,
        "<" * 500_000,
        "<br>" * 100_000 + "x",
    ],
    ids=["links", "rows", "signs", "breaks"],
)
def test_large_pages_are_read_whole(body: str) -> None:
    assert read(page(body)).text.strip()


@pytest.mark.parametrize(
    ("data", "name", "claim"),
    [
        (b"<!DOCTYPE html><html>", "x.pdf", 50),
        (b"\xef\xbb\xbf  <!-- c -->\n<HTML>", "", 50),
        ("<html><p>x</p>".encode("utf-16"), "", 50),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', "", 50),
        (b"<p>piece</p>", "", 30),
        (b"hello <b>x</b>", "x.htm", 30),
        (b"hello <b>x</b>", "x.txt", 0),
        (b"%PDF-1.4", "x.html", 0),
    ],
)
def test_claims_by_content(data: bytes, name: str, claim: int) -> None:
    assert HtmlReader().claim(RawFile(data, name)) == claim


def test_the_sample_pages_read_like_their_sources() -> None:
    root = Path(__file__).parents[4]
    for name in ("fr-press-cambodge", "en-press-garments", "zh-press-template-b"):
        truth = json.loads((root / f"tests/samples/truth/{name}.json").read_text("utf-8"))
        document = read((root / f"raw/press/2023/{name}.html").read_bytes())
        found = [" ".join(text.split()) for _, text in blocks(document)]
        assert found == [" ".join(text.split()) for text in truth["blocks"]]
