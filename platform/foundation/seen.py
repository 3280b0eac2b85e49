"""When a worker last finished a nudge: one key at the broker, so that an idle round stays one statement.

Kept by brokers that speak Redis. `broker` is a connection of kombu, which has no types for this.
"""

import time
from typing import Any

KEY = "mingjing:worker-seen"
FORGOTTEN_AFTER = 30 * 24 * 3600  # seconds


def note(broker: Any) -> None:
    """Now, by the clock of the machine: a shifted one (`MINGJING_CLOCK`) differs between processes."""
    if _keeps_keys(broker):
        broker.default_channel.client.set(KEY, f"{time.time():.3f}", ex=FORGOTTEN_AFTER)


def last(broker: Any) -> float | None:
    """Seconds since 1970, or None where no worker was seen or the broker keeps no keys."""
    found = broker.default_channel.client.get(KEY) if _keeps_keys(broker) else None
    return float(found) if found else None


def _keeps_keys(broker: Any) -> bool:
    return bool(broker.transport.driver_type == "redis")
