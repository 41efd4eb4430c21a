"""Wire lineage: which text came first, who reprinted it, and what they changed."""
