"""From a paragraph to its records: what each kind of finder finds, and what it leaves alone."""

from typing import TypeVar

import pytest

from dragoman.model.actor import Actor
from dragoman.model.document import RawItem
from dragoman.model.record import Event, Figure, Pledge, Position, Quote, Record, Tie
from dragoman.pipeline import read_document
from dragoman.text.document import make_document
from tests.reading import read, the_analyser, the_codebook, wrong

_R = TypeVar("_R", bound=Record)


def of_kind(text: str, kind: type[_R], **fields: object) -> list[_R]:
    return [record for record in read(text, **fields) if isinstance(record, kind)]


def keys(actors: tuple[Actor, ...]) -> str:
    return " ".join(sorted(actor.state or actor.id or actor.name for actor in actors))


def events(text: str, **fields: object) -> list[tuple[str, str | None, str, str, str]]:
    """(type, form, status, initiators, targets) of every event, in order of the text."""
    return [(e.type, e.form, e.status, keys(e.initiators), keys(e.targets)) for e in of_kind(text, Event, **fields)]


CONTACTS = [
    (
        "Kenyan Foreign Minister Achieng Odhiambo met her Ugandan counterpart Moses Okello in Kisumu on Tuesday.",
        [("CONSULT", "meeting", "occurred", "KEN", "UGA")],
    ),
    ("The president of Fiji visited Tonga on 3 March.", [("CONSULT", "visit", "occurred", "FJI", "TON")]),
    ("Japan’s prime minister phoned the king of Jordan.", [("CONSULT", "call", "occurred", "JPN", "JOR")]),
    ("Talks between Cyprus and Turkey were called off.", [("CONSULT", "meeting", "denied", "CYP", "TUR")]),
    (
        "The visit of the Indonesian president to Dili was postponed.",
        [("CONSULT", "visit", "denied", "IDN", "TLS")],
    ),
    ("Kenya hopes to meet Uganda in Oslo.", [("CONSULT", "meeting", "hoped", "KEN", "UGA")]),
    (
        "Jordan invited the Emir of Qatar to visit Aqaba.",
        [("REQUEST", None, "occurred", "JOR", "QAT"), ("CONSULT", "visit", "hoped", "QAT", "JOR")],
    ),
    (
        "Thai Prime Minister Anong Chai will visit Vientiane next week.",
        [("CONSULT", "visit", "scheduled", "THA", "LAO")],
    ),
    (
        "Thai Prime Minister Anong Chai is scheduled to visit Vientiane on 20 March.",
        [("CONSULT", "visit", "scheduled", "THA", "LAO")],
    ),
    (
        "It is hoped that Paraguayan President Luis Benitez will visit Suriname soon.",
        [("CONSULT", "visit", "hoped", "PRY", "SUR")],
    ),
]

