"""Damaged input for tests: how files are damaged, and how a command is tried on them."""
