"""Imports point one way, heavy libraries stay out of light commands, and the packages say what they are for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("schemas", "extractors", "warehouse", "flows")
ALLOWED = {
    "schemas": {"schemas"},
    "extractors": {"extractors", "schemas"},
    "warehouse": {"warehouse", "schemas"},
    "flows": set(PACKAGES),
}
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported_packages(path: Path) -> set[str]:
    """Our packages that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            names.add(node.module)
    return {name.split(".")[0] for name in names} & set(PACKAGES)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    assert imported_packages(path) <= ALLOWED[package]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_say_what_they_are_for_and_stay_readable(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert len(text.splitlines()) <= 400


def test_only_the_warehouse_opens_duckdb() -> None:
    opening = {str(path.relative_to(ROOT)) for path in MODULES if "duckdb.connect(" in path.read_text("utf-8")}
    assert opening
    assert all(name.startswith("warehouse/") for name in opening)


@pytest.mark.parametrize("heavy", ["spacy", "pdfplumber", "trafilatura", "prefect", "duckdb", "langdetect"])
def test_help_loads_nothing_heavy(heavy: str) -> None:
    ask = "cli.run(lambda **options: cli.app(['-h'], **options))"
    code = f"import sys; from flows import cli; {ask}; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0
