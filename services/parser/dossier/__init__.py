"""What an article has to do with a dossier: relevance, phases, actors, quotes, claims, documents."""
