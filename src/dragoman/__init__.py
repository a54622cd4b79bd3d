"""Dragoman reads diplomatic documents and keeps a sourced, dated, queryable record of how states relate."""

__version__ = "0.1.0"
