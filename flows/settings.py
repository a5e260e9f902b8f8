"""Settings: environment variables with the prefix `SOCLE_`, each with a description and a default."""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.limits import Limits


class Settings(BaseSettings):
    """What can be set from outside. `SOCLE_WAREHOUSE=/data/ilo.duckdb` sets `warehouse`, and so on."""

    model_config = SettingsConfigDict(env_prefix="SOCLE_", env_nested_delimiter="__", extra="ignore")

    warehouse: Path = Field(
        default=Path("warehouse/ilo.duckdb"), description="the published file; the writer's own files lie beside it"
    )
    state: Path = Field(
        default_factory=lambda: _state_home() / "socle",
        description="where the state of Socle's own Prefect server is kept",
    )
    workers: int = Field(
        default_factory=lambda: max(1, min(8, os.cpu_count() or 1)),
        ge=1,
        le=64,
        description="reading processes at once",
    )
    batch_size: int = Field(default=50, ge=1, le=1000, description="documents in a batch: one Prefect task, one shard")
    use_prefect: bool = Field(default=True, description="run the stages as Prefect tasks where a server can be had")
    server_start_seconds: float = Field(
        default=90.0, gt=0, description="how long to wait for our own Prefect server before running without one"
    )
    history_days: int = Field(default=30, ge=1, description="how long our own Prefect server keeps past runs")
    schedule: str = Field(default="0 2 * * *", description="cron expression of `socle serve`")
    timezone: str = Field(default="UTC", description="time zone of the schedule (IANA name)")
    limits: Limits = Field(default_factory=Limits, description="how much one document may ask for")


def _state_home() -> Path:
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
