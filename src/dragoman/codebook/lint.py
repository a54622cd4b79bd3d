"""What makes a codebook contradict itself, beyond what validation of single entries can see."""

from collections.abc import Iterable, Iterator

from dragoman.codebook.book import Codebook
from dragoman.codebook.matcher import ACTOR_KINDS
from dragoman.codebook.names import fold

__all__ = ["lint_codebook"]


def lint_codebook(codebook: Codebook) -> tuple[str, ...]:
    """One sentence for each contradiction, in order; empty for a codebook that holds together.

    Checked: names that stand for two entries, states and organisations that do not exist, levels and modes that no
    table holds, traps that guard no name.
    """
    return (
        *_colliding_names(codebook),
        *_unknown_actors(codebook),
        *_unknown_parents(codebook),
        *_unknown_modes(codebook),
        *_idle_traps(codebook),
    )


def _colliding_names(codebook: Codebook) -> Iterator[str]:
    owners: dict[tuple[str, str], tuple[str, str | None]] = {}
    for name, pattern in codebook.iter_names():
        # Places and actors compete for the same words, and so do listed projects and mechanisms for theirs.
        group = "actor" if pattern.kind in ACTOR_KINDS else pattern.kind
        owner = owners.setdefault((group, fold(name)), (name, pattern.key))
        if owner[1] != pattern.key:
            yield f"“{name}” ({pattern.kind}) stands for both {owner[1]} and {pattern.key}"
    titles: dict[str, str] = {}
    for office in codebook.offices.values():
        for title in (*office.names, *office.as_written):
            if titles.setdefault(fold(title).lower(), office.id) != office.id:
                yield f"“{title}” (office) stands for both {titles[fold(title).lower()]} and {office.id}"
    for publisher in codebook.publishers.values():
        for name in publisher.names:
            if codebook.find_entry("publisher", name) != publisher.id:
                other = codebook.find_entry("publisher", name)
                yield f"“{name}” (publisher) stands for both {other} and {publisher.id}"


def _unknown_actors(codebook: Codebook) -> Iterator[str]:
    uses: list[tuple[str, Iterable[str | None]]] = []
    uses.extend((entry.id, (*entry.members, entry.state)) for entry in codebook.organisations.values())
    uses.extend((entry.id, entry.states) for entry in codebook.regions.values())
    uses.extend((entry.id, entry.parties) for entry in codebook.mechanisms.values())
    uses.extend((entry.id, entry.states) for entry in codebook.projects.values())
    uses.extend((entry.id, (entry.state,)) for entry in codebook.publishers.values())
    for issue in codebook.issues.values():
        uses.append((issue.id, (*issue.states, issue.place, *(iso for term in issue.terms for iso in term.used_by))))
    for id, keys in uses:
        for key in keys:
            known = (codebook.states, codebook.organisations, codebook.regions)
            if key is not None and not any(key in entries for entries in known):
                yield f"{id}: “{key}” is no state, no organisation and no region"
    for entry in codebook.organisations.values():
        former = [iso for iso in entry.members if iso in codebook.states and codebook.states[iso].status == "former"]
        if former:
            yield f"{entry.id}: {', '.join(former)} is a member but no longer a state"


def _unknown_parents(codebook: Codebook) -> Iterator[str]:
    for organisation in codebook.organisations.values():
        if organisation.part_of is not None and organisation.part_of not in codebook.organisations:
            yield f"{organisation.id}: part of “{organisation.part_of}”, which is no organisation"
    for project in codebook.projects.values():
        if project.part_of is not None and project.part_of not in codebook.projects:
            yield f"{project.id}: part of “{project.part_of}”, which is no project"


def _unknown_modes(codebook: Codebook) -> Iterator[str]:
    for code in codebook.cameo.values():
        if code.plover is not None and code.plover not in codebook.plover:
            yield f"CAMEO {code.code}: “{code.plover}” is no PLOVER type"
        elif code.plover is not None and code.mode and code.mode not in codebook.plover[code.plover].modes:
            yield f"CAMEO {code.code}: “{code.mode}” is no mode of {code.plover}"
    sectors = {entry.id: entry.sector for entry in codebook.organisations.values()}
    sectors |= {office.id: office.sector for office in codebook.offices.values()}
    for id, sector in sectors.items():
        if sector not in codebook.sectors:
            yield f"{id}: “{sector}” is no sector"


def _idle_traps(codebook: Codebook) -> Iterator[str]:
    names = {fold(name) for name, pattern in codebook.iter_names() if pattern.kind != "trap"}
    for trap in codebook.traps.values():
        if (trap.given or trap.exact or trap.after or trap.before) and fold(trap.words) not in names:
            yield f"trap “{trap.words}” guards no name of the codebook"
