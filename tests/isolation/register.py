"""How everything that could leak from one hall to another is protected, and which test tries it.

A new model, address, root field, mutation, type field, file or cache without an entry here fails `test_register.py`.
Entries name a test of this folder; `HALL` models live in the schema of each hall, `PUBLIC` ones in `public`.
"""

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
ADMIN_ACTS = Entry(
    "access_hall, then administrators and supervisors",
    f"{TIERS}test_administrative_acts_are_seen_by_administrators_and_supervisors",
)
BELOW = Entry("roles without reach see nothing below", f"{TIERS}test_nobody_climbs_above_the_top_of_his_jurisdiction")

MODELS: dict[str, tuple[str, Entry]] = {
    **dict.fromkeys(
        [
            "contenttypes.ContentType",
            "auth.Permission",
            "auth.Group",
            "auth.Group_permissions",
            "foundation.Agenda",
            "foundation.Outbox",
            "foundation.NumberSeries",
            "hierarchy.Hall",
            "hierarchy.HallParent",
            "hierarchy.HallPredecessor",
            "hierarchy.FormerPath",
            "hierarchy.HallChange",
            "hierarchy.Post",
            "hierarchy.CalendarVersion",
            "hierarchy.Anchor",
            "hierarchy.RecordedSQL",
            "reporting.Delta",
            "reporting.Rollup",
            "reporting.NodeDay",
            "reporting.Board",
            "reporting.ItemName",
            "reporting.DepartmentName",
            "reporting.Feed",
        ],
        ("PUBLIC", NO_ROW_OF_A_CASE),
    ),
    **dict.fromkeys(
        [
            "accounts.Session",
            "axes.AccessAttempt",
            "axes.AccessAttemptExpiration",
            "axes.AccessFailureLog",
            "axes.AccessLog",
            "accounts.Person",
            "accounts.Person_groups",
            "accounts.Person_user_permissions",
            "accounts.Token",
            "accounts.CaseList",
        ],
        ("PUBLIC", OWN_PERSON),
    ),
    **dict.fromkeys(
        [
            "guardian.UserObjectPermission",
            "guardian.GroupObjectPermission",
            "audit.ChainLink",
            "documents.Document",
            "documents.DocumentWithdrawal",
            "audit.Look",
            "audit.AdminAct",
            "notices.Notice",
            "repeats.KeptAnswer",
            "organization.Site",
            "organization.Window",
            "organization.Department",
            "organization.Section",
            "items.Item",
            "items.ItemVariant",
            "items.ItemVersion",
            "cases.Case",
            "cases.CaseEvent",
            "cases.FeedSilence",
            "alerts.Alert",
            "alerts.AlertNote",
            "exchange.QuarantinedRow",
            "exchange.QuarantineDecision",
            "exchange.Source",
        ],
        ("HALL", IN_HALL_SCHEMA),
    ),
}

URLS: dict[str, Entry] = {
    "graphql/": GATE,
    "api/v1/exchange/events": Entry(
        "a token names the one hall that is entered", f"{STRANGERS}test_a_machine_sends_into_its_own_hall"
    ),
    "api/v1/exchange/heartbeat": Entry(
        "a token names the one hall that is heard", f"{STRANGERS}test_a_machine_sends_into_its_own_hall"
    ),
    "api/v1/exchange/validate": Entry(
        "a token or session names the one hall", f"{STRANGERS}test_a_machine_sends_into_its_own_hall"
    ),
    "api/v1/": Entry("the same for everybody", f"{STRANGERS}test_open_addresses_tell_nothing_of_a_hall"),
    "api/v1/halls/<str:hall>/documents/<str:code>.pdf": Entry(
        "access_hall, then the gate of the case", f"{STRANGERS}test_a_stranger_gets_no_document"
    ),
    "api/v1/halls/<str:hall>/acts.csv": ADMIN_ACTS,
    "api/v1/halls/<str:hall>/cases.<str:form>": Entry(
        "access_hall, then the cases that the actor may read", f"{STRANGERS}test_a_stranger_gets_no_list"
    ),
    **dict.fromkeys(
        ["verify", "verify/<str:code>"],
        Entry("needs a code of 55 random bits; masks the applicant", f"{STRANGERS}test_a_stranger_gets_no_document"),
    ),
    **dict.fromkeys(
        ["api/v1/deadline", "api/v1/calendar/<int:number>"],
        Entry("the same for everybody; reads no hall", f"{STRANGERS}test_open_addresses_tell_nothing_of_a_hall"),
    ),
    "api/v1/schema/": Entry("the same for everybody", f"{STRANGERS}test_open_addresses_tell_nothing_of_a_hall"),
    "healthz": Entry("answers a constant", f"{STRANGERS}test_open_addresses_tell_nothing_of_a_hall"),
    "readyz": Entry("counts and states, no names", f"{STRANGERS}test_open_addresses_tell_nothing_of_a_hall"),
    "metrics": Entry(
        "refused but to a network or token of the settings; no label names a hall",
        f"{STRANGERS}test_metrics_are_refused_and_name_no_hall",
    ),
    "^(?:api|static|graphql)(?:/.*)?$": Entry(
        "answers a constant", f"{STRANGERS}test_open_addresses_tell_nothing_of_a_hall"
    ),
    "^.*$": Entry("the built page, the same for everybody", f"{STRANGERS}test_open_addresses_tell_nothing_of_a_hall"),
}

