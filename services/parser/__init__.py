"""The parser: pages in, articles of the dossiers out."""
