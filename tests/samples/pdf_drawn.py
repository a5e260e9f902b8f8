"""PDFs drawn with ReportLab: blocks placed on columns, and drawn in an order that is not the reading order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from tests.samples.layout import dice, has_private_bullets, page_label, segments
from tests.samples.markup import PRIVATE_BULLET
from tests.samples.pdf_print import symbol_font_in
from tests.samples.source import Box, Columns, Listing, Node, Source, Table, Text

WIDTH, HEIGHT = 595.28, 841.89
LEFT, TOP, BOTTOM = 54.0, 770.0, 66.0
GUTTER = 20.0
BALANCE_STEP = 6.0
LONG_TABLE = 24  # rows from which a table may run over a page, with its header repeated
CJK_RUN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]+")
LIBERATION = "/usr/share/fonts/truetype/liberation/Liberation"
CJK_FONTS = {
    "zh-Hans": [("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0), ("/usr/share/fonts/truetype/arphic/uming.ttc", 0)],
    "zh-Hant": [("/usr/share/fonts/truetype/arphic/uming.ttc", 2)],
}
COLOURS = ["#1e2dbe", "#8c1d18", "#0f5132", "#222222"]

Part = tuple[Any, float, float]  # a flowable, and its place from the left and from the top of its piece


@dataclass
class Piece:
    """Something that stands in a column: one flowable, or several side by side."""

    stacks: list[list[Any]]
    keep: bool = False
    gap: float = 6.0
    whole: bool = False

    def layout(self, width: float) -> tuple[float, list[Part]]:
        """The height at this width, and the parts with their places."""
        share = (width - GUTTER * (len(self.stacks) - 1)) / len(self.stacks)
        parts: list[Part] = []
        tallest = 0.0
        for index, stack in enumerate(self.stacks):
            depth = 0.0
            for flowable in stack:
                _, height = flowable.wrap(share, 10_000)
                parts.append((flowable, index * (share + GUTTER), depth + height))
                depth += height + 3
            tallest = max(tallest, depth - 3)
        return tallest, parts

    def split(self, width: float, height: float) -> tuple[Piece, Piece] | None:
        """Two pieces of which the first fits the height; None where that cannot be."""
        if self.whole or len(self.stacks) > 1 or len(self.stacks[0]) > 1:
            return None
        flowable = self.stacks[0][0]
        flowable.wrap(width, height)
        halves = flowable.split(width, height)
        return (Piece([[halves[0]]], gap=0), Piece([halves[1:]], gap=self.gap)) if len(halves) == 2 else None


@dataclass
class Drawing:
    """What stands on one page: functions that draw on a canvas."""

    actions: list[Callable[[Any], None]] = field(default_factory=list)


class Typesetter:
    """Turns blocks into pieces, in the look of one document."""

    def __init__(self, source: Source, folder: Path) -> None:
        self.source = source
        choice = dice(source, "drawn")
        self.body, self.bold = self.register_fonts(folder)
        self.colour = choice.choice(COLOURS)
        self.size = choice.choice([9.5, 10, 10.5])
        self.table_look = choice.choice(["grid", "rules", "zebra"])
        self.justified = choice.random() < 0.6
        self.bullet = PRIVATE_BULLET if has_private_bullets(source) else "•"

    def register_fonts(self, folder: Path) -> tuple[str, str]:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        family = dice(self.source, "font").choice(["Sans", "Serif"])
        path, index = dice(self.source, "cjk").choice(CJK_FONTS.get(self.source.language, CJK_FONTS["zh-Hans"]))
        pdfmetrics.registerFont(TTFont("Sample-CJK", path, subfontIndex=index))
        pdfmetrics.registerFont(TTFont("Sample-Symbol", str(symbol_font_in(folder))))
        for weight in ("Regular", "Bold"):
            pdfmetrics.registerFont(TTFont(f"Sample-{weight}", f"{LIBERATION}{family}-{weight}.ttf"))
        return ("Sample-CJK", "Sample-CJK") if self.source.chinese else ("Sample-Regular", "Sample-Bold")

    def words(self, text: str) -> str:
        marked = escape(text)
        if not self.source.chinese:
            marked = CJK_RUN.sub(lambda match: f'<font name="Sample-CJK">{match.group()}</font>', marked)
        return marked.replace("\n", "<br/>")

    def paragraph(self, text: str, *, bullet: str | None = None, **changes: Any) -> Any:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        values: dict[str, Any] = {"fontName": self.body, "fontSize": self.size, "leading": self.size * 1.3}
        if self.source.chinese:
            values["wordWrap"] = "CJK"
        else:
            values |= {"hyphenationLang": "fr_FR" if self.source.language == "fr" else "en_GB"}
        return Paragraph(self.words(text), ParagraphStyle("sample", **values | changes), bulletText=bullet)

    def text(self, node: Text) -> Any:
        if node.tag == "p":
            return self.paragraph(node.text, alignment=4 if self.justified and not node.contact else 0)
        size = {"h1": 19.0, "h2": 13.0, "h3": 11.0}[node.tag]
        look: dict[str, Any] = {"fontName": self.bold, "fontSize": size, "leading": size * 1.2, "hyphenationLang": ""}
        return self.paragraph(node.text, textColor=self.colour, **look)

    def pieces(self, nodes: list[Node]) -> list[Piece]:
        found: list[Piece] = []
        for node in nodes:
            found.extend(self.node(node))
        return found

    def node(self, node: Node) -> list[Piece]:
        if isinstance(node, Text):
            return [Piece([[self.text(node)]], keep=node.tag != "p", gap=4 if node.tag != "p" else 6)]
        if isinstance(node, Listing):
            return [Piece([[item]], gap=3) for item in self.items(node)]
        if isinstance(node, Table):
            table = Piece([[self.table(node)]], gap=10, whole=len(node.rows) <= LONG_TABLE)
            caption = self.paragraph(node.caption, fontName=self.bold) if node.caption else None
            return [Piece([[caption]], keep=True, gap=3), table] if caption else [table]
        if isinstance(node, Columns):
            return [Piece([self.stack(section) for section in node.sections], gap=10, whole=True)]
        return [Piece([[self.box(node)]], gap=8, whole=True)]

    def items(self, node: Listing) -> list[Any]:
        look: dict[str, Any] = {"leftIndent": 14, "bulletIndent": 2, "bulletFontSize": self.size}
        look["bulletFontName"] = self.body if node.ordered or self.bullet == "•" else "Sample-Symbol"
        return [
            self.paragraph(item.text, bullet=f"{number}." if node.ordered else self.bullet, **look)
            for number, item in enumerate(node.items, 1)
        ]

    def stack(self, nodes: list[Node]) -> list[Any]:
        return [flowable for piece in self.pieces(nodes) for stack in piece.stacks for flowable in stack]

    def box(self, node: Box) -> Any:
        from reportlab.platypus import Table as Grid
        from reportlab.platypus import TableStyle

        frame = [("BOX", (0, 0), (-1, -1), 1, self.colour), ("BACKGROUND", (0, 0), (-1, -1), "#f6f6f0")]
        rows = [[flowable] for flowable in self.stack(node.nodes)]
        return Grid(rows, colWidths=["100%"], style=TableStyle(frame))

    def table(self, node: Table) -> Any:
        from reportlab.platypus import Table as Grid

        count = max(sum(cell.colspan for cell in row) for row in node.rows)
        rows, style = [], self.table_style(node.header_rows)
        for y, row in enumerate(node.rows):
            cells: list[Any] = []
            for cell in row:
                if cell.colspan > 1:
                    style.append(("SPAN", (len(cells), y), (len(cells) + cell.colspan - 1, y)))
                cells += [self.cell(cell.text, cell.head), *[""] * (cell.colspan - 1)]
            rows.append(cells + [""] * (count - len(cells)))
        return Grid(rows, colWidths=column_shares(node, count), repeatRows=node.header_rows, style=style)

    def cell(self, text: str, head: bool) -> Any:
        size = self.size - 1
        look: dict[str, Any] = {"fontSize": size, "leading": size * 1.2, "fontName": self.bold if head else self.body}
        if head and self.table_look == "zebra":
            look["textColor"] = "#ffffff"
        return self.paragraph(text, **look)

    def table_style(self, header_rows: int) -> list[Any]:
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        last = header_rows - 1
        if self.table_look == "grid":
            style.append(("GRID", (0, 0), (-1, -1), 0.5, "#555555"))
        elif self.table_look == "rules":
            style += [("LINEABOVE", (0, 0), (-1, 0), 1.2, "#222222"), ("LINEBELOW", (0, -1), (-1, -1), 1.2, "#222222")]
            style += [("LINEBELOW", (0, last), (-1, last), 0.5, "#222222")] if header_rows else []
        else:
            style += [("BACKGROUND", (0, 0), (-1, last), self.colour)] if header_rows else []
            style.append(("ROWBACKGROUNDS", (0, header_rows), (-1, -1), ["#ffffff", "#eef0fa"]))
        return style


def column_shares(table: Table, count: int) -> list[str]:
    """Column widths as shares of the table, wider for longer cells."""
    weights = [8] * count
    for row in table.rows:
        if len(row) == count:
            for index, cell in enumerate(row):
                words = [len(word) + 4 for word in cell.text.split()]
                weights[index] = max(weights[index], min(30, len(cell.text)), *words)
    return [f"{100 * weight / sum(weights):.2f}%" for weight in weights]


class Pages:
    """Fills pages column by column, and keeps what is to be drawn on each."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.pages = [Drawing()]
        self.y = TOP

    def new_page(self) -> None:
        self.pages.append(Drawing())
        self.y = TOP

    def add(self, pieces: list[Piece], columns: int) -> None:
        """Place pieces in so many columns from the current height down, on further pages where needed."""
        while pieces:
            placed, rest, _ = fill(pieces, columns, self.y - BOTTOM)
            if rest and not placed and self.y == TOP:
                raise ValueError("a block is too tall for a page")
            depth = self.y - BOTTOM
            if not rest and columns > 1:
                placed, depth = balance(pieces, columns, depth)
            elif not rest:
                depth = max((top for _, _, top in placed), default=0.0)
            for flowable, x, top in placed:
                self.pages[-1].actions.append(draw_at(flowable, LEFT + x, self.y - top))
            pieces = rest
            self.y -= depth + 8
            if rest:
                self.new_page()


