"""Words become values: actors, offices and times."""