ACTS = [
    ("Peru and Chile signed a fisheries treaty in Arica.", [("AGREE", "signing", "occurred", "PER", "CHL")]),
    ("Norway condemned the shelling of Kharkiv by Russia.", [("ACCUSE", None, "occurred", "NOR", "RUS")]),
    ("Madrid urged Rabat to reopen the border at Ceuta.", [("REQUEST", None, "occurred", "ESP", "MAR")]),
    ("Canada donated 500,000 doses of vaccine to Jamaica.", [("AID", None, "occurred", "CAN", "JAM")]),
    ("Iran and Iraq held naval drills in the Gulf.", [("COOPERATE", None, "occurred", "IRN", "IRQ")]),
    ("The United States imposed sanctions on Belarus.", [("SANCTION", None, "occurred", "USA", "BLR")]),
    ("France withdrew its troops from Mali.", [("RETREAT", None, "occurred", "FRA", "MLI")]),
    ("Brazil thanked Argentina for its help.", [("SUPPORT", None, "occurred", "BRA", "ARG")]),
    ("Azerbaijan shelled positions in Armenia.", [("ASSAULT", None, "occurred", "AZE", "ARM")]),
    ("Egypt deployed troops along the border with Libya.", [("MOBILIZE", None, "occurred", "EGY", "LBY")]),
    ("Turkey detained a Greek trawler.", [("COERCE", None, "occurred", "TUR", "GRC")]),
    ("Australia expelled two Iranian diplomats.", [("SANCTION", None, "occurred", "AUS", "IRN")]),
    ("Singapore lifted the ban on Malaysian eggs.", [("CONCEDE", None, "occurred", "SGP", "MYS")]),
    (
        "The Philippines accused China of ramming a supply boat.",
        [("ACCUSE", None, "occurred", "PHL", "CHN")],
    ),
    ("Hamas rejected the Egyptian proposal.", [("REJECT", None, "occurred", "grp:hamas", "EGY")]),
    ("Algeria recalled its ambassador to France.", [("SANCTION", None, "occurred", "DZA", "FRA")]),
    ("Greek officials denied that Athens had sent arms to Libya.", [("AID", None, "denied", "GRC", "LBY")]),
    ("Washington should lift the embargo on Cuba.", [("CONCEDE", None, "hoped", "USA", "CUB")]),
    (
        "The China-Pakistan Economic Corridor entered its second phase.",
        [("COOPERATE", None, "occurred", "CHN", "PAK")],
    ),
    (
        "The sixth round of the China-Pakistan Strategic Dialogue was held in Islamabad on 5 March.",
        [("CONSULT", "dialogue-round", "occurred", "CHN", "PAK")],
    ),
    (
        "“We thank Fiji for its help,” Samoan Prime Minister Lupe Tuala said.",
        [("SUPPORT", None, "occurred", "WSM", "FJI")],
    ),
    wrong(
        "the refusal itself is not recorded",
        "Ethiopia refused to sign the dam accord with Egypt.",
        [("REJECT", None, "occurred", "ETH", "EGY")],
    ),
]

