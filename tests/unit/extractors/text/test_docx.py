"""The Word reader on files made by python-docx and on hand-written XML with what libraries miss."""

import zipfile
from io import BytesIO

import docx
import pytest

from extractors.text.base import RawFile
from extractors.text.docx import DocxReader
from schemas.document import BlockKind, Document
from schemas.errors import EncryptedFileError, NoTextError, ReadError, TooLargeError
from schemas.limits import Limits

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
USUAL = Limits()


def package(body: str, *, prologue: str = "", namespace: str = W, **members: str) -> bytes:
    """A Word document that holds no more than it must, with further parts by name."""
    document = f'<w:document xmlns:w="{namespace}" {SPACES}><w:body>{body}</w:body></w:document>'
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", prologue + document)
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(data: bytes, limits: Limits = USUAL) -> Document:
    return DocxReader().read(RawFile(data, "file.docx", limits))


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def blocks(document: Document) -> list[str]:
    return [document.reading[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize("namespace", [W, STRICT])
@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("Le projet ") + "<w:ins w:id='1'>" + run("et sa suite") + "</w:ins>", "Le projet et sa suite"),
        (run("kept") + "<w:del w:id='1'><w:r><w:delText>struck</w:delText></w:r></w:del>", "kept"),
        (run("kept") + "<w:moveFrom w:id='1'>" + run("moved") + "</w:moveFrom>", "kept"),
        ("<w:moveTo w:id='1'>" + run("moved") + "</w:moveTo>", "moved"),
        (
            "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
            + run("受控内容")
            + "</w:sdtContent></w:sdt>",
            "受控内容",
        ),
        ("<w:hyperlink>" + run("press@ilo.org") + "</w:hyperlink>", "press@ilo.org"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a\nb c-d"),
        ("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>" + run("3"), "3"),
        ("<w:fldSimple w:instr='DATE'>" + run("12 mai 2021") + "</w:fldSimple>", "12 mai 2021"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>" + run("shown"), "shown"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0A7'/></w:r>" + run(" item"), "• item"),
        ("<w:smartTag><w:customXml>" + run("tagged") + "</w:customXml></w:smartTag>", "tagged"),
    ],
)
def test_every_visible_word_of_a_paragraph(namespace: str, inside: str, expected: str) -> None:
    assert read(package(f"<w:p>{inside}</w:p>", namespace=namespace)).reading == expected


def test_deletions_are_counted() -> None:
    struck = "<w:del w:id='1'><w:r><w:delText>struck</w:delText></w:r></w:del>"
    document = read(package(f"<w:p>{run('one')}{struck}</w:p><w:p>{struck}{run('two')}</w:p>"))
    assert document.warnings == ("deletions_left_out:2",)
    assert document.text == "one\n\ntwo"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run('Contact: a@ilo.org')}</w:p></w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"
    assert blocks(read(package(f"<w:p>{run('Before')}{both}</w:p><w:p>{run('after')}</w:p>"))) == [
        "Before",
        "Contact: a@ilo.org",
        "after",
    ]
    assert blocks(read(package(f"<w:p>{old}</w:p>"))) == ["Contact: a@ilo.org"]


def cells(*rows: list[str], header: bool = False) -> str:
    def row(number: int, texts: list[str]) -> str:
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if header and number == 0 else ""
        return f"<w:tr>{mark}" + "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in texts) + "</w:tr>"

    return "<w:tbl>" + "".join(row(number, texts) for number, texts in enumerate(rows)) + "</w:tbl>"


@pytest.mark.parametrize("header", [True, False])
def test_tables_row_by_row(header: bool) -> None:
    document = read(package(cells(["Pays", "Montant"], ["Mali", "3 M€"], ["Togo", "2 M€"], header=header)))
    assert document.reading == "Pays\tMontant\nMali\t3 M€\nTogo\t2 M€"
    assert [(block.cell.row, block.cell.column, block.cell.header) for block in document.blocks if block.cell][:3] == [
        (0, 0, True),
        (0, 1, True),
        (1, 0, False),
    ]


