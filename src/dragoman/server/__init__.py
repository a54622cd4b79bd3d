"""The HTTP door: pages for people and an API for programs, over the same verbs as the command line."""
