"""gunicorn's configuration file (`-c python:mingjing.webserver`): what its arguments cannot say."""

import os
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

from foundation.lines import configuration

logconfig_dict = configuration(os.environ.get("MINGJING_LOG", "WARNING"))


def on_starting(_server: Any) -> None:
    """Counts of a server that ran before would be added to ours."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for file in Path(folder).glob("*.db"):
            file.unlink()


def child_exit(_server: Any, worker: Any) -> None:
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)
