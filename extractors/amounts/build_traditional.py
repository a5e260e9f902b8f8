"""Writes `rules/traditional.yaml` from OpenCC: `python -m extractors.amounts.build_traditional`.

The file is committed so that a run does not load OpenCC for single characters.
"""

from pathlib import Path

import opencc

TARGET = Path(__file__).parent.parent / "rules" / "traditional.yaml"
HEADER = """# Traditional characters and the simplified ones they are read as, one to one, from OpenCC (t2s).
# `python -m extractors.amounts.build_traditional` writes this file.
"""
_PER_LINE = 100


def build() -> dict[str, str]:
    """Each traditional character that has one simplified form in the basic plane."""
    converter = opencc.OpenCC("t2s")
    pairs = {sign: converter.convert(sign) for sign in map(chr, range(0x4E00, 0xA000))}
    return {sign: simple for sign, simple in pairs.items() if simple != sign and len(simple) == 1 and simple < "\uffff"}


def _block(name: str, signs: str) -> str:
    lines = [f"  {signs[start : start + _PER_LINE]}" for start in range(0, len(signs), _PER_LINE)]
    return "\n".join([f"{name}: |", *lines, ""])


if __name__ == "__main__":
    table = build()
    TARGET.write_text(HEADER + _block("traditional", "".join(table)) + _block("simplified", "".join(table.values())))
