"""People whom no dossier lists, by the words around their names."""
