"""How real an act is: one table a way of saying it; the word named in a row is the act that is judged."""

import pytest

from dragoman.frames.factuality import read_factuality
from dragoman.model.frame import Factuality
from tests.reading import parse, the_codebook, word, wrong


def read(sentence: str, trigger: str) -> Factuality:
    analysis = parse(sentence)
    return read_factuality(analysis, word(analysis, trigger), the_codebook().lexicon)


TENSES = [
    ("Kenya’s president visited Kampala on Monday.", "visited", "occurred"),
    ("The envoys met in Muscat last week.", "met", "occurred"),
    ("Qatar has signed a gas deal with Bangladesh.", "signed", "occurred"),
    ("Peru had condemned the raid before the vote.", "condemned", "occurred"),
    ("Botswana is hosting talks with Namibia over the river.", "hosting", "ongoing"),
    ("Norway has been training Ukrainian crews since autumn.", "training", "ongoing"),
    ("Fiji will open an embassy in Jakarta.", "open", "intended"),
    ("We’ll send a second hospital ship to Haiti.", "send", "intended"),
    ("Ghana’s leader is going to visit Lomé.", "visit", "intended"),
    ("Lisbon may recall its envoy from Minsk.", "recall", "hypothetical"),
    ("Chad could withdraw its troops from the mission.", "withdraw", "hypothetical"),
    ("The two ministers might meet in Doha.", "meet", "hypothetical"),
    ("Ottawa would welcome the Danish offer.", "welcome", "hypothetical"),
    ("Wellington should lift the tariffs on Samoan fish.", "lift", "hoped"),
    ("Ankara must apologise to Nicosia.", "apologise", "hoped"),
    ("Panama needs to ratify the treaty.", "ratify", "hoped"),
    ("Tirana has to release the sailors.", "release", "hoped"),
    ("The treaty was signed in Maseru by both kings.", "signed", "occurred"),
    wrong(
        "a passive progressive is not seen", "The embassy is being rebuilt by Chinese workers.", "rebuilt", "ongoing"
    ),
    ("The frigates were sent to Port Vila by Canberra.", "sent", "occurred"),
]

OPPOSED = [
    ("Norway opposed Chile signing a treaty with Peru.", "signing", "hypothetical"),
    ("Norway feared Chile leaving the pact.", "leaving", "hypothetical"),
    ("Norway met Chile, signing a treaty with Peru.", "signing", "occurred"),
]

NEGATIONS = [
    ("Suriname did not sign the treaty.", "sign", "denied"),
    ("The minister didn’t meet his counterpart.", "meet", "denied"),
    ("Kigali has never attacked Bujumbura.", "attacked", "denied"),
    ("Santiago will not join the boycott.", "join", "denied"),
    ("Neither Oman nor Yemen signed the protocol.", "signed", "denied"),
    ("No agreement was reached between Cairo and Addis Ababa.", "agreement", "denied"),
    ("No agreement was reached between Cairo and Addis Ababa.", "reached", "denied"),
    ("Malta has yet to ratify the pact.", "ratify", "denied"),
    ("Manila no longer hosts foreign bombers.", "hosts", "denied"),
    ("Nobody from Havana met the delegation.", "met", "denied"),
    ("The text was adopted without Sudan signing it.", "signing", "denied"),
    ("Laos said that it did not plan to leave the bloc.", "leave", "denied"),
    ("Bogotá does not intend to expel the envoy.", "expel", "denied"),
    ("The spokesman said no meeting was planned.", "meeting", "denied"),
    ("Cuba condemned the blockade and did not negotiate.", "negotiate", "denied"),
]

OUT_OF_SCOPE = [
    ("Tonga not only hosted the forum but also funded it.", "hosted", "occurred"),
    ("Tonga not only hosted the forum but also funded it.", "funded", "occurred"),
    ("Cuba condemned the blockade and did not negotiate.", "condemned", "occurred"),
    ("The talks, which did not touch on fishing, took place in Suva.", "talks", "occurred"),
    ("Mali did not just criticise the report, it expelled its author.", "expelled", "occurred"),
    ("Mali did not just criticise the report, it expelled its author.", "criticise", "occurred"),
    ("Riga signed the accord that Minsk would not sign.", "signed", "occurred"),
    ("Unable to land in Apia, the premier met the king in Nadi.", "met", "occurred"),
    ("No fewer than three envoys visited Bangui.", "visited", "occurred"),
    ("Without warning, Asmara closed the border.", "closed", "occurred"),
]

