"""The numbers that keep the house light (docs/contributing.md), over every file of it.

Where something has to be bigger, it is named below with its size: a size may shrink, and a name
goes once it fits. import-linter and ruff hold the other rules of the house.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "quizapp"
MODULES = sorted(PACKAGE.rglob("*.py"))
CODE = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MIGRATIONS = PACKAGE / "store" / "migrations" / "versions"

LONG_MODULES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}
LONG_VIEWS: dict[str, int] = {}

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    """Every function of a module with its name, `module::Class.function`."""

    def within(node: ast.AST, names: tuple[str, ...]) -> Iterator[tuple[str, Function]]:
        for child in ast.iter_child_nodes(node):
            here = names
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                here = (*names, child.name)
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name_of(path)}::{'.'.join(here)}", child
            yield from within(child, here)

    return within(ast.parse(path.read_text(encoding="utf-8")), ())


def length(function: Function) -> int:
    """Lines from its first decorator to its end, without its docstring."""
    assert function.end_lineno
    first = min([function.lineno, *(d.lineno for d in function.decorator_list)])
    lines = function.end_lineno - first + 1
    if ast.get_docstring(function):
        docstring = function.body[0]
        assert docstring.end_lineno
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def is_view(function: Function) -> bool:
    """It answers at an address: `@blueprint.get(...)` and the like stand over it."""
    return any(
        isinstance(d, ast.Call)
        and isinstance(d.func, ast.Attribute)
        and d.func.attr in ("get", "post", "route", "put", "delete", "patch")
        for d in function.decorator_list
    )


def too_big(sizes: dict[str, int], limit: int, allowed: dict[str, int]) -> dict[str, int]:
    """What is over the limit or its own allowance; and what is allowed more than it needs."""
    grown = {n: size for n, size in sizes.items() if size > max(limit, allowed.get(n, 0))}
    loose = {n: size for n, size in allowed.items() if sizes.get(n, 0) <= limit or size > sizes[n]}
    return grown | loose


def test_there_is_something_to_measure():
    assert len(MODULES) > 50
    assert any(is_view(f) for path in MODULES for _, f in functions(path))


def test_a_module_has_at_most_400_lines():
    sizes = {name_of(path): lines_of(path) for path in CODE}

    assert too_big(sizes, 400, LONG_MODULES) == {}


def test_a_function_has_at_most_40_lines():
    paths = [path for path in MODULES if path.parent != MIGRATIONS]
    sizes = {name: length(function) for path in paths for name, function in functions(path)}

    assert too_big(sizes, 40, LONG_FUNCTIONS) == {}


def test_a_view_has_at_most_20_lines():
    sizes = {
        name: length(function)
        for path in MODULES
        for name, function in functions(path)
        if is_view(function)
    }

    assert too_big(sizes, 20, LONG_VIEWS) == {}


def test_a_template_has_at_most_120_lines():
    sizes = {name_of(path): lines_of(path) for path in TEMPLATES}

    assert too_big(sizes, 120, {}) == {}


def test_nothing_of_ours_is_imported_inside_a_function():
    hidden = [
        f"{name}, line {node.lineno}"
        for path in CODE
        for name, function in functions(path)
        for node in ast.walk(function)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("quizapp"))
        or (isinstance(node, ast.Import) and any(a.name.startswith("quizapp") for a in node.names))
    ]

    assert hidden == []


def test_whatever_is_public_has_a_docstring():
    bare = [
        name
        for path in MODULES
        if path.parent != MIGRATIONS
        for name, function in functions(path)
        if not any(part.startswith("_") for part in name.split("::")[1].split("."))
        and not ast.get_docstring(function)
        and not is_nested(name, path)
    ]

    assert bare == []


def is_nested(name: str, path: Path) -> bool:
    """A function inside another one is no public one."""
    *outer, _ = name.split("::")[1].split(".")
    return any(f"{name_of(path)}::{'.'.join(outer)}" == other for other, _ in functions(path))


def test_every_module_says_its_one_idea():
    bare = [
        name_of(path)
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert bare == []


def test_the_shared_fixtures_are_few():
    fixtures = [
        name
        for name, function in functions(ROOT / "tests" / "conftest.py")
        if any("fixture" in ast.unparse(d) for d in function.decorator_list)
    ]

    assert 1 <= len(fixtures) <= 12


@pytest.mark.parametrize("word", ["manager", "helper", "util", "utils", "common", "data", "info"])
def test_no_module_has_a_name_that_says_nothing(word):
    assert [name_of(path) for path in MODULES if path.stem == word] == []


def test_no_test_waits_by_the_clock():
    sleeping = [
        f"{name}, line {node.lineno}"
        for path in CODE
        for name, function in functions(path)
        if function.name.startswith("test_")
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("time.sleep", "sleep")
    ]

    assert sleeping == []


def test_no_test_fakes_our_own_code():
    faked = [
        name_of(path)
        for path in CODE
        if path.is_relative_to(ROOT / "tests")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom | ast.Import)
        and any("mock" in alias.name for alias in node.names)
    ]

    assert faked == []
