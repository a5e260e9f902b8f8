# ruff: noqa: E501 - a row of a table is easier to read in one line
"""Programme mentions as an analyst gets them: span, key, type and acronym, in three languages."""

import pytest

from extractors.facts.base import outcomes_of, set_up_extensions
from extractors.facts.programmes import ProgrammeExtractor, plain_name
from extractors.pipeline import load_pipeline
from schemas.document import Block, BlockKind, Document, OffsetMap
from schemas.facts.programme import ProgrammeMention


def mentions(text: str, language: str) -> list[ProgrammeMention]:
    """What the extractor finds in one block of text."""
    set_up_extensions()
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(text)),)
    document = Document(
        id="0" * 64, media_type="text/plain", reader="plain", text=text, reading=text,
        offsets=OffsetMap.identity(len(text)), blocks=blocks, language=language,
    )  # fmt: skip
    doc = load_pipeline().make_doc(text[:1])
    doc._.document, doc._.outcomes = document, {}
    outcome = outcomes_of(ProgrammeExtractor()(doc))["programmes"]
    assert outcome.error is None
    return outcome.facts  # type: ignore[return-value]


def found(text: str, language: str) -> list[tuple[str, str, str | None, str | None]]:
    """Span, type, key and acronym of each mention."""
    return [(text[m.start : m.end], m.type.value, m.programme_key, m.acronym) for m in mentions(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "span", "key"),
    [
        ("fr", "le Fonds de coopération Sud-Sud d'un montant", "Fonds de coopération Sud-Sud", "south-south-cooperation-fund"),
        ("fr", "le PROGRAMME-PHARE MONDIAL !", "PROGRAMME-PHARE MONDIAL", "ilo-social-protection-floors-flagship"),
        ("fr", "du programme Share&Care est", "programme Share&Care", "loreal-share-and-care"),
        ("fr", "par Better Work Cambodge, à Phnom Penh", "Better Work Cambodge", "better-work"),
        ("fr", "avec le programme SCORE et", "programme SCORE", "score-programme"),
        ("en", "with IPEC+ flagship program. It", "IPEC+ flagship program", "ipec-plus"),
        ("en", "along the Belt and Road projects", "Belt and Road", "belt-and-road-initiative"),
        ("en", "the BIT's Vision Zero Fund", "Vision Zero Fund", "vision-zero-fund"),
        ("zh", "沿线国家参与“一带一路”倡议。", "“一带一路”倡议", "belt-and-road-initiative"),
        ("zh-Hant", "這是「一帶一路」倡議的一部分", "「一帶一路」倡議", "belt-and-road-initiative"),
        ("zh", "由“创办和改善你的企业”（SIYB）项目资助", "“创办和改善你的企业”（SIYB）项目", "start-and-improve-your-business"),
    ],
)  # fmt: skip
def test_catalogue_names_are_found_in_any_writing(language: str, text: str, span: str, key: str) -> None:
    assert [(name, found_key) for name, _, found_key, _ in found(text, language)] == [(span, key)]


