"""Families of near-identical versions: candidates by banding in SQL, verified, joined into components."""

from collections.abc import Callable, Collection, Iterable, Iterator

import duckdb
import pyarrow as pa

from schemas.signature import Similarity
from warehouse.sql import scalar

Verify = Callable[[Collection[int], Collection[int], Collection[str], Collection[str]], Similarity]
"""Decides on two documents by their shingles and numbers: `extractors.fingerprint.verify`."""

BUCKET = 20
"""Documents of one band and hash that others are compared with: a template that thousands of releases share would else
cost the square of their number. Versions of each other also share bands that the template's other texts do not."""

CLOSEST = 10
"""Documents that a new one is compared with at most, those with the most bands in common."""

_CHUNK = 5_000

_EXACT = """
    select n.document_id as one, min(o.document_id) as other
    from base.signatures n
    join base.signatures o on o.text_hash = n.text_hash and o.document_id <> n.document_id
    where n.document_id in (select document_id from new_documents)
    group by n.document_id
"""

_BANDED = f"""
    select n.document_id as one, o.document_id as other
    from new_bands n
    join bucketed o on o.band = n.band and o.hash = n.hash and o.document_id <> n.document_id
    group by n.document_id, o.document_id
    qualify row_number() over (partition by n.document_id order by count(*) desc, o.document_id) <= {CLOSEST}
"""

_BUCKETS = f"""
    new_bands as (
        select document_id, band, hash from base.bands
        where document_id in (select document_id from new_documents)
    ),
    bucketed as (
        select document_id, band, hash from base.bands
        where (band, hash) in (select (band, hash) from new_bands)
        qualify row_number() over (partition by band, hash order by document_id) <= {BUCKET}
    )
"""


def candidates(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Pairs to compare, the smaller id first: each document of the temporary table `new_documents` with those that
    share its text or one of its bands. Pairs that were compared before are left out."""
    return connection.execute(
        f"""
        with {_BUCKETS}
        select distinct least(one, other) as a, greatest(one, other) as b
        from ({_EXACT} union all {_BANDED})
        anti join base.similarities s
            on s.document_id = least(one, other) and s.other_document_id = greatest(one, other)
        order by a, b
        """
    ).fetchall()


def compare(
    connection: duckdb.DuckDBPyConnection, pairs: Collection[tuple[str, str]], verify: Verify, run_id: str
) -> None:
    """Verify pairs and store what came of it."""
    ordered = list(pairs)
    for start in range(0, len(ordered), _CHUNK):
        rows = list(_compared(connection, ordered[start : start + _CHUNK], verify))
        table = pa.table(
            {
                "document_id": pa.array([row[0] for row in rows], pa.string()),
                "other_document_id": pa.array([row[1] for row in rows], pa.string()),
                "shingles": pa.array([row[2].shingles for row in rows], pa.float64()),
                "numbers": pa.array([row[2].numbers for row in rows], pa.float64()),
                "same_family": pa.array([row[2].same_family for row in rows], pa.bool_()),
            }
        )
        connection.register("compared", table)
        connection.execute("insert into base.similarities select *, ? from compared", [run_id])
        connection.unregister("compared")


def update_families(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Join verified pairs into families and choose each one's canonical version.

    A family's id is the smallest id of its members: the same documents give the same families, in whatever order they
    came. An id that a family loses is kept as an alias.
    """
    edges = connection.execute(
        "select document_id, other_document_id from base.similarities where same_family"
    ).fetchall()
    members = components(edges)
    connection.register(
        "joined",
        pa.table(
            {
                "document_id": pa.array(list(members), pa.string()),
                "family_id": pa.array(list(members.values()), pa.string()),
            }
        ),
    )
    connection.execute(
        """
        create or replace temp table assigned as
        select d.document_id, d.family_id as old_id, coalesce(j.family_id, d.document_id) as family_id
        from base.documents d left join joined j using (document_id)
        """
    )
    connection.unregister("joined")
    connection.execute(
        """
        update base.documents set family_id = a.family_id
        from assigned a
        where a.document_id = documents.document_id and a.family_id is distinct from documents.family_id
        """
    )
    _rewrite_families(connection, run_id)
    _rewrite_aliases(connection, run_id)


def count_families(connection: duckdb.DuckDBPyConnection) -> int:
    """Number of families."""
    return scalar(connection, "select count(*) from base.families")


def _compared(
    connection: duckdb.DuckDBPyConnection, pairs: list[tuple[str, str]], verify: Verify
) -> Iterator[tuple[str, str, Similarity]]:
    wanted = sorted({document_id for pair in pairs for document_id in pair})
    # Not a parameter: DuckDB looks for pandas once for each item of a list.
    connection.register("wanted", pa.table({"document_id": pa.array(wanted, pa.string())}))
    signatures = {
        document_id: (text_hash, frozenset(shingles), frozenset(numbers))
        for document_id, text_hash, shingles, numbers in connection.execute(
            """
            select document_id, text_hash, shingles, numbers from base.signatures
            where document_id in (select document_id from wanted)
            """
        ).fetchall()
    }
    connection.unregister("wanted")
    for one, other in pairs:
        (text, shingles, numbers), (other_text, other_shingles, other_numbers) = signatures[one], signatures[other]
        if text == other_text:
            yield one, other, Similarity(1.0, 1.0, same_family=True)
        else:
            yield one, other, verify(shingles, other_shingles, numbers, other_numbers)


def components(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The smallest id of its component, by id."""
    parents: dict[str, str] = {}

    def root(item: str) -> str:
        while parents.setdefault(item, item) != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    for one, other in edges:
        low, high = sorted((root(one), root(other)))
        parents[high] = low
    return {item: root(item) for item in list(parents)}


def _rewrite_families(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Replace the rows of families that changed. The canonical version is the latest by its date, then the longest."""
    connection.execute(
        """
        create or replace temp table wanted_families as
        select
            family_id,
            arg_min(
                document_id, (published_date is null, -coalesce(epoch(published_date), 0), -characters, document_id)
            ) as canonical_document_id,
            count(*)::integer as members
        from base.documents
        group by family_id
        """
    )
    connection.execute(
        """
        delete from base.families f
        where not exists (
            select 1 from wanted_families w
            where w.family_id = f.family_id and w.canonical_document_id = f.canonical_document_id
                and w.members = f.members
        )
        """
    )
    connection.execute(
        """
        insert into base.families by name
        select w.family_id, w.canonical_document_id, w.members, ? as run_id
        from wanted_families w anti join base.families f on f.family_id = w.family_id
        """,
        [run_id],
    )


def _rewrite_aliases(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    connection.execute(
        """
        create or replace temp table renamed as
        select old_id as alias, min(family_id) as family_id
        from assigned
        where old_id is not null and old_id not in (select family_id from base.families)
        group by old_id
        """
    )
    connection.execute(
        """
        update base.family_aliases set family_id = r.family_id, run_id = ?
        from renamed r where r.alias = family_aliases.family_id
        """,
        [run_id],
    )
    connection.execute(
        """
        insert into base.family_aliases by name
        select alias, family_id, ? as run_id
        from renamed where alias not in (select alias from base.family_aliases)
        """,
        [run_id],
    )
    connection.execute("delete from base.family_aliases where alias in (select family_id from base.families)")
