"""Renders the blocks of a source as HTML, for web pages and for the producers that print HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from tests.samples.source import Box, Columns, Listing, Node, Table, Text

ADDRESS = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})|(?P<url>(?:https?://|www\.)[A-Za-z0-9./?=&%#_~:@+-]*[A-Za-z0-9/])"
)
LONG_WORD = re.compile(r"[^\W\d_]{7,}")
PRIVATE_BULLET = "\uf0b7"


def addresses(text: str) -> list[tuple[str, str]]:
    """Split text into (words, target): e-mail addresses and URLs have a target, the rest has none."""
    parts: list[tuple[str, str]] = []
    position = 0
    for match in ADDRESS.finditer(text):
        target = f"mailto:{match['mail']}" if match["mail"] else match["url"]
        if target.startswith("www."):
            target = f"http://{target}"
        parts += [(text[position : match.start()], ""), (match.group(), target)]
        position = match.end()
    parts.append((text[position:], ""))
    return [part for part in parts if part[0]]


def hyphenator(language: str) -> Callable[[str], str]:
    """A function that puts soft hyphens into long words of French or English."""
    import pyphen

    dictionary = pyphen.Pyphen(lang={"fr": "fr_FR"}.get(language[:2], "en_GB"), left=3, right=3)
    return lambda text: LONG_WORD.sub(lambda match: dictionary.inserted(match.group(), "\u00ad"), text)


class Markup:
    """Writes nodes as HTML. `links` makes addresses clickable, `hyphenate` is applied to running words."""

    def __init__(self, *, links: bool = True, hyphenate: Callable[[str], str] | None = None, bullet: str = "") -> None:
        self.links = links
        self.hyphenate = hyphenate or (lambda text: text)
        self.bullet = bullet

    def words(self, text: str, *, plain: bool = False) -> str:
        """Text of a block: lines broken, addresses linked."""
        pieces = []
        for words, target in addresses(text):
            shown = escape(words if target or plain else self.hyphenate(words), quote=False).replace("\n", "<br>\n")
            pieces.append(f'<a href="{escape(target)}">{shown}</a>' if target and self.links else shown)
        return "".join(pieces)

    def nodes(self, nodes: list[Node]) -> str:
        """A sequence of blocks, each on lines of its own."""
        return "\n".join(self.node(node) for node in nodes)

    def node(self, node: Node) -> str:
        if isinstance(node, Text):
            kind = ' class="contact"' if node.contact and node.tag == "p" else ""
            return f"<{node.tag}{kind}>{self.words(node.text, plain=node.tag != 'p')}</{node.tag}>"
        if isinstance(node, Listing):
            return self.listing(node)
        if isinstance(node, Table):
            return self.table(node)
        if isinstance(node, Columns):
            sections = "\n".join(f"<div>{self.nodes(section)}</div>" for section in node.sections)
            return f'<div class="side-by-side">\n{sections}\n</div>'
        assert isinstance(node, Box)
        return f'<aside class="box">\n{self.nodes(node.nodes)}\n</aside>'

    def listing(self, node: Listing) -> str:
        if self.bullet and not node.ordered:
            lead = f'<span class="bullet">{self.bullet}</span> '
            items = "\n".join(f'<p class="bulleted">{lead}{self.words(item.text)}</p>' for item in node.items)
            return f'<div class="bullets">\n{items}\n</div>'
        tag = "ol" if node.ordered else "ul"
        items = "\n".join(f"<li>{self.words(item.text)}</li>" for item in node.items)
        return f"<{tag}>\n{items}\n</{tag}>"

    def table(self, node: Table) -> str:
        def row(cells: list[str]) -> str:
            return f"<tr>{''.join(cells)}</tr>"

        rows = [
            row(
                [
                    f"<{tag}{span}>{self.words(cell.text, plain=True)}</{tag}>"
                    for cell in cells
                    for tag in ["th" if cell.head else "td"]
                    for span in [f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""]
                ]
            )
            for cells in node.rows
        ]
        head, body = rows[: node.header_rows], rows[node.header_rows :]
        caption = f"<caption>{self.words(node.caption, plain=True)}</caption>\n" if node.caption else ""
        thead = f"<thead>\n{chr(10).join(head)}\n</thead>\n" if head else ""
        return f'<div class="table"><table>\n{caption}{thead}<tbody>\n{chr(10).join(body)}\n</tbody>\n</table></div>'
