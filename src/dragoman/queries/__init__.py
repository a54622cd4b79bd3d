"""A question becomes an answer with citations: pure functions over a store and the codebook's names."""