ROOT_FIELDS: dict[str, Entry] = {
    "me": OWN_PERSON,
    "hall": BY_PATH,
    "halls": BY_PATH,
    "alerts": BY_PATH,
    **dict.fromkeys(["cases", "case", "items", "notices", "stages", "sources", "quarantine"], GATE),
    **dict.fromkeys(["people", "adminActs"], GATE),
    **dict.fromkeys(["desk", "deskCases", "colleagues", "handOverCase", "handOverDesk"], GATE),
    **dict.fromkeys(["item", "issueItemNotice"], GATE),
    "signIn": Entry("name and password under a lock", f"{STRANGERS}test_me_is_only_me"),
    **dict.fromkeys(
        ["signOut", "choosePost", "setLanguage", "signIns", "endSignIn", "endOtherSignIns", "saveCaseList",
         "deleteCaseList"],
        OWN_PERSON,
    ),
    **dict.fromkeys(
        [
            "registerCase", "acceptCase", "acceptCaseWith", "recordProceeding", "declineCase", "markNotRequired",
            "askCorrection", "receiveCorrection",
            "beginStage", "endStage", "beginPause", "endPause", "grantExtension", "concludeCase", "verifyCase",
            "deliverCase", "withdrawCase", "correctEvent", "markNoticesRead", "issueDocument",
            "registerSource", "rotateSourceToken", "closeSource", "letInQuarantined", "refuseQuarantined",
            "forceSignOut",
        ],
        GATE,
    ),
}  # fmt: skip

