"""Reads the sections out of an executed notebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from compare.errors import BriefError, examples
from compare.sections import MIME, Section


def read_sections(notebook: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return the sections that the cells of an executed notebook display, in order.

    Args:
        notebook: The notebook as nbformat or json reads it.

    Raises:
        BriefError: A cell failed, a section breaks its form or repeats, or there is none.
    """
    place = f"Notebook '{_name(notebook)}'"
    sections: list[Section] = []
    for number, cell in enumerate(notebook["cells"], start=1):
        for output in cell.get("outputs", ()):
            if output.get("output_type") == "error":
                found = f"cell {number} failed with {output.get('ename')}: {output.get('evalue')}"
                raise BriefError(place, found, "Run it again after mending the cell.")
            data = output.get("data", {}).get(MIME)
            if data is None:
                continue
            try:
                sections.append(Section.model_validate(data))
            except ValidationError as error:
                first = error.errors()[0]
                found = f"cell {number}: {'.'.join(map(str, first['loc']))} {first['msg']}"
                raise BriefError(place, found, "Display it through compare.notebook.") from error
    ids = [section.id for section in sections]
    twice = sorted({section_id for section_id in ids if ids.count(section_id) > 1})
    if twice:
        raise BriefError(place, f"sections repeat: {examples(twice)}", "Give each its own id.")
    if not sections:
        raise BriefError(place, "no section in its outputs", "Execute the notebook before rendering it.")
    return tuple(sections)


def parameters(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters papermill ran the notebook with."""
    return dict(notebook.get("metadata", {}).get("papermill", {}).get("parameters", {}))


def _name(notebook: Mapping[str, Any]) -> str:
    """Return the notebook's path as papermill recorded it."""
    return str(notebook.get("metadata", {}).get("papermill", {}).get("input_path", "unnamed"))
