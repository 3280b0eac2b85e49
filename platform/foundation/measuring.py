"""What a process counts of itself for Prometheus, and the values that a label may have.

A series a hall would be 2,567 of each: no label names a hall, and none takes what a caller wrote. With
`PROMETHEUS_MULTIPROC_DIR` the processes of one web server add up their counts in that folder.
"""

import re
from http import HTTPStatus

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
RESULTS = ("accepted", "duplicate", "rejected")
OTHER = "OTHER"
NO_ROUTE = "none"
MOST_CODES = 150
CODES: set[str] = set()  # that this process told
_CODE = re.compile(r"[A-Z]+(_[A-Z]+)*")
# Seconds: a page's operation takes some 10 ms, a list as a file half a minute.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

PROCESS = CollectorRegistry()
REQUESTS = Counter("mingjing_http_requests", "Requests", ["route", "method", "status"], registry=PROCESS)
SECONDS = Histogram(
    "mingjing_http_request_seconds", "Until the answer begins", ["route"], buckets=_BUCKETS, registry=PROCESS
)
GRAPHQL_ERRORS = Counter("mingjing_graphql_errors", "Errors told, by their code", ["code"], registry=PROCESS)
EXCHANGE_ROWS = Counter("mingjing_exchange_rows", "Rows that sources sent, by answer", ["result"], registry=PROCESS)
POOL = Gauge(
    "mingjing_database_pool_connections", "Connections of the pools of all web processes", ["state"],
    registry=PROCESS, multiprocess_mode="livesum",
)  # fmt: skip
POOL_WAITING = Gauge(
    "mingjing_database_pool_waiting", "Requests that wait for a connection", registry=PROCESS,
    multiprocess_mode="livesum",
)  # fmt: skip


def count_request(*, route: str | None, method: str | None, status: int, seconds: float) -> None:
    """`route` is the pattern of the address, never the address."""
    known = method if method in METHODS else OTHER
    REQUESTS.labels(route or NO_ROUTE, known, str(HTTPStatus(status).value)).inc()
    SECONDS.labels(route or NO_ROUTE).observe(seconds)


def count_error(code: str) -> None:
    """Codes are words of the sources; should one ever be made of something else, it is counted with the others."""
    is_word = _CODE.fullmatch(code) is not None
    if is_word and (code in CODES or len(CODES) < MOST_CODES):
        CODES.add(code)
        GRAPHQL_ERRORS.labels(code).inc()
    else:
        GRAPHQL_ERRORS.labels(OTHER).inc()