# Fields of types that carry data, by type; one entry for those that are protected alike.
_CONNECTIONS = ("Hall", "HallShare", "Silent", "Alert", "Item", "Case", "Notice", "QuarantinedRow", "AdminAct")
TYPE_FIELDS: dict[str, dict[str, Entry]] = {
    "Me": dict.fromkeys(
        ["username", "displayName", "language", "posts", "activePost", "calendarPublishedThrough", "isDemo", "now",
         "caseLists"],
        OWN_PERSON,
    ),
    "Post": dict.fromkeys(["id", "role", "hall", "departments"], OWN_PERSON),
    "Hall": {
        **dict.fromkeys(["code", "name", "tier", "state", "isProvisioned", "isDemo", "trialUntil"], BY_PATH),
        **dict.fromkeys(["link", "breaks"], BY_PATH),
        **dict.fromkeys(["rollup", "ownRollup", "ownFigure", "trend", "change"], BY_PATH),
        **dict.fromkeys(["byItem", "byDepartment", "departments"], BY_PATH),
        **dict.fromkeys(["ranking", "madeOf"], BELOW),
        **dict.fromkeys(["parent", "ancestors"], ABOVE),
        **dict.fromkeys(["children", "silences"], BELOW),
    },
    "HallBreak": dict.fromkeys(["code", "name", "kind", "on", "before", "after"], WITH_PARENT),
    "HallLink": dict.fromkeys(
        ["halls", "connected", "silent", "feeds", "silentFeeds", "heardAt", "isSilent"], BY_PATH
    ),
    "Silent": dict.fromkeys(["id", "hall", "source", "name", "department", "since", "silentAt"], BELOW),
    "Rollup": dict.fromkeys(
        [
            "received", "accepted", "concluded", "concludedEarly", "onTheSpot", "returned",
            "timeLimited", "joint", "passedUp", "supplemented", "corrections", "open",
            "concludedLate", "concludedLateStatutory", "concludedLateByLaw", "concludedLateStatutoryByLaw",
            "receivedPartial", "concludedPartial", "receivedTrial", "concludedTrial", "concludedLateTrial",
            "overdue", "overdueStatutory", "yellow", "red", "overdueRate", "onTimeRate", "meanWorkingDays", "speedUp",
            "complaints", "complaintsUpheld", "satisfactionRate", "ratings", "goodRatings", "asOf",
        ],
        BY_PATH,
    ),
    "DayRollup": dict.fromkeys(["day", "rollup"], BY_PATH),
    "ItemRollup": dict.fromkeys(["item", "name", "rollup"], BY_PATH),
    "DepartmentRollup": dict.fromkeys(["department", "name", "rollup"], BY_PATH),
    "Department": dict.fromkeys(["code", "name"], WITH_PARENT),
    "MeasureChange": dict.fromkeys(
        [
            "measure", "before", "after", "total", "within", "mix", "minimum", "readings", "items", "departments",
            "halls",
        ],
        BY_PATH,
    ),
    "MadeOf": dict.fromkeys(["value", "itemName", "departmentName", "elsewhere", "halls", "asOf"], BELOW),
    "HallShare": dict.fromkeys(["hall", "value"], BELOW),
    "Ranking": dict.fromkeys(["minimum", "fewestPeers", "volumeBounds", "halls", "asOf"], BELOW),
    "RankedHall": dict.fromkeys(
        [
            "code", "name", "tier", "standing", "rank", "rankBefore", "value", "compared", "whole", "low", "high",
            "volumeClass", "peers", "percentile", "months",
        ],
        BELOW,
    ),
    "MonthValue": dict.fromkeys(["month", "value"], WITH_PARENT),
    "ChangePart": dict.fromkeys(
        ["key", "name", "partBefore", "wholeBefore", "partAfter", "wholeAfter", "within", "mix", "total"], WITH_PARENT
    ),
    "Stages": dict.fromkeys(["stages", "postsEnded"], GATE),
    "StageChange": dict.fromkeys(
        ["item", "itemName", "stage", "daysBefore", "passesBefore", "daysAfter", "passesAfter"], WITH_PARENT
    ),
    "PostsEnded": dict.fromkeys(["section", "endedOn", "count"], WITH_PARENT),
    "Alert": dict.fromkeys(
        ["id", "hall", "caseNumber", "item", "department", "level", "clock", "rung", "at", "isCaseOpen", "noDataSince"],
        BY_PATH,

    ),
    "NamedItem": dict.fromkeys(["code", "name"], WITH_PARENT),
    "Item": dict.fromkeys(
        ["code", "name", "typeCode", "department", "version", "caseType", "stages", "promised", "statutory",
         "fromOn", "guide"],
        WITH_PARENT,
    ),
    "StageLimit": dict.fromkeys(["name", "limit"], WITH_PARENT),
    "Limit": dict.fromkeys(["value", "unit", "anchor", "basis", "basisConfirmed", "extension"], WITH_PARENT),
    "Case": dict.fromkeys(
        [
            "number", "hall", "item", "department", "applicantName", "channel", "state", "lamp", "stage",
            "submittedAt", "acceptedAt", "concludedAt", "outcome", "verifiedAt", "deliveredAt", "dueAt", "yellowAt",
            "statutoryDueAt", "isProvisional", "isPartial", "isTrial", "feed", "noDataSince", "events", "clocks",
            "alerts", "documents", "permittedActions", "correctionAskedAt", "classes", "handlerName",
            "correctionRounds", "adds", "findings", "asReported", "byLaw",
        ],
        GATE,
    ),
    "CorrectionRound": dict.fromkeys(["askedAt", "receivedAt", "demands"], WITH_PARENT),
    "CorrectionDemand": dict.fromkeys(["material", "defect", "standing", "isBrought"], WITH_PARENT),
    "Guide": dict.fromkeys(["materials", "conditions", "fees", "windows", "phone"], WITH_PARENT),
    "GuideMaterial": dict.fromkeys(["name", "originals", "copies", "issuer"], WITH_PARENT),
    "GuideFee": dict.fromkeys(["name", "standard", "basis", "isConfirmed"], WITH_PARENT),
    "ItemNoticePayload": dict.fromkeys(["document", "errors"], GATE),
    "Colleague": dict.fromkeys(["id", "name", "departments"], WITH_PARENT),
    "HandOverDeskPayload": dict.fromkeys(["count", "errors"], GATE),
    "DeskCount": dict.fromkeys(["queue", "count"], WITH_PARENT),
    "CaseDocument": dict.fromkeys(
        ["kind", "title", "number", "issuedAt", "issuerName", "code", "path", "isWithdrawn"], WITH_PARENT
    ),
    "CaseEvent": dict.fromkeys(
        [
            "sequence", "kind", "occurredAt", "recordedAt", "actorName", "source", "detail", "anomalies",
            "correctsSequence", "isCorrected", "digest", "issuable",
        ],
        WITH_PARENT,
    ),
    "Clock": dict.fromkeys(
        [
            "name", "stage", "startedAt", "endedAt", "dueAt", "yellowAt", "lamp", "isOverdue", "isProvisional",
            "limit", "steps", "whose", "statedOn", "lapse",
        ],
        WITH_PARENT,
    ),
    "CaseFinding": dict.fromkeys(["code", "at", "sequence"], WITH_PARENT),
    "CaseReading": dict.fromkeys(["dueAt", "statutoryDueAt", "isOverdue", "isOverdueStatutory"], WITH_PARENT),
    "TraceStep": dict.fromkeys(["code", "params"], WITH_PARENT),
    "CaseAlert": dict.fromkeys(
        ["level", "clock", "rung", "stage", "at", "raisedAt", "clearedAt", "clearedReason"], WITH_PARENT
    ),
    "Notice": dict.fromkeys(
        ["id", "kind", "level", "hall", "caseNumber", "at", "readAt", "params"],
        Entry("the recipient's own, in the entered hall", f"{TIERS}test_messages_are_read_by_their_recipient_alone"),
    ),
    "Source": dict.fromkeys(
        ["code", "name", "department", "isSigned", "isActive", "createdAt", "tokens", "heardAt", "silentAt", "isSilent",
         "waiting"],
        EXCHANGE_DESK,

    ),
    "SourceToken": dict.fromkeys(["id", "createdAt", "expiresAt"], WITH_PARENT),
    "QuarantinedRow": dict.fromkeys(
        ["id", "fileName", "line", "code", "message", "content", "at", "canBeMended", "decision"], EXCHANGE_DESK
    ),
    "QuarantineDecision": dict.fromkeys(["kind", "content", "reason", "personName", "at"], WITH_PARENT),
    "SourcePayload": dict.fromkeys(["source", "token", "signingKey", "errors"], EXCHANGE_DESK),
    "QuarantinePayload": dict.fromkeys(["row", "errors"], EXCHANGE_DESK),
    "PageInfo": dict.fromkeys(["hasNextPage", "endCursor", "hasPreviousPage", "startCursor"], WITH_PARENT),
    **{f"{name}Connection": dict.fromkeys(["edges", "pageInfo"], WITH_PARENT) for name in _CONNECTIONS},
    **{f"{name}Edge": dict.fromkeys(["cursor", "node"], WITH_PARENT) for name in _CONNECTIONS},
    "CaseList": dict.fromkeys(["id", "name", "address", "isDefault"], OWN_PERSON),
    "CaseListPayload": dict.fromkeys(["caseList", "errors"], OWN_PERSON),
    "UserError": dict.fromkeys(["code", "message", "field"], GATE),
    "SignInPayload": dict.fromkeys(["me", "errors"], OWN_PERSON),
    "SignIn": dict.fromkeys(
        [
            "id", "isToken", "isThis", "label", "hallName", "createdAt", "seenAt", "endsAt", "address", "browser",
            "system",
        ],
        OWN_PERSON,
    ),
    "EndSignInPayload": dict.fromkeys(["signIns", "errors"], OWN_PERSON),
    "AdminAct": dict.fromkeys(
        ["id", "kind", "personName", "role", "fromHall", "subject", "before", "after", "at"], ADMIN_ACTS
    ),
    "AdminActMember": dict.fromkeys(["name", "value"], WITH_PARENT),
    "StaffMember": dict.fromkeys(["username", "displayName", "posts", "sessions", "seenAt"], STAFF),
    "StaffPost": dict.fromkeys(["role", "departments", "section", "fromOn"], WITH_PARENT),
    "ForceSignOutPayload": dict.fromkeys(["ok", "errors"], STAFF),
    "SignOutPayload": dict.fromkeys(["ok"], OWN_PERSON),
    "MePayload": dict.fromkeys(["me", "errors"], OWN_PERSON),
    "CasePayload": dict.fromkeys(["case", "errors"], GATE),
}  # fmt: skip

