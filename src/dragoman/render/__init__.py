"""Answers for people and programs: a table, JSON, JSON lines, CSV, Markdown, a page or a PDF."""
