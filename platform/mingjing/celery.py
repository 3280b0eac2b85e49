"""The worker. Its messages are nudges that may be lost or doubled; the truth is in agenda, outbox and delta rows."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingjing.settings")

app = Celery("mingjing")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    timezone="Asia/Shanghai",
    imports=("mingjing.tasks",),
    beat_schedule={
        "work": {"task": "mingjing.tasks.dispatch", "schedule": 10.0, "options": {"expires": 10}},
    },
)
