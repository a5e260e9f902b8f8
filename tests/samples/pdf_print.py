"""PDFs printed from HTML and CSS, by WeasyPrint or by Chromium."""

from __future__ import annotations

import subprocess
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.samples.layout import dice, has_private_bullets, page_label, running_header, segments
from tests.samples.markup import PRIVATE_BULLET, Markup, hyphenator
from tests.samples.pages import steady
from tests.samples.source import Listing, Source, walk

CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM += [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
]
LATIN_FONTS = {
    "weasyprint": ["Liberation Serif", "DejaVu Serif", "Liberation Sans"],
    "chromium": ["Liberation Sans", "Liberation Serif", "DejaVu Sans"],
}
# WeasyPrint embeds Noto CJK at about 3 KB a character: for short texts only. HarfBuzz fails to subset the other CJK
# fonts to a long text, so that WeasyPrint gets one cut to the text beforehand, without a second copy for bold.
# Chromium turns Noto CJK into Type 3 glyphs.
NOTO_LIMIT = 2500
NOTO = {"zh-Hant": "Noto Sans CJK TC"}
SONG_INDEX = {"zh-Hant": 2}
TABLE_LOOKS = {
    "grid": "th, td { border: 0.6pt solid #555 } th { background: #e4ecf4 }",
    "rules": "table { border-top: 1.2pt solid #222; border-bottom: 1.2pt solid #222 } thead tr:last-child th"
    " { border-bottom: 0.6pt solid #222 } th { text-align: left }",
    "zebra": "th { background: #1e2dbe; color: #fff } tbody tr:nth-child(even) { background: #eef0fa }",
}
BASE = """
body { font-size: %(size)spt; line-height: 1.35; margin: 0; color: #111 }
h1 { font-size: 20pt; line-height: 1.15; margin: 0 0 10pt; color: %(colour)s; text-align: left }
h2 { font-size: 13pt; margin: 10pt 0 4pt; color: %(colour)s; text-align: left; break-after: avoid }
h3 { font-size: 11pt; margin: 8pt 0 3pt; text-align: left; break-after: avoid }
p { margin: 0 0 6pt; text-align: %(align)s; orphans: 2; widows: 2 }
p.contact { text-align: left }
ul, ol { margin: 0 0 6pt; padding-left: 16pt } li { margin-bottom: 2pt }
.bullets .bulleted { margin: 0 0 3pt; padding-left: 14pt; text-indent: -14pt; text-align: left }
.bullet { font-family: "Sample Symbol"; display: inline-block; width: 12pt; text-indent: 0 }
table { border-collapse: collapse; width: 100%%; margin: 4pt 0 8pt; font-size: 0.9em }
.table { break-inside: avoid }
caption { font-weight: bold; text-align: left; padding-bottom: 3pt } th, td { padding: 2pt 4pt; vertical-align: top }
.box { border: 1pt solid %(colour)s; padding: 6pt 8pt; margin: 6pt 0; background: #f6f6f0; break-inside: avoid }
.side-by-side { display: flex; gap: 16pt; margin: 6pt 0; break-inside: avoid } .side-by-side > div { flex: 1 1 0 }
.flow { column-count: %(columns)s; column-gap: 18pt }
a { color: #0b5394 }
"""


def css_string(text: str) -> str:
    """Text as a CSS string literal."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def page_rules(source: Source) -> str:
    """Paper, margins, and the running header and footer with page numbers."""
    before, after = page_label(source)
    number = f"{css_string(before)} counter(page) {css_string(after)}"
    small = "font-size: 8pt; color: #555"
    header = css_string(running_header(source))
    footer = css_string(" · ".join(source.footers))
    return (
        f"@page {{ size: A4; margin: 24mm 20mm 22mm;"
        f" @top-left {{ content: {header}; {small} }} @bottom-left {{ content: {footer}; {small} }}"
        f" @bottom-right {{ content: {number}; {small} }} }}"
    )


def fonts(source: Source) -> str:
    """The font families, the first for the document's own script."""
    choice = dice(source, "font")
    latin = choice.choice(LATIN_FONTS[source.producer])
    cjk = "WenQuanYi Zen Hei"
    if source.producer == "weasyprint":
        cjk = "Sample Song" if needs_cut_font(source) else NOTO.get(source.language, "Noto Sans CJK SC")
    names = [cjk, latin] if source.chinese else [latin, cjk]
    return ", ".join(css_string(name) for name in names)


def needs_cut_font(source: Source) -> bool:
    """Whether the Chinese font is cut to the text before printing."""
    return source.producer == "weasyprint" and source.chinese and len(source.text) > NOTO_LIMIT


