"""Currencies, measures and the nouns that are counted: the tables that quantities are read with."""

__all__ = [
    "CURRENCY_CODES",
    "CURRENCY_SYMBOLS",
    "CURRENCY_WORDS",
    "MEASURES",
    "NATIONAL_CURRENCIES",
    "PER_UNITS",
    "RUPEES",
    "UNCOUNTED",
    "is_plural",
    "singular_of",
]

# ISO 4217. A bare "$" is the US dollar, "¥" the yen; "Rs" is settled by the text (see `find_quantities`).
CURRENCY_SYMBOLS: dict[str, str] = {
    "US$": "USD", "USD$": "USD", "$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD",
    "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "R$": "BRL", "€": "EUR", "£": "GBP", "CN¥": "CNY", "¥": "JPY", "₹": "INR",
    "₽": "RUB", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₦": "NGN", "₫": "VND", "₱": "PHP", "฿": "THB",
    "₸": "KZT", "₾": "GEL", "₼": "AZN", "৳": "BDT", "₵": "GHS", "RMB": "CNY", "Rs.": "rupee", "Rs": "rupee",
}  # fmt: skip
CURRENCY_CODES = (
    "USD EUR GBP JPY CNY INR PKR BDT LKR NPR RUB KRW ILS TRY UAH NGN VND PHP THB KZT GEL AZN GHS AUD CAD NZD HKD "
    "SGD TWD BRL MXN ARS CLP COP PEN ZAR KES UGX TZS ETB EGP SAR AED QAR OMR KWD BHD JOD IQD IRR AFN UZS IDR MYR MMK "
    "LAK KHR MNT CHF SEK NOK DKK PLN CZK HUF RON BGN RSD MAD DZD TND LYD XOF XAF ZMW BWP AOA MZN"
).split()

# Singular word → ISO 4217 where one country comes first to mind; null where the word alone does not say.
CURRENCY_WORDS: dict[str, str | None] = {
    "dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "pound": "GBP", "yen": "JPY", "yuan": "CNY",
    "renminbi": "CNY", "rupee": "rupee", "ruble": "RUB", "rouble": "RUB", "won": "KRW", "shekel": "ILS", "lira": "TRY",
    "hryvnia": "UAH", "naira": "NGN", "dong": "VND", "baht": "THB", "tenge": "KZT", "lari": "GEL", "manat": "AZN",
    "dram": "AMD", "taka": "BDT", "cedi": "GHS", "rand": "ZAR", "birr": "ETB", "riyal": "SAR", "rial": "IRR",
    "dirham": "AED", "dinar": None, "franc": None, "peso": None, "real": "BRL", "shilling": None, "krona": "SEK",
    "krone": None, "zloty": "PLN", "koruna": "CZK", "forint": "HUF", "leu": "RON", "lev": "BGN", "afghani": "AFN",
    "som": None, "rupiah": "IDR", "ringgit": "MYR", "kyat": "MMK", "kip": "LAK", "riel": "KHR", "tugrik": "MNT",
    "kwacha": "ZMW", "pula": "BWP", "kwanza": "AOA", "metical": "MZN", "sol": "PEN", "afn": "AFN",
}  # fmt: skip

