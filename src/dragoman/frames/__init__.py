"""Mentions and parses → frames: who does what to whom, in words."""