CONDITIONS = [
    ("If Seoul agrees, Hanoi will send workers to Jeju.", "send", "hypothetical"),
    ("Hanoi will send workers to Jeju if Seoul agrees.", "send", "hypothetical"),
    ("Unless the siege ends, Amman will close the crossing.", "close", "hypothetical"),
    ("Once parliament approves, Vienna will provide a loan to Moldova.", "provide", "hypothetical"),
    wrong(
        "provided is a preposition in the parse",
        "Japan will resume aid to Myanmar provided that prisoners are freed.",
        "resume",
        "hypothetical",
    ),
    wrong(
        "the clause hangs on soon, not on the verb",
        "As soon as the port reopens, Beirut will receive the ship.",
        "receive",
        "hypothetical",
    ),
    wrong(
        "the clause hangs on long, not on the verb",
        "Bolivia will resume talks as long as Chile takes part.",
        "resume",
        "hypothetical",
    ),
    wrong(
        "in case is no mark in the parse",
        "In case fighting resumes, Rwanda will deploy troops along the lake.",
        "deploy",
        "hypothetical",
    ),
    ("Riyadh would recognise the republic if the border were settled.", "recognise", "hypothetical"),
    ("Harare said it would join if the fee fell.", "join", "hypothetical"),
    ("If Iran attacks the tanker, insurers will flee.", "attacks", "hypothetical"),
    ("Minsk is considering whether to recall its ambassador.", "recall", "hypothetical"),
    ("Until the debt is paid, Lusaka will not sign.", "sign", "denied"),
    ("Once a rival, Eritrea signed a treaty with Ethiopia.", "signed", "occurred"),
    ("When the delegates arrived, Lima welcomed them.", "welcomed", "occurred"),
]

HOPES = [
    ("Samoa hopes to host the summit.", "host", "hoped"),
    ("It is hoped that the Crown Prince will visit Dushanbe soon.", "visit", "hoped"),
    wrong(
        "a that-clause on a noun of hope is taken for a plan",
        "The envoy expressed the hope that Khartoum would open the road.",
        "open",
        "hoped",
    ),
    ("Paris urged Algiers to release the writer.", "release", "hoped"),
    ("Paris urged Algiers to release the writer.", "urged", "occurred"),
    ("Jakarta invited the Sultan to visit Bali.", "visit", "hoped"),
    ("Nepal proposed holding talks in Pokhara.", "talks", "hoped"),
    ("Nepal proposed to hold talks in Pokhara.", "hold", "hoped"),
    ("Madrid called for talks with Rabat.", "talks", "hoped"),
    ("Madrid called on Rabat to reopen the gate.", "reopen", "hoped"),
    wrong(
        "an infinitive after appeal to is taken for a purpose",
        "Colombo appealed to Tokyo to restructure its loans.",
        "restructure",
        "hoped",
    ),
    ("Brasília asked Caracas to withdraw its forces.", "withdraw", "hoped"),
    ("Tbilisi looks forward to hosting the Estonian premier.", "hosting", "hoped"),
    ("Seychelles demanded that the trawlers leave its waters.", "leave", "hoped"),
    ("Maputo recommended that the bloc send monitors.", "send", "hoped"),
    wrong(
        "a that-clause after an impersonal adjective",
        "It is essential that Libya disarm the militias.",
        "disarm",
        "hoped",
    ),
    ("Gabon encouraged both sides to negotiate.", "negotiate", "hoped"),
    ("Dublin wants Luanda to free the crew.", "free", "hoped"),
    ("Lima said it hoped to be invited to visit Tokyo.", "visit", "hoped"),
]