# (adjective, word) → ISO 4217.
NATIONAL_CURRENCIES: dict[tuple[str, str], str] = {
    ("australian", "dollar"): "AUD", ("canadian", "dollar"): "CAD", ("new zealand", "dollar"): "NZD",
    ("hong kong", "dollar"): "HKD", ("singapore", "dollar"): "SGD", ("taiwan", "dollar"): "TWD",
    ("new taiwan", "dollar"): "TWD", ("fijian", "dollar"): "FJD", ("jamaican", "dollar"): "JMD",
    ("namibian", "dollar"): "NAD", ("zimbabwean", "dollar"): "ZWL", ("indian", "rupee"): "INR",
    ("pakistani", "rupee"): "PKR", ("pakistan", "rupee"): "PKR", ("sri lankan", "rupee"): "LKR",
    ("nepali", "rupee"): "NPR", ("nepalese", "rupee"): "NPR", ("mauritian", "rupee"): "MUR",
    ("egyptian", "pound"): "EGP", ("syrian", "pound"): "SYP", ("lebanese", "pound"): "LBP",
    ("sudanese", "pound"): "SDG", ("british", "pound"): "GBP", ("lebanese", "lira"): "LBP",
    ("iranian", "rial"): "IRR", ("omani", "rial"): "OMR", ("yemeni", "rial"): "YER", ("saudi", "riyal"): "SAR",
    ("qatari", "riyal"): "QAR", ("moroccan", "dirham"): "MAD", ("emirati", "dirham"): "AED", ("uae", "dirham"): "AED",
    ("kuwaiti", "dinar"): "KWD", ("iraqi", "dinar"): "IQD", ("jordanian", "dinar"): "JOD",
    ("bahraini", "dinar"): "BHD", ("libyan", "dinar"): "LYD", ("tunisian", "dinar"): "TND",
    ("algerian", "dinar"): "DZD", ("serbian", "dinar"): "RSD", ("swiss", "franc"): "CHF", ("cfa", "franc"): "XOF",
    ("rwandan", "franc"): "RWF", ("congolese", "franc"): "CDF", ("mexican", "peso"): "MXN",
    ("argentine", "peso"): "ARS", ("chilean", "peso"): "CLP", ("colombian", "peso"): "COP", ("cuban", "peso"): "CUP",
    ("philippine", "peso"): "PHP", ("uruguayan", "peso"): "UYU", ("dominican", "peso"): "DOP",
    ("kenyan", "shilling"): "KES", ("ugandan", "shilling"): "UGX", ("tanzanian", "shilling"): "TZS",
    ("somali", "shilling"): "SOS", ("danish", "krone"): "DKK", ("norwegian", "krone"): "NOK",
    ("swedish", "krona"): "SEK", ("icelandic", "krona"): "ISK", ("uzbek", "som"): "UZS", ("kyrgyz", "som"): "KGS",
    ("turkmen", "manat"): "TMT", ("belarusian", "ruble"): "BYN", ("russian", "ruble"): "RUB",
    ("chinese", "yuan"): "CNY", ("japanese", "yen"): "JPY", ("turkish", "lira"): "TRY", ("brazilian", "real"): "BRL",
}  # fmt: skip

# Which rupee a text means that does not say: by the country that it names most.
RUPEES = {"India": "INR", "Pakistan": "PKR", "Sri Lanka": "LKR", "Nepal": "NPR"}

# Singular word or abbreviation → UCUM.
MEASURES: dict[str, str] = {
    "kilometer": "km", "kilometre": "km", "km": "km", "meter": "m", "metre": "m", "centimeter": "cm",
    "centimetre": "cm", "cm": "cm", "millimeter": "mm", "millimetre": "mm", "mm": "mm", "mile": "[mi_i]",
    "nautical mile": "[nmi_i]", "foot": "[ft_i]", "inch": "[in_i]", "square kilometer": "km2",
    "square kilometre": "km2", "sq km": "km2", "km²": "km2", "km2": "km2", "square meter": "m2", "square metre": "m2",
    "m²": "m2", "square mile": "[mi_i]2", "square foot": "[sft_i]", "hectare": "har", "acre": "[acr_us]",
    "ton": "t", "tonne": "t", "metric ton": "t", "metric tonne": "t", "kiloton": "kt", "megaton": "Mt",
    "megatonne": "Mt", "gigatonne": "Gt", "kilogram": "kg", "kilo": "kg", "kg": "kg", "gram": "g", "ounce": "[oz_av]",
    "liter": "L", "litre": "L", "gallon": "[gal_us]", "barrel": "[bbl_us]", "bpd": "[bbl_us]/d", "cubic meter": "m3",
    "cubic metre": "m3", "cubic foot": "[cft_i]", "megawatt": "MW", "mw": "MW", "gigawatt": "GW", "gw": "GW",
    "kilowatt": "kW", "kw": "kW", "watt": "W", "megawatt hour": "MW.h", "megawatt-hour": "MW.h", "mwh": "MW.h",
    "gigawatt hour": "GW.h", "gigawatt-hour": "GW.h", "gwh": "GW.h", "terawatt hour": "TW.h",
    "terawatt-hour": "TW.h", "twh": "TW.h", "kilowatt hour": "kW.h", "kilowatt-hour": "kW.h", "kwh": "kW.h",
    "kilovolt": "kV", "degree celsius": "Cel", "°c": "Cel", "kph": "km/h", "km/h": "km/h", "mph": "[mi_i]/h",
    "knot": "[kn_i]", "mtpa": "Mt/a", "bcm": "10*9.m3",
}  # fmt: skip

