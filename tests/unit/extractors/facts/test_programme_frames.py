"""Names that a sentence, a heading or a list gives, in three languages."""

import pytest

from tests.unit.extractors.facts.test_programmes import found, mentions


@pytest.mark.parametrize(
    ("language", "text", "spans"),
    [
        ("en", "The fund began under the name of ‘Pence for Pupils’ and grew.", ["Pence for Pupils"]),
        ("en", "Under the name of ‘Sails for School’ the bank\nruns a campaign.", ["Sails for School"]),
        ("en", "Norway pays for “Boats for All”, a two-year project in Kisumu.", ["Boats for All"]),
        ("en", "The project, Masons on the Move, trains 40 people.", ["Masons on the Move"]),
        ("en", "The second phase of Roads for Jobs (RFJ) began.", ["Roads for Jobs (RFJ)"]),
        ("en", "The school is part of UPLIFT, a national programme for dropouts.", ["UPLIFT"]),
        ("en", "Erasmus+ and Trade2Learn, both EU programmes, pay.", ["Erasmus+", "Trade2Learn"]),
        ("en", "With Weavers First, our flagship programme, we buy cloth.", ["Weavers First"]),
        ("en", "Quays for All was launched in 2017. The project is funded by Oman.", ["Quays for All"]),
        ("en", "BRISK (Boats Run In Safety by Kin) is funded by Oman.", ["BRISK (Boats Run In Safety by Kin)"]),
        ("en", "Two projects, Dawn and Harbour Lights, were closed.", ["Dawn", "Harbour Lights"]),
        ("en", "Programmes such as Better Boats and Fair Nets have shown the way.", ["Better Boats", "Fair Nets"]),
        ("en", "The “learn and earn” programme began.", ["learn and earn” programme"]),
        ("en", "the Farmers' Future Fund", ["Farmers' Future Fund"]),
        ("fr", "Avec Pêcheurs d'abord, notre programme phare, nous achetons.", ["Pêcheurs d'abord"]),
        (
            "fr",
            "Des programmes tels que Meilleurs quais et Filets justes ont réussi.",
            ["Meilleurs quais", "Filets justes"],
        ),
        (
            "fr",
            "La Coalition mondiale pour des quais justes compte 60 membres.",
            ["Coalition mondiale pour des quais justes"],
        ),
        ("fr", "le réseau Marins sans frontières", ["réseau Marins sans frontières"]),
        ("fr", "Né sous le nom de « Deux quais », le programme a grandi.", ["Deux quais"]),
        ("fr", "La Suisse finance « Ma barque à moi », un projet de deux ans.", ["Ma barque à moi"]),
        ("fr", "Le PAMOR, projet d'appui aux mines, emploie 30 agents.", ["PAMOR"]),
        ("fr", "Les Jardins du fleuve est une initiative de la région.", ["Les Jardins du fleuve"]),
        ("fr", "La deuxième phase d’Appui aux ports (APOR) débute.", ["Appui aux ports (APOR)"]),
        ("zh", "县里办起了名为“渔火之家”的项目。", ["渔火之家"]),
        ("zh", "UPLIFT（青年就业与技能）由劳工组织执行。", ["UPLIFT（青年就业与技能）"]),
        ("zh", "像“女孩学焊接”和“她出海”这样的公益项目很多。", ["“女孩学焊接”", "“她出海”"]),
        ("zh", "这一倡议——“同舟”——连接三地。", ["“同舟”"]),
    ],
)
def test_a_sentence_gives_a_name(language: str, text: str, spans: list[str]) -> None:
    assert [span.strip("“”«» ") for span, *_ in found(text, language)] == [span.strip("“”«» ") for span in spans]


@pytest.mark.parametrize(
    ("language", "text", "spans"),
    [
        ("en", "Fair Seas for Small Boats\n\nThis project helps 600 families.", ["Fair Seas for Small Boats"]),
        (
            "en",
            "**Fair Seas for Small Boats**\n\nOcean Trust\n\nThis initiative helps families.",
            ["Fair Seas for Small Boats"],
        ),
        (
            "en",
            "1. FAIR SEAS FOR SMALL BOATS. A project of the guild. In 2021 Fair Seas trained 40.",
            ["FAIR SEAS FOR SMALL BOATS", "Fair Seas"],
        ),
        ("fr", "Nouveaux rivages\n\nCe projet aide 600 familles.", ["Nouveaux rivages"]),
        ("fr", "PROJET D'APPUI AUX PETITS PORTS\nRapport final", ["PROJET D'APPUI AUX PETITS PORTS"]),
    ],
)
def test_a_heading_is_a_name_where_the_text_below_says_so(language: str, text: str, spans: list[str]) -> None:
    assert [span for span, *_ in found(text, language)] == spans


@pytest.mark.parametrize(
    ("language", "text", "spans"),
    [
        ("en", "Our projects: Green Quays; BEACON; Skippers' Fund", ["Green Quays", "BEACON", "Skippers' Fund"]),
        ("fr", "Nos projets : Quais verts ; BALISE", ["Quais verts", "BALISE"]),
        (
            "zh",
            "新设的项目有：\n——“渔火书屋”，由工会出资；\n——“山歌合唱团”，由县里承办。",
            ["“渔火书屋”", "“山歌合唱团”"],
        ),
    ],
)
def test_the_items_of_a_list_are_names(language: str, text: str, spans: list[str]) -> None:
    assert [span for span, *_ in found(text, language)] == spans


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The programme, Ghana and Togo said, will end. “We must go on”, a project worker said."),
        ("en", "The Ministry of Labour and the Labour Council, both partners in the programmes, met."),
        ("en", "Next Steps\n\nThis report was written in May."),
        ("en", "Under the title of Minister of Labour, he ran the programme."),
        ("fr", "Le projet, dit-elle, avance. Le ministère, un partenaire du programme, est venu."),
        ("fr", "Sous le nom de Ministère du travail, l'administration gère un programme."),
        ("zh", "“一诺千金”是老话，项目要按时完成。"),
    ],
)
def test_what_else_stands_in_such_places_is_no_name(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        (
            "fr",
            "La deuxième phase du Programme Emploi des ports (PEP) débute.",
            "Programme Emploi des ports",
            "programme",
        ),
        ("en", "The second phase of the Harbour Skills Fund (HSF) began.", "Harbour Skills Fund", "fund"),
        ("en", "She joined the “Blue Quays Initiative” in Oman.", "Blue Quays Initiative", "initiative"),
        ("zh", "民政部发起“同舟互助倡议”，覆盖沿海各省。", "同舟互助倡议", "initiative"),
        ("zh", "民政部发起“同舟互助”倡议，覆盖沿海各省。", "“同舟互助”倡议", "initiative"),
    ],
)
def test_a_name_says_its_type_and_leaves_out_quotes_around_it(language: str, text: str, name: str, kind: str) -> None:
    assert [(mention.name, mention.type.value) for mention in mentions(text, language)] == [(name, kind)]
