"""The Markdown reader: marks leave the reading, words stay, offsets lead back into the file."""

import pytest

from extractors.text.base import RawFile
from extractors.text.markdown import MarkdownReader
from schemas.document import BlockKind, Document
from schemas.errors import EmptyFileError, UnrecognisedError


def read(text: str) -> Document:
    return MarkdownReader().read(RawFile(text.encode(), "note.md"))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Some *emphasis*, **strong** and `code`.", "Some emphasis, strong and code."),
        ("un _mot_ et __deux__, snake_case_name", "un mot et deux, snake_case_name"),
        ("5 * 3 = 15 et 2 \\* 4", "5 * 3 = 15 et 2 * 4"),
        ("[notre site](https://www.ilo.org/a_b)", "notre site (https://www.ilo.org/a_b)"),
        ("[联系我们](mailto:press@ilo.org)", "联系我们 (press@ilo.org)"),
        ("[press@ilo.org](mailto:press@ilo.org)", "press@ilo.org"),
        ("[www.ilo.org](https://www.ilo.org/)", "www.ilo.org"),
        ("<press@ilo.org> <https://ilo.org/a_b_c>", "press@ilo.org https://ilo.org/a_b_c"),
        ("https://ilo.org/a_b_c et *ici*", "https://ilo.org/a_b_c et ici"),
        ("![photo of people](x.png) after", "photo of people after"),
        ("line one  \nline two", "line one\nline two"),
        (
            "a first line that is long enough to have been wrapped\nby an editor",
            "a first line that is long enough to have been wrapped by an editor",
        ),
        (
            "第一行文字很长很长很长很长很长很长很长很长很长很长，\n在这里继续。",
            "第一行文字很长很长很长很长很长很长很长很长很长很长，在这里继续。",
        ),
        ("Maeve\neditor\nm@ilo.org", "Maeve\neditor\nm@ilo.org"),
        ("> cité\n> encore", "cité\nencore"),
        ("a<br>b <b>c</b> 1 < 2", "a\nb c 1 < 2"),
        ("<!-- note -->\ntext", "text"),
        ("---\ntitle: x\n---\ntext", "text"),
    ],
)
def test_marks_leave_the_reading(text: str, reading: str) -> None:
    assert read(text).reading == reading


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# Titre #\n\ntexte", [(BlockKind.HEADING, "Titre"), (BlockKind.PARAGRAPH, "texte")]),
        ("Title\n=====\ntext", [(BlockKind.HEADING, "Title"), (BlockKind.PARAGRAPH, "text")]),
        ("- one\n- two\n  goes on", [(BlockKind.LIST_ITEM, "one"), (BlockKind.LIST_ITEM, "two goes on")]),
        ("1. 第一\n2) 第二", [(BlockKind.LIST_ITEM, "第一"), (BlockKind.LIST_ITEM, "第二")]),
        ("a\n\n***\n\nb", [(BlockKind.PARAGRAPH, "a"), (BlockKind.PARAGRAPH, "b")]),
        ("```\nx *y*\n```\nb", [(BlockKind.PARAGRAPH, "x *y*"), (BlockKind.PARAGRAPH, "b")]),
    ],
)
def test_blocks(text: str, kinds: list[tuple[BlockKind, str]]) -> None:
    document = read(text)
    assert [(block.kind, document.reading[block.start : block.end]) for block in document.blocks] == kinds


@pytest.mark.parametrize("table", ["| A | B |\n|---|--:|\n| x \\| y | **3** |\n", "A | B\n--- | ---\nx \\| y | 3"])
def test_tables(table: str) -> None:
    document = read(table)
    assert document.reading == "A\tB\nx | y\t3"
    assert [block.cell.header for block in document.blocks if block.cell] == [True, True, False, False]


def test_offsets_lead_into_the_file() -> None:
    text = "---\ndate: 2024-05-01\n---\r\nSee [our **site**](https://ilo.org) from *3 May 2024*.\n"
    document = read(text)
    assert document.text == text
    assert document.metadata == {"date": "2024-05-01"}
    for words in ("3 May 2024", "https://ilo.org", "site"):
        start = document.reading.index(words)
        begin, end = document.offsets.to_text(start, start + len(words))
        assert text[begin:end] == words


def test_long_lines_take_linear_time() -> None:
    for sign in ("*", "[", "<", "`", "_", " ", "|", "# ", "<@", "![", "- "):
        assert read("x\n" + sign * 100_000 + "\nx |\n" + sign * 1_000).text


@pytest.mark.parametrize(
    ("data", "error"), [(b"", EmptyFileError), (b" \n ", EmptyFileError), (b"\x00\x01\x02" * 50, UnrecognisedError)]
)
def test_what_cannot_be_read(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        MarkdownReader().read(RawFile(data, "x.md"))


@pytest.mark.parametrize(("name", "claim"), [("a.md", 20), ("a.MARKDOWN", 20), ("a.txt", 0), ("", 0)])
def test_only_the_name_tells(name: str, claim: int) -> None:
    assert MarkdownReader().claim(RawFile(b"# x", name)) == claim
