"""Write the generated parts of README.md: the folder tree with each room's own sentence, and the list of tables.

Usage: ``python tools/readme.py`` rewrites them, ``python tools/readme.py --check`` says whether they are true.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

from compare.tables import TABLES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"

STREET = (
    "sources", "readers", "restore", "structure", "coding", "quantities", "targets", "align", "overlap", "charts", "sections", "notebook",
    "briefs", "ledger", "review", "runs", "cli", "store", "spans", "tables", "regions", "periods", "words", "errors", "knowledge",
)  # fmt: skip
"""Rooms in the order in which the data walks them; the helpers of all come last."""


def tree() -> str:
    """Return the package's rooms, one line each, with the first sentence of the room's docstring."""
    package = ROOT / "src" / "compare"
    rooms = {path.stem: path for path in sorted(package.iterdir()) if _is_room(path)}
    missing = [name for name in rooms if name not in STREET]
    if missing:
        raise SystemExit(f"tools/readme.py: rooms without a place in STREET: {', '.join(missing)}")
    lines = []
    for name in STREET:
        if name in rooms:
            path = rooms[name]
            source = path / "__init__.py" if path.is_dir() else path
            label = f"{name}/" if path.is_dir() else f"{name}.py"
            lines.append(f"  {label:<14}{_docstring(source)}")
    return "```text\nsrc/compare/\n" + "\n".join(lines) + "\n```"


def table_list() -> str:
    """Return a Markdown table of the stored tables: name, row, key, number of columns."""
    rows = [
        f"| `{table.name}` | {table.comment} | {', '.join(f'`{name}`' for name in table.key)} | {len(table.columns)} |"
        for table in TABLES.values()
    ]
    return "| table | holds | key | columns |\n|---|---|---|---|\n" + "\n".join(rows)


def filled(readme: str) -> str:
    """Return ``readme`` with its marked parts written anew."""
    for name, make in (("tree", tree), ("tables", table_list)):
        pattern = rf"(<!-- {name}: generated -->\n).*?(\n<!-- end of {name} -->)"
        readme, count = re.subn(pattern, lambda match, make=make: match[1] + make() + match[2], readme, flags=re.DOTALL)  # type: ignore[misc]
        if count != 1:
            raise SystemExit(f"tools/readme.py: README.md has {count} parts marked '{name}', one is needed")
    return readme


def _is_room(path: Path) -> bool:
    return path.name not in {"__init__.py", "__main__.py"} and (
        (path.is_dir() and (path / "__init__.py").exists()) or path.suffix == ".py"
    )


def _docstring(path: Path) -> str:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return words.split("\n\n")[0].replace("\n", " ").rstrip(".")


if __name__ == "__main__":
    current = README.read_text(encoding="utf-8")
    wanted = filled(current)
    if "--check" in sys.argv[1:]:
        raise SystemExit(0 if current == wanted else "README.md is not up to date: run `python tools/readme.py`")
    README.write_text(wanted, encoding="utf-8")
