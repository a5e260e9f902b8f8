"""Fixtures of all tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.kit import TEXTS, Socle

# The first example of a test loads rules: how long one takes says nothing, and no test asserts a time.
settings.register_profile("socle", deadline=None)
settings.load_profile("socle")


@pytest.fixture(scope="session")
def prefect_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """State of Socle's own Prefect server: its first start migrates a database, so tests of a session share it."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture
def make_socle(tmp_path: Path, prefect_state: Path) -> Callable[..., Socle]:
    """Makes a command with a folder of its own; without Prefect unless asked for."""

    def make(name: str = "home", *, prefect: bool = False, **environment: str) -> Socle:
        socle = Socle(tmp_path / name, prefect_state, dict(environment))
        socle.raw.mkdir(parents=True)
        if not prefect:
            socle.environment["SOCLE_USE_PREFECT"] = "false"
        return socle

    return make


@pytest.fixture
def socle(make_socle: Callable[..., Socle]) -> Socle:
    """A command with three documents in its folder, without Prefect."""
    made = make_socle()
    made.write(dict(TEXTS))
    return made
