"""The nouns: frozen types that the rooms pass to each other."""
