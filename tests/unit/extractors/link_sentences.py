"""Sentences and their links: `relation: near words => far words`, a place with its code."""

Row = tuple[str, list[str]]

ENGLISH: list[Row] = [
    ("The Ministry of Labour was granted US$ 3 million.", ["receiver: US$ 3 million => Ministry of Labour"]),
    (
        "In Mali, Niger and Chad, 4,200 farmers were insured.",
        ["place: 4,200 farmers => Mali=ML", "place: 4,200 farmers => Chad=TD"],
    ),
    ("Peru ratified the Convention in May 2019.", ["place: May 2019 => Peru=PE"]),
    ("Better Work was launched in 2009.", ["programme: 2009 => Better Work"]),
    ("Of the graduates, 62 per cent were women.", ["describes: 62 per cent => graduates"]),
    ("The two visits cost USD 40,000.", ["purpose: USD 40,000 => two visits"]),
    (
        "Norway and Sweden gave US$ 3 million and US$ 5 million respectively.",
        ["giver: US$ 3 million => Norway", "giver: US$ 5 million => Sweden"],
    ),
    (
        "The grant of CHF 120,000 (about USD 135,000) for new classrooms was signed.",
        ["purpose: USD 135,000 => new classrooms"],
    ),
    (
        "Brazil, India and South Africa pledged US$ 9 million.",
        ["giver: US$ 9 million => Brazil", "giver: US$ 9 million => South Africa"],
    ),
    (
        "Since 2016 the fund has mobilized US$ 35 million from eight donors, led by Germany with EUR 14 million.",
        ["giver: EUR 14 million => Germany"],
    ),
    (
        "Funding of US$ 2.4 million came from the Republic of Korea.",
        ["giver: US$ 2.4 million => Republic of Korea"],
    ),
    (
        "The largest contributor was the United States, with US$ 91 million, followed by Japan (US$ 60 million).",
        ["giver: US$ 91 million => United States", "giver: US$ 60 million => Japan"],
    ),
    (
        "The Netherlands remained the biggest donor, contributing US$ 40.2 million.",
        ["giver: US$ 40.2 million => Netherlands"],
    ),
    ("The IFC's investment of US$ 12 million will reach 300 factories.", ["giver: US$ 12 million => IFC"]),
    (
        "Expenditure in Africa rose to US$ 80 million in 2022.",
        ["period: US$ 80 million => 2022", "place: US$ 80 million => Africa="],
    ),
    (
        "In 2022, the Office spent US$ 214 million, compared with US$ 198 million in 2021.",
        ["period: US$ 214 million => 2022", "period: US$ 198 million => 2021"],
    ),
    ("Only 12 per cent of women over 65 receive a pension.", ["describes: 12 per cent => women"]),
    ("Coverage reached 47 per cent in 2020.", ["describes: 47 per cent => Coverage"]),
    (
        "Injury rates fell by 30 per cent in Bangladesh.",
        ["describes: 30 per cent => Injury rates", "place: 30 per cent => Bangladesh=BD"],
    ),
    ("The delivery rate was 84 per cent.", ["describes: 84 per cent => delivery rate"]),
    ("Women held 38 per cent of seats.", ["describes: 38 per cent => seats"]),
    (
        "Better Work has 1,700 factories in 13 countries.",
        ["programme: 1,700 factories => Better Work", "programme: 13 countries => Better Work"],
    ),
    (
        "Some 9,000 girls left work under the International Programme on the Elimination of Child Labour (IPEC).",
        ["programme: 9,000 girls => International Programme on the Elimination of Child Labour (IPEC)"],
    ),
    (
        "The ILO's SCORE programme trained staff of 2,100 enterprises in Peru and Colombia.",
        [
            "programme: 2,100 enterprises => SCORE programme",
            "place: 2,100 enterprises => Peru=PE",
            "place: 2,100 enterprises => Colombia=CO",
        ],
    ),
    ("The project is worth US$ 5 million and is implemented in Lebanon.", ["place: US$ 5 million => Lebanon=LB"]),
    ("Nepal enrolled 380,000 workers.", ["place: 380,000 workers => Nepal=NP"]),
    (
        "The European Commission granted €8 million to the trade unions of Tunisia for legal advice.",
        [
            "giver: €8 million => European Commission",
            "receiver: €8 million => trade unions",
            "purpose: €8 million => legal advice",
        ],
    ),
    (
        "A US$ 3 million grant from the Bill & Melinda Gates Foundation will pay for research.",
        ["giver: US$ 3 million => Bill & Melinda Gates Foundation"],
    ),
    (
        "The cost of the survey, US$ 120,000, was met by the Ministry of Labour.",
        ["giver: US$ 120,000 => Ministry of Labour"],
    ),
    (
        "The Government of Japan contributed US$ 3.2 million to the project.",
        ["giver: US$ 3.2 million => Government of Japan"],
    ),
    (
        "Germany has pledged EUR 12 million for vocational training in Jordan.",
        [
            "giver: EUR 12 million => Germany",
            "purpose: EUR 12 million => vocational training",
            "place: EUR 12 million => Jordan=JO",
        ],
    ),
    (
        "The programme is funded by the Swedish International Development Cooperation Agency with SEK 40 million.",
        ["giver: SEK 40 million => Swedish International Development Cooperation Agency"],
    ),
    (
        "The work was made possible by a grant of US$ 750,000 from the Ford Foundation.",
        ["giver: US$ 750,000 => Ford Foundation"],
    ),
    ("China's US$ 1 million contribution covers three countries.", ["giver: US$ 1 million => China"]),
    (
        "Donors are Norway (NOK 45 million), Sweden (SEK 20 million) and the Republic of Korea (US$ 3 million).",
        [
            "giver: NOK 45 million => Norway",
            "giver: SEK 20 million => Sweden",
            "giver: US$ 3 million => Republic of Korea",
        ],
    ),
    (
        "With €4 million in funding from the European Union, the office trained inspectors.",
        ["giver: €4 million => European Union"],
    ),
    (
        "The World Bank is providing a loan of US$ 60 million to the Ministry of Labour.",
        ["giver: US$ 60 million => World Bank", "receiver: US$ 60 million => Ministry of Labour"],
    ),
    (
        "Norway supports the Better Work programme with NOK 50 million over 2022–2025.",
        [
            "giver: NOK 50 million => Norway",
            "programme: NOK 50 million => Better Work programme",
            "period: NOK 50 million => 2022–2025",
        ],
    ),
    (
        "Japan gave US$ 2 million in 2019 and US$ 3 million in 2021.",
        [
            "giver: US$ 2 million => Japan",
            "giver: US$ 3 million => Japan",
            "period: US$ 2 million => 2019",
            "period: US$ 3 million => 2021",
        ],
    ),
    ("The remaining US$ 400,000 will be covered by the ILO.", ["giver: US$ 400,000 => ILO"]),
    (
        "The National Institute of Statistics received US$ 90,000 to update its survey.",
        [
            "receiver: US$ 90,000 => National Institute of Statistics",
            "purpose: US$ 90,000 => update its survey",
        ],
    ),
    (
        "A total of US$ 1.5 million was allocated to the Ministry of Health.",
        ["receiver: US$ 1.5 million => Ministry of Health"],
    ),
    ("US$ 2 million has been earmarked for wage subsidies.", ["purpose: US$ 2 million => wage subsidies"]),
    (
        "The government will spend 30 million dollars on school meals next year.",
        ["purpose: 30 million dollars => school meals"],
    ),
    ("Women accounted for 48 per cent of participants.", ["describes: 48 per cent => Women"]),
    ("Youth unemployment stood at 13.6 per cent in 2020.", ["describes: 13.6 per cent => Youth unemployment"]),
    (
        "In 2019, the female participation rate fell to 47.2 per cent.",
        ["describes: 47.2 per cent => female participation rate"],
    ),
    ("Some 60 per cent were women.", ["describes: 60 per cent => women"]),
    (
        "The project trained 340 inspectors, of whom 45 per cent were based in the provinces.",
        ["describes: 45 per cent => inspectors"],
    ),
    ("The evaluation found a 12 per cent increase in productivity.", ["describes: 12 per cent => productivity"]),
    (
        "Informal employment accounts for 85 per cent of total employment in Africa.",
        ["describes: 85 per cent => Informal employment", "place: 85 per cent => Africa="],
    ),
    ("Productivity rose by 22 per cent.", ["describes: 22 per cent => Productivity"]),
    (
        "The proportion of workers covered by social insurance increased from 21 to 34 per cent.",
        ["describes: 34 per cent => workers covered by social insurance"],
    ),
    ("In Viet Nam, 1.2 million workers joined the scheme.", ["place: 1.2 million workers => Viet Nam=VN"]),
    (
        "Some 5,000 farmers in Zambia and Malawi were insured.",
        ["place: 5,000 farmers => Zambia=ZM", "place: 5,000 farmers => Malawi=MW"],
    ),
    ("Kenya's 45 county offices were equipped.", ["place: 45 county offices => Kenya=KE"]),
    ("The Vision Zero Fund has reached 5.5 million people.", ["programme: 5.5 million people => Vision Zero Fund"]),
    (
        "With a budget of US$ 8 million, the Bridge Project works in four countries.",
        ["programme: US$ 8 million => Bridge Project"],
    ),
    ("The budget for 2024–25 is US$ 885 million.", ["period: US$ 885 million => 2024–25"]),
    (
        "Between 2015 and 2020 the agency disbursed US$ 14 million.",
        ["period: US$ 14 million => Between 2015 and 2020"],
    ),
    (
        "Switzerland will provide CHF 6 million until 2027.",
        ["giver: CHF 6 million => Switzerland", "period: CHF 6 million => until 2027"],
    ),
    ("The ILO awarded US$ 25,000 each to three cooperatives.", ["giver: US$ 25,000 => ILO"]),
    ("US$ 500,000 was provided by the Government of Ireland.", ["giver: US$ 500,000 => Government of Ireland"]),
]

