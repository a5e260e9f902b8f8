"""Where the published warehouse and the writer's own files lie."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WarehousePaths:
    """Every path, derived from that of the published file: a run in a temporary directory touches nothing else."""

    published: Path

    @property
    def home(self) -> Path:
        """The writer's own directory beside the published file: `warehouse/.ilo/` for `warehouse/ilo.duckdb`."""
        return self.published.parent / f".{self.published.stem}"

    @property
    def writer(self) -> Path:
        """The database that runs write to; analysts never open it."""
        return self.home / "writer.duckdb"

    @property
    def lock(self) -> Path:
        """The file that a run holds locked."""
        return self.home / "lock"

    @property
    def manifest(self) -> Path:
        """What was published last, and which snapshots are kept."""
        return self.home / "manifest.json"

    @property
    def snapshots(self) -> Path:
        """Published states, the newest last by name."""
        return self.home / "snapshots"

    @property
    def logs(self) -> Path:
        """Logs of runs and of a Prefect server."""
        return self.home / "logs"

    @property
    def shards(self) -> Path:
        """Shards by run."""
        return self.home / "shards"

    def run_shards(self, run_id: str) -> Path:
        """The directory of one run's shards."""
        return self.shards / run_id

    def make(self) -> None:
        """Create the directories that do not exist yet."""
        for directory in (self.home, self.snapshots, self.logs, self.shards):
            directory.mkdir(parents=True, exist_ok=True)
