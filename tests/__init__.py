"""Dragoman's tests; a package so that `python -m tests.stories_match` finds its own modules."""
