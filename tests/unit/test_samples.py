"""The sample documents: sources follow their format, raw files say what the sources say, and the gold is in step."""

import json
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from lxml import etree, html

from tests.samples import build, gold
from tests.samples.check import problems
from tests.samples.pages import page_texts, squeeze
from tests.samples.source import Source, SourceError, Text, read_source, read_sources, walk

SOURCES = read_sources(build.SOURCES)
PDFS = [source for source in SOURCES if source.format == "pdf"]
LARGEST_PDF = 400_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def name(source: Source) -> str:
    return source.path.stem


def raw_file(source: Source) -> Path:
    return build.RAW / gold.raw_path(source)


def parse(tmp_path: Path, body: str, attributes: str = "") -> Source:
    head = f'<document id="toy" language="fr" kind="other" format="txt" title="Essai" {attributes}>'
    path = tmp_path / "toy.xml"
    path.write_text(f"{head}{body}</document>", encoding="utf-8")
    return read_source(path)


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_source_follows_the_format(source: Source) -> None:
    assert problems(source) == []


def test_there_are_sources_in_each_language_and_half_are_frozen() -> None:
    languages = Counter(source.language[:2] for source in SOURCES)
    assert set(languages) == {"fr", "en", "zh"}
    for language, count in languages.items():
        frozen = sum(source.frozen == "yes" for source in SOURCES if source.language[:2] == language)
        assert 0.4 <= frozen / count <= 0.6, language


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<p>un</p><p>deux <b>trois</b></p>", "inside running text"),
        ("<p>un</p>deux", "text outside a block"),
        ("<p><amount> </amount>un</p>", "empty mark"),
        ('<p><date when="2016">2016</date></p>', "unknown when"),
        ("<p> </p>", "empty <p>"),
        ("<figure>un</figure>", "unknown block"),
        ("<table><p>un</p></table>", "in a table"),
        ("<p>un", "tag mismatch"),
    ],
)
def test_reading_refuses_what_the_format_does_not_know(tmp_path: Path, body: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        parse(tmp_path, body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<p><amount measure="money" low="5">5</amount></p>', "currency"),
        ('<p><amount measure="count" low="5,5">5,5</amount></p>', "low="),
        ('<p><amount measure="count" low="9" high="5">5</amount></p>', "low="),
        ('<p><date start="2016-02-30" end="" edtf="2016-02">février</date></p>', "start="),
        ('<p><date start="2016-01-01" end="2016-12-31" edtf="en 2016">2016</date></p>', "edtf="),
        ('<p><ref id="a">un</ref> <ref id="a">deux</ref></p>', "stands 2 times"),
        ('<p><ref id="a">un</ref></p><link relation="giver" from="a" to="b"/>', "to='b' is no mark"),
        ('<p><contact phones="022 799">022 799</contact></p>', "phones"),
        ('<p><programme name="X">X</programme></p>', "no type"),
    ],
)
def test_check_finds_wrong_values(tmp_path: Path, body: str, message: str) -> None:
    assert any(message in line for line in problems(parse(tmp_path, body)))


def test_marks_cover_folded_words_and_nest(tmp_path: Path) -> None:
    body = (
        '<p>Le <programme type="project">projet\n   « Cap <date start="2030-01-01" end="2030-12-31"> 2030 </date> »'
        "</programme> finit.</p>"
    )
    source = parse(tmp_path, body)
    words = {mark.kind: source.text[mark.start : mark.end] for mark in source.marks}
    assert source.text == "Le projet « Cap 2030 » finit."
    assert words == {"programme": "projet « Cap 2030 »", "date": "2030"}


def test_line_break_between_chinese_characters_is_no_space(tmp_path: Path) -> None:
    source = parse(tmp_path, "<p>国际劳工\n   组织 ILO\n   北京局</p>")
    assert source.text == "国际劳工组织 ILO 北京局"


def test_contact_around_blocks_runs_from_first_to_last_part(tmp_path: Path) -> None:
    contact = '<contact emails="a@b.org"><p>Ada<br/>Genève</p><p>a@b.org</p></contact>'
    source = parse(tmp_path, f"<p>Avant</p>{contact}<p>Z</p>")
    (mark,) = source.marks
    assert gold.anchor(source, mark) == {"quote": "Ada Genève a@b.org", "before": "Avant", "after": "Z"}
    assert [node.contact for node in walk(source.nodes) if isinstance(node, Text)] == [False, True, True, False]