FRENCH: list[Row] = [
    (
        "Au Mali, au Niger et au Tchad, 4 200 agriculteurs ont été assurés.",
        ["place: 4 200 agriculteurs => Mali=ML", "place: 4 200 agriculteurs => Tchad=TD"],
    ),
    ("Le Pérou a ratifié la convention en mai 2019.", ["place: mai 2019 => Pérou=PE"]),
    ("Parmi les diplômés, 62 % étaient des femmes.", ["describes: 62 % => diplômés"]),
    ("Les deux visites ont coûté 40 000 dollars.", ["purpose: 40 000 dollars => deux visites"]),
    (
        "La Norvège et la Suède ont versé respectivement 3 millions de dollars et 5 millions de dollars.",
        ["giver: 3 millions de dollars => Norvège", "giver: 5 millions de dollars => Suède"],
    ),
    (
        "L'Allemagne est le premier donateur avec 14 millions d'euros.",
        ["giver: 14 millions d'euros => Allemagne"],
    ),
    (
        "Le Luxembourg a contribué à hauteur de 5 millions d'euros entre 2021 et 2024.",
        ["giver: 5 millions d'euros => Luxembourg", "period: 5 millions d'euros => entre 2021 et 2024"],
    ),
    (
        "Le coût total, soit 120 000 euros, est pris en charge par le ministère du Travail.",
        ["giver: 120 000 euros => ministère du Travail"],
    ),
    (
        "Avec l'appui de la Belgique (3 millions d'euros), le projet couvre trois provinces.",
        ["giver: 3 millions d'euros => Belgique"],
    ),
    ("Seuls 12 % des femmes de plus de 65 ans touchent une pension.", ["describes: 12 % => femmes"]),
    ("Le taux d'exécution a atteint 84 pour cent.", ["describes: 84 pour cent => taux d'exécution"]),
    ("La part des femmes est passée de 32 à 45 %.", ["describes: 45 % => femmes"]),
    (
        "Au Niger et au Tchad, 4 500 jeunes ont trouvé un emploi.",
        ["place: 4 500 jeunes => Niger=NE", "place: 4 500 jeunes => Tchad=TD"],
    ),
    (
        "Better Work compte 1 700 usines dans 13 pays.",
        ["programme: 1 700 usines => Better Work", "programme: 13 pays => Better Work"],
    ),
    ("Les dépenses ont atteint 80 millions de dollars en 2022.", ["period: 80 millions de dollars => 2022"]),
    ("Madagascar a affilié 380 000 travailleurs.", ["place: 380 000 travailleurs => Madagascar=MG"]),
    ("Une aide de 500 euros est versée aux familles.", ["receiver: 500 euros => familles"]),
    ("Le Fonds reçoit 3 millions de francs de la Suisse.", ["giver: 3 millions de francs => Suisse"]),
    (
        "Le gouvernement du Japon a versé 3,2 millions de dollars au projet.",
        ["giver: 3,2 millions de dollars => gouvernement du Japon"],
    ),
    (
        "Le projet est financé par l'Agence française de développement à hauteur de 5 millions d'euros.",
        ["giver: 5 millions d'euros => Agence française de développement"],
    ),
    (
        "La Norvège apportera 12 millions d'euros sur la période 2022-2025.",
        ["giver: 12 millions d'euros => Norvège", "period: 12 millions d'euros => 2022-2025"],
    ),
    (
        "Une subvention de 750 000 dollars de la Fondation Ford a permis de former 40 formateurs.",
        ["giver: 750 000 dollars => Fondation Ford"],
    ),
    (
        "Grâce à une contribution de 2 millions d'euros de l'Union européenne, le bureau a ouvert trois centres.",
        ["giver: 2 millions d'euros => Union européenne"],
    ),
    (
        "Les bailleurs sont la Suède (20 millions de couronnes) et l'Irlande (1,5 million d'euros).",
        ["giver: 1,5 million d'euros => Irlande"],
    ),
    (
        "Doté d'un budget de 6 millions d'euros, le Fonds Vision Zéro (VZF) soutient huit pays.",
        ["programme: 6 millions d'euros => Fonds Vision Zéro (VZF)"],
    ),
    (
        "Le ministère de la Santé a reçu 1,2 million d'euros pour moderniser ses hôpitaux.",
        [
            "receiver: 1,2 million d'euros => ministère de la Santé",
            "purpose: 1,2 million d'euros => moderniser ses hôpitaux",
        ],
    ),
    (
        "Une enveloppe de 900 000 euros a été allouée à la Caisse nationale de sécurité sociale.",
        ["receiver: 900 000 euros => Caisse nationale de sécurité sociale"],
    ),
    (
        "Quelque 2 millions d'euros seront consacrés à la formation des inspecteurs.",
        ["purpose: 2 millions d'euros => formation des inspecteurs"],
    ),
    ("Les femmes représentent 48 % des participants.", ["describes: 48 % => femmes"]),
    (
        "Le taux de chômage des jeunes s'établit à 13,6 pour cent.",
        ["describes: 13,6 pour cent => taux de chômage des jeunes"],
    ),
    ("Au Sénégal, 12 000 artisans ont rejoint la mutuelle.", ["place: 12 000 artisans => Sénégal=SN"]),
    ("En Côte d'Ivoire, 340 enfants ont quitté les plantations.", ["place: 340 enfants => Côte d'Ivoire=CI"]),
    ("La productivité a augmenté de 22 %.", ["describes: 22 % => productivité"]),
    ("L'emploi informel concerne 85 % de la main-d'œuvre.", ["describes: 85 % => emploi informel"]),
    ("Le projet a formé 340 inspecteurs, dont 45 % sont basés en province.", ["describes: 45 % => inspecteurs"]),
    (
        "De 2015 à 2020, l'agence a décaissé 14 millions de dollars.",
        ["period: 14 millions de dollars => De 2015 à 2020"],
    ),
    ("Le budget 2024-2025 s'élève à 885 millions de dollars.", ["period: 885 millions de dollars => 2024-2025"]),
    (
        "La Suisse finance le programme Better Work à hauteur de 4 millions de francs.",
        ["giver: 4 millions de francs => Suisse", "programme: 4 millions de francs => programme Better Work"],
    ),
    (
        "Environ 5 000 agriculteurs du Mali et du Burkina Faso sont assurés.",
        ["place: 5 000 agriculteurs => Mali=ML", "place: 5 000 agriculteurs => Burkina Faso=BF"],
    ),
    ("Ces 400 000 euros seront pris en charge par l'OIT.", ["giver: 400 000 euros => OIT"]),
    ("On a constaté une hausse de 12 % de la production.", ["describes: 12 % => production"]),
]
