"""Connections of a web process: as many as threads, and none is kept until it has seen every hall."""

import subprocess
import sys

from mingjing import running
from mingjing.database import SECONDS, USES, database_settings
from mingjing.embedded import Urls

# As Django uses it: a connection a request. Prints the backends that were used, in order.
REQUESTS = """
import django
django.setup()
from django.db import connection
from django.core.signals import request_started, request_finished
seen = []
for _ in range({times}):
    request_started.send(None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        seen.append(cursor.fetchone()[0])
    request_finished.send(None)
connection.close_pool()
print(*dict.fromkeys(seen), sep=",")
print(*(seen.count(pid) for pid in dict.fromkeys(seen)), sep=",")
"""


def used(urls: Urls, times: int, **environ: str) -> list[int]:
    """How many requests each backend served."""
    given = {"MINGJING_APP_DATABASE_URL": urls.app, "DJANGO_SETTINGS_MODULE": "mingjing.settings"}
    argv = [sys.executable, "-c", REQUESTS.format(times=times)]
    environ = {"PYTHONPATH": ":".join(sys.path)} | given | environ
    done = subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return [int(word) for word in done.stdout.splitlines()[1].split(",")]


def test_a_pooled_connection_is_let_go_after_its_requests_and_nobody_complains(own_database: Urls) -> None:
    assert used(own_database, 2 * USES + 10, MINGJING_POOL="1") == [USES, USES, 10]


def test_without_a_pool_every_request_has_a_new_one(own_database: Urls) -> None:
    assert used(own_database, 3) == [1, 1, 1]


def test_a_web_process_has_a_connection_for_each_thread_and_a_worker_one_for_each_task(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("MINGJING_POOL", raising=False)
    web = running.web("127.0.0.1:1", workers=2, threads=6, metrics=tmp_path)
    pool = database_settings(web.environ)["OPTIONS"]["pool"]
    assert (pool["max_size"], pool["max_lifetime"]) == (6, SECONDS)
    assert "pool" not in database_settings(running.worker(workers=2).environ)["OPTIONS"]
    monkeypatch.setenv("MINGJING_POOL", "3")
    web = running.web("127.0.0.1:1", workers=2, threads=6, metrics=tmp_path)
    assert database_settings(web.environ)["OPTIONS"]["pool"]["max_size"] == 3