def test_gold_is_in_step_with_the_sources() -> None:
    exported = gold.export(SOURCES, build.RAW)
    for kind, records in exported.items():
        committed = (build.GOLD / f"{kind}.jsonl").read_text(encoding="utf-8")
        assert committed == gold.to_jsonl(records), f"{kind}: run `python -m tests.samples.build --gold`"


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_words_around_a_fact_tell_it_from_all_others(source: Source) -> None:
    whole = squeeze(source.text)
    for mark in source.marks:
        place = gold.anchor(source, mark)
        assert whole.count(squeeze(place["before"] + place["quote"] + place["after"])) == 1, place


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_reading_order_is_in_step_with_the_source(source: Source) -> None:
    committed = json.loads((build.TRUTH / f"{name(source)}.json").read_text(encoding="utf-8"))
    assert committed == gold.reading_order(source)


def test_raw_files_are_built_from_the_sources_as_they_are() -> None:
    looks = json.loads(build.LOOKS.read_text())
    assert looks == {name(source): build.look(source) for source in SOURCES}


def test_every_fact_of_a_pdf_has_its_page() -> None:
    documents = {source.file_name: page_texts(raw_file(source)) for source in PDFS}
    for kind in (*gold.KINDS, "link"):
        for line in (build.GOLD / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            pages = documents.get(record["doc"])
            if pages is None:
                assert record["page"] is None
                continue
            beginning = squeeze((record["from"] if kind == "link" else record)["quote"])[:2]
            assert 1 <= record["page"] <= len(pages)
            assert beginning in pages[record["page"] - 1]


def docx_text(path: Path) -> str:
    """The visible words of a Word document's body and footnotes, in the order of the file."""
    with zipfile.ZipFile(path) as archive:
        members = [member for member in ("word/document.xml", "word/footnotes.xml") if member in archive.namelist()]
        roots = [etree.fromstring(archive.read(member)) for member in members]
    for root in roots:
        for fallback in list(root.iter(f"{MC}Fallback")):
            fallback.getparent().remove(fallback)
    return "".join(text.text or "" for root in roots for text in root.iter(f"{W}t"))


def raw_text(source: Source) -> str:
    """All words of a raw file, read in the plainest way."""
    path = raw_file(source)
    if source.format == "pdf":
        return "".join(page_texts(path))
    if source.format == "docx":
        return docx_text(path)
    text = path.read_bytes().decode(source.encoding or "utf-8")
    return html.fromstring(text).text_content() if source.format == "html" else text


@pytest.mark.parametrize("source", SOURCES, ids=name)
def test_raw_file_has_every_character_of_the_source(source: Source) -> None:
    missing = Counter(squeeze(source.text)) - Counter(squeeze(raw_text(source)))
    assert not missing


@pytest.mark.parametrize("source", [source for source in SOURCES if source.format == "docx"], ids=name)
def test_word_document_says_the_source_once_and_in_order(source: Source) -> None:
    assert squeeze(docx_text(raw_file(source))) == squeeze(source.text)


@pytest.mark.parametrize("source", PDFS, ids=name)
def test_pdf_is_small_and_starts_as_one(source: Source) -> None:
    data = raw_file(source).read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(data) < LARGEST_PDF


@pytest.mark.parametrize("source", [source for source in PDFS if source.producer == "reportlab"], ids=name)
def test_drawn_pdf_does_not_hold_its_blocks_in_reading_order(source: Source) -> None:
    drawn = "".join(page_texts(raw_file(source)))
    blocks = [squeeze(block) for block in gold.reading_order(source)["blocks"]]
    places = [drawn.find(block) for block in blocks if drawn.count(block) == 1]
    assert len(places) > 5
    assert sum(after < before for before, after in pairwise(places)) > len(places) // 5


def test_every_programme_key_of_the_gold_is_in_the_catalogue() -> None:
    entries = yaml.safe_load(Path("extractors/rules/programmes.yaml").read_text("utf-8"))
    gold = Path("tests/gold/programme.jsonl").read_text("utf-8").splitlines()
    used = {json.loads(line)["value"]["key"] for line in gold} - {None}
    assert used
    assert used <= {entry["key"] for entry in entries}
