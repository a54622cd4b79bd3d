"""What is found in the raw text, before any grammar: names, dates, quantities, triggers."""
