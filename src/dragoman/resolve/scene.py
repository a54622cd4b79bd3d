"""What the persons of one document are found from: its parse, and its mentions by kind."""

import re
from collections import Counter
from dataclasses import replace

from dragoman.codebook.book import Codebook
from dragoman.model.analysis import Analysis
from dragoman.model.document import Document
from dragoman.model.mention import Mention

__all__ = ["BODY_WORDS", "HONORIFIC", "OF_MINISTRIES", "Scene"]

# What is put before names and is no part of them: forms of address, nobility, learning, ranks.
HONORIFIC = (
    r"(?:MR|MRS|MS|DR|PROF|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Madam|Sir|Dame|Lord|Lady|Baroness|Hon|Rt\.?[ ]Hon|"
    r"(?:The[ ])?Right[ ]Hono?u?rable|Hono?u?rable|"
    r"H\.?[ ]?E|H\.?[ ]?R\.?[ ]?H|(?:His|Her)[ ](?:Excellency|Majesty|Highness|Royal[ ]Highness|Eminence)|"
    r"Sheikha?|Shaikha?|Sayyid|(?:Grand[ ])?Ayatollah|Mullah|Maulana|Haji|Hajj|Alhaji|Dato['’]?|Datuk|Datin|"
    r"Seri|Sri|Tan[ ]Sri|Tun|Utama|Smt|Shri|Engr|Chief|Father|Archbishop|Bishop|Cardinal|Rev|Reverend|Prince|Princess|"
    r"Ir|Ts|Ing|Assoc(?:iate)?\.?[ ]Prof(?:essor)?|Brigadier|Rep|Sen|Gov|"
    r"(?:(?:Lt|Lieutenant|Maj|Major|Brig|Brigadier|Field|Rear|Vice|Air[ ]Chief|Air[ ]Vice)\.?[ ])?"
    r"(?:Gen|General|Col|Colonel|Capt|Captain|Adm|Admiral|Major|Maj|Marshal|Lt|Sgt))(?![\w-])\.?"
)
# The ministries of an office, told after it: "Minister of State, Ministry of Trade and Ministry of Health, Ana Rojas".
OF_MINISTRIES = (
    r"(?:,[ ](?:and[ ])?Ministry[ ]of[ ][A-Z]\w+(?:[ ](?:and[ ]|&[ ]|the[ ])*(?!Ministry)[A-Z]\w+){0,4}"
    r"(?:[ ]and[ ]Ministry[ ]of[ ][A-Z]\w+(?:[ ](?:and[ ]|&[ ])?[A-Z]\w+){0,4})?)"
)
# Words of bodies, which stand in no person's name.
BODY_WORDS = {
    "Agency", "Association", "Commission", "Department", "Committee", "Council", "Institute", "Federation",
    "University", "Service", "Center", "Centre", "Authority", "Administration", "Corporation", "Organization",
    "Organisation", "Union", "Fund", "Society", "Bureau", "Ministry", "Command", "Foundation", "Company", "Corps",
    "Forces", "Executive",
}  # fmt: skip
# What can stand between a state and the name of who is at its head: its short form, honorifics.
_BEFORE_NAME = re.compile(
    r"(?:[ ]\([A-Z]{2,6}\))?[ ](?:(?:His|Her)[ ](?:Excellency|Majesty|Highness|Royal[ ]Highness)[ ]|H\.?E\.?[ ]|"
    r"Ambassador[ ]|"
    r"(?:MR|MRS|MS|DR|PROF|Mr|Mrs|Ms|Dr)\.?[ ])*(?=[A-Z])"
)
_COMMA_NAME = re.compile(r",[ ](?:(?:Mr|Mrs|Ms|Dr|H\.E)\.?[ ])?(?=[A-Z])")
# What stands in a name before the father's, as far before his title as is looked.
_FATHER = re.compile(r"\b(?:ibni|ibn|bin|binti|bint|almarhum|al-marhum)\s+$", re.IGNORECASE)
_FATHER_REACH = 12


class Scene:
    """One document as the finders of names, titles and homes see it."""

    def __init__(
        self, document: Document, analysis: Analysis, mentions: tuple[Mention, ...], codebook: Codebook
    ) -> None:
        self.document = document
        self.codebook = codebook
        self.text = document.text
        self.analysis = analysis
        self.lexicon = codebook.lexicon
        self.publisher_state = codebook.official_state(document.publisher)
        offices = [m for m in mentions if m.kind == "office" and not _is_in_name(self.text, m.start)]
        self.offices = [_without_preposition(m) for m in offices]
        self.states = [m for m in mentions if m.kind in {"state", "demonym", "seat"}]
        self.cities = [m for m in mentions if m.kind == "city"]
        self.dates = [m for m in mentions if m.kind == "date"]
        self.bodies = [m for m in mentions if m.kind == "organisation"]
        self.fixed = [m for m in mentions if m.kind not in {"office", "date", "quantity", "demonym"}]
        self.counts = Counter(m.key for m in self.states if m.key)

    def after_state(self, office: Mention) -> tuple[int, int] | None:
        """Where a name can begin after an office "of" a state without a comma, and where the state ends: "President of
        the Republic of Ruritania (RUR) Ana Rojas"."""
        lead = re.match(r"[ ]of[ ](?:the[ ])?", self.text[office.end : office.end + 8])
        if lead is None:
            return None
        where = office.end + lead.end()
        state = next((s for s in self.states if s.start == where and s.kind == "state"), None)
        if state is None:
            return None
        gap = _BEFORE_NAME.match(self.text, state.end)
        if gap is None and (comma := _COMMA_NAME.match(self.text, state.end)) is not None:
            # "The President of Peru, Ana Rojas, will": where the model sees a person between two commas
            name = next((n for n in self.analysis.names if n.label == "PERSON" and n.start == comma.end()), None)
            gap = comma if name is not None and self.text[name.end : name.end + 1] == "," else None
        return (gap.end(), state.end) if gap is not None else None


def _without_preposition(office: Mention) -> Mention:
    """ "under Prime Minister Okello": the preposition is no part of the title."""
    match = re.match(r"(?:under|by|with)\s+(?=[A-Z])", office.quote)
    if match is None:
        return office
    return replace(office, start=office.start + match.end(), quote=office.quote[match.end() :])


def _is_in_name(text: str, start: int) -> bool:
    """ "Sultan Ahmad Ibni Almarhum Sultan Iskandar": the father's title is a part of the son's name."""
    return _FATHER.search(text[max(0, start - _FATHER_REACH) : start]) is not None
