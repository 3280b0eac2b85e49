"""How everything that could leak from one hall to another is protected, and which test tries it.

A new model, address, root field, mutation, type field, file or cache without an entry here fails `test_register.py`.
Entries name a test of this folder; `HALL` models live in the schema of each hall, `PUBLIC` ones in `public`.
"""

from tests.isolation.entries import (
    ADMIN_ACTS,
    BY_PATH,
    EVIDENCE,
    GATE,
    GOVERNS,
    IN_HALL_SCHEMA,
    LOOKS,
    NO_ROW_OF_A_CASE,
    OWN_PERSON,
    SCHEMAS,
    STRANGERS,
    TIERS,
    Entry,
)
from tests.isolation.type_fields import TYPE_FIELDS

__all__ = ["CACHES", "FILES", "MODELS", "ROOT_FIELDS", "TYPE_FIELDS", "URLS"]


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
            "foundation.Line",
            "hierarchy.Hall",
            "hierarchy.HallParent",
            "hierarchy.HallPredecessor",
            "hierarchy.FormerPath",
            "hierarchy.HallChange",
            "hierarchy.Ladder",
            "hierarchy.Post",
            "hierarchy.CalendarVersion",
            "hierarchy.LocalRule",
            "hierarchy.RuleArticle",
            "hierarchy.SignalVersion",
            "hierarchy.RuleVersion",
            "hierarchy.RefusalReason",
            "hierarchy.Anchor",
            "hierarchy.ClassName",
            "hierarchy.RecordedSQL",
            "reporting.Delta",
            "reporting.Rollup",
            "reporting.NodeDay",
            "reporting.Board",
            "reporting.BoardRemoval",
            "reporting.RuleCount",
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
            "accounts.Tries",
            "accounts.SignInRecord",
            "accounts.AccountNotice",
            "accounts.Reach",
            "account.EmailAddress",
            "account.EmailConfirmation",
            "mfa.Authenticator",
            "socialaccount.SocialAccount",
            "socialaccount.SocialApp",
            "socialaccount.SocialToken",
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
            "notices.Delivery",
            "notices.DeliveryStep",
            "notices.ChannelRules",
            "notices.NoticeTemplate",
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
            "contacts.Contact",
            "contacts.ContactStep",
            "cases.ApplicantId",
            "cases.FeedSilence",
            "cases.PinnedLadder",
            "alerts.Alert",
            "alerts.AlertNote",
            "alerts.FindingDecision",
            "alerts.BackTest",
            "directives.SupervisionOrder",
            "directives.OrderEvent",
            "directives.AccountabilityCase",
            "directives.AccountabilityEvent",
            "directives.Circular",
            "directives.CircularEvent",
            "directives.RedDecision",
            "directives.Evidence",
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
    "api/v1/halls/<str:hall>/evidence/<str:key>": EVIDENCE,
    "api/v1/halls/<str:hall>/evidence/<str:kind>/<str:matter>": EVIDENCE,
    "api/v1/halls/<str:hall>/acts.csv": ADMIN_ACTS,
    "api/v1/halls/<str:hall>/looks.csv": LOOKS,
    "api/v1/halls/<str:hall>/contacts.csv": Entry(
        "access_hall, then the contacts that the actor may read", f"{STRANGERS}test_a_stranger_gets_no_list"
    ),
    "api/v1/halls/<str:hall>/cases.<str:form>": Entry(
        "access_hall, then the cases that the actor may read", f"{STRANGERS}test_a_stranger_gets_no_list"
    ),
    **dict.fromkeys(
        ["api/v1/halls/<str:hall>/posts.csv", "api/v1/halls/<str:hall>/sign-ins.csv"],
        Entry(
            "access_hall, then an administrator of exactly this hall",
            f"{TIERS}test_people_are_seen_by_their_own_administrator",
        ),
    ),
    "api/v1/account/sign-ins.csv": OWN_PERSON,
    **dict.fromkeys(
        ["verify", "verify/<str:code>"],
        Entry("needs a code of 55 random bits; masks the applicant", f"{STRANGERS}test_a_stranger_gets_no_document"),
    ),
    **dict.fromkeys(
        ["sign-in/oidc", "sign-in/oidc/back"],
        Entry("signs in who was bound, tells nothing else", f"{STRANGERS}test_open_addresses_tell_nothing_of_a_hall"),
    ),
    **dict.fromkeys(
        ["api/v1/deadline", "api/v1/calendar/<int:number>"],
        Entry("the same for everybody; reads no hall", f"{STRANGERS}test_open_addresses_tell_nothing_of_a_hall"),
    ),
    "api/v1/receipts": Entry(
        "signed under a secret of the settings; a message names its one hall and is not to be guessed",
        f"{STRANGERS}test_a_receipt_needs_the_secret",
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
    "openMatters": BY_PATH,
    "hallChanges": BY_PATH,
    **dict.fromkeys(["setHallState", "renameHall", "moveHall", "mergeHall", "splitHall"], GOVERNS),
    **dict.fromkeys(["rules", "ruleHalls"], BY_PATH),
    **dict.fromkeys(["backTests", "checkRule", "publishRule", "endRule", "startBackTest", "decideFinding"], GATE),
    "ruleFacts": Entry("the same for everybody; reads no hall", f"{STRANGERS}test_me_is_only_me"),
    **dict.fromkeys(
        [
            "orders", "order", "draftOrder", "redraftOrder", "checkOrder", "sendBackOrder", "issueOrder",
            "receiveOrder", "explainOrder", "acceptExplanation", "returnExplanation", "rejectExplanation",
            "withdrawOrder", "askReplyTime", "giveReplyTime", "denyReplyTime",
        ],
        GATE,
    ),
    **dict.fromkeys(
        [
            "accountabilityCases", "accountabilityCase", "openAccountability", "approveAccountability",
            "receiveAccountability", "reportAccountability", "returnAccountability", "findFault",
            "decideAccountability", "recordSanction", "appealAccountability", "upholdAccountability",
            "revokeAccountability", "withdrawAccountability", "circulars", "circular", "draftCircular", "showCircular",
            "answerCircular", "publishCircular", "withdrawCircular", "ladder", "departmentLadder", "publishLadder",
            "redDecisions", "withdrawReds", "looks",
        ],
        GATE,
    ),
    "alertChanges": BY_PATH,
    "classNames": BY_PATH,
    **dict.fromkeys(["cases", "case", "caseChanges", "items", "notices", "stages", "sources", "quarantine",
                     "recordQuality"], GATE),
    **dict.fromkeys(["calendarYear", "calendarVersions"], BY_PATH),
    **dict.fromkeys(["calendarPreview", "publishCalendar"], GATE),
    **dict.fromkeys(
        ["signals", "signalVersions", "previewSignals", "publishSignals", "localRules", "registerLocalRule",
         "repealLocalRule"], GATE
    ),
    **dict.fromkeys(["posts", "hallSignIns", "adminActs", "deliveries", "channels", "noticeTemplates"], GATE),
    **dict.fromkeys(["desk", "deskCases", "colleagues", "handOverCase", "handOverDesk"], GATE),
    **dict.fromkeys(["item", "issueItemNotice"], GATE),
    **dict.fromkeys(
        [
            "contacts", "contact", "recordContact", "giveContactNotice", "handOverContact", "takeOverContact",
            "answerContact", "registerContactCase",
        ],
        GATE,
    ),
    "signIn": Entry("name and password under a lock", f"{STRANGERS}test_me_is_only_me"),
    "signInProvider": Entry("a setting, the same for everybody", f"{STRANGERS}test_me_is_only_me"),
    "confirmSignIn": Entry("the session that gave name and password", f"{STRANGERS}test_me_is_only_me"),
    **dict.fromkeys(
        ["signOut", "choosePost", "setLanguage", "signIns", "endSignIn", "endOtherSignIns", "saveCaseList",
         "deleteCaseList", "confirmIdentity", "changePassword", "enrolSecondFactor", "turnOnSecondFactor",
         "turnOffSecondFactor", "renewRecoveryCodes", "signInLog", "accountNotices", "markAccountNoticesRead",
         "reaches", "keepReach", "confirmReach", "wantReach", "forgetReach"],
        OWN_PERSON,
    ),
    **dict.fromkeys(
        [
            "registerCase", "acceptCase", "acceptCaseWith", "recordProceeding", "declineCase", "declineCaseWith",
            "markNotRequired",
            "askCorrection", "receiveCorrection",
            "beginStage", "endStage", "beginPause", "endPause", "grantExtension", "concludeCase", "verifyCase",
            "deliverCase", "withdrawCase", "correctEvent", "markNoticesRead", "issueDocument",
            "registerSource", "rotateSourceToken", "closeSource", "letInQuarantined", "refuseQuarantined",
            "nameClass", "forceSignOut", "liftLock", "grantPost", "endPost", "seeIdNumber",
            "sendAgain", "setAsideDeliveries", "sendDocument", "sendContactNotice", "sendMessage", "setChannel",
            "setNoticeTemplate", "dropNoticeTemplate", "refusalReasons", "addRefusalReason", "retireRefusalReason",
        ],
        GATE,
    ),
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
    "hierarchy/calendars.py:_current": Entry(
        "keyed by the hall's path; names of versions", f"{SCHEMAS}test_caches_hold_no_row_of_a_hall"
    ),
    "hierarchy/cache.py:_rulings": Entry(
        "keyed by the hall's schema; published rules", f"{SCHEMAS}test_caches_hold_no_row_of_a_hall"
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
            "hierarchy/calendars.py:_national",
            "hierarchy/calendars.py:calendar",
            "hierarchy/calendars.py:grounds",
            "hierarchy/calendars.py:own",
            "hierarchy/rules.py:shipped",
            "reporting/compare.py:_statement",
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
