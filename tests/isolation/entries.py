"""How things are protected, each way with the test that tries it."""

from dataclasses import dataclass

STRANGERS = "test_strangers.py::"
TIERS = "test_tiers.py::"
SCHEMAS = "test_schemas.py::"


@dataclass(frozen=True)
class Entry:
    """`by`: what protects it; `test`: file and test of this folder that tries it."""

    by: str
    test: str


IN_HALL_SCHEMA = Entry(
    "a table of each hall's schema, reached only inside enter()", f"{SCHEMAS}test_tables_of_halls_are_not_in_public"
)
NO_ROW_OF_A_CASE = Entry(
    "public: keys, figures and settings, no text of a case", f"{SCHEMAS}test_public_tables_hold_no_text_of_a_case"
)
GOVERNS = Entry(
    "access_hall, then an administrator of a hall above", f"{TIERS}test_the_tree_is_changed_by_an_administrator_above"
)
OWN_PERSON = Entry("read by the session or token of the person alone", f"{STRANGERS}test_me_is_only_me")
GATE = Entry("access_hall before execution; absent and hidden look alike", f"{STRANGERS}test_a_stranger_finds_nothing")
BY_PATH = Entry("access_hall or visible_halls in the resolver", f"{STRANGERS}test_a_stranger_finds_nothing")
WITH_PARENT = Entry("reached only from a root field", f"{STRANGERS}test_a_stranger_finds_nothing")
ABOVE = Entry(
    "ends at the top of the caller's jurisdiction", f"{TIERS}test_nobody_climbs_above_the_top_of_his_jurisdiction"
)
EXCHANGE_DESK = Entry(
    "access_hall, then the desk's own gate by role", f"{TIERS}test_the_exchange_desk_is_seen_and_decided_by_its_roles"
)
STAFF = Entry(
    "access_hall, then an administrator of exactly this hall", f"{TIERS}test_people_are_seen_by_their_own_administrator"
)
CHANNELS = Entry(
    "access_hall, then an administrator of exactly this hall",
    f"{TIERS}test_channels_are_seen_and_set_by_their_own_administrator",
)
ADMIN_ACTS = Entry(
    "access_hall, then administrators and supervisors",
    f"{TIERS}test_administrative_acts_are_seen_by_administrators_and_supervisors",
)
LOOKS = Entry("access_hall, then who answers for the hall", f"{TIERS}test_a_hall_lists_who_looked_into_it")
EVIDENCE = Entry("access_hall, then the gate of its matter", f"{STRANGERS}test_a_stranger_gets_no_evidence")
BELOW = Entry("roles without reach see nothing below", f"{TIERS}test_nobody_climbs_above_the_top_of_his_jurisdiction")
