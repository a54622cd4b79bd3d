"""Whose words a stretch of text is: quotation marks, reporting verbs, and what goes on under the speaker before."""

import pytest

from dragoman.frames.attribution import find_speech, speech_at
from dragoman.frames.quotations import find_quotations
from dragoman.model.frame import Speech
from tests.reading import parse, the_codebook, wrong


def speeches_of(text: str) -> tuple[Speech, ...]:
    return find_speech(parse(text), the_codebook().lexicon)


def told(text: str) -> list[tuple[str, str, str]]:
    """Every speech as (last words of its speakers, mode, content)."""
    analysis = parse(text)
    return [
        (
            " ".join(analysis.tokens[index].text for index in speech.speaker),
            speech.mode,
            text[speech.content[0] : speech.content[1]],
        )
        for speech in speeches_of(text)
    ]


QUOTATIONS = [
    ("curly", "He said “we are ready” twice.", ["we are ready"]),
    ("straight", 'He said "we are ready" twice.', ["we are ready"]),
    ("tex", "He said ``we are ready'' twice.", ["we are ready"]),
    ("guillemets", "He said «we are ready» twice.", ["we are ready"]),
    ("low", "He said „we are ready” twice.", ["we are ready"]),
    ("two", "“Yes,” he said, “we are.”", ["Yes,", "we are."]),
    ("empty", 'Nothing "" here.', []),
    ("unclosed curly", "“We are ready, he said.", ["We are ready, he said."]),
    ("unclosed straight", 'A screen of 12" was given.', []),
    ("apostrophes", "Peru’s minister didn't meet Chile's.", []),
    ("none", "Nobody spoke.", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), QUOTATIONS)
def test_quotation_marks_of_every_kind_are_seen(name: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_quotations(text, [(0, len(text))])] == expected


def test_a_quotation_that_is_never_closed_ends_with_the_text() -> None:
    text = "She said: “The sea is ours"
    assert find_quotations(text, [(0, len(text) + 1)]) == [(text.index("The"), len(text))]


def test_each_paragraph_of_a_long_quotation_opens_it_anew() -> None:
    text = "“The sea is ours.\n\n“The sky is ours.\n\n“So is the land,” she said."
    blocks = [(0, 17), (19, 36), (38, len(text))]
    assert [text[start:end] for start, end in find_quotations(text, blocks)] == [
        "The sea is ours.",
        "The sky is ours.",
        "So is the land,",
    ]


def test_a_mark_left_open_reaches_no_further_than_its_paragraph() -> None:
    text = "“The sea is ours.\n\nThe king left."
    assert [text[start:end] for start, end in find_quotations(text, [(0, 17), (19, len(text))])] == ["The sea is ours."]


SPEECHES = [
    # direct: the speaker after, before, inside
    (
        "“We will reopen the bridge,” said Samoa’s prime minister.",
        [("minister", "direct", "We will reopen the bridge")],
    ),
    (
        "Samoa’s prime minister said: “We will reopen the bridge.”",
        [("minister", "direct", "We will reopen the bridge.")],
    ),
    ('The envoy replied, "Tunis has nothing to hide."', [("envoy", "direct", "Tunis has nothing to hide.")]),
    ("“Lima wants peace,” Rojas told reporters on Friday.", [("Rojas", "direct", "Lima wants peace")]),
    (
        "``Harare is open for business,'' the president declared.",
        [("president", "direct", "Harare is open for business")],
    ),
    # indirect
    ("The spokesman said the border would stay shut.", [("spokesman", "indirect", "the border would stay shut")]),
    wrong(
        "recall in the that-clause is taken for a cue that stands after its words",
        "Zagreb announced that it had recalled its envoy.",
        [("Zagreb", "indirect", "it had recalled its envoy")],
    ),
    ("The border would stay shut, the spokesman said.", [("spokesman", "indirect", "The border would stay shut")]),
    (
        "Both ministers stressed the need for calm on the river.",
        [("ministers", "indirect", "the need for calm on the river")],
    ),
    (
        "The emir told the assembly that Doha would pay for the hospital.",
        [("emir", "indirect", "Doha would pay for the hospital")],
    ),
    # mixed
    (
        "Rojas said that Lima was “tired of waiting” for an answer.",
        [("Rojas", "mixed", "Lima was “tired of waiting” for an answer")],
    ),
    (
        "The general called the raid “an act of piracy”.",
        [("general", "mixed", "the raid “an act of piracy")],
    ),
    # passive and nominal sources
    (
        "It was reported by Kyodo that the ferry had left Incheon.",
        [("Kyodo", "indirect", "the ferry had left Incheon")],
    ),
    wrong(
        "the parser hangs the clause on the agent",
        "It was announced by the palace that the king would fly to Doha.",
        [("palace", "indirect", "the king would fly to Doha")],
    ),
    (
        "According to the ministry, the two countries traded more wheat.",
        [("ministry", "document", "the two countries traded more wheat")],
    ),
    (
        "The two countries traded more wheat, according to the ministry.",
        [("ministry", "document", "The two countries traded more wheat")],
    ),
    (
        "A statement said the frigate had left Walvis Bay.",
        [("statement", "indirect", "the frigate had left Walvis Bay")],
    ),
    # nobody said it
    ("The spokesman did not say whether the king would travel.", []),
    ("The minister refused to comment on the shelling.", []),
    ("Nobody in Praia would say that the talks had failed.", []),
    ("If the premier says that the ban stays, the fleet will leave.", []),
    ("Athens and Ankara met in Rhodes on Monday.", []),
    ("They called for a ceasefire in the valley.", []),
]


