import pytest

from dragoman.model.actor import Actor, Voice
from dragoman.model.document import Document
from dragoman.model.record import KINDS, Change, Record
from dragoman.queries.subject import make_state_namer
from dragoman.queries.wording.names import quote_words, say_actor, say_number, with_article
from dragoman.queries.wording.sentences import say_record
from tests.fakes import FakeNames, actor, at, make_document, voice, write

NEWS = make_document("news.txt", "They hoped, urged and met.", title="On talks", publisher="The Fjord", genre="news")
ESSAY = make_document("essay.txt", "They hoped, urged and met.", title="On talks", genre="opinion")
NAMER = make_state_namer(FakeNames())


def say(record: Record, document: Document = NEWS) -> str:
    return say_record(record, document, NAMER)


def event(document: Document = NEWS, **fields: object) -> Record:
    given = {"type": "CONSULT", "form": "meeting", "initiators": ["NOR", "USA"], "symmetric": True, **fields}
    return write("event", document, "met", given.pop("when", None), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("occurred", "Norway and the United States met on 4 March 2022."),
        ("ongoing", "Norway and the United States are meeting on 4 March 2022."),
        ("scheduled", "Norway and the United States are due to meet on 4 March 2022."),
        ("intended", "Norway and the United States are to meet on 4 March 2022."),
        ("hoped", "It is hoped or asked that Norway and the United States meet on 4 March 2022."),
        ("hypothetical", "Norway and the United States may meet on 4 March 2022."),
        ("denied", "It is denied or ruled out that Norway and the United States meet on 4 March 2022."),
    ],
)
def test_the_status_shapes_the_verb(status: str, sentence: str) -> None:
    assert say(event(status=status, when="2022-03-04")) == sentence


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "quote"])
def test_an_argument_is_never_told_as_fact(kind: str) -> None:
    fields = {
        "event": {"type": "ACCUSE", "initiators": "NOR", "targets": "USA"},
        "pledge": {"pledgers": "NOR", "content": "send ships", "strength": "pledged"},
        "position": {"holders": "NOR", "issue": "whaling", "stance": "supports"},
        "figure": {"metric": "aid", "subjects": "NOR", "value": 5.0, "unit": "EUR"},
        "tie": {"relation": "membership", "subjects": "NOR", "object": "Council"},
    }[kind]
    record = write(kind, ESSAY, "met", **fields)  # type: ignore[arg-type]
    assert say(record, ESSAY).startswith("The author of “On talks” writes that ")
    assert not say(record, NEWS).startswith("The author")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"form": "visit", "symmetric": False, "initiators": "NOR", "targets": "KEN", "when": "2020-05"},
         "Norway visited Kenya in May 2020."),
        ({"form": "call", "when": "2020"}, "Norway and the United States spoke by telephone in 2020."),
        ({"form": "signing", "type": "AGREE", "instrument": "memorandum on fish", "when": "2020"},
         "Norway and the United States signed a memorandum on fish in 2020."),
        ({"type": "SANCTION", "form": None, "symmetric": False, "initiators": "USA", "targets": "ETH", "when": "2021"},
         "The United States took sanctions against Ethiopia in 2021."),
        ({"type": "REQUEST", "mode": "assist", "form": None, "symmetric": False, "initiators": "ETH", "targets": "KEN",
          "topics": ("water",)}, "Ethiopia asked Kenya for help on water (undated: not stated)."),
        ({"participants": ["KEN"], "place": "Geneva", "when": "2020"},
         "Norway and the United States met in Geneva in 2020, with Kenya taking part."),
    ],
)  # fmt: skip
def test_events(fields: dict[str, object], sentence: str) -> None:
    assert say(event(**fields)) == sentence


def test_who_hopes_and_who_asks() -> None:
    nes = (voice("Kari Nes", "NOR", "Foreign Minister"),)
    hoped = event(status="hoped", status_words="hoped", attribution=nes)
    urged = event(status="hoped", status_words="urged", attribution=nes)
    assert say(hoped).startswith("Norway’s Foreign Minister Kari Nes hopes that Norway and the United States will meet")
    assert say(urged).startswith("Norway’s Foreign Minister Kari Nes asks that Norway and the United States meet")


def test_second_hand_is_told_link_by_link() -> None:
    chain = (voice("Kari Nes", "NOR"), voice("NTB", mode="document"))
    assert say(event(attribution=chain)).startswith("According to Norway’s Kari Nes, as reported by NTB, Norway")


def test_positions_tell_whose_words() -> None:
    own = write("position", NEWS, "met", "2020", holders="NOR", issue="whaling", stance="opposes",
                attribution=(voice("Norway", "NOR"),))  # fmt: skip
    told = write("position", NEWS, "met", "2020", holders="NOR", issue="whaling", stance="opposes",
                 attribution=(voice("Kenya", "KEN"),))  # fmt: skip
    assert say(own) == "Norway opposes whaling, said in 2020, as Norway is reported to have said."
    assert say(told) == "According to Kenya, Norway opposes whaling, said in 2020."


