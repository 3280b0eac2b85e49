"""Addresses beside GraphQL: health, readiness, the page shell."""

import inspect
from pathlib import Path

import psycopg
import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from pytest_django import Settings

from api import health
from hierarchy.models import Hall
from mingjing.commands.schema import FILE, print_schema
from mingjing.embedded import Urls
from tests import databases


@pytest.fixture
def built(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "index.html").write_text("<title>明镜</title>")
    settings.STATIC_ROOT = tmp_path


def test_the_committed_schema_is_that_of_the_code() -> None:
    assert print_schema() == FILE.read_text(encoding="utf-8"), "run `mingjing schema`"


def test_no_view_is_asynchronous() -> None:
    """An asynchronous view would run in another thread's schema and mix halls."""
    views = [pattern.callback for pattern in get_resolver().url_patterns if isinstance(pattern, URLPattern)]
    assert len(views) == len(get_resolver().url_patterns)
    assert not any(inspect.iscoroutinefunction(inspect.unwrap(view)) for view in views)


def test_a_process_that_runs_is_alive() -> None:
    assert Client().get("/healthz").json() == {"status": "ok"}


@pytest.fixture
def broker_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kombu's own broker in memory."""
    monkeypatch.setenv("MINGJING_BROKER_URL", "memory://")
    health.halls.cache_clear()


def test_a_migrated_installation_is_ready(db: None, broker_up: None) -> None:
    response = Client().get("/readyz")
    assert response.json() == {"status": "ok", "database": "ok", "broker": "ok", "migrations": "ok", "halls": "ok"}
    assert response.status_code == 200


def test_readiness_names_what_is_out_of_reach_and_no_address(
    db: None, broker_up: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJING_BROKER_URL", "redis://:secret@127.0.0.1:1/0")
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["broker"] == "out of reach"
    assert "secret" not in response.text


def test_halls_that_are_behind_make_it_not_ready_and_one_that_failed_does_not(
    own_database: Urls, broker_up: None
) -> None:
    with psycopg.connect(own_database.owner, autocommit=True) as owner:
        owner.execute("DELETE FROM h130322000000.django_migrations WHERE app = 'cases'")
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["halls"]) == (503, "1 halls are behind this release")
    Hall.objects.filter(code="130322000000").update(schema_error="lock timeout")
    assert Client().get("/readyz").status_code == 200


def test_readiness_without_a_database_is_an_answer(own_database: Urls, broker_up: None) -> None:
    with databases.connected("postgresql://nobody@127.0.0.1:1/nothing"):
        response = Client().get("/readyz")
    assert response.status_code == 503
    assert [response.json()[name] for name in ("database", "migrations", "halls")] == ["out of reach"] * 3


@pytest.mark.parametrize("path", ["/", "/halls/130322000000/cases/1", "/sign-in"])
def test_every_other_address_is_the_page_shell_under_a_strict_policy(built: None, path: str) -> None:
    response = Client().get(path)
    assert (response.status_code, response.text) == (200, "<title>明镜</title>")
    policy = response["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "object-src 'none'"} <= set(policy)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert "csrftoken" in response.cookies


@pytest.mark.parametrize("path", ["/healthz", "/graphql/", "/api/v1/nothing", "/api/v1/schema/"])
def test_what_is_no_page_may_load_nothing_and_be_framed_by_nobody(path: str) -> None:
    response = Client().get(path)
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert response["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_that_are_not_built_say_how_to_build_them(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    response = Client().get("/")
    assert response.status_code == 503
    assert "bash infra/demo" in response.text


@pytest.mark.parametrize("path", ["/api/", "/api/v1/nothing", "/static/gone.js", "/graphql"])
def test_programs_are_told_in_json_that_there_is_nothing(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"] == {"code": "NOT_FOUND"}


def test_a_page_is_only_read(built: None) -> None:
    assert Client().post("/sign-in").status_code == 405
