"""What the tests of isolation look for in the sources."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVING = ("api", "hierarchy", "reporting", "tenants", "platform/foundation", "platform/accounts")
EVERYTHING = (*SERVING, "platform/mingjing")
CACHING = {"cache", "lru_cache"}


def trees(folders: tuple[str, ...]) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def caches() -> set[str]:
    """Functions that remember their answers, and dicts of modules."""
    found = set()
    for name, tree in trees(SERVING):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and {_called(one) for one in node.decorator_list} & CACHING:
                found.add(f"{name}:{node.name}")
        for node in tree.body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict) and not node.value.keys:
                assert isinstance(node.target, ast.Name)
                found.add(f"{name}:{node.target.id}")
    return found


def entered_by_hand() -> list[str]:
    """`with hall:`, `.activate()` and setting the schema of the connection, outside of the one gate.

    django-tenants' `with tenant:` falls back to `public` for good when bodies nest; a schema that is set by hand stays
    set for whoever gets the connection next.
    """
    found = []
    for name, tree in trees(EVERYTHING):
        for node in ast.walk(tree):
            if isinstance(node, ast.With) and any(_is_hall(item.context_expr) for item in node.items):
                found.append(f"{name}:{node.lineno} with a hall")
            if isinstance(node, ast.Call) and _called(node) in {"activate", "deactivate", "set_tenant", "set_schema"}:
                found.append(f"{name}:{node.lineno} {_called(node)}")
            if isinstance(node, ast.Call) and _called(node) in {"schema_context", "tenant_context"}:
                found.append(f"{name}:{node.lineno} {_called(node)}")
    return found


def asynchronous() -> list[str]:
    return [
        f"{name}:{node.lineno}"
        for name, tree in trees(EVERYTHING)
        for node in ast.walk(tree)
        if isinstance(node, ast.AsyncFunctionDef | ast.AsyncWith | ast.Await)
    ]


def imported(module: str) -> list[str]:
    found = []
    for name, tree in trees(EVERYTHING):
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            found += [f"{name}:{node.lineno}" for one in names if one.startswith(module)]  # type: ignore[attr-defined]
    return found


def test_names() -> set[str]:
    """`file::function` of every test of this folder."""
    folder = Path(__file__).parent
    return {
        f"{path.name}::{node.name}"
        for path in folder.glob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def _called(node: ast.expr) -> str:
    target = node.func if isinstance(node, ast.Call) else node
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def _is_hall(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and _called(node) in {"hall", "tenant", "entered", "parent"}
