"""Records in plain English: one sentence each, built from the fields."""
