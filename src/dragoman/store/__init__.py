"""Records and documents, to and from a database."""
