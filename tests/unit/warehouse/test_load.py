"""A run's shards are loaded in one transaction, by content hash."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from schemas.errors import LoadError
from schemas.facts.link import Link, Relation
from schemas.run import FactCounts, Run, Scan
from tests.warehouse_kit import (
    EXTRACTORS,
    address,
    contents,
    document_of,
    extractions_of,
    load,
    mention,
    money,
    open_test_writer,
    rows_of,
    run_of,
    unresolved,
    year,
)
from warehouse.load import load_run
from warehouse.open import Writer
from warehouse.publish import run_checks
from warehouse.rows import Rows, extraction_rows, link_rows, merge_rows
from warehouse.runs import begin_run
from warehouse.shards import read_shards
from warehouse.sql import scalar
from warehouse.state import facts_by_kind, failed_extractions, known_documents, stale_extractions

FRENCH = document_of("Better Work a coûté 5 USD en 2016, dit anna@ilo.org, et zut.", language="fr")
CHINESE = document_of("更好的工作 耗资 700 美元，2017年 。", language="zh-Hans")


def rows_of_both() -> list[Rows]:
    return [rows_of(FRENCH, facts_of_french(), [unresolved(FRENCH, "zut")]), rows_of(CHINESE, facts_of_chinese())]


def facts_of_french(low: str = "5") -> list:  # type: ignore[type-arg]
    return [
        money(FRENCH, "5 USD", low),
        year(FRENCH, "2016"),
        address(FRENCH, "anna@ilo.org"),
        mention(FRENCH, "Better Work", "better-work"),
    ]


def facts_of_chinese() -> list:  # type: ignore[type-arg]
    return [
        money(CHINESE, "700 美元", "700"),
        year(CHINESE, "2017"),
        mention(CHINESE, "更好的工作", "better-work"),
    ]


def again_of(document: object, facts: list, name: str, version: int, error: str | None = None) -> Rows:  # type: ignore[type-arg]
    located = [replace(item, version=version) for item in facts]
    return extraction_rows(document.id, name, version, located, [], error)  # type: ignore[attr-defined]


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return open_test_writer(tmp_path)


def test_documents_and_facts_are_loaded(writer: Writer) -> None:
    report = load(writer, run_of(1), rows_of_both())
    assert (report.documents_new, report.documents_replaced, report.re_extracted) == (2, 0, 0)
    assert {kind: count.added for kind, count in report.facts.items()} == {
        "amount": 2, "contact": 1, "date": 2, "programme": 2,
    }  # fmt: skip
    assert (report.unresolved, report.families) == (1, 2)
    assert known_documents(writer.connection) == {FRENCH.id, CHINESE.id}
    assert facts_by_kind(writer.connection) == {"amount": 2, "contact": 1, "date": 2, "programme": 2}
    rows = writer.connection.execute("select low, language, title from amounts order by low").fetchall()
    assert rows == [(Decimal(5), "fr", "A title"), (Decimal(700), "zh-Hans", "A title")]
    points = writer.connection.execute("select type, value from base.contact_points").fetchall()
    assert points == [("email", "anna@ilo.org")]
    run_checks(writer.connection, None)


def test_loading_twice_adds_nothing_but_the_run(writer: Writer) -> None:
    load(writer, run_of(1), rows_of_both())
    before = contents(writer)
    report = load(writer, run_of(2), rows_of_both())
    assert contents(writer) == before
    assert report.documents_new == report.re_extracted == 0
    assert set(report.facts.values()) == {FactCounts()}
    assert scalar(writer.connection, "select count(*) from base.runs") == 2
    assert scalar(writer.connection, "select count(distinct run_id) from base.facts") == 1


def test_the_order_of_batches_makes_no_difference(tmp_path: Path) -> None:
    found = []
    for name, batches in (("a", rows_of_both()), ("b", rows_of_both()[::-1])):
        with open_test_writer(tmp_path / name) as writer:
            load(writer, run_of(1), batches)
            found.append(contents(writer))
    assert found[0] == found[1]


def test_a_document_in_two_batches_is_loaded_once(writer: Writer) -> None:
    rows = rows_of(FRENCH, facts_of_french())
    report = load(writer, run_of(1), [rows, rows])
    assert report.documents_new == 1
    run_checks(writer.connection, None)
    assert facts_by_kind(writer.connection)["amount"] == 1


def test_shards_of_an_interrupted_run_are_loaded_by_the_next(writer: Writer) -> None:
    left, found = rows_of_both()
    load(writer, run_of(1), [left])
    load(writer, run_of(2), [left, found])
    assert known_documents(writer.connection) == {FRENCH.id, CHINESE.id}


def test_nothing_is_loaded_when_a_shard_is_short(writer: Writer) -> None:
    load(writer, run_of(1), [])
    before = contents(writer)
    run = run_of(2)
    load(writer, run_of(3), [])
    directory = writer.paths.run_shards("x")
    from warehouse.migrate import shard_schemas
    from warehouse.shards import write_shard

    write_shard(directory, "b", rows_of(FRENCH, facts_of_french()), shard_schemas(writer.connection))
    shards = [replace(shard, rows={**shard.rows, "amounts": 7}) for shard in read_shards(directory)]
    begin_run(writer.connection, run)
    from extractors.fingerprint import verify

    with pytest.raises(LoadError, match="amounts do not hold the 7 rows"):
        load_run(writer.connection, run, shards, scan=Scan(), verify=verify)
    assert contents(writer) == before


def test_a_new_version_of_an_extractor_replaces_its_facts(writer: Writer) -> None:
    load(writer, run_of(1), rows_of_both())
    other = document_of("Better Work a coûté 5 USD en 2016, dit anna@ilo.org, et zut.")
    assert other.id == FRENCH.id
    facts = [money(FRENCH, "5 USD", "6"), money(FRENCH, "USD", "1")]
    batches = [
        merge_rows([again_of(FRENCH, facts, "amounts", 2), again_of(CHINESE, [], "amounts", 2)]),
    ]
    report = load(writer, run_of(2), batches, scan=Scan())
    assert report.facts["amount"] == FactCounts(added=1, dropped=1, changed=1)
    assert report.facts["date"] == FactCounts()
    assert (report.documents_new, report.re_extracted) == (0, 2)
    found = writer.connection.execute("select low, extractor_version from base.amounts order by low").fetchall()
    assert found == [(Decimal(1), 2), (Decimal(6), 2)]
    assert scalar(writer.connection, "select count(*) from base.unresolved") == 0
    assert facts_by_kind(writer.connection) == {"amount": 2, "contact": 1, "date": 2, "programme": 2}
    run_checks(writer.connection, None)


def test_facts_that_stay_the_same_are_counted_so(writer: Writer) -> None:
    load(writer, run_of(1), rows_of_both())
    report = load(writer, run_of(2), [again_of(FRENCH, facts_of_french(), "amounts", 2)], scan=Scan())
    assert report.facts["amount"] == FactCounts(unchanged=1)


def test_an_extractor_that_fails_keeps_its_earlier_facts(writer: Writer) -> None:
    load(writer, run_of(1), rows_of_both())
    facts = contents(writer)["amounts"]
    load(writer, run_of(2), [again_of(FRENCH, facts_of_french("9"), "amounts", 2, "ValueError: no")], scan=Scan())
    assert contents(writer)["amounts"] == facts
    row = writer.connection.execute(
        """
        select extractor_version, attempted_version, facts, unresolved, error from base.extractions
        where document_id = ? and extractor = 'amounts'
        """,
        [FRENCH.id],
    ).fetchall()
    assert row == [(1, 2, 1, 1, "ValueError: no")]
    assert failed_extractions(writer.connection) == {FRENCH.id: ("amounts",)}
    run_checks(writer.connection, None)


def test_an_extractor_that_fails_from_the_start_harms_only_its_own(writer: Writer) -> None:
    load(writer, run_of(1), [rows_of(FRENCH, facts_of_french(), errors={"amounts": "died"})])
    assert facts_by_kind(writer.connection) == {"amount": 0, "contact": 1, "date": 1, "programme": 1}
    load(writer, run_of(2), [again_of(FRENCH, facts_of_french(), "amounts", 1)], scan=Scan())
    assert facts_by_kind(writer.connection)["amount"] == 1
    assert failed_extractions(writer.connection) == {}


def test_what_is_to_be_extracted_again_is_named(writer: Writer) -> None:
    load(writer, run_of(1), rows_of_both())
    assert stale_extractions(writer.connection, EXTRACTORS) == {}
    versions = {**EXTRACTORS, "amounts": 2, "ships": 1}
    assert stale_extractions(writer.connection, versions) == {
        FRENCH.id: ("amounts", "ships"),
        CHINESE.id: ("amounts", "ships"),
    }
    failed = [again_of(FRENCH, [], "amounts", 2, "no"), again_of(CHINESE, facts_of_chinese(), "amounts", 2)]
    load(writer, run_of(2), failed, scan=Scan())
    assert stale_extractions(writer.connection, {"amounts": 2}) == {}


def test_reading_again_replaces_documents_and_facts(writer: Writer) -> None:
    load(writer, run_of(1), rows_of_both())
    renamed = replace(FRENCH, title="Another title")
    report = load(writer, run_of(2), [rows_of(renamed, facts_of_french("8"))], again=True)
    assert (report.documents_new, report.documents_replaced) == (0, 1)
    assert report.facts["amount"] == FactCounts(changed=1)
    assert report.facts["date"] == FactCounts(unchanged=1)
    titles = writer.connection.execute("select title from base.documents order by title").fetchall()
    assert titles == [("A title",), ("Another title",)]
    run_checks(writer.connection, None)


def test_reading_again_drops_the_facts_of_an_extractor_that_fails(writer: Writer) -> None:
    load(writer, run_of(1), rows_of_both())
    load(writer, run_of(2), [rows_of(FRENCH, facts_of_french(), errors={"amounts": "no"})], again=True)
    assert facts_by_kind(writer.connection)["amount"] == 1
    run_checks(writer.connection, None)


def test_links_follow_their_facts(writer: Writer) -> None:
    facts = facts_of_french()
    amount, programme = facts[0], facts[3]
    link = Link(
        relation=Relation.PROGRAMME,
        from_start=amount.found.start,
        from_end=amount.found.end,
        to_start=programme.found.start,
        to_end=programme.found.end,
        rule="sentence",
        confidence=0.8,
    )
    linked = merge_rows(
        [
            rows_of(FRENCH, facts, versions={**EXTRACTORS, "links": 1}),
            link_rows(FRENCH, [link], facts, extractor="links", version=1),
        ]
    )
    load(writer, run_of(1), [linked])
    query = "select programme, programme_key, low from commitments"
    assert writer.connection.execute(query).fetchall() == [("Better Work", "better-work", Decimal(5))]
    evidence = writer.connection.execute("select name, evidence, total_low from money_by_programme").fetchall()
    assert evidence == [("Better Work", "stated", Decimal(5))]
    run_checks(writer.connection, None)

    load(writer, run_of(2), [again_of(FRENCH, [], "programmes", 2)], scan=Scan())
    row = writer.connection.execute("select from_fact_id, to_fact_id, to_text from base.links").fetchall()
    assert row == [(amount.id, None, "Better Work")]
    load(writer, run_of(3), [again_of(FRENCH, [], "amounts", 2)], scan=Scan())
    assert writer.connection.execute("select * from base.links").fetchall() == []
    run_checks(writer.connection, None)


def test_a_sum_and_a_programme_in_one_sentence_are_weak_evidence(writer: Writer) -> None:
    load(writer, run_of(1), rows_of_both())
    rows = writer.connection.execute(
        "select name, currency_code, evidence, total_low from money_by_programme order by total_low"
    ).fetchall()
    assert rows == [("Better Work", "USD", "same sentence", Decimal(705))]


def test_the_catalogue_is_kept_in_step(writer: Writer) -> None:
    load(writer, run_of(1), rows_of_both())
    first = contents(writer)["programmes"]
    load(writer, run_of(2), [])
    assert contents(writer)["programmes"] == first
    run_ids = writer.connection.execute("select distinct run_id from base.programmes").fetchall()
    assert run_ids == writer.connection.execute("select run_id from base.runs where number = 1").fetchall()
    names = writer.connection.execute(
        "select language, documents, written_as from programmes_by_language order by language"
    ).fetchall()
    assert names == [("fr", 1, ["Better Work"]), ("zh", 1, ["更好的工作"])]


def test_a_run_that_never_ended_is_marked(writer: Writer) -> None:
    begin_run(writer.connection, run_of(1))
    load(writer, run_of(2), rows_of_both())
    log = writer.connection.execute("select number, status, facts_added from run_log order by number").fetchall()
    assert log == [(1, "crashed", None), (2, "ok", 7)]


def test_run_ids_are_never_the_same() -> None:
    assert Run.new_id(run_of(1).started_at) != Run.new_id(run_of(1).started_at)


def test_extractions_are_rows_of_their_own() -> None:
    rows = extractions_of(FRENCH, facts_of_french())
    assert [row["extractions"][0]["facts"] for row in rows] == [1, 1, 1, 1]
