"""Whatever stands in a text, dates come out as the record model has them, or unresolved; nothing raises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.calendar.folding import fold
from extractors.calendar.grammar import LANGUAGES, scanner
from extractors.calendar.joining import join
from extractors.calendar.parts import Expression, Style
from extractors.calendar.placing import Context, NotPlacedError, place
from extractors.calendar.reader import read_expressions
from schemas.facts.date import Date

PIECES = (
    *"0123456789-/.,;:()|'–～ \n\t",
    *(
        "12",
        "31",
        "1999",
        "2012",
        "2030",
        "99999",
        "0",
        "1er",
        "3rd",
        "'90s",
        "Q4",
        "T2",
        "H1",
        "FY",
        "24/7",
        "mai/juin",
    ),
    *("du ", "au ", "et ", "le ", "dès le ", "avant ", "fin ", "mois", "mars ", "février ", "premiers ", "années "),
    *(
        "from ",
        "to ",
        "between ",
        "and ",
        "by ",
        "the ",
        "end of ",
        "May ",
        "February ",
        "first ",
        "months ",
        "quarter ",
    ),
    *"年月日号至到起止前后初底末和、第一三十〇",
    *("民国", "中華民國", "上半年", "季度", "截至", "自", "以来", "前三季度", "世纪", "年代", "去年", "下周"),
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=40).map("".join)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=300, deadline=None)
@given(text=texts, published=st.none() | st.dates())
def test_noise_gives_records_or_unresolved(language: str, text: str, published: object) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    found = read_expressions(text, folded, scanner(language), Style())
    context = Context(published)  # type: ignore[arg-type]
    end_before = 0
    for joined in join([item for item in found if isinstance(item, Expression)], folded, language):
        expression = joined.expression
        assert end_before <= expression.start < expression.end <= len(text)
        end_before = expression.end
        try:
            placed = place(joined, context, 0)
        except NotPlacedError:
            continue
        Date(
            start=expression.start,
            end=expression.end,
            rule=expression.rule,
            confidence=expression.confidence,
            start_date=placed.start_date,
            end_date=placed.end_date,
            edtf=placed.edtf,
            precision=placed.precision,
        )
