"""What only several documents together tell: pure functions over records, rebuilt whenever it is asked for."""
