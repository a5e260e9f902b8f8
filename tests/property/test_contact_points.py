"""Generated addresses and numbers read back from any carrier; no text makes the rules hang or leave it."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.facts.base import Outcome, set_up_extensions
from extractors.facts.contacts import ContactExtractor
from schemas.document import Document, OffsetMap

VOCAB = Vocab()
CARRIERS = st.sampled_from(
    [
        "For details write to {} before Friday.",
        "Pour en savoir plus : {}",
        "Courriel ou site : {}.",
        "如有疑问，请联系：{}。",
        "({})",
        "{}",
    ]
)
WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=10)
ENDING = st.sampled_from(["org", "com", "gov.cn", "be", "fr", "admin.ch"])
EMAILS = st.builds("{}.{}@{}.{}".format, WORD, WORD, WORD, ENDING)
URLS = st.builds("{}{}.{}/{}".format, st.sampled_from(["https://", "http://www."]), WORD, ENDING, WORD)
REGIONS = st.sampled_from(["CH", "FR", "BE", "CN", "TH", "KH", "US", "SN", "IN", "BR"])
FORMATS = st.sampled_from([phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.E164])


def outcome_of(text: str, language: str = "en") -> Outcome:
    """What the extractor makes of a text."""
    set_up_extensions()
    document = Document("0" * 64, "text/plain", "plain", text, text, OffsetMap.identity(len(text)), language=language)
    doc = Doc(VOCAB, words=["."])
    doc._.document = document
    doc._.outcomes = {}
    ContactExtractor()(doc)
    outcome: Outcome = doc._.outcomes["contacts"]
    assert outcome.error is None
    return outcome


@given(EMAILS, CARRIERS)
def test_an_email_reads_back(email: str, carrier: str) -> None:
    facts = outcome_of(carrier.format(email)).facts
    assert [value for fact in facts for value in fact.value()["emails"]] == [email]


@given(URLS, CARRIERS)
def test_a_url_reads_back(url: str, carrier: str) -> None:
    facts = outcome_of(carrier.format(url)).facts
    assert [value for fact in facts for value in fact.value()["urls"]] == [url]


@given(REGIONS, FORMATS, st.sampled_from(["", "Tel. ", "Tél. : ", "电话：", "Mobile: "]), CARRIERS)
def test_a_phone_reads_back(region: str, form: int, label: str, carrier: str) -> None:
    number = phonenumbers.example_number(region)
    facts = outcome_of(carrier.format(label + phonenumbers.format_number(number, form))).facts
    expected = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert [value for fact in facts for value in fact.value()["phones"]] == [expected]


@given(st.text(st.sampled_from("@.:/+()-,;\n\t 0129aZé电话王#[]|x"), max_size=200))
@settings(max_examples=200)
def test_spans_lie_in_any_text(text: str) -> None:
    outcome = outcome_of(text)
    for found in (*outcome.facts, *outcome.unresolved):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "@",
        ".",
        "1",
        " ",
        "一",
        "www.",
        "+1 ",
        "1,",
        "@a",
        "http://",
        "[at]",
        "(1)",
        "a#b.c",
        "tel: ",
        "010-68523836、68523837、",
        "王局a@b.cn，",
        "Rue A 12, a@b.fr\n",
    ],
)
@pytest.mark.timeout(60)
def test_nothing_hangs_on_a_megabyte(piece: str) -> None:
    outcome_of((piece * (1_000_000 // len(piece) + 1))[:1_000_000])
