"""A row that names a handler nobody registered would only fail when it falls due."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation import handlers
from foundation.errors import Refusal

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("platform", "hierarchy", "reporting", "tenants", "api")
ROWS = {"Thing", "Message"}
OF_A_LIFE = ("due", "told")
TABLE = "HANDLERS"


def named_handlers() -> Iterator[tuple[str, str]]:
    """Every name that an agenda or outbox row is made with, and where."""
    modules = {
        path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8"))
        for folder in SOURCES
        for path in sorted((ROOT / folder).rglob("*.py"))
    }
    # A constant may have been imported from another module.
    everywhere = {name: value for module in modules.values() for name, value in _constants(module)}
    for path, module in modules.items():
        constants = everywhere | dict(_constants(module))
        for node in module.body:
            if isinstance(node, ast.Assign) and TABLE in map(ast.unparse, node.targets):
                assert isinstance(node.value, ast.Dict), ast.unparse(node)
                for value in node.value.values:
                    assert isinstance(value, ast.Constant), ast.unparse(node)
                    yield str(value.value), f"{path}:{node.lineno}"
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name | ast.Attribute) and _last(call.func) in ROWS:
                yield _name(call, constants), f"{path}:{call.lineno}"
            if isinstance(call.func, ast.Name) and call.func.id == "Life":
                for one in call.keywords:
                    if one.arg in OF_A_LIFE and isinstance(one.value, ast.Constant):
                        yield str(one.value.value), f"{path}:{call.lineno}"


def _last(function: ast.Name | ast.Attribute) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr


def _constants(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in (node for node in module.body if isinstance(node, ast.Assign)):
        for target in node.targets:
            is_pair = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
            pairs = zip(target.elts, node.value.elts, strict=True) if is_pair else [(target, node.value)]
            for name, value in pairs:
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield name.id, value.value


def _name(call: ast.Call, constants: dict[str, str]) -> str:
    given = next((one.value for one in call.keywords if one.arg == "handler"), call.args[0] if call.args else None)
    if isinstance(given, ast.Constant):
        return str(given.value)
    # A row that is put again as it was has its name already; a matter has those of its `Life`.
    if ast.unparse(given) == "handler" or (isinstance(given, ast.Attribute) and given.attr in ("handler", *OF_A_LIFE)):
        return ""
    # One of a table of names, which is walked below.
    if isinstance(given, ast.Subscript) and isinstance(given.value, ast.Name) and given.value.id == TABLE:
        return ""
    assert isinstance(given, ast.Name), ast.unparse(call)
    return constants[given.id]


def test_every_name_that_a_row_is_made_with_has_a_handler():
    found = {name: place for name, place in named_handlers() if name}
    assert {"case.clock", "alert.tell", "audit.seal"} <= found.keys()
    assert {name: place for name, place in found.items() if name not in handlers.names()} == {}


def test_two_handlers_cannot_have_one_name(register):
    register("test.one", lambda hall, rows: None)
    with pytest.raises(Refusal) as refused:
        register("test.one", lambda hall, rows: None)
    assert refused.value.code == "HANDLER_TAKEN"


def test_a_name_without_a_handler_is_refused():
    with pytest.raises(Refusal) as refused:
        handlers.handler("test.nobody")
    assert refused.value.code == "NO_HANDLER"