HEADLINES = [
    ("Ministers of Kenya and Uganda meet in Kisumu", [("CONSULT", "meeting", "occurred", "KEN", "UGA")]),
    ("Fijian president arrives in Tonga", [("CONSULT", "visit", "occurred", "FJI", "TON")]),
    ("Norway condemns Russia over shelling", [("ACCUSE", None, "occurred", "NOR", "RUS")]),
    wrong(
        "a headline’s comma is no coordination",
        "Kenya, Uganda sign trade pact",
        [("AGREE", "signing", "occurred", "KEN", "UGA")],
    ),
    wrong(
        "a headline’s comma is no coordination",
        "Kenyan, Ugandan ministers meet in Kisumu",
        [("CONSULT", "meeting", "occurred", "KEN", "UGA")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*CONTACTS, *ACTS, *HEADLINES])
def test_an_act_has_its_type_its_status_and_its_sides(
    text: str, expected: list[tuple[str, str | None, str, str, str]]
) -> None:
    assert events(text) == expected


NOT_YET = [
    "Fiji’s president to visit Tonga",
    "Norway to send aid to Peru",
    "Malta to impose sanctions on Belarus",
    "Kenyan and Ugandan ministers to meet in Kisumu on Friday",
    "Fiji set to sign pact with Tonga",
    "Chad eyes pact with Niger",
    "Norway may send aid to Peru",
]


@pytest.mark.parametrize("text", NOT_YET)
def test_a_headline_of_what_is_to_come_is_no_fact(text: str) -> None:
    assert [event for event in events(text) if event[2] in {"occurred", "ongoing"}] == []


FALSE_FACTS = [
    ("Neither Kenya nor Uganda signed the treaty with Rwanda.", "AGREE"),
    ("Nobody from Havana met the Mexican delegation.", "CONSULT"),
    ("Bulgaria no longer sends aid to Moldova.", "AID"),
    ("Instead of imposing sanctions on Mali, France opened talks with Niger.", "SANCTION"),
    ("France stopped short of imposing sanctions on Mali.", "SANCTION"),
    ("Tonga is yet to sign the treaty with Fiji.", "AGREE"),
    ("As soon as the port reopens, Cuba will send aid to Haiti.", "AID"),
    ("Colombia appealed to Japan to send aid to Ecuador.", "AID"),
    ("Egypt offered to send aid to Sudan.", "AID"),
    ("Mexico offered to host talks between Cuba and the United States.", "CONSULT"),
    ("Poland warned of a Russian attack on Ukraine.", "ASSAULT"),
    ("A possible Russian invasion of Ukraine worries Poland.", "ASSAULT"),
    ("South Korea feared that North Korea had attacked Japan.", "ASSAULT"),
    ("Rumours that Egypt bombed Libya were false.", "ASSAULT"),
    ("It is not true that Peru attacked Chile.", "ASSAULT"),
    ("There is no evidence that Peru attacked Chile.", "ASSAULT"),
    ("Peru rejected claims that it had attacked Chile.", "ASSAULT"),
    ("Chad almost signed a treaty with Niger.", "AGREE"),
    ("Chad was about to sign a treaty with Niger.", "AGREE"),
    ("Chad is far from signing a treaty with Niger.", "AGREE"),
    ("Chad pretended to sign a treaty with Niger.", "AGREE"),
    ("Had Fiji signed the treaty with Tonga, the reef would be safe.", "AGREE"),
    ("Should Fiji sign the treaty with Tonga, the reef would be safe.", "AGREE"),
    wrong("without reaches only its own noun", "Without a treaty signed by Fiji and Tonga, the reef is lost.", "AGREE"),
    ("Fiji and Tonga were expected to sign a treaty on Friday.", "AGREE"),
    ("A treaty between Fiji and Tonga has not been signed.", "AGREE"),
    ("A meeting between Peru and Chile is unlikely.", "CONSULT"),
    ("Peru hinted at a meeting with Chile.", "CONSULT"),
    ("Calls for a meeting between Peru and Chile grow.", "CONSULT"),
    ("Preparations for the visit of Peru’s president to Chile began.", "CONSULT"),
    ("The visit of Peru’s president to Chile never took place.", "CONSULT"),
    ("Did Peru attack Chile?", "ASSAULT"),
    ("Will Peru attack Chile?", "ASSAULT"),
    ("What if Peru attacked Chile?", "ASSAULT"),
    wrong("what a picture shows", "A fake video showed Peru attacking Chile.", "ASSAULT"),
    ("Peru can attack Chile.", "ASSAULT"),
    ("Peru would have attacked Chile.", "ASSAULT"),
    ("Peru had planned to attack Chile.", "ASSAULT"),
    wrong("dissuade from", "Chile dissuaded Peru from attacking Bolivia.", "ASSAULT"),
    ("Chile stopped Peru from attacking Bolivia.", "ASSAULT"),
    ("Brazil’s refusal to condemn Russia angered Poland.", "ACCUSE"),
    ("Turkey threatened to attack Syria.", "ASSAULT"),
    ("Peru’s president skipped a meeting with Chile’s president.", "CONSULT"),
    ("Khartoum was blamed for shelling Chad.", "ASSAULT"),
    ("Iran was accused of attacking a Saudi ship.", "ASSAULT"),
    ("Unless Oslo pays, Lima will seize the Norwegian ship.", "COERCE"),
    ("Japan is weighing whether to recall its ambassador to Chile.", "SANCTION"),
    ("The idea of a Malian invasion of Niger is absurd.", "ASSAULT"),
]


@pytest.mark.parametrize(("text", "type"), FALSE_FACTS)
def test_what_did_not_happen_is_never_told_as_a_fact(text: str, type: str) -> None:
    assert [event for event in events(text) if event[0] == type and event[2] in {"occurred", "ongoing"}] == []


DOERS = [
    ("Chile stopped Peru from attacking Bolivia.", "ASSAULT", "PER"),
    ("Chile warned Peru against attacking Bolivia.", "ASSAULT", "PER"),
    wrong("a plan by somebody to act", "Vanuatu vetoed a plan by Fiji to sign the treaty with Tonga.", "AGREE", "FJI"),
    ("Chile urged Peru to visit Bolivia.", "CONSULT", "PER"),
    ("Chile promised Peru to visit Bolivia.", "CONSULT", "CHL"),
    ("Peru was prevented from meeting Chile.", "CONSULT", "PER"),
    ("Chile’s refusal to condemn Russia angered Poland.", "ACCUSE", "CHL"),
]


@pytest.mark.parametrize(("text", "type", "doer"), DOERS)
def test_an_act_is_done_by_whoever_would_do_it(text: str, type: str, doer: str) -> None:
    assert [event[3] for event in events(text) if event[0] == type] == [doer]


NO_EVENTS = [
    "Fiji is an island state.",
    "Peru met its emission targets.",
    "The government of Chad raised the price of bread.",
    "The Kenyan president visited a school in Nairobi.",
    "Ties between Fiji and Tonga are warm.",
    "The Norwegian parliament debated the budget.",
    "The dog bit the man.",
    "Kenya beat Uganda 2-1 in the final.",
]


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Ghana applauded the expulsion of Malian officers by Togo.", "TGO"),
        ("The European Union filed a complaint against Indonesia at the World Trade Organization.", "IDN"),
        ("Canada recognised the important contribution of Kenya to peace in Haiti.", "KEN"),
    ],
)
def test_an_act_aims_at_whom_it_is_about_and_not_at_what_surrounds_it(text: str, victim: str) -> None:
    assert next(targets for *_, targets in events(text)) == victim


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Canada recognised the terrible toll of Russia’s war against Ukraine.", "SUPPORT"),
        ("The disease reached Mongolia in 2003. It killed more than 60 people in Bhutan.", "ASSAULT"),
        ("US boxing legend Muhammad Ali arrived in Berlin on Tuesday.", "CONSULT"),
    ],
)
def test_nobody_is_made_the_doer_of_what_others_did(text: str, type: str) -> None:
    assert type not in [kind for kind, *_ in events(text)]


