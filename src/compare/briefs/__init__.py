"""Executed notebooks in, self-contained pages out; computes nothing itself."""

from compare.briefs.render import render_brief, render_index
from compare.briefs.read import read_sections

__all__ = ["read_sections", "render_brief", "render_index"]
