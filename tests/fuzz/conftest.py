"""The fixtures of the tests that try damaged input."""

from trials import trials

__all__ = ["trials"]
