"""Plain text: encodings, pages, furniture and the lines of printed columns."""

import pytest

from extractors.text.base import RawFile
from extractors.text.encoding import decode, looks_like_text
from extractors.text.plain import PlainReader
from schemas.document import BlockKind, Document
from schemas.errors import EmptyFileError, TooLargeError, UnrecognisedError
from schemas.limits import Limits

FRENCH = "L’Organisation a versé 12 000 € à l’école, près de la forêt : « un geste », dit-elle, où l’été fut long."
SIMPLIFIED = "国际劳工组织与中国政府签署合作协议，将在三年内为五万名青年工人提供职业技能培训，并改善工作条件。"
TRADITIONAL = "國際勞工組織與政府簽署合作協議，將在三年內為五萬名青年工人提供職業訓練，並改善工作環境。"
USUAL = Limits()


def read(data: bytes, limits: Limits = USUAL) -> Document:
    return PlainReader().read(RawFile(data, "x.txt", limits))


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8-sig", "utf-8"),
        (FRENCH, "utf-16", "utf-16"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "cp1252", "cp1252"),
        ("Plain ASCII words, 1,200 of them.", "ascii", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "utf-32", "utf-32"),
    ],
)
def test_encodings_met_in_the_wild(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert (decoded.text.removeprefix("\ufeff"), decoded.encoding) == (text, name)


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00" * 400, b"\x89PNG\r\n\x1a\n\x00\x00\x01\x02\x03" * 20])
def test_noise_is_no_text(data: bytes) -> None:
    assert decode(data) is None
    assert not looks_like_text(data)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "utf-8"), (FRENCH, "utf-16"), (FRENCH, "cp1252"), (SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030")],
)
def test_the_head_of_a_long_text_is_text(text: str, encoding: str) -> None:
    assert looks_like_text((text * 9_000).encode(encoding))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b" \r\n\t", EmptyFileError),
        ("\ufeff\u200b\u00a0".encode(), EmptyFileError),
        (bytes(range(256)) * 8, UnrecognisedError),
        (b"eleven chars", TooLargeError),
    ],
)
def test_what_cannot_be_read(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data, Limits(text_characters=10))


def test_the_text_stays_as_it_is() -> None:
    text = "Un\u00a0titre\r\n\r\nDu texte\tet\u200b  plus.\r\n"
    document = read(text.encode())
    assert document.text == text
    assert document.reading == "Un titre\n\nDu texte et plus."


def test_running_lines_and_page_numbers_leave_the_reading() -> None:
    pages = [
        f"Rapport annuel\nPage {n}\n\nLe contenu numéro {chr(64 + n)} de la page.\n\nOIT\n{n}" for n in range(1, 6)
    ]
    document = read("\f".join(pages).encode())
    assert [page.number for page in document.pages] == [1, 2, 3, 4, 5]
    assert document.reading == "\n\n".join(f"Le contenu numéro {chr(64 + n)} de la page." for n in range(1, 6))


def test_a_title_that_recurs_as_a_footer_stays() -> None:
    first = "Un socle pour chacun\n\nDevenez partenaire\n\nDu texte.\n\nUn socle pour chacun"
    others = [f"Suite numéro {letter}\n\nDu texte.\n\nEncore.\n\nUn socle pour chacun" for letter in "abcd"]
    assert read("\f".join([first, *others]).encode()).reading.count("Un socle pour chacun") == 1


def test_bullets_make_list_items() -> None:
    document = read("Voici :\n\n• un point\n\n- un autre\n\nFin".encode())
    assert [block.kind for block in document.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.PARAGRAPH,
    ]


def test_paragraphs_on_one_line_each_are_left_alone() -> None:
    text = "\n".join(f"{'A paragraph that stands on one long line, ' * 6}number {n}" for n in range(8))
    assert read(text.encode()).reading.count("\n") == 7