def test_figures_keep_comparator_change_and_period() -> None:
    figure = write("figure", NEWS, "met", metric="trade", subjects=["NOR", "KEN"], value=2.35e9, unit="EUR",
                   comparator=">", period="2023", change=Change(4.5, "up", "2022"))  # fmt: skip
    assert say(figure) == "Trade between Norway and Kenya: more than EUR 2.35 billion, up 4.5% on 2022, for 2023."


def test_quotes_tell_the_reporters_words_from_the_speakers() -> None:
    speaker = actor("NOR", "Kari Nes")
    direct = write("quote", NEWS, "met", "2020", speaker=speaker, mode="direct", content="We met.")
    indirect = write("quote", NEWS, "met", "2020", speaker=speaker, mode="indirect", content="they met")
    assert say(direct) == "Norway’s Kari Nes said: “We met.” in 2020."
    assert say(indirect) == "Norway’s Kari Nes said, in the reporter’s words: “they met” in 2020."


def test_undated_says_why_and_what_the_text_says() -> None:
    record = event(when=at(None, expression="soon"))
    assert say(record).endswith("met (undated: not stated; the text says “soon”).")


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (actor("NOR", "Kari Nes", "Foreign Minister"), "Norway’s Foreign Minister Kari Nes"),
        (actor("USA", "Ann Bell", "Secretary of State"), "the United States’ Secretary of State Ann Bell"),
        (actor("KEN", "Amina Odhiambo", "President of Kenya"), "Amina Odhiambo, President of Kenya"),
        (actor("KEN", None, "Treasury"), "Kenya’s Treasury"),
        (actor("KEN", "Amina Odhiambo"), "Kenya’s Amina Odhiambo"),
        (actor("European Union"), "the European Union"),
    ],
)
def test_actors(who: object, words: str) -> None:
    assert say_actor(who, NAMER) == words  # type: ignore[arg-type]


def test_numbers_lose_nothing() -> None:
    assert [say_number(n) for n in (23.1e9, 50000.0, 0.35, 1234567.0, 2e12, -3.5e6)] == [
        "23.1 billion", "50,000", "0.35", "1,234,567", "2 trillion", "-3.5 million",
    ]  # fmt: skip


def test_articles_and_quotes() -> None:
    assert with_article("Philippines") == "the Philippines"
    assert with_article("the Gambia") == "the Gambia"
    assert with_article("Chad") == "Chad"
    assert quote_words('“firm” and "old" friends') == "“‘firm’ and ‘old’ friends”"
    assert quote_words("“all of it”") == "“all of it”"


def test_a_states_own_text_of_unknown_genre_is_not_an_argument() -> None:
    official = make_document("o.txt", "They met.", title="T", publisher="Office", publisher_state="NOR", genre="other")
    unknown = make_document("u.txt", "They met.", title="T", genre="other")
    assert say(event(official), official).startswith("Norway and the United States met")
    assert say(event(unknown), unknown).startswith("The author of “T” writes that Norway")


def test_units_have_plurals() -> None:
    def value(unit: str, number: float = 2.0) -> str:
        return say(write("figure", NEWS, "met", metric="x", subjects="NOR", value=number, unit=unit, period="2020"))

    assert ": 2 entities, " in value("entity")
    assert ": 2 people, " in value("person")
    assert ": 2 cft/d, " in value("cft/d")
    assert ": 2 km, " in value("km")
    assert ": 2 tonnes, " in value("t")
    assert ": 1 ship, " in value("ship", 1.0)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"stance": "supports", "issue": "whaling"}, "Norway supports whaling"),
        ({"stance": "supports", "issue": "Western Sahara"}, "Norway voices support on Western Sahara"),
        ({"stance": "supports", "issue": "Western Sahara", "toward": "KEN"}, "Norway backs Kenya on Western Sahara"),
        ({"stance": "opposes", "issue": "Western Sahara", "toward": "KEN"}, "Norway opposes Kenya on Western Sahara"),
        ({"stance": "neutral", "issue": "Western Sahara"}, "Norway wants a peaceful settlement of Western Sahara"),
        ({"stance": "neutral", "issue": "peaceful settlement of disputes", "holders": ["NOR", "KEN"]},
         "Norway and Kenya want a peaceful settlement of disputes"),
        ({"stance": "concerned", "issue": "whaling", "toward": "KEN"},
         "Norway voices concern about whaling, with regard to Kenya"),
    ],
)  # fmt: skip
def test_stances(fields: dict[str, object], sentence: str) -> None:
    given = {"holders": "NOR", **fields}
    assert say(write("position", NEWS, "met", "2020", **given)) == f"{sentence}, said in 2020."


