"""Plain text, text as it comes out of a PDF, and Markdown."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import east_asian_width

from tests.samples.layout import dice, page_label
from tests.samples.markup import LONG_WORD, PRIVATE_BULLET, hyphenator
from tests.samples.source import Box, Columns, Listing, Node, Source, Table, Text, walk

LINES_A_PAGE = 38
LATIN_WIDTH, CJK_WIDTH = 62, 44  # of a line of wrapped text, in half-width columns
CLOSING = "，。；：、！？）》」』”’％,.;:!?)%"
CJK = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


# ---------------------------------------------------------------------------------------------------------------------
# Text with a line for each paragraph


def plain_text(source: Source) -> str:
    """Paragraphs between blank lines, as a press office sends them by e-mail."""
    parts = [*source.headers]
    for node in walk(source.nodes):
        if isinstance(node, Text):
            parts.append(node.text)
        elif isinstance(node, Listing):
            parts.append("\n".join(f"{lead} {item.text}" for lead, item in leads(node, "-")))
        else:
            rows = "\n".join("\t".join(cell.text.replace("\n", " ") for cell in row) for row in node.rows)
            parts += [node.caption, rows] if node.caption else [rows]
    return "\n\n".join([*parts, *source.footers]) + "\n"


def leads(node: Listing, bullet: str) -> list[tuple[str, Text]]:
    """The items of a list with what stands before each."""
    return [(f"{number}." if node.ordered else bullet, item) for number, item in enumerate(node.items, 1)]


# ---------------------------------------------------------------------------------------------------------------------
# Text as it comes out of a PDF


def width(text: str) -> int:
    """Columns that text takes, a Chinese character two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def atoms(text: str) -> list[str]:
    """What a line may be broken between: words with the space after them, single Chinese characters."""
    found: list[str] = []
    for piece in re.findall(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+[ ]?|\s", text):
        if found and piece[0] in CLOSING:
            found[-1] += piece
        else:
            found.append(piece)
    return found


class Wrapper:
    """Breaks the text of a source into short lines on pages."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.limit = CJK_WIDTH if source.chinese else LATIN_WIDTH
        self.choice = dice(source, "wrapped")
        self.hyphenate = None if source.chinese else hyphenator(source.language)

    def broken_word(self, word: str, room: int) -> tuple[str, str] | None:
        """A long word cut at its last syllable that fits, with a hyphen."""
        if self.hyphenate is None or not LONG_WORD.fullmatch(word.rstrip(" ,;.")) or self.choice.random() < 0.35:
            return None
        syllables = self.hyphenate(word).split("\u00ad")
        for count in range(len(syllables) - 1, 0, -1):
            head = "".join(syllables[:count])
            if len(head) + 1 <= room:
                return f"{head}-", "".join(syllables[count:])
        return None

    def lines(self, text: str) -> list[str]:
        """One paragraph in short lines."""
        found: list[str] = []
        for part in text.split("\n"):
            line, queue = "", atoms(part)
            while queue:
                atom = queue.pop(0)
                if line and width(line) + width(atom.rstrip()) > self.limit:
                    cut = self.broken_word(atom, self.limit - width(line))
                    if cut:
                        line, atom = line + cut[0], cut[1]
                    found.append(line.rstrip())
                    line = ""
                line += atom
            found.append(line.rstrip())
        return found

    def paragraph(self, text: str) -> list[str]:
        """Short lines, now and then with a blank line inside the paragraph, where the PDF had a break."""
        lines = self.lines(text)
        if len(lines) > 3 and self.choice.random() < 0.4:
            lines.insert(self.choice.randrange(1, len(lines) - 1), "")
        return [*lines, ""]

    def all_lines(self) -> list[str]:
        found: list[str] = []
        for node in walk(self.source.nodes):
            if isinstance(node, Text):
                found += self.paragraph(node.text)
            elif isinstance(node, Listing):
                for lead, item in leads(node, self.choice.choice(["•", PRIVATE_BULLET, "-"])):
                    found += self.paragraph(f"{lead} {item.text}")
            else:
                found += [*self.lines(node.caption), ""] if node.caption else []
                found += [*table_lines(node), ""]
        return found

    def pages(self) -> str:
        """Pages that end with a form feed, each with header, footer and number."""
        lines = self.all_lines()
        before, after = page_label(self.source)
        pages = []
        for number, start in enumerate(range(0, len(lines), LINES_A_PAGE), 1):
            body = lines[start : start + LINES_A_PAGE]
            head = [*self.source.headers, ""] if self.source.headers and number > 1 else []
            pages.append("\n".join([*head, *body, *self.source.footers, f"{before}{number}{after}"]) + "\n\n\f")
        return "".join(pages)


def table_lines(table: Table) -> list[str]:
    """A table as columns of text, two spaces apart."""
    count = max(len(row) for row in table.rows)
    texts = [[cell.text.replace("\n", " ") for cell in row] + [""] * (count - len(row)) for row in table.rows]
    widths = [max(width(row[index]) for row in texts) for index in range(count)]
    return [
        "   ".join(text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True)).rstrip()
        for row in texts
    ]


# ---------------------------------------------------------------------------------------------------------------------
# Markdown


def markdown(source: Source) -> str:
    """Headings, lists, pipe tables and quotes; lines are broken by two spaces."""
    parts = [f"_{line}_" for line in source.headers]
    parts += [markdown_node(node) for node in source.nodes]
    if source.footers:
        parts += ["---", *source.footers]
    return "\n\n".join(parts) + "\n"


def markdown_node(node: Node) -> str:
    """One block as Markdown."""
    if isinstance(node, Text):
        lead = {"h1": "# ", "h2": "## ", "h3": "### "}.get(node.tag, "")
        return lead + node.text.replace("\n", " " if lead else "  \n")
    if isinstance(node, Listing):
        return "\n".join(f"{lead} {item.text}" for lead, item in leads(node, "-"))
    if isinstance(node, Table):
        return markdown_table(node)
    if isinstance(node, Columns):
        return "\n\n".join(markdown_node(inner) for section in node.sections for inner in section)
    assert isinstance(node, Box)
    inside = "\n\n".join(markdown_node(inner) for inner in node.nodes)
    return "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))


def markdown_table(table: Table) -> str:
    """A pipe table; without header cells its first row is the header, as Markdown knows no other."""
    rows = [[cell.text.replace("\n", " ").replace("|", "\\|") for cell in row] for row in table.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(rows[0])}")
    return (f"{table.caption}\n\n" if table.caption else "") + "\n".join(lines)


def write_text(source: Source, target: Path) -> None:
    """Write plain or wrapped text in the source's encoding."""
    text = Wrapper(source).pages() if source.wrapped == "yes" else plain_text(source)
    target.write_bytes(text.encode(source.encoding or "utf-8"))


def write_markdown(source: Source, target: Path) -> None:
    """Write Markdown."""
    target.write_text(markdown(source), encoding="utf-8")
