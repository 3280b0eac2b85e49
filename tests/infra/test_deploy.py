"""The files of `infra/deploy`: the programs that will read them do, and nobody is given more than he needs."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import helm_python
import kubernetes_validate
import pytest
import yaml

from mingjing.production import dangers

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "infra" / "deploy"
CHART, COMPOSE, UNITS = DEPLOY / "helm" / "mingjing", DEPLOY / "compose", DEPLOY / "systemd"
OWNER = "MINGJING_DATABASE_URL"
RANDOM = "k3Jx9-fWq2" * 6
KEYS = "one:qXl0m3yWv7Vf6c2eQ1aZr9uTn4sKj8hGd5bLpOiE_xY"
FILLED = {
    "MINGJING_NAME": "mj.example.gov.cn",
    "MINGJING_SECRET_KEY": RANDOM,
    "MINGJING_FIELD_KEYS": KEYS,
    "SUPERUSER_PASSWORD": "a",
    "OWNER_PASSWORD": "b",
    "APP_PASSWORD": "c",
    "BROKER_PASSWORD": "d",
    "TLS_FOLDER": "/etc/mingjing/tls",
    "PGBOUNCER_IMAGE": "pgbouncer",
    "PGBOUNCER_USERS": "/etc/mingjing/userlist.txt",
}
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^${}]*(?:\$\{[^}]*\}[^${}]*)*))?\}")


def rendered(**values: Any) -> list[dict[str, Any]]:
    """What Helm would send to a cluster, one resource each."""
    with helm_python.Chart.load(CHART) as chart:
        files = chart.render(values, name="mj", namespace="mingjing")
    return [one for name, text in files.items() if name.endswith(".yaml") for one in yaml.safe_load_all(text) if one]


def pods(resources: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        one["metadata"]["name"]: one["spec"]["template"]["spec"]
        for one in resources
        if one["kind"] in ("Deployment", "Job")
    }


def test_helm_lints_the_chart_without_a_warning() -> None:
    report = helm_python.lint(CHART, strict=True)
    assert report["errors"] == []
    assert [one for one in report["messages"] if one["severity"] > 1] == []


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({}, id="as it comes"),
        pytest.param({"ingress": {"enabled": False}, "environment": {"MINGJING_POOL": 4}}, id="own ingress"),
        pytest.param({"imagePullSecrets": [{"name": "r"}], "image": {"tag": "1.2"}}, id="own registry"),
    ],
)
def test_kubernetes_takes_every_resource(values: dict[str, Any]) -> None:
    resources = rendered(**values)
    for one in resources:
        kubernetes_validate.validate(one, "1.30", strict=True)
    assert {one["kind"] for one in resources} >= {
        "Deployment",
        "Service",
        "NetworkPolicy",
        "PodDisruptionBudget",
        "Job",
    }


def test_pods_have_no_rights_and_only_the_migration_knows_the_owner() -> None:
    found = pods(rendered())
    assert set(found) == {"mj-web", "mj-worker", "mj-scheduler", "mj-migrate"}
    for name, pod in found.items():
        (container,) = pod["containers"]
        assert (pod["securityContext"]["runAsNonRoot"], pod["automountServiceAccountToken"]) == (True, False)
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]
        secrets = [one["secretRef"]["name"] for one in container["envFrom"]]
        assert secrets == (["mingjing", "mingjing-owner"] if name == "mj-migrate" else ["mingjing"])


def test_a_pod_is_given_what_production_asks_for() -> None:
    for pod in pods(rendered()).values():
        given = {one["name"]: one["value"] for one in pod["containers"][0]["env"] if "value" in one}
        secret = {
            "MINGJING_SECRET_KEY": RANDOM,
            "MINGJING_FIELD_KEYS": KEYS,
            "MINGJING_APP_DATABASE_URL": "postgresql://mingjing_app:s@db/mingjing?sslmode=verify-full",
            "MINGJING_BROKER_URL": "rediss://:s@broker/0",
        }
        assert dangers(given | secret) == []


def composed(*files: str) -> dict[str, Any]:
    """The services with the values of `FILLED`, read as compose reads them."""
    services: dict[str, Any] = {}
    for name in files:
        for service, said in yaml.safe_load(put_in((COMPOSE / name).read_text()))["services"].items():
            own = services.setdefault(service, {})
            own |= said | {"environment": own.get("environment", {}) | said.get("environment", {})}
    return services


def put_in(text: str) -> str:
    """`${NAME}`, `${NAME:-else}`, `${NAME:?}`; a name that nobody filled in and that has no else is an error."""

    def value(found: re.Match[str]) -> str:
        name, mark, other = found.groups()
        if name in FILLED:
            return FILLED[name]
        assert mark == "-", f"{name} is in no example"
        return put_in(other)

    return VARIABLE.sub(value, text.replace("$$", "\0")).replace("\0", "$")


def test_compose_s_programs_are_safe_productions_and_only_the_migration_knows_the_owner() -> None:
    services = composed("compose.yaml")
    for name in ("web", "worker", "scheduler", "migrate"):
        assert dangers(services[name]["environment"]) == [], name
        assert (OWNER in services[name]["environment"]) == (name == "migrate")
        assert (services[name]["read_only"], services[name]["cap_drop"]) == (True, ["ALL"])
    assert [name for name, one in services.items() if one.get("ports")] == ["proxy"]
    pooled = composed("compose.yaml", "compose.pgbouncer.yaml")
    for name in ("web", "worker"):
        assert "@pgbouncer:6432/" in pooled[name]["environment"]["MINGJING_APP_DATABASE_URL"]
        assert dangers(pooled[name]["environment"]) == []


def test_the_example_of_compose_names_what_it_needs() -> None:
    example = (COMPOSE / "compose.env.example").read_text()
    names = set(re.findall(r"\$\{(\w+):\?\}", (COMPOSE / "compose.yaml").read_text()))
    assert names <= set(re.findall(r"^(\w+)=", example, re.MULTILINE))


@pytest.mark.parametrize("files", [("compose.yaml",), ("compose.yaml", "compose.pgbouncer.yaml")])
def test_compose_reads_its_files(files: tuple[str, ...], tmp_path: Path) -> None:
    command = compose_command()
    environment = tmp_path / "env"
    environment.write_text("".join(f"{name}={value}\n" for name, value in FILLED.items()))
    named = [word for name in files for word in ("-f", str(COMPOSE / name))]
    argv = [*command, "--env-file", str(environment), *named, "config", "-q"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def compose_command() -> list[str]:
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]):
            done = subprocess.run([*command, "version"], capture_output=True, check=False)
            if done.returncode == 0:
                return command
    pytest.skip("neither docker compose nor docker-compose is installed")


def settings_of(unit: str) -> Iterator[tuple[str, str]]:
    for line in (UNITS / unit).read_text().splitlines():
        if "=" in line:
            name, _, value = line.partition("=")
            yield name, value


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    command = tmp_path / "opt/mingjing/.venv/bin/mingjing"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    copies = []
    for unit in UNITS.iterdir():
        copy = tmp_path / unit.name
        copy.write_text(unit.read_text().replace("/opt/mingjing", f"{tmp_path}/opt/mingjing"))
        copies.append(str(copy))
    argv = ["systemd-analyze", "verify", "--man=no", *sorted(copies)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, env=os.environ)
    told = [line for line in done.stderr.splitlines() if "mingjing" in line]
    assert (done.returncode, told) == (0, [])


def test_units_run_without_rights_and_only_the_migration_knows_the_owner() -> None:
    for unit in sorted(path.name for path in UNITS.glob("*.service")):
        said = list(settings_of(unit))
        files = [value for name, value in said if name == "EnvironmentFile"]
        assert files == ["/etc/mingjing/mingjing.env"] + (
            ["/etc/mingjing/owner.env"] if unit == "mingjing-migrate.service" else []
        )
        assert {("User", "mingjing"), ("NoNewPrivileges", "yes"), ("CapabilityBoundingSet", "")} <= set(said)
        assert {("ProtectSystem", "strict"), ("ProtectHome", "yes")} <= set(said)


def test_the_example_of_the_environment_is_a_safe_production_once_it_has_its_keys() -> None:
    given = dict(line.split("=", 1) for line in lines("mingjing.env.example"))
    assert OWNER not in given
    assert [one.variable for one in dangers(given)] == ["MINGJING_SECRET_KEY", "MINGJING_FIELD_KEYS"]
    owner = dict(line.split("=", 1) for line in lines("owner.env.example"))
    assert dangers(given | owner | {"MINGJING_SECRET_KEY": RANDOM, "MINGJING_FIELD_KEYS": KEYS}) == []


def lines(name: str) -> list[str]:
    return [line for line in (DEPLOY / name).read_text().splitlines() if line and not line.startswith("#")]


def test_every_variable_that_is_given_is_one_that_somebody_reads() -> None:
    sources = [path.read_text() for folder in ("platform", "api", "tenants") for path in (ROOT / folder).rglob("*.py")]
    sources.append((DEPLOY / "nginx" / "mingjing.conf.template").read_text())
    known = set(re.findall(r"MINGJING_[A-Z_]+", "\n".join(sources)))
    own = {"MINGJING_IMAGE", "MINGJING_PROXY_IMAGE"}  # of compose itself
    for path in (one for one in DEPLOY.rglob("*") if one.is_file() and one.suffix != ".md"):
        assert set(re.findall(r"MINGJING_[A-Z_]*[A-Z]", path.read_text())) <= known | own, path


def test_the_image_is_made_of_what_is_there_and_runs_as_nobody() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    for line in text.splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source
    last = text[text.rindex("\nFROM ") :]
    assert "USER 10001:10001" in last
    assert last.index("USER ") < last.index("ENTRYPOINT")