# Fields of models that name files kept by the product: none yet.
FILES: dict[str, Entry] = {}

_NOTHING_OF_A_HALL = Entry(
    "keyed by version, name or text; holds nothing of a hall", f"{SCHEMAS}test_caches_hold_no_row_of_a_hall"
)
CACHES: dict[str, Entry] = {
    "hierarchy/cache.py:_halls": Entry(
        "keyed by the hall's code; rows of the public tree", f"{SCHEMAS}test_caches_hold_no_row_of_a_hall"
    ),
    "reporting/feeds.py:_heard": Entry(
        "keyed by the hall's code; a moment", f"{SCHEMAS}test_caches_hold_no_row_of_a_hall"
    ),
    **dict.fromkeys(
        [
            "api/graph/trusted.py:_canonical_texts",
            "api/graph/trusted.py:_document",
            "api/graph/trusted.py:_texts",
            "api/health.py:halls",
            "api/rest/captions.py:captions",
            "hierarchy/calendars.py:calendar",
            "platform/foundation/handlers.py:_handlers",
            "platform/foundation/handlers.py:_takers",
            "platform/foundation/working.py:_backlogs",
            "tenants/audit/digesting.py:sealed_models",
            "tenants/cases/reading.py:terms",
            "tenants/documents/rendering.py:_templates",
            "tenants/exchange/times.py:_pattern",
            "tenants/exchange/times.py:_written",
        ],
        _NOTHING_OF_A_HALL,
    ),
}
