"""Fields of types that carry data, by type; one entry for those that are protected alike (see `register.py`)."""

from tests.isolation.entries import (
    ABOVE,
    ADMIN_ACTS,
    BELOW,
    BY_PATH,
    CHANNELS,
    EXCHANGE_DESK,
    GATE,
    OWN_PERSON,
    STAFF,
    TIERS,
    WITH_PARENT,
    Entry,
)

_CONNECTIONS = (
    "Hall",
    "HallShare",
    "Silent",
    "Alert",
    "Item",
    "Case",
    "Notice",
    "QuarantinedRow",
    "AdminAct",
    "OpenOrder",
    "OrderRow",
    "Contact",
    "Delivery",
    "RefusalOutlier",
)
TYPE_FIELDS: dict[str, dict[str, Entry]] = {
    "Me": dict.fromkeys(
        ["username", "displayName", "language", "posts", "activePost", "calendarPublishedThrough", "isDemo", "now",
         "caseLists", "needsSecondFactor", "secondFactor"],
        OWN_PERSON,
    ),
    "SecondFactor": dict.fromkeys(["isOn", "recoveryLeft", "hasPassword"], OWN_PERSON),
    "Post": dict.fromkeys(["id", "role", "hall", "departments"], OWN_PERSON),
    "Hall": {
        **dict.fromkeys(["code", "name", "tier", "state", "isProvisioned", "isDemo", "trialUntil"], BY_PATH),
        **dict.fromkeys(["link", "breaks"], BY_PATH),
        **dict.fromkeys(["rollup", "ownRollup", "ownFigure", "trend", "change"], BY_PATH),
        **dict.fromkeys(["byItem", "byDepartment", "departments"], BY_PATH),
        **dict.fromkeys(["ranking", "madeOf", "refusals"], BELOW),
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
            "deemedAccepted", "beyondGuide", "loopBreaks",
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
    "AlertChanges": dict.fromkeys(["changed", "removed", "cursor", "hasMore"], BY_PATH),
    "CaseChanges": dict.fromkeys(["changed", "removed", "cursor", "hasMore"], GATE),
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
            "alerts", "documents", "permittedActions", "correctionAskedAt", "noticeDueAt", "deemedAt",
            "anomalies", "classes", "handlerName", "correctionRounds", "adds", "applicantId",
            "findings", "asReported", "byLaw",
        ],
        GATE,
    ),
    "ApplicantId": dict.fromkeys(["kind", "masked"], WITH_PARENT),
    "SeeIdNumberPayload": dict.fromkeys(["idNumber", "errors"], GATE),
    "CorrectionRound": dict.fromkeys(["askedAt", "receivedAt", "demands"], WITH_PARENT),
    "CorrectionDemand": dict.fromkeys(["material", "defect", "standing", "isBrought", "isBeyondGuide"], WITH_PARENT),
    "Guide": dict.fromkeys(["materials", "conditions", "fees", "windows", "phone"], WITH_PARENT),
    "GuideMaterial": dict.fromkeys(["name", "originals", "copies", "issuer"], WITH_PARENT),
    "GuideFee": dict.fromkeys(["name", "standard", "basis", "isConfirmed"], WITH_PARENT),
    "ItemNoticePayload": dict.fromkeys(["document", "errors"], GATE),
    "Contact": dict.fromkeys(
        [
            "number", "askerName", "way", "item", "question", "askedAt", "dueAt", "isLate", "state", "ownerName",
            "offeredToName", "offeredAt", "closedAt", "caseNumber", "steps", "permittedSteps",
        ],
        WITH_PARENT,
    ),
    "ContactStepTaken": dict.fromkeys(
        ["kind", "at", "personName", "toName", "text", "document", "path"], WITH_PARENT
    ),
    "ContactPayload": dict.fromkeys(["contact", "errors"], GATE),
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
    "OrderRow": dict.fromkeys(
        ["id", "number", "state", "department", "subject", "cases", "at", "issuedAt", "replyDueAt", "isReplyLate"], GATE
    ),
    "SupervisionOrder": dict.fromkeys(
        [
            "id", "number", "state", "department", "subject", "cases", "at", "issuedAt", "replyDueAt", "isReplyLate",
            "issuingHall", "demand", "replyDays", "document", "events", "permittedActs",
        ],
        GATE,
    ),
    "OrderEvent": dict.fromkeys(["sequence", "act", "at", "personName", "fromHall", "said"], WITH_PARENT),
    "OpenOrder": dict.fromkeys(
        ["id", "hall", "number", "department", "state", "isReplyLate", "issuedAt"], BY_PATH
    ),
    "OrderPayload": dict.fromkeys(["order", "errors"], GATE),
    "Delivery": dict.fromkeys(
        [
            "id", "messageId", "channel", "kind", "state", "recipientName", "masked", "caseNumber", "contactNumber",
            "document", "subject", "text", "at", "dueAt", "sentAt", "receivedAt", "sentByName", "cost", "error", "said",
            "steps",
        ],
        GATE,
    ),
    "DeliveryStep": dict.fromkeys(["kind", "at", "personName", "said"], WITH_PARENT),
    "DeliveryPayload": dict.fromkeys(["delivery", "errors"], GATE),
    "DeliveriesPayload": dict.fromkeys(["deliveries", "errors"], GATE),
    "ChannelSettings": dict.fromkeys(
        ["channel", "isOffered", "isOfficeOnly", "quietFrom", "quietTo", "price", "monthlyCap", "spent"], CHANNELS
    ),
    "NoticeTemplate": dict.fromkeys(
        ["kind", "channel", "language", "subject", "text", "isOwn", "placeholders", "needed"], CHANNELS
    ),
    "RefusalReason": dict.fromkeys(
        ["code", "name", "ground", "hallName", "isOwn", "addedAt", "retiredAt"], GATE
    ),
    "ReasonPayload": dict.fromkeys(["reason", "errors"], GATE),
    "RefusalComparison": dict.fromkeys(["compared", "minimum", "outliers", "asOf"], BELOW),
    "RefusalOutlier": dict.fromkeys(
        [
            "hall", "item", "itemName", "department", "departmentName", "declined", "refused", "denied", "decided",
            "rate", "low", "high", "peersDenied", "peersDecided", "peersRate", "peersLow", "peersHigh", "readings",
        ],
        BELOW,
    ),
    "ChannelPayload": dict.fromkeys(["channel", "errors"], CHANNELS),
    "TemplatePayload": dict.fromkeys(["template", "errors"], CHANNELS),
    "Reach": dict.fromkeys(
        ["channel", "isOffered", "masked", "isWanted", "isConfirmed", "confirmedAt"], OWN_PERSON
    ),
    "ReachPayload": dict.fromkeys(["reaches", "errors"], OWN_PERSON),
    "CaseList": dict.fromkeys(["id", "name", "address", "isDefault"], OWN_PERSON),
    "CaseListPayload": dict.fromkeys(["caseList", "errors"], OWN_PERSON),
    "UserError": dict.fromkeys(["code", "message", "field"], GATE),
    "SignInPayload": dict.fromkeys(["me", "needsCode", "errors"], OWN_PERSON),
    "IdentityPayload": dict.fromkeys(["me", "errors"], OWN_PERSON),
    "EnrolmentPayload": dict.fromkeys(["secret", "address", "errors"], OWN_PERSON),
    "RecoveryCodesPayload": dict.fromkeys(["me", "recoveryCodes", "errors"], OWN_PERSON),
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