def test_merged_cells_keep_their_columns() -> None:
    wide = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>{run('wide')}</w:p></w:tc>"
    more = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p>{run('repeated')}</w:p></w:tc>"
    last = f"<w:tc><w:p>{run('last 1')}</w:p></w:tc>"
    document = read(package(f"<w:tbl><w:tr>{wide}{last}</w:tr><w:tr>{more}{last}{last}</w:tr></w:tbl>"))
    assert [block.cell.column for block in document.blocks if block.cell] == [0, 2, 1, 2]
    assert "repeated" not in document.text


def test_people_side_by_side_are_blocks() -> None:
    person = "<w:tc><w:p><w:r><w:t>Name</w:t><w:br/><w:t>OIT</w:t><w:br/><w:t>n@ilo.org</w:t></w:r></w:p></w:tc>"
    document = read(package(f"<w:tbl><w:tr>{person}{person}</w:tr></w:tbl>"))
    assert blocks(document) == ["Name\nOIT\nn@ilo.org"] * 2


def test_styles_headers_notes_and_properties() -> None:
    made = docx.Document()
    made.add_paragraph("Titre du document", "Title")
    made.add_heading("Contexte", 1)
    made.add_paragraph("premier point", "List Bullet")
    made.add_paragraph("second point", "List Number")
    made.add_paragraph("Le texte.")
    made.sections[0].header.paragraphs[0].text = "Organisation internationale du Travail"
    made.sections[0].footer.paragraphs[0].text = "Route des Morillons 4, +41 22 799 61 11"
    made.core_properties.title = "Titre du document"
    made.core_properties.language = "fr"
    buffer = BytesIO()
    made.save(buffer)
    document = read(buffer.getvalue())
    assert document.text.startswith("Organisation internationale du Travail\n\nTitre du document")
    assert blocks(document) == [
        "Titre du document",
        "Contexte",
        "premier point",
        "second point",
        "Le texte.",
        "Route des Morillons 4, +41 22 799 61 11",
    ]
    assert [block.kind for block in document.blocks[:4]] == [
        BlockKind.HEADING,
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
    ]
    assert document.metadata["title"] == "Titre du document"
    assert document.metadata["language"] == "fr"


def test_footnotes_come_after_the_body() -> None:
    members = {
        "word/_rels/document.xml.rels": "<Relationships>"
        '<Relationship Id="r1" Type="http://x/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">'
        f'<w:footnote w:type="separator"><w:p>{run("---")}</w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p>{run("Une note.")}</w:p></w:footnote></w:footnotes>',
    }
    assert blocks(read(package(f"<w:p>{run('Texte')}</w:p>", **members))) == ["Texte", "Une note."]


def encrypted() -> bytes:
    data = bytearray(package(f"<w:p>{run('x')}</w:p>"))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (package("<w:p/>"), NoTextError),
        (package("<w:p>" + run("x"))[:-30], ReadError),
        (package(f"<w:p>{run('x')}</w:p>")[:200], ReadError),
        (package("<w:p>"), ReadError),
        (package(f"<w:p>{run('&a;')}</w:p>", prologue="<!DOCTYPE d [<!ENTITY a 'ha'>]>"), ReadError),
        (
            package(f"<w:p>{run('&a;')}</w:p>", prologue="<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
            ReadError,
        ),
        (encrypted(), EncryptedFileError),
        (package(f"<w:p>{run('a' * 5_000_000)}</w:p>"), TooLargeError),
    ],
    ids=["empty", "cut", "cut short", "malformed", "entity", "external entity", "encrypted", "bomb"],
)
def test_what_cannot_be_read(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data)


@pytest.mark.parametrize(
    "limits",
    [Limits(archive_entries=1), Limits(archive_expanded=100), Limits(text_characters=3)],
    ids=["entries", "expanded", "text"],
)
def test_limits(limits: Limits) -> None:
    with pytest.raises(TooLargeError):
        read(package(f"<w:p>{run('some words')}</w:p>"), limits)


@pytest.mark.parametrize(
    ("data", "claim"),
    [(package("<w:p/>"), 100), (package("<w:p/>")[:300], 100), (b"PK\x03\x04nothing", 0), (b"%PDF-", 0), (b"", 0)],
)
def test_claims(data: bytes, claim: int) -> None:
    assert DocxReader().claim(RawFile(data, "x.pdf")) == claim
