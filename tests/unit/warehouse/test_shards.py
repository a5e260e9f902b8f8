"""Shards are written wholly or not at all, and torn ones are noticed."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemas.errors import LoadError
from tests.warehouse_kit import document_of, money, rows_of
from warehouse.ddl import CORE_MODELS
from warehouse.migrate import shard_schemas_of
from warehouse.shards import (
    ShardSchemas,
    document_ids,
    leftover_shards,
    read_shards,
    remove_shards,
    write_shard,
)


@pytest.fixture(scope="module")
def schemas() -> ShardSchemas:
    return shard_schemas_of(CORE_MODELS)


def test_rows_are_typed_even_where_all_are_null(tmp_path: Path, schemas: ShardSchemas) -> None:
    document = document_of("It cost 5 USD.", title=None, published=None)
    path = write_shard(tmp_path, "b1", rows_of(document, [money(document, "5 USD", "5")]), schemas)
    assert pq.read_schema(path / "documents.parquet").equals(schemas["documents"])
    assert pq.read_table(path / "amounts.parquet")["per"].to_pylist() == [None]
    assert str(pq.read_table(path / "amounts.parquet")["low"][0]) == "5.000000"


def test_shards_are_read_by_batch(tmp_path: Path, schemas: ShardSchemas) -> None:
    documents = [document_of(f"text {number}") for number in range(3)]
    for number, document in enumerate(documents):
        write_shard(tmp_path, f"b{number}", rows_of(document), schemas, stamp="s")
    shards = read_shards(tmp_path)
    assert [shard.batch_id for shard in shards] == ["b0", "b1", "b2"]
    assert [document_ids(shard) for shard in shards] == [{document.id} for document in documents]
    assert shards[0].rows["documents"] == 1
    assert "pages" not in shards[0].rows
    assert read_shards(tmp_path / "none") == []


def test_a_batch_written_again_replaces_the_first(tmp_path: Path, schemas: ShardSchemas) -> None:
    for text in ("one", "two"):
        write_shard(tmp_path, "b", rows_of(document_of(text)), schemas)
    assert document_ids(read_shards(tmp_path)[0]) == {document_of("two").id}


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("unknown", {"a": 1}, "no table unknown"),
        ("documents", {"document_id": "a", "colour": "red"}, "documents has no column colour"),
        ("bands", {"document_id": "a", "band": 0, "hash": "no number"}, "does not fit"),
        ("bands", {"document_id": "a", "band": 99999, "hash": 1}, "does not fit"),
    ],
)
def test_rows_that_do_not_fit_are_refused(
    tmp_path: Path, schemas: ShardSchemas, table: str, row: dict[str, object], message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        write_shard(tmp_path, "b", {table: [row]}, schemas)
    assert read_shards(tmp_path) == []


def test_a_document_twice_in_a_batch_is_refused(tmp_path: Path, schemas: ShardSchemas) -> None:
    rows = rows_of(document_of("one"))
    with pytest.raises(LoadError, match="twice"):
        write_shard(tmp_path, "b", {"documents": rows["documents"] * 2}, schemas)


@pytest.mark.parametrize("damage", ["cut", "flip", "missing", "manifest"])
def test_a_torn_shard_is_noticed(tmp_path: Path, schemas: ShardSchemas, damage: str) -> None:
    path = write_shard(tmp_path, "b", rows_of(document_of("one")), schemas)
    file = path / "texts.parquet"
    data = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(data[:-10])
    elif damage == "flip":
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    elif damage == "missing":
        file.unlink()
    else:
        (path / "shard.json").write_text("{", "utf-8")
    with pytest.raises(LoadError, match="torn"):
        read_shards(tmp_path)


def test_what_an_interrupted_run_left_is_found_again(tmp_path: Path, schemas: ShardSchemas) -> None:
    write_shard(tmp_path / "run1", "b", rows_of(document_of("one")), schemas, stamp="v1")
    write_shard(tmp_path / "run1", "c", rows_of(document_of("two")), schemas, stamp="v2")
    torn = write_shard(tmp_path / "run2", "b", rows_of(document_of("three")), schemas, stamp="v1")
    (torn / "texts.parquet").unlink()
    (tmp_path / "run2" / ".d.1.part").mkdir()
    assert [shard.path for shard in leftover_shards(tmp_path, "v1")] == [tmp_path / "run1" / "b"]
    assert leftover_shards(tmp_path / "none", "v1") == []
    remove_shards(tmp_path)
    assert list(tmp_path.iterdir()) == []
