"""Newly read records are joined with those held already, a batch of documents at a time.

A batch takes the records of documents that were not joined yet, whatever shares a key with them and is alike, and
whatever is alike to that in turn; the sets made of these are written for all of them. So every set is a function of
the records held, not of the order in which they came. Promises in the same words are one node, whose first record
alone is compared: a formula repeated in a thousand releases costs what one does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.memory.blocks import find_keys, find_sought
from dragoman.memory.clusters import Edge, Links, cluster
from dragoman.memory.likeness import compare
from dragoman.memory.standing import IdentityNames, make_standing_id
from dragoman.memory.traits import Traits, find_traits
from dragoman.model.matter import Placed
from dragoman.model.record import Event, Figure, Pledge, Position, Record
from dragoman.store.base import Joining

__all__ = ["RULES", "Joiner", "make_matter_id"]

# Raise it with every change to what joins records: what other rules joined is then joined anew.
RULES = "2"


def make_matter_id(nodes: Iterable[str]) -> str:
    """The id of a matter from those of its records, or from the signatures of its promises."""
    return f"m{min(nodes)}"


@dataclass(slots=True)
class _Reached:
    """What a batch has come upon: traits by record number, edges, and which records' sets will be written."""

    traits: dict[int, Traits]
    inside: dict[int, Traits]
    edges: set[Edge] = field(default_factory=set)


class Joiner:
    """Joins the records of one database; keeps what it saw of them from batch to batch, up to `most` records.

    `names` is what the codebook knows, `links` what analysts joined and parted.
    """

    def __init__(self, names: IdentityNames, links: Links | None = None, most: int = 200_000) -> None:
        self._names = names
        self._links = links or Links()
        self._most = most
        self._seen: dict[int, tuple[str, Traits]] = {}
        self._after = 0

    def join(self, session: Joining, limit: int) -> int:
        """Join the records of at most `limit` documents; how many documents were joined."""
        # What came last is looked for first: to walk over all that is joined would cost each batch the whole table.
        documents = session.take_documents(RULES, limit, self._after) if self._after else []
        documents = documents or session.take_documents(RULES, limit)
        if not documents:
            return 0
        self._after = documents[-1]
        matters: dict[int, str] = {}
        fresh: list[Traits] = []
        for record, placed in session.find_records_of(documents):
            if id := self._name_standing(record):
                matters[placed.number] = id
            elif isinstance(record, Event | Pledge | Figure | Position):
                fresh.append(self._remember(record, placed))
        firsts = self._take_twins(session, fresh, matters)
        reached = _Reached({one.number: one for one in firsts}, {one.number: one for one in firsts})
        session.add_keys({one.number: find_keys(one) for one in firsts})
        self._reach(session, firsts, reached)
        self._save_sets(session, reached, fresh, matters)
        session.finish_documents(documents, RULES)
        return len(documents)

    def _name_standing(self, record: Record) -> str | None:
        """The matter of what is known by its fields: theirs, or what an analyst made of it."""
        own = make_standing_id(record, self._names)
        if own is None or not self._links.names(record.id):
            return own
        partners = self._links.partners(record.id)
        return make_matter_id((record.id, *partners))

    def _remember(self, record: Event | Pledge | Figure | Position, placed: Placed) -> Traits:
        known = self._seen.get(placed.number)
        # A number may have passed to another record when its document was read anew.
        if known is not None and known[0] == record.id:
            return known[1]
        if len(self._seen) >= self._most:
            self._seen.clear()
        traits = find_traits(record, placed)
        self._seen[placed.number] = (record.id, traits)
        return traits

    def _recall(self, session: Joining, numbers: Sequence[int], reached: _Reached) -> None:
        """The traits of records held already: those seen before as they were, unless a number is another's now."""
        unseen: list[int] = []
        for number, id in session.find_ids(numbers).items():
            known = self._seen.get(number)
            if known is not None and known[0] == id:
                reached.traits[number] = known[1]
            else:
                unseen.append(number)
        for record, placed in session.get_records(unseen):
            if isinstance(record, Event | Pledge | Figure | Position):
                reached.traits[placed.number] = self._remember(record, placed)

    def _node(self, traits: Traits) -> str:
        # A promise that an analyst joined or parted stands for itself.
        return traits.id if traits.signature is None or self._links.names(traits.id) else traits.signature

    def _take_twins(self, session: Joining, fresh: Sequence[Traits], matters: dict[int, str]) -> list[Traits]:
        """Those that must be compared: promises whose node is held already are put into its matter at once."""
        nodes = {one.number: self._node(one) for one in fresh if one.signature is not None}
        held = session.find_twins(sorted(set(nodes.values())))
        session.add_keys({number: (node,) for number, node in nodes.items()})
        firsts: list[Traits] = []
        taken: set[str] = set()
        for one in fresh:
            node = nodes.get(one.number)
            if node is None:
                firsts.append(one)
            elif node in held:
                matters[one.number] = held[node]
            elif node not in taken:
                taken.add(node)
                firsts.append(one)
        return firsts

    def _reach(self, session: Joining, firsts: Sequence[Traits], reached: _Reached) -> None:
        """Walk from the new records to all that are alike, and from these on."""
        frontier = list(firsts)
        while frontier:
            keys = {one.number: find_sought(one) for one in frontier}
            members = session.find_by_keys(sorted({key for own in keys.values() for key in own}))
            wanted = {number for numbers in members.values() for number in numbers}
            ids = sorted({other for one in frontier for other in self._links.partners(one.id)})
            wanted |= set(session.find_numbers(ids).values()) if ids else set()
            self._recall(session, sorted(wanted - reached.traits.keys()), reached)
            alike = self._compare(frontier, keys, members, reached)
            frontier = [reached.traits[number] for number in sorted(alike - reached.inside.keys())]
            reached.inside.update((one.number, one) for one in frontier)

    def _compare(
        self,
        frontier: Sequence[Traits],
        keys: dict[int, tuple[str, ...]],
        members: dict[str, list[int]],
        reached: _Reached,
    ) -> set[int]:
        """Compare each record of the frontier with all that share a key; the numbers of those that are alike."""
        alike: set[int] = set()
        for left in frontier:
            for number in {number for key in keys[left.number] for number in members.get(key, ())}:
                right = reached.traits.get(number)
                if right is None or number == left.number:
                    continue
                likeness = compare(left, right)
                if likeness is not None and likeness.is_enough:
                    first, second = sorted((self._node(left), self._node(right)))
                    reached.edges.add((likeness.score, first, second))
                    alike.add(number)
        chosen = {other for left in frontier for other in self._links.partners(left.id)}
        alike.update(number for number, one in reached.traits.items() if one.id in chosen)
        return alike

    def _save_sets(self, session: Joining, reached: _Reached, fresh: Sequence[Traits], matters: dict[int, str]) -> None:
        items = {self._node(one): one for one in reached.inside.values()}
        edges = (edge for edge in reached.edges if edge[1] in items and edge[2] in items)
        of_nodes = {node: make_matter_id(group) for group in cluster(items, edges, self._links) for node in group}
        for node, id in of_nodes.items():
            matters[items[node].number] = id
        for one in fresh:
            matters.setdefault(one.number, of_nodes.get(self._node(one), make_matter_id((self._node(one),))))
        session.save_matters(matters)
        session.save_twins({node: id for node, id in of_nodes.items() if items[node].signature is not None})
