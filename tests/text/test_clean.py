"""Boilerplate is masked with its reason; sentences that merely contain such words are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.text import find_masks
from dragoman.text.clean import iter_lines

BOILERPLATE = {
    "!-- Tag manager (noscript) -->": "tag remnant",
    "<div class=\"lead\" id='top'>": "tag remnant",
    "window.tracker = window.tracker || [];": "script remnant",
    "(function(d, s) { var js; })(document, 'script');": "script remnant",
    "Printer-friendly version": "print button",
    "ADVERTISEMENT": "advertisement",
    "- Advertisement -": "advertisement",
    "Story continues below advertisement": "advertisement",
    "Share this: Facebook Twitter WhatsApp Email": "share line",
    "Tweet": "share line",
    "Follow us on Telegram for breaking news": "share line",
    "Follow Amina Bello on Twitter: @aminabello": "share line",
    "Sign up for our weekly Africa newsletter": "newsletter",
    "Subscribe": "newsletter",
    "By signing up, you agree to our terms.": "newsletter",
    "This website uses cookies to improve your experience.": "cookie notice",
    "Read more: Gabon reopens its embassy in Accra": "pointer",
    "ALSO READ: Fiji hosts Pacific ministers": "pointer",
    "Click here for the full text.": "pointer",
    "For more information, please contact press@mfa.example": "pointer",
    "Related articles": "pointer",
    "https://news.example/2019/04/treaty": "URL",
    "SOURCE: Andina": "source line",
    "Source: Ministry of Trade of Paraguay": "source line",
    "Photo: Presidency of Malawi/Flickr": "picture",
    "Photo credit: Grace Otieno": "picture",
    "FILE - The two ministers shake hands in Lusaka, May 4, 2016.": "picture",
    "The harbour of Walvis Bay at dawn. (AP Photo/Tomas Nel)": "picture",
    "A caption under a picture{:.media__cutline}": "picture",
    "{:.article__lead}": "attribute list",
    "The Associated Press contributed to this report.": "credit",
    "(Reporting by Nino Kapanadze; Editing by Paul Tran)": "credit",
    "© 2018 The Apia Chronicle": "copyright",
    "All rights reserved.": "copyright",
    "Office of the Spokesperson": "letterhead",
    "MINISTRY OF EXTERNAL RELATIONS": "letterhead",
    "PRESS RELEASE No. 14/2020": "letterhead",
    "FOR IMMEDIATE RELEASE": "release formula",
    "###": "release formula",
    "# # #": "release formula",
    "End Text.": "release formula",
    "Begin text:": "release formula",
    "-END-": "release formula",
    "Tel: +678 555 0199": "contact",
    "Media contact: Ana Duarte": "contact",
    "Page 3 of 12": "page furniture",
    "* * *": "release formula",
}

SENTENCES = (
    "Sources: two officials in Harare said the talks would go on.",
    "Source countries must do more, the commissioner said.",
    "Sources close to the delegation denied the report.",
    "The ministers will share this experience with Laos.",
    "Print media in Jordan welcomed the agreement.",
    "Follow-up talks were held in Muscat on Sunday.",
    "Subscribers to the treaty include Togo and Benin.",
    "Ghana signed up to the charter on Monday.",
    "Related disputes over fishing were not raised.",
    "More than forty delegations came to Suva.",
    "Read together, the two letters amount to a threat.",
    "Contact between the two armies was restored in May.",
    "Contacts between Oslo and Minsk have ceased.",
    "The ministry of external relations summoned the envoy.",
    "End the siege, the council told both sides.",
    "Copyright was among the topics that Korea and Chile discussed.",
    "(c) to expand the training of Tongan officers;",
    "Photographs of the summit were released by the Kremlin.",
    "Video diplomacy has replaced travel, the envoy said.",
    "Cookies and tea were served to the delegation from Samoa.",
    "The Office of the Spokesperson denied it.",
    "Department of Trade officials left for Quito.",
    "Trade grew by < 5% while exports rose to > 3 billion.",
    "Updated rules of origin were agreed by Kenya and Japan.",
    "The Associated Press was refused entry to Eritrea.",
    "Email exchanges between the two embassies were published.",
    "GREECE AND EGYPT SIGN MARITIME DEAL",
)


@pytest.mark.parametrize(("line", "reason"), BOILERPLATE.items())
def test_boilerplate_is_masked_whole_and_alone(line: str, reason: str) -> None:
    text = f"Malta hosted the talks.\r\n\r\n  {line} \nThey end on Friday."
    (mask,) = find_masks(text)
    assert text[mask.start : mask.end] == line
    assert mask.reason == reason


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_are_not_masked(sentence: str) -> None:
    assert find_masks(f"Malta hosted the talks.\n{sentence}\nThey end on Friday.") == ()


def test_tags_and_scripts_within_text_are_masked_and_words_are_not() -> None:
    text = "<p>Peru <b>thanked</b>&nbsp;Chile.</p>\n<script>var a = 1;\nalert(a)</script>\nIt rained."
    kept = list(text)
    for mask in find_masks(text):
        kept[mask.start : mask.end] = " " * (mask.end - mask.start)
    assert "".join(kept).split() == ["Peru", "thanked", "Chile.", "It", "rained."]


MARKDOWN = """---
title: A visit
---
# Oman and Cuba #

**Oman’s** minister _met_ his [Cuban colleague](https://example.org/a_b "who") in Havana.

- They signed two [accords][1].
> We *agree*, he said.

![a picture](photo.jpg)

```
code
```
[1]: https://example.org/accords
"""


def test_markdown_syntax_is_masked_and_its_words_are_not() -> None:
    kept = list(MARKDOWN)
    for mask in find_masks(MARKDOWN, "markdown"):
        kept[mask.start : mask.end] = "\n" * (mask.end - mask.start)
    assert (
        "".join(kept).split()
        == (
            "Oman and Cuba Oman’s minister met his Cuban colleague in Havana. "
            "They signed two accords . We agree , he said."
        ).split()
    )
    assert find_masks("2 * 3 * 4 and snake_case_name stay.", "markdown") == ()
    assert find_masks("It was *not* masked as plain text.") == ()


@given(st.text(alphabet=st.sampled_from("aZ <>/!-*_#[](){}:.|\n\r\u2028é“”=\"'https www@©0"), max_size=200))
def test_masks_are_in_order_apart_and_inside(text: str) -> None:
    for markup in ("plain", "markdown"):
        at = 0
        for mask in find_masks(text, markup):
            assert at <= mask.start < mask.end <= len(text)
            at = mask.end
    for start, end in iter_lines(text):
        assert text[start:end] == text[start:end].strip()
        assert start < end


def test_a_long_line_takes_no_long_time() -> None:
    for piece in ("<", "a <b ", "(c", "[", "share this, ", "https://", "*_", "January ", "AB ", "{:"):
        find_masks(piece * 20_000, "markdown")
