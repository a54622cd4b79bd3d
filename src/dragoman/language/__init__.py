"""The sentences that matter, parsed."""
