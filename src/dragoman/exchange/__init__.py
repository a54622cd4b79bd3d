"""Records in forms that other people's tools read."""