@pytest.mark.parametrize(
    ("language", "text", "span", "kind", "acronym"),
    [
        ("fr", "Le Programme d'urgence de développement rural (PUDR) est prêt.", "Programme d'urgence de développement rural (PUDR)", "programme", "PUDR"),
        ("fr", "Le Programme national de bourses de sécurité familiale couvre 300 000 ménages.", "Programme national de bourses de sécurité familiale", "programme", None),
        ("fr", "a lancé le projet « Dialogue social en Haïti », doté", "projet « Dialogue social en Haïti »", "project", None),
        ("fr", "dans l'Initiative Emplois verts, qui", "Initiative Emplois verts", "initiative", None),
        ("fr", "le Fonds de solidarité rurale du ministère des Affaires sociales", "Fonds de solidarité rurale", "fund", None),
        ("en", "The Kalyana Employment Programme began.", "Kalyana Employment Programme", "programme", None),
        ("en", "the Programme on Social Dialogue trains", "Programme on Social Dialogue", "programme", None),
        ("en", "funds the project \"Safe Cocoa in Ghana\", worth", "project \"Safe Cocoa in Ghana\"", "project", None),
        ("en", "Norway's Skills for Life Fund (SLF) grew", "Skills for Life Fund (SLF)", "fund", "SLF"),
        ("en", "The Emergency Social Net (ESNT) programme supports", "Emergency Social Net (ESNT) programme", "programme", "ESNT"),
        ("zh", "人社部启动“技能提升行动”。", "“技能提升行动”", "initiative", None),
        ("zh", "东盟绿色就业倡议得到支持", "东盟绿色就业倡议", "initiative", None),
        ("fr", "La campagne de sensibilisation « Mains propres » débute", "campagne de sensibilisation « Mains propres »", "campaign", None),
        ("fr", "Bâtir des ponts est un projet de la Ville de Mons", "Bâtir des ponts", "project", None),
        ("fr", "Fiche de projet\nTitre : Cultiver sans brûler\nPays : Togo", "Cultiver sans brûler", "project", None),
        ("fr", "PROJET D'APPUI AUX PORTS SECS (PAPS)\n", "PROJET D'APPUI AUX PORTS SECS (PAPS)", "project", "PAPS"),
        ("fr", "un programme intitulé « Voir loin » commence", "programme intitulé « Voir loin »", "programme", None),
        ("en", "families under the Suraksa scheme in towns", "Suraksa scheme", "scheme", None),
        ("en", "Bridges to Craft is a project of the Guild", "Bridges to Craft", "project", None),
        ("en", "Launching the 'Gaon Jyoti' programme, he said", "'Gaon Jyoti' programme", "programme", None),
        ("en", "The Asian Grain Facility lends seed.", "Asian Grain Facility", "fund", None),
        ("zh", "该省启动农村教师住房改善计划。", "农村教师住房改善计划", "programme", None),
        ("zh", "中挪海洋环境能力项目进入第二阶段。", "中挪海洋环境能力项目", "project", None),
        ("zh", "旗舰项目“人人安好”获得资助", "旗舰项目“人人安好”", "project", None),
        ("zh", "長者牙科護理計劃由衞生署管理。", "長者牙科護理計劃", "programme", None),
        ("zh", "实施社会保护框架项目（SPFX）。", "社会保护框架项目（SPFX）", "project", "SPFX"),
        # An acronym that spells the words before it says how far the name goes.
        ("fr", "Le Projet d'appui aux pêches pour le Littoral et l'Archipel (PAPLA) dure.", "Projet d'appui aux pêches pour le Littoral et l'Archipel (PAPLA)", "project", "PAPLA"),
        ("fr", "la Couverture maladie élargie (CME) démarre", "Couverture maladie élargie (CME)", "scheme", "CME"),
        ("fr", "la deuxième phase d'Ateliers de pêche artisanale (APA) débute", "Ateliers de pêche artisanale (APA)", "project", "APA"),
        ("fr", "Au Togo, FORSA (Fonds rural de santé) paie", "FORSA (Fonds rural de santé)", "fund", "FORSA"),
        ("en", "The Farm Hands Grant (FHG) is paid monthly.", "Farm Hands Grant (FHG)", "scheme", "FHG"),
        ("zh", "农户互助储金计划（互储金）于2004年实施。", "农户互助储金计划（互储金）", "programme", "互储金"),
        # Where a name ends, and where it begins.
        ("fr", "Le Programme de pistes dans les provinces de l'Est a rouvert.", "Programme de pistes dans les provinces de l'Est", "programme", None),
        ("fr", "du projet Ruches vivantes, à Kayes", "projet Ruches vivantes", "project", None),
        ("fr", "le projet Atelier des mères à Kayes", "projet Atelier des mères", "project", None),
        ("fr", "Le programme Métiers du bois de la GIZ finit.", "programme Métiers du bois", "programme", None),
        ("fr", "Le projet Mon champ, mon métier démarre.", "projet Mon champ, mon métier", "project", None),
        ("fr", "Le projet d'Appui à la Décentralisation finit.", "projet d'Appui à la Décentralisation", "project", None),
        ("fr", "Le dispositif Emplois clairs, créé en 2018", "dispositif Emplois clairs", "scheme", None),
        ("fr", "« Nos champs d'abord », un projet de la Fondation Baobab,", "« Nos champs d'abord »", "project", None),
        ("en", "Phase II of the Ports and Skills Programme began", "Ports and Skills Programme", "programme", None),
        ("en", "the Regional Programme on Fishing in the Gulf of Aden ends", "Regional Programme on Fishing in the Gulf of Aden", "programme", None),
        ("en", "TERROSA is a European Union pilot project that trains", "TERROSA", "project", None),
        ("en", "Project: RAF/20/01/NOR – Growing Without Burning\n", "Growing Without Burning", "project", None),
        ("en", "SEAVOX is a pilot project of the European Union.", "SEAVOX", "project", None),
        ("en", "Pennies for a Pupil is the workplace giving campaign of the union.", "Pennies for a Pupil", "campaign", None),
        ("en", "the GIZ TSDX (Trade for Skills) project ended", "TSDX (Trade for Skills) project", "project", None),
        ("en", "In May the LeadHer Network met.", "LeadHer Network", "network", None),
        ("en", "2. Recovery of Village Energy (ROVE). The national scheme pays once.", "Recovery of Village Energy (ROVE)", "scheme", "ROVE"),
        ("en", "Young Farmers Mentoring Track\n\nThis new scheme, paid for by all, began.", "Young Farmers Mentoring Track", "scheme", None),
        ("zh", "阿尔及利亚渔民创业支持项目由银行出资。", "阿尔及利亚渔民创业支持项目", "project", None),
        ("zh", "国务院设立中小渔业发展专项资金。", "中小渔业发展专项资金", "fund", None),
        ("zh", "江城启动百万青年归乡行动，发放补贴。", "百万青年归乡行动", "initiative", None),
        ("zh", "某某扶贫基金会“爱心渔网”项目", "“爱心渔网”项目", "project", None),
    ],
)  # fmt: skip
def test_names_outside_the_catalogue(language: str, text: str, span: str, kind: str, acronym: str | None) -> None:
    ((name, found_kind, key, found_acronym),) = found(text, language)
    assert (name, found_kind, key) == (span, kind, None)
    assert acronym is None or found_acronym == acronym


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "des programmes d'emplois publics et un projet de loi (PL) ; le projet a été lancé, le Projet a permis"),
        ("fr", "Le Programme alimentaire mondial (PAM), le PNUD et le Fonds monétaire international (FMI)"),
        ("fr", "Le Programme de développement durable à l'horizon 2030 ; le Système des Nations Unies"),
        (
            "fr",
            "une couverture de protection sociale universelle (PSU) ; le Fonds social, l'aide publique au développement (APD)",
        ),
        (
            "en",
            "Key Activities Planned\n\nThis project met. UN WOMEN projects. Labour Market Trends\n\nThe programme began.",
        ),
        ("en", "Project Supported by Key Partners. A grant (see below), Corporate Social Responsibility initiative"),
        ("zh", "开展军事行动，省农业农村厅和项目实施单位，采取统一行动，设立专项资金。"),
        ("fr", "le système d'information sur le marché du travail (SIMT)"),
        (
            "en",
            "The Project Manager said the project was good. Public works programmes. The Swiss programme. UN programmes",
        ),
        ("en", "The World Food Programme (WFP) and the International Monetary Fund; better work conditions"),
        ("en", "Convention No. 189, the Programme and Budget, the Sustainable Development Goals (SDGs)"),
        ("zh", "该项目由欧盟资助，培训项目包括三个部分，失业保险基金支出100亿元。"),
        ("zh", "联合国开发计划署、国际农业发展基金（IFAD）和世界粮食计划署（WFP）参加。"),
    ],
)
def test_organisations_and_common_nouns_are_no_programmes(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "spans"),
    [
        ("fr", "Les projets ACTIR, PROMISA et SAWAL sont achevés.", ["projets ACTIR", "PROMISA", "SAWAL"]),
        ("fr", "Les programmes Horizon Rural et l'OIT", ["programmes Horizon Rural"]),
        ("en", "The STREAMA and RISE-UP projects share an office.", ["STREAMA", "RISE-UP projects"]),
        ("en", "The EU and ILO projects share an office.", []),
        ("zh", "“春雨计划”“母亲水缸”和“小额担保”三个老品牌", ["“春雨计划”", "“母亲水缸”", "“小额担保”"]),
        ("zh", "“林下互助倡议”启动。林下互助倡议2021年扩大。", ["“林下互助倡议”", "林下互助倡议"]),
        ("zh", "实施青河县渔业示范项目、白山市林业发展项目。", ["青河县渔业示范项目", "白山市林业发展项目"]),
    ],
)
def test_names_that_share_a_type_word_or_a_verb(language: str, text: str, spans: list[str]) -> None:
    assert [name for name, *_ in found(text, language)] == spans


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "le projet SAFIRA (Soutien aux filles rurales)", "projet SAFIRA"),
        ("en", "The Rural Skills (RUSKIP) programme began.", "Rural Skills programme"),
        ("zh", "由“农村技能”（RUSKIP）项目资助", "“农村技能”项目"),
    ],
)
def test_a_name_is_without_its_acronym(language: str, text: str, name: str) -> None:
    assert [mention.name for mention in mentions(text, language)] == [name]