def test_a_visiting_president_is_the_guest_of_whoever_speaks_with_him() -> None:
    assert events("Fijian President Ratu Tui told visiting Kenyan President Joseph Mutiso that trade would grow.") == []
    text = "Fijian President Ratu Tui held talks with visiting Kenyan President Joseph Mutiso in Suva on Friday."
    assert events(text) == [("CONSULT", "meeting", "occurred", "FJI", "KEN")]


@pytest.mark.parametrize("text", NO_EVENTS)
def test_domestic_acts_and_descriptions_are_no_events(text: str) -> None:
    assert events(text) == []


PLEDGES = [
    (
        "Vietnam pledged to send rice to Cuba by 2025.",
        ("pledged", "intended", "VNM", "CUB", "send rice to Cuba by 2025"),
    ),
    (
        "Astana and Tashkent agreed to build a dam on the Syr Darya.",
        ("agreed", "intended", "KAZ UZB", "", "build a dam on the Syr Darya"),
    ),
    (
        "Oman is ready to host talks between Chad and Niger.",
        ("willing", "intended", "OMN", "NER TCD", "host talks between Chad and Niger"),
    ),
    (
        "If Seoul lifts the tariffs, Hanoi will buy Korean trains.",
        ("intends", "hypothetical", "VNM", "", "buy Korean trains"),
    ),
    (
        "Kenya and Uganda will build a joint border post at Busia, the ministers said.",
        ("intends", "intended", "KEN UGA", "", "build a joint border post at Busia"),
    ),
    ("Estonia vowed to arm Ukraine.", ("pledged", "intended", "EST", "UKR", "arm Ukraine")),
    (
        "Kazakhstan said it was ready to host talks between Armenia and Azerbaijan.",
        ("willing", "intended", "KAZ", "ARM AZE", "host talks between Armenia and Azerbaijan"),
    ),
    ("Chile promised Bolivia a port.", ("pledged", "intended", "CHL", "BOL", "a port")),
]


@pytest.mark.parametrize(("text", "expected"), PLEDGES)
def test_an_undertaking_has_who_how_strongly_and_what(text: str, expected: tuple[str, ...]) -> None:
    found = of_kind(text, Pledge)
    assert [(p.strength, p.status, keys(p.pledgers), keys(p.beneficiaries), p.content) for p in found] == [expected]


NO_PLEDGES = [
    "Greece will no longer send aid to Libya.",
    "Chad did not promise to free the crew of the Peruvian ship.",
    "Chile should pay Peru for the fish.",
    "Japan asked Chile to pay Peru.",
    "If Fiji agrees to join the pact, Tonga will be glad.",
]


