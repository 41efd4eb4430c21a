"""How well Masar reads, measured beside its peers; nothing here runs in production."""
