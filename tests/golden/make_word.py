"""Writes the Word document of the golden sources, the same bytes each time: `python -m tests.golden.make_word`."""

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{inside}</w:p>"


def row(*texts: str, header: bool = False) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{mark}" + "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in texts) + "</w:tr>"


NOTE = paragraph(run("Over three years, 2021–2023."))
BOX = f"<w:txbxContent>{paragraph(run('Contact: Ann Example, ann@example.org'))}</w:txbxContent>"
BODY = "".join(
    [
        paragraph(run("Wages rise in three regions"), "Title"),
        paragraph(run("Press release | 3 May 2021")),
        paragraph(run("Money"), "Heading1"),
        paragraph(
            run("The fund has ")
            + '<w:del w:id="1"><w:r><w:delText>EUR 9 million </w:delText></w:r></w:del>'
            + f'<w:ins w:id="2">{run("EUR 4.5 million ")}</w:ins>'
            + f"<w:sdt><w:sdtContent>{run('for 340 workshops')}</w:sdtContent></w:sdt>"
            + run(".")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        ),
        f"<w:tbl>{row('Region', 'Workers', header=True)}{row('North', '1,200')}{row('South', '900')}</w:tbl>",
        paragraph(run("open to women"), "ListBullet"),
        paragraph(
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{BOX}</wps:txbx></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        ),
    ]
)
STYLES = "".join(
    f'<w:style w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    for style, name in (("Title", "Title"), ("Heading1", "heading 1"), ("ListBullet", "List Bullet"))
)
MEMBERS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{TYPES}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>",
    "word/document.xml": f"<w:document {SPACES}><w:body>{BODY}</w:body></w:document>",
    "word/styles.xml": f"<w:styles {SPACES}>{STYLES}</w:styles>",
    "word/header1.xml": f"<w:hdr {SPACES}>{paragraph(run('An Organization'))}</w:hdr>",
    "word/footnotes.xml": f'<w:footnotes {SPACES}><w:footnote w:id="2">{NOTE}</w:footnote></w:footnotes>',
    "word/_rels/document.xml.rels": "<Relationships>"
    + "".join(
        f'<Relationship Id="r{number}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            [("styles", "styles.xml"), ("header", "header1.xml"), ("footnotes", "footnotes.xml")]
        )
    )
    + "</Relationships>",
}


def write_word(target: Path) -> None:
    """Write the document."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    write_word(Path(__file__).parent / "sources" / "release.en.docx")
