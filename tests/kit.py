"""What end-to-end and fault tests share: the real command in a real process, on folders of real files."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import psutil

ROOT = Path(__file__).parents[1]
TEXTS = {
    "fr.txt": "GENÈVE, 12 mars 2024 - Le projet a reçu 2,5 millions d'euros.\n\nContact: a@ilo.org\n",
    "en.txt": "GENEVA, 5 June 2024 - Better Work reached 1,200 factories and 3 million workers in 2023.\n",
    "zh.txt": "北京，2024年3月5日。该项目获得三百万美元资助，惠及12万名工人。联系电话：010-12345678。\n",
}


@dataclass
class Socle:
    """The command, with its own state and warehouse."""

    home: Path
    state: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def warehouse(self) -> Path:
        """The published file."""
        return self.home / "warehouse" / "ilo.duckdb"

    @property
    def raw(self) -> Path:
        """The folder with the documents."""
        return self.home / "raw"

    def environ(self) -> dict[str, str]:
        """The environment of the command: nothing of the machine's Prefect."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "SOCLE_"))}
        ours = {
            "SOCLE_WORKERS": "1",
            "SOCLE_STATE": str(self.state),
            "SOCLE_WAREHOUSE": str(self.warehouse),
            "COLUMNS": "200",
        }
        return kept | ours | self.environment

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run the command to its end, from an unrelated folder."""
        return subprocess.run(
            [sys.executable, "-m", "flows", *arguments],
            cwd=self.home,
            env=self.environ(),
            capture_output=True,
            text=True,
            timeout=options.pop("timeout", 240),
            check=False,
            **options,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the command and leave it running."""
        return subprocess.Popen(
            [sys.executable, "-m", "flows", *arguments],
            cwd=self.home,
            env=self.environ(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ingest(self, *arguments: str) -> dict[str, Any]:
        """Ingest the folder; what the run says of itself."""
        done = self.run("ingest", str(self.raw), "--format", "json", *arguments)
        assert done.returncode in (0, 1), done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        return report | {"exit_code": done.returncode, "stderr": done.stderr}

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows from the published file, as an analyst's own client gets them."""
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def write(self, files: dict[str, str | bytes]) -> None:
        """Put files into the folder."""
        for name, content in files.items():
            path = self.raw / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def facts_and_documents(socle: Socle) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the base tables, without what belongs to a run: what two warehouses are compared by."""
    left_out = {"runs", "run_stages", "migrations", "family_aliases"}
    per_run = {"run_id", "first_seen", "last_seen", "loaded_at", "applied_at", "first_run_id", "last_run_id"}
    with duckdb.connect(str(socle.warehouse), read_only=True) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "select table_name from duckdb_tables() where schema_name = 'base' order by 1"
            ).fetchall()
            if name not in left_out
        ]
        return {table: _rows(connection, table, per_run) for table in tables}


def _rows(connection: duckdb.DuckDBPyConnection, table: str, per_run: set[str]) -> list[tuple[Any, ...]]:
    columns = [
        name
        for name, kind in connection.execute(
            "select column_name, data_type from duckdb_columns() where schema_name = 'base' and table_name = ?", [table]
        ).fetchall()
        if name not in per_run and not kind.startswith("TIMESTAMP")
    ]
    listed = ", ".join(f'"{name}"' for name in columns)
    return sorted(connection.execute(f"select {listed} from base.{table}").fetchall(), key=repr)


def descendants(pid: int) -> list[psutil.Process]:
    """The processes below one that runs."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def alive(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    """Those that still run (a zombie does not)."""
    running = []
    for process in processes:
        try:
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                running.append(process)
        except psutil.NoSuchProcess:
            continue
    return running


def wait_for(lines: Iterator[str], words: str) -> None:
    """Read lines until one has these words; fails where the stream ends before."""
    seen = []
    for line in lines:
        seen.append(line)
        if words in line:
            return
    raise AssertionError(f"no line with {words!r} in {seen}")
