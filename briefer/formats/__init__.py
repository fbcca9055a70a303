"""Formats that are no text: a page, or the brief.json behind it, goes in, the bytes of a file come out.

A format is a module of this folder with

- `SUFFIX`, what its files end in, such as `docx` or `csl.json`;
- `write(page: Page) -> bytes`: equal pages give equal bytes; no clock, no network, no file but its own. What the page
  holds is untrusted and stays inert;
- perhaps `NEEDS`, a module that has to be installed, and the extra of briefer that installs it.
"""
