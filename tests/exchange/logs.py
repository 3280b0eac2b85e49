"""Small logs, made up: the twins of what real files have and of what is wrong with them."""

import gzip
from pathlib import Path

from tenants.exchange.formats.choosing import records
from tenants.exchange.formats.raw import Raw
from tenants.exchange.problems import BrokeOff, Problem
from tenants.exchange.profile import load

HALL_HEADER = "办件编号,事项编码,收件时间,受理时间,办结时间,办件状态"
BOSTON_HEADER = "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,Source"


def event(name: str, at: str, *, inside: str = "", prefix: str = "") -> str:
    p = prefix
    return (
        f'<{p}event><{p}string key="concept:name" value="{name}"/>'
        f'<{p}date key="time:timestamp" value="{at}"/>{inside}</{p}event>\n'
    )


def trace(number: str, *events: str, attributes: str = "", prefix: str = "") -> str:
    p = prefix
    name = f'<{p}string key="concept:name" value="{number}"/>' if number else ""
    return f"<{p}trace>{name}{attributes}\n{''.join(events)}</{p}trace>\n"


def log(*traces: str, prefix: str = "", namespace: str = 'xmlns="http://www.xes-standard.org/"') -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{prefix}log {namespace}>\n{"".join(traces)}</{prefix}log>\n'


def date(key: str, value: str) -> str:
    return f'<date key="{key}" value="{value}"/>'


def permit(number: str, *events: str, ended: str | None = "2011-12-01T10:00:00+01:00") -> str:
    """A trace as in the log `receipt`: begun 2011-10-11, due 2011-12-06."""
    stated = date("startdate", "2011-10-11T13:42:22.688+02:00") + date("deadline", "2011-12-06T13:41:31.788+01:00")
    stated += date("enddate", ended) if ended else ""
    return trace(number, *events, attributes=f'<string key="responsible" value="R21"/>{stated}')


def write(folder: Path, name: str, content: str | bytes, *, encoding: str = "utf-8") -> Path:
    data = content.encode(encoding) if isinstance(content, str) else content
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def rows(path: Path, profile: str) -> tuple[list[Raw], list[Problem]]:
    """What the file yields, in order; a break is the last problem."""
    found: list[Raw] = []
    problems: list[Problem] = []
    try:
        for record in records(path, load(profile).columns):
            if isinstance(record, Raw):
                found.append(record)
            else:
                problems.append(record)
    except BrokeOff as broken:
        problems.append(broken.problem)
    return found, problems


def told(problems: list[Problem]) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems]