def draw_at(flowable: Any, x: float, y: float) -> Callable[[Any], None]:
    """A function that draws a flowable with its lower left corner at a place."""
    return lambda canvas: flowable.drawOn(canvas, x, y)


def fill(pieces: list[Piece], columns: int, height: float) -> tuple[list[Part], list[Piece], float]:
    """Put pieces into columns of a height; returns what was placed, what is left, and the depth of the deepest."""
    width = (WIDTH - 2 * LEFT - GUTTER * (columns - 1)) / columns
    placed: list[Part] = []
    queue = list(pieces)
    deepest = 0.0
    for column in range(columns):
        depth = 0.0
        while queue:
            piece = queue[0]
            needed, parts = piece.layout(width)
            reserve = reserved(queue, width)
            if depth + needed + reserve > height:
                halves = piece.split(width, height - depth) if height - depth > 30 and not piece.keep else None
                if halves is None:
                    break
                queue[0:1] = halves
                continue
            placed += [(flowable, column * (width + GUTTER) + x, depth + top) for flowable, x, top in parts]
            depth += needed
            deepest = max(deepest, depth)
            depth += piece.gap
            queue.pop(0)
    return placed, queue, deepest


def reserved(queue: list[Piece], width: float) -> float:
    """The height to keep free below the first piece for what must stand under it: the whole table, or some lines."""
    height = 0.0
    for piece, following in pairwise(queue):
        if not piece.keep:
            break
        needed, _ = following.layout(width)
        height += piece.gap + (needed if following.whole or following.keep else min(needed, 34.0))
    return height


