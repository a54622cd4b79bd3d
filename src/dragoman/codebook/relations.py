"""What the reader looks for: relations with the verbs and nouns that tell them, one YAML file a family."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dragoman.codebook.reading import load_yaml
from dragoman.errors import CodebookError

__all__ = ["Relation", "Trigger", "load_relations"]

_Sides = Literal["two", "target", "one"]


class Trigger(BaseModel):
    """One way of saying a relation.

    Slots name where the actors stand: `subj`, `obj`, `poss`, `mod` (a demonym before the noun), `xsubj` (who does
    the infinitive), a preposition, or one after `x` (`xwith`: "refused to meet *with*").
    `mode`, `form` and `cameo` of a trigger go before its relation's. For nouns, `light` are the verbs that carry them
    ("hold talks"), whose subject is `subj`. `subjects` and `objects` narrow a verb to subjects and objects of these
    lemmas, `not_objects` keeps it from them; `particle` is a word that must go with the verb ("call *for*"),
    `modifiers` are words of which one must stand before the noun ("*press* conference"); `complement` says that an
    infinitive must follow, or must not.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    initiators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    complement: Literal["infinitive", "none"] | None = None
    mode: str | None = None
    form: str | None = None
    cameo: str | None = None
    sides: _Sides | None = None
    symmetric: bool | None = None
    person: bool = Field(default=False, description="the target must be a person, not a state or a thing")
    is_named: bool = Field(default=False, description="besides these objects, proper names fit too")
    is_bare: bool = Field(default=False, description="a noun that tells the act without a verb to carry it")
    is_domestic: bool = Field(default=False, description="looked for only where acts within one state are wanted too")

    @model_validator(mode="after")
    def _has_words(self) -> "Trigger":
        if not (self.verbs or self.nouns or self.adjectives):
            raise ValueError("a trigger needs verbs, nouns or adjectives")
        return self


class Relation(BaseModel):
    """A kind of act: its PLOVER type and mode, contact form, CAMEO code, and the ways of saying it.

    `sides` says who must be known for a record: `two` different parties, a `target`, or `one` party.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    relation: str
    type: str
    mode: str | None = None
    form: str | None = None
    cameo: str | None = None
    symmetric: bool = False
    sides: _Sides = "two"
    confidence: float = Field(default=0.8, ge=0, le=1)
    triggers: tuple[Trigger, ...]


class _Family(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    relations: tuple[Relation, ...]


def load_relations(folder: Path) -> tuple[Relation, ...]:
    """All relations of a folder, in order of file names. Raises CodebookError naming file and entry."""
    found: list[Relation] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            family = _Family.model_validate(load_yaml(path))
        except ValidationError as error:
            raise CodebookError(f"{path.name}: {error}") from error
        found.extend(family.relations)
    names = [relation.relation for relation in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CodebookError(f"relations defined twice: {', '.join(twice)}")
    return tuple(found)