@pytest.mark.parametrize("text", NO_PLEDGES)
def test_requests_advice_and_domestic_promises_are_no_pledges(text: str) -> None:
    assert of_kind(text, Pledge) == []


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Hanoi will buy Korean trains if Seoul lifts the tariffs.", "if Seoul lifts the tariffs"),
        ("Japan will send aid to Myanmar provided that prisoners are freed.", "provided that prisoners are freed"),
        wrong(
            "as soon as", "As soon as the port reopens, Cuba will send doctors to Haiti.", "As soon as the port reopens"
        ),
    ],
)
def test_a_pledge_keeps_its_condition_in_the_texts_words(text: str, condition: str) -> None:
    (pledge,) = of_kind(text, Pledge)
    assert (pledge.condition, pledge.status) == (condition, "hypothetical")


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Vietnam pledged to send rice to Cuba by 2025.", "2025"),
        ("Oslo promised to leave Mali before the end of May.", "2021-05"),
    ],
)
def test_a_pledge_has_the_day_by_which_it_is_due(text: str, deadline: str) -> None:
    (pledge,) = of_kind(text, Pledge)
    assert pledge.deadline == deadline


POSITIONS = [
    ("China opposes the independence of Taiwan.", ("opposes", "CHN", "")),
    ("India reaffirmed its support for the one-China policy.", ("supports", "IND", "")),
    ("Ghana is concerned about the coup in Niger.", ("concerned", "GHA", "")),
    ("Morocco backs the autonomy plan for Western Sahara.", ("supports", "MAR", "")),
    ("Argentina supports Bolivia on the sea access.", ("supports", "ARG", "BOL")),
    ("Qatar called for the Kashmir dispute to be resolved through dialogue.", ("neutral", "QAT", "")),
]


@pytest.mark.parametrize(("text", "expected"), POSITIONS)
def test_a_stance_has_its_holder_and_whom_it_backs(text: str, expected: tuple[str, str, str]) -> None:
    assert [(p.stance, keys(p.holders), keys(p.toward)) for p in of_kind(text, Position)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Fiji loves Tonga.",
        "China does not oppose the independence of Taiwan.",
        "Oslo urged Ghana to oppose the coup in Niger.",
        "The team supports its captain.",
    ],
)
def test_goodwill_denials_and_requests_are_no_stances(text: str) -> None:
    assert of_kind(text, Position) == []


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Ghana is concerned about the coup in Niger.", [("author", "author")]),
        ("India reaffirmed its support for the one-China policy.", [("India", "indirect")]),
    ],
)
def test_a_stance_counts_as_said_by_whoever_says_it(text: str, voices: list[tuple[str, str]]) -> None:
    (position,) = of_kind(text, Position)
    assert [(voice.name, voice.mode) for voice in position.attribution] == voices


