"""Who says a quotation, by what stands beside it."""

import pytest

from dragoman.frames.attribution import find_speech
from dragoman.frames.quotations import find_quotations
from tests.reading import parse, the_codebook

BESIDE = [
    ("“The strait is ours,” thundered Admiral Okoro.", "Okoro", "The strait is ours"),
    ("“The strait is ours,” the admiral, who leads the fleet, snapped.", "admiral", "The strait is ours"),
    ("“Is the strait ours? It is,” he went on.", "he", "Is the strait ours? It is"),
    ("Admiral Okoro, back from Luanda, added: “The strait is ours.”", "Okoro", "The strait is ours."),
    ("‘The strait is ours,’ Admiral Okoro told the Commons.", "Okoro", "The strait is ours"),
    (
        "“No ship will pass. No boat will pass,” warned the ministry’s spokesman.",
        "spokesman",
        "No ship will pass. No boat will pass",
    ),
]


@pytest.mark.parametrize(("text", "speaker", "content"), BESIDE)
def test_the_words_beside_a_quotation_name_its_speaker(text: str, speaker: str, content: str) -> None:
    analysis = parse(text)
    found = find_speech(analysis, the_codebook().lexicon)
    assert [(analysis.tokens[s.speaker[0]].text, text[s.content[0] : s.content[1]]) for s in found] == [
        (speaker, content)
    ]


def test_a_quotation_that_its_cue_divides_is_one_speech_with_a_rest() -> None:
    text = "“Lima wants peace,” Rojas said, “but it will defend its waters.”"
    (speech,) = find_speech(parse(text), the_codebook().lexicon)
    assert speech.rest is not None
    assert text[speech.rest[0] : speech.rest[1]] == "but it will defend its waters."
    assert speech.holds(text.index("defend"))
    assert not speech.holds(text.index("Rojas"))


def test_a_cue_inside_a_quotation_claims_nothing_outside() -> None:
    text = "“We asked for rice,” the minister told lawmakers, “and we were sent advisers.”"
    analysis = parse(text)
    assert [analysis.tokens[s.speaker[0]].text for s in find_speech(analysis, the_codebook().lexicon)] == ["minister"]


def test_an_apostrophe_is_no_quotation_mark() -> None:
    text = "The ministers’ dinner and the king’s ‘modest’ hall pleased the envoys’ wives."
    assert find_quotations(text, [(0, len(text))]) == []


REPORTED = [
    ("The port had reopened, two envoys in Tunis said.", "envoys", "The port had reopened"),
    (
        "Bahrain had agreed to mediate, the Kuwaiti minister, Nawaf Otaibi, told the paper.",
        "Otaibi",
        "Bahrain had agreed to mediate",
    ),
    ("Rojas: The strait will stay open", "Rojas", "The strait will stay open"),
    ("The premier’s insistence that the map is final has angered Delhi.", "premier", "the map is final"),
    ("Khartoum claims to have shot down a drone.", "Khartoum", "to have shot down a drone"),
]


@pytest.mark.parametrize(("text", "speaker", "content"), REPORTED)
def test_cues_stand_at_the_end_before_a_colon_and_in_nouns(text: str, speaker: str, content: str) -> None:
    analysis = parse(text)
    found = [(analysis.tokens[s.speaker[0]].text, text[s.content[0] : s.content[1]])
             for s in find_speech(analysis, the_codebook().lexicon) if s.speaker]  # fmt: skip
    assert found == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "At no point did the minister say that Vienna would host the exiles.",
        "Riyadh neither confirmed nor denied that its envoy had been to Asmara.",
        "After the talks ended, the minister left.",
        "He rejects what he calls meddling.",
    ],
)
def test_nothing_is_said(text: str) -> None:
    analysis = parse(text)
    said = [s for s in find_speech(analysis, the_codebook().lexicon) if s.lemma not in {"call", "reject"}]
    assert said == []


def test_hearsay_is_somebodys_whom_nobody_names() -> None:
    (speech,) = find_speech(parse("The envoy reportedly met the rebels."), the_codebook().lexicon)
    assert speech.speaker == ()
    assert speech.lemma == "reportedly"