def test_who_takes_no_side_wants_no_settlement() -> None:
    document = make_document("x.txt", "Norway remained neutral on the Sahara.")
    record = write("position", document, "remained neutral", "2020", holders="NOR", issue="Sahara", stance="neutral")
    assert say(record, document) == "Norway takes no side on Sahara, said in 2020."


def test_a_term_in_a_reporters_words_is_the_texts() -> None:
    def term(mode: str) -> str:
        nor = (voice("Norway", "NOR", mode=mode),)
        return say(write("position", NEWS, "met", "2020", holders="NOR", issue="whaling", stance="opposes",
                         terms=("the hunt",), attribution=nor))  # fmt: skip

    assert term("direct") == "Norway opposes whaling, in the terms “the hunt”, said in 2020, in its own words."
    assert term("indirect").startswith("Norway opposes whaling (the text’s term: “the hunt”), said in 2020, as Norway ")


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Addressing a joint press conference", "faced the press together"),
        ("In a joint statement", "issued a joint statement"),
        ("Appearing side by side", "made a public appearance or statement together"),
    ],
)
def test_a_joint_appearance_is_no_paper_unless_its_words_say_so(words: str, act: str) -> None:
    document = make_document("x.txt", f"{words}, they agreed.")
    record = write("event", document, words, "2020", type="CONSULT", form="statement", initiators=["NOR", "KEN"],
                   symmetric=True)  # fmt: skip
    assert say(record, document) == f"Norway and Kenya {act} in 2020."


def test_a_hope_of_nobody_in_particular() -> None:
    record = event(status="hoped", status_words="hoped", attribution=(Voice(name=None, mode="indirect"),))
    assert say(record).startswith("It is hoped, the text does not say by whom, that Norway and the United States will")


def test_who_tells_of_his_own_meeting_is_not_told_twice() -> None:
    nes = actor("NOR", "Kari Nes", "Foreign Minister")
    record = event(initiators=[nes, "USA"], when="2020", attribution=(voice("Kari Nes", "NOR", "Foreign Minister"),))
    assert say(record) == "Norway’s Foreign Minister Kari Nes and the United States met in 2020, by Kari Nes’ account."


def test_counted_things_come_first_and_a_rate_is_told_once() -> None:
    doses = write("figure", NEWS, "met", "2020", metric="doses", subjects=["NOR", "KEN"], value=5e4, unit="dose")
    rate = write("figure", NEWS, "met", "2020", metric="trade-growth", subjects=["NOR", "KEN"], value=46.0, unit="%",
                 change=Change(46.0, "up", None))  # fmt: skip
    corridor = Actor("Rift Corridor")
    built = write("figure", NEWS, "met", "2020", metric="jobs", subjects=[corridor], value=9.0, unit="job",
                  project="Rift Corridor")  # fmt: skip
    assert say(built) == "9 jobs (the Rift Corridor), in 2020."
    raw = write("figure", NEWS, "met", metric="aid", subjects="NOR", value=5.0, unit="EUR", period="over a decade")
    assert say(doses) == "50,000 doses (Norway, Kenya), in 2020."
    assert say(rate) == "Trade between Norway and Kenya: up 46%, in 2020."
    assert say(raw) == "Aid of Norway: EUR 5, over a decade."


def test_a_joint_text_is_its_parties_own_word() -> None:
    both = voice("Kenya and Norway", mode="document")
    record = event(initiators=["KEN", "NOR"], when="2020", attribution=(both,))
    assert say(record) == "Kenya and Norway met in 2020, by Kenya and Norway’s own account."


def test_a_partner_is_a_description_and_a_partnership_a_title() -> None:
    def tie(label: str) -> str:
        return say(write("tie", NEWS, "met", relation="designation", subjects=["NOR", "KEN"], label=label))

    assert tie("strategic partner") == "One of Norway and Kenya is described as the other’s “strategic partner”."
    assert tie("strategic partnership") == "The relation of Norway and Kenya is called “strategic partnership”."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"type": "SUPPORT", "cameo": "055"}, "Kenya apologised to Türkiye"),
        ({"type": "COERCE", "mode": "arrest"}, "Kenya arrested or held Türkiye"),
        ({"type": "RETREAT", "mode": "access"}, "Kenya granted access to Türkiye"),
        ({"type": "ACCUSE", "mode": "allege", "cameo": "115"}, "Kenya took legal action against Türkiye"),
        (
            {"type": "SANCTION", "mode": "discontinue", "cameo": "162"},
            "Kenya cut or suspended aid or dealings with Türkiye",
        ),
        ({"type": "COERCE"}, "Kenya used coercion against Türkiye"),
    ],
)
def test_modes_and_codes_say_more_than_types(fields: dict[str, str], words: str) -> None:
    assert words in say(event(**{"form": None, **fields}, initiators=["KEN"], targets=["TUR"], symmetric=False))
