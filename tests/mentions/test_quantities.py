import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.mentions.quantities import find_quantities
from dragoman.mentions.units import singular_of
from dragoman.model.expression import Quantity


def only(text: str) -> tuple[str, Quantity]:
    """The words and the value of the one quantity of a text."""
    found = find_quantities(text)
    assert len(found) == 1, [mention.quote for mention in found]
    assert isinstance(found[0].value, Quantity)
    return found[0].quote, found[0].value


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("Peru will lend $23.1 billion.", "$23.1 billion", 23.1e9, "USD"),
        ("It cost US$1.5bn.", "US$1.5bn", 1.5e9, "USD"),
        ("Cairo received €300 million.", "€300 million", 3e8, "EUR"),
        ("A loan of 1.2 trillion yuan was signed.", "1.2 trillion yuan", 1.2e12, "CNY"),
        ("They gave 150 million U.S. dollars.", "150 million U.S. dollars", 1.5e8, "USD"),
        ("Canberra spent 40 million Australian dollars.", "40 million Australian dollars", 4e7, "AUD"),
        ("India set aside Rs 5 crore.", "Rs 5 crore", 5e7, "INR"),
        ("Pakistan set aside 5 billion rupees.", "5 billion rupees", 5e9, "PKR"),
        ("It needs 200 million Egyptian pounds.", "200 million Egyptian pounds", 2e8, "EGP"),
        ("EUR 20m was paid.", "EUR 20m", 2e7, "EUR"),
        ("A million dollars was lost.", "A million dollars", 1e6, "USD"),
        ("About 46 percent agreed.", "About 46 percent", 46, "%"),
        ("Tariffs are 11.1%.", "11.1%", 11.1, "%"),
        ("Turnout was 12 per cent.", "12 per cent", 12, "%"),
        ("It moved 3 percentage points.", "3 percentage points", 3, "%"),
        ("Oslo sent 50,000 doses of vaccine.", "50,000 doses", 50000, "dose"),
        ("The port made 8,200 direct jobs.", "8,200 direct jobs", 8200, "job"),
        ("Three million people fled.", "Three million people", 3e6, "person"),
        ("They freed 20 Su-35 fighter jets.", "20 Su-35 fighter jets", 20, "jet"),
        ("1,50,000 farmers marched.", "1,50,000 farmers", 150000, "farmer"),
        ("A pipe carries 1.6 billion cubic feet per day.", "1.6 billion cubic feet per day", 1.6e9, "[cft_i]/d"),
        ("Iraq pumps 400,000 barrels a day.", "400,000 barrels a day", 400000, "[bbl_us]/d"),
        ("A 600-megawatt plant opened.", "600-megawatt", 600, "MW"),
        ("A 51-kilometer road opened.", "51-kilometer", 51, "km"),
        ("Kyiv shipped 30 tonnes of grain.", "30 tonnes", 30, "t"),
        ("40 hectares were cleared.", "40 hectares", 40, "har"),
        ("A four-lane bridge opened.", "four-lane", 4, "lane"),
        ("The quake killed at least 388.", "at least 388", 388, "person"),
        ("It left 96 missing.", "96 missing", 96, "person"),
        ("Oslo gave 600 million kronor.", "600 million kronor", 6e8, "SEK"),
    ],
)
def test_values_and_units(text: str, quote: str, value: float, unit: str) -> None:
    words, quantity = only(text)
    assert (words, quantity.unit) == (quote, unit)
    assert quantity.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "quote", "comparator"),
    [
        ("more than 100 small and medium-sized enterprises", "more than 100 small and medium-sized enterprises", ">"),
        ("at least 12 warships", "at least 12 warships", ">"),
        ("100+ companies", "100+ companies", ">"),
        ("30 ships or more", "30 ships or more", ">"),
        ("up to $1 billion", "up to $1 billion", "<"),
        ("fewer than five ships", "fewer than five ships", "<"),
        ("nearly 40 soldiers", "nearly 40 soldiers", "~"),
        ("some 300 Kenyan troops", "some 300 Kenyan troops", "~"),
        ("forty soldiers", "forty soldiers", "="),
        ("tens of thousands of refugees", "tens of thousands of refugees", ">"),
    ],
)
def test_comparators(text: str, quote: str, comparator: str) -> None:
    words, quantity = only(text)
    assert (words, quantity.comparator) == (quote, comparator)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [("$10-15 million", 10e6, 15e6), ("10 to 15 million tons", 10e6, 15e6), ("between 20 and 30 ships", 20, 30)],
)
def test_ranges(text: str, lower: float, upper: float) -> None:
    _, quantity = only(text)
    assert (quantity.value, quantity.upper) == (lower, upper)


def test_order_of_magnitude_is_its_least() -> None:
    _, quantity = only("tens of thousands of refugees")
    assert (quantity.value, quantity.unit) == (10000, "refugee")


@pytest.mark.parametrize(
    ("text", "change", "direction"),
    [
        ("an increase of 11.1 percent", True, "up"),
        ("Exports rose by nearly 5 percent.", True, "up"),
        ("a 46 percent increase in trade", True, "up"),
        ("Imports fell 3.2%.", True, "down"),
        ("Rates stand at 4 percent.", False, None),
        ("Rates rose to 4 percent.", False, None),
    ],
)
def test_change(text: str, change: bool, direction: str | None) -> None:
    _, quantity = only(text)
    assert (quantity.change, quantity.direction) == (change, direction)


@pytest.mark.parametrize(
    "text",
    [
        "They met for three days on 6-7 April 2021.",
        "Resolution 1701, Article 5, paragraph 3 and Type 054 frigates",
        "A 70-year-old envoy of the G7 flew in F-16s during COVID-19.",
        "Call 555-1234 in the 10th round.",
        "The two sides and the two countries agreed; both held a 2+2 dialogue.",
        "Boeing 737 jets, phase 2 projects, COP 27",
        "They won two-thirds of two dozen seats.",
        "In 2024 one country left.",
        "the 2 leaders and their three ministers",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


def test_bare_number_span() -> None:
    text = "Over €1.5 billion was owed."
    _, quantity = only(text)
    assert text[quantity.number_start : quantity.number_end] == "1.5 billion"


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("countries", "country"),
        ("wives", "wife"),
        ("initiatives", "initiative"),
        ("cases", "case"),
        ("businesses", "business"),
        ("viruses", "virus"),
        ("churches", "church"),
        ("taxes", "tax"),
        ("aircraft", "aircraft"),
        ("children", "child"),
        ("crises", "crisis"),
        ("MoUs", "MoU"),
        ("NGOs", "NGO"),
    ],
)
def test_singular(plural: str, singular: str) -> None:
    assert singular_of(plural) == singular


_PIECES = st.sampled_from(
    (
        "$ US$ Rs 5 1,000 2.5 -3 million bn crore percent % km of the more than up to nearly barrels per day "
        "three thousand - people small and medium-sized firms Resolution two dozen tens thousands dollars won "
        "yuan . , 10-15 + 2021 rose by"
    ).split(" ")
)


@given(st.lists(_PIECES, max_size=14).map(" ".join) | st.text(max_size=60))
def test_spans_hold_their_quotes(text: str) -> None:
    last = 0
    for mention in find_quantities(text):
        assert mention.start >= last
        assert text[mention.start : mention.end] == mention.quote
        assert mention.start <= mention.value.number_start < mention.value.number_end <= mention.end
        last = mention.end
