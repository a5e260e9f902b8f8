"""Our scores are those of the scorer that lies beside the shared gold, on what we find and on findings made up."""

import json
import os
import random
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from flows.evaluate import keys_by_kind
from flows.extract import answer_case, records_of
from flows.scoring.cases import read_cases, score_cases
from flows.scoring.documents import Extractions, score_set
from flows.scoring.facts import score_facts
from flows.scoring.gold import GOLD_DIR, GoldFact, read_gold, read_records
from flows.scoring.keys import Keys
from flows.scoring.pairing import Item
from flows.scoring.tallies import Tally
from schemas.facts.amount import Amount
from schemas.facts.contact import Contact
from schemas.facts.date import Date
from schemas.facts.programme import ProgrammeMention

SHARED = Path(os.environ.get(GOLD_DIR, ""))
SCORER = SHARED / "gold" / "score.py"
FACTS = SHARED / "gold" / "facts.jsonl"
KEYS = {model.kind: Keys.of(model) for model in (Amount, Contact, Date, ProgrammeMention)}

pytestmark = [
    pytest.mark.xdist_group("quality"),
    pytest.mark.skipif(not os.environ.get(GOLD_DIR), reason=f"{GOLD_DIR} is not set: no scorer to agree with"),
]

Record = dict[str, Any]
Counts = dict[tuple[str, ...], dict[str, Any]]


def scorer(*arguments: object) -> Any:
    command = [sys.executable, str(SCORER), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def counts(tally: Tally) -> dict[str, int]:
    return asdict(tally)


def theirs(score: Record) -> dict[str, dict[str, int]]:
    """The scorer's counts under our names."""
    names = {"gold": "gold", "found": "predicted", "gold_hits": "gold_hits", "found_hits": "predicted_hits"}
    return {part: {ours: score[part][other] for ours, other in names.items()} for part in ("detection", "value")}


def write_lines(path: Path, records: Iterable[Record]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return path


def scored_by_them(predicted: Path) -> Counts:
    documents = scorer("facts", FACTS, predicted)["documents"]
    return {(doc, kind): theirs(score) for doc, kinds in documents.items() for kind, score in kinds.items()}


def faulty(gold: Sequence[GoldFact], seed: int) -> list[Record]:
    """Gold turned into findings with every sort of fault: lost, moved, doubled, of wrong value."""
    chance = random.Random(seed)
    found = []
    for fact in gold:
        start, end = fact.start or 0, fact.end or 0
        for _ in range(chance.choice([0, 1, 1, 1, 1, 2])):
            value = dict(fact.value)
            if chance.random() < 0.3:
                key = chance.choice(sorted(value))
                value[key] = chance.choice([other.value[key] for other in gold if key in other.value])
            shift = chance.choice([0, 0, 0, 1, 3, (end - start) // 2, end - start])
            head = {"doc": fact.doc, "kind": fact.kind, "start": start + shift, "end": end + shift}
            found.append(head | {"text": fact.text, "value": value})
    return found


def test_what_is_found_in_the_corpus_scores_alike(tmp_path: Path) -> None:
    [gold] = read_gold([FACTS])
    extractions = Extractions()
    results = score_set(gold, keys_by_kind(), extractions)
    records: list[Record] = []
    for result in results:
        path = gold.file_of(result.name)
        assert path is not None
        extraction = extractions.of(path)
        assert not isinstance(extraction, Exception)
        records += records_of(extraction, result.name, str(path))
    known = {kind for kind in KEYS if kind in keys_by_kind()}
    expected = scored_by_them(write_lines(tmp_path / "found.jsonl", records))
    ours = {
        (result.name, kind): {"detection": counts(score.detection), "value": counts(score.value)}
        for result in results
        for kind, score in result.scores.items()
        if kind in known
    }
    assert ours == {key: value for key, value in expected.items() if key[1] in known}


@pytest.mark.parametrize("seed", range(5))
def test_findings_made_up_score_alike(tmp_path: Path, seed: int) -> None:
    gold = read_records(FACTS, GoldFact)
    found = faulty(gold, seed)
    expected = scored_by_them(write_lines(tmp_path / "found.jsonl", found))
    for (doc, kind), score in expected.items():
        wanted = [
            Item(kind, (fact.start or 0, fact.end or 0), fact.text, fact.value, fact.optional)
            for fact in gold
            if (fact.doc, fact.kind) == (doc, kind)
        ]
        items = [
            Item(kind, (record["start"], record["end"]), record["text"], record["value"])
            for record in found
            if (record["doc"], record["kind"]) == (doc, kind)
        ]
        ours = score_facts(wanted, items, KEYS[kind])
        assert {"detection": counts(ours.detection), "value": counts(ours.value)} == score, (doc, kind)


def test_cases_score_alike(tmp_path: Path) -> None:
    files = sorted((SHARED / "external").glob("*.jsonl"))
    cases, _ = read_cases(files)
    answers = {}

    def answer(line: str) -> Record:
        found = answer_case(line)
        answers[found["id"]] = found
        return found

    groups = score_cases(cases, KEYS, answer=answer)
    path = write_lines(tmp_path / "answers.jsonl", answers.values())
    expected: dict[tuple[str, str, str], Counter[str]] = {}
    for group in scorer("cases", *files, "--command", shlex.join(["cat", str(path)]))["groups"]:
        if group["class"] != "all":
            language, kind = group["file"].removesuffix(".jsonl").split("-")
            flat = {f"{part} {name}": n for part, tally in theirs(group).items() for name, n in tally.items()}
            flat |= {"cases": group["cases"], "passed": group["passed"]}
            expected.setdefault((group["scope"] or kind, language, group["class"]), Counter()).update(flat)
    ours = {
        group: Counter(
            {f"detection {name}": n for name, n in counts(score.detection).items()}
            | {f"value {name}": n for name, n in counts(score.value).items()}
            | {"cases": score.cases, "passed": score.passed}
        )
        for group, score in groups.items()
    }
    assert ours == expected