def test_a_chinese_name_has_no_gap_where_lines_met() -> None:
    assert plain_name("国际劳工组织/ 日本\n渔业项目") == "国际劳工组织/日本渔业项目"
    assert plain_name("更好 Better Work 计划") == "更好 Better Work 计划"


@pytest.mark.parametrize(
    ("language", "text", "last"),
    [
        ("fr", "Le Projet d'appui aux mutuelles de santé (PAMUS) est né en 2010. Le PAMUS couvre tout.", "PAMUS"),
        ("en", "The Rural Skills Programme (RUSKIP) began. RUSKIP trains 300 people.", "RUSKIP"),
        ("zh", "农村技能项目（RUSKIP）启动。RUSKIP覆盖10省。", "RUSKIP"),
        (
            "fr",
            "L'Initiative sahélienne pour l'accès à la terre (ISATE) est née. L’ISATE compte onze membres.",
            "ISATE",
        ),
    ],
)
def test_an_acronym_defined_in_the_text_is_found_later(language: str, text: str, last: str) -> None:
    assert found(text, language)[-1][::3] == (last, last)
    assert len(found(text, language)) == 2


def test_an_ambiguous_name_counts_only_beside_a_sure_one() -> None:
    alone = "The Flagship Programme was discussed."
    assert [key for _, _, key, _ in found(alone, "en")] in ([], [None])
    both = "The Global Flagship Programme works. The Flagship Programme grows."
    assert [key for _, _, key, _ in found(both, "en")] == ["ilo-social-protection-floors-flagship"] * 2


