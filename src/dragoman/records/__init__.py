"""Claims → records with evidence; the same event of one document is one record."""
