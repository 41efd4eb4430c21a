"""How well copies are traced, at what cost, and beside whom."""
