"""Handouts: procedure content in YAML becomes branded, printable, accessible PDF handouts.

The package is a row of rooms with one direction of travel, a value between every two:

    reading ─▶ tailoring ─▶ checks ─▶ composing ─▶ rendering ─▶ delivering ─▶ cli

This module imports nothing, so that ``import handouts`` (and ``--help``) stays cheap.
"""

__version__ = "0.1.0"