def balance(pieces: list[Piece], columns: int, height: float) -> tuple[list[Part], float]:
    """Columns of about equal depth: the smallest height, in steps, that holds all."""
    tried = BALANCE_STEP * 4
    while tried < height:
        placed, rest, deepest = fill(pieces, columns, tried)
        if not rest:
            return placed, deepest
        tried += BALANCE_STEP
    placed, _, deepest = fill(pieces, columns, height)
    return placed, deepest


def running_line(source: Source, setter: Typesetter, number: int) -> list[Callable[[Any], None]]:
    """The header, the footer and the page number of a page."""
    before, after = page_label(source)

    def line(text: str, x: float, y: float) -> Callable[[Any], None]:
        def draw(canvas: Any) -> None:
            canvas.setFont("Sample-CJK" if source.chinese or CJK_RUN.search(text) else setter.body, 8)
            canvas.setFillGray(0.35)
            canvas.drawString(x, y, text)

        return draw

    found = [line(text, LEFT, HEIGHT - 40) for text in [" · ".join(source.headers)] if text]
    found += [line(text, LEFT, 40) for text in [" · ".join(source.footers)] if text]
    return [*found, line(f"{before}{number}{after}", WIDTH - LEFT - 40, 40)]


def draw_pdf(source: Source, target: Path) -> None:
    """Write a PDF whose content stream has the blocks of each page in a fixed random order."""
    from reportlab.pdfgen.canvas import Canvas

    with TemporaryDirectory() as name:
        setter = Typesetter(source, Path(name))
        pages = Pages(source.column_count)
        for wide, nodes in segments(source.nodes, source.column_count):
            pages.add(setter.pieces(nodes), 1 if wide else source.column_count)
        canvas = Canvas(str(target), pagesize=(WIDTH, HEIGHT), invariant=1, initialFontName=setter.body)
        canvas.setTitle(source.title)
        for number, page in enumerate(pages.pages, 1):
            actions = page.actions + running_line(source, setter, number)
            dice(source, f"order {number}").shuffle(actions)
            for action in actions:
                canvas.saveState()
                action(canvas)
                canvas.restoreState()
            canvas.showPage()
        canvas.save()
