"""Answers for people and programs: a table, JSON, JSON lines, CSV or Markdown."""
