"""Genre from titles, publishers and the author's own words; language from function words."""

import pytest

from dragoman.model.document import GENRES
from dragoman.text import find_genre
from dragoman.text.genre import find_signs
from dragoman.text.tongue import find_language

NEWS = (
    "Rwanda and Finland signed a forestry accord on Tuesday, officials said. “We must act, and indeed we should,” the "
    "Rwandan minister told reporters in Kigali. According to a spokeswoman, the accord enters into force in May. "
) * 3
ESSAY = (
    "The accord between Rwanda and Finland is, of course, a promising step. But it is crucial to see what it lacks. "
    "Helsinki must pay more, and Kigali should spend better; perhaps both need to. Indeed, the significance of the "
    "text lies in what it leaves out, and thus the two capitals have to return to the table. "
) * 4
ACCOUNT = (
    "Foreign Minister Tuya of Mongolia met with her Uruguayan counterpart in Ulaanbaatar today. The two ministers "
    "reviewed trade in wool and agreed to open talks on visas."
)
NOTICE = "The minister will travel to Apia on 3 May. She will meet the Prime Minister and attend the forum."
GREETING = (
    "On behalf of my government I send my best wishes to the people of Tonga. I look forward to our work together."
)
TRANSCRIPT = (
    "MINISTER ABE: Good morning.\nQUESTION: Will you go?\nMINISTER ABE: Yes.\nQUESTION: When?\nMINISTER ABE: Soon."
)
ADDRESS = "Mr. President,\nExcellencies,\nLadies and gentlemen,\nBelize thanks the Secretary-General for his report."
JOINT = (
    "The text of the following statement was issued by the Governments of Peru and Norway.\n"
    "We are united in our concern for the forests of the Amazon."
)
MINISTRY = "Ministry of Foreign Affairs, Mongolia"


@pytest.mark.parametrize(
    ("genre", "title", "text", "publisher"),
    [
        ("news", "Rwanda, Finland sign accord", NEWS, "The Kigali Times"),
        ("news", None, NEWS, None),
        ("news", "Rwanda and Finland issue joint statement", NEWS, "Reuters"),
        ("news", "Five things to watch in the minister's speech", NEWS, "The Kigali Times"),
        ("opinion", None, ESSAY, None),
        ("opinion", "Opinion: An accord with holes", NEWS, "The Kigali Times"),
        ("opinion", "OKAFOR: The accord nobody reads", ESSAY, "The Kigali Times"),
        ("opinion", None, f"{NEWS}\nThe writer is a former ambassador to Oslo.", None),
        ("readout", "Readout of the President’s Call with the King of Jordan", ACCOUNT, "The White House"),
        ("readout", "Meeting with the Foreign Minister of Uruguay", ACCOUNT, MINISTRY),
        ("joint-statement", "Joint Statement on the Amazon", JOINT, "Department of State"),
        (
            "joint-statement",
            "Joint Communiqué of the Fourth Dialogue",
            "We, the ministers of Fiji and Kiribati, met.",
            None,
        ),
        ("joint-statement", "On the Amazon", JOINT, "Department of State"),
        ("joint-statement", "G7 Foreign Ministers’ Statement on Sudan", "We condemn the fighting.", "Foreign Office"),
        ("speech", "Remarks by the Minister at the Harvest Dinner", GREETING, MINISTRY),
        ("speech", "National Statement at the General Assembly", ADDRESS, None),
        ("speech", "Press Conference in Apia", TRANSCRIPT, MINISTRY),
        ("speech", "Tonga’s National Day", GREETING, "U.S. Department of State"),
        ("speech", None, TRANSCRIPT, None),
        ("other", "Visit to Samoa", NOTICE, MINISTRY),
        ("other", None, "A short note.", None),
        ("other", "Appointment of a consul", "The President appointed Ms Lee as consul in Lagos.", MINISTRY),
    ],
)
def test_genres(genre: str, title: str | None, text: str, publisher: str | None) -> None:
    assert find_genre(title, text, publisher) == genre, find_signs(title, text, publisher)


def test_the_address_and_the_dateline_count() -> None:
    assert find_genre(None, "A short note.", None, has_dateline=True) == "news"
    assert find_genre(None, NEWS, None, "https://paper.example/2020/opinion/an-accord") == "opinion"


def test_words_in_quotation_marks_are_not_the_authors() -> None:
    quoted = NEWS.replace("We must act", "I think we must, should and ought to act, and I mean it")
    assert find_genre(None, quoted) == "news"


def test_signs_name_their_genre_and_reason() -> None:
    signs = find_signs("Readout of a call", ACCOUNT, MINISTRY)
    assert signs
    assert all(sign.genre in GENRES and sign.weight > 0 and sign.reason for sign in signs)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers of Ghana and Togo met in Accra to discuss the border.", "en"),
        ("Sworn in as Nauru's president in Yaren on Monday.", "en"),
        ("Le ministre des affaires étrangères a rencontré son homologue du Togo pour discuter de la frontière.", "fr"),
        ("El ministro se reunió en Lima con su homólogo para hablar de la frontera y de las aguas del río.", "es"),
        ("Der Außenminister traf in Wien mit dem Minister aus Ghana zusammen und sprach über die Lage.", "de"),
        ("De minister was in Accra en had een gesprek met zijn collega over de grens van het land en de zee.", "nl"),
        ("Министр иностранных дел встретился в Бишкеке с послом.", "ru"),
        ("外交部长会见了加纳大使。", "zh"),
        ("外務大臣はガーナの大使と会談しました。", "ja"),
        ("وزير الخارجية التقى السفير في مسقط", "ar"),
        ("Ceasefire agreed", None),
        ("123 456", None),
        ("Minister spraw zagranicznych spotkał się wczoraj w Warszawie z ministrem Ghany, aby omówić wizy.", "und"),
    ],
)  # fmt: skip
def test_languages(text: str, language: str | None) -> None:
    assert find_language(text) == language
