"""Executed notebooks in, self-contained pages out; computes nothing itself."""

from compare.briefs.read import read_sections
from compare.briefs.render import render_brief, render_index

__all__ = ["read_sections", "render_brief", "render_index"]
