"""The shell's door: `dragoman VERB`."""