PLANS = [
    ("Astana and Tashkent agreed to build a dam.", "build", "intended"),
    ("Canada decided to send wheat to Jordan.", "send", "intended"),
    ("Italy pledged to support Albania.", "support", "intended"),
    ("Zambia plans to lift the ban.", "lift", "intended"),
    ("Budapest promised that it would open the archive.", "open", "intended"),
    ("Oman is ready to mediate.", "mediate", "intended"),
    ("Yerevan vowed to defend the road.", "defend", "intended"),
    ("Chile is committed to funding the telescope.", "funding", "intended"),
    ("The decision to expel the envoy angered Paris.", "expel", "intended"),
    ("Dhaka announced that it will donate rice to Bhutan.", "donate", "intended"),
    ("Guyana said it would open a consulate in Boa Vista.", "open", "intended"),
    ("Guyana would open a consulate in Boa Vista, its minister said.", "open", "intended"),
    wrong(
        "would after according to",
        "According to the ministry, Guyana would open a consulate in Boa Vista.",
        "open",
        "intended",
    ),
    wrong("agree on with a noun", "The two kings agreed on a visit to Accra.", "visit", "intended"),
    ("Tehran agreed to plan a visit to Doha.", "visit", "intended"),
]

REFUSALS = [
    ("Amman refused to receive the delegation.", "receive", "denied"),
    ("The two navies failed to hold the drill.", "hold", "denied"),
    ("The two navies failed to hold the drill.", "drill", "denied"),
    ("Warsaw ruled out sending troops.", "sending", "denied"),
    ("Bucharest called off the visit to Chișinău.", "visit", "denied"),
    ("The offer fell short of recognising the republic.", "recognising", "denied"),
    ("Helsinki cancelled the summit with Oslo.", "summit", "denied"),
    ("The visit was postponed.", "visit", "denied"),
    ("Kuwait declined to sign.", "sign", "denied"),
    ("Nauru denied attacking the vessel.", "attacking", "denied"),
    ("Instead of imposing sanctions, Prague opened talks.", "imposing", "denied"),
    ("Instead of imposing sanctions, Prague opened talks.", "opened", "occurred"),
    ("Djibouti stopped short of accusing Asmara.", "accusing", "denied"),
    ("Lomé rejected a proposal to send troops.", "send", "denied"),
    ("Harare denied that it had agreed to consider joining the pact.", "joining", "denied"),
]

SCHEDULES = [
    ("The president is scheduled to visit Dili in June.", "visit", "scheduled"),
    ("Negotiators are due to meet on Friday.", "meet", "scheduled"),
    ("The drill is slated to begin in August.", "begin", "scheduled"),
    ("The premier is set to sign the accord.", "sign", "scheduled"),
    ("The talks, which are scheduled for June, worry Tunis.", "talks", "scheduled"),
    ("A summit to be held in Oslo drew protests.", "summit", "scheduled"),
    ("The talks scheduled for Thursday worry Tunis.", "talks", "scheduled"),
]

NOUNS = [
    ("Traders welcomed the prospect of a visit by the emir.", "visit", "hypothetical"),
    ("The possibility of talks with the rebels divided Manila.", "talks", "hypothetical"),
    ("The threat of an invasion kept Suva awake.", "invasion", "hypothetical"),
    ("A proposed summit between Cyprus and Malta drew scorn.", "summit", "hoped"),
    ("Yerevan sent Baku a request for talks.", "talks", "hoped"),
    ("The king accepted an invitation to visit Bamako.", "visit", "hoped"),
    ("The envoys discussed plans for a visit to Baku.", "visit", "intended"),
    ("A planned visit to Ulaanbaatar drew crowds.", "visit", "intended"),
    ("Upcoming talks with Mongolia will cover coal.", "talks", "intended"),
    ("Talks aimed at ending the siege began in Geneva.", "ending", "intended"),
    wrong(
        "aimed at lends its status to the noun before it",
        "Talks aimed at ending the siege began in Geneva.",
        "Talks",
        "occurred",
    ),
    ("The cancelled meeting would have been the first.", "meeting", "denied"),
    ("Ongoing talks between Lagos and Yaoundé cover fishing.", "talks", "ongoing"),
    ("They ended a meeting in Banjul that had lasted two days.", "meeting", "occurred"),
]

GOING_ON = [
    ("Niger continues to host French aid workers.", "host", "ongoing"),
    ("Mozambique kept training Rwandan scouts.", "training", "ongoing"),
    ("The two navies continue to patrol the strait.", "patrol", "ongoing"),
]

