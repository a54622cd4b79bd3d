"""The HTTP API, version 1: what the command line answers, as JSON, and the nouns that are held."""
