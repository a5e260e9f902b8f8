"""Builds the sample documents and their gold: `python -m tests.samples.build [--gold] [--all] [--raw DIR] [ID…]`.

Raw files whose words and look have not changed are left as they are; `looks.json` keeps a digest of each for that.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.samples import gold
from tests.samples.check import problems
from tests.samples.source import Source, read_sources

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SOURCES = HERE / "sources"
TRUTH = HERE / "truth"
LOOKS = HERE / "looks.json"
GOLD = ROOT / "tests" / "gold"
RAW = ROOT / "raw"
# Raise a producer's number when its output changes: its files are then built again.
LOOK_VERSION = {"weasyprint": 1, "chromium": 1, "reportlab": 1, "libreoffice": 1}
LOOK_VERSION |= {"html": 1, "docx": 1, "txt": 1, "md": 1}
LOOK_ATTRIBUTES = "id language kind title published format producer columns encoding wrapped".split()  # noqa: SIM905


def producer(source: Source) -> str:
    """What makes the raw file: for PDF one of several producers, else the format."""
    return source.producer if source.format == "pdf" else source.format


def maker(source: Source) -> Callable[[Source, Path], None]:
    """The function that writes a source's raw file; imported late, because the producers are heavy."""
    name = producer(source)
    if name in {"weasyprint", "chromium"}:
        from tests.samples.pdf_print import print_pdf

        return print_pdf
    if name == "reportlab":
        from tests.samples.pdf_drawn import draw_pdf

        return draw_pdf
    if name == "libreoffice":
        from tests.samples.pdf_office import convert_pdf

        return convert_pdf
    from tests.samples import plain, web, word

    return {"html": web.write_html, "docx": word.write_docx, "txt": plain.write_text, "md": plain.write_markdown}[name]


def look(source: Source) -> str:
    """A digest of all that shows in the raw file: words, blocks, and attributes that steer the producer; no marks."""
    shown: dict[str, Any] = {
        "version": LOOK_VERSION[producer(source)],
        "attributes": {name: source.attributes.get(name, "") for name in LOOK_ATTRIBUTES},
        "nodes": [[type(node).__name__, asdict(node)] for node in source.nodes],
        "running": [source.headers, source.footers],
    }
    return sha256(json.dumps(shown, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def build_raw(source: Source, raw: Path) -> Path:
    """Write one raw file."""
    target = raw / gold.raw_path(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    maker(source)(source, target)
    return target


def build_changed(sources: list[Source], raw: Path, wanted: set[str], *, everything: bool) -> list[str]:
    """Write the raw files that changed, remember their looks; returns one line for each file written."""
    looks: dict[str, str] = json.loads(LOOKS.read_text()) if LOOKS.exists() else {}
    done = []
    for source in sources:
        name, digest = source.attributes["id"], look(source)
        fresh = looks.get(name) == digest and (raw / gold.raw_path(source)).exists()
        if (wanted and name not in wanted) or (fresh and not everything):
            continue
        target = build_raw(source, raw)
        looks[name] = digest
        done.append(f"{target.relative_to(raw)}  {target.stat().st_size:,} bytes")
    known = {source.attributes["id"] for source in sources}
    LOOKS.write_text(json.dumps({name: looks[name] for name in sorted(looks) if name in known}, indent=1) + "\n")
    return done


def write_changed(path: Path, text: str) -> bool:
    """Write a file if its text is new; returns whether it was."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def build_gold(sources: list[Source], raw: Path) -> list[str]:
    """Write the gold and the reading orders; returns the names of the files that changed."""
    files = {GOLD / f"{name}.jsonl": gold.to_jsonl(records) for name, records in gold.export(sources, raw).items()}
    files |= {TRUTH / f"{source.attributes['id']}.json": gold.to_json(gold.reading_order(source)) for source in sources}
    return [path.name for path, text in files.items() if write_changed(path, text)]


def main(arguments: list[str] | None = None) -> int:
    """Build what changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*", help="only the raw files of these documents")
    parser.add_argument("--gold", action="store_true", help="only the gold and the reading orders")
    parser.add_argument("--all", action="store_true", help="also raw files that have not changed")
    options = parser.parse_args(arguments)
    sources = read_sources(SOURCES)
    wrong = [line for source in sources for line in problems(source)]
    if wrong:
        sys.stderr.write("\n".join([*wrong, "nothing built: correct the sources"]) + "\n")
        return 1
    lines = [] if options.gold else build_changed(sources, RAW, set(options.ids), everything=options.all)
    lines += build_gold(sources, RAW)
    sys.stdout.write("\n".join([*lines, f"{len(sources)} documents, {len(lines)} files written"]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
