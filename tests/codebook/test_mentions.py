"""What the matcher finds in text: names, traps, shapes, titles, and exact offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook import Codebook, OfficeTitle, load_codebook
from dragoman.model.mention import MENTION_KINDS, Mention

CODEBOOK = load_codebook()


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return CODEBOOK


def find(text: str, *kinds: str) -> list[tuple[str, str | None]]:
    return [(item.quote, item.key) for item in CODEBOOK.find_mentions(text) if not kinds or item.kind in kinds]


def find_titles(text: str) -> list[tuple[str, OfficeTitle]]:
    return [(item.quote, item.value) for item in CODEBOOK.find_mentions(text) if item.kind == "office"]


ACTORS = ("state", "demonym", "seat", "city", "region", "organisation")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Sudan and Sudan met in Juba.", [("South Sudan", "SSD"), ("Sudan", "SDN"), ("Juba", "SSD")]),
        ("Niger, Nigeria and a Nigerien envoy", [("Niger", "NER"), ("Nigeria", "NGA"), ("Nigerien", "NER")]),
        ("Papua New Guinea, Equatorial Guinea, Guinea-Bissau and Guinea",
         [("Papua New Guinea", "PNG"), ("Equatorial Guinea", "GNQ"), ("Guinea-Bissau", "GNB"), ("Guinea", "GIN")]),
        ("Dominica and the Dominican Republic", [("Dominica", "DMA"), ("Dominican Republic", "DOM")]),
        ("The US told us; US$5 million and US-led forces", [("US", "USA"), ("US", "USA")]),
        ("the U.S.–Japan talks", [("U.S.", "USA"), ("Japan", "JPN")]),
        ("China’s envoy and China's note", [("China", "CHN"), ("China", "CHN")]),
        ("a Sino-Indian thaw, a Franco-German plan, Indo-Pacific patrols",
         [("Sino", "CHN"), ("Indian", "IND"), ("Franco", "FRA"), ("German", "DEU"),
          ("Indo-Pacific", "region:indo-pacific")]),
        ("Francisco Franco and Mrs. Pak", []),
        ("New England and New Jersey", [("New Jersey", "USA")]),
        ("Côte d’Ivoire, Cote d'Ivoire and the Ivorians",
         [("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV"), ("Ivorians", "CIV")]),
        ("São Tomé, Brasília and Bogotá", [("São Tomé", "STP"), ("Brasília", "BRA"), ("Bogotá", "COL")]),
        ("Malé hosted it; Male voters did not.", [("Malé", "MDV")]),
        ("Latin America, South American and American votes",
         [("Latin America", "region:latin-america"), ("South American", "region:south-america"), ("American", "USA")]),
        ("IRAN AND OMAN AGREE", [("IRAN", "IRN"), ("OMAN", "OMN")]),
        ("Turkey served turkey; Chad and chad", [("Turkey", "TUR"), ("Chad", "TCD")]),
        ("the West Bank, the West and Western Sahara", [("the West", "region:west")]),
        ("the Washington Post and Washington", [("Washington", "USA")]),
        ("Mexico City, the Gulf of Mexico and New Mexico", [("Mexico City", "MEX"), ("New Mexico", "USA")]),
        ("talks in Northern Ireland, not in Ireland", [("Northern Ireland", "GBR"), ("Ireland", "IRL")]),
        ("the Kremlin, the Élysée, Whitehall and Foggy Bottom",
         [("Kremlin", "RUS"), ("Élysée", "FRA"), ("Whitehall", "GBR"), ("Foggy Bottom", "USA")]),
        ("Chinatown, Indiana, Romania's Omanis and Malians",
         [("Romania", "ROU"), ("Omanis", "OMN"), ("Malians", "MLI")]),
        ("ASEAN, the SCO and the AU", [("ASEAN", "org:asean"), ("SCO", "org:sco"), ("AU", "org:au")]),
        ("Hizbollah, Daesh and al-Qaida",
         [("Hizbollah", "grp:hezbollah"), ("Daesh", "grp:islamic-state"), ("al-Qaida", "grp:al-qaeda")]),
        ("the UN Security Council and the UN", [("UN Security Council", "org:un-security-council"), ("UN", "org:un")]),
    ],
)  # fmt: skip
def test_actors_and_traps(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert find(text, *ACTORS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said Jordan Henriksen would travel to Jordan on behalf of the bank.", ["Jordan"]),
        ("Later Mr. Jordan spoke about trade with the visitors from abroad.", []),
        ("He said that Chad President Idriss Deby had thanked the donors.", ["Chad"]),
        ("The minister Israel Katz flew home to Israel that same night.", ["Israel"]),
        ("Georgia Tech will train engineers for Georgia under the programme.", ["Georgia"]),
        ("Jordan Signs Water Deal With Neighbours", ["Jordan"]),
    ],
)
def test_names_that_are_also_personal_names(text: str, expected: list[str]) -> None:
    assert [quote for quote, _ in find(text, "state")] == expected


def test_an_issue_leaves_the_state_of_the_same_name() -> None:
    text = "Both ministers spoke of Taiwan."
    assert find(text) == [("Taiwan", "issue:taiwan"), ("Taiwan", "TWN")]


def test_a_title_leaves_the_demonym_its_own_mention() -> None:
    text = "the Peruvian Foreign Minister"
    assert find(text) == [("Peruvian", "PER"), ("Foreign Minister", "office:foreign-minister")]


def test_a_place_inside_a_forum_is_no_actor() -> None:
    assert find("at the Munich Security Conference") == [
        ("Munich Security Conference", "mechanism:munich-security-conference")
    ]
    assert find("the Minsk agreements") == [("Minsk agreements", "mechanism:minsk")]


def test_names_may_span_the_lines_of_hard_wrapped_text() -> None:
    text = "The delegation, which had come from the port city the day before, thanked Saudi\nArabia for its help.\n"
    assert ("Saudi\nArabia", "SAU") in find(text)


@pytest.mark.parametrize(
    ("text", "quote", "key", "parties"),
    [
        ("the third Fiji–Tonga Political Consultations", "Fiji–Tonga Political Consultations",
         "mechanism:fiji-tonga-political-consultations", ("FJI", "TON")),
        ("the 9th Türkiye-Qatar High Strategic Committee", "Türkiye-Qatar High Strategic Committee",
         "mechanism:turkiye-qatar-high-strategic-committee", ("TUR", "QAT")),
        ("the U.S.-Kenya Strategic Dialogue in March", "U.S.-Kenya Strategic Dialogue",
         "mechanism:u-s-kenya-strategic-dialogue", ("USA", "KEN")),
        ("an Indian-Omani Joint Working Group", "Indian-Omani Joint Working Group",
         "mechanism:indian-omani-joint-working-group", ("IND", "OMN")),
        ("the Peru-Chile-Bolivia Foreign Ministers’ Meeting", "Peru-Chile-Bolivia Foreign Ministers’ Meeting",
         "mechanism:peru-chile-bolivia-foreign-ministers-meeting", ("PER", "CHL", "BOL")),
        ("the EU-Ghana Human Rights Dialogue", "EU-Ghana Human Rights Dialogue",
         "mechanism:eu-ghana-human-rights-dialogue", ("org:eu", "GHA")),
        ("delegates of FOCAC", "FOCAC", "mechanism:focac", ("CHN", "region:africa")),
        ("the CPEC Joint Cooperation Committee", "CPEC Joint Cooperation Committee",
         "mechanism:cpec-jcc", ("CHN", "PAK")),
    ],
)  # fmt: skip
def test_mechanisms_listed_and_by_shape(text: str, quote: str, key: str, parties: tuple[str, ...]) -> None:
    found = [item for item in CODEBOOK.find_mentions(text) if item.kind == "mechanism"]
    assert [(item.quote, item.key, item.value) for item in found] == [(quote, key, parties)]


@pytest.mark.parametrize("text", ["a strategic dialogue", "the Council", "their summit", "In Dialogue", "The Summit"])
def test_common_words_are_no_mechanism(text: str) -> None:
    assert find(text, "mechanism") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("work on the Rufiji Dam began", [("Rufiji Dam", "project:rufiji-dam")]),
        ("the Nord Stream 2 pipeline", [("Nord Stream 2", "project:nord-stream")]),
        ("One Belt, One Road", [("One Belt, One Road", "project:bri")]),
        ("the Baku–Tbilisi–Kars railway", [("Baku–Tbilisi–Kars railway", "project:btk")]),
        ("the Kafue Bridge and the Lunsemfwa Power Station",
         [("Kafue Bridge", "project:kafue-bridge"), ("Lunsemfwa Power Station", "project:lunsemfwa-power-station")]),
        ("a port, a bridge and a railway", []),
        ("the Beira Port Authority", []),
    ],
)  # fmt: skip
def test_projects_listed_and_by_shape(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert find(text, "project") == expected


@pytest.mark.parametrize(
    ("text", "quote", "level"),
    [
        ("an all-weather strategic cooperative partnership", "all-weather strategic cooperative partnership",
         "all-weather"),
        ("their “all-weather” friendship", "“all-weather” friendship", "all-weather"),
        ("a comprehensive strategic partnership", "comprehensive strategic partnership", "comprehensive-strategic"),
        ("a mutually beneficial strategic partnership", "mutually beneficial strategic partnership", "strategic"),
        ("a special and privileged strategic partnership", "special and privileged strategic partnership",
         "privileged-strategic"),
        ("Kenya, a major non-NATO ally,", "major non-NATO ally", "major-non-nato-ally"),
        ("the Japan-Philippines strategic partnership", "Japan-Philippines strategic partnership", "strategic"),
        ("a close friendship", "close friendship", None),
        ("the Comprehensive Partnership", "Comprehensive Partnership", "comprehensive-cooperative"),
    ],
)  # fmt: skip
def test_designations(text: str, quote: str, level: str | None) -> None:
    assert find(text, "designation") == [(quote, level)]


def test_a_bare_partner_is_no_designation() -> None:
    assert find("its partners and allies in a partnership", "designation") == []


def test_levels_of_designations(codebook: Codebook) -> None:
    assert codebook.designation_level("All Weather Strategic Partnership") == "all-weather"
    assert codebook.designation_level("strategic partner") == "strategic"
    assert codebook.designation_level("close ally") == "alliance"
    assert codebook.designation_level("good relations") is None


@pytest.mark.parametrize(
    ("text", "quote", "actor", "holder"),
    [
        ("Norway's Foreign Minister Ida Lund", "Foreign Minister", "NOR", "foreign-minister"),
        ("the foreign minister of Peru", "foreign minister", "PER", "foreign-minister"),
        ("the Minister of Foreign Affairs of Ghana", "Minister of Foreign Affairs", "GHA", "foreign-minister"),
        ("Deputy Prime Minister and Foreign Minister Luis Vega", "Deputy Prime Minister and Foreign Minister", None,
         "deputy-head-of-government"),
        ("U.S. Special Envoy for Haiti Jane Roe", "U.S. Special Envoy for Haiti", "USA", "envoy"),
        ("the Brazilian special envoy", "special envoy", "BRA", "envoy"),
        ("Assistant Foreign Minister Chen", "Assistant Foreign Minister", None, "deputy-foreign-minister"),
        ("Commerce and Industry Minister Rao", "Commerce and Industry Minister", None, "generic"),
        ("Minister of Water Resources Omar Saleh", "Minister of Water Resources", None, "generic"),
        ("Kenyan Ambassador to Cuba Ann Otieno", "Ambassador to Cuba", "KEN", "ambassador"),
        ("EU High Representative for Foreign Affairs and Security Policy Ana Sol",
         "High Representative for Foreign Affairs and Security Policy", "org:eu", "high-representative"),
        ("former Prime Minister Tan", "former Prime Minister", None, "head-of-government"),
        ("Secretary-General of the United Nations", "Secretary-General of the United Nations", "org:un",
         "secretary-general"),
        ("President-elect Bola", "President-elect", None, "head-of-state"),
        ("Nepal's Army Chief", "Army Chief", "NPL", "army-chief"),
        ("the director of the National Museum", "director of the National Museum", None, "generic"),
    ],
)  # fmt: skip
def test_titles_are_found_whole(text: str, quote: str, actor: str | None, holder: str) -> None:
    assert [(found, title.actor, title.holder) for found, title in find_titles(text)] == [(quote, actor, holder)]


def test_titles_say_whether_they_are_past_acting_or_deputy() -> None:
    [(_, former)] = find_titles("former President Ortiz")
    assert former.is_former
    [(_, acting)] = find_titles("Acting Foreign Minister Bako")
    assert acting.is_acting
    assert not acting.is_deputy
    [(_, deputy)] = find_titles("Deputy Defence Minister Lim")
    assert deputy.is_deputy


@pytest.mark.parametrize(
    "text",
    ["at 5 PMs", "a premier league", "in the presidency", "they will head home", "a chair and a table", "at 5 pm"],
)
def test_words_that_are_no_titles(text: str) -> None:
    assert find_titles(text) == []


def test_two_heads_of_one_sentence_stay_two() -> None:
    quotes = [quote for quote, _ in find_titles("the President and Foreign Minister of Chile")]
    assert quotes == ["President", "Foreign Minister"]


def test_loaded_terms_name_the_issue() -> None:
    assert find("in IIOJK", "issue") == [("IIOJK", "issue:kashmir")]
    terms = {term.term: term.used_by for term in CODEBOOK.issue("issue:kashmir").terms}
    assert terms["IIOJK"] == ("PAK",)


def test_lower_case_names_are_found_in_any_case() -> None:
    assert find("Human Rights and human rights and HUMAN RIGHTS", "issue") == [
        ("Human Rights", "issue:human-rights"),
        ("human rights", "issue:human-rights"),
        ("HUMAN RIGHTS", "issue:human-rights"),
    ]


def check(text: str, mentions: tuple[Mention, ...]) -> None:
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.quote
        assert mention.kind in MENTION_KINDS
    assert list(mentions) == sorted(mentions, key=lambda item: (item.start, -item.end, item.kind, item.key or ""))


WORDS = st.sampled_from(
    ["China", "Pakistan’s", "U.S.", "Côte d’Ivoire", "Strategic", "Dialogue", "–", "-", "“all-weather”", "partnership",
     "Foreign", "Minister", "of", "for", "and", "the", "Yemen", "Special Envoy", "Dam", "Gwadar", "Port", ",", "İ", "ß",
     "\n", "\u00a0", "’s", "Deputy", "President", "'", "CPEC", "Jordan", "Taiwan", "human rights", "1st", "2+2", "\r\n",
     "secretary", "Commission", "G7", "in a new era", '"', "ﬁ", "ŉ"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40), st.sampled_from(["", " ", " "]))
def test_quotes_stand_at_their_offsets(words: list[str], glue: str) -> None:
    text = glue.join(words)
    check(text, CODEBOOK.find_mentions(text))


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    check(text, CODEBOOK.find_mentions(text))
