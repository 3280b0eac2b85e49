"""What the folders promise, read from the files themselves."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("api", "docs", "frontend", "hierarchy", "infra", "platform", "reporting", "tenants", "tests")
SOURCES = ("api", "hierarchy", "platform", "reporting", "tenants", "tests")
LONGEST = 450


def fresh(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_platform_is_the_standard_library_s_in_a_fresh_interpreter() -> None:
    assert fresh("import platform; print(platform.python_implementation())") == "CPython"


def test_the_folder_platform_is_no_package() -> None:
    assert not (ROOT / "platform" / "__init__.py").exists()


def test_the_list_of_commands_is_shown_without_importing_django() -> None:
    code = "import sys; from mingjing import __main__ as m; m.overview(); print('django' in sys.modules)"
    assert fresh(code) == "False"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_top_level_folder_says_what_lives_in_it(folder: str) -> None:
    assert (ROOT / folder / "README.md").is_file()


def test_no_source_file_is_too_long_to_read() -> None:
    files = [path for folder in SOURCES for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_package_has_its_place_in_the_import_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    contract = settings["tool"]["importlinter"]
    packages = {Path(package).name for package in wheel}
    assert set(contract["root_packages"]) == packages
    assert set(contract["contracts"][0]["layers"]) == packages


def test_no_path_of_a_developer_s_machine_is_committed() -> None:
    words = ("/" + "work/", "/" + "root/")
    texts = [path for folder in (*SOURCES, "infra", "docs") for path in (ROOT / folder).rglob("*") if is_text(path)]
    assert [str(path.relative_to(ROOT)) for path in texts if any(word in path.read_text() for word in words)] == []


def is_text(path: Path) -> bool:
    return path.is_file() and path.suffix in {".py", ".md", ".sql", ".toml", ".yaml", ".yml", ".sh", ""}