PER_UNITS = {
    "second": "s",
    "minute": "min",
    "hour": "h",
    "day": "d",
    "week": "wk",
    "month": "mo",
    "year": "a",
    "annum": "a",
}

# What is counted in running text without being a figure: stretches of time, and the words of enumeration.
UNCOUNTED = frozenset(
    "second minute hour day night week weekend fortnight month quarter year decade century time round side thing way "
    "aspect occasion half third fold front respect reason other another first sense one".split()
)

_IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth",
    "wives": "wife", "lives": "life", "knives": "knife", "wolves": "wolf", "shelves": "shelf", "halves": "half",
    "leaves": "leaf", "thieves": "thief", "calves": "calf", "loaves": "loaf", "crises": "crisis",
    "analyses": "analysis", "theses": "thesis", "hypotheses": "hypothesis", "oases": "oasis", "axes": "axis",
    "criteria": "criterion", "phenomena": "phenomenon", "media": "medium", "movies": "movie", "ties": "tie",
    "buses": "bus", "gases": "gas", "viruses": "virus", "campuses": "campus", "bonuses": "bonus",
    "censuses": "census", "statuses": "status", "caches": "cache", "shoes": "shoe", "canoes": "canoe",
    "quizzes": "quiz", "servicemen": "serviceman", "servicewomen": "servicewoman", "businessmen": "businessman",
    "policemen": "policeman", "fishermen": "fisherman", "congressmen": "congressman", "lawmen": "lawman",
    "gunmen": "gunman", "crewmen": "crewman", "airmen": "airman",
}  # fmt: skip
# One form for one and for many.
_INVARIANT = frozenset(
    "personnel staff police aircraft spacecraft cattle fish sheep series species headquarters military crew "
    "livestock".split()
)
_NOT_PLURAL = ("ss", "us", "is", "'s", "’s", "ous")
_NOT_NOUNS = frozenset(
    "is was has does says less always perhaps besides towards across this thus its his hers ours theirs yours plus "
    "minus versus overseas whereas afterwards sometimes needs wants makes takes gives goes comes shows means".split()
)


def _is_acronym(word: str) -> bool:
    """ "NGOs", "MoUs": capitals with the plural's ending."""
    return word.endswith("s") and sum(letter.isupper() for letter in word) >= 2 and word[-2].isupper()


def is_plural(word: str) -> bool:
    """Whether a word looks like a noun in the plural, or one that has no other form."""
    lower = word.casefold()
    if lower in _IRREGULAR or lower in _INVARIANT or _is_acronym(word):
        return True
    if len(lower) < 4 or lower in _NOT_NOUNS or not lower.endswith("s") or "-" in lower:
        return False
    return not lower.endswith(_NOT_PLURAL)


def singular_of(word: str) -> str:
    """The singular of an English noun, in lower case unless it is an acronym."""
    lower = word.casefold()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower in _INVARIANT:
        return lower
    if _is_acronym(word):
        return word[:-1]
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("sses", "shes", "xes", "zzes", "oes")):
        return lower[:-2]
    if lower.endswith("ches") and not lower.endswith("aches"):
        return lower[:-2]
    if lower.endswith("aches") and not lower.endswith(("headaches", "moustaches")):
        return lower[:-2]
    return lower[:-1] if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) else lower
