"""Word documents: plain ones that LibreOffice turns into PDF, and ones with the parts that naive readers miss."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.samples.layout import dice, page_label, running_header, segments
from tests.samples.markup import addresses
from tests.samples.source import Box, Columns, Listing, Node, Source, Table, Text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
WHEN = "2024-01-15T09:00:00Z"
PAPER = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1134" w:bottom="1418" w:left="1134"/>'
ZIP_TIME = (2024, 1, 15, 9, 0, 0)
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
# Words struck out by a reviewer: no reader may take them for the document's own.
DELETED = {
    "fr": " (soit 999 000 euros en 1999)",
    "en": " (that is 999,000 euros in 1999)",
    "zh": "（1999年为99.9万欧元）",
}
SENTENCE_END = re.compile(r"[.;!?] (?=[A-ZÀ-Ü“«])|[。；](?!$)")
REACHABLE = re.compile(r"@|\+\d[\d ()-]{6,}\d|\[at\]")
FONTS = {"fr": "Liberation Serif", "en": "Liberation Sans", "zh-Hans": "WenQuanYi Zen Hei", "zh-Hant": "AR PL UMing TW"}


def run(text: str, properties: str = "") -> str:
    """A run of text; `\\n` becomes a line break."""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    inside = "<w:br/>".join(lines)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inside}</w:r>"


def element(xml: str) -> Any:
    """Parse a piece of WordprocessingML."""
    from docx.oxml import parse_xml

    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACES}", xml, count=1))


class WordWriter:
    """Builds one document. With `traps`, words are also held in text boxes, footnotes, insertions and controls."""

    def __init__(self, source: Source, *, traps: bool) -> None:
        import docx

        self.source = source
        self.traps = traps
        self.document = docx.Document()
        self.body = self.document.element.body
        self.last_section = self.body.sectPr
        self.inserted = self.deleted = self.controlled = False
        self.boxes = 0
        self.footnote = ""
        self.language = source.language

    # running text

    def inline(self, text: str, properties: str = "") -> str:
        """Runs of a paragraph; addresses are hyperlinks."""
        found = []
        for words, target in addresses(text):
            if target:
                relation = self.document.part.relate_to(target, HYPERLINK, is_external=True)
                found.append(f'<w:hyperlink r:id="{relation}">{run(words, properties)}</w:hyperlink>')
            else:
                found.append(run(words, properties))
        return "".join(found)

    def revised(self, text: str) -> str:
        """A paragraph whose middle was inserted by a reviewer, after words that were struck out."""
        cuts = [match.end() for match in SENTENCE_END.finditer(text)]
        start = cuts[0] if cuts else 0
        end = cuts[1] if len(cuts) > 1 else len(text)
        by = f'w:author="Relecture" w:date="{WHEN}"'
        struck = DELETED[self.language[:2]]
        return (
            self.inline(text[:start])
            + f'<w:del w:id="901" {by}><w:r><w:delText xml:space="preserve">{struck}</w:delText></w:r></w:del>'
            + f'<w:ins w:id="902" {by}>{self.inline(text[start:end])}</w:ins>'
            + self.inline(text[end:])
        )

    def paragraph(self, text: str, style: str = "Normal", extra: str = "") -> str:
        runs = self.inline(text)
        if self.traps and style == "Normal" and not self.inserted and len(SENTENCE_END.findall(text)) >= 2:
            self.inserted, runs = True, self.revised(text)
        look = f'<w:pStyle w:val="{self.style_id(style)}"/>'
        return f"<w:p><w:pPr>{look}{extra}</w:pPr>{runs}</w:p>"

    def style_id(self, name: str) -> str:
        return str(self.document.styles[name].style_id)

    # blocks

    def node(self, node: Node) -> list[str]:
        if isinstance(node, Text):
            return [self.text(node)]
        if isinstance(node, Listing):
            style = "List Number" if node.ordered else "List Bullet"
            return [self.paragraph(item.text, style) for item in node.items]
        if isinstance(node, Table):
            caption = [self.paragraph(node.caption, "Caption", "<w:keepNext/>")] if node.caption else []
            return [*caption, self.table(node), "<w:p/>"]
        if isinstance(node, Columns):
            return [self.side_by_side(node), "<w:p/>"]
        return [self.text_box(node)] if self.traps else [self.framed(node), "<w:p/>"]

    def text(self, node: Text) -> str:
        styles = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "p": "Normal"}
        justified = not node.contact and node.tag == "p" and dice(self.source, "word").random() < 0.7
        xml = self.paragraph(node.text, styles[node.tag], '<w:jc w:val="both"/>' if justified else "")
        if self.traps and not self.controlled and node.tag in {"h2", "p"}:
            self.controlled = True
            properties = '<w:sdtPr><w:alias w:val="Bloc"/><w:id w:val="77"/></w:sdtPr>'
            return f"<w:sdt>{properties}<w:sdtContent>{xml}</w:sdtContent></w:sdt>"
        return xml

    def blocks(self, nodes: list[Node]) -> str:
        return "".join(xml for node in nodes for xml in self.node(node))

    def table(self, node: Table) -> str:
        look = dice(self.source, "table").choice(["TableGrid", "LightShading-Accent1"])
        rows = []
        for number, row in enumerate(node.rows):
            head = "<w:trPr><w:tblHeader/></w:trPr>" if number < node.header_rows else ""
            cells = []
            for cell in row:
                span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
                words = self.inline(cell.text, "<w:b/>" if cell.head else "")
                keep = "<w:pPr><w:keepNext/></w:pPr>" if number < len(node.rows) - 1 else ""
                cells.append(f"<w:tc><w:tcPr>{span}</w:tcPr><w:p>{keep}{words}</w:p></w:tc>")
            rows.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")
        width = '<w:tblW w:w="5000" w:type="pct"/>'
        count = max(sum(cell.colspan for cell in row) for row in node.rows)
        grid = f"<w:tblGrid>{'<w:gridCol/>' * count}</w:tblGrid>"
        return f'<w:tbl><w:tblPr><w:tblStyle w:val="{look}"/>{width}</w:tblPr>{grid}{"".join(rows)}</w:tbl>'

    def side_by_side(self, node: Columns) -> str:
        """Sections as the cells of a table without borders."""
        cells = [f"<w:tc><w:tcPr/>{self.blocks(section)}</w:tc>" for section in node.sections]
        grid = f"<w:tblGrid>{'<w:gridCol/>' * len(cells)}</w:tblGrid>"
        properties = '<w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
        return f"<w:tbl>{properties}{grid}<w:tr>{''.join(cells)}</w:tr></w:tbl>"

    def framed(self, node: Box) -> str:
        """An aside as a table of one cell."""
        sides = "".join(f'<w:{side} w:val="single" w:sz="8" w:color="1E2DBE"/>' for side in ("top", "left"))
        sides += "".join(f'<w:{side} w:val="single" w:sz="8" w:color="1E2DBE"/>' for side in ("bottom", "right"))
        properties = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
        cell = f"<w:tc><w:tcPr/>{self.blocks(node.nodes)}</w:tc>"
        return f"<w:tbl>{properties}<w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"

    def text_box(self, node: Box) -> str:
        """An aside as a text box, written twice as Word does: a drawing, and its fallback for old readers."""
        self.boxes += 1
        content = f"<w:txbxContent>{self.blocks(node.nodes)}</w:txbxContent>"
        size = '<wp:extent cx="5400000" cy="1440000"/>'
        drawing = (
            f"<w:drawing><wp:inline>{size}"
            f'<wp:docPr id="{500 + self.boxes}" name="Text Box {self.boxes}"/><a:graphic><a:graphicData uri='
            '"http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
            '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="1440000"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="1E2DBE"/>'
            f"</a:solidFill></a:ln></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr><a:spAutoFit/></wps:bodyPr>"
            "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        shape = 'type="#_x0000_t202" style="width:425pt;height:113pt" strokecolor="#1E2DBE"'
        fallback = f"<w:pict><v:shape {shape}><v:textbox>{content}</v:textbox></v:shape></w:pict>"
        return (
            f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
            f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )

    # the whole

    def write(self) -> bytes:
        """The bytes of the document."""
        nodes = list(self.source.nodes)
        if self.traps:
            nodes = gather_end(self.take_footnote(nodes))
        self.set_fonts()
        self.set_running_lines()
        columns = self.source.column_count
        runs = segments(nodes, columns)
        for index, (wide, group) in enumerate(runs):
            for node in group:
                for xml in self.node(node):
                    self.last_section.addprevious(element(xml))
            if columns > 1:
                self.end_section(1 if wide else columns, last=index == len(runs) - 1)
        if self.footnote:
            self.add_footnote()
        return self.save()

    def end_section(self, columns: int, *, last: bool) -> None:
        """Set the columns of the text so far; sections follow one another on the same page."""
        settings = f'<w:type w:val="continuous"/><w:cols w:num="{columns}" w:space="500"/>'
        if not last:
            inside = settings.replace("<w:cols", f"{PAPER}<w:cols")
            self.last_section.addprevious(element(f"<w:p><w:pPr><w:sectPr>{inside}</w:sectPr></w:pPr></w:p>"))
            self.move_running_lines()
            return
        for child in self.last_section.findall(f"{{{W}}}cols"):
            self.last_section.remove(child)
        self.last_section.insert(0, element('<w:type w:val="continuous"/>'))
        self.last_section.append(element(f'<w:cols w:num="{columns}" w:space="500"/>'))

    def move_running_lines(self) -> None:
        """The first section holds the header and footer; those after it inherit them."""
        first = next(self.body.iter(f"{{{W}}}sectPr"))
        kinds = (f"{{{W}}}headerReference", f"{{{W}}}footerReference")
        for child in [child for child in self.last_section if child.tag in kinds]:
            first.insert(0, child)

    def take_footnote(self, nodes: list[Node]) -> list[Node]:
        """The last paragraph, if it follows another paragraph, becomes a footnote of that one."""
        if len(nodes) < 3 or not all(isinstance(node, Text) and node.tag == "p" for node in nodes[-2:]):
            return nodes
        last = nodes[-1]
        assert isinstance(last, Text)
        if last.contact or REACHABLE.search(last.text):
            return nodes
        self.footnote = last.text
        return nodes[:-1]

    def add_footnote(self) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        last = [child for child in self.body if child.tag == f"{{{W}}}p"][-1]
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        last.append(element(f'<w:r>{raised}<w:footnoteReference w:id="2"/></w:r>'))
        words = f"<w:p><w:r><w:footnoteRef/></w:r>{run(' ' + self.footnote)}</w:p>"
        rule = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:footnotes {NAMESPACES}>{rule}<w:footnote w:id="2">{words}'
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        blob = f"{xml}</w:footnote></w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), kind, blob, self.document.part.package)
        self.document.part.relate_to(part, FOOTNOTES)

    def set_fonts(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(25)
        font = FONTS.get(self.language, FONTS["en"])
        for style in self.document.styles:
            if style.type == 1:
                style.font.name = font
                fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
                for name in list(fonts.attrib):
                    if "Theme" in name:
                        del fonts.attrib[name]
                fonts.set(qn("w:eastAsia"), font if self.source.chinese else FONTS["zh-Hans"])
        self.document.styles["Normal"].font.size = Pt(dice(self.source, "size").choice([10, 10.5, 11]))
        self.document.styles["Title"].font.size = Pt(20)

    def set_running_lines(self) -> None:
        section = self.document.sections[0]
        section.header.paragraphs[0].text = running_header(self.source)
        footer = section.footer.paragraphs[0]
        before, after = page_label(self.source)
        footer.text = "".join([" · ".join(self.source.footers), "\t" if self.source.footers else "", before])
        field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        footer._p.append(element(field))
        footer.add_run(after)

    def save(self) -> bytes:
        """Fixed dates in the properties and in the archive, so that the same source gives the same bytes."""
        properties = self.document.core_properties
        properties.title, properties.author = self.source.title, "OIT / ILO"
        properties.created = properties.modified = datetime(2024, 1, 15, 9, tzinfo=UTC)
        properties.language = self.language
        buffer = BytesIO()
        self.document.save(buffer)
        return same_times(buffer.getvalue())


def gather_end(nodes: list[Node]) -> list[Node]:
    """What stands under the last heading, if it is text only: contacts side by side in a table, else in a text box."""
    count = 0
    while count < len(nodes) and isinstance(node := nodes[-1 - count], Text) and node.tag == "p":
        count += 1
    end = [node for node in nodes[len(nodes) - count :] if isinstance(node, Text)]
    if not 2 <= count < len(nodes) - 1:
        return nodes
    alone = all(node.contact for node in end)
    gathered: Node = Columns([[node] for node in end]) if alone else Box(list(end))
    return [*nodes[: len(nodes) - count], gathered]


def same_times(data: bytes) -> bytes:
    """The archive again, with one time stamp for all members."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, ZIP_TIME), old.read(info), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def write_docx(source: Source, target: Path) -> None:
    """Write the Word document of a source with text box, footnote, insertion, deletion and content control."""
    target.write_bytes(WordWriter(source, traps=True).write())