def style_sheet(source: Source, faces: dict[str, Path]) -> str:
    """All CSS of a printed document."""
    choice = dice(source, "look")
    values = {
        "size": choice.choice([10, 10.5, 11]),
        "colour": choice.choice(["#1e2dbe", "#8c1d18", "#0f5132", "#222"]),
        "align": "left" if source.producer == "chromium" and choice.random() < 0.5 else "justify",
        "columns": source.column_count,
    }
    hyphen = choice.choice(["-", "\u2010"])
    rules = [BASE % values, TABLE_LOOKS[choice.choice(sorted(TABLE_LOOKS))], page_rules(source)]
    rules.append(f"html {{ font-family: {fonts(source)} }}")
    if source.producer == "weasyprint":
        rules.append(f'p {{ hyphens: auto; hyphenate-character: "{hyphen}" }}')
    if needs_cut_font(source):
        rules.append("h1, h2, h3, th, caption { font-weight: normal }")
    for family, path in faces.items():
        rules.append(f'@font-face {{ font-family: "{family}"; src: url("{path.as_uri()}") }}')
    return "\n".join(rules)


def printed_html(source: Source, faces: dict[str, Path]) -> str:
    """The page that is printed."""
    soft_hyphens = source.producer == "chromium" and not source.chinese
    markup = Markup(
        links=dice(source, "links").random() < 0.5,
        hyphenate=hyphenator(source.language) if soft_hyphens else None,
        bullet=PRIVATE_BULLET if "Sample Symbol" in faces else "",
    )
    parts = []
    for wide, nodes in segments(source.nodes, source.column_count):
        flow = source.column_count > 1 and not wide
        parts.append(f'<div class="flow">\n{markup.nodes(nodes)}\n</div>' if flow else markup.nodes(nodes))
    return (
        f'<!DOCTYPE html>\n<html lang="{source.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(source.title)}</title>\n<style>\n{style_sheet(source, faces)}\n</style>\n</head>\n"
        f"<body>\n{chr(10).join(parts)}\n</body>\n</html>\n"
    )


def cut_font(path: str, index: int, characters: set[int], family: str) -> Any:
    """A font cut to some characters, under a name of its own."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(path, fontNumber=index, recalcTimestamp=False)
    options = subset.Options(name_IDs=[], layout_features=[], notdef_outline=True)
    options.drop_tables = [*options.drop_tables, "FFTM", "BDF"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    for name_id, name in ((1, family), (2, "Regular"), (4, family), (6, family.replace(" ", ""))):
        font["name"].setName(name, name_id, 3, 1, 0x409)
    return font


def symbol_font_in(folder: Path) -> Path:
    """A font of one glyph, a bullet at U+F0B7, as the symbol fonts of word processors have it."""
    font = cut_font("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", 0, {0x2022}, "Sample Symbol")
    for table in font["cmap"].tables:
        table.cmap = {code + 0xF0B7 - 0x2022: glyph for code, glyph in table.cmap.items()}
    font.save(folder / "symbol.ttf")
    return folder / "symbol.ttf"


def song_font_in(folder: Path, source: Source) -> Path:
    """A Chinese font with serifs, cut to what the document says."""
    said = set(map(ord, source.text + "".join(source.headers + source.footers + list(page_label(source)))))
    index = SONG_INDEX.get(source.language, 0)
    font = cut_font("/usr/share/fonts/truetype/arphic/uming.ttc", index, said | set(range(32, 127)), "Sample Song")
    font.save(folder / "song.ttf")
    return folder / "song.ttf"


def print_pdf(source: Source, target: Path) -> None:
    """Write a PDF with the producer that the source names."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        faces: dict[str, Path] = {}
        if has_private_bullets(source) and any(isinstance(node, Listing) for node in walk(source.nodes)):
            faces["Sample Symbol"] = symbol_font_in(folder)
        if needs_cut_font(source):
            faces["Sample Song"] = song_font_in(folder, source)
        page = folder / "page.html"
        page.write_text(printed_html(source, faces), encoding="utf-8")
        if source.producer == "weasyprint":
            print_with_weasyprint(source, page, target)
        else:
            print_with_chromium(page, folder, target)


def print_with_weasyprint(source: Source, page: Path, target: Path) -> None:
    """Print in this process; the identifier is fixed so that the bytes are the same on every build."""
    import weasyprint

    identifier = source.attributes["id"].encode()
    weasyprint.HTML(filename=str(page)).write_pdf(str(target), pdf_identifier=identifier)


def print_with_chromium(page: Path, folder: Path, target: Path) -> None:
    """Print with a browser that has an empty profile."""
    output = folder / "page.pdf"
    command = [*CHROMIUM, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={output}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    target.write_bytes(steady(output.read_bytes()))
