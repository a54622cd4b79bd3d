"""Two governments' readouts of one meeting, and what came before and after it; names and events are invented."""

from tests.fakes import MemoryStore, actor, make_document, voice, write

__all__ = ["AFTER", "KENYAN", "NORWEGIAN", "PLAN", "build_accounts"]

PLAN = make_document(
    "plan.txt",
    "Norway's Foreign Minister Kari Nes will visit Kenya in the first week of June, her ministry said on Monday.",
    title="Nes to travel to Nairobi",
    publisher="Fjordposten",
    published="2023-05-15",
)
KENYAN = make_document(
    "kenyan.txt",
    "Foreign Secretary Ruth Achola received her Norwegian colleague Kari Nes in Nairobi on 5 June 2023. They "
    "agreed to build the Tana geothermal station by 2027, and Norway will lend 90 million dollars for it. Trade of "
    "the two countries reached 240 million dollars in 2022. Kenya asked Norway to lift the levy on cut flowers.",
    title="Achola receives Nes",
    publisher="Ministry of Foreign Affairs of Kenya",
    publisher_state="KEN",
    published="2023-06-05",
    genre="readout",
)
NORWEGIAN = make_document(
    "norwegian.txt",
    "Foreign Minister Nes met Foreign Secretary Achola on Monday, 5 June 2023, during her visit to Kenya. The two "
    "countries intend to build the geothermal station on the Tana. Trade stood at 210 million dollars in 2022. "
    "Minister Nes voiced Norway's support for a ceasefire in the Sahara.",
    title="Nes in Nairobi",
    publisher="Ministry of Foreign Affairs of Norway",
    publisher_state="NOR",
    published="2023-06-06",
    genre="readout",
)
AFTER = make_document(
    "after.txt",
    "Work on the Tana geothermal station was suspended on 2 February 2028, Kenya's energy ministry said. Norway said "
    "that it is still committed to build the Tana geothermal station.",
    title="Station halted",
    publisher="Savanna Herald",
    published="2028-02-03",
)
_STATION = "Tana geothermal station"


def build_accounts() -> MemoryStore:
    """Four documents: a plan, two readouts and what became of the promise."""
    store = MemoryStore()
    nes, achola = actor("NOR", "Kari Nes", "Foreign Minister"), actor("KEN", "Ruth Achola", "Foreign Secretary")
    visit = {"type": "CONSULT", "form": "visit", "initiators": [nes], "targets": "KEN"}
    meeting = {"type": "CONSULT", "form": "meeting", "symmetric": True, "initiators": [achola, nes]}
    station = {"pledgers": ["KEN", "NOR"], "project": _STATION}
    trade = {"metric": "trade", "subjects": ["KEN", "NOR"], "unit": "USD", "period": "2022"}
    plan = [write("event", PLAN, "will visit Kenya", "2023-06", status="scheduled", **visit)]
    kenyan = [
        write("event", KENYAN, "Ruth Achola received her", "2023-06-05", place="Nairobi", **meeting),
        write(
            "pledge", KENYAN, "agreed to build the Tana geothermal station by 2027", "2023-06-05", strength="agreed",
            content="build the Tana geothermal station", deadline="2027", **station,
        ),
        write(
            "pledge", KENYAN, "Norway will lend 90 million dollars for it", "2023-06-05", pledgers="NOR",
            beneficiaries="KEN", content="lend 90 million dollars for it", strength="intends",
        ),
        write("figure", KENYAN, "240 million dollars in 2022", "2022", value=240e6, **trade),
        write(
            "event", KENYAN, "Kenya asked Norway to lift the levy on cut flowers", "2023-06-05", type="REQUEST",
            initiators="KEN", targets="NOR",
        ),
        write("tie", KENYAN, "Foreign Secretary Ruth Achola", relation="office", subjects=[achola]),
    ]  # fmt: skip
    norwegian = [
        write("event", NORWEGIAN, "Nes met Foreign Secretary Achola", "2023-06-05", **meeting),
        write("event", NORWEGIAN, "her visit to Kenya", "2023-06-05", **visit),
        write(
            "pledge", NORWEGIAN, "intend to build the geothermal station on the Tana", "2023-06-05",
            content="build the geothermal station on the Tana", strength="intends", **station,
        ),
        write("figure", NORWEGIAN, "210 million dollars in 2022", "2022", value=210e6, **trade),
        write(
            "position", NORWEGIAN, "support for a ceasefire in the Sahara", holders="NOR", issue="Western Sahara",
            stance="supports", attribution=(voice("Kari Nes", "NOR", "Foreign Minister"),),
        ),
    ]  # fmt: skip
    after = [
        write(
            "pledge", AFTER, "Work on the Tana geothermal station was suspended", "2028-02-02",
            content="build the Tana geothermal station", strength="pledged", lifecycle="suspended", **station,
        ),
    ]  # fmt: skip
    for document, records in ((PLAN, plan), (KENYAN, kenyan), (NORWEGIAN, norwegian), (AFTER, after)):
        store.add_document(document, records, "by-hand")
    return store
