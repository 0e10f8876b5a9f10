"""Measure the house: sizes, words on everything public, reading and writing, errors, tests; a line per question.

Usage: ``python tools/house.py`` prints the figures; ``tests/test_house.py`` holds those that must not slip.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "compare"
TESTS = ROOT / "tests"

ROOM, SCREEN = 300, 45
"""Lines that a module, and the code of a function without its docstring, should stay below."""
MOST_ROOM, MOST_SCREEN = 320, 80
"""Lines that none may pass."""

DOORS = ("store.py", "sources", "readers", "knowledge", "runs", "cli", "review")
"""Rooms that read or write: tables, source files, packaged knowledge, runs, people's own files."""
TOUCHING = frozenset((
    "open", "read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "unlink", "glob", "rglob", "iterdir", "read_csv",
    "write_csv", "read_parquet", "write_parquet", "scan_parquet", "copyfile", "rmtree",
))  # fmt: skip
ERRORS = ("CompareError", "TableError", "SourceError", "KnowledgeError", "CorrectionError", "RunError", "ParameterError")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> dict[str, ast.Module]:
    """Return every module of the package, parsed, by its path within it."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def lines(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def rooms_over(limit: int) -> dict[str, int]:
    """Return the modules with more lines than ``limit``."""
    found = {name: lines(PACKAGE / name) for name in modules()}
    return {name: size for name, size in found.items() if size > limit}


def functions_over(limit: int) -> dict[str, int]:
    """Return the functions whose code, docstring apart, has more lines than ``limit``."""
    found = {}
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                size = node.end_lineno - node.lineno + 1 - _docstring_lines(node)
                if size > limit:
                    found[f"{name}:{node.name}"] = size
    return found


def _docstring_lines(node: Function) -> int:
    """Return how many lines the docstring takes."""
    first = node.body[0]
    return first.end_lineno - first.lineno + 1 if ast.get_docstring(node) else 0


def public() -> Iterator[tuple[str, ast.AST]]:
    """Yield what is public with its place: modules, classes, functions and methods whose names do not begin with ``_``."""
    for name, tree in modules().items():
        yield name, tree
        holders: list[ast.AST] = [tree]
        while holders:
            for node in holders.pop().body:
                if isinstance(node, (*Function.__args__, ast.ClassDef)) and not node.name.startswith("_"):
                    yield f"{name}:{node.name}", node
                    if isinstance(node, ast.ClassDef):
                        holders.append(node)


def without_docstring() -> list[str]:
    """Return what is public and has no docstring."""
    return [place for place, node in public() if not ast.get_docstring(node)]


def without_types() -> list[str]:
    """Return the functions with an argument or a result whose type is not written, private ones too."""
    found = []
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
                bare = [a.arg for a in given if a.annotation is None and a.arg not in ("self", "cls")]
                if bare or node.returns is None:
                    found.append(f"{name}:{node.name}")
    return found


def touching() -> list[str]:
    """Return the places outside the doors that read or write files other than the package's own assets."""
    found = []
    for name, tree in modules().items():
        if name.split("/")[0] in DOORS:
            continue
        for node in ast.walk(tree):
            called = node.func if isinstance(node, ast.Call) else None
            if not isinstance(called, ast.Attribute) or called.attr not in TOUCHING:
                continue
            if not ast.unparse(called).startswith("files("):
                found.append(f"{name}:{node.lineno} {called.attr}")
    return found


def poor_errors() -> list[str]:
    """Return where an error is raised without place, finding and remedy, and every assert."""
    found = []
    for name, tree in modules().items():
        for node in ast.walk(tree):
            poor = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS
            if poor and len(node.args) != 3 and not any(isinstance(a, ast.Starred) for a in node.args):
                found.append(f"{name}:{node.lineno}")
            if isinstance(node, ast.Assert):
                found.append(f"{name}:{node.lineno} assert")
    return found


def nameless_cases() -> list[str]:
    """Return where tests list cases that show no name of their own: not a word, not a number, no ``id``."""
    found = []
    for path in sorted(TESTS.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr != "parametrize" or any(word.arg == "ids" for word in node.keywords):
                continue
            cases = node.args[1].elts if isinstance(node.args[1], (ast.List, ast.Tuple)) else []
            if any(not _named(case) for case in cases):
                found.append(f"{path.name}:{node.lineno}")
    return found


def _named(case: ast.expr) -> bool:
    """Return whether a case has an id, or is a word or a number, which pytest shows as it is."""
    if isinstance(case, ast.Call) and getattr(case.func, "attr", "") == "param":
        return any(word.arg == "id" for word in case.keywords)
    return isinstance(case, (ast.Constant, ast.Starred))


def main() -> None:
    """Print the figures."""
    everything = list(public())
    sizes = [lines(PACKAGE / name) for name in modules()]
    written = sum(map(lines, TESTS.rglob("*.py")))
    figures = {
        "modules": f"{len(sizes)}, median {statistics.median(sizes):.0f} lines",
        f"modules over {ROOM} lines": rooms_over(ROOM),
        f"functions over {SCREEN} lines of code": functions_over(SCREEN),
        "public names": f"{len(everything)}, without docstring {without_docstring()}",
        "functions without types": without_types(),
        "reads or writes outside its doors": touching(),
        "errors without place, finding, remedy": poor_errors(),
        "cases of tests without a name": nameless_cases(),
        "test lines per source line": f"{written} / {sum(sizes)} = {written / sum(sizes):.2f}",
    }
    for question, figure in figures.items():
        shown = ", ".join(f"{name} {size}" for name, size in figure.items()) if isinstance(figure, dict) else figure
        sys.stdout.write(f"{question}: {shown or 'none'}\n")


if __name__ == "__main__":
    main()
