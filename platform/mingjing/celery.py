"""The worker. Its messages are nudges that may be lost or doubled; the truth is in agenda, outbox and delta rows."""

import os
from typing import Any

from celery import Celery, signals

from foundation import seen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.settings")

app = Celery("mingjing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    timezone="Asia/Shanghai",
    worker_hijack_root_logger=False,  # lines as everywhere: no text of an exception
    imports=("mingjing.tasks",),
    beat_schedule={
        "work": {"task": "mingjing.tasks.dispatch", "schedule": 10.0, "options": {"expires": 10}},
        "prune": {"task": "mingjing.tasks.prune", "schedule": 3600.0, "options": {"expires": 3600}},
    },
)


@signals.task_success.connect
def note_seen(sender: Any = None, **_: Any) -> None:
    """For `/metrics`: scheduler, broker and worker did their part just now."""
    if not sender.request.is_eager:
        with app.connection_for_write() as broker:
            seen.note(broker)
