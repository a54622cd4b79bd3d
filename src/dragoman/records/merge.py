"""One event, one record: mentions of the same act by the same parties on the same occasion become evidence of one."""

from dataclasses import dataclass, field, replace

from dragoman.model.actor import Actor
from dragoman.model.claim import Claim
from dragoman.model.frame import EventFrame, Span
from dragoman.model.when import day_bounds

__all__ = ["Cluster", "merge_events"]

# Acts that recur: two thanks in one readout are two records, two mentions of one invasion are one.
_REPEATED = {"SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "CONCEDE"}
_LOOSE_FORMS = {"meeting", "negotiation", "call", "dialogue-round", "summit", None}


@dataclass(slots=True)
class Cluster:
    """The claims that tell one event; the first stands for it, later ones add what it lacks."""

    claims: list[Claim] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    _folded: tuple[int, Claim] | None = None

    @property
    def frame(self) -> EventFrame:
        """The frame of the claim that stands for the event."""
        frame = self.claims[0].frame
        assert isinstance(frame, EventFrame)
        return frame

    def folded(self) -> Claim:
        """One claim with the fullest of every field: actors with persons, the first date, place and round given."""
        if self._folded is None or self._folded[0] != len(self.claims):
            self._folded = len(self.claims), self._fold()
        return self._folded[1]

    def _fold(self) -> Claim:
        claim = self.claims[0]
        roles = {name: claim.roles[name] for name in ("initiators", "targets")}
        for other in self.claims[1:]:
            for name, actors in roles.items():  # "will meet" the president, the premier and the minister told of before
                if actors and all(actor in other.roles[name] for actor in actors):
                    roles[name] = other.roles[name]
            for actor in (*other.roles["initiators"], *other.roles["targets"]):
                for name, actors in roles.items():
                    roles[name] = tuple(
                        actor if held.key == actor.key and actor.person and not held.person else held for held in actors
                    )
            changes = {
                name: getattr(other, name)
                for name in ("place", "place_span", "mechanism", "round", "project", "instrument")
                if getattr(claim, name) is None and getattr(other, name) is not None
            }
            if claim.when.edtf is None and other.when.edtf is not None:
                changes |= {"when": other.when, "when_span": other.when_span}
            claim = replace(claim, **changes)
        return replace(claim, roles=roles)


def merge_events(claims: list[Claim]) -> list[Cluster]:
    """Event claims of one document, in order of the text, as clusters; one that only points back joins or vanishes."""
    clusters: list[Cluster] = []
    for claim in claims:
        frame = claim.frame
        if not isinstance(frame, EventFrame):
            continue
        home = next((cluster for cluster in reversed(clusters) if _is_same(cluster, claim)), None)
        if home is not None:
            if not frame.is_anaphoric:
                home.claims.append(claim)
            home.mentions.append(frame.clause)
        elif not frame.is_anaphoric:
            clusters.append(Cluster([claim], [frame.clause]))
    return clusters


def _is_same(cluster: Cluster, claim: Claim) -> bool:
    frame = claim.frame
    assert isinstance(frame, EventFrame)
    held = cluster.frame
    if held.type != frame.type:
        return False
    if frame.is_anaphoric:
        return _points_to(held, frame)
    folded = cluster.folded()
    if not _parties_agree(folded, claim) or not _dates_agree(folded, claim):
        return False
    if held.factuality.status != frame.factuality.status and not _both_real(held, frame):
        return False
    if held.type in _REPEATED:
        return _overlap(held.clause, frame.clause)
    if held.type == "CONSULT":
        return _same_contact(folded, held, claim, frame)
    return held.rule == frame.rule or _overlap(held.clause, frame.clause)


def _points_to(held: EventFrame, frame: EventFrame) -> bool:
    if frame.form == "visit" or held.form == "visit":
        return frame.form == held.form
    return frame.form == held.form or {frame.form, held.form} <= _LOOSE_FORMS


def _same_contact(folded: Claim, held: EventFrame, claim: Claim, frame: EventFrame) -> bool:
    if folded.round is not None and claim.round is not None and folded.round != claim.round:
        return False
    if "discuss" in {held.relation, frame.relation}:
        if _told_status(held) != _told_status(frame) or held.factuality.is_background:
            return False
        return held.form != "visit" and frame.form != "visit"
    if held.factuality.is_background != frame.factuality.is_background:
        return False
    if not _places_agree(folded, claim):
        return False
    if held.form == frame.form:
        return True
    return {held.form, frame.form} <= _LOOSE_FORMS and not {held.form, frame.form} == {"meeting", "call"}


def _told_status(frame: EventFrame) -> str:
    """A status in which a headline's plain present counts as past."""
    plain = frame.factuality.status == "ongoing" and frame.factuality.cue is None
    return "occurred" if plain else frame.factuality.status


def _places_agree(left: Claim, right: Claim) -> bool:
    """Two named places differ unless one is only the state that the other lies in."""
    if left.place is None or right.place is None or left.place.name == right.place.name:
        return True
    if left.place.state is None or left.place.state != right.place.state:
        return False
    states = {
        actor.name for claim in (left, right) for role in ("initiators", "targets") for actor in claim.roles[role]
    }
    return left.place.name in states or right.place.name in states


def _both_real(held: EventFrame, frame: EventFrame) -> bool:
    return {held.factuality.status, frame.factuality.status} <= {"occurred", "ongoing"}


def _parties_agree(left: Claim, right: Claim) -> bool:
    """The same parties, with no two persons for one of them."""
    ours, theirs = _by_key(left), _by_key(right)
    if ours.keys() != theirs.keys():
        return False
    for key, persons in theirs.items():
        if persons and ours[key] and not persons & ours[key]:
            return False
    return True


def _by_key(claim: Claim) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    actors: tuple[Actor, ...] = (*claim.roles["initiators"], *claim.roles["targets"])
    for actor in actors:
        found.setdefault(actor.key, set()).update({actor.person} if actor.person else set())
    return found


def _dates_agree(left: Claim, right: Claim) -> bool:
    if left.when.edtf is None or right.when.edtf is None:
        return True
    first, second = day_bounds(left.when.edtf), day_bounds(right.when.edtf)
    return first is not None and second is not None and first[0] <= second[1] and second[0] <= first[1]


def _overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]