PURPOSES = [
    ("The minister travelled to Accra to sign the accord.", "sign", "intended"),
    ("Uruguay raised its tariffs to punish Paraguay.", "punish", "intended"),
    ("After visiting Tunis, the minister flew to Malta.", "visiting", "occurred"),
    ("The general left Juba after meeting the rebels.", "meeting", "occurred"),
    ("Kinshasa is concerned about Kigali arming the rebels.", "arming", "hypothetical"),
    ("Doha accused Manama of attacking a boat.", "attacking", "hypothetical"),
    ("Doha accused Manama of attacking a boat.", "accused", "occurred"),
    wrong(
        "blamed for is not taken as accused of",
        "Khartoum was blamed for shelling the town.",
        "shelling",
        "hypothetical",
    ),
]

# An infinitive or a gerund is a deed only where what governs it says so.
GOVERNED = [
    ("The time had come for Dutch troops to quit Mali.", "quit", "hypothetical"),
    ("Oslo is a platform for sending aid to Juba.", "sending", "hypothetical"),
    ("Getting the Danes to attack the depot will take years.", "attack", "intended"),
    ("The envoy took the opportunity to thank Peru.", "thank", "occurred"),
    ("Oslo was the first to recognise Juba.", "recognise", "occurred"),
    ("Rome was quick to condemn the raid.", "condemn", "occurred"),
    ("Accra appeared to agree on a truce.", "agree", "hypothetical"),
    ("Accra approved a motion calling to expel the envoy.", "expel", "hypothetical"),
    ("The premier desisted from visiting La Paz.", "visiting", "denied"),
    ("The minister will call on the king, meet the premier and visit a dam.", "meet", "intended"),
    ("The agenda stays open until the two leaders meet.", "meet", "hypothetical"),
    ("He put it on the agenda when the two leaders meet.", "meet", "intended"),
    ("It is forgotten that Oslo signed the pact.", "signed", "occurred"),
    ("Rome is proud to support Juba.", "support", "ongoing"),
    ("The envoy arrived in Doha for talks with the emir.", "talks", "intended"),
]


@pytest.mark.parametrize(("sentence", "trigger", "status"), GOVERNED)
def test_what_governs_an_infinitive_tells_whether_it_was_done(sentence: str, trigger: str, status: str) -> None:
    assert read(sentence, trigger).status == status


CHAINS = [
    ("Rome may decide to send ships.", "send", "hypothetical"),
    ("Kyiv doubts that Minsk will attack the depot.", "attack", "hypothetical"),
    wrong(
        "a refusal to rule out denies nothing",
        "Baku refused to rule out attacking the depot.",
        "attacking",
        "hypothetical",
    ),
    ("Vientiane said it might agree to host the talks.", "talks", "hypothetical"),
    ("Asunción failed to keep its promise to recall the consul.", "recall", "denied"),
    ("The pope said he wished to be able to visit Juba.", "visit", "hoped"),
    ("Tunis asked Rome to consider sending a ship.", "sending", "hypothetical"),
    ("Praia agreed that trade with Dakar had grown.", "grown", "occurred"),
]


def check(sentence: str, trigger: str, status: str) -> None:
    assert read(sentence, trigger).status == status


@pytest.mark.parametrize(("sentence", "trigger", "status"), TENSES)
def test_tense_and_modals_tell_the_status(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), OPPOSED)
def test_what_is_opposed_is_not_told_as_done(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), NEGATIONS)
def test_what_is_negated_is_denied(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), OUT_OF_SCOPE)
def test_a_negation_reaches_no_further_than_its_scope(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), CONDITIONS)
def test_what_hangs_on_a_condition_is_hypothetical(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), HOPES)
def test_what_is_asked_for_is_hoped(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), PLANS)
def test_what_is_planned_or_promised_is_intended(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), REFUSALS)
def test_what_is_refused_or_called_off_is_denied(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), SCHEDULES)
def test_what_has_its_date_is_scheduled(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), NOUNS)
def test_words_around_a_noun_tell_its_status(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), GOING_ON)
def test_what_continues_is_ongoing(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), PURPOSES)
def test_purposes_and_accusations_are_told_from_acts(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)


@pytest.mark.parametrize(("sentence", "trigger", "status"), CHAINS)
def test_the_least_real_link_of_a_chain_decides(sentence: str, trigger: str, status: str) -> None:
    check(sentence, trigger, status)