def test_an_unverified_name_never_goes_above_one_half() -> None:
    (mention,) = mentions("社会保护底线倡议得到支持", "zh")
    assert mention.programme_key == "un-social-protection-floor-initiative"
    assert mention.confidence <= 0.5


def test_the_bracket_is_in_the_span_and_not_in_the_name() -> None:
    text = "du programme de subvention des denrées alimentaires (PSA « Programa Subsidio de Alimentos »), elle"
    (mention,) = mentions(text, "fr")
    assert mention.name == "programme de subvention des denrées alimentaires"
    assert mention.acronym == "PSA"
    assert text[mention.start : mention.end].endswith("Alimentos »)")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "le programme IPEC"),
        ("en", "under the Social Fund Winter Payments Regulations, the Geneva and the Marketing schemes"),
        ("en", "Mary Brown is a project manager. The Norwegian programme ended."),
        ("zh", "双方计划于年内签署。项目经理说，公司的培训计划由部门制定，各类就业项目不断增加。"),
        ("zh", "企业计划在年底前完成体检，五年发展规划已经公布。"),
    ],
)
def test_what_follows_tells_laws_jobs_and_verbs_from_names(language: str, text: str) -> None:
    assert [name for name, _, key, _ in found(text, language) if key is None] == []


def test_addresses_are_no_mentions() -> None:
    assert found("www.betterwork.org, ipec@ilo.org, http://www.ilo.org/IPEC/index.htm, #HeForShe", "en") == []
