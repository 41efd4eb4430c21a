"""How fast the reading room is while twenty people read in it, and how that grows with the index."""