FIGURES = [
    ("Trade between Kenya and Uganda reached $2.1 billion in 2020.", ("trade", 2.1e9, "USD", "=", "KEN UGA")),
    ("Canada donated 500,000 doses of vaccine to Jamaica.", ("doses", 5e5, "dose", "=", "CAN JAM")),
    ("Some 40,000 Burundian refugees live in Rwanda.", ("refugees", 4e4, "refugee", "~", "BDI RWA")),
    ("Exports from Laos to Vietnam fell 8 percent last year.", ("exports-growth", 8.0, "%", "=", "LAO VNM")),
    ("Germany gave Moldova 40 million euros in aid.", ("aid", 4e7, "EUR", "=", "DEU MDA")),
    wrong(
        "the unit outweighs that they were killed",
        "The Netherlands reported that 12 Chadian soldiers had been killed in Mali.",
        ("casualties", 12.0, "soldier", "=", "MLI TCD"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_a_quantity_has_what_it_measures_and_whose_it_is(text: str, expected: tuple[str, float, str, str, str]) -> None:
    found = of_kind(text, Figure)
    assert [(f.metric, f.value, f.unit, f.comparator, keys(f.subjects)) for f in found] == [expected]


def test_a_growth_rate_beside_its_level_is_its_change() -> None:
    (figure,) = of_kind(
        "Trade between Kenya and Uganda reached $2.1 billion in 2020, up 12% from the previous year.", Figure
    )
    assert figure.change is not None
    assert (figure.change.percent, figure.change.direction, figure.change.base) == (12.0, "up", "previous year")
    assert figure.when.edtf == "2020"


@pytest.mark.parametrize(
    "text",
    ["Fiji and Tonga met for 3 days.", "Chad sent 2 ministers to Oslo.", "Peru and Chile met 14 times since 1990."],
)
def test_durations_rounds_and_dates_are_no_figures(text: str) -> None:
    assert of_kind(text, Figure) == []


TIES = [
    ("France and Greece have a strategic partnership.", ("designation", "FRA GRC", "strategic partnership")),
    (
        "Pakistan and China upgraded their ties to a comprehensive strategic partnership.",
        ("designation", "CHN PAK", "comprehensive strategic partnership"),
    ),
    ("Estonia is a member of NATO.", ("membership", "EST", "member of NATO")),
    (
        "This year marks the 50th anniversary of diplomatic relations between Japan and Mongolia.",
        ("anniversary", "JPN MNG", "50th anniversary of diplomatic relations between Japan and Mongolia"),
    ),
    ("Elena Farrugia, Malta’s foreign minister, slept.", ("office", "MLT", "foreign minister")),
    wrong(
        "the relations that a label is for are not looked at",
        "Relations between Pakistan and China are an all-weather strategic cooperative partnership.",
        ("designation", "CHN PAK", "all-weather strategic cooperative partnership"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), TIES)
def test_a_standing_relation_has_its_sides_and_its_label(text: str, expected: tuple[str, str, str]) -> None:
    assert [(t.relation, keys(t.subjects), t.label) for t in of_kind(text, Tie)] == [expected]


def test_an_anniversary_tells_the_year_of_founding() -> None:
    (tie,) = of_kind("This year marks the 50th anniversary of diplomatic ties between Japan and Mongolia.", Tie)
    assert (tie.since, tie.since_basis) == ("1971", "derived")


QUOTES = [
    (
        "“We will never leave the valley,” said Armenian Foreign Minister Ani Sarkisian.",
        [("Ani Sarkisian", "direct", "said", "We will never leave the valley")],
    ),
    (
        "Peruvian Foreign Minister Rosa Quispe said Peru was ready to free the Chilean crew.",
        [("Rosa Quispe", "indirect", "said", "Peru was ready to free the Chilean crew")],
    ),
    ("Tunis did not say whether the Libyan envoy had left.", []),
    ("Fiji’s envoy slept.", []),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_a_quote_has_speaker_mode_cue_and_words(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [(q.speaker.person, q.mode, q.cue, q.content) for q in of_kind(text, Quote)] == expected


def test_an_authors_advice_is_the_authors_quote_in_opinion_only() -> None:
    text = "Fiji and Tonga should settle their quarrel over the reef."
    (advice,) = of_kind(text, Quote, genre="opinion")
    assert (advice.speaker.name, advice.mode) == ("author", "author")
    assert of_kind(text, Quote, genre="news") == []


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Norway condemned Russia.", [("author", "author")]),
        (
            "Greek officials denied that Athens had sent arms to Libya.",
            [("Greece", "indirect")],
        ),
        (
            "According to Japan’s foreign ministry, Fiji sent rice to Tonga.",
            [("Japan", "document")],
        ),
        ("It is hoped that the king of Tonga will visit Fiji.", [("author", "author")]),
    ],
)
def test_an_event_is_attributed_to_whoever_tells_it(text: str, voices: list[tuple[str, str]]) -> None:
    (event,) = of_kind(text, Event)
    assert [(voice.name, voice.mode) for voice in event.attribution] == voices


PLACES = [
    ("Kenya and Uganda held talks in Kisumu.", "Kisumu"),
    ("The president of Fiji visited Tonga.", "Tonga"),
    ("Fiji and Tonga held talks.", None),
    wrong(
        "a place that the parser hangs on a name is lost",
        "Kenyan President Grace Mwangi met Tongan King Sione Vaea in Apia.",
        "Apia",
    ),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_an_event_has_the_place_that_its_clause_names(text: str, place: str | None) -> None:
    (event,) = of_kind(text, Event)
    assert (event.place.name if event.place else None) == place


@pytest.mark.parametrize(
    "text", ["The dog bit the man on Monday.", "", "   \n", "Lorem ipsum dolor sit amet.", "It rained."]
)
def test_a_document_that_names_no_actor_yields_nothing(text: str) -> None:
    assert read(text) == ()


ANSWERS = [
    # who "it", "its" and "the government" stand for
    ("Peru was ready for talks, it said. It accused Chile of bad faith.", "ACCUSE", "PER", "CHL"),
    ("If Kuwait was hurt, it hid it well: its minister flew to Baghdad on Sunday.", "CONSULT", "KWT", "IRQ"),
    ("Canada imposed sanctions on Belarus in response to its invasion of Latvia.", "ASSAULT", "BLR", "LVA"),
    ("Kenya did not merely protest: it had closed its border with Somalia.", "SANCTION", "KEN", "SOM"),
    # acts of the codebook
    ("Estonia gave Ukraine 300 radios on Tuesday.", "AID", "EST", "UKR"),
    ("Tajik border guards opened fire on a Kyrgyz patrol.", "ASSAULT", "TJK", "KGZ"),
    ("A Ruandan newspaper said that Ugandan air strikes had killed three Congolese soldiers.", "ASSAULT", "UGA", "COD"),
    ("Kenya released 12 Somali fishermen.", "RETREAT", "KEN", "SOM"),
    ("Bolivia’s gas contract with Paraguay was signed in Villamontes.", "AGREE", "BOL", "PRY"),
    ("Omani and Yemeni warships exercised together in July.", "COOPERATE", "OMN", "YEM"),
    ("Chile sued Peru over the boundary.", "ACCUSE", "CHL", "PER"),
    ("Chile investigated Peru’s seizure of a trawler.", "ACCUSE", "CHL", "PER"),
    ("Chile apologised to Peru.", "SUPPORT", "CHL", "PER"),
    ("Oman mediated between Chad and Sudan.", "CONSULT", "OMN", "SDN TCD"),
    ("Georgia granted Armenia access to the port.", "RETREAT", "GEO", "ARM"),
    ("The Lithuanian prime minister spoke by telephone with the president of Malta.", "CONSULT", "LTU", "MLT"),
    ("The crown prince of Jordan received a message from the king of Morocco.", "CONSULT", "MAR", "JOR"),
    ("Indonesia suspended aid to Laos.", "SANCTION", "IDN", "LAO"),
    ("The measures taken by Kuwait had the full support of Bahrain, which backed Kuwait.", "SUPPORT", "BHR", "KWT"),
    ("Ghana’s president met President of Togo Ama Kodjo in Lomé.", "CONSULT", "GHA", "TGO"),
    ("Ghana’s president met President of the Republic of Korea (ROK) Kim Ji-ho in Seoul.", "CONSULT", "GHA", "KOR"),
]


@pytest.mark.parametrize(("text", "type", "doer", "other"), ANSWERS)
def test_who_did_it_to_whom(text: str, type: str, doer: str, other: str) -> None:
    found = [event[3:] for event in events(text) if event[0] == type]
    assert (doer, other) in found


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Oslo called the Peruvian ambassador a liar.", "CONSULT"),
        ("Peru welcomed Dr Ida Kos of Slovenia as its new football coach.", "CONSULT"),
        ("The drought threatens Chad.", "THREATEN"),
        ("Fiji refused to condemn Tonga.", "REJECT"),
        ("Amira declined to give her name, fearing Chad.", "REJECT"),
        ("In the cup on Sunday Ghana meet Togo.", "CONSULT"),
        ("Thirty million dollars from Kuwait arrived in Jordan.", "CONSULT"),
        ("It takes courage to attack Chad, Fiji said.", "ASSAULT"),
        ("I agree with Tonga that prices will fall, Fiji’s president said.", "AGREE"),
        ("Slovenia acceded to the European Union in 2004.", "CONCEDE"),
        ("France helped broker the deal between Chad and Sudan.", "AGREE"),
        ("Norway praised Rojas’s lawyers and Iranian protesters.", "SUPPORT"),
        ("Chad hosts French troops.", "CONSULT"),
        ("Chile and Peru traded insults.", "COOPERATE"),
        ("Oslo demanded calm, while Chad and Sudan asked for arms.", "REQUEST"),
    ],
)
def test_words_in_another_sense_are_no_such_act(text: str, type: str) -> None:
    assert type not in [event[0] for event in events(text) if event[2] in {"occurred", "ongoing"}]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("In addition to meeting Peru’s president, the Chilean minister will travel to Lima.", "scheduled"),
        ("Rather than meet Peru’s president, Chile’s minister went home.", "denied"),
        ("Nobody was surprised: in the film Chile’s minister met Peru’s president.", "hypothetical"),
        ("Chile’s minister never failed to meet Peru’s president.", "occurred"),
        ("The Chilean minister departs this evening for Peru.", "scheduled"),
    ],
)
def test_how_real_a_contact_is(text: str, status: str) -> None:
    assert status in [event[2] for event in events(text) if event[0] == "CONSULT"]


def test_a_war_is_taken_for_granted_by_efforts_to_end_it() -> None:
    assert ("ASSAULT", None, "occurred", "RUS", "UKR") in events("Oslo backed efforts to end Russia’s war on Ukraine.")
    assert events("Chad prevented Sudan’s attack on Niger.")[-1][2] == "denied"


def test_a_visit_to_two_hosts_is_two_and_so_are_separate_meetings() -> None:
    visits = events("Nigeria’s foreign minister visited Mauritania and Senegal in May.")
    assert [event[4] for event in visits] == ["MRT", "SEN"]
    meetings = events("The Kenyan minister met the presidents of Malta and Tunisia separately.")
    assert [event[4] for event in meetings] == ["MLT", "TUN"]


def test_domestic_acts_are_read_on_request_only() -> None:
    text = "Police arrested three opposition leaders in the capital. The minister of justice resigned on Friday."
    assert events(text) == []
    assert [event[0] for event in events(text, scope="all")] == ["COERCE", "RETREAT"]


def test_a_date_before_a_noun_is_the_nouns_own() -> None:
    text = "Canada recognised the fairness of Fiji’s 2020 elections."
    assert [event.when.edtf for event in of_kind(text, Event, published="2024-03-14")] == [None]


@pytest.mark.parametrize(
    ("text", "beneficiaries"),
    [
        ("Chile will impose a tariff on Peru and its exports.", ""),
        ("Kenya pledged to prevent Uganda from building the dam.", ""),
        ("Kenya pledged to send 300 doctors to Uganda.", "UGA"),
        ("Kenya pledged to support Uganda.", "UGA"),
    ],
)
def test_whom_an_undertaking_is_for(text: str, beneficiaries: str) -> None:
    assert [keys(pledge.beneficiaries) for pledge in of_kind(text, Pledge)][:1] == [beneficiaries]


def test_what_will_be_announced_has_not_been_said() -> None:
    assert of_kind("Foreign Minister Ida Kos of Slovenia will announce that the port will open.", Quote) == []


def test_an_office_held_no_more_is_a_tie_that_stood() -> None:
    ties = of_kind("Former President Ana Rojas of Peru met Kenya’s president in Lima.", Tie)
    assert [(tie.status, tie.label) for tie in ties] == [("occurred", "Former President")]
    ties = of_kind("Former Ghanaian President Kojo Mensah met Kenya’s president in Lima.", Tie)
    assert [(tie.status, tie.label) for tie in ties] == [("occurred", "Former Ghanaian President")]
    for text in (
        "President Ana Rojas of Peru slept in Lima.",
        "With its former ally President Ana Rojas of Peru left.",
    ):
        assert [(tie.status, tie.label) for tie in of_kind(text, Tie)] == [("ongoing", "President")]


def test_in_an_interview_answers_are_told_and_questions_are_not() -> None:
    text = (
        "Foreign Minister Ida Kos of Slovenia spoke on 3 May 2024.\n\n"
        "Jane Doe (Northern Wire): Historically, Slovenia has praised Norway.\n\n"
        "Minister: We met the Norwegian foreign minister in Oslo.\n\n"
        "Q: Did Slovenia attack Chad?\n\n"
        "A: Slovenia’s president visited Kenya in May.\n"
    )
    document = make_document(RawItem(id="interview", text=text), the_codebook())
    found = read_document(document, the_codebook(), the_analyser())
    told = [(r.type, r.attribution[0].name, r.attribution[0].mode) for r in found if isinstance(r, Event)]
    assert told == [("CONSULT", "Ida Kos", "direct"), ("CONSULT", None, "direct")]


def test_we_are_the_speaker_and_whom_he_has_just_named() -> None:
    text = "Foreign Minister Lev Orlov of Russia and I exchanged views. We agreed to work together on trade."
    speech = {"genre": "speech", "publisher": "Ministry of Foreign Affairs, Nepal"}
    assert [keys(pledge.pledgers) for pledge in of_kind(text, Pledge, **speech)] == ["NPL RUS"]
    alone = "Foreign Minister Lev Orlov of Russia spoke. We agreed to work together on trade with Peru."
    assert [keys(pledge.pledgers) for pledge in of_kind(alone, Pledge, **speech)] == ["NPL"]
