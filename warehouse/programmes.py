"""The catalogue of programmes in the warehouse."""

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.migrate import arrow_schema


def load_programmes(connection: duckdb.DuckDBPyConnection, entries: Iterable[Mapping[str, Any]], run_id: str) -> None:
    """Make the table equal to the catalogue's entries; without any it stays as it is.

    An entry has `key`, `type`, `names` (lists by language), and may have `acronyms`, `verified` and `source`.
    """
    rows = [_row(entry) for entry in entries]
    if not rows:
        return
    connection.register("catalogue", pa.Table.from_pylist(rows, schema=arrow_schema(connection, "base.programmes")))
    same = " and ".join(
        f"p.{column} is not distinct from c.{column}"
        for column in ("programme_key", "type", "names", "acronyms", "verified", "source")
    )
    connection.execute(f"delete from base.programmes p where not exists (select 1 from catalogue c where {same})")
    connection.execute(
        """
        insert into base.programmes by name
        select c.*, ? as run_id from catalogue c
        anti join base.programmes p on p.programme_key = c.programme_key
        """,
        [run_id],
    )
    connection.unregister("catalogue")


def _row(entry: Mapping[str, Any]) -> dict[str, Any]:
    names = {language: list(found) for language, found in sorted(entry["names"].items())}
    return {
        "programme_key": entry["key"],
        "type": str(entry["type"]),
        **{f"name_{language}": next(iter(names.get(language, ())), None) for language in ("en", "fr", "zh")},
        "names": list(names.items()),
        "acronyms": list(entry.get("acronyms") or ()),
        "verified": bool(entry.get("verified", False)),
        "source": entry.get("source"),
    }
