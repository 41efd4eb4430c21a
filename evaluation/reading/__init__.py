"""How well pages are read, and at what cost, beside the libraries that others use."""