@pytest.mark.parametrize(("text", "expected"), SPEECHES)
def test_speech_has_its_speaker_its_mode_and_its_words(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


CONTINUED = [
    (
        "“The pact is dead,” the chancellor said. “We shall write a better one before the spring comes.”",
        [("chancellor", False), ("chancellor", True)],
    ),
    (
        "The envoy said the strait was calm.\n\n“Our ships have seen nothing unusual there for three months.”",
        [("envoy", False), ("envoy", True)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONTINUED)
def test_a_free_quotation_goes_on_under_the_speaker_before(text: str, expected: list[tuple[str, bool]]) -> None:
    analysis = parse(text)
    found = [(analysis.tokens[s.speaker[0]].text, s.is_continued) for s in speeches_of(text)]
    assert found == expected


def test_a_quotation_far_from_any_speaker_is_nobodys() -> None:
    text = (
        "The envoy said the strait was calm. The harbour was empty. Cranes stood still. A dog slept. Rain fell.\n\n"
        "“Our ships have seen nothing unusual there for three months.”"
    )
    last = speeches_of(text)[-1]
    assert last.speaker == ()
    assert not last.is_continued


def test_a_borrowed_phrase_is_not_a_speech_of_its_own() -> None:
    assert told("The so-called “people’s republic of the northern hills” has no embassy in Dakar.") == []


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("The border, the spokesman said, would stay shut.", "stay"),
        ("Fiji, the envoy added, had sent the ship.", "sent"),
    ],
)
def test_a_cue_may_stand_inside_its_words(text: str, inside: str) -> None:
    assert speech_at(speeches_of(text), text.index(inside)) is not None


NESTED = [
    (
        "Rojas said Kyodo had reported that Peru would sign the accord.",
        "sign",
        ["Kyodo", "Rojas"],
    ),
    (
        "The minister said that the rebels claimed that Kampala armed their rivals.",
        "armed",
        ["rebels", "minister"],
    ),
]


@pytest.mark.parametrize(("text", "inside", "speakers"), NESTED)
def test_the_innermost_speaker_holds_nested_words(text: str, inside: str, speakers: list[str]) -> None:
    analysis = parse(text)
    found = speeches_of(text)
    offset = text.index(inside)
    innermost = speech_at(found, offset)
    assert innermost is not None
    assert analysis.tokens[innermost.speaker[0]].text == speakers[0]
    holding = sorted((s for s in found if s.content[0] <= offset < s.content[1]), key=lambda s: -s.content[0])
    assert [analysis.tokens[s.speaker[0]].text for s in holding] == speakers


def test_outside_every_speech_nobody_speaks() -> None:
    text = "Hanoi sent rice. The consul said that the rice had arrived."
    found = speeches_of(text)
    assert speech_at(found, text.index("sent")) is None
    assert speech_at(found, text.index("arrived")) is not None


@pytest.mark.parametrize("text", [row[0] for row in SPEECHES if type(row) is tuple])
def test_speeches_are_numbered_by_place_and_lie_within_their_extent(text: str) -> None:
    found = speeches_of(text)
    assert [speech.index for speech in found] == list(range(len(found)))
    for speech in found:
        assert speech.extent[0] <= speech.content[0] < speech.content[1] <= speech.extent[1] <= len(text)
