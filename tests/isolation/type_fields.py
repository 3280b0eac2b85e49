"""Fields of types that carry data, by type; one entry for those that are protected alike (see `register.py`)."""

from tests.isolation.entries import (
    ABOVE,
    ADMIN_ACTS,
    BELOW,
    BY_PATH,
    CHANNELS,
    EXCHANGE_DESK,
    GATE,
    LOOKS,
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
    "RecordedChange",
    "Alert",
    "Item",
    "Case",
    "Notice",
    "QuarantinedRow",
    "AdminAct",
    "OpenMatter",
    "CircularRow",
    "RedDecision",
    "Look",
    "RuleHall",
    "BackTest",
    "OrderRow",
    "AccountabilityRow",
    "Contact",
    "CalendarVersion",
    "MovingCase",
    "SignalVersion",
    "LocalRule",
    "StaffPost",
    "SignInTry",
    "AccountNotice",
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
    "RecordedChange": dict.fromkeys(
        ["id", "code", "name", "kind", "on", "before", "after", "reason", "personName", "recordedAt"], BY_PATH
    ),
    "HallPayload": dict.fromkeys(["hall", "errors"], WITH_PARENT),
    "HallBreak": dict.fromkeys(["code", "name", "kind", "on", "before", "after"], WITH_PARENT),
    "HallLink": dict.fromkeys(
        ["halls", "connected", "silent", "feeds", "silentFeeds", "heardAt", "isSilent"], BY_PATH
    ),
    "Silent": dict.fromkeys(["id", "hall", "source", "name", "department", "since", "silentAt"], BELOW),
    "Rollup": dict.fromkeys(
        [
            "received", "accepted", "concluded", "concludedEarly", "onTheSpot", "returned",
            "timeLimited", "joint", "passedUp", "supplemented", "corrections", "open",
            "openIntake", "openCorrection", "openHandling", "openReview", "openApproval", "openPaused",
            "deemedAccepted", "beyondGuide", "loopBreaks",
            "concludedIncomplete", "events", "eventsLate", "eventsOdd", "eventsRepeated", "lagHours",
            "incompleteRate", "lateRecordRate", "oddRecordRate", "repeatedRecordRate", "meanLagHours",
            "concludedLate", "concludedLateStatutory", "concludedLateByLaw", "concludedLateStatutoryByLaw",
            "receivedPartial", "concludedPartial", "receivedTrial", "concludedTrial", "concludedLateTrial",
            "overdue", "overdueStatutory", "overdueByLaw", "overdueStatutoryByLaw", "correctionDays",
            "recheckDays",
            "yellow", "red", "overdueRate", "onTimeRate", "meanWorkingDays", "speedUp",
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
            "halls", "expected", "comparable", "comparableWhole",
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
    "SourceQuality": dict.fromkeys(
        ["source", "events", "eventsLate", "lagHours", "eventsOdd", "eventsRepeated"], GATE
    ),
    "StageChange": dict.fromkeys(
        ["item", "itemName", "stage", "daysBefore", "passesBefore", "daysAfter", "passesAfter"], WITH_PARENT
    ),
    "PostsEnded": dict.fromkeys(["section", "endedOn", "count"], WITH_PARENT),
    "Alert": dict.fromkeys(
        ["id", "hall", "caseNumber", "item", "department", "level", "clock", "rung", "at", "isCaseOpen", "noDataSince",
         "rule"],
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
            "findings", "asReported", "byLaw", "earlier",
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
    "CaseFinding": dict.fromkeys(["code", "at", "sequence", "rule", "setAside"], WITH_PARENT),
    "EarlierCase": dict.fromkeys(["number", "submittedAt", "endedAt", "isSamePaper"], GATE),
    "FindingDecision": dict.fromkeys(["reason", "personName", "at"], WITH_PARENT),
    "RuleName": dict.fromkeys(["code", "zh", "en"], WITH_PARENT),
    "AnomalyRule": dict.fromkeys(
        [
            "code", "zh", "en", "severity", "phase", "ground", "source", "when", "at", "heldBy", "isShipped",
            "isInForce", "needs", "waitsFor", "examples", "versions", "found", "setAside", "falseAlarmRate",
        ],
        BY_PATH,
    ),
    "RuleFact": dict.fromkeys(["name", "kind", "zh", "en", "source", "isTold"], WITH_PARENT),
    "RuleExample": dict.fromkeys(["why", "facts", "isHit"], WITH_PARENT),
    "RuleVersion": dict.fromkeys(
        [
            "id", "hall", "hallName", "number", "fromOn", "isEnd", "severity", "when", "cited", "reason", "personName",
        ],
        WITH_PARENT,
    ),
    "RuleObjection": dict.fromkeys(["code", "message", "field", "line", "column", "place"], WITH_PARENT),
    "RuleHall": dict.fromkeys(["hall", "found", "setAside", "falseAlarmRate"], BY_PATH),
    "BackTest": dict.fromkeys(
        [
            "id", "rule", "when", "fromOn", "toOn", "askedBy", "at", "doneAt", "cases", "judged", "untold", "failed",
            "hits", "examples",
        ],
        GATE,
    ),
    "RulePayload": dict.fromkeys(["version", "errors"], GATE),
    "BackTestPayload": dict.fromkeys(["backTest", "errors"], GATE),
    "FindingPayload": dict.fromkeys(["case", "errors"], GATE),
    "CaseReading": dict.fromkeys([
        "dueAt", "statutoryDueAt", "isOverdue", "isOverdueStatutory", "steps", "statutorySteps",
    ], WITH_PARENT),
    "TraceStep": dict.fromkeys(["code", "params"], WITH_PARENT),
    "CaseAlert": dict.fromkeys(
        [
            "level", "clock", "rung", "name", "proposes", "stage", "rule", "at", "raisedAt", "clearedAt",
            "clearedReason", "withdrawnBy",
        ],
        WITH_PARENT,
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
        [
            "id", "kind", "number", "state", "department", "subject", "cases", "at", "issuedAt", "replyDueAt",
            "isReplyLate",
        ],
        GATE,
    ),
    "SupervisionOrder": dict.fromkeys(
        [
            "id", "kind", "number", "state", "department", "subject", "cases", "at", "issuedAt", "replyDueAt",
            "isReplyLate",
            "issuingHall", "demand", "replyDays", "document", "events", "evidence", "permittedActs",
        ],
        GATE,
    ),
    "OrderEvent": dict.fromkeys(["sequence", "act", "at", "personName", "fromHall", "said"], WITH_PARENT),
    "OpenMatter": dict.fromkeys(
        ["id", "kind", "hall", "number", "department", "state", "isLate", "isAwaited", "issuedAt"], BY_PATH
    ),
    "SignalLadder": dict.fromkeys(["hall", "item", "on", "isDefault", "mayPublish", "rungs", "delays"], GATE),
    "SignalRung": dict.fromkeys(
        [
            "code", "name", "anchor", "of", "offset", "unit", "edge", "level", "colour", "shortest", "longest", "tell",
            "proposes", "origin",
        ],
        WITH_PARENT,
    ),
    "SignalTelling": dict.fromkeys(["role", "channel"], WITH_PARENT),
    "SignalOrigin": dict.fromkeys(
        ["hall", "hallName", "tier", "version", "fromOn", "article", "cited"], WITH_PARENT
    ),
    "SignalDelay": dict.fromkeys(["source", "hours"], WITH_PARENT),
    "SignalVersion": dict.fromkeys(
        ["id", "hall", "hallName", "tier", "item", "itemName", "number", "fromOn", "reason", "personName",
         "publishedAt", "rungs"],
        GATE,
    ),
    "SignalPreview": dict.fromkeys(["examined", "isWhole", "newlyYellow", "newlyRed"], GATE),
    "SignalPayload": dict.fromkeys(["ladder", "errors", "rung", "tier"], GATE),
    "SignalPreviewPayload": dict.fromkeys(["preview", "errors", "rung", "tier"], GATE),
    "LocalRule": dict.fromkeys(
        ["id", "code", "scope", "title", "number", "organ", "hall", "hallName", "fromOn", "repealedOn", "isInForce",
         "isCitable", "source", "notShown", "personName", "registeredAt", "articles"],
        GATE,
    ),
    "RuleArticle": dict.fromkeys(["id", "number", "text", "isWording"], WITH_PARENT),
    "LocalRulePayload": dict.fromkeys(["rule", "errors"], GATE),
    "CircularRow": dict.fromkeys(
        ["id", "number", "state", "department", "subject", "cases", "at", "publishedAt", "dueAt"], GATE
    ),
    "Circular": dict.fromkeys(
        [
            "id", "number", "state", "department", "subject", "cases", "at", "publishedAt", "dueAt", "issuingHall",
            "replyDays", "shownDays", "document", "events", "evidence", "permittedActs",
        ],
        GATE,
    ),
    "CircularEvent": dict.fromkeys(["sequence", "act", "at", "personName", "fromHall", "said"], WITH_PARENT),
    "CircularPayload": dict.fromkeys(["circular", "errors"], GATE),
    "Ladder": dict.fromkeys(["rungs", "basis", "publishedAt", "mayPublish"], GATE),
    "LadderRung": dict.fromkeys(["step", "weight", "count", "days", "tier"], WITH_PARENT),
    "LadderStanding": dict.fromkeys(["rung", "count", "isProposed"], WITH_PARENT),
    "DepartmentLadder": dict.fromkeys(["department", "standings"], GATE),
    "RedDecision": dict.fromkeys(
        ["id", "number", "reason", "reds", "cases", "feed", "personName", "fromHall", "at", "document"], GATE
    ),
    "RedDecisionPayload": dict.fromkeys(["decision", "errors"], GATE),
    "Look": dict.fromkeys(["id", "personName", "fromHall", "subject", "at"], LOOKS),
    "Evidence": dict.fromkeys(
        ["id", "name", "type", "size", "digest", "personName", "at", "path"], WITH_PARENT
    ),
    "LadderPayload": dict.fromkeys(["ladder", "errors"], GATE),
    "OrderPayload": dict.fromkeys(["order", "errors"], GATE),
    "AccountabilityRow": dict.fromkeys(
        ["id", "number", "mode", "state", "department", "subject", "cases", "at", "dueAt"], GATE
    ),
    "AccountabilityCase": dict.fromkeys(
        [
            "id", "number", "mode", "state", "department", "subject", "cases", "at", "dueAt",
            "issuingHall", "order", "isLate", "receipt", "finding", "sanctions", "documents", "events",
            "evidence", "permittedActs",
        ],
        GATE,
    ),
    "Attribution": dict.fromkeys(["party", "liability", "person"], WITH_PARENT),
    "FindingEvidence": dict.fromkeys(["number", "sequence"], WITH_PARENT),
    "FaultFinding": dict.fromkeys(["grade", "situation", "attributions", "evidence"], WITH_PARENT),
    "Sanction": dict.fromkeys(["organ", "number", "on", "person", "measure"], WITH_PARENT),
    "AccountabilityEvent": dict.fromkeys(["sequence", "act", "at", "personName", "fromHall", "said"], WITH_PARENT),
    "AccountabilityPayload": dict.fromkeys(["case", "errors"], GATE),
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
        ["code", "name", "ground", "cited", "hallName", "isOwn", "addedAt", "retiredAt"], GATE
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
    "CalendarYear": dict.fromkeys(
        ["year", "version", "publishedThrough", "isProvisional", "workingDays", "days", "hours", "mayPublish", "file"],
        BY_PATH,
    ),
    "CalendarDay": dict.fromkeys(
        ["on", "kind", "title", "layer", "version", "source", "isProvisional"], WITH_PARENT
    ),
    "BusinessHours": dict.fromkeys(["beginsOn", "endsOn", "spans"], WITH_PARENT),
    "CalendarVersion": dict.fromkeys(
        ["version", "layer", "place", "year", "source", "notice", "reason", "personName", "publishedAt", "isCurrent"],
        BY_PATH,
    ),
    "CalendarPreview": dict.fromkeys(["version", "problems", "errors", "changes", "reached", "cases"], GATE),
    "CalendarChange": dict.fromkeys(["on", "before", "after", "title"], WITH_PARENT),
    "FileProblem": dict.fromkeys(["line", "code", "given"], WITH_PARENT),
    "ReachedHall": dict.fromkeys(["hall", "cases"], WITH_PARENT),
    "MovingCase": dict.fromkeys(["number", "itemName", "department", "moves"], WITH_PARENT),
    "ClockMove": dict.fromkeys(["clock", "was", "dueAt"], WITH_PARENT),
    "PublishCalendarPayload": dict.fromkeys(["version", "problems", "errors"], GATE),
    "StaffPost": dict.fromkeys(
        ["id", "username", "displayName", "role", "departments", "section", "fromOn", "untilOn", "when", "isOwn",
         "sessions", "seenAt", "isLocked"],
        STAFF,
    ),
    "ClassName": {
        **dict.fromkeys(["caseClass", "name", "isOwn", "sinceOn"], BY_PATH),
        **dict.fromkeys(["fromHall", "fromName", "cited"], ABOVE),
    },
    "ClassNamesPayload": dict.fromkeys(["names", "errors"], GATE),
    "PostPayload": dict.fromkeys(["post", "errors"], GATE),
    "AccessPayload": dict.fromkeys(["ok", "errors"], GATE),
    "SignInTry": dict.fromkeys(
        ["id", "result", "at", "address", "browser", "system", "username", "displayName"], OWN_PERSON
    ),
    "AccountNotice": dict.fromkeys(["id", "kind", "at", "readAt", "params"], OWN_PERSON),
    "MarkedPayload": dict.fromkeys(["ok"], OWN_PERSON),
    "SignOutPayload": dict.fromkeys(["ok"], OWN_PERSON),
    "MePayload": dict.fromkeys(["me", "errors"], OWN_PERSON),
    "CasePayload": dict.fromkeys(["case", "errors"], GATE),
}  # fmt: skip
