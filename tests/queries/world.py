"""A small world of documents for the answering wing: one meeting in three reports, hopes, promises and claims."""

from tests.fakes import MemoryStore, actor, at, make_document, voice, write

__all__ = ["build_world"]

WIRE = make_document(
    "wire.txt",
    "ANKARA — Kenya and Türkiye held the third round of their Joint Economic Commission on 14 May 2024. "
    "Türkiye hopes that President Ruto will visit soon. "
    "Türkiye pledged to finance the port if Kenya signs by 2026. "
    "Trade rose 12 percent to $350 million in 2023. "
    "According to Norway's Foreign Minister Kari Nes, Ethiopia supports the plan for the Sahara.",
    title="Kenya, Türkiye hold talks",
    publisher="Bosphorus Wire",
    published="2024-05-15",
    published_basis="stated by the source",
)
MINISTRY = make_document(
    "ministry.txt",
    "On 14 May 2024 the Commission met for the third time. Cabinet Secretary Amina Odhiambo led the delegation.",
    title="Readout",
    publisher="Ministry of Trade of Kenya",
    published="2024-05-14",
    genre="readout",
)
OPINION = make_document(
    "opinion.txt",
    "The third round, on 14 May, was a success. Türkiye opposes Kenya over the Sahara. "
    "In the first round, in Nairobi, little was said.",
    title="A corridor to the sea",
    publisher="The Strand",
    genre="opinion",
)


def build_world() -> MemoryStore:
    """Three documents and ten records, read by "by-hand"."""
    both = {"initiators": ["KEN", "TUR"], "symmetric": True, "type": "CONSULT", "form": "dialogue-round"}
    jec = {"mechanism": "Joint Economic Commission", "round": 3}
    store = MemoryStore()
    nes = voice("Kari Nes", "NOR", "Foreign Minister")
    wire = [
        write("event", WIRE, "held the third round", "2024-05-14", place="Ankara", **both, **jec),
        write(
            "event",
            WIRE,
            "Türkiye hopes that President Ruto will visit soon",
            at(None, expression="soon"),
            status="hoped",
            status_words="hopes",
            type="CONSULT",
            form="visit",
            initiators=[actor("KEN", "William Ruto", "President")],
            targets="TUR",
            attribution=(voice("Türkiye", "TUR"),),
        ),
        write(
            "pledge",
            WIRE,
            "pledged to finance the port",
            "2024-05-14",
            pledgers="TUR",
            beneficiaries="KEN",
            content="finance the port",
            strength="pledged",
            status="hypothetical",
            condition="Kenya signs",
            deadline="2026",
            project="LAPSSET Corridor",
        ),
        write(
            "figure",
            WIRE,
            "$350 million in 2023",
            "2023",
            metric="trade",
            subjects=["KEN", "TUR"],
            value=350e6,
            unit="USD",
            period="2023",
        ),
        write(
            "position",
            WIRE,
            "Ethiopia supports the plan",
            holders="ETH",
            issue="Western Sahara",
            stance="supports",
            attribution=(nes,),
        ),
    ]
    store.add_document(WIRE, wire, "by-hand")
    ministry = [
        write("event", MINISTRY, "the Commission met for the third time", "2024-05-14", **both, **jec),
        write(
            "tie",
            MINISTRY,
            "Cabinet Secretary Amina Odhiambo",
            relation="office",
            subjects=[actor("KEN", "Amina Odhiambo", "Cabinet Secretary")],
        ),
    ]
    store.add_document(MINISTRY, ministry, "by-hand")
    opinion = [
        write("event", OPINION, "The third round, on 14 May", "2024-05-14", **both, **jec),
        write(
            "event",
            OPINION,
            "In the first round, in Nairobi",
            place="Nairobi",
            **both,
            mechanism=jec["mechanism"],
            round=1,
        ),
        write(
            "position",
            OPINION,
            "Türkiye opposes Kenya",
            holders="TUR",
            issue="Western Sahara",
            stance="opposes",
            toward="KEN",
        ),
    ]
    store.add_document(OPINION, opinion, "by-hand")
    return store
