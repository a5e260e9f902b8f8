"""Works: the same publication in several languages, matched by what translation leaves alone."""

import duckdb
import pyarrow as pa

from warehouse.families import components

SHARED = 8
"""Least number of values that two editions share."""

LIKENESS = 0.25
"""Least Jaccard coefficient of their values. On the sample documents two editions of a brochure reach 0.38, every other
pair in two languages stays at or below 0.10; measure again after changing what counts as a value."""

COMMON = 50
"""Documents that state a value at most for it to count: one that everybody states tells nothing apart."""

RULE = "same values"

_PAIRS = f"""
    with stated as (
        select document_id, concat_ws(' ', measure, currency_code, low, high) as value from base.amounts
        union
        select document_id, concat_ws('/', coalesce(start_date::varchar, '..'), coalesce(end_date::varchar, '..'))
        from base.dates where not relative
        union
        select document_id, value from base.contact_points
    ),
    editions as (
        select f.family_id, split_part(d.language, '-', 1) as language, d.kind, s.value
        from base.families f
        join base.documents d on d.document_id = f.canonical_document_id
        join stated s on s.document_id = d.document_id
        where d.language is not null
        qualify count(*) over (partition by s.value) <= {COMMON}
    ),
    sizes as (select family_id, count(*) as size from editions group by family_id)
    select a.family_id, b.family_id, count(*) / (any_value(x.size) + any_value(y.size) - count(*)) as likeness
    from editions a
    join editions b
        on b.value = a.value and b.family_id > a.family_id and b.language <> a.language and b.kind = a.kind
    join sizes x on x.family_id = a.family_id
    join sizes y on y.family_id = b.family_id
    group by a.family_id, b.family_id
    having count(*) >= {SHARED} and likeness >= {LIKENESS}
"""


def update_works(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Find the editions of each publication among the canonical versions, by the amounts, dates and contacts that
    they share; `confidence` is the best likeness of an edition to another one. Rows that stay the same are left."""
    pairs = connection.execute(_PAIRS).fetchall()
    works = components((one, other) for one, other, _ in pairs)
    likeness: dict[str, float] = {}
    for one, other, alike in pairs:
        for family in (one, other):
            likeness[family] = max(alike, likeness.get(family, 0.0))
    table = pa.table(
        {
            "work_id": pa.array(list(works.values()), pa.string()),
            "family_id": pa.array(list(works), pa.string()),
            "rule": pa.array([RULE] * len(works), pa.string()),
            "confidence": pa.array([likeness[family] for family in works], pa.float64()),
        }
    )
    connection.register("found", table)
    same = "w.work_id = f.work_id and w.family_id = f.family_id and w.confidence = f.confidence"
    connection.execute(f"delete from base.works w where not exists (select 1 from found f where {same})")
    connection.execute(
        f"insert into base.works by name select f.*, ? as run_id from found f anti join base.works w on {same}",
        [run_id],
    )
    connection.unregister("found")
