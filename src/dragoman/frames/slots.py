"""Who stands where around a trigger: its grammatical slots, by the names that the codebook gives them."""

from collections.abc import Sequence

from dragoman.codebook.lexicon import Lexicon
from dragoman.frames.senses import is_about, is_place_of, is_victim_of
from dragoman.model.analysis import Analysis, Token
from dragoman.model.grammar import agent_of, conjuncts, is_passive, modifiers, objects_of, prepositional, subjects_of

__all__ = ["CALL", "REMOTE", "Slots"]

# What makes a meeting or a talk one over a line, and which of them a call.
REMOTE = {
    "phone", "telephone", "video", "virtual", "online", "virtually", "videoconference", "teleconference",
}  # fmt: skip
CALL = {"phone", "telephone"}


class Slots:
    """Fills the slots of triggers in one document."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.lexicon = lexicon

    def things(self, verb: Token) -> list[Token]:
        """What a verb acts on as a thing: objects, or the subject of a passive."""
        if is_passive(self.analysis, verb):
            return subjects_of(self.analysis, verb)
        return objects_of(self.analysis, verb)

    def kept(self, verb: Token) -> list[Token]:
        """The thing given, where a passive tells of the receiver: "was presented the order by", "was given rice"."""
        return self.analysis.children(verb, "dobj", "oprd") if is_passive(self.analysis, verb) else []

    def complements(self, verb: Token) -> list[Token]:
        direct = self.analysis.children(verb, "xcomp", "ccomp")
        for clause in self.analysis.children(verb, "advcl"):  # not "called for calm, while Peru and Chile asked for"
            if not {word.lemma for word in self.analysis.children(clause, "mark")} - {"for", "to", "that"}:
                direct.append(clause)
        for prep in self.analysis.children(verb, "prep"):
            direct += self.analysis.children(prep, "pcomp", "pobj")
            for inner in self.analysis.children(prep, "pobj"):
                direct += self.analysis.children(inner, "acl", "relcl")
        for thing in self.things(verb):
            direct += self.analysis.children(thing, "acl", "xcomp")
        return [child for child in direct if child.pos in {"VERB", "AUX"} and child.start > verb.start]

    def fill(self, verb: Token, slots: Sequence[str]) -> list[Token]:
        found: list[Token] = []
        for slot in slots:
            found += [token for token in self.slot(verb, slot) if token not in found]
        return found

    def slot(self, verb: Token, slot: str) -> list[Token]:
        if slot == "subj" and verb.dep == "relcl" and is_place_of(self.analysis, self.analysis.head(verb)):
            return []  # "an attack in Benghazi, which killed": the town did not
        passive = is_passive(self.analysis, verb)
        if slot == "subj":
            given = [word for thing in self.kept(verb) for word in self.analysis.subtree(thing)]
            by = agent_of(self.analysis, verb) or [w for g in given for w in prepositional(self.analysis, g, "by")]
            return by if passive else subjects_of(self.analysis, verb)
        if slot == "obj":
            return subjects_of(self.analysis, verb) if passive else objects_of(self.analysis, verb)
        if slot == "iobj" and passive and self.kept(verb):
            return subjects_of(self.analysis, verb)
        if slot == "iobj":
            return [w for child in self.analysis.children(verb, "dative") if child.pos != "ADP"
                    for w in conjuncts(self.analysis, child)] or self.taken_for_modifier(verb)  # fmt: skip
        if slot in {"xsubj", "that"}:
            return [word for child in self.complements(verb)
                    for subject in self.analysis.children(child, "nsubj")
                    for word in conjuncts(self.analysis, subject)]  # fmt: skip
        if slot == "xobj":
            return [word for child in self.complements(verb) for word in objects_of(self.analysis, child)]
        if slot.startswith("x"):  # "refused to meet with", "threatened to impose tariffs on"
            return [word for child in self.complements(verb) for head in (child, *objects_of(self.analysis, child))
                    for word in prepositional(self.analysis, head, slot[1:])]  # fmt: skip
        if slot in {"between", "among"}:  # "the agreement on the bridge between Gambia and Senegal"
            near = [inner for thing in self.things(verb) for inner in self.analysis.subtree(thing)
                    if not self.is_in_clause_on(inner, thing)]  # fmt: skip
            return [w for word in (verb, *near) for w in prepositional(self.analysis, word, slot)]
        if slot in {"poss", "mod"}:
            return [w for thing in self.things(verb) for w in self.noun_slot(thing, slot)]
        found = prepositional(self.analysis, verb, slot)
        for line in prepositional(self.analysis, verb, "by", "over", "on", "via") if slot == "with" else ():
            if line.lemma in CALL | REMOTE | {"line", "link", "margin", "sideline"}:  # "spoke by telephone with"
                found += prepositional(self.analysis, line, slot)
        for thing in self.things(verb):
            if is_about(verb, thing, slot) or is_victim_of(thing, slot, self.lexicon.suffered):
                continue
            if slot == "of" and self.analysis.children(thing, "poss"):
                continue  # "welcomed Lima's engagement of ASEAN": Lima's it is
            if slot == "of" and prepositional(self.analysis, thing, "by"):
                continue  # "applauds the expulsion of Ruritanians by Arcadia": of those it was done to
            found += [token for token in prepositional(self.analysis, thing, slot) if token not in found]
        return found

    def taken_for_modifier(self, verb: Token) -> list[Token]:
        """ "granted Armenia access", "gave Kenya rice": a receiver whom the parser takes for part of what is given."""
        return [
            word
            for thing in self.things(verb)
            if not self.analysis.children(thing, "det", "poss")
            for word in self.analysis.children(thing, "compound")
            if word.tag == "NNP" and not word.text.replace(".", "").isupper() and word.index == verb.index + 1
        ]

    def is_in_clause_on(self, word: Token, thing: Token) -> bool:
        """ "adopted a text that welcomed efforts between A and B": what the clause tells is not of the text."""
        while word.index != thing.index:
            if word.dep in {"relcl", "acl"}:
                return True
            word = self.analysis.head(word)
        return False

    def noun_slot(self, noun: Token, slot: str) -> list[Token]:
        if slot == "poss":
            return [w for child in self.analysis.children(noun, "poss") for w in conjuncts(self.analysis, child)]
        if slot == "mod":
            if noun.text[:1].isupper() and noun.index != self.analysis.sentence_of(noun).first:
                return []  # "the Asia Europe Meeting" is a name
            return [word for word in modifiers(self.analysis, noun) if word.text[:1].isupper()]
        if slot == "of-mod":  # "the signing of the U.S.-Japan Agreement": the parties of what is signed
            return [w for thing in prepositional(self.analysis, noun, "of")
                    for w in [*(m for m in modifiers(self.analysis, thing) if m.text[:1].isupper()),
                              *self.noun_slot(thing, "poss"), *self.noun_slot(thing, "between")]]  # fmt: skip
        if slot in {"subj", "obj", "iobj", "that"} or slot.startswith("x"):
            return []
        found = prepositional(self.analysis, noun, slot)
        for child in self.analysis.children(noun, "acl"):
            if child.lemma in {"hold", "extend", "issue", "sign", "involve", "send", "aim", "launch", "make", "pay"}:
                found += prepositional(self.analysis, child, slot)
        return found
